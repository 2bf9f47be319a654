"""What the chat says of a request rests on the desk's facts, each with its quotations, and on nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from actions.deskbook import FactsBook, steps_from
from knowledge.citations import Citation
from knowledge.facts.keys import Address, Form, Paper
from knowledge.facts.model import Desk, Fact
from knowledge.facts.procedure import PaperPart, Part, Procedure, ReplyWays
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType
from tests.unit.knowledge.invented import COMPANY, desk, sheet

ELSEWHERE = CompanyId("elsewhere")
BOTH = (ReplyMethod.POST, ReplyMethod.EMAIL)


def cite(words: str) -> Citation:
    return Citation(COMPANY, "d", "v", "s", words, 0, len(words))


def part(value: Any, *words: str, key: str = "k") -> Part:
    return Part(key, value, tuple(cite(one) for one in words))


NOTHING = Procedure(
    company=COMPANY, region=None, request_type=RequestType.DISCLOSURE, requester=Requester.SELF, offered=None,
    instead=None, closed=None, forms=(), form_source=None, papers=(), papers_announced=False, papers_said=(),
    identity_check=None, agent_authority=None, fees=(), fee_amounts=(), fee_payments=(), send_to=None, channels=None, phone=None,
    reply=ReplyWays(BOTH, False, "open"), reply_time=None, standing="request", effects=(), notes=(),
)  # fmt: skip


# --------------------------------------------------------------- a procedure


def test_of_what_the_policy_does_not_say_nothing_is_said() -> None:
    found = steps_from(NOTHING)
    assert (found.forms, found.papers, found.papers_open) == ((), (), False)
    said = (found.papers_said, found.identity, found.authority, found.fee, found.send_to, found.get_form)
    assert (*said, found.reply, found.reply_time) == (None,) * 8


@pytest.mark.parametrize(
    ("choice", "basis", "methods", "told"),
    [(True, "policy", BOTH, True), (False, "policy", BOTH[:1], True), (True, "law", BOTH, False), (False, "open", BOTH[:1], False)],
)  # fmt: skip
def test_only_who_may_choose_is_asked_and_only_what_the_policy_says_is_quoted(
    choice: bool, basis: Any, methods: tuple[ReplyMethod, ...], told: bool
) -> None:
    found = steps_from(replace(NOTHING, reply=ReplyWays(BOTH, choice, basis, (cite("郵送で回答"),))))
    assert found.reply_methods == methods
    assert (found.reply is not None) is told
    if found.reply is not None:
        assert found.reply.citations == (cite("郵送で回答"),)
        assert isinstance(found.reply.text, list) and len(found.reply.text) == 2


def test_a_paper_that_two_lists_name_is_named_once_and_forms_have_their_names() -> None:
    copy, other = Paper(label="運転免許証のコピー"), Paper(label="住民票")
    papers = tuple(PaperPart(one, (cite(one.label),)) for one in (copy, other, copy))
    found = steps_from(
        replace(
            NOTHING,
            papers=papers,
            papers_announced=True,
            forms=(part(Form(name="請求書", number="様式 1"), "様式1"),),
        )
    )
    assert [one.text for one in found.papers] == ["運転免許証のコピー", "住民票"]
    assert found.papers[1].citations == (cite("住民票"),) and found.papers_open
    assert [(one.text, one.citations) for one in found.forms] == [("様式1「請求書」", (cite("様式1"),))]


def test_papers_that_are_only_announced_are_quoted() -> None:
    found = steps_from(replace(NOTHING, papers_said=(cite("別途ご案内"), cite("後日"))))
    assert found.papers_said is not None
    assert (found.papers_said.text, len(found.papers_said.citations)) == ("「別途ご案内」「後日」", 2)


def test_checks_are_told_apart_by_what_is_checked() -> None:
    found = steps_from(
        replace(
            NOTHING, identity_check=part("always", "本人確認"), agent_authority=part("sometimes", "代理権")
        )
    )
    assert found.identity is not None and found.authority is not None
    assert (found.identity.text, found.identity.citations) == (
        {"key": "facts.identity_always"},
        (cite("本人確認"),),
    )
    assert (found.authority.text, found.authority.citations) == (
        {"key": "facts.authority_sometimes"},
        (cite("代理権"),),
    )


def fee(*fees: Part, amounts: tuple[Part, ...] = ()) -> Any:
    found = steps_from(replace(NOTHING, fees=fees, fee_amounts=amounts)).fee
    assert found is not None
    return found


def test_a_fee_is_told_with_its_amount_and_both_are_quoted() -> None:
    found = fee(part("yes", "有料です"), amounts=(part("500円", "500円"), part("500円", "一律500円")))
    (text,) = found.text
    assert text == {
        "key": "facts.fee_quoted",
        "params": {
            "fee": {"key": "facts.fee_yes_amount", "params": {"amount": "500円"}},
            "quote": "「有料です」「500円」「一律500円」",
        },
    }
    assert found.citations == (cite("有料です"), cite("500円"), cite("一律500円"))


def test_where_nothing_is_charged_no_amount_is_told() -> None:
    found = fee(part("no", "無料です"), part("yes", "写しは有料"), amounts=(part("10円", "10円"),))
    assert [one["params"]["fee"]["key"] for one in found.text] == ["facts.fee_no", "facts.fee_yes_amount"]
    assert found.text[0]["params"]["quote"] == "「無料です」"
    assert found.citations == (cite("無料です"), cite("写しは有料"), cite("10円"))
    assert fee(part("yes", "有料です")).text[0]["params"]["fee"] == {"key": "facts.fee_yes"}


def test_words_that_are_quoted_twice_are_shown_once() -> None:
    found = fee(part("yes", "有料です", "有料です"), amounts=(part("500円", "有料です"),))
    assert (found.text[0]["params"]["quote"], found.citations) == ("「有料です」", (cite("有料です"),))


@pytest.mark.parametrize(
    ("value", "phone", "key", "quoted"),
    [
        ("post", True, "facts.form_post_phone", ["郵送", "電話"]),
        ("download", True, "facts.form_download", ["郵送"]),
        ("post", False, "facts.form_post", ["郵送"]),
    ],
)
def test_a_number_is_told_where_the_form_is_asked_for_by_telephone(
    value: str, phone: bool, key: str, quoted: list[str]
) -> None:
    number = part("03-0000-0000", "電話") if phone else None
    found = steps_from(replace(NOTHING, form_source=part(value, "郵送"), phone=number)).get_form
    assert found is not None and isinstance(found.text, dict)
    assert (found.text["key"], [one.quote for one in found.citations]) == (key, quoted)
    assert ("params" in found.text) is key.endswith("_phone")


def test_an_address_and_the_time_of_a_reply_are_the_policys() -> None:
    address = Address(postal_code="〒100-0001", address="東京都", addressee="窓口")
    found = steps_from(
        replace(NOTHING, send_to=part(address, "東京都"), reply_time=part("2週間", "2週間以内"))
    )
    assert found.send_to is not None and found.reply_time is not None
    assert (found.send_to.text, found.send_to.citations) == ("〒100-0001 東京都 窓口", (cite("東京都"),))
    assert (found.reply_time.text, found.reply_time.citations) == ("2週間", (cite("2週間以内"),))


# ------------------------------------------------------------ of all companies


def fact(key: str, *words: str, region: Region | None = None) -> Fact:
    return Fact(key, "x", tuple(cite(one) for one in words), region=region)


def book(*facts: Fact, chapter: tuple[Fact, ...] = ()) -> FactsBook:
    made: Desk = desk(sheet(None, *facts), sheet(Region.CHINA, *chapter))
    return FactsBook({COMPANY: made})


def test_a_company_without_facts_offers_and_says_nothing() -> None:
    found = book()
    assert list(found.names()) == [COMPANY]
    assert (found.regions(ELSEWHERE), found.offered(ELSEWHERE, None)) == ((), ())
    assert found.meant(ELSEWHERE, None, [RequestType.DISCLOSURE]) == ()
    said = (found.closure, found.held_for_client, found.one_per_form)
    assert [one(ELSEWHERE) for one in said] == [None] * 3
    assert [one(ELSEWHERE, None) for one in (found.who_may_ask, found.minors)] == [None] * 2
    assert found.stated(ELSEWHERE, None, "minors") is None


def test_who_has_not_said_for_whom_they_ask_is_told_how_one_asks_for_oneself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[Region | None, Requester]] = []

    def procedure(_: Desk, *, region: Any, request_type: Any, requester: Requester) -> Procedure:
        asked.append((region, requester))
        return NOTHING

    monkeypatch.setattr("actions.deskbook.procedure", procedure)
    for requester in (None, Requester.VOLUNTARY_AGENT):
        book().steps(COMPANY, Region.CALIFORNIA, RequestType.DISCLOSURE, requester)
    book().steps(COMPANY, Region.CHINA, RequestType.DISCLOSURE, Requester.SELF)
    assert asked == [
        (None, Requester.SELF), (None, Requester.VOLUNTARY_AGENT), (Region.CHINA, Requester.SELF),
    ]  # fmt: skip


def test_what_is_stated_is_quoted_line_by_line() -> None:
    found = book(fact("minors", "16歳未満は", "保護者の同意"), fact("request.held_for_client", "委託元へ"))
    stated = found.minors(COMPANY, None)
    assert stated is not None and stated.citations == (cite("16歳未満は"), cite("保護者の同意"))
    assert stated.text == {"lines": ["「16歳未満は」", "「保護者の同意」"]}
    assert found.held_for_client(COMPANY) is not None and found.one_per_form(COMPANY) is None
    assert found.stated(COMPANY, None, "minors") == stated


def test_a_regions_own_words_go_first_for_its_customers_and_for_nobody_else() -> None:
    found = book(fact("minors", "16歳"), chapter=(fact("minors", "14歳", region=Region.CHINA),))

    def said(region: Region | None) -> Any:
        stated = found.minors(COMPANY, region)
        return stated and [one.quote for one in stated.citations]

    assert [said(one) for one in (None, Region.JP, Region.CHINA, Region.CALIFORNIA)] == [
        ["16歳"], ["16歳"], ["14歳"], ["16歳"],
    ]  # fmt: skip


def test_of_who_may_ask_the_first_that_the_policy_states_is_quoted() -> None:
    found = book(fact("identity.check", "確認します"), fact("agent.allowed", "代理人も"))
    stated = found.who_may_ask(COMPANY, None)
    assert stated is not None and stated.citations == (cite("代理人も"),)
    assert book().who_may_ask(COMPANY, None) is None
