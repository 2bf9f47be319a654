"""Answers are verbatim quotations in force; what is said once is not said again."""

from dataclasses import replace

import pytest

from knowledge.chunking import Clause
from knowledge.citations import Citation
from knowledge.composing import (
    Asker,
    Statement,
    closure,
    closure_first,
    quote_from,
    route_facts,
    unique,
    withheld,
)
from knowledge.facts import Desk
from knowledge.facts.routes import Route, load_routes
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Region, RequestType
from tests.desks import desk_of

ROUTES = load_routes()


@pytest.fixture(scope="module")
def ocs() -> Desk:
    return desk_of("ocs")


@pytest.fixture(scope="module")
def text() -> str:
    return (policies_dir() / "ocs" / "policy.txt").read_text(encoding="utf-8")


def stated(text: str, start: int, end: int) -> Statement:
    return Statement(text[start:end], Citation(CompanyId("c"), "d", "v", "s", text[start:end], start, end))


def test_phone_of_an_open_region_is_given_per_chapter(ocs: Desk) -> None:
    found = route_facts(ocs, ROUTES["desk_phone"], Asker())
    phones = {one.regions: one.text for one in found.stated if one.lead == "desk.phone"}
    assert phones == {
        (Region.CHINA,): "日本国内 03-5534-7951",
        (Region.CALIFORNIA,): "日本国内 03-5534-7951(有料)",
    }
    assert found.silent_regions == (Region.JP, Region.EEA_UK, Region.OTHER)


@pytest.mark.parametrize("region", [Region.JP, Region.EEA_UK, Region.OTHER])
def test_phone_of_another_chapter_is_never_given(ocs: Desk, region: Region) -> None:
    found = route_facts(ocs, ROUTES["desk_phone"], Asker(region))
    assert not found.stated and found.silent
    assert not any("03-5534" in one.text for one in found.near)


def test_all_chapters_agreeing_are_not_labelled(ocs: Desk) -> None:
    found = route_facts(ocs, ROUTES["call_recording_whether_why"], Asker())
    assert [one.regions for one in found.stated] == [()]
    assert not found.silent_regions


def test_only_the_rule_in_force_and_what_it_replaces(ocs: Desk, text: str) -> None:
    found = route_facts(ocs, ROUTES["identity_papers_which"], Asker(Region.EEA_UK))
    assert not any("いずれか2点" in one.text for one in found.stated)
    assert any("いずれか2点" in one.text for one in found.replaced)
    for one in (*found.stated, *found.replaced):
        assert text[one.citation.start : one.citation.end] == one.text


def test_california_papers_depend_on_the_request(ocs: Desk) -> None:
    route = ROUTES["identity_papers_which"]
    access = route_facts(ocs, route, Asker(Region.CALIFORNIA, request_type=RequestType.ACCESS_CCPA))
    correction = route_facts(ocs, route, Asker(Region.CALIFORNIA, request_type=RequestType.CORRECTION))
    assert not any("いずれか2点" in one.text for one in access.stated)
    assert any("いずれか2点" in one.text for one in correction.stated)


def test_a_rule_of_several_regions_names_them_all(ocs: Desk) -> None:
    found = route_facts(ocs, ROUTES["agent_papers_mandate"], Asker())
    base = [one.regions for one in found.stated if one.lead == "papers.voluntary_agent"]
    assert (Region.JP, Region.OTHER) in base
    assert all(one.regions for one in found.stated if one.lead == "papers.voluntary_agent")


def test_regions_of_which_nothing_is_stated_are_named(ocs: Desk) -> None:
    found = route_facts(ocs, ROUTES["fee_whether"], Asker())
    assert {one.regions for one in found.stated if one.lead == "fee.charged"} == {(Region.EEA_UK,)}
    assert set(found.silent_regions) == set(Region) - {Region.EEA_UK}
    assert not route_facts(ocs, ROUTES["fee_whether"], Asker(Region.EEA_UK)).silent_regions


def test_what_stands_near_a_silence_keeps_its_region(ocs: Desk) -> None:
    found = route_facts(ocs, ROUTES["request_form_where"], Asker())
    forms = {one.text: one.regions for one in (*found.stated, *found.near)}
    assert forms["開示等請求書 <EEA/UK所在者用>"] == (Region.EEA_UK,)
    assert forms["開示等請求書<中国居住者用>"] == (Region.CHINA,)


def test_customers_are_given_the_rule_of_their_own_chapter_where_the_request_is_open(ocs: Desk) -> None:
    route = ROUTES["agent_papers_mandate"]
    customer = route_facts(ocs, route, Asker(Region.CALIFORNIA))
    staff = route_facts(ocs, route, Asker(Region.CALIFORNIA, audience="staff"))
    assert any("委任状の提出が必要です" in one.text for one in customer.stated)
    assert {one.citation.start for one in customer.stated} < {one.citation.start for one in staff.stated}
    own = route_facts(ocs, route, Asker(Region.CALIFORNIA, request_type=RequestType.DELETION))
    assert {one.text for one in customer.stated} == {one.text for one in own.stated}


@pytest.mark.parametrize(
    "topic",
    [
        "send_to_address",
        "request_how_to_start",
        "in_person_visit",
        "desk_email",
        "request_types_available",
        "request_type_meaning",
        "marketing_stop",
        "simple_account_change",
        "status_of_my_request",
        "refusal_appeal",
        "desk_phone_cost",
        "complaint_to_company",
    ],
)
def test_a_closed_desk_is_said_first_and_its_address_not_given(topic: str) -> None:
    ocn = desk_of("ocn")
    customer = route_facts(ocn, ROUTES[topic], Asker())
    said = customer.stated or customer.near
    assert "閉鎖しました" in said[0].text and "NTT ドコモ" in said[1].text
    assert not any("大手町" in one.text or "100-0004" in one.text for one in said)


def test_staff_are_told_the_address_of_a_closed_desk_after_its_closure() -> None:
    ocn = desk_of("ocn")
    said = route_facts(ocn, ROUTES["send_to_address"], Asker(audience="staff")).stated
    assert "閉鎖しました" in said[0].text
    assert any("大手町" in one.text for one in said[2:])


def test_no_clause_gives_customers_the_address_of_a_closed_desk() -> None:
    ocn = desk_of("ocn")
    hidden = withheld(ocn, "customer")
    assert any("大手町" in one.text for one in hidden) and not withheld(ocn, "staff")
    assert not any("閉鎖" in one.text for one in hidden)
    text = (policies_dir() / "ocn" / "policy.txt").read_text(encoding="utf-8")
    start, end = min(one.citation.start for one in hidden), text.index("\n", hidden[-1].citation.end)
    address = Clause("x", CompanyId("ocn"), "d", "s", None, "paragraph", start, end, text[start:end])
    assert quote_from(address, "v", [(start, end, 1.0)], region=None, said=hidden) is None
    assert quote_from(address, "v", [(start, end, 1.0)], region=None) is not None


def test_the_closure_goes_in_front_of_everything_else() -> None:
    ocn = desk_of("ocn")
    purposes = route_facts(ocn, ROUTES["purposes"], Asker()).stated
    said = closure_first((*purposes, *closure(ocn)))
    assert said[:2] == closure(ocn) and said[2:] == purposes


def test_what_leads_to_a_closed_desk_says_that_it_has_closed() -> None:
    """Whatever the topic: no customer is shown the way to the desk of OCN without being told that it has closed."""
    ocn = desk_of("ocn")
    for topic, route in ROUTES.items():
        routed = route_facts(ocn, route, Asker())
        said = routed.stated or routed.near
        if any(word in one.text for one in said for word in ("お問い合わせ先", "お問い合わせ窓口", "ご郵送")):
            assert said[:2] == closure(ocn), topic


@pytest.mark.slow
@pytest.mark.parametrize(
    ("company", "region", "topic", "silent"),
    [
        ("prestige", None, "company_particulars", ("company.address",)),
        ("ocn", None, "company_particulars", ("company.address",)),
        ("oni", None, "company_particulars", ("company.representative",)),
        ("opt", None, "company_particulars", ()),
        *(("ocs", region, "company_particulars", ("company.representative",)) for region in Region),
        ("ocs", None, "company_particulars", ("company.representative",)),
        ("ocs", Region.EEA_UK, "dpo_contact", ("privacy_officer.email", "privacy_officer.name")),
        ("opt", None, "purposes", ("purposes.list",)),
        ("prestige", None, "purposes", ("purposes.list",)),
    ],
)
def test_particulars_that_are_not_stated_are_named_beside_those_that_are(
    company: str, region: Region | None, topic: str, silent: tuple[str, ...]
) -> None:
    found = route_facts(desk_of(company), ROUTES[topic], Asker(region))
    assert found.stated and found.silent_keys == silent


def test_the_officer_of_the_european_chapter_can_be_reached(ocs: Desk) -> None:
    found = route_facts(ocs, ROUTES["dpo_contact"], Asker(Region.EEA_UK))
    (contact, *_) = found.stated
    assert "データ保護オフィサーの連絡先" in contact.text and "東京都江東区辰巳3-9-27" in contact.text
    opt = route_facts(desk_of("opt"), ROUTES["dpo_contact"], Asker())
    assert not opt.stated and any("個人情報保護管理者" in one.text for one in opt.near)


def test_a_field_that_the_papers_do_not_have() -> None:
    oni = desk_of("oni")
    found = route_facts(oni, Route(keys=("papers.self",), field="mask"), Asker())
    assert not found.stated and not found.silent


def test_papers_that_need_not_be_masked_are_a_silence_of_their_own(ocs: Desk) -> None:
    route = ROUTES["identity_papers_masking"]
    oni = desk_of("oni")
    assert [one.key for one in route_facts(oni, route, Asker()).silent] == ["papers.masking"]
    found = route_facts(ocs, route, Asker())
    assert found.stated and found.silent_regions == (Region.EEA_UK, Region.CALIFORNIA)
    correction = route_facts(ocs, route, Asker(Region.CALIFORNIA, request_type=RequestType.CORRECTION))
    assert correction.stated and not correction.silent


def test_silence_says_what_stands_nearby() -> None:
    opt = desk_of("opt")
    found = route_facts(opt, ROUTES["fee_amount"], Asker())
    assert not found.stated
    assert found.near[0].text == "(4) 所定の手数料をいただく場合がございます。"


def test_nested_quotations_are_said_once() -> None:
    text = "あいうえおかきくけこ"
    assert [one.text for one in unique([stated(text, 2, 4), stated(text, 0, 6), stated(text, 7, 9)])] == [
        "あいうえおか",
        "くけ",
    ]


def test_what_stands_inside_of_something_said_does_not_end_the_list() -> None:
    text = "あいうえおかきくけこ"
    outer, inner, other = stated(text, 0, 6), stated(text, 2, 4), stated(text, 7, 9)
    assert unique([outer, inner, other]) == (outer, other)


def test_a_quotation_inside_another_keeps_a_region_of_its_own() -> None:
    text = "あいうえおかきくけこ"
    outer = replace(stated(text, 0, 6), regions=(Region.EEA_UK,))
    inner = replace(stated(text, 2, 4), regions=(Region.JP,))
    assert unique([outer, inner]) == (outer, inner)
    assert unique([outer, replace(inner, regions=(Region.EEA_UK,))]) == (outer,)
    assert unique([inner, replace(inner, regions=(Region.OTHER,))]) == (
        replace(inner, regions=(Region.JP, Region.OTHER)),
    )


def test_a_place_that_is_said_for_another_region_does_not_end_the_list() -> None:
    text = "あいうえおかきくけこ"
    one, other = replace(stated(text, 0, 2), regions=(Region.JP,)), stated(text, 4, 6)
    again = replace(one, regions=(Region.OTHER,))
    assert unique([one, again, other]) == (replace(one, regions=(Region.JP, Region.OTHER)), other)


def test_a_quotation_touching_another_is_not_inside_it() -> None:
    text = "あいうえおかきくけこ"
    overlapping = (stated(text, 0, 4), stated(text, 2, 6))
    assert unique(overlapping) == overlapping
    elsewhere = replace(
        stated(text, 1, 3), citation=replace(stated(text, 1, 3).citation, company=CompanyId("o"))
    )
    assert unique([stated(text, 0, 4), elsewhere]) == (stated(text, 0, 4), elsewhere)


def test_only_where_each_particular_is_a_matter_of_its_own_are_the_silent_ones_named() -> None:
    prestige = desk_of("prestige")
    apart = ROUTES["company_particulars"]
    assert route_facts(prestige, apart, Asker()).silent_keys == ("company.address",)
    together = apart.model_copy(update={"apart": False})
    assert route_facts(prestige, together, Asker()).silent_keys == ()
    silent = apart.model_copy(update={"keys": ("company.address",)})
    found = route_facts(prestige, silent, Asker())
    assert found.silent and found.silent_keys == (), "nothing is stated that it would stand beside"


def test_routes_name_topics_and_keys_that_exist() -> None:
    from tests.topic_map import topic_map

    assert set(ROUTES) <= set(topic_map().ids)
