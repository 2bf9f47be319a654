"""Two whole apps, each with its Rasa, on one PostgreSQL: a request and a conversation go from one to the other, one of them
is killed (SIGKILL) in the midst of both, and nothing is lost or done twice (docs/operations.md, "More than one process").
"""

import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from queue import Empty, Queue
from urllib.parse import urlsplit

import httpx
import pytest
from aiosmtpd.controller import Controller

from evaluation.stack import (
    PASSWORD,
    PATIENCE,
    ROOT,
    USERNAME,
    Stack,
    environment_of,
    free_port,
    rasa_server,
    start_app,
    stop,
    wait_for,
)
from tests import waiting
from tests.databases.choosing import url_for
from tests.integration.desk.mail_server import Mailbox
from tests.integration.http.talk import Clerk, Event, Talk, check_problem, events

pytestmark = [pytest.mark.integration, pytest.mark.database("postgresql"), pytest.mark.timeout(1800)]

PUBLIC = "http://desk.example"
PERSON = {"name": "窓口 花子", "address": "岡山県岡山市北区表町1-2-3", "email": "hanako.madoguchi@example.jp"}
SEEN = 120.0
"""Seconds in which one app shows what the other one has done: it looks every two to five, but may have to wait for a
busy machine."""


class InTurn(httpx.BaseTransport):
    """A proxy before both: each call goes to the next one, and to the other where nobody listens."""

    def __init__(self, addresses: list[str]) -> None:
        self._direct = httpx.HTTPTransport()
        self._turn = itertools.cycle([httpx.URL(address) for address in addresses])
        self._count = len(addresses)
        self.sent: Counter[int | None] = Counter()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        for left in reversed(range(self._count)):
            target = next(self._turn)
            request.url = request.url.copy_with(scheme="http", host=target.host, port=target.port)
            try:
                response = self._direct.handle_request(request)
            except httpx.ConnectError:
                if left == 0:
                    raise
                continue
            self.sent[target.port] += 1
            return response
        raise AssertionError


@dataclass
class Pair:
    """Both apps, clients of each and of the proxy, and the mail that went out."""

    one: Stack
    two: Stack
    at_one: httpx.Client
    at_two: httpx.Client
    anywhere: httpx.Client
    proxy: InTurn
    mailbox: Mailbox
    environment: dict[str, str]


def client(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, timeout=120, trust_env=False)


@pytest.fixture(autouse=True)
def _both_run(pair: Pair) -> Iterator[None]:
    """A test that failed half-way leaves the others two apps."""
    yield
    for stack in (pair.one, pair.two):
        if stack.app.poll() is not None:
            start_again(stack)


@pytest.fixture(scope="module")
def pair(database_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folder = tmp_path_factory.mktemp("pair")
    url = url_for(folder)  # makes the database
    ports = [free_port(), free_port()]
    box = Mailbox()
    with ExitStack() as until_the_end:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            smtp_port = free.getsockname()[1]
        mails = Controller(box, hostname="127.0.0.1", port=smtp_port)
        mails.start()
        until_the_end.callback(mails.stop)
        shared = {
            "MADOGUCHI_DATABASE_URL": url,
            "MADOGUCHI_SECRET_KEY_FILE": str(folder / "secret.key"),
            "MADOGUCHI_RECORDS_FOLDER": str(folder / "records"),
            "MADOGUCHI_PUBLIC_URL": PUBLIC,
            "MADOGUCHI_MAIL_ENABLED": "true",
            "MADOGUCHI_SMTP_PORT": str(smtp_port),
            "MADOGUCHI_SMTP_HOST": "127.0.0.1",
            "MADOGUCHI_SMTP_SECURITY": "none",
        }

        stacks = []
        for number, name in enumerate(("one", "two")):
            settings = {**shared, "MADOGUCHI_REPLICA": name}
            own = folder / name
            own.mkdir()
            served = until_the_end.enter_context(rasa_server(own / "rasa.log", ports[number]))
            log = own / "app.log"
            app = start_app(log, ports[number], served.url, own, **settings)
            address = f"http://127.0.0.1:{ports[number]}"
            running = Stack(address, ports[number], own, served, app, log, settings)
            until_the_end.callback(stop_app, running)
            stacks.append(running)
            wait_for(f"{address}/readyz", PATIENCE, app)  # the first brings the tables to their shape
        one, two = stacks
        proxy = InTurn([one.url, two.url])
        at_one, at_two = (until_the_end.enter_context(client(stack.url)) for stack in stacks)
        anywhere = until_the_end.enter_context(
            httpx.Client(base_url=PUBLIC, transport=proxy, timeout=120, trust_env=False)
        )
        environment = environment_of(folder, **shared, MADOGUCHI_REPLICA="command")
        yield Pair(one, two, at_one, at_two, anywhere, proxy, box, environment)
        for stack in stacks:
            text = stack.log.read_text(encoding="utf-8")
            assert "Traceback" not in text, text[-3000:]


until = partial(waiting.until, seconds=120.0, pause=0.2)


def stop_app(stack: Stack) -> None:
    """Whichever app it is by then."""
    stop(stack.app)


def kill(stack: Stack) -> None:
    """As a machine that goes out: no farewell."""
    os.killpg(stack.app.pid, signal.SIGKILL)
    stack.app.wait(20)


def start_again(stack: Stack) -> None:
    """Under its name, as the supervisor does."""
    stack.app = start_app(stack.log, stack.port, stack.rasa.url, stack.var, **stack.settings)
    wait_for(f"{stack.url}/readyz", PATIENCE, stack.app)


def staff_words(heard: "Queue[Event]", count: int, seconds: float = SEEN) -> list[str]:
    """What staff says in a live line: so many messages, or what has come in this time."""
    found: list[str] = []
    deadline = time.monotonic() + seconds
    while len(found) < count and (left := deadline - time.monotonic()) > 0:
        with suppress(Empty):
            name, _, data = heard.get(timeout=left)
            body = json.loads(data) if name == "message" else {}
            found += [body["text"]] if body.get("from") == "staff" else []
    return found


def at(talk: Talk, http: httpx.Client) -> Talk:
    """The same customer, sent to another app."""
    return replace(talk, http=http)


def as_at(clerk: Clerk, http: httpx.Client) -> Clerk:
    """The same member of staff with the same session, sent to another app."""
    return replace(clerk, http=http)


def opened(pair: Pair) -> tuple[Talk, dict[str, object], str]:
    """A request: each press of a button goes to the other app than the one before."""
    talk = Talk.open(pair.anywhere, "oni")
    path = urlsplit(str(talk.to_form()["url"])).path
    first = pair.at_one.post(path, json=PERSON)
    assert first.status_code == 201, first.text
    return talk, first.json(), path


def test_a_request_is_opened_at_one_and_worked_at_the_other(pair: Pair) -> None:
    talk, result, form = opened(pair)
    assert all(pair.proxy.sent[stack.port] > 2 for stack in (pair.one, pair.two)), "both have had their part"
    # The customer's browser sends the form again, and is sent to the other one: one request.
    again = pair.at_two.post(form, json=PERSON)
    assert (again.status_code, again.json()) == (201, result)
    assert pair.at_two.post(form, json={**PERSON, "name": "別の 人"}).status_code in (409, 410)
    receipt = str(result["receipt"])
    clerk = Clerk.log_in(pair.at_one, USERNAME, PASSWORD)
    there = as_at(clerk, pair.at_two)
    record = there.get(f"staff/requests/{receipt}").json()
    assert record["customer"] == PERSON
    # Two write down at once, one at each, that the papers have come: it has happened once (see the history).
    with ThreadPoolExecutor(2) as pool:
        both = [
            pool.submit(one.patch, f"staff/requests/{receipt}", status="received") for one in (clerk, there)
        ]
    assert [one.result().status_code for one in both] == [200, 200], "the later one found it so"
    assert there.patch(f"staff/requests/{receipt}", status="in_progress").status_code == 200
    assert clerk.patch(f"staff/requests/{receipt}", status="answered").status_code == 409, (
        "nobody is checked yet"
    )
    checked = there.put(f"staff/requests/{receipt}/checks/identity", result="confirmed")
    assert checked.status_code == 200
    assert clerk.patch(f"staff/requests/{receipt}", status="answered").status_code == 200
    body = {"receipt": receipt, "access_code": result["access_code"]}
    shown = [http.post("/api/v1/requests/status", json=body).json() for http in (pair.at_one, pair.at_two)]
    assert shown[0] == shown[1]
    assert [entry["status"] for entry in shown[0]["history"]] == [
        record["status"], "received", "in_progress", "answered",
    ]  # fmt: skip

    def mails() -> list[str]:
        return [str(mail["Subject"]) for mail in pair.mailbox.got if receipt in mail.get_content()]

    until(lambda: len(mails()) >= 3, "the mails of receipt, arrival and answer")
    assert len(set(mails())) == len(mails()), "whichever app sends them, each once"
    talk.say("ありがとうございました")
    assert [m["from"] for m in at(talk, pair.at_one).transcript()] == [
        m["from"] for m in at(talk, pair.at_two).transcript()
    ]


def test_a_live_conversation_goes_across_both_and_survives_the_death_of_one(pair: Pair) -> None:
    customer = Talk.open(pair.at_two, "oni")
    customer.say(choice="disclosure")
    customer.say(choice="handoff")
    assert customer.last["owner"] == "waiting"
    clerk = Clerk.log_in(pair.at_one, USERNAME, PASSWORD)
    rival = as_at(clerk, pair.at_two)
    until(lambda: clerk.waiting(customer), "the queue at the other app", seconds=SEEN)
    said: list[str] = []
    with events(customer) as heard:
        assert heard.get(timeout=SEEN)[0] == "state", "the line stands: from now on it tells everything"
        assert clerk.do(customer, "claim").status_code == 200
        for number in range(3):
            text = f"担当者です（{number}）"
            assert clerk.do(customer, "messages", text=text).status_code == 200
            said.append(text)
            assert customer.say(f"お客様です（{number}）") == [], "the bot is silent at either"
            seen = rival.get(f"staff/conversations/{customer.id}").json()["messages"]
            assert seen == clerk.get(f"staff/conversations/{customer.id}").json()["messages"]
        # Both speak through the app that dies; neither knows whether it was heard, so each says it again.
        mine, theirs = str(uuid.uuid4()), str(uuid.uuid4())
        with ThreadPoolExecutor(2) as pool:
            staff = pool.submit(clerk.do, customer, "messages", text="途中の担当者", client_id=mine)
            other = pool.submit(at(customer, pair.at_one).post, text="途中のお客様", client_id=theirs)
            time.sleep(0.02)
            kill(pair.one)
            staff.exception(), other.exception()
        for _ in range(2):
            answer = rival.do(customer, "messages", text="途中の担当者", client_id=mine)
            assert answer.status_code == 200, answer.text
            assert customer.say("途中のお客様", client_id=theirs) == []
        assert rival.do(customer, "claim").status_code == 200, "it is still theirs"
        assert rival.do(customer, "messages", text="もう一台から続けます").status_code == 200
        said += ["途中の担当者", "もう一台から続けます"]
        live = staff_words(heard, len(said))
    transcript = customer.transcript()
    assert [m["text"] for m in transcript if m["from"] == "staff"] == said
    assert live == said, "in the customer's live line, each once, in order"
    spoken = Counter(m["text"] for m in transcript if m["from"] == "customer")
    assert spoken["途中のお客様"] == 1
    start_again(pair.one)
    assert at(customer, pair.at_one).transcript() == transcript
    assert clerk.do(customer, "release").json()["owner"] == "bot", "the session outlives the app, too"
    for http in (pair.at_two, pair.at_one):
        moved = at(customer, http)
        assert {m["from"] for m in moved.say("手数料はかかりますか")} == {"bot"}
    moved = at(customer, pair.anywhere)
    assert moved.to_form(), "each Rasa goes on where the other one was, to the form"


def test_what_one_had_accepted_when_it_was_killed_is_answered_once_by_the_other(pair: Pair) -> None:
    """Half of the customers say it again; the other half only wait."""
    talks = [Talk.open(pair.at_one, "oni") for _ in range(6)]
    for talk in talks:
        talk.say(choice="disclosure")
        assert talk.expects == "requester"
    keys = [str(uuid.uuid4()) for _ in talks]
    with ThreadPoolExecutor(len(talks)) as pool:
        flying = [
            pool.submit(talk.post, choice="self", client_id=key)
            for talk, key in zip(talks, keys, strict=True)
        ]
        time.sleep(0.15)
        kill(pair.one)
        for one in flying:
            one.exception()
    moved = [at(talk, pair.at_two) for talk in talks]
    for talk, key in list(zip(moved, keys, strict=True))[::2]:
        reply = talk.say(choice="self", client_id=key)
        assert talk.say(choice="self", client_id=key) == reply

    def settled() -> bool:
        """Who was heard before the end has an answer; the others know that they were not, and say it now."""
        return all(talk.transcript()[-1]["from"] == "bot" for talk in moved)

    until(settled, "answers to what had been accepted", seconds=180.0)
    for talk, key in zip(moved, keys, strict=True):
        talk.say(choice="self", client_id=key)
        assert [m["from"] for m in talk.transcript()] == ["bot", "customer", "bot", "customer", "bot"]
        assert talk.expects == "subject"
    start_again(pair.one)
    for talk in moved:
        back = at(talk, pair.at_one)
        assert back.transcript() == talk.transcript()
        back.say(choice="usage")
        assert back.expects == "reply_method"


def test_the_records_of_both_are_one_unbroken_chain(pair: Pair) -> None:
    verified = subprocess.run(
        [sys.executable, "-m", "api.cli", "audit", "verify"],
        cwd=ROOT,
        env=pair.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_a_conversation_erased_at_one_is_forgotten_by_both_rasas(pair: Pair) -> None:
    talk = Talk.open(pair.anywhere, "oni")
    for word in ("開示を請求したいです", "本人です"):
        for http in (pair.at_one, pair.at_two):
            at(talk, http).say(word)
    rasas = [pair.one.rasa.url, pair.two.rasa.url]

    def remembered(url: str) -> list[str]:
        tracker = httpx.get(
            f"{url}/conversations/{talk.id}/tracker", params={"include_events": "ALL"}, trust_env=False
        )
        return [event["text"] for event in tracker.json()["events"] or () if event["event"] == "user"]

    def forgotten(url: str) -> bool:
        return not remembered(url)

    assert all(remembered(url) for url in rasas), "both had heard it"
    erased = subprocess.run(
        [sys.executable, "-m", "api.cli", "erase", "--conversation", talk.id, "--yes"],
        cwd=ROOT,
        env=pair.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert erased.returncode == 0, erased.stdout + erased.stderr
    for url in rasas:
        until(partial(forgotten, url), "this Rasa to forget", seconds=120.0)
    check_problem(talk.post(text="まだいますか", client_id=str(uuid.uuid4())), 404)
