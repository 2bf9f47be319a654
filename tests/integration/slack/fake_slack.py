"""A Slack of the tests' own: the Web API's methods that the desk uses, with their limits, and with failures on order.

It remembers what a workspace would show: messages by channel, what only one user saw, which modals opened. A message
that breaks a limit, a trigger that is too old, a thread that is not there are refused as Slack refuses them.
"""

import asyncio
import itertools
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.views import View

from desk.slack.limits import problems

TOKEN = "xoxb-test"
TEAM = "T0001"
Json = dict[str, Any]


@dataclass
class Fault:
    """What happens to the next calls of a method (or of all, ""): `how` is "429", "500", "hang", "not_json", or an
    error of Slack's; `after` the call was carried out all the same."""

    how: str
    method: str = ""
    times: int = 1
    after: bool = False
    retry_after: int = 1


@dataclass
class FakeSlack:
    """Start it in the test's event loop; `url` is then its Web API."""

    channels: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    ephemerals: list[Json] = field(default_factory=list)
    responses: list[Json] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    bodies: list[Json] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    triggers: set[str] = field(default_factory=set)
    absent_from: set[str] = field(default_factory=set)
    down: bool = False
    url: str = ""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    # ------------------------------------------------------------ serving

    async def __aenter__(self) -> "FakeSlack":
        app = web.Application(client_max_size=2**22)
        app.router.add_route("*", "/api/{method}", self._serve)
        app.router.add_post("/respond/{number}", self._respond)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/api/"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    def response_url(self) -> str:
        """Where a command may be answered."""
        return self.url.replace("/api/", f"/respond/{next(self._numbers)}")

    def trigger(self) -> str:
        """A trigger id that opens a modal, once."""
        made = f"trigger.{next(self._numbers)}"
        self.triggers.add(made)
        return made

    def _fault(self, method: str, *, after: bool) -> Fault | None:
        for fault in self.faults:
            if fault.times > 0 and fault.after == after and fault.method in ("", method):
                fault.times -= 1
                return fault
        return None

    async def _failed(self, fault: Fault) -> web.StreamResponse:
        if fault.how == "429":
            headers = {"Retry-After": str(fault.retry_after)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        if fault.how == "500":
            return web.Response(status=500, text="<html>oops</html>", content_type="text/html")
        if fault.how == "not_json":
            return web.Response(status=200, text="<html>proxy</html>", content_type="text/html")
        if fault.how == "hang":
            await asyncio.sleep(3600)
        return web.json_response({"ok": False, "error": fault.how})

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append(method)
        if self.down:
            return web.Response(status=503, text="down")
        if (fault := self._fault(method, after=False)) is not None:
            return await self._failed(fault)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        given = dict(request.query) if request.method == "GET" else await request.json()
        self.bodies.append(given)
        answer = getattr(self, method.replace(".", "_"))(given)
        if (fault := self._fault(method, after=True)) is not None:
            return await self._failed(fault)
        return web.json_response({"ok": "error" not in answer, **answer})

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        self.calls.append("response")
        if self.down:
            return web.Response(status=503, text="down")
        if (fault := self._fault("response", after=False)) is not None:
            return await self._failed(fault)
        body = await request.json()
        self.bodies.append(body)
        if body.get("blocks") and problems(body["blocks"]):
            return web.Response(status=400, text="invalid_blocks")
        self.responses.append({"number": request.match_info["number"], **body})
        return web.Response(text="ok")

    # ------------------------------------------------------------ methods

    def _post_problem(self, given: Json) -> str | None:
        if given["channel"] in self.absent_from:
            return "not_in_channel"
        if not given.get("text"):
            return "no_text"
        if "blocks" in given and problems(given["blocks"]):
            return "invalid_blocks"
        return None

    def chat_postMessage(self, given: Json) -> Json:  # noqa: N802 - Slack's name
        if (problem := self._post_problem(given)) is not None:
            return {"error": problem}
        if given.get("thread_ts") and self.find(given["channel"], given["thread_ts"]) is None:
            return {"error": "thread_not_found"}
        ts = f"1700000000.{next(self._numbers):06d}"
        self.channels[given["channel"]].append({"ts": ts, **given})
        return {"ts": ts, "channel": given["channel"]}

    def chat_postEphemeral(self, given: Json) -> Json:  # noqa: N802
        if (problem := self._post_problem(given)) is not None:
            return {"error": problem}
        self.ephemerals.append(given)
        return {"message_ts": f"1700000000.{next(self._numbers):06d}"}

    def chat_update(self, given: Json) -> Json:
        message = self.find(given["channel"], given["ts"])
        if message is None:
            return {"error": "message_not_found"}
        if problems(given["blocks"]):
            return {"error": "invalid_blocks"}
        message |= {"text": given["text"], "blocks": given["blocks"]}
        return {"ts": given["ts"]}

    def chat_delete(self, given: Json) -> Json:
        message = self.find(given["channel"], given["ts"])
        if message is None:
            return {"error": "message_not_found"}
        self.channels[given["channel"]].remove(message)
        return {"ts": given["ts"]}

    def views_open(self, given: Json) -> Json:
        if given["trigger_id"] not in self.triggers:
            return {"error": "expired_trigger_id"}
        self.triggers.discard(given["trigger_id"])
        try:
            View(**given["view"]).to_dict()
        except SlackObjectFormationError:
            return {"error": "invalid_arguments"}
        view = {"id": f"V{next(self._numbers)}", **given["view"]}
        self.views.append(view)
        return {"view": view}

    def conversations_history(self, given: Json) -> Json:
        shown = [one for one in self.channels[given["channel"]] if not one.get("thread_ts")]
        return self._page(shown[::-1], given)

    def conversations_replies(self, given: Json) -> Json:
        found = [
            one for one in self.channels[given["channel"]] if given["ts"] in (one["ts"], one.get("thread_ts"))
        ]
        return self._page(found, given)

    def _page(self, found: list[Json], given: Json) -> Json:
        start, size = int(given.get("cursor") or 0), int(given["limit"])
        if given.get("include_all_metadata") not in ("1", "true"):
            found = [{name: value for name, value in one.items() if name != "metadata"} for one in found]
        more = str(start + size) if len(found) > start + size else ""
        return {"messages": found[start : start + size], "response_metadata": {"next_cursor": more}}

    # ------------------------------------------------------------ looking at it

    def find(self, channel: str, ts: str) -> Json | None:
        return next((one for one in self.channels[channel] if one["ts"] == ts), None)

    def heads(self, channel: str) -> list[Json]:
        return [one for one in self.channels[channel] if not one.get("thread_ts")]

    def thread(self, channel: str, head: Json) -> list[Json]:
        return [one for one in self.channels[channel] if one.get("thread_ts") == head["ts"]]

    def everything(self) -> str:
        """All that Slack was ever given, what it has forgotten since too."""
        kept = [self.bodies, dict(self.channels), self.ephemerals, self.responses, self.views]
        return json.dumps(kept, ensure_ascii=False)


def buttons(message: Json) -> dict[str, Json]:
    """The buttons of a message by their action."""
    return {
        element["action_id"]: element
        for block in message.get("blocks", ())
        if block["type"] == "actions"
        for element in block["elements"]
    }


def text_of(message: Json) -> str:
    """Everything that is written in a message."""
    return json.dumps(message.get("blocks", ()), ensure_ascii=False)
