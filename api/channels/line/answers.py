"""What follows from LINE's answer to a call that failed. Its own words may quote the message, so they stay here."""

import json
from collections.abc import Mapping
from typing import Any

from desk.channels.adapter import NotSent, OutOfQuota, ReplySpent, Undeliverable


class SentBefore(NotSent):
    """LINE knows the retry key: the first attempt had arrived."""


def failure(status: int | None, body: Any, headers: Mapping[str, str] | None) -> NotSent:
    """By the kind of the answer. `body`: JSON with a `message`, or anything else; None as `status`: there was none."""
    said, kind = _said(body), f"http_{status}"
    if status == 409:
        return SentBefore(kind)
    if status == 429:
        if "monthly limit" in said:
            return OutOfQuota("monthly_limit_of_line")
        return NotSent(kind, after=_seconds((headers or {}).get("Retry-After")) or 2.0)
    if status == 400 and "invalid reply token" in said:
        return ReplySpent("reply_token_spent")
    if status == 401:
        # The access token is not right (any more): the operator can mend that.
        return NotSent(kind, after=30.0)
    if status is not None and 400 <= status < 500:
        return Undeliverable(kind)
    return NotSent(kind, unsure=True)


def _said(body: Any) -> str:
    try:
        return str(json.loads(body)["message"]).lower()
    except (ValueError, KeyError, TypeError):
        return ""


def _seconds(text: str | None) -> float | None:
    try:
        return min(3600.0, max(0.0, float(text))) if text else None
    except ValueError:
        return None
