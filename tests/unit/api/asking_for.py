"""Requests of a browser or a program as a route sees them, and contexts that hold what a test gives them."""

import asyncio
from collections.abc import Coroutine, Mapping
from types import SimpleNamespace
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import Request

from tests.unit.desk.small_store import KEYS

T = TypeVar("T")


def context(**more: Any) -> SimpleNamespace:
    """With the installation's keys."""
    held = {"base_url": "https://desk.example", "desk": SimpleNamespace(context=SimpleNamespace(keys=KEYS))}
    return SimpleNamespace(**held | more)


def request(
    method: str = "GET",
    url: str = "/staff",
    *,
    headers: Mapping[str, str] | None = None,
    cookies: Mapping[str, str] | None = None,
    body: bytes | Mapping[str, str] = b"",
    chunk: int = 65536,
    context: Any = None,
) -> Request:
    """As a server hands it on; a mapping is sent as a browser's form. The body comes in pieces of `chunk` bytes."""
    sent = dict(headers or {})
    if cookies:
        sent["cookie"] = "; ".join(f"{name}={value}" for name, value in cookies.items())
    if isinstance(body, Mapping):
        sent.setdefault("content-type", "application/x-www-form-urlencoded")
        body = urlencode(body).encode()
    path, _, query = url.partition("?")
    scope: dict[str, Any] = {
        "type": "http", "method": method, "path": path, "query_string": query.encode(), "scheme": "https",
        "server": ("desk.example", 443),
        "headers": [(name.lower().encode(), value.encode()) for name, value in sent.items()],
        "app": SimpleNamespace(state=SimpleNamespace(context=context)),
    }  # fmt: skip
    pieces = [body[at : at + chunk] for at in range(0, len(body), chunk)] or [b""]

    async def receive() -> dict[str, Any]:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    return Request(scope, receive)


def done(work: Coroutine[Any, Any, T]) -> T:
    """What comes of it."""
    return asyncio.run(work)
