"""The queue of conversations as staff's page shows it, and the line by which an open page hears of changes."""

import re
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from starlette.concurrency import run_in_threadpool

from api.companies import Companies
from api.context import Context
from desk.bootstrap import Desk
from desk.handover import queue
from desk.ids import ConversationId
from desk.locales import Locale
from desk.model import Handoff, StaffMember
from desk.notify import STAFF, conversation_topic
from knowledge.vocabulary import CompanyId, Region
from tests.integration.console.browsing import Browser
from tests.integration.console.live_parts import waiting
from tests.integration.desk.support import CONTACT, Clock, bot, form_token, turn

ONI = CompanyId("oni")
LISTS = ("left", "waiting", "mine", "others")


def asks(desk: Desk, locale: Locale = "ja", region: Region | None = None) -> ConversationId:
    """A customer who asks for a person."""
    return asks_in(desk, desk.conversations.open(ONI, region, locale)[0].id)


def asks_in(desk: Desk, conversation_id: ConversationId) -> ConversationId:
    turn(desk, conversation_id, "1", "担当者と話したい", bot("呼びます", effects=(Handoff("asked"),)))
    return conversation_id


def member(browser: Browser, desk: Desk, name: str) -> StaffMember:
    browser.add(name)
    found = desk.staff.get(name)
    assert found is not None
    return found


def lists(browser: Browser, query: str = "") -> dict[str, dict[str, str]]:
    """What stands in each list: the text of each row by its conversation."""
    page = browser.get(f"/staff/queue{query}", htmx=True)
    assert page.status_code == 200
    found = {}
    for part in page.text.split("<section")[1:]:
        name = re.search(r'id="h-(\w+)"', part)
        assert name is not None
        rows = re.findall(r'data-id="([^"]+)"(.*?)</li>', part, re.S)
        found[name[1]] = {row: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for row, text in rows}
    return found


# ---------------------------------------------------------------------- the lists


def test_who_waits_is_shown_until_somebody_takes_it_and_then_with_whom(browser: Browser, desk: Desk) -> None:
    mine, others, free = asks(desk), asks(desk), asks(desk)
    suzuki = member(browser, desk, "suzuki")
    browser.log_in("sato")
    assert {name: set(rows) for name, rows in lists(browser).items()} == {
        "waiting": {mine, others, free}, "mine": set(), "others": set(),
    }  # fmt: skip
    browser.post(f"/staff/conversations/{mine}/claim")
    desk.handoffs.claim(others, suzuki)
    shown = lists(browser)
    assert {name: set(rows) for name, rows in shown.items()} == {
        "waiting": {free}, "mine": {mine}, "others": {others},
    }  # fmt: skip
    assert "担当suzukiが対応中" in shown["others"][others]
    assert "対応中" not in shown["mine"][mine], "whose it is need not be said"


def test_a_row_says_for_whom_in_which_language_and_how_long(
    browser: Browser, desk: Desk, clock: Clock
) -> None:
    chinese = asks(desk, "zh", Region.CHINA)
    plain = asks(desk)
    clock.forward(minutes=65)
    browser.log_in("sato")
    shown = lists(browser)["waiting"]
    for said in (
        "岡山ネットワーク株式会社",
        "中国",
        "担当者をご希望",
        "中国語",
        "1時間5分お待ち",
        "11/20 10:00",
    ):
        assert said in shown[chinese], said
    assert "日本" not in shown[plain].replace("日本語", ""), "no region is known"
    english = lists(browser, "?lang=en")["waiting"][chinese]
    assert "20 Nov, 10:00" in english
    assert "Chinese" in english


def test_who_waits_out_of_hours_is_marked(browser: Browser, desk: Desk, clock: Clock) -> None:
    asked = asks(desk)
    browser.log_in("sato")
    assert "受付時間外" not in lists(browser)["waiting"][asked]
    clock.forward(hours=9)  # 19:00 in Japan
    browser.log_in("sato")
    assert "受付時間外" in lists(browser)["waiting"][asked]


def test_a_company_that_has_left_goes_by_its_id_and_has_no_hours(
    browser: Browser, desk: Desk, context: Context, clock: Clock, companies: dict[CompanyId, Any]
) -> None:
    asked = asks(desk)
    left = {name: company for name, company in companies.items() if name != ONI}
    object.__setattr__(context, "companies", Companies(left, desk))
    clock.forward(hours=9)
    browser.log_in("sato")
    row = lists(browser)["waiting"][asked]
    assert row.startswith("> oni")
    assert "受付時間外" not in row


def test_what_was_given_back_and_who_left_a_contact_is_marked(browser: Browser, desk: Desk) -> None:
    back, contact = asks(desk), desk.conversations.open(ONI, None, "ja")[0].id
    desk.forms.submit(form_token(desk, contact, CONTACT), {"email": "taro@example.jp"})
    asks_in(desk, contact)
    browser.log_in("sato")
    before = lists(browser)["waiting"]
    assert "待機に戻った会話" not in before[back]
    assert "連絡先あり" in before[contact]
    assert "連絡先あり" not in before[back]
    assert "taro" not in before[contact]
    browser.post(f"/staff/conversations/{back}/claim")
    browser.post(f"/staff/conversations/{back}/transfer", to="", note="")
    after = lists(browser)["waiting"]
    assert "待機に戻った会話" in after[back]
    assert "待機に戻った会話" not in after[contact]


def test_that_not_every_colleagues_conversation_is_listed_is_said(
    browser: Browser, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    suzuki = member(browser, desk, "suzuki")
    for _ in range(2):
        desk.handoffs.claim(asks(desk), suzuki)
    browser.log_in("sato")
    assert "ほかにもあります" not in browser.get("/staff/queue", htmx=True).text
    monkeypatch.setattr(queue, "_MOST", 1)
    assert "ほかにもあります" in browser.get("/staff/queue", htmx=True).text


def test_the_queue_is_the_first_page_and_whole_without_script(browser: Browser, desk: Desk) -> None:
    asked = asks(desk)
    browser.log_in("sato")
    for path in ("/staff", "/staff/queue"):
        page = browser.get(path).text
        assert "<html" in page, path
        assert asked in page, path


# ---------------------------------------------------------------------- the line


class News:
    """In place of the desk's notifier: before each piece of news the next of these things happens."""

    def __init__(self, *happens: Callable[[], object]) -> None:
        self.happens, self.topics = list(happens), tuple[str, ...]()

    async def changes(self, topics: Iterable[str], poll_seconds: float = 2.0) -> AsyncIterator[bool]:
        """As `desk.notify.Notifier.changes`; ends when nothing more happens."""
        self.topics = tuple(topics)
        yield True
        while self.happens:
            await run_in_threadpool(self.happens.pop(0))
            yield True


def heard(browser: Browser, context: Context, news: News, query: str = "") -> list[str]:
    """What the line of an open page says while this happens."""
    object.__setattr__(context, "desk", replace(context.desk, notifier=news))  # type: ignore[arg-type]
    answer = browser.get(f"/staff/events{query}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/event-stream")
    return re.findall(r"^event: (\w+)", answer.text, re.M)


def nothing() -> None:
    """Another process's change, or none: the line looks all the same."""


def test_an_open_page_hears_that_the_queue_has_changed_and_nothing_else(
    browser: Browser, desk: Desk, context: Context
) -> None:
    browser.log_in("sato")
    news = News(nothing, lambda: asks(desk), nothing)
    assert heard(browser, context, news) == ["ready", "queue"]
    assert news.topics == (STAFF,)


def test_what_happens_at_another_company_is_not_heard(browser: Browser, desk: Desk, context: Context) -> None:
    browser.log_in("opt_only", companies=[CompanyId("opt")])
    assert heard(browser, context, News(lambda: asks(desk))) == ["ready"]


def test_the_page_of_a_conversation_hears_of_it_as_well(
    browser: Browser, desk: Desk, context: Context
) -> None:
    watched = waiting(desk, context.companies)
    browser.log_in("sato")
    sato = desk.staff.get("sato")
    assert sato is not None
    news = News(
        lambda: desk.live.notes.add(watched, sato, "折り返しは夕方"),
        lambda: desk.handoffs.claim(watched, sato),
    )
    events = heard(browser, context, news, f"?conversation={watched}")
    assert events == ["ready", "conversation", "queue", "conversation"], "a note changes nothing in the queue"
    assert news.topics == (STAFF, conversation_topic(watched))


def test_the_line_ends_with_the_session_and_says_nothing_of_what_comes_after(
    browser: Browser, desk: Desk, context: Context
) -> None:
    browser.log_in("sato")
    sato = desk.staff.get("sato")
    assert sato is not None
    news = News(lambda: desk.accounts.sessions.end_others(sato, None), lambda: asks(desk))
    assert heard(browser, context, news) == ["ready"]
    assert len(news.happens) == 1, "the line was closed before"


def test_nobody_hears_who_is_not_logged_in_or_only_looks_things_up(browser: Browser) -> None:
    assert browser.get("/staff/events").status_code == 303
    browser.log_in("look", "look_up")
    assert browser.get("/staff/events").status_code == 403


@pytest.mark.parametrize(("named", "status"), [("c_unknown", 404), ("x" * 65, 422)])
def test_a_conversation_that_is_not_there_has_no_line(browser: Browser, named: str, status: int) -> None:
    browser.log_in("sato")
    assert browser.get(f"/staff/events?conversation={named}").status_code == status


def test_another_companys_conversation_has_no_line(browser: Browser, desk: Desk) -> None:
    asked = asks(desk)
    browser.log_in("opt_only", companies=[CompanyId("opt")])
    assert browser.get(f"/staff/events?conversation={asked}").status_code == 404
