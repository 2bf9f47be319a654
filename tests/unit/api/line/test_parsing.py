"""LINE's webhooks, read."""

import base64
import contextlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.channels.line.parsing import check_signature, parse
from desk.channels.adapter import Incoming, Rejected
from desk.texts import RawText
from evaluation.fake_line import FakeLine

LINE = FakeLine()


def read(event: dict[str, Any]) -> Incoming:
    (found,) = parse(LINE.webhook(event)[0])
    return found


def one(event: dict[str, Any]) -> tuple[str, dict[str, str]]:
    found = read(event)
    return found.kind, dict(found.data)


def test_the_signature_is_an_hmac_of_the_body_under_the_channels_secret() -> None:
    body = b'{"events":[]}'
    made = base64.b64encode(hmac.digest(b"secret", body, "sha256")).decode()
    check_signature("secret", {"x-line-signature": made}, body)
    with pytest.raises(Rejected):
        check_signature("another", {"x-line-signature": made}, body)


@pytest.mark.slow  # the library takes a second to load
def test_the_signature_is_that_of_lines_own_library() -> None:
    from linebot.v3.webhook import SignatureValidator

    body, headers = LINE.webhook(LINE.text("こんにちは"))
    assert SignatureValidator(LINE.secret).validate(body.decode(), headers["x-line-signature"])
    check_signature(LINE.secret, headers, body)


@pytest.mark.parametrize(
    "given_", [{}, {"x-line-signature": ""}, {"x-line-signature": "あ"}, {"x-line-signature": "AAAA"}]
)
def test_any_other_signature_is_refused(given_: dict[str, str]) -> None:
    body, headers = LINE.webhook()
    with pytest.raises(Rejected):
        check_signature(LINE.secret, given_, body)
    with pytest.raises(Rejected):
        check_signature(LINE.secret, headers, body + b" ")  # the raw body, not what it means


def test_each_kind_of_event_has_its_meaning() -> None:
    assert (read(LINE.text("質問")).kind, read(LINE.text("質問")).text) == ("text", RawText("質問"))
    assert one(LINE.press("choice:jp")) == ("choice", {"value": "jp"})
    assert one(LINE.press("richmenu-of-another-tool"))[0] == "ignored"
    assert one(LINE.event("follow"))[0] == "follow"
    assert one(LINE.event("unfollow"))[0] == "unfollow"
    for kind in ("sticker", "image", "video", "audio", "location", "file"):
        assert one(LINE.media(kind)) == ("unsupported", {"what": kind})
    assert one(LINE.media("something_new")) == ("unsupported", {"what": "other"})
    assert one(LINE.event("beacon"))[0] == "ignored"
    assert one(LINE.event("a_kind_that_line_adds"))[0] == "ignored"
    assert one({**LINE.text("x"), "mode": "standby"})[0] == "ignored"


def test_pictures_sent_together_get_one_answer() -> None:
    kinds = [one(LINE.media("image", imageSet={"id": "s", "index": n, "total": 3}))[0] for n in (1, 2, 3)]
    assert kinds == ["unsupported", "ignored", "ignored"]
    assert one(LINE.media("image", imageSet={"id": "s"}))[0] == "unsupported", "nobody says which one it is"


def test_an_event_happened_when_line_says_to_the_millisecond() -> None:
    at = datetime(2026, 11, 20, 9, 0, 0, 123_000, tzinfo=UTC)
    assert read({**LINE.text("質問"), "timestamp": int(at.timestamp() * 1000)}).occurred_at == at


def test_an_events_id_may_have_two_hundred_characters() -> None:
    assert read({**LINE.text("質問"), "webhookEventId": "e" * 200}).event_id == "e" * 200
    with pytest.raises(Rejected):
        read({**LINE.text("質問"), "webhookEventId": "e" * 201})


@pytest.mark.parametrize("where", ["group", "room"])
def test_a_group_is_no_person(where: str) -> None:
    source = {"type": where, f"{where}Id": "C1", "userId": "U1"}
    (event,) = parse(LINE.webhook({**LINE.text("みんなの前で"), "source": source})[0])
    assert (event.kind, event.person, dict(event.data)) == ("group", "C1", {"where": where, "id": "C1"})
    assert one({**LINE.event("memberJoined"), "source": source})[0] == "ignored"


def test_a_connection_check_has_no_events() -> None:
    assert parse(LINE.webhook()[0]) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'{"events": 1}',
        b'{"events": [1]}',
        b'{"events": [{}]}',
        b"[" * 200_000,
        b"\xff\xfe",
    ],
)
def test_what_line_never_sends_is_refused(body: bytes) -> None:
    with pytest.raises(Rejected) as refused:
        parse(body)
    assert refused.value.status == 400


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "source",
                    "message",
                    "timestamp",
                    "webhookEventId",
                    "userId",
                    "postback",
                    "data",
                    "text",
                ]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=12,
)


@given(_JSON)
def test_nothing_signed_makes_it_fail_otherwise(event: Any) -> None:
    with contextlib.suppress(Rejected):
        parse(json.dumps({"events": [event]}).encode())
