"""What the printed list says of a request as a whole, by its blocks alone: no paper is set for it."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pytest

from desk.life import Life, Terms, Tick
from desk.papers.blocks import Block, Check, Checks, Heading, Notice, Paragraph, Quote
from desk.papers.case import Case, Stated
from desk.papers.checklist import _RULES, _quoted_once, _quoting, checklist
from desk.wording import render
from tests.citing import cited
from tests.unit.desk.papers.support import after_a_change, case

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@cache
def oni() -> Case:
    return case("oni", "disclosure")


def told(found: Case) -> list[str]:
    return [block.text for block in checklist(found, "ja").blocks if isinstance(block, Paragraph | Notice)]


def own(key: str, **params: str) -> str:
    return render(f"papers.checklist.{key}", "ja", params)


def ticked(found: Case, *items: int) -> Case:
    life = found.record.life or Life(None)
    ticks = tuple(Tick(item, AT, "担当A") for item in items)
    return replace(found, record=replace(found.record, life=replace(life, ticks=ticks)))


def test_that_it_is_an_announcement_only_is_said_as_long_as_something_is_awaited() -> None:
    asked = replace(oni(), record=replace(oni().record, standing="announcement"))
    said = own("standing_announcement")
    arriving = [n for n, item in enumerate(asked.record.checklist) if item.kind != "fee"]
    assert len(arriving) > 1
    assert said in told(asked) and said in told(ticked(asked, arriving[0]))
    assert said not in told(ticked(asked, *arriving)), "nothing is left whose arrival it could wait for"
    bare = after_a_change(replace(asked, record=replace(asked.record, checklist=())))
    assert said in told(bare), "nothing was to come, and nothing has"


def test_a_request_from_before_a_change_names_its_version_by_twelve_characters() -> None:
    record = replace(oni().record, policy_version="0123456789abcdef")
    old = Case.of(record, oni().facts, oni().settings, oni().today)
    (notice,) = [text for text in told(old) if "0123456789a" in text]
    assert "0123456789ab" in notice and "0123456789abc" not in notice
    assert [text for text in told(oni()) if oni().record.policy_version[:12] in text] == []


def test_only_where_the_policy_lists_no_paper_and_announces_none_nothing_is_said_to_be_asked_for() -> None:
    steps = oni().steps
    assert steps is not None and steps.papers
    none = {own("on_demand"), own("nothing")}
    assert not none & set(told(oni()))
    assert none & set(told(replace(oni(), steps=replace(steps, papers=(), papers_announced=False))))
    announced = replace(oni(), steps=replace(steps, papers=(), papers_announced=True))
    assert not none & set(told(announced))
    assert any("推測" in text for text in told(announced)) or own(
        "papers_open", contact=announced.desk_contact()
    ) in told(announced)


def test_a_quotation_names_its_version_by_twelve_characters() -> None:
    long = cited("本文")
    long["version"] = "0123456789abcdef"
    assert Stated.of(long).version == "0123456789ab"


def quoted(blocks: tuple[Block, ...]) -> Counter[str]:
    found = Counter[str]()
    for block in blocks:
        if isinstance(block, Heading) and block.text == own("heading_refusals"):
            break  # the list of grounds is whole, whatever of it stands above
        if isinstance(block, Quote):
            found[block.quote] += 1
        elif isinstance(block, Checks):
            found.update(item.quote for item in block.items if item.quote is not None)
    return found


@pytest.mark.parametrize("company", ["oni", "opt", "prestige"])
def test_a_clause_beside_a_paper_is_no_rule_further_down_as_well(company: str) -> None:
    found = quoted(checklist(case(company, "disclosure"), "ja").blocks)
    assert found and {quote for quote, times in found.items() if times > 1} == set()


def test_of_a_fee_its_amount_is_told_or_that_the_policy_names_none_and_of_none_nothing() -> None:
    paid = case("prestige", "disclosure")
    assert own("fee_yes") in told(paid) and own("fee_amount_not_stated") in told(paid)
    life = replace(paid.record.life or Life(None), terms=Terms(fee="yes", fee_amount="300円"))
    named = replace(paid, record=replace(paid.record, life=life))
    assert own("fee_amount", amount="300円") in told(named)
    assert own("fee_amount_not_stated") not in told(named)
    assert own("fee_not_stated") in told(oni())


def test_after_a_leak_the_fee_is_said_to_fall_away_and_no_amount_is_asked() -> None:
    paid = case("prestige", "disclosure")
    waiver = cited("手数料の徴取は行いません。")
    life = replace(paid.record.life or Life(None), terms=Terms(fee="yes", leak_waiver=waiver, waived=True))
    waived = replace(paid, record=replace(paid.record, life=life))
    assert own("fee_waived_for_leak") in told(waived)
    assert own("fee_yes") not in told(waived)


def test_without_an_address_the_list_says_that_none_is_stated() -> None:
    nowhere = replace(oni(), record=replace(oni().record, send_to={}))
    assert own("send_to_not_stated") in told(nowhere)
    assert own("send_to_not_stated") not in told(oni())
    assert own("post_not_stated") in told(oni()), "oni names other ways than the post"
    assert own("post_not_stated") not in told(case("prestige", "disclosure"))


def test_of_a_clause_that_is_needed_at_three_places_the_first_gives_its_words() -> None:
    first, second = Check("様式", quote="一", place="1"), Check("写し", quote="一", place="1")
    other = Quote("二", "2")
    found = _quoted_once(
        [
            Heading("書類"),
            Checks((first, second)),
            Quote("一", "1"),
            Heading("送り先"),
            Quote("一", "1"),
            other,
        ]
    )
    assert found == [
        Heading("書類"), Checks((first, replace(second, quote=None))), Heading("送り先"), Quote("一", "1"), other,
    ], "what would leave a heading alone stays"  # fmt: skip


def test_that_all_has_come_is_said_only_where_no_list_is_still_open() -> None:
    said = own("nothing_missing")
    arriving = [n for n, item in enumerate(oni().record.checklist) if item.kind != "fee"]
    assert said in told(ticked(oni(), *arriving)) and said not in told(oni())
    agent = case("prestige", "disclosure", "voluntary_agent")
    assert agent.steps is not None and agent.steps.papers_announced
    listed = len(agent.steps.forms) + len(agent.steps.papers)
    assert said not in told(ticked(agent, *range(listed))), "the policy leaves a list out"
    assert said in told(ticked(agent, *range(listed + 1)))


@pytest.mark.parametrize("who", ["self", "voluntary_agent"])
def test_rules_that_hold_for_whoever_asks_stand_on_everybodys_list(who: str) -> None:
    found = case("prestige", "disclosure", who)
    assert any(found.rules(key)[0] for key in _RULES if not key.startswith("agent."))
    heads = [block.text for block in checklist(found, "ja").blocks if isinstance(block, Heading)]
    assert own("heading_rules") in heads


def test_what_stands_beside_a_paper_counts_as_quoted_and_a_paper_without_a_clause_does_not() -> None:
    cited_one, bare = Check("様式", quote="一", place="1"), Check("写し")
    assert _quoting(Checks((bare, cited_one))) == (cited_one,)
    assert _quoting(Quote("二", "2")) == (Quote("二", "2"),)
    assert _quoting(Heading("書類")) == ()
