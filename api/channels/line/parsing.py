"""LINE's webhooks as events of ours.

Read by hand and not by line-bot-sdk's models: those refuse a whole webhook for one event of a kind that LINE has added
since, and what was sent beside it would be lost.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from desk.channels.adapter import Incoming, Rejected
from desk.texts import RawText

CHOICE = "choice:"
"""How the data of our buttons begins."""
_MEDIA = frozenset({"sticker", "image", "video", "audio", "location", "file"})


def check_signature(secret: str, headers: Mapping[str, str], body: bytes) -> None:
    """`x-line-signature` is base64 of HMAC-SHA256 of the raw body. Raises Rejected."""
    given = headers.get("x-line-signature", "")
    right = base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256))
    if not hmac.compare_digest(right, given.encode("utf-8", "replace")):
        raise Rejected(401, "the signature is missing" if not given else "the signature is not right")


def parse(body: bytes) -> list[Incoming]:
    """The events of a webhook; none for a connection check. Raises Rejected."""
    try:
        data = json.loads(body)
        events = data["events"]
        if not isinstance(events, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Rejected(400, "it is not a webhook of LINE") from None
    return [_event(one) for one in events]


def _event(data: Any) -> Incoming:
    try:
        event_id, kind = str(data["webhookEventId"]), str(data["type"])
        at = datetime.fromtimestamp(int(data["timestamp"]) / 1000, UTC)
        source = data.get("source") or {}
        where, person = source.get("type"), source.get("userId")
        reply_token = data.get("replyToken")
        meaning, more = _meaning(data, kind, where, person)
        text = RawText(str(data["message"]["text"])) if meaning == "text" else None
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        raise Rejected(400, "an event has no id, kind, time or source") from None
    if len(event_id) > 200:
        raise Rejected(400, "an event's id is too long")
    if meaning == "group":
        # Not a person: who wrote in a group is not kept. Its own id orders its events.
        person = str(more["id"])
    return Incoming(event_id, meaning, at, person, more, reply_token, text)


def _meaning(
    data: Mapping[str, Any], kind: str, where: str | None, person: str | None
) -> tuple[str, dict[str, str]]:
    if data.get("mode") == "standby":
        return "ignored", {}  # another module of the account has this chat
    if where in ("group", "room"):
        group = data["source"].get("groupId") or data["source"].get("roomId")
        return (
            ("group", {"where": where, "id": str(group)})
            if kind in ("join", "message") and group
            else ("ignored", {})
        )
    if person is None:
        return "ignored", {}
    if kind == "message":
        return _message(data["message"])
    if kind == "postback":
        value = str(data["postback"]["data"])
        return (
            ("choice", {"value": value.removeprefix(CHOICE)}) if value.startswith(CHOICE) else ("ignored", {})
        )
    return (kind, {}) if kind in ("follow", "unfollow") else ("ignored", {})


def _message(message: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    kind = str(message["type"])
    if kind == "text":
        return "text", {}
    several = message.get("imageSet")
    if several and several.get("index", 1) != 1:
        return "ignored", {}  # one answer to pictures that were sent together
    return "unsupported", {"what": kind if kind in _MEDIA else "other"}
