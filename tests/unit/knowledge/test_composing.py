"""Answers are verbatim quotations in force; what is said once is not said again."""

import pytest

from knowledge.chunking import Clause
from knowledge.citations import Citation
from knowledge.composing import Asker, Statement, quote_from, route_facts, unique
from knowledge.facts import Desk, load_desk
from knowledge.facts.routes import load_routes
from knowledge.paths import policies_dir
from knowledge.vocabulary import Region, RequestType

ROUTES = load_routes()


@pytest.fixture(scope="module")
def ocs() -> Desk:
    return load_desk(policies_dir() / "ocs")


@pytest.fixture(scope="module")
def text() -> str:
    return (policies_dir() / "ocs" / "policy.txt").read_text(encoding="utf-8")


def stated(text: str, start: int, end: int) -> Statement:
    return Statement(text[start:end], Citation("c", "d", "v", "s", text[start:end], start, end))


def test_phone_of_an_open_region_is_given_per_chapter(ocs: Desk) -> None:
    found = route_facts(ocs, ROUTES["desk_phone"], Asker())
    phones = {one.region: one.text for one in found.stated if one.lead == "desk.phone"}
    assert phones == {
        Region.CHINA: "日本国内 03-5534-7951",
        Region.CALIFORNIA: "日本国内 03-5534-7951(有料)",
    }


@pytest.mark.parametrize("region", [Region.JP, Region.EEA_UK, Region.OTHER])
def test_phone_of_another_chapter_is_never_given(ocs: Desk, region: Region) -> None:
    found = route_facts(ocs, ROUTES["desk_phone"], Asker(region))
    assert not found.stated and found.silent
    assert not any("03-5534" in one.text for one in found.near)


def test_all_chapters_agreeing_are_not_labelled(ocs: Desk) -> None:
    found = route_facts(ocs, ROUTES["call_recording_whether_why"], Asker())
    assert [one.region for one in found.stated] == [None]


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


def test_a_field_that_the_papers_do_not_have() -> None:
    oni = load_desk(policies_dir() / "oni")
    found = route_facts(oni, ROUTES["identity_papers_masking"], Asker())
    assert not found.stated and not found.silent


def test_silence_says_what_stands_nearby() -> None:
    opt = load_desk(policies_dir() / "opt")
    found = route_facts(opt, ROUTES["fee_amount"], Asker())
    assert not found.stated
    assert found.near[0].text == "(4) 所定の手数料をいただく場合がございます。"


def test_nested_quotations_are_said_once() -> None:
    text = "あいうえおかきくけこ"
    assert [one.text for one in unique([stated(text, 2, 4), stated(text, 0, 6), stated(text, 7, 9)])] == [
        "あいうえおか",
        "くけ",
    ]


CLAUSE_TEXT = "一の文です。" * 10 + "答えの文です。" + "三の文です。" * 60


def clause() -> Clause:
    return Clause("x", "c", "d", "s", None, "paragraph", 100, 100 + len(CLAUSE_TEXT), CLAUSE_TEXT)


def sentences() -> list[tuple[int, int, float]]:
    found, at = [], 0
    for piece in CLAUSE_TEXT.split("。")[:-1]:
        found.append((100 + at, 100 + at + len(piece) + 1, 1.0 if "答え" in piece else 0.1))
        at += len(piece) + 1
    return found


def test_a_long_clause_is_quoted_around_its_best_sentence() -> None:
    quoted = quote_from(clause(), "v", sentences(), region=None, limit=40)
    assert quoted is not None
    assert "答えの文です。" in quoted.text and len(quoted.text) <= 40
    start = quoted.citation.start - 100
    assert CLAUSE_TEXT[start : quoted.citation.end - 100] == quoted.text


def test_what_is_said_is_left_out_of_a_clause() -> None:
    best = next(s for s in sentences() if s[2] == 1.0)
    said = [Statement("答えの文です。", Citation("c", "d", "v", "s", "答えの文です。", best[0], best[1]))]
    quoted = quote_from(clause(), "v", sentences(), region=None, said=said, limit=40)
    assert quoted is not None and "答え" not in quoted.text
    whole = [Statement(CLAUSE_TEXT, Citation("c", "d", "v", "s", CLAUSE_TEXT, 100, 100 + len(CLAUSE_TEXT)))]
    assert quote_from(clause(), "v", sentences(), region=None, said=whole) is None


def test_routes_name_topics_and_keys_that_exist() -> None:
    from knowledge.topics.taxonomy import load_topics

    assert set(ROUTES) <= set(load_topics().ids)
