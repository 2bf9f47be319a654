"""What Slack posts: signed within five minutes, of this workspace, and nothing of it in the log."""

import hashlib
import hmac
import json
import logging
import time
from types import SimpleNamespace
from typing import Any

import pytest
from slack_bolt import BoltResponse
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from api.problems import Problem
from api.slack import route
from api.slack.bolt import _failed, _only_ours
from api.slack.route import MAX_BODY, signed, take_slack
from tests.unit.api.asking_for import context, done, request

SECRET, SAID = "slack-secret", "電話は090-1234-5678"
NOW = 1_800_000_000.0


class Clock:
    """Slack's own has the machine's time."""

    def now(self) -> float:
        return NOW


VERIFIER = SignatureVerifier(SECRET, clock=Clock())  # type: ignore[arg-type]


class Bolt:
    """Takes what it is handed."""

    def __init__(self) -> None:
        self.taken: list[AsyncBoltRequest] = []

    async def async_dispatch(self, asked: AsyncBoltRequest) -> BoltResponse:
        self.taken.append(asked)
        return BoltResponse(status=200, body="ok")


def headers(body: bytes, at: float = NOW, secret: str = SECRET) -> dict[str, str]:
    stamp = f"{at:.0f}"
    mac = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={mac}",
        "Content-Type": "application/json",
    }  # fmt: skip


def post(body: bytes, given: dict[str, str], bolt: Bolt | None = None, *, set_up: bool = True) -> Any:
    door = SimpleNamespace(bolt=bolt or Bolt(), verifier=VERIFIER) if set_up else None
    asked = request("POST", "/channels/slack", headers=given, body=body, context=context(slack=door))
    return done(take_slack(asked))


BODY = json.dumps({"type": "event_callback", "team_id": "T1", "text": SAID}).encode()


@pytest.mark.parametrize(
    ("age", "taken"), [(0, True), (300, True), (301, False), (-300, True), (-301, False)]
)
def test_a_signature_holds_for_five_minutes(age: int, taken: bool) -> None:
    asked = request("POST", headers=headers(BODY, NOW - age), body=BODY)
    assert signed(VERIFIER, BODY, asked) is taken


@pytest.mark.parametrize(
    "change",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=00"},
        {"X-Slack-Signature": "é"},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Request-Timestamp": f"{NOW + 1:.0f}"},
    ],
)
def test_any_other_signature_is_none(change: dict[str, str]) -> None:
    assert not signed(VERIFIER, BODY, request("POST", headers={**headers(BODY), **change}))


def test_a_signature_covers_the_raw_body_under_this_desks_secret() -> None:
    assert not signed(VERIFIER, BODY + b" ", request("POST", headers=headers(BODY)))
    assert not signed(VERIFIER, BODY, request("POST", headers=headers(BODY, secret="other")))
    assert not signed(VERIFIER, b"\xff", request("POST", headers=headers(b"\xff")))
    assert not signed(VERIFIER, BODY, request("POST"))


def test_what_is_signed_is_handed_on() -> None:
    bolt = Bolt()
    assert post(BODY, headers(BODY), bolt).status_code == 200
    assert bolt.taken[0].body["team_id"] == "T1"


@pytest.mark.parametrize(
    ("body", "given", "status"),
    [
        (BODY, headers(BODY, secret="other"), 401),
        (BODY, {}, 401),
        (b"not json {", headers(b"not json {"), 400),
        (b"[1]", headers(b"[1]"), 400),
    ],
)
def test_nothing_else_is_and_the_log_does_not_quote_it(
    body: bytes, given: dict[str, str], status: int, caplog: pytest.LogCaptureFixture
) -> None:
    bolt = Bolt()
    with caplog.at_level(logging.WARNING), pytest.raises(Problem) as refused:
        post(body, given, bolt)
    assert refused.value.status == status
    assert bolt.taken == []
    assert "A request of Slack was rejected" in caplog.text
    assert SAID not in caplog.text


def test_what_is_too_large_is_not_read_to_its_end() -> None:
    large = b" " * (MAX_BODY + 1)
    with pytest.raises(Problem) as refused:
        post(large, headers(large))
    assert refused.value.status == 413
    assert MAX_BODY == 512 * 1024


def test_where_slack_is_not_set_up_there_is_no_such_door() -> None:
    with pytest.raises(Problem) as refused:
        post(BODY, headers(BODY), set_up=False)
    assert refused.value.status == 404


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"X-Slack-Retry-Num": "2", "X-Slack-Retry-Reason": "http_timeout"}, "(2, http_timeout)"),
        ({"X-Slack-Retry-Num": SAID.encode().hex() + "!", "X-Slack-Retry-Reason": "else"}, "(?, unknown)"),
    ],
)
def test_an_event_that_comes_again_is_told_in_words_of_ours(
    sent: dict[str, str], told: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        post(BODY, {**headers(BODY), **sent})
    assert f"Slack sends an event again {told}" in caplog.text
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        post(BODY, headers(BODY))
    assert caplog.text == ""


# ---------------------------------------------------------------------- another workspace


def of(body: dict[str, Any]) -> int:
    """The answer to a body; 200 where it went on."""

    async def on() -> BoltResponse:
        return BoltResponse(status=200, body="")

    asked = AsyncBoltRequest(body=json.dumps(body), headers={"content-type": ["application/json"]})

    async def asking() -> int:
        return int((await _only_ours("T1")(asked, on)).status)

    return done(asking())


@pytest.mark.parametrize(
    "body",
    [
        {"team_id": "T1"},
        {"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T1"}},
        {"team_id": "T1", "user": "U1"},
    ],
)
def test_what_comes_from_this_workspace_goes_on(body: dict[str, Any]) -> None:
    assert of(body) == 200


@pytest.mark.parametrize(
    "body",
    [
        {"team_id": "T2"},
        {"team": {"id": "T1"}, "user": {"id": "U1", "team_id": "T2"}},
        {"team_id": "T1", "user": {"id": "U1", "team_id": "T2"}},
        {"user": "U1"},
        {},
    ],
)
def test_somebody_of_another_workspace_in_a_shared_channel_does_not(body: dict[str, Any]) -> None:
    assert of(body) == 403


def test_an_error_is_logged_by_its_kind_alone(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = done(_failed(ValueError(SAID)))
    assert answer.status == 500
    assert "(ValueError)" in caplog.text
    assert SAID not in caplog.text


def test_the_machines_clock_is_the_one_that_counts() -> None:
    """Without a clock of a test's."""
    real = SignatureVerifier(SECRET)
    now = time.time()
    assert signed(real, BODY, request("POST", headers=headers(BODY, now)))
    assert not signed(real, BODY, request("POST", headers=headers(BODY, now - 3600)))
    assert route.router.prefix == "/channels"
