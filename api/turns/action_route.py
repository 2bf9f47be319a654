"""The action server that Rasa calls: one route of the app, for Rasa only.

`madoguchi serve` makes a secret word for each start and gives it to both: it is the last part of the route's address.
An app that has none (a test, an evaluation) answers loopback callers only.

`docs/decisions/0001-actions-in-the-app.md` says why the actions run here.
"""

import ipaddress
import json
import secrets
import zlib
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.context import ContextDep
from api.problems import Problem

router = APIRouter(include_in_schema=False)

MAX_BODY = 8 * 1024 * 1024
"""Bytes of an action call after inflating; a tracker is some kilobytes."""


@router.post("/rasa/actions")
@router.post("/rasa/actions/{token}")
async def run_action(request: Request, context: ContextDep, token: str = "") -> JSONResponse:
    """Run one action (rasa-sdk's webhook protocol; the body may be deflate-compressed)."""
    wanted = context.settings.action_token
    if wanted is not None:
        allowed = secrets.compare_digest(token.encode(), wanted.get_secret_value().encode())
    else:
        allowed = not token and _from_here(request)
    if not allowed:
        raise Problem(404, "not_found", "Not found")
    status, body = await context.run_action(_read(await request.body(), request.headers))
    return JSONResponse(body, status_code=status)


def _from_here(request: Request) -> bool:
    client = request.client.host if request.client else ""
    try:
        local = ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False
    return local and not request.headers.get("x-forwarded-for")


def _read(raw: bytes, headers: Any) -> dict[str, Any]:
    try:
        if headers.get("content-encoding") == "deflate":
            inflater = zlib.decompressobj()
            raw = inflater.decompress(raw, MAX_BODY)
            if inflater.unconsumed_tail:
                raise Problem(413, "too_large", "The action call is too large.")
        data = json.loads(raw)
    except (zlib.error, ValueError):
        raise Problem(400, "bad_request", "The body is not an action call.") from None
    if not isinstance(data, dict):
        raise Problem(400, "bad_request", "The body is not an action call.")
    return data
