"""The files of deploy/: what goes where, what arrives, and what happens when the process for webhooks is not there."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.integration.proxy.proxies import Proxy, proxy
from tests.integration.proxy.upstream import Upstream, serving
from tests.waiting import until

pytestmark = pytest.mark.timeout(300)
WEBHOOK = "/channels/line/oni"
ODD = '{"events": [ ],\r\n\t"words": "Ａ－１　\\u3042 é"}'.encode()
"""Bytes that somebody who reads JSON would write differently."""


class Behind:
    """A proxy with two small servers behind it."""

    def __init__(self, name: str, folder: Path, mood: str, app_mood: str) -> None:
        self.stack = ExitStack()
        self.app = self.stack.enter_context(serving(Upstream("app", mood=app_mood)))
        self.intake = self.stack.enter_context(serving(Upstream("intake", mood=mood)))
        self.proxy: Proxy = self.stack.enter_context(proxy(name, folder, self.app.port, self.intake.port))
        self.client: httpx.Client = self.stack.enter_context(self.proxy.client())


@pytest.fixture(params=["nginx", "caddy"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=[("well", "well")])
def behind(request: pytest.FixtureRequest, name: str, tmp_path: Path) -> Iterator[Behind]:
    made = Behind(name, tmp_path, *request.param)
    with made.stack:
        yield made


def test_webhooks_go_to_their_process_and_everything_else_to_the_app(behind: Behind) -> None:
    for path, whose in (
        (WEBHOOK, "intake"),
        ("/channels/slack", "intake"),
        ("/", "app"),
        ("/forms/x", "app"),
    ):
        assert behind.client.post(path, content=b"{}").text == whose, path
    assert behind.client.post("/api/v1/conversations", json={}).text == "app"


def test_what_arrives_is_what_was_sent(behind: Behind) -> None:
    """The signature is over the raw body, however it was sent; and headers that a platform signs or names stay."""
    headers = {
        "X-Line-Signature": "c2lnbmVk==",
        "X-Slack-Signature": "v0=abc",
        "X-Slack-Request-Timestamp": "1700000000",
        "X-Slack-Retry-Num": "1",
        "Content-Type": "application/json; charset=utf-8",
    }
    large = bytes(range(256)) * 4096  # a megabyte, and no text
    for body in (ODD, b"", large):
        assert behind.client.post(WEBHOOK, content=body, headers=headers).text == "intake"
        assert behind.intake.digests[-1] == hashlib.sha256(body).hexdigest()
    in_pieces = behind.client.post(WEBHOOK, content=iter([ODD[:7], ODD[7:]]), headers=headers)
    assert in_pieces.text == "intake"
    assert behind.intake.digests[-1] == hashlib.sha256(ODD).hexdigest()
    arrived = behind.intake.heads[-1]
    assert {key: arrived[key.lower()] for key in headers} == headers


def test_the_clients_address_is_what_the_proxy_sees(behind: Behind) -> None:
    behind.client.get("/staff", headers={"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "gopher"})
    arrived = behind.app.heads[-1]
    assert arrived["x-forwarded-for"] == "127.0.0.1"
    assert arrived["x-forwarded-proto"] == httpx.URL(behind.proxy.url).scheme
    assert arrived["host"] == behind.proxy.url.partition("//")[2]


def test_rasas_and_the_operators_ways_are_closed_and_secret_addresses_are_not_logged(behind: Behind) -> None:
    assert behind.client.post("/rasa/actions/word", json={}).status_code == 404
    assert behind.client.get("/metrics").status_code == 404
    assert behind.app.heads == []
    for path in ("/forms/geheim1", "/documents/geheim2", "/wherever"):
        assert behind.client.get(path).text == "app"
    log = behind.proxy.log
    # A line is written once its answer has gone out, in order.
    until(lambda: "/wherever" in log.read_text(encoding="utf-8"), "the log", 20)
    assert "geheim" not in log.read_text(encoding="utf-8")


@pytest.mark.parametrize("behind", [("gone", "well")], indirect=True)
def test_without_the_process_for_webhooks_the_app_takes_them(behind: Behind, name: str) -> None:
    """nginx from the first one on. Caddy learns it within seconds; what it cannot place until then is sent again."""
    deadline = time.monotonic() + 30
    while (answer := behind.client.post(WEBHOOK, content=ODD)).status_code != 200:
        assert name == "caddy"
        assert answer.status_code in (502, 503)
        assert time.monotonic() < deadline
        time.sleep(0.2)
    behind.app.digests.clear()
    for _ in range(5):
        answer = behind.client.post(WEBHOOK, content=ODD)
        assert (answer.status_code, answer.text) == (200, "app")
    assert behind.app.digests == [hashlib.sha256(ODD).hexdigest()] * 5


@pytest.mark.parametrize("behind", [("gone", "gone")], indirect=True)
def test_without_either_the_platform_is_told_to_send_it_again(behind: Behind) -> None:
    for path in (WEBHOOK, "/channels/slack"):
        assert behind.client.post(path, content=ODD).status_code in (502, 503)


@pytest.mark.parametrize("behind", [("dies", "well")], indirect=True)
def test_a_webhook_whose_process_dies_is_not_lost(behind: Behind, name: str) -> None:
    """nginx gives it to the app, once. Caddy does not repeat a POST that it has sent: the platform is told."""
    answer = behind.client.post(WEBHOOK, content=ODD)
    if name == "nginx":
        assert (answer.status_code, answer.text) == (200, "app")
        assert behind.app.digests == [hashlib.sha256(ODD).hexdigest()]
    else:
        assert answer.status_code == 502
    assert len(behind.intake.digests) == 1
