"""Days and hours of a desk on their page: a lead closes a day, the policy's own hours stand beside."""

import html
from typing import Any

import pytest

from api.context import Context
from api.library import _load
from desk.bootstrap import Desk
from desk.calendar.hours import HoursState
from knowledge.paths import policies_dir
from knowledge.vocabulary import CompanyId
from tests.integration.console.browsing import Browser
from tests.integration.console.live_parts import WordAnswerer, equip


@pytest.fixture
def answerer(context: Context) -> WordAnswerer:
    return equip(context)


def test_a_lead_closes_a_day_and_customers_are_told(
    browser: Browser, desk: Desk, context: Context, answerer: WordAnswerer
) -> None:
    browser.log_in("aki", "lead", [CompanyId("oni")])
    today = "2026-11-20"  # the tests' clock
    put = browser.post("/staff/hours", company="oni", day=today, kind="closed", reason="停電")
    assert put.status_code == 303
    page = browser.get(put.headers["location"]).text
    assert "停電" in page
    assert "ずれました" not in page, "no date runs here"
    assert "期限が2件、1営業日ずれました" in browser.get("/staff/hours?company=oni&done=put&moved=2").text
    noon = desk.database.clock()
    assert context.companies.state(CompanyId("oni"), noon) != HoursState("open")
    assert context.companies.state(CompanyId("opt"), noon) == HoursState("open")
    refusals: tuple[tuple[dict[str, Any], str], ...] = (
        ({"day": "2026-02-30", "kind": "closed", "reason": "x"}, "日付は"),
        ({"day": today, "kind": "open", "opens": "9-12", "reason": "x"}, "受付時間は"),
        ({"day": today, "kind": "closed", "reason": " "}, "理由を"),
    )
    for wrong, said in refusals:
        refused = browser.post("/staff/hours", company="oni", **wrong)
        assert (refused.status_code, said in refused.text) == (422, True), wrong
    browser.post("/staff/hours/remove", company="oni", day=today)
    assert context.companies.state(CompanyId("oni"), noon) == HoursState("open")
    assert browser.post("/staff/hours", company="opt", day=today, reason="x").status_code == 404


def test_a_special_day_entered_again_says_that_it_replaces_the_first(
    browser: Browser, answerer: WordAnswerer
) -> None:
    browser.log_in("aki", "lead", [CompanyId("oni")])
    day: dict[str, Any] = {"company": "oni", "day": "2026-11-25", "kind": "closed"}
    first = browser.get(browser.post("/staff/hours", **day, reason="停電").headers["location"]).text
    assert "特別な日を追加しました。" in first
    again = browser.get(browser.post("/staff/hours", **day, reason="棚卸し").headers["location"]).text
    assert "前の内容は、今の内容に置き換わりました。" in again
    assert "棚卸し" in again and "停電" not in again


def test_days_that_are_closed_every_year_are_told_as_one_says_them(browser: Browser) -> None:
    browser.log_in("aki", "lead", [CompanyId("oni")])
    assert "毎年の休み：1月1日、1月2日" in browser.get("/staff/hours?company=oni").text


def test_the_policys_own_hours_stand_beside_the_operators(
    browser: Browser, context: Context, answerer: WordAnswerer
) -> None:
    browser.log_in("aki", "lead")
    assert "ポリシーには書かれていません" in browser.get("/staff/hours?company=oni").text
    prestige = _load(policies_dir() / "prestige")
    context.companies._companies["prestige"] = prestige
    page = html.unescape(browser.get("/staff/hours?company=prestige").text)
    assert "9:00" in page.split("ポリシーに書かれた窓口の時間")[1].split("特別な日")[0]
    assert "/policies/prestige?version=" in page
