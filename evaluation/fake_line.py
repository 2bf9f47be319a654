"""A small LINE: knows what its OpenAPI document does not say. Reply tokens work once and for a minute, texts have at
most 5,000 UTF-16 units, a retry key that is known gives 409; it can be told to fail, to answer late, or to be down.

`Phone`s show what a customer reads. Webhooks are made and signed here, as LINE makes them.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from evaluation.small_servers import on_loopback

TOKEN_SECONDS = 60.0
MAX_UNITS = 5_000
Json = dict[str, Any]


@dataclass
class Misstep:
    """What the next call meets. `status` 0: no answer until the caller gives up (`seconds`). `done`: the call is
    carried out all the same."""

    status: int
    done: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    message: str = "The fake was told to fail"
    seconds: float = 0.0


@dataclass
class Sent:
    """One message object that reached a phone. `via`: reply or push."""

    user: str
    via: str
    body: Json


class FakeLine:
    """One account. `clock` gives seconds; tests move it."""

    def __init__(self, secret: str = "a channel secret", clock: Callable[[], float] = time.time) -> None:  # noqa: S107
        self.secret, self.clock = secret, clock
        self.token = "an access token"  # noqa: S105 - of the fake
        self.tokens: dict[str, tuple[str, float]] = {}
        self.spent: set[str] = set()
        self.retry_keys: dict[str, str] = {}
        self.sent: list[Sent] = []
        self.bodies: list[tuple[str, Json]] = []
        self.calls: Counter[str] = Counter()
        self.loading: list[str] = []
        self.left: list[str] = []
        self.missteps: list[Misstep] = []
        self.down = False
        self.quota: int | None = None
        self.pushes = 0
        self.url = ""
        self._lock = threading.Lock()

    # ------------------------------------------------------------ webhooks

    def event(self, kind: str, user: str = "U" + "0" * 31 + "1", ago: float = 0.0, **more: Any) -> Json:
        """An event of `user`; message events have a fresh reply token."""
        event: Json = {
            "type": kind,
            "webhookEventId": "01" + secrets.token_hex(12).upper(),
            "timestamp": int((self.clock() - ago) * 1000),
            "source": {"type": "user", "userId": user},
            "mode": "active",
            "deliveryContext": {"isRedelivery": False},
            **more,
        }
        if kind in ("message", "postback", "follow", "join"):
            token = secrets.token_hex(16)
            self.tokens[token] = (event["source"].get("userId") or "", self.clock())
            event["replyToken"] = token
        return event

    def text(self, text: str, user: str = "U" + "0" * 31 + "1", **more: Any) -> Json:
        """A text message."""
        message = {"id": secrets.token_hex(8), "type": "text", "text": text, "quoteToken": "q"}
        return self.event("message", user, message=message, **more)

    def media(self, kind: str, user: str = "U" + "0" * 31 + "1", **more: Any) -> Json:
        """A sticker, image, video, audio, location or file."""
        return self.event("message", user, message={"id": secrets.token_hex(8), "type": kind, **more})

    def press(self, data: str, user: str = "U" + "0" * 31 + "1") -> Json:
        """A button."""
        return self.event("postback", user, postback={"data": data})

    def webhook(self, *events: Json) -> tuple[bytes, dict[str, str]]:
        """Body and headers of a webhook."""
        body = json.dumps({"destination": "U" + "f" * 32, "events": events}, ensure_ascii=False).encode()
        return body, {"x-line-signature": self.sign(body), "content-type": "application/json; charset=utf-8"}

    def sign(self, body: bytes) -> str:
        """LINE's signature of a body."""
        return base64.b64encode(hmac.digest(self.secret.encode(), body, hashlib.sha256)).decode()

    # ------------------------------------------------------------ what a customer sees

    def read(self, user: str | None = None) -> list[Json]:
        """The message objects on a phone, in order."""
        return [one.body for one in list(self.sent) if user is None or one.user == user]

    def texts(self, user: str | None = None) -> list[str]:
        """The texts on a phone."""
        return [one["text"] for one in self.read(user) if one["type"] == "text"]

    def choices(self, user: str) -> list[str]:
        """The data of the buttons that can be pressed now: those under the last message, and those in bubbles that
        came with the last answer."""
        found: list[str] = []
        for body in self.read(user)[-5:]:
            found += _postbacks(body)
        return found

    # ------------------------------------------------------------ the API

    def _deliver(self, user: str, via: str, messages: list[Json]) -> list[Json]:
        self.sent += [Sent(user, via, one) for one in messages]
        return [{"id": secrets.token_hex(6), "quoteToken": "q"} for _ in messages]

    async def _call(self, request: Request, act: Callable[[Json], Response]) -> Response:
        name = request.url.path.removeprefix("/v2/bot/")
        body = json.loads(await request.body() or b"{}")
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return JSONResponse({"message": "Authentication failed"}, 401)
        with self._lock:
            self.calls[name] += 1
            self.bodies.append((name, body))
            misstep = self.missteps.pop(0) if self.missteps else None
            if self.down:
                misstep = Misstep(503)
            if misstep is None:
                return act(body)
            if misstep.done:
                act(body)
        if misstep.seconds:
            await asyncio.sleep(misstep.seconds)
        return JSONResponse({"message": misstep.message}, misstep.status or 500, misstep.headers)

    async def reply(self, request: Request) -> Response:
        """POST /v2/bot/message/reply"""

        def act(body: Json) -> Response:
            if (wrong := _wrong(body)) is not None:
                return wrong
            token = body.get("replyToken", "")
            user, issued = self.tokens.get(token, ("", 0.0))
            if token not in self.tokens or token in self.spent or self.clock() - issued > TOKEN_SECONDS:
                return JSONResponse({"message": "Invalid reply token"}, 400)
            self.spent.add(token)
            return JSONResponse({"sentMessages": self._deliver(user, "reply", body["messages"])})

        return await self._call(request, act)

    async def push(self, request: Request) -> Response:
        """POST /v2/bot/message/push"""
        key = request.headers.get("x-line-retry-key", "")

        def act(body: Json) -> Response:
            if (wrong := _wrong(body)) is not None:
                return wrong
            if key and key in self.retry_keys:
                return JSONResponse({"message": "The retry key is already accepted"}, 409)
            if self.quota is not None and self.pushes >= self.quota:
                return JSONResponse({"message": "You have reached your monthly limit."}, 429)
            self.pushes += 1
            if key:
                self.retry_keys[key] = body["to"]
            return JSONResponse({"sentMessages": self._deliver(body["to"], "push", body["messages"])})

        return await self._call(request, act)

    async def show_loading(self, request: Request) -> Response:
        """POST /v2/bot/chat/loading/start"""

        def act(body: Json) -> Response:
            if body.get("loadingSeconds", 20) not in range(5, 61, 5):
                return JSONResponse({"message": "Invalid seconds"}, 400)
            self.loading.append(body["chatId"])
            return JSONResponse({}, 202)

        return await self._call(request, act)

    async def leave(self, request: Request) -> Response:
        """POST /v2/bot/group/{id}/leave"""

        def act(_: Json) -> Response:
            self.left.append(request.path_params["id"])
            return JSONResponse({})

        return await self._call(request, act)

    def app(self) -> Starlette:
        """The server's application."""
        return Starlette(
            routes=[
                Route("/v2/bot/message/reply", self.reply, methods=["POST"]),
                Route("/v2/bot/message/push", self.push, methods=["POST"]),
                Route("/v2/bot/chat/loading/start", self.show_loading, methods=["POST"]),
                Route("/v2/bot/group/{id}/leave", self.leave, methods=["POST"]),
                Route("/v2/bot/room/{id}/leave", self.leave, methods=["POST"]),
            ]
        )


def _wrong(body: Json) -> Response | None:
    messages = body.get("messages")
    if not isinstance(messages, list) or not 1 <= len(messages) <= 5:
        return JSONResponse({"message": "Size must be between 1 and 5"}, 400)
    for one in messages:
        text = one.get("text")
        if one.get("type") == "text":
            if not text or len(text.encode("utf-16-le")) // 2 > MAX_UNITS:
                return JSONResponse({"message": "Length must be between 0 and 5000"}, 400)
        elif not one.get("altText"):
            return JSONResponse({"message": "May not be empty: altText"}, 400)
        if len(one.get("quickReply", {}).get("items", [])) > 13:
            return JSONResponse({"message": "Size must be between 1 and 13"}, 400)
    return None


def _postbacks(node: Any) -> list[str]:
    if isinstance(node, dict):
        own = [node["data"]] if node.get("type") == "postback" else []
        return own + [data for child in node.values() for data in _postbacks(child)]
    return [data for child in node for data in _postbacks(child)] if isinstance(node, list) else []


@contextmanager
def serving(fake: FakeLine) -> Iterator[FakeLine]:
    """Serve it on loopback; `fake.url` says where."""
    with on_loopback(fake.app(), "fake-line") as fake.url:
        yield fake
