"""Calls of Slack's Web API, and what their failures mean for the outbox.

Failures name their kind only: neither a text of ours nor an answer of Slack's gets into an exception or a log.
"""

import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from desk.channels.adapter import NotSent, Undeliverable

TIMEOUT = 10
"""Seconds for one call."""
EVENT_TYPE = "madoguchi_post"
"""Type of our messages' metadata, which carry the id of the call that made them."""
MENDABLE = frozenset(
    {
        "not_in_channel", "channel_not_found", "is_archived", "invalid_auth", "not_authed", "token_revoked",
        "token_expired", "account_inactive", "missing_scope", "access_denied", "team_access_not_granted",
    }
)  # fmt: skip
"""Refusals that an administrator mends (the app is not invited, its token was changed): it is tried on."""
TEMPORARY = frozenset(
    {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
_UNSURE = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""There is no message any more that could be changed."""


_QUIET = logging.getLogger("madoguchi.slack_sdk")
_QUIET.setLevel(logging.WARNING)


class SlackApi:
    """One workspace."""

    def __init__(self, token: str, base_url: str = "https://slack.com/api/", timeout: int = TIMEOUT) -> None:
        self._token, self._base_url, self._timeout = token, base_url.rstrip("/") + "/", timeout
        # No repeating by the library: it would not know whether a message was posted. Its debug log shows bodies.
        self.web = AsyncWebClient(
            token=token, base_url=self._base_url, timeout=timeout, retry_handlers=[], logger=_QUIET
        )

    async def call(self, method: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """One call. Raises NotSent, Undeliverable."""
        try:
            answer = await self.web.api_call(method, json=dict(body))
        except SlackApiError as error:
            raise _refusal(error) from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise NotSent(type(error).__name__, unsure=not _never_left(error)) from None
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    async def respond(self, url: str, body: Mapping[str, Any]) -> None:
        """Answer a command or an action at the address that came with it. Raises NotSent, Undeliverable."""
        client = AsyncWebhookClient(url, timeout=self._timeout, retry_handlers=[], logger=_QUIET)
        try:
            answer = await client.send_dict(dict(body))
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise NotSent(type(error).__name__, unsure=not _never_left(error)) from None
        _check_status(answer.status_code, answer.headers)

    async def find(self, channel: str, call_id: str, thread_ts: str | None) -> str | None:
        """The message that this call made, where it is there: among the newest of the channel or thread. Raises
        NotSent."""
        method, where = "conversations.history", {}
        if thread_ts is not None:
            method, where = "conversations.replies", {"ts": thread_ts}
        cursor = ""
        for _ in range(10):
            query = {
                "channel": channel,
                "limit": 200,
                "include_all_metadata": True,
                "cursor": cursor,
                **where,
            }
            answer = await self._get(method, query)
            for message in answer.get("messages", ()):
                metadata = message.get("metadata") or {}
                if (
                    metadata.get("event_type") == EVENT_TYPE
                    and (metadata.get("event_payload") or {}).get("call") == call_id
                ):
                    return str(message["ts"])
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return None
        return None

    async def _get(self, method: str, query: Mapping[str, Any]) -> Mapping[str, Any]:
        given = {name: value for name, value in query.items() if value != ""}
        try:
            answer = await self.web.api_call(method, http_verb="GET", params=given)
        except SlackApiError as error:
            raise _refusal(error) from None
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            raise NotSent(type(error).__name__) from None
        return dict(answer.data) if isinstance(answer.data, dict) else {}


def _never_left(error: BaseException) -> bool:
    """Whether it is sure that the call never reached Slack."""
    return isinstance(error, aiohttp.ClientConnectorError)


def _refusal(error: SlackApiError) -> NotSent:
    answer: Any = error.response
    status, headers = int(getattr(answer, "status_code", 0) or getattr(answer, "status", 0)), answer.headers
    if status != 200:
        try:
            _check_status(status, headers)
        except NotSent as refused:
            return refused
    data = getattr(answer, "data", None)
    if not isinstance(data, dict) or "error" not in data:  # some proxy answered
        return NotSent("bad_answer", unsure=True)
    kind = str(data["error"])[:60]
    if kind in MENDABLE or kind in TEMPORARY:
        return NotSent(kind, unsure=kind in _UNSURE, after=_after(headers))
    return Undeliverable(kind)


def _check_status(status: int, headers: Mapping[str, str]) -> None:
    """Raises what an HTTP status means; nothing for success."""
    if status < 300:
        return
    if status == 429:
        raise NotSent("ratelimited", after=_after(headers) or 1.0)
    if status >= 500:
        raise NotSent(f"http_{status}", unsure=True, after=_after(headers))
    raise Undeliverable(f"http_{status}")


def _after(headers: Mapping[str, str]) -> float | None:
    """Seconds that Slack wants to be left alone for."""
    given = next((value for name, value in headers.items() if name.lower() == "retry-after"), None)
    try:
        return None if given is None else min(max(float(given), 0.0), 3600.0)
    except ValueError:
        return None
