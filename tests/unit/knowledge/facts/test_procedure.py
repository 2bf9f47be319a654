"""How a request goes, read from the facts of a small invented policy: each rule by itself."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from knowledge.facts.keys import Address, Form, Reply
from knowledge.facts.model import Desk, Entry, Fact, Silence
from knowledge.facts.procedure import Procedure, closure, offered_types, procedure, resolve_ambiguous
from knowledge.vocabulary import Region, ReplyMethod, Requester, RequestType
from tests.unit.knowledge.invented import Text, desk, sheet

T, R = RequestType, Requester
TEXT = Text(tuple((f"第{number}文。", None) for number in range(12)))
FORM = Form(name="申請書")


def fact(key: str, value: Any, clause: int = 0, **more: Any) -> Fact:
    return replace(TEXT.fact(key, clause), value=value, **more)


OFFERED = fact("types.disclosure", "開示", also=(TEXT.quoted(1),))


def of(*entries: Entry, kind: RequestType = T.DISCLOSURE, who: Requester = R.SELF) -> Procedure:
    return procedure(desk(sheet(None, *entries)), region=None, request_type=kind, requester=who)


@pytest.mark.parametrize(
    ("who", "asked"), [(R.SELF, False), (R.STATUTORY_AGENT, True), (R.VOLUNTARY_AGENT, True)]
)
def test_only_an_agent_is_asked_to_show_authority(who: Requester, asked: bool) -> None:
    assert (of(fact("agent.authority", "always"), who=who).agent_authority is not None) is asked


def test_what_is_offered_and_how_long_it_takes_are_quoted_whole_and_the_rest_by_its_own_sentence() -> None:
    when = fact("reply.time", "遅滞なく", 2, also=(TEXT.quoted(3),))
    checked = fact("identity.check", "always", 4, also=(TEXT.quoted(5),))
    found = of(OFFERED, when, checked)
    assert found.offered is not None and found.offered.citations == (TEXT.quoted(0), TEXT.quoted(1))
    assert found.reply_time is not None and found.reply_time.citations == (TEXT.quoted(2), TEXT.quoted(3))
    assert found.identity_check is not None and found.identity_check.citations == (TEXT.quoted(4),)


def test_the_way_of_answer_is_the_policys_where_it_states_one() -> None:
    stated = fact("reply.way", Reply(methods=("email",), choice=False))
    way = of(stated, kind=T.CORRECTION).reply
    assert (way.methods, way.choice, way.basis, way.citations) == (
        (ReplyMethod.EMAIL,), False, "policy", (TEXT.quoted(0),),
    )  # fmt: skip


def test_of_two_ways_of_answer_the_regions_own_goes_first() -> None:
    base = fact("reply.way", Reply(methods=("post",), choice=False))
    own = fact("reply.way", Reply(methods=("email",), choice=False), 1, region=Region.JP, adds=True)
    facts = desk(sheet(None, base), sheet(Region.JP, own))
    way = procedure(facts, region=Region.JP, request_type=T.DISCLOSURE).reply
    assert way.methods == (ReplyMethod.EMAIL,) and way.citations == (TEXT.quoted(1),)


@pytest.mark.parametrize("kind", list(T))
def test_where_the_policy_leaves_it_open_the_law_lets_who_asks_for_data_choose_any_way(
    kind: RequestType,
) -> None:
    """APPI 33(2) and (5), CCPA 1798.130."""
    way = of(kind=kind).reply
    by_law = kind in (T.DISCLOSURE, T.THIRD_PARTY_RECORD, T.ACCESS_CCPA)
    assert (way.basis, way.choice) == ("law" if by_law else "open", True)
    assert way.methods == (tuple(ReplyMethod) if by_law else (ReplyMethod.POST, ReplyMethod.EMAIL))


@pytest.mark.parametrize(
    ("entries", "standing"),
    [
        ((fact("channels.request", ("post", "phone")),), "request"),
        ((fact("channels.request", ("post", "phone")), fact("form", FORM)), "announcement"),
        ((fact("channels.request", ("post",)),), "announcement"),
        ((), "announcement"),
        ((fact("form", FORM),), "announcement"),
    ],
)
def test_a_chat_is_the_request_itself_only_where_one_may_telephone_and_no_form_is_named(
    entries: tuple[Entry, ...], standing: str
) -> None:
    assert of(*entries).standing == standing


@pytest.mark.parametrize(("who", "forms"), [(R.SELF, 1), (R.STATUTORY_AGENT, 1), (R.VOLUNTARY_AGENT, 2)])
def test_the_form_of_a_mandate_is_for_an_agent_with_a_mandate(who: Requester, forms: int) -> None:
    assert len(of(fact("form", FORM), fact("form.mandate", FORM, 1), who=who).forms) == forms


def test_what_is_said_of_forms_is_noted_only_where_there_is_one() -> None:
    notes = (fact("form.annexes", ("別紙",)), fact("request.frequency", "x", 1))
    assert [part.key for part in of(*notes).notes] == ["request.frequency"]
    assert [part.key for part in of(*notes, fact("form", FORM)).notes] == [
        "request.frequency",
        "form.annexes",
    ]


@pytest.mark.parametrize("kind", list(T))
def test_what_stopping_brings_about_is_told_to_who_wants_something_stopped(kind: RequestType) -> None:
    told = bool(of(fact("effect.use_stop", "一部のサービスを停止"), kind=kind).effects)
    assert told is (kind in (T.USE_STOP, T.ERASURE, T.DELETION, T.CONSENT_WITHDRAWAL))


def test_papers_that_the_policy_announces_and_does_not_list_are_said_to_be_open() -> None:
    silent = Silence("papers.self", ("書類",), near=(TEXT.quoted(6),))
    found = of(silent)
    assert found.papers == () and found.papers_announced and found.papers_said == (TEXT.quoted(6),)
    assert not of(silent, who=R.STATUTORY_AGENT).papers_announced
    assert not of(Silence("papers.self", ("書類",))).papers_announced


def test_an_amount_is_told_once_in_the_policys_words_or_not_at_all() -> None:
    assert of().amount is None
    one = fact("fee.amount", "1,000円")
    assert of(one).amount == "1,000円"
    own = fact("fee.amount", "500円", 1, region=Region.JP, adds=True)
    both = desk(sheet(None, one), sheet(Region.JP, own))
    assert procedure(both, region=Region.JP, request_type=T.DISCLOSURE).amount == "500円、1,000円"


def test_nobody_is_told_to_post_anything_to_a_closed_desk() -> None:
    address = Address(address="東京都千代田区1-1", postal_code="100-0001", addressee="見本株式会社")
    assert of(fact("send_to", address)).address == address
    day = fact("desk.closed", dt.date(2023, 6, 30), 7)
    shut = of(fact("send_to", address), day)
    assert shut.send_to is not None and shut.address is None
    assert shut.closed is not None
    assert (shut.closed.since, shut.closed.successor) == (dt.date(2023, 6, 30), None)
    assert shut.closed.citations == (TEXT.quoted(7),)
    followed = closure(desk(sheet(None, day, fact("desk.successor", "後継株式会社", 8))))
    assert followed is not None and followed.successor == "後継株式会社"
    assert followed.citations == (TEXT.quoted(7), TEXT.quoted(8))


# ---------------------------------------------------------------------- what is offered, and what a word means


def regional() -> Desk:
    own = fact("types.access_ccpa", "アクセス", 1, region=Region.CALIFORNIA)
    not_so_called = Silence("types.disclosure", ("開示",), region=Region.CALIFORNIA, instead=T.ACCESS_CCPA)
    at_home = fact("types.disclosure", "開示", region=Region.JP)
    return desk(sheet(None), sheet(Region.CALIFORNIA, own, not_so_called), sheet(Region.JP, at_home))


def test_a_request_is_offered_in_its_region_and_without_one_where_any_region_offers_it() -> None:
    assert offered_types(regional(), Region.JP) == (T.DISCLOSURE,)
    assert offered_types(regional(), Region.CALIFORNIA) == (T.ACCESS_CCPA,)
    assert offered_types(regional()) == (T.DISCLOSURE, T.ACCESS_CCPA)
    assert offered_types(desk(sheet(None, OFFERED))) == (T.DISCLOSURE,)


def test_a_word_means_what_is_offered_under_the_name_that_the_region_gives_it() -> None:
    wanted = (T.DISCLOSURE, T.DELETION)
    assert resolve_ambiguous(regional(), Region.CALIFORNIA, wanted) == (T.ACCESS_CCPA,)
    assert resolve_ambiguous(regional(), Region.JP, wanted) == (T.DISCLOSURE,)
    assert resolve_ambiguous(regional(), Region.JP, (T.DELETION,)) == ()
    there = procedure(regional(), region=Region.CALIFORNIA, request_type=T.DISCLOSURE)
    assert there.offered is None and there.instead is T.ACCESS_CCPA


@pytest.mark.parametrize(
    ("facts", "region", "said"),
    [(regional(), None, "a region is needed"), (regional(), Region.CHINA, "no region china"),
     (desk(sheet(None)), Region.JP, "there are: none")],
)  # fmt: skip
def test_a_region_is_given_where_the_desk_tells_regions_apart_and_nowhere_else(
    facts: Desk, region: Region | None, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        procedure(facts, region=region, request_type=T.DISCLOSURE)
