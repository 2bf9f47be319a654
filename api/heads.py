"""HEAD: whatever answers GET answers it alike, without the body (RFC 9110 9.3.2).

Routes name GET alone, and FastAPI adds no HEAD; who checks links, or previews a page before opening it, got 405.
"""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Heads:
    """Around the app: a HEAD goes in as a GET, and of what comes out only status and headers are sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request. A stream of events ends with its headers: the server tells it that nobody reads on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        ended = False

        async def without_body(message: Message) -> None:
            nonlocal ended
            if message["type"] == "http.response.start":
                await send(message)
            elif message["type"] == "http.response.body" and not ended:
                ended = True
                await send({"type": "http.response.body", "body": b"", "more_body": False})

        await self._app({**scope, "method": "GET"}, receive, without_body)
