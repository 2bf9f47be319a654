"""From the bot to a person and back: one owner at a time, and the bot silent meanwhile."""

import html
import json
import re
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from queue import Queue
from zoneinfo import ZoneInfo

import httpx
import pytest

from evaluation.stack import PASSWORD, USERNAME
from tests.integration.http.talk import Clerk, Event, Talk, check_message, check_problem, events

pytestmark = pytest.mark.integration


def waiting(http: httpx.Client, company: str = "oni") -> Talk:
    """A conversation that waits for staff, with a request begun."""
    talk = Talk.open(http, company)
    talk.say(choice="disclosure")
    talk.say(choice="handoff")
    assert talk.last["owner"] == "waiting"
    assert talk.expects is None
    return talk


def next_message(heard: "Queue[Event]") -> dict[str, object]:
    """The next message of the live line."""
    while True:
        name, event_id, data = heard.get(timeout=20)
        if name == "message":
            body: dict[str, object] = json.loads(data)
            assert event_id == body["id"]
            return body


@contextmanager
def hours(http: httpx.Client, company: str, **day: str) -> Iterator[None]:
    """A company's desk as it stands today and tomorrow (a test may last over midnight), whatever the clock says."""
    with httpx.Client(base_url=http.base_url, timeout=60, trust_env=False, follow_redirects=True) as lead:

        def send(path: str, page: str, **fields: str) -> None:
            token = re.search(r'X-CSRF-Token":"([0-9a-f]+)"', html.unescape(lead.get(page).text))
            assert token, f"{page} carries no token"
            answer = lead.post(path, data={"csrf": token[1], **fields})
            assert answer.status_code == 200, answer.text

        send("/staff/login", "/staff/login", username=USERNAME, password=PASSWORD)
        today = datetime.now(ZoneInfo("Asia/Tokyo")).date()
        days = [{"company": company, "day": str(today + timedelta(days=more))} for more in (0, 1)]
        for one in days:
            send("/staff/hours", "/staff/hours", **one, **day, reason="試験")
        try:
            yield
        finally:
            for one in days:
                send("/staff/hours/remove", "/staff/hours", **one)


@pytest.mark.parametrize("words", ["担当者と話したいです", "人間に代わって", "I want to talk to a person."])
def test_a_person_is_asked_for_in_any_words(http: httpx.Client, words: str) -> None:
    talk = Talk.open(http, "oni")
    talk.say(words)
    assert talk.last["owner"] == "waiting"
    assert talk.last["messages"]


def test_a_customer_waits_is_answered_and_given_back(http: httpx.Client, clerk: Clerk) -> None:
    talk = waiting(http)
    assert talk.say("まだでしょうか") == [], "nobody speaks for staff"
    entry = clerk.waiting(talk)
    assert entry["company"] == "oni"
    assert entry["slots"]["request_type"] == "disclosure"
    with events(talk) as heard:
        assert heard.get(timeout=20)[0] == "state"
        assert clerk.do(talk, "claim").json()["owner"] == "staff"
        assert next_message(heard)["from"] == "system"
        assert clerk.waiting(talk) is None
        said = clerk.do(talk, "messages", text="お待たせしました。担当の者です。")
        assert said.status_code == 200, said.text
        live = next_message(heard)
    check_message(live, "oni")
    assert live == said.json()
    assert (live["from"], live["text"]) == ("staff", "お待たせしました。担当の者です。")
    assert live["alias"], "staff appears under the desk's alias"
    assert talk.transcript()[-1] == live
    assert talk.say("よろしくお願いします。料金はいくらですか") == [], "the bot never talks over a person"
    assert talk.last["owner"] == "staff"
    seen = clerk.get(f"staff/conversations/{talk.id}").json()
    assert seen["messages"][-1]["text"] == "よろしくお願いします。料金はいくらですか"
    assert clerk.do(talk, "release").json()["owner"] == "bot"
    talk.say("ありがとうございました")
    assert talk.last["owner"] == "bot"
    assert [message["from"] for message in talk.last["messages"]] == ["bot"]


def test_the_live_line_goes_on_after_an_id(http: httpx.Client, clerk: Clerk) -> None:
    talk = waiting(http)
    clerk.do(talk, "claim")
    first = talk.transcript()[0]
    with events(talk, after=first["id"]) as heard:
        for expected in talk.transcript(after=first["id"]):
            assert next_message(heard) == expected


def test_two_at_once_and_one_gets_it(http: httpx.Client, clerk: Clerk, colleague: Clerk) -> None:
    talk = waiting(http)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda one: one.do(talk, "claim"), (clerk, colleague)))
    assert sorted(answer.status_code for answer in both) == [200, 409]
    winner, loser = (clerk, colleague) if both[0].status_code == 200 else (colleague, clerk)
    document = check_problem(loser.do(talk, "claim"), 409)
    assert document["code"] == "already_claimed"
    assert document["claimed_by"] == winner.get("staff/me").json()["alias"]
    assert document["claimed_by"] in document["detail"]
    assert winner.do(talk, "claim").status_code == 200, "claiming again what one has is fine"
    for what in ("messages", "release", "close", "heartbeat"):
        check_problem(loser.do(talk, what, **({"text": "どうも"} if what == "messages" else {})), 409)
    assert all(message["from"] != "staff" for message in talk.transcript())


def test_only_what_waits_can_be_claimed(http: httpx.Client, clerk: Clerk) -> None:
    talk = Talk.open(http, "oni")
    check_problem(clerk.do(talk, "claim"), 409)
    check_problem(clerk.do(talk, "messages", text="どうも"), 409)
    check_problem(clerk.post("staff/conversations/c_nothing/claim"), 404)


def test_staff_sends_once_under_one_client_id(http: httpx.Client, clerk: Clerk) -> None:
    talk = waiting(http)
    clerk.do(talk, "claim")
    mine = str(uuid.uuid4())
    first = clerk.do(talk, "messages", text="一度だけ", client_id=mine)
    assert clerk.do(talk, "messages", text="一度だけ", client_id=mine).json() == first.json()
    check_problem(clerk.do(talk, "messages", text="別の文", client_id=mine), 409)
    check_problem(clerk.do(talk, "messages", text=" "), 422, "text")
    assert sum(message["from"] == "staff" for message in talk.transcript()) == 1


def test_a_claimed_conversation_keeps_the_request_for_afterwards(http: httpx.Client, clerk: Clerk) -> None:
    talk = Talk.open(http, "oni")
    talk.to_form()
    talk.say(choice="handoff")
    clerk.do(talk, "claim")
    clerk.do(talk, "release")
    talk.say("こんにちは")
    assert talk.last["owner"] == "bot"
    assert talk.to_form()


def test_a_form_address_is_the_customers_secret(http: httpx.Client, clerk: Clerk) -> None:
    talk = Talk.open(http, "oni")
    form = talk.to_form()
    talk.say(choice="handoff")
    seen = clerk.get(f"staff/conversations/{talk.id}")
    assert seen.status_code == 200
    assert form["url"].rsplit("/", 1)[-1] not in seen.text
    assert talk.token not in seen.text


def test_a_contact_left_out_of_hours_reaches_staff_and_not_the_transcript(
    http: httpx.Client, clerk: Clerk
) -> None:
    with hours(http, "opt", kind="closed"):
        talk = waiting(http, "opt")
    (form,) = [message["form"] for message in talk.last["messages"] if message["form"]]
    check_problem(http.post(form["url"], json={"name": "窓口 花子", "phone": "あ"}), 422, "phone")
    left = talk.submit(form, {"name": "窓口 花子", "phone": "086-222-0001"})
    assert left["receipt"] == ""
    assert "花子" not in str(talk.transcript())
    assert clerk.waiting(talk)["contact_left"] is True
    contacts = clerk.get(f"staff/conversations/{talk.id}/contacts").json()["items"]
    assert contacts[0]["values"]["name"] == "窓口 花子"


def test_at_an_open_desk_it_is_said_until_when_and_that_one_may_leave(http: httpx.Client) -> None:
    with hours(http, "opt", kind="open", opens="00:00-24:00"):
        talk = waiting(http, "opt")
    assert [message["form"] for message in talk.last["messages"]] == [None]
    assert "受付時間は" in talk.text
    assert "あとで戻って" in talk.text


def test_nobody_without_the_right_takes_a_conversation_over(
    http: httpx.Client, agent: Clerk, opt_only: Clerk
) -> None:
    talk = waiting(http)
    for other in (agent, opt_only):
        check_problem(other.do(talk, "claim"), 403)
        check_problem(other.get(f"staff/conversations/{talk.id}"), 403)
        check_problem(other.do(talk, "messages", text="どうも"), 403)
    check_problem(agent.get("staff/conversations", owner="waiting"), 403)
    assert opt_only.waiting(talk) is None
    check_problem(http.get("/api/v1/staff/conversations"), 401)
    check_problem(http.get(f"/api/v1/staff/conversations/{talk.id}", headers=talk.headers), 401)
    own = waiting(http, "opt")
    assert opt_only.do(own, "claim").status_code == 200


def test_after_staff_closes_neither_side_can_write_and_the_live_line_ends(
    http: httpx.Client, clerk: Clerk
) -> None:
    talk = waiting(http)
    clerk.do(talk, "claim")
    assert clerk.do(talk, "close").json()["owner"] == "closed"
    check_problem(talk.post(text="もしもし", client_id=str(uuid.uuid4())), 409)
    check_problem(clerk.do(talk, "messages", text="どうも"), 409)
    assert talk.transcript()[-1]["from"] == "system"
    listed = clerk.get("staff/conversations", owner="closed").json()["items"]
    assert talk.id in [item["id"] for item in listed]
    assert len([event for event in _rest(talk) if event[0] == "state"]) == 1


def _rest(talk: Talk) -> list[Event]:
    """Everything that the live line of a closed conversation says before it ends."""
    response = talk.http.get(f"{talk.url}/events", headers=talk.headers)
    blocks = [block for block in response.text.split("\n\n") if block.strip()]
    found = []
    for block in blocks:
        parts = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "data" in parts:
            found.append((parts.get("event", "message"), parts.get("id", ""), parts["data"]))
    return found


def test_a_wrong_password_tells_nothing_and_a_session_that_was_ended_opens_nothing(
    http: httpx.Client,
) -> None:
    wrong = {"username": "tester", "password": "geheim-geheim"}
    check_problem(http.post("/api/v1/staff/session", json=wrong), 401, None, "geheim")
    nobody = {"username": "nobody", "password": "geheim-geheim"}
    check_problem(http.post("/api/v1/staff/session", json=nobody), 401, None, "nobody")
    clerk = Clerk.log_in(http, USERNAME, PASSWORD)
    headers = {"Authorization": f"Bearer {clerk.token}"}
    assert http.delete("/api/v1/staff/session", headers=headers).status_code == 204
    check_problem(clerk.get("staff/me"), 401)
