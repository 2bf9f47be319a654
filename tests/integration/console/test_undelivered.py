"""The page of messages that did not reach a customer, and the same over the API."""

import re
from collections.abc import Collection
from typing import Any

import pytest
from sqlalchemy import update

from api.channels.registry import Channel, Channels
from api.context import Context
from desk.bootstrap import Desk
from desk.channels import usage
from desk.channels.ledger import NewEvent
from desk.channels.outbox import NewItem
from desk.ids import ConversationId
from desk.storage import channel_tables as c
from knowledge.vocabulary import CompanyId
from tests.integration.channels.support import FakePlatform
from tests.integration.console.browsing import PASSWORD, Browser
from tests.integration.console.live_parts import equip, waiting
from tests.integration.desk.support import Clock


def lost(
    desk: Desk,
    company: str,
    why: str = "http_400",
    state: str = "failed",
    conversation: ConversationId | None = None,
) -> str:
    with desk.database.write() as tx:
        new = NewItem(
            f"k:{company}:{why}", "line", company, CompanyId(company), f"t:{company}", "message", conversation,
            payload={"text": "x"},
        )  # fmt: skip
        item = desk.channels.outbox.put(tx, new)
        tx.conn.execute(
            update(c.outbox).where(c.outbox.c.id == item).values(state=state, failure=why, attempts=3)
        )
    return item


@pytest.fixture(autouse=True)
def channels(context: Context, desk: Desk) -> None:
    context.channels = Channels(desk, {})  # type: ignore[misc]


def bearer(browser: Browser, username: str) -> dict[str, str]:
    body = {"username": username, "password": PASSWORD}
    token = browser.client.post("/api/v1/staff/session", json=body).json()["token"]
    return {"Authorization": f"Bearer {token}"}


def test_the_page_shows_what_did_not_reach_customers_of_ones_own_companies(
    browser: Browser, desk: Desk
) -> None:
    mine, other = lost(desk, "oni"), lost(desk, "opt")
    browser.log_in("sato", "desk", [CompanyId("oni")])
    page = browser.get("/staff/undelivered").text
    assert mine in page
    assert "http_400" in page
    assert other not in page
    assert browser.post(f"/staff/undelivered/{other}/retry").status_code == 404
    assert browser.post(f"/staff/undelivered/{mine}/dismiss").status_code == 303
    assert mine not in browser.get("/staff/undelivered").text
    assert browser.post(f"/staff/undelivered/{mine}/retry").status_code == 404  # it is settled


@pytest.mark.parametrize("why", ["monthly_limit", "unreachable", "given_up:timeout", "http_400"])
def test_why_a_message_did_not_arrive_is_said_in_a_sentence(browser: Browser, desk: Desk, why: str) -> None:
    lost(desk, "oni", why, "held" if why == "monthly_limit" else "failed")
    browser.log_in("sato", "desk", [CompanyId("oni")])
    page = browser.get("/staff/undelivered").text
    assert ("monthly_limit" in page, "given_up" in page) == (False, False)


def test_who_only_looks_things_up_does_not_see_it(browser: Browser) -> None:
    browser.log_in("kano", "look_up", [CompanyId("oni")])
    assert browser.get("/staff/undelivered").status_code == 403
    assert browser.client.get("/api/v1/staff/undelivered", headers=bearer(browser, "kano")).status_code == 403


def test_what_belongs_to_a_conversation_leads_to_it(browser: Browser, desk: Desk, context: Context) -> None:
    equip(context)
    lost(desk, "oni")
    browser.log_in("sato", "desk", [CompanyId("oni")])
    assert "/staff/conversations/" not in browser.get("/staff/undelivered").text
    conversation = waiting(desk, context.companies)
    lost(desk, "oni", "http_500", conversation=conversation)
    page = browser.get("/staff/undelivered").text
    (path,) = re.findall(r'href="(/staff/conversations/[^"]+)">会話を開く</a>', page)
    assert path == f"/staff/conversations/{conversation}"
    assert browser.get(path).status_code == 200


def test_the_api_lists_the_same_undelivered_messages_as_the_page(browser: Browser, desk: Desk) -> None:
    mine, other = lost(desk, "oni"), lost(desk, "opt")
    browser.add("sato", "desk", [CompanyId("oni")])
    headers: dict[str, Any] = {"headers": bearer(browser, "sato")}
    (found,) = browser.client.get("/api/v1/staff/undelivered", **headers).json()["items"]
    assert (found["id"], found["why"], found["state"]) == (mine, "http_400", "failed")
    assert browser.client.post(f"/api/v1/staff/undelivered/{other}/retry", **headers).status_code == 404
    assert browser.client.post(f"/api/v1/staff/undelivered/{mine}/retry", **headers).status_code == 204
    assert browser.client.get("/api/v1/staff/undelivered", **headers).json()["items"] == []
    assert browser.client.get("/api/v1/staff/channels", **headers).json()["items"] == []


class Line(FakePlatform):
    """LINE with accounts of two companies, as far as its limit goes."""

    def accounts(self) -> Collection[str]:
        return ["opt", "oni"]

    def company_of(self, account: str) -> CompanyId | None:
        return CompanyId(account)


class Nobody:
    """What a channel's handler needs to be one."""

    async def _nothing(self, *_: Any) -> None: ...

    def prepare(self, *_: Any) -> Any: ...

    handle = given_up = _nothing


@pytest.mark.parametrize(
    ("pushes", "tag", "warning", "exhausted"),
    [(7, "", False, False), (8, "上限に近づいています", True, False), (10, "上限に達しました", True, True)],
)
def test_staff_sees_what_was_pushed_and_whether_the_limit_is_near_or_reached(
    browser: Browser, desk: Desk, context: Context, pushes: int, tag: str, warning: bool, exhausted: bool
) -> None:
    """At four fifths of the month's limit it is near. Other companies' accounts are not shown."""
    line = Line(Clock(), name="line", limit=10)
    context.channels = Channels(desk, {"line": Channel(line, Nobody())})  # type: ignore[misc]
    for _ in range(pushes):
        with desk.database.write() as tx:
            assert usage.count(tx, "line", "oni", 10)
    browser.log_in("sato", "desk", [CompanyId("oni")])
    page = browser.get("/staff/undelivered").text
    tags = [one for one in ("上限に近づいています", "上限に達しました") if one in page]
    assert tags == ([tag] if tag else [])
    assert (str(pushes) in page, "(LINE)" in page, "オプト" in page) == (True, True, False)
    (found,) = browser.client.get("/api/v1/staff/channels", headers=bearer(browser, "sato")).json()["items"]
    month = usage.month_of(desk.database.clock())
    assert found == {
        "channel": "line", "company": "oni", "month": month, "pushes": pushes, "limit": 10, "warning": warning,
        "exhausted": exhausted,
    }  # fmt: skip


def stuck(desk: Desk, company: str, number: int = 1, content: str | None = "秘密の言葉") -> str:
    """An event that was given up; gives its id."""
    at = desk.database.clock()
    event = NewEvent(f"e{number}", "text", at, f"U{number}", {"text": content or ""}, None)
    desk.channels.ledger.take_in("line", company, CompanyId(company), [event])
    with desk.database.write() as tx:
        events = c.channel_events
        of_it = events.c.account == company, events.c.event_id == event.event_id
        values = {"state": "failed", "failure": "ValueError", "attempts": 12, "done_at": at}
        gone = {} if content else {"content_enc": None}
        changed = tx.conn.execute(
            update(events).where(*of_it).values(**values, **gone).returning(events.c.id)
        )
        return str(changed.scalar_one())


def test_what_was_given_up_is_shown_and_settled(browser: Browser, desk: Desk) -> None:
    mine, gone, other = stuck(desk, "oni"), stuck(desk, "oni", 2, None), stuck(desk, "opt")
    browser.log_in("sato", "desk", [CompanyId("oni")])
    page = browser.get("/staff/undelivered").text
    assert "秘密" not in page
    assert "ValueError" in page
    assert f"events/{mine}/retry" in page
    assert f"events/{gone}/retry" not in page  # nothing is left to try
    assert f"events/{gone}/set-aside" in page
    assert other not in page
    here = "/staff/undelivered/events"
    assert browser.post(f"{here}/{other}/retry").status_code == 404
    assert browser.post(f"{here}/{other}/set-aside", why="not_needed").status_code == 404
    assert browser.post(f"{here}/{gone}/retry").status_code == 409
    assert browser.post(f"{here}/{gone}/set-aside", why="because").status_code == 422
    assert browser.post(f"{here}/{gone}/set-aside", why="unusable").status_code == 303
    assert browser.post(f"{here}/{mine}/retry").status_code == 303
    page = browser.get("/staff/undelivered").text
    assert mine not in page
    assert gone not in page


def test_all_that_was_given_up_is_tried_again_with_one_button(browser: Browser, desk: Desk) -> None:
    stuck(desk, "oni")
    browser.log_in("sato", "desk", [CompanyId("oni")])
    every = 'action="/staff/undelivered/events/retry"'
    assert every not in browser.get("/staff/undelivered").text  # there is one only
    stuck(desk, "oni", 2)
    left = stuck(desk, "opt")
    assert every in browser.get("/staff/undelivered").text
    assert browser.post("/staff/undelivered/events/retry").status_code == 303
    assert [one.id for one in desk.channels.stuck.of()] == [left]


def test_the_api_lists_the_same_events_that_were_given_up_as_the_page(browser: Browser, desk: Desk) -> None:
    mine, other, third = stuck(desk, "oni"), stuck(desk, "opt"), stuck(desk, "oni", 2)
    browser.add("sato", "desk", [CompanyId("oni")])
    browser.add("kano", "look_up", [CompanyId("oni")])
    here, headers = "/api/v1/staff/undelivered/events", bearer(browser, "sato")
    answer = browser.client.get(here, headers=headers)
    assert "秘密" not in answer.text
    first, second = answer.json()["items"]
    assert (first["id"], first["kind"], first["state"], first["why"]) == (
        mine,
        "text",
        "given_up",
        "ValueError",
    )
    assert (first["attempts"], first["repeatable"], second["id"]) == (12, True, third)

    def post(path: str, body: dict[str, str] | None = None, who: dict[str, str] = headers) -> int:
        return int(browser.client.post(f"{here}{path}", headers=who, json=body).status_code)

    nobody = bearer(browser, "kano")
    assert browser.client.get(here, headers=nobody).status_code == 403
    assert browser.client.get(here).status_code == 401
    assert post("/retry", who=nobody) == 403
    assert post(f"/{mine}/retry", who=nobody) == 403
    assert post(f"/{other}/retry") == 404
    assert post(f"/{mine}/set-aside", {"why": "x"}) == 422
    assert post(f"/{mine}/set-aside", {"why": "answered"}) == 204
    assert browser.client.post(f"{here}/retry", headers=headers).json() == {"retried": 1}
    assert browser.client.get(here, headers=headers).json()["items"] == []
