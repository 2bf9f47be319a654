"""What `madoguchi serve --dev` serves: the app, or the intake; and where that cannot start, the reason.

Uvicorn's reloader holds the port open while nothing behind it can start: a page would wait until the next change. Here
each call gets 503 at once, and a developer on this machine the end of the traceback. The next change starts anew.
"""

import importlib
import ipaddress
import re
import sys
import traceback
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

BROKEN = "[dev] "
"""Begins each line, on stderr, that the supervisor repeats on the terminal."""
SOUND = "[dev] starts"
"""What is printed when the app has started."""
_HOST = re.compile(rb"(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?", re.IGNORECASE)
_TOLD_ON_THE_TERMINAL = 5
_TOLD_ON_THE_PAGE = 30
_SECONDS = b"2"
"""After which a browser asks again by itself."""
_FORWARDED = (b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via")

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


def main() -> "Serving":
    """The desk."""
    return Serving("api.main")


def intake() -> "Serving":
    """What takes webhooks in."""
    return Serving("api.intake")


def _asked_here(scope: Message) -> bool:
    """Whether the call comes from this machine itself, was not passed on by a proxy on it, and names this machine: a
    page of somebody else's, whose name has come to lead here, asks under that name."""
    headers = {name.lower(): value for name, value in scope.get("headers", [])}
    if any(name in _FORWARDED or name.startswith(b"x-forwarded") for name in headers):
        return False
    if _HOST.fullmatch(headers.get(b"host", b"")) is None:
        return False
    try:
        return ipaddress.ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False


class Serving:
    """The application `module:app`, or in its place why it cannot start."""

    def __init__(self, module: str) -> None:
        self._fault: str | None = None
        try:
            self._app: App = importlib.import_module(module).app
        except (Exception, SystemExit):  # whatever it is, it is shown
            self._note(traceback.format_exc())

    def _note(self, fault: str) -> None:
        self._fault = fault.strip()
        end = self._fault.splitlines()[-_TOLD_ON_THE_TERMINAL:]
        for line in ("cannot start; the next change is tried again:", *end):
            print(f"{BROKEN}{line}", file=sys.stderr, flush=True)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One call, or the life from start to end."""
        if scope["type"] == "lifespan":
            await self._live(scope, receive, send)
        elif self._fault is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._explain(scope, send)
        else:
            await send({"type": "websocket.close", "code": 1013})

    async def _live(self, scope: Message, receive: Receive, send: Send) -> None:
        """The life of the application; of one whose start failed, a life in which its place is held."""
        if self._fault is None:
            await self._try_to_live(scope, receive, send)
        if self._fault is None:
            return
        while (message := await receive())["type"] != "lifespan.shutdown":
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})

    async def _try_to_live(self, scope: Message, receive: Receive, send: Send) -> None:
        asked = started = False

        async def asking() -> Message:
            nonlocal asked
            asked = True
            return await receive()

        async def heard(message: Message) -> None:
            nonlocal started
            if message["type"] == "lifespan.startup.failed":
                self._note(message.get("message") or "the start failed and did not say why")
                message = {"type": "lifespan.startup.complete"}
            elif message["type"] == "lifespan.startup.complete":
                started = True
                print(SOUND, file=sys.stderr, flush=True)
            await send(message)

        try:
            await self._app(scope, asking, heard)
        except (Exception, SystemExit):
            if started:
                raise
            if self._fault is None:  # it ended without a word
                self._note(traceback.format_exc())
                if asked:
                    await send({"type": "lifespan.startup.complete"})

    async def _explain(self, scope: Message, send: Send) -> None:
        text = "The desk cannot start. It tries again at the next change of its files.\n"
        if _asked_here(scope):
            lines = (self._fault or "").splitlines()[-_TOLD_ON_THE_PAGE:]
            text += "\n" + "\n".join(lines) + "\n"
        headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
        headers.append((b"retry-after", _SECONDS))
        if scope["method"] == "GET":
            headers.append((b"refresh", _SECONDS))
        await send({"type": "http.response.start", "status": 503, "headers": headers})
        await send({"type": "http.response.body", "body": text.encode()})
