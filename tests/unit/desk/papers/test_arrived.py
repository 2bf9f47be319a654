"""A printed list names what is still missing, and what has come in as what has come in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk.life import Life, Tick
from desk.papers.blocks import Bullets, Checks, Heading, Notice, Paper
from desk.papers.case import Case
from desk.papers.checklist import checklist
from desk.papers.fitting import Particulars
from desk.papers.letters import Letters
from desk.papers.posting import cover_letter
from knowledge.paths import policies_dir
from tests.unit.desk.papers.support import after_a_change, case

pytestmark = pytest.mark.slow  # whole papers of every company are set

AT = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
"""The 21st where the desk is."""
IN, ALL_IN = "すでに届いているもの", "お送りいただくものは、すべて届いています。"


def with_ticks(found: Case, *items: int) -> Case:
    life = found.record.life or Life(None)
    ticks = tuple(Tick(item, AT, "担当A") for item in items)
    return replace(found, record=replace(found.record, life=replace(life, ticks=ticks)))


def wanted(paper: Paper) -> list[str]:
    return [check.text for block in paper.blocks if isinstance(block, Checks) for check in block.items]


def listed(paper: Paper) -> list[str]:
    return [one for block in paper.blocks if isinstance(block, Bullets) for one in block.items]


def headings(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Heading)]


def arriving(found: Case) -> list[int]:
    return [at for at, item in enumerate(found.record.checklist) if item.kind != "fee"]


@pytest.mark.parametrize("changed", [lambda found: found, after_a_change], ids=["in force", "changed since"])
def test_what_has_come_in_is_not_asked_for_again(changed: Callable[[Case], Case]) -> None:
    found = changed(case("oni", "disclosure"))
    before = wanted(checklist(found, "ja"))
    first = found.record.checklist[0].label
    paper = checklist(with_ticks(found, 0), "ja")
    assert wanted(paper) == before[1:]
    assert listed(paper) == [f"{first}（2026年11月21日に到着）"]


@pytest.mark.parametrize("company", ["ocs", "prestige", "opt", "oni"])
@pytest.mark.parametrize("who", ["self", "voluntary_agent"])
def test_each_thing_that_comes_in_leaves_the_list_alone(company: str, who: str) -> None:
    found = case(company, "disclosure", who, region="jp" if company == "ocs" else None)
    for at in arriving(found):
        paper = checklist(with_ticks(found, at), "ja")
        label = found.record.checklist[at].label
        assert label not in wanted(paper)
        assert [one.startswith(label) for one in listed(paper)] == [True]


@pytest.mark.parametrize(
    "company", ["oni", "opt", "prestige"]
)  # the last two have a fee, which does not arrive
def test_a_list_of_which_all_has_come_in_says_so_and_waits_for_nothing(company: str) -> None:
    found = case(company, "disclosure")
    paper = checklist(with_ticks(found, *arriving(found)), "ja")
    assert wanted(paper) == []
    assert ALL_IN in [getattr(block, "text", "") for block in paper.blocks]
    assert not any(isinstance(block, Notice) and "まだ正式な" in block.text for block in paper.blocks)


@pytest.mark.parametrize("company", ["oni", "opt", "prestige"])
def test_a_confirmation_of_receipt_of_all_papers_waits_for_no_paper(company: str) -> None:
    found = case(company, "disclosure")
    for ticked, awaited in ((found, True), (with_ticks(found, *arriving(found)), False)):
        paper = Letters(policies_dir()).write("receipt_notice", ticked, Particulars())
        notices = [block.text for block in paper.blocks if isinstance(block, Notice)]
        assert any("まだ正式な" in one for one in notices) == (
            awaited and found.record.standing == "announcement"
        )


def test_what_came_in_is_told_by_the_list_as_it_was_where_the_facts_were_put_right_since() -> None:
    found = case("oni", "disclosure")
    added = replace(found.record.checklist[0], label="もう一つの様式")
    before = replace(found, record=replace(found.record, checklist=(added, *found.record.checklist)))
    paper = checklist(with_ticks(before, 0), "ja")
    assert wanted(paper) == [item.label for item in found.record.checklist if item.kind != "fee"]
    assert "もう一つの様式" not in wanted(cover_letter(with_ticks(before, 0), "ja"))


def test_a_list_that_the_policy_leaves_out_is_not_said_to_be_open_once_its_papers_came() -> None:
    found = case("prestige", "disclosure", "voluntary_agent")
    paper = checklist(with_ticks(found, *arriving(found)), "ja")
    assert not any("推測で書くことは控えます" in getattr(block, "text", "") for block in paper.blocks)


def test_before_anything_comes_in_nothing_is_said_of_it() -> None:
    assert IN not in headings(checklist(case("oni", "disclosure"), "ja"))


def test_the_confirmation_of_receipt_lists_what_is_missing_and_what_is_in() -> None:
    found = with_ticks(case("oni", "disclosure"), 0)
    paper = Letters(policies_dir()).write("receipt_notice", found, Particulars())
    first, *rest = (item.label for item in found.record.checklist)
    said = listed(paper)
    assert said == [*rest, f"{first}（2026年11月21日に到着）"]
    assert headings(paper).index("お送りいただくもの") < headings(paper).index(IN)


def test_the_letter_that_goes_with_the_papers_encloses_what_is_still_missing() -> None:
    found = case("oni", "disclosure")
    before = wanted(cover_letter(found, "ja"))
    assert wanted(cover_letter(with_ticks(found, 0), "ja")) == before[1:]
