"""Where platforms post their events: `POST /channels/{channel}/{account}`."""

import logging
from typing import Annotated, Protocol

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse

from api.channels.receiving import Receiving
from api.describing import refusals
from api.problems import Problem
from desk.channels.adapter import Rejected

log = logging.getLogger(__name__)
router = APIRouter(prefix="/channels", tags=["channels"])


class Context(Protocol):
    """What the route needs of its app's context."""

    @property
    def channels(self) -> Receiving:
        """The channels that it has set up."""


def _receiving(request: Request) -> Receiving:
    context: Context = request.app.state.context
    return context.channels


@router.post("/{channel}/{account}", responses=refusals(400, 401, 404, 413))
async def take_webhook(
    channel: str, account: str, channels: Annotated[Receiving, Depends(_receiving)], request: Request
) -> JSONResponse:
    """Events of a platform: signed, kept, acknowledged; worked on afterwards. The same event again does nothing.

    404: no such account here; 401: the signature is not right; 413: too large; 400: not what the platform sends.
    """
    found = channels.get(channel, account)
    if found is None:
        raise Problem(404, "channel_not_found", "There is no such channel or account here.")
    body = await read_limited(request, found.adapter.max_body, f"A webhook of {channel}/{account}")
    try:
        taken = await channels.receive(channel, account, dict(request.headers), body)
    except Rejected as exc:
        raise problem_of(exc) from None
    return JSONResponse({"taken": taken.new, "known": taken.known})


def problem_of(rejected: Rejected) -> Problem:
    """A webhook that was not taken, as a problem document."""
    return Problem(rejected.status, "webhook_rejected", f"This webhook was not taken: {rejected.reason}.")


async def read_limited(request: Request, limit: int, what: str) -> bytes:
    """The raw body, reading no further than `limit` bytes. Raises Problem 413, once the log says that `what` was
    rejected: nobody else will have seen it."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > limit:
            log.warning("%s was rejected (too large)", what)
            raise Problem(413, "too_large", f"A webhook may have at most {limit} bytes.")
        parts.append(part)
    return b"".join(parts)
