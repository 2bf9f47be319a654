"""LINE's answers to a call: what is tried again, what never arrives, and what may have arrived."""

import json

import pytest

from api.channels.line.answers import SentBefore, failure
from desk.channels.adapter import NotSent, OutOfQuota, ReplySpent, Undeliverable

SAID = "電話は090-1234-5678"


def answered(status: int | None, message: str = "", **headers: str) -> NotSent:
    return failure(status, json.dumps({"message": message}), headers or None)


@pytest.mark.parametrize(
    ("status", "message", "kind", "unsure", "after"),
    [
        (500, "", NotSent, True, None),
        (503, "", NotSent, True, None),
        (None, "", NotSent, True, None),
        (400, "The request body has 1 error(s)", Undeliverable, False, None),
        (400, "Invalid reply token", ReplySpent, False, None),
        (499, "", Undeliverable, False, None),
        (403, "Invalid reply token", Undeliverable, False, None),
        (404, "", Undeliverable, False, None),
        (401, "", NotSent, False, 30.0),
        (409, "", SentBefore, False, None),
        (429, "You have reached your monthly limit.", OutOfQuota, False, None),
        (429, "The API rate limit has been exceeded", NotSent, False, 2.0),
        (399, "", NotSent, True, None),
    ],
)
def test_what_follows_from_lines_answer(
    status: int | None, message: str, kind: type[NotSent], unsure: bool, after: float | None
) -> None:
    error = answered(status, message)
    assert (type(error), error.unsure, error.after) == (kind, unsure, after)


@pytest.mark.parametrize(
    ("given", "after"), [("7", 7.0), ("0.5", 0.5), ("99999", 3600.0), ("-3", 2.0), ("soon", 2.0), ("", 2.0)]
)
def test_a_rate_limit_says_how_long_to_wait(given: str, after: float) -> None:
    assert answered(429, "", **{"Retry-After": given}).after == after


def test_what_line_says_does_not_get_into_an_error() -> None:
    assert SAID not in str(answered(400, SAID))


@pytest.mark.parametrize("body", [None, "no json", "[]", '{"other": 1}', '{"message": null}'])
def test_an_answer_that_cannot_be_read_is_judged_by_its_status(body: str | None) -> None:
    assert type(failure(429, body, None)) is NotSent
