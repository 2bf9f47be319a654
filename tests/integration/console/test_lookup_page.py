"""The look-up for staff: the answer with its place, within one's companies, the question in no address."""

import html
import re

import pytest

from api.context import Context
from api.library import _load
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId, Region
from tests.integration.console.browsing import Browser
from tests.integration.console.live_parts import WordAnswerer, equip


@pytest.fixture
def answerer(context: Context) -> WordAnswerer:
    return equip(context)


def test_a_look_up_shows_the_answer_with_its_place_and_remembers_the_company(
    browser: Browser, answerer: WordAnswerer
) -> None:
    browser.log_in("look", "look_up")
    found = browser.post("/staff/lookup", htmx=True, question="利用目的", company="oni")
    page = html.unescape(found.text)
    assert "<mark>" in page
    assert "確からしさ 83%" in page
    assert "引用つきでコピー</button>" in page
    assert re.search(r'data-copy="[^"]+版\)\nhttps://desk\.example/policies/oni\?version=', page)
    assert '<option value="oni" selected' in browser.get("/staff/lookup").text
    assert answerer.asked == [("利用目的", "oni", None)]
    none = browser.post("/staff/lookup", htmx=True, question="天気", company="oni")
    assert "ポリシーに書かれていません" in none.text
    everywhere = browser.post("/staff/lookup", htmx=True, question="利用目的", company="")
    assert "会社を選ぶと" in everywhere.text


def test_a_look_up_says_why_no_region_can_be_chosen(
    browser: Browser, context: Context, answerer: WordAnswerer
) -> None:
    context.companies._companies["ocs"] = _load(policies_dir() / "ocs")
    browser.log_in("look", "look_up", [CompanyId("oni"), CompanyId("ocs")])
    told = "地域の区別がある会社だけで選べます"
    assert told in browser.get("/staff/lookup").text
    apart = browser.post("/staff/lookup", htmx=True, question="利用目的", company="ocs").text
    assert "region-field" in apart
    assert told not in apart
    assert told in browser.post("/staff/lookup", htmx=True, question="利用目的", company="oni").text


def test_a_look_up_without_a_region_says_that_what_holds_differs_and_for_whom_nothing_is_said(
    browser: Browser, context: Context, answerer: WordAnswerer
) -> None:
    context.companies._companies["ocs"] = _load(policies_dir() / "ocs")
    browser.log_in("look", "look_up", [CompanyId("oni"), CompanyId("ocs")])
    warned = "お客様の地域によって定めが違います"
    assert warned not in browser.post("/staff/lookup", htmx=True, question="利用目的", company="ocs").text
    answerer.only = (Region.EEA_UK,)
    page = browser.post("/staff/lookup", htmx=True, question="利用目的", company="ocs").text
    assert warned in page
    assert "日本については、おたずねの点はポリシーに記載がありません" in page
    assert page.count("対象：欧州（EEA）・英国") == 2, "of the answer, and of the clause"
    chosen = browser.post(
        "/staff/lookup", htmx=True, question="利用目的", company="ocs", region="eea_uk"
    ).text
    assert warned not in chosen


def test_a_question_never_stands_in_an_address(browser: Browser, answerer: WordAnswerer) -> None:
    browser.log_in("look", "look_up")
    page = browser.get("/staff/lookup").text
    assert 'method="post"' in page
    assert browser.get("/staff/lookup?question=利用目的").status_code == 200
    assert answerer.asked == []


def test_a_look_up_stays_within_ones_companies(browser: Browser, answerer: WordAnswerer) -> None:
    browser.log_in("look", "look_up", [CompanyId("opt")])
    page = browser.get("/staff/lookup").text
    assert 'value="oni"' not in page
    assert browser.post("/staff/lookup", htmx=True, question="利用目的", company="oni").status_code == 404
    everywhere = browser.post("/staff/lookup", htmx=True, question="利用目的").text
    assert "/policies/opt" in everywhere
    assert "/policies/oni" not in everywhere
    too_long = browser.post("/staff/lookup", htmx=True, question="あ" * 2001, company="opt").text
    assert "2000文字まで" in too_long
