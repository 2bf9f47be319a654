"""Where Slack posts everything: commands, shortcuts, buttons, modals and events, at `POST /channels/slack`.

The signature is checked on the raw body before anything reads it (Slack's SDK, five minutes); what is rejected is
logged without its content.
"""

import logging

from fastapi import APIRouter, Request, Response
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_sdk.signature import SignatureVerifier

from api.channels.webhooks import read_limited
from api.describing import refusals
from api.problems import Problem
from api.slack.door import SlackDoor

MAX_BODY = 512 * 1024
"""Bytes that one of Slack's requests may have."""
log = logging.getLogger(__name__)
router = APIRouter(prefix="/channels", tags=["channels"])


@router.post("/slack", responses=refusals(400, 401, 403, 404, 413))
async def take_slack(request: Request) -> Response:
    """Something of Slack's: signed, kept, acknowledged; worked on afterwards. The same again does nothing.

    404: Slack is not set up here; 401: the signature is not right, or older than five minutes; 413: too large; 403:
    another workspace.
    """
    slack: SlackDoor | None = request.app.state.context.slack
    if slack is None:
        log.warning("A request of Slack was rejected (not set up here)")
        raise Problem(404, "channel_not_found", "Slack is not set up here.")
    body = await read_limited(request, MAX_BODY, "A request of Slack")
    if not signed(slack.verifier, body, request):
        log.warning("A request of Slack was rejected (signature)")
        raise Problem(401, "webhook_rejected", "This request was not taken: signature.")
    try:
        asked = to_async_bolt_request(request, body)
    except (ValueError, TypeError, AttributeError, LookupError):  # no text, no JSON, not of Slack's shape
        log.warning("A request of Slack was rejected (not readable)")
        raise Problem(400, "webhook_rejected", "This request was not taken: not readable.") from None
    if number := request.headers.get("x-slack-retry-num"):
        reason = request.headers.get("x-slack-retry-reason", "")
        known = reason if reason in _REASONS else "unknown"
        log.warning("Slack sends an event again (%s, %s)", number if number.isdecimal() else "?", known)
    return to_starlette_response(await slack.bolt.async_dispatch(asked))


_REASONS = frozenset(
    {"http_timeout", "too_many_redirects", "connection_failed", "ssl_error", "http_error", "unknown_error"}
)


def signed(verifier: SignatureVerifier, body: bytes, request: Request) -> bool:
    """Whether Slack has signed this body within the last five minutes."""
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    try:
        return bool(verifier.is_valid(body, timestamp, signature))
    except (
        ValueError,
        TypeError,
    ):  # a time that is no number, a body that is no text, a signature beyond ASCII
        return False
