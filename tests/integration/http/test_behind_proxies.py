"""The real app and the process for webhooks behind nginx and Caddy, with the files of deploy/: LINE, Slack and the web."""

import json
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Queue

import httpx
import pytest

from evaluation.fake_line import FakeLine
from evaluation.fake_slack import TEAM, USER, FakeSlack, SlackStaff
from evaluation.stack import PATIENCE, Stack, free_port, start_intake, stop, wait_for
from tests import waiting
from tests.integration.proxy.proxies import Proxy, proxy

pytestmark = [pytest.mark.integration, pytest.mark.timeout(1200)]
QUESTION = "手数料はかかりますか"
HOOK = "/channels/line/oni"


@dataclass
class Served:
    """The desk, as it is reached from outside."""

    proxy: Proxy
    client: httpx.Client
    desk: Stack
    line: FakeLine
    slack: FakeSlack
    intake_port: int
    folder: Path

    def slack_says(self, text: str, secret: str | None = None) -> httpx.Response:
        """A command, signed as Slack signs it."""
        somebody = SlackStaff(self.slack, self.proxy.url)
        somebody.http = self.client
        given = {"command": "/privacy", "text": text, "user_id": USER, "team_id": TEAM, "channel_id": "C0"}
        own, self.slack.secret = self.slack.secret, secret or self.slack.secret
        try:
            return somebody._post({**given, **somebody._click()})
        finally:
            self.slack.secret = own

    def line_says(self, text: str, user: str) -> httpx.Response:
        body, headers = self.line.webhook(self.line.text(text, user))
        return self.client.post(HOOK, content=body, headers=headers)

    def is_answered(self, user: str) -> None:
        until(lambda: len(self.line.texts(user)) >= 2, "greeting and answer")


until = partial(waiting.until, seconds=180.0, pause=0.2)


def somebody() -> str:
    return f"U{uuid.uuid4().hex}"


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def served(
    request: pytest.FixtureRequest,
    running: Stack,
    line: FakeLine,
    slack: FakeSlack,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Served]:
    port, folder = free_port(), tmp_path_factory.mktemp(request.param)
    with proxy(request.param, folder, running.port, port) as found, found.client() as client:
        client.timeout = httpx.Timeout(120)
        yield Served(found, client, running, line, slack, port, folder)


@pytest.fixture
def intake(served: Served) -> Iterator[None]:
    """The process for webhooks runs, and takes them from now on."""
    desk = served.desk
    log = served.folder / "intake.log"
    process = start_intake(log, served.intake_port, desk.port, desk.var, **desk.settings)
    try:
        wait_for(f"http://127.0.0.1:{served.intake_port}/readyz", PATIENCE, process)
        time.sleep(6)  # until the proxy asks it again
        yield
    finally:
        stop(process)


def test_webhooks_are_taken_while_the_app_stands_still(served: Served, intake: None) -> None:
    """So it is the other process that takes them; the app answers when it goes on."""
    user, app = somebody(), served.desk.app
    app.send_signal(signal.SIGSTOP)
    try:
        answer = served.line_says(QUESTION, user)
        told = served.slack_says("help")
    finally:
        app.send_signal(signal.SIGCONT)
    assert (answer.status_code, answer.json()) == (200, {"taken": 1, "known": 0})
    assert "/privacy" in told.json()["text"]
    served.is_answered(user)


def test_what_is_refused_is_refused_through_the_proxy_too(served: Served, intake: None) -> None:
    body, headers = served.line.webhook(served.line.text("秘密の言葉"))
    changed = body.replace(b'"events"', b'"Events"')
    huge = b" " * (1024 * 1024 + 1)
    for content, given, status in (
        (changed, headers, 401),
        (body, {"x-line-signature": "AAAA"}, 401),
        (huge, {"x-line-signature": served.line.sign(huge)}, 413),
    ):
        answer = served.client.post(HOOK, content=content, headers=given)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
    with pytest.raises(httpx.HTTPStatusError) as refused:
        served.slack_says("help", secret="another")
    assert refused.value.response.status_code == 401


def test_without_its_process_the_app_takes_a_webhook_and_knows_it_when_it_comes_again(served: Served) -> None:
    user = somebody()
    body, headers = served.line.webhook(served.line.text(QUESTION, user))

    def post() -> httpx.Response:
        return served.client.post(HOOK, content=body, headers=headers)

    until(lambda: post().status_code == 200, "the proxy to send webhooks to the app")
    again = post()
    assert (again.status_code, again.json()) == (200, {"taken": 0, "known": 1})
    assert "/privacy" in served.slack_says("help").json()["text"]
    served.is_answered(user)
    assert len(served.line.texts(user)) == len(set(served.line.texts(user)))


def test_a_web_turn_and_its_events_as_they_happen(served: Served) -> None:
    """Events are not held back by the proxy until there are enough of them."""
    opened = served.client.post("/api/v1/conversations", json={"company": "oni"}).json()
    here, mine = f"/api/v1/conversations/{opened['id']}", {"Authorization": f"Bearer {opened['token']}"}
    events: Queue[str] = Queue()
    ready = threading.Event()

    def listen() -> None:
        with (
            suppress(httpx.RemoteProtocolError),  # it has no end but the proxy's
            served.proxy.client() as client,
            client.stream("GET", f"{here}/events", headers=mine, timeout=120) as stream,
        ):
            ready.set()
            for one in stream.iter_lines():
                if one.startswith("data:"):
                    events.put(one.removeprefix("data:").strip())

    threading.Thread(target=listen, daemon=True).start()
    assert ready.wait(60)
    assert json.loads(events.get(timeout=60))["owner"] == "bot"
    said = {"text": QUESTION, "client_id": str(uuid.uuid4())}
    answer = served.client.post(f"{here}/messages", json=said, headers=mine)
    assert answer.status_code == 200
    wanted = {one["id"] for one in answer.json()["messages"]}
    while wanted:  # while the stream is open: it ends when the conversation does
        wanted.discard(json.loads(events.get(timeout=60)).get("id"))


def test_the_action_route_is_not_there(served: Served) -> None:
    assert served.client.post("/rasa/actions", json={"next_action": "nothing"}).status_code == 404
