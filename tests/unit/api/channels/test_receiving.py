"""Webhooks at the door: nothing is kept before its signature is right, and nothing of it stands in a log."""

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.channels.intake import MAX_CHOICE, CustomerIntake, inbound_of
from api.channels.receiving import Door, Receiving
from api.channels.webhooks import read_limited, take_webhook
from api.problems import Problem
from api.schemas import MAX_TEXT
from desk.bootstrap import Desk
from desk.channels.adapter import Incoming, Rejected
from desk.channels.ledger import NewEvent, Taken
from desk.model import Content
from desk.texts import RawText, SetApart, kept_masked
from tests.unit.api.asking_for import done, request

AT = datetime(2026, 11, 20, tzinfo=UTC)
SECRET = "電話は090-1234-5678"


class Adapter:
    """A platform whose signature is a word, and whose webhook is a list of texts."""

    name, max_body = "line", 100

    def __init__(self) -> None:
        self.closed = False

    def knows(self, account: str) -> bool:
        return account == "ocs"

    def company_of(self, account: str) -> str:
        return account

    def verify(self, account: str, headers: Mapping[str, str], body: bytes) -> None:
        if headers.get("x-signature") != "right":
            raise Rejected(401, "the signature is not right")

    def parse(self, account: str, headers: Mapping[str, str], body: bytes) -> Sequence[Incoming]:
        return [
            Incoming(f"e{n}", "text", AT, "U1", text=RawText(one)) for n, one in enumerate(json.loads(body))
        ]


class PushedAdapter(Adapter):
    """One whose messages go out by a call."""

    objects_per_call, reply_seconds, metered, repeat_seconds, rate = 5, 0.0, False, 0.0, None

    def monthly_limit(self, account: str) -> None: ...
    async def send(self, call: Any) -> Any: ...
    async def busy(self, account: str, person: str) -> None: ...
    def accounts(self) -> Any: ...
    def render(self, item: Any) -> Any: ...

    async def close(self) -> None:
        self.closed = True


class Ledger:
    """Keeps what is taken in, once."""

    def __init__(self, old: int = 0) -> None:
        self.kept: list[tuple[Any, ...]] = []
        self.old = old

    def take_in(self, channel: str, account: str, company: str, new: Sequence[NewEvent]) -> Taken:
        self.kept.append((channel, account, company, *(one.event_id for one in new)))
        return Taken(new=len(new), known=0, old=self.old)


class Intake:
    """Keeps the ids alone."""

    def prepare(self, account: str, incoming: Incoming) -> NewEvent:
        return NewEvent(incoming.event_id, incoming.kind, AT, incoming.person, {}, None)


def world(ledger: Ledger, adapter: Adapter | None = None) -> Receiving:
    desk = SimpleNamespace(channels=SimpleNamespace(ledger=ledger))
    door = Door(cast("Any", adapter or Adapter()), Intake())
    return Receiving(cast("Desk", desk), {"line": door})


def receive(channels: Receiving, body: bytes = b'["a", "b"]', **more: Any) -> Taken:
    asked: dict[str, Any] = {"name": "line", "account": "ocs", "headers": {"x-signature": "right"}, **more}
    return done(channels.receive(asked["name"], asked["account"], asked["headers"], body))


def test_what_is_signed_is_kept_under_its_account_and_company() -> None:
    ledger = Ledger()
    assert receive(world(ledger)).new == 2
    assert ledger.kept == [("line", "ocs", "ocs", "e0", "e1")]


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"headers": {}}, 401),
        ({"headers": {"x-signature": "wrong"}}, 401),
        ({"account": "oni"}, 404),
        ({"name": "slack"}, 404),
    ],
)
def test_nothing_else_is(more: Mapping[str, Any], status: int, caplog: pytest.LogCaptureFixture) -> None:
    ledger = Ledger()
    with caplog.at_level(logging.WARNING), pytest.raises(Rejected) as refused:
        receive(world(ledger), json.dumps([SECRET]).encode(), **more)
    assert refused.value.status == status
    assert ledger.kept == []
    assert "was rejected" in caplog.text
    assert SECRET not in caplog.text
    assert "oni" not in caplog.text, "anybody may have written anything into an address"


def test_a_webhook_may_be_as_large_as_its_platform_makes_them_and_no_larger() -> None:
    ledger = Ledger()
    fits = json.dumps(["x" * (Adapter.max_body - 4)]).encode()
    assert len(fits) == Adapter.max_body
    assert receive(world(ledger), fits).new == 1
    with pytest.raises(Rejected) as refused:
        receive(world(ledger), fits + b" ")
    assert refused.value.status == 413


def test_what_is_too_old_is_told_to_the_operator(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        receive(world(Ledger()))
    assert caplog.text == ""
    with caplog.at_level(logging.WARNING):
        receive(world(Ledger(old=3)))
    assert "3 events of line/ocs were not taken (too old)" in caplog.text


def test_connections_are_given_back_where_there_are_any() -> None:
    pushed = PushedAdapter()
    done(world(Ledger(), pushed).close())
    assert pushed.closed
    plain = Adapter()
    done(world(Ledger(), plain).close())
    assert not plain.closed


# ---------------------------------------------------------------------- the route


def post(channels: Receiving, body: bytes = b'["a"]', account: str = "ocs", **headers: str) -> Any:
    asked = request(
        "POST", f"/channels/line/{account}", headers={"X-Signature": "right", **headers}, body=body
    )
    return done(take_webhook("line", account, channels, asked))


def test_a_webhook_is_acknowledged_once_it_is_kept() -> None:
    ledger = Ledger()
    assert json.loads(post(world(ledger)).body) == {"taken": 1, "known": 0}
    assert len(ledger.kept) == 1


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"account": "oni"}, 404, "channel_not_found"),
        ({"X-Signature": "wrong"}, 401, "webhook_rejected"),
        ({"body": b"[" + b" " * 100 + b"]"}, 413, "too_large"),
    ],
)
def test_one_that_is_not_taken_is_told_why(more: Mapping[str, Any], status: int, code: str) -> None:
    ledger = Ledger()
    with pytest.raises(Problem) as refused:
        post(world(ledger), **more)
    assert (refused.value.status, refused.value.code) == (status, code)
    assert ledger.kept == []


def test_a_body_is_read_no_further_than_its_limit(caplog: pytest.LogCaptureFixture) -> None:
    assert done(read_limited(request(body=b"x" * 10, chunk=3), 10, "It")) == b"x" * 10
    with caplog.at_level(logging.WARNING), pytest.raises(Problem) as refused:
        done(read_limited(request(body=b"x" * 11, chunk=3), 10, "It"))
    assert refused.value.status == 413
    assert "It was rejected (too large)" in caplog.text
    asked = request(body=b"x" * 100, chunk=4)
    with pytest.raises(Problem):
        done(read_limited(asked, 10, "It"))
    assert done(_next_piece(asked)) == b"x" * 4, "the rest was not read"


async def _next_piece(asked: Any) -> bytes:
    return bytes((await asked.receive())["body"])


# ---------------------------------------------------------------------- what is kept of a customer's event


class Taking:
    """Masks by a word, and says whose policy it was asked for."""

    def taken(self, company: str, inbound: Any) -> Content:
        said = f"[{company}]" if inbound.text is not None else None
        return Content(kept_masked(said) if said else None, inbound.choice, None, SetApart())


class Companies:
    def get(self, named: str) -> Any:
        return SimpleNamespace(id=named) if named == "ocs" else None


INTAKE = CustomerIntake(cast("Any", Companies()), cast("Any", Taking()), cast("Any", Adapter()))


def incoming(kind: str, text: str | None = None, **data: str) -> Incoming:
    raw = RawText(text) if text is not None else None
    return Incoming("e1", kind, AT, "U1", data, "token", raw)


def test_a_text_is_kept_masked_with_who_said_it_and_its_reply_token() -> None:
    kept = INTAKE.prepare("ocs", incoming("text", SECRET))
    assert (kept.event_id, kept.kind, kept.thread, kept.reply_token) == ("e1", "text", "U1", "token")
    assert kept.content["person"] == "U1"
    assert kept.content["content"]["text"] == "[ocs]"  # type: ignore[index,call-overload]
    assert SECRET not in repr(kept.content)


@pytest.mark.parametrize("text", ["", "  ", "\u3000\n", None])
def test_a_text_of_nothing_is_ignored(text: str | None) -> None:
    kept = INTAKE.prepare("ocs", incoming("text", text))
    assert (kept.kind, dict(kept.content)) == ("ignored", {"person": "U1"})


def test_a_text_that_is_too_long_is_not_kept_at_all() -> None:
    assert INTAKE.prepare("ocs", incoming("text", "あ" * MAX_TEXT)).kind == "text"
    kept = INTAKE.prepare("ocs", incoming("text", "あ" * (MAX_TEXT + 1)))
    assert (kept.kind, dict(kept.content)) == ("too_long", {"person": "U1"})


def test_a_button_is_kept_as_a_choice_of_a_length() -> None:
    kept = INTAKE.prepare("ocs", incoming("choice", value="v" * 100))
    assert kept.kind == "choice"
    assert kept.content["content"]["choice"] == "v" * MAX_CHOICE  # type: ignore[index,call-overload]
    assert inbound_of(incoming("choice", value="self")).choice == "self"
    assert inbound_of(incoming("text", "a")).text == RawText("a")


def test_of_a_picture_is_kept_that_it_was_one() -> None:
    kept = INTAKE.prepare("ocs", incoming("unsupported", what="image", url="https://x"))
    assert (kept.kind, dict(kept.content)) == ("unsupported", {"person": "U1", "what": "image"})
    assert INTAKE.prepare("ocs", incoming("follow")).kind == "follow"


@pytest.mark.parametrize("kind", ["text", "choice"])
def test_nothing_is_kept_for_a_company_that_is_served_no_more(kind: str) -> None:
    with pytest.raises(LookupError):
        INTAKE.prepare("gone", incoming(kind, "a", value="b"))
