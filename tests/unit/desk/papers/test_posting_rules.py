"""What goes round the papers, by its blocks alone: who writes to whom, and what is enclosed of what is still missing."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest

from desk.life import Life, Terms, Tick
from desk.papers.blocks import Checks, Label, Letterhead, Notice, Paper, Paragraph
from desk.papers.case import Case
from desk.papers.posting import address_label, addressee, cover_letter, customer_side
from desk.papers.samples import PERSON
from desk.wording import render
from knowledge.vocabulary import Region, ReplyMethod
from tests.citing import cited
from tests.unit.desk.papers.support import after_a_change, case

AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)


@cache
def prestige(who: str = "self") -> Case:
    return case("prestige", "disclosure", who)


@cache
def ocs() -> Case:
    return case("ocs", "disclosure", "self", "jp")


def ja(key: str, **params: Any) -> str:
    return render(f"papers.{key}", "ja", params)


def ticked(found: Case, *items: int) -> Case:
    life = found.record.life or Life(None)
    ticks = tuple(Tick(item, AT, "担当A") for item in items)
    return replace(found, record=replace(found.record, life=replace(life, ticks=ticks)))


def enclosed(found: Case) -> list[str]:
    blocks = cover_letter(found, "ja").blocks
    return [item.text for block in blocks if isinstance(block, Checks) for item in block.items]


def notices(paper: Paper) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Notice)]


def places(found: Case, kind: str) -> list[int]:
    return [n for n, item in enumerate(found.record.checklist) if item.kind == kind]


def test_a_form_that_has_come_is_not_enclosed_again_and_one_that_has_not_is() -> None:
    found = prestige()
    form = ja("cover_letter.enclosed_form", form=found.own_form() or "")
    forms, papers = places(found, "form"), places(found, "paper")
    assert forms and papers and found.own_form()
    assert form in enclosed(found) and form in enclosed(ticked(found, papers[0]))
    assert form not in enclosed(ticked(found, *forms))
    label = found.record.checklist[papers[0]].label
    assert label in enclosed(found) and label not in enclosed(ticked(found, papers[0]))


def test_where_the_policy_sets_no_form_the_sheet_is_enclosed() -> None:
    steps = ocs().steps
    assert steps is not None
    without = replace(ocs(), steps=replace(steps, forms=()))
    assert enclosed(without)[0] == ja("cover_letter.enclosed_sheet")


def test_a_fee_that_the_policy_wants_enclosed_is_and_one_that_a_leak_takes_away_is_not() -> None:
    fee = ja("cover_letter.enclosed_fee")
    assert fee in enclosed(prestige()) and fee not in enclosed(ocs())
    terms = Terms(fee="yes", leak_waiver=cited("徴取は行いません"), waived=True)
    life = replace(prestige().record.life or Life(None), terms=terms)
    assert fee not in enclosed(replace(prestige(), record=replace(prestige().record, life=life)))


def test_once_the_policy_has_changed_the_stored_list_alone_says_what_is_enclosed() -> None:
    old = after_a_change(prestige())
    assert enclosed(old) == [item.label for item in old.record.checklist]
    assert enclosed(ticked(old, 0)) == [item.label for item in old.record.checklist[1:]]
    bare = replace(old, record=replace(old.record, checklist=()))
    assert enclosed(bare) == [ja("cover_letter.enclosed_sheet")], "a letter with nothing in it is none"


def test_an_agents_letter_names_for_whom_it_is_written_and_ones_own_names_nobody() -> None:
    honorific = ja("honorific", name=PERSON["principal_name"])
    kind = render("request_type.disclosure", "ja")
    for found, said in ((prestige("voluntary_agent"), True), (prestige(), False)):
        paragraphs = [
            block.text for block in cover_letter(found, "ja").blocks if isinstance(block, Paragraph)
        ]
        assert any(honorific in text for text in paragraphs) is said
        assert any(kind in text for text in paragraphs)
    english = cover_letter(prestige(), "en").blocks
    glosses = [block.gloss or "" for block in english if isinstance(block, Paragraph)]
    assert any(render("request_type.disclosure", "en").split("（")[0] in gloss for gloss in glosses)


def test_how_the_answer_shall_come_is_said_only_where_it_was_chosen() -> None:
    chosen = replace(prestige(), record=replace(prestige().record, reply_method=ReplyMethod.POST))
    said = ja("cover_letter.answer_to", method=render("reply_method.post", "ja"))
    for found, there in (
        (chosen, True),
        (replace(chosen, record=replace(chosen.record, reply_method=None)), False),
    ):
        texts = [block.text for block in cover_letter(found, "ja").blocks if isinstance(block, Paragraph)]
        assert (said in texts) is there


def test_that_the_policy_does_not_name_the_post_is_said_on_letter_and_label() -> None:
    oni = case("oni", "disclosure")
    for paper, key in ((cover_letter, "cover_letter"), (address_label, "address_label")):
        assert ja("address_label.post_not_stated") in notices(paper(oni, "ja")), key
        assert ja("address_label.post_not_stated") not in notices(paper(prestige(), "ja")), key


def test_the_label_goes_to_the_desk_and_comes_from_the_customer() -> None:
    (label,) = [block for block in address_label(prestige(), "ja").blocks if isinstance(block, Label)]
    target = prestige().send_to
    assert (label.to.address, label.to.postal, label.to.country) == (
        target["address"],
        target["postal_code"],
        "",
    )
    assert label.to.name.endswith("御中") and "行" not in label.to.name[-3:]
    assert (label.sender.name, label.sender.address) == (PERSON["name"], PERSON["address"])
    abroad = replace(ocs(), record=replace(ocs().record, region=Region.EEA_UK))
    (label,) = [block for block in address_label(abroad, "ja").blocks if isinstance(block, Label)]
    assert label.to.country == ja("address_label.country")


@pytest.mark.parametrize(("name", "addressed"), [("総務部 行", "総務部 御中"), ("総務部", "総務部 御中")])
def test_the_desks_own_word_for_envelopes_becomes_the_one_for_writing_to_it(
    name: str, addressed: str
) -> None:
    assert addressee(name).replace("　", " ") == addressed


def with_address(postal: str, address: str, region: Region | None) -> Case:
    customer = {**PERSON, "postal_code": postal, "address": address}
    return replace(ocs(), record=replace(ocs().record, region=region, customer=customer))


@pytest.mark.parametrize(
    ("postal", "address", "region", "shown", "first"),
    [
        ("700-0913", "岡山市北区大供9-8", Region.JP, ("〒700-0913", "岡山市北区大供9-8"), False),
        ("7000913", "岡山市北区大供9-8", None, ("7000913", "岡山市北区大供9-8"), False),
        ("700-09a3", "岡山市北区大供9-8", None, ("700-09a3", "岡山市北区大供9-8"), False),
        ("100-0001", "上海市静安区1号", Region.CHINA, ("〒100-0001", "上海市静安区1号"), False),
        (
            "SW1A 2AA",
            "10 Downing Street, London",
            Region.EEA_UK,
            ("", "10 Downing Street, London\nSW1A 2AA"),
            True,
        ),
        ("SW1A 2AA", "10 Downing Street, SW1A2AA", Region.EEA_UK, ("", "10 Downing Street, SW1A2AA"), True),
        ("SW1A 2AA", "", Region.EEA_UK, ("SW1A 2AA", ""), False),
    ],
)
def test_an_address_stands_in_the_order_of_its_country_and_its_code_once(
    postal: str, address: str, region: Region | None, shown: tuple[str, str], first: bool
) -> None:
    side = customer_side(with_address(postal, address, region), "山田")
    assert ((side.postal, side.address), side.name_first) == (shown, first)


def test_the_letters_sender_stands_in_the_same_order() -> None:
    for region, address, order in (
        (Region.JP, "岡山市北区", lambda lines: lines[:3] == ["〒700-0913", "岡山市北区", PERSON["name"]]),
        (Region.EEA_UK, "10 Road", lambda lines: lines[:3] == [PERSON["name"], "10 Road", "700-0913"]),
    ):
        (head,) = [
            block
            for block in cover_letter(with_address("700-0913", address, region), "ja").blocks
            if isinstance(block, Letterhead)
        ]
        lines = head.sender.split("\n")
        assert order(lines) and lines[-2:] == [PERSON["phone"], PERSON["email"]], lines
