"""What the five policies really say, where a careless desk goes wrong (docs/contract.md)."""

import datetime as dt

import pytest

from knowledge.facts import Desk
from knowledge.facts.procedure import offered_types, procedure, resolve_ambiguous
from knowledge.facts.settings import load_settings
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester, RequestType
from tests.desks import five_desks

T = RequestType


@pytest.fixture(scope="module")
def desks() -> dict[CompanyId, Desk]:
    return five_desks()


def test_only_ocs_tells_regions_apart(desks: dict[CompanyId, Desk]) -> None:
    assert set(desks[CompanyId("ocs")].regions) == set(Region)
    assert all(not desks[CompanyId(company)].regions for company in ("prestige", "ocn", "opt", "oni"))


@pytest.mark.parametrize("region", list(Region))
def test_ocs_phone_stands_in_the_china_and_california_chapters_only(
    desks: dict[CompanyId, Desk], region: Region
) -> None:
    phone = desks[CompanyId("ocs")].fact("desk.phone", region)
    if region in (Region.CHINA, Region.CALIFORNIA):
        assert phone is not None and phone.value == "03-5534-7951"
        assert ("第3章" if region is Region.CHINA else "第4章") in phone.citations[0].section
    else:
        assert phone is None and desks[CompanyId("ocs")].silence("desk.phone", region) is not None


@pytest.mark.parametrize("region", list(Region))
def test_ocs_one_month_and_no_fee_in_the_eea_chapter_only(
    desks: dict[CompanyId, Desk], region: Region
) -> None:
    desk = desks[CompanyId("ocs")]
    within, fee = desk.fact("reply.within", region), desk.fact("fee.charged", region)
    if region is Region.EEA_UK:
        assert within is not None and within.value.months == 1
        assert fee is not None and fee.value == "no"
    else:
        assert within is None and fee is None


@pytest.mark.parametrize(
    ("region", "count"), [("jp", 2), ("china", 2), ("other", 2), ("eea_uk", None), ("california", None)]
)
def test_ocs_asks_for_as_many_identity_papers_as_each_regions_chapter_says(
    desks: dict[CompanyId, Desk], region: str, count: int | None
) -> None:
    kind = T.ACCESS_CCPA if region == "california" else T.DISCLOSURE
    papers = procedure(desks[CompanyId("ocs")], region=Region(region), request_type=kind).papers
    assert [part.paper.count for part in papers] == ([count] if count else [])


def test_california_gives_disclosure_as_the_right_of_access(desks: dict[CompanyId, Desk]) -> None:
    desk = desks[CompanyId("ocs")]
    offered = offered_types(desk, Region.CALIFORNIA)
    assert T.ACCESS_CCPA in offered and T.DISCLOSURE not in offered and T.PORTABILITY not in offered
    assert resolve_ambiguous(desk, Region.CALIFORNIA, [T.DISCLOSURE]) == (T.ACCESS_CCPA,)
    access = procedure(desk, region=Region.CALIFORNIA, request_type=T.ACCESS_CCPA)
    assert access.standing == "request" and not access.forms
    assert access.channels is not None and access.channels.value == ("post", "phone")
    standing_rule = procedure(desk, region=Region.CALIFORNIA, request_type=T.CORRECTION)
    assert standing_rule.standing == "announcement" and standing_rule.forms[0].value.name == "開示等請求書"


def test_ocs_offers_each_region_the_rights_of_its_own_chapter(desks: dict[CompanyId, Desk]) -> None:
    desk = desks[CompanyId("ocs")]
    european = {T.PORTABILITY, T.OBJECTION, T.RESTRICTION}
    for region in Region:
        offered = set(offered_types(desk, region))
        assert (european <= offered) == (region is Region.EEA_UK)
        assert (T.CONSENT_WITHDRAWAL in offered) == (region in (Region.EEA_UK, Region.CHINA))
        assert not offered & {T.THIRD_PARTY_RECORD, T.THIRD_PARTY_STOP}


def test_third_party_records_at_ocn_only(desks: dict[CompanyId, Desk]) -> None:
    having = [company for company, desk in desks.items() if T.THIRD_PARTY_RECORD in offered_types(desk)]
    assert having == ["ocn"]


def test_ocs_has_a_form_of_its_own_for_each_region(desks: dict[CompanyId, Desk]) -> None:
    names = {
        region: procedure(desks[CompanyId("ocs")], region=region, request_type=T.CORRECTION)
        .forms[0]
        .value.name
        for region in Region
    }
    assert names[Region.JP] == names[Region.OTHER] == "開示等請求書"
    assert names[Region.EEA_UK] == "開示等請求書 <EEA/UK所在者用>"
    assert names[Region.CHINA] == "開示等請求書<中国居住者用>"


def test_prestige_asks_one_paper_and_a_fee_for_disclosure_and_leaves_the_way_of_reply_open(
    desks: dict[CompanyId, Desk],
) -> None:
    own = procedure(desks[CompanyId("prestige")], region=None, request_type=T.DISCLOSURE)
    assert [part.paper.count for part in own.papers] == [1]
    assert own.reply.choice and own.reply.basis == "policy"
    assert [part.value for part in own.fees] == ["yes"]
    assert own.phone is not None and own.phone.value == "018-888-9333"
    assert {"request.one_per_form", "request.held_for_client"} <= {part.key for part in own.notes}


def test_prestige_answers_a_correction_by_post_and_names_no_fee(desks: dict[CompanyId, Desk]) -> None:
    correction = procedure(desks[CompanyId("prestige")], region=None, request_type=T.CORRECTION)
    assert correction.reply.methods == (ReplyMethod.POST,) and not correction.reply.choice
    assert correction.fees == ()
    assert desks[CompanyId("prestige")].silence("fee.charged", request_type=T.CORRECTION) is not None


def test_prestige_papers_for_mandated_agents_are_not_made_up(desks: dict[CompanyId, Desk]) -> None:
    plan = procedure(
        desks[CompanyId("prestige")],
        region=None,
        request_type=T.DISCLOSURE,
        requester=Requester.VOLUNTARY_AGENT,
    )
    assert plan.papers == () and plan.papers_announced
    silence = desks[CompanyId("prestige")].silence("papers.voluntary_agent")
    assert silence is not None and silence.near[0].quote == "ご本人様が委任した代理人である場合"
    # The announcing sentence stands twice; the one under the mandated agents' heading is cited.
    assert 0 < silence.near[1].start - silence.near[0].end < 5


def test_ocn_has_closed(desks: dict[CompanyId, Desk]) -> None:
    desk = desks[CompanyId("ocn")]
    plan = procedure(desk, region=None, request_type=T.THIRD_PARTY_RECORD)
    assert plan.closed is not None
    assert plan.closed.since == dt.date(2023, 6, 30) and plan.closed.successor == "株式会社 NTT ドコモ"
    assert plan.address is None
    assert desk.silence("desk.successor_contact") is not None
    assert all(d.fact("desk.closed") is None for company, d in desks.items() if company != "ocn")


@pytest.mark.parametrize(
    ("kind", "number", "fee"),
    [
        (T.DISCLOSURE, "様式 1", True),
        (T.CORRECTION, "様式 2", False),
        (T.ADDITION, "様式 2", False),
        (T.DELETION, "様式 2", False),
        (T.USE_STOP, "様式 3", False),
        (T.ERASURE, "様式 3", False),
        (T.THIRD_PARTY_STOP, "様式 4", False),
        (T.THIRD_PARTY_RECORD, "様式 5", True),
        (T.PURPOSE_NOTICE, "様式 6", True),
    ],
)
def test_ocn_has_a_form_for_each_kind_and_one_for_agents_and_charges_for_some(
    desks: dict[CompanyId, Desk], kind: RequestType, number: str, fee: bool
) -> None:
    plan = procedure(
        desks[CompanyId("ocn")], region=None, request_type=kind, requester=Requester.VOLUNTARY_AGENT
    )
    assert [part.value.number for part in plan.forms] == [number, "様式 7"]
    assert bool(plan.fees) is fee


def test_opt_answers_by_mail_and_charges_and_checks_identity_sometimes(desks: dict[CompanyId, Desk]) -> None:
    plan = procedure(desks[CompanyId("opt")], region=None, request_type=T.PURPOSE_NOTICE)
    assert plan.reply.methods == (ReplyMethod.EMAIL,) and not plan.reply.choice
    assert [part.value for part in plan.fees] == ["sometimes"]
    assert plan.identity_check is not None and plan.identity_check.value == "sometimes"


def test_opts_purposes_are_silent_because_they_are_an_image(desks: dict[CompanyId, Desk]) -> None:
    purposes = desks[CompanyId("opt")].silence("purposes.list")
    assert purposes is not None and purposes.why is not None and "image" in purposes.why


def test_opt_names_the_body_for_complaints_with_its_telephone(desks: dict[CompanyId, Desk]) -> None:
    body = desks[CompanyId("opt")].fact("complaint.body")
    assert body is not None and body.value.phone == "0120-700-779"


def test_oni_one_paper_and_no_word_on_fees(desks: dict[CompanyId, Desk]) -> None:
    plan = procedure(desks[CompanyId("oni")], region=None, request_type=T.CORRECTION)
    assert [(part.paper.count, part.paper.medium) for part in plan.papers] == [(1, "show_or_copy")]
    oni = desks[CompanyId("oni")]
    assert plan.fees == ()
    assert all(oni.silence(key, request_type=T.CORRECTION) for key in ("fee.charged", "fee.amount"))
    reasons = oni.fact("refusal.reasons")
    assert reasons is not None and reasons.value == "endeavour"


def test_a_region_is_needed_where_it_matters(desks: dict[CompanyId, Desk]) -> None:
    with pytest.raises(ValueError, match="region is needed"):
        procedure(desks[CompanyId("ocs")], region=None, request_type=T.DISCLOSURE)
    with pytest.raises(ValueError, match="no region"):
        procedure(desks[CompanyId("oni")], region=Region.JP, request_type=T.DISCLOSURE)


def test_staff_see_what_a_chapter_replaces(desks: dict[CompanyId, Desk]) -> None:
    replaced = desks[CompanyId("ocs")].replaced("papers.self", Region.EEA_UK)
    assert [entry.key for entry in replaced] == ["papers.self"]
    assert desks[CompanyId("ocs")].replaced("papers.self", Region.JP) == ()


@pytest.mark.parametrize("company", ["ocn", "ocs", "oni", "opt", "prestige"])
def test_operator_notes_have_source_author_and_date(company: str) -> None:
    settings = load_settings(policies_dir() / company)
    assert settings.staff_hours["timezone"] == "Asia/Tokyo"
    for note in settings.notes:
        assert note.source and note.author and note.text["ja"]
        assert note.date.year >= 2026
    if company == "ocn":
        assert settings.notes_about("desk.closed")
