"""A small Slack, and a member of staff who serves handoffs in it: what the workspace shows, what is pressed there.

It knows of Slack what a handoff needs: messages in channels and threads, windows, who was told something alone. The
tests' own fake (tests/integration/slack) knows limits and failures besides; this one is measured with, from outside.
"""

import asyncio
import hmac
import itertools
import json
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from evaluation.small_servers import on_loopback
from evaluation.stack import ROOT

TEAM, USER, ALONE_SECONDS = "T0EVAL", "U0EVAL", 120.0
Json = dict[str, Any]


@dataclass
class FakeSlack:
    """One workspace, with a channel for each company."""

    companies: tuple[str, ...]
    token: str = "xoxb-of-the-fake"  # noqa: S105 - of the fake
    secret: str = field(default_factory=lambda: secrets.token_hex(16))
    posts: list[Json] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    told: list[Json] = field(default_factory=list)
    """What one user alone was told: refusals."""
    requests: list[dict[str, str]] = field(default_factory=list)
    """What was pressed and typed, as it was posted to the desk."""
    swallow: int = 0
    """So many posts arrive, and the desk is never told."""
    url: str = ""
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def channel(self, company: str) -> str:
        """Where the handoffs of this company are shown."""
        return f"C0{company.upper()}"

    def settings(self) -> dict[str, str]:
        """The desk's settings for this workspace."""
        channels = {company: self.channel(company) for company in self.companies}
        return {
            "MADOGUCHI_SLACK_TEAM": TEAM,
            "MADOGUCHI_SLACK_BOT_TOKEN": self.token,
            "MADOGUCHI_SLACK_SIGNING_SECRET": self.secret,
            "MADOGUCHI_SLACK_CHANNELS": json.dumps(channels),
            "MADOGUCHI_SLACK_API_URL": f"{self.url}/api/",
        }

    # ------------------------------------------------------------ the Web API

    async def _method(self, request: Request) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return JSONResponse({"ok": False, "error": "invalid_auth"})
        given = dict(request.query_params) if request.method == "GET" else await request.json()
        answer = self._answer(request.path_params["method"], given)
        if self.swallow and request.path_params["method"] == "chat.postMessage":
            self.swallow -= 1
            await asyncio.sleep(3600)
        return JSONResponse({"ok": "error" not in answer, **answer})

    def _answer(self, method: str, given: Json) -> Json:
        if method == "chat.postMessage":
            ts = f"1700000000.{next(self._numbers):06d}"
            self.posts.append({"ts": ts, **given})
            return {"ts": ts, "channel": given["channel"]}
        if method in ("chat.update", "chat.delete"):
            post = next((one for one in self.posts if one["ts"] == given["ts"]), None)
            if post is None:
                return {"error": "message_not_found"}
            if method == "chat.delete":
                self.posts.remove(post)
            else:
                post |= {"text": given["text"], "blocks": given["blocks"]}
            return {"ts": given["ts"]}
        if method == "views.open":
            view = {"id": f"V{next(self._numbers)}", **given["view"]}
            self.views.append(view)
            return {"view": view}
        if method == "chat.postEphemeral":
            self.told.append(given)
            return {"message_ts": "1700000000.0"}
        if method in ("conversations.history", "conversations.replies"):
            wanted = given.get("ts")
            found = [one for one in self.posts if wanted in (None, one["ts"], one.get("thread_ts"))]
            shown = [one for one in found if one["channel"] == given["channel"]]
            return {"messages": shown, "response_metadata": {"next_cursor": ""}}
        return {"error": "unknown_method"}

    async def _respond(self, request: Request) -> Response:
        self.told.append(await request.json())
        return Response("ok")

    def app(self) -> Starlette:
        """The server's application."""
        return Starlette(
            routes=[
                Route("/api/{method}", self._method, methods=["GET", "POST"]),
                Route("/respond/{number}", self._respond, methods=["POST"]),
            ]
        )

    # ------------------------------------------------------------ what it shows

    def head(self, company: str, conversation_id: str) -> Json | None:
        """The newest thread of this conversation, which its head links to in the console."""
        heads = [
            one for one in self.posts if one["channel"] == self.channel(company) and "thread_ts" not in one
        ]
        return next((one for one in reversed(heads) if conversation_id in json.dumps(one)), None)

    def times(self, head: Json, text: str) -> int:
        """How many posts of a thread say this."""
        thread = [one for one in self.posts if one.get("thread_ts") == head["ts"]]
        return sum(text in json.dumps(one, ensure_ascii=False) for one in thread)

    def address(self) -> str:
        """Where a click may be answered."""
        return f"{self.url}/respond/{next(self._numbers)}"


class SlackStaff:
    """Somebody who serves handoffs in Slack, linked to an account of the desk."""

    def __init__(self, slack: FakeSlack, desk_url: str) -> None:
        self.slack = slack
        self.http = httpx.Client(base_url=desk_url, timeout=60.0, trust_env=False)

    def link(self, username: str, environment: Mapping[str, str]) -> None:
        """Link this user to an account: `madoguchi staff slack-link` gives the code. Raises RuntimeError."""
        command = [sys.executable, "-m", "api.cli", "staff", "slack-link", username]
        made = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
        code = re.search(r"/privacy link (\S+)", made.stdout)
        if code is None:
            raise RuntimeError("no code was made")
        given = {"command": "/privacy", "text": f"link {code[1]}", "user_id": USER, "team_id": TEAM}
        answer = self._post({**given, "channel_id": "C0", **self._click()})
        if "text" not in answer.json():
            raise RuntimeError("the account was not linked")

    def _click(self) -> dict[str, str]:
        trigger = f"trigger.{next(self.slack._numbers)}"
        return {"trigger_id": trigger, "response_url": self.slack.address(), "api_app_id": "A0"}

    def again(self, fields: Mapping[str, str]) -> None:
        """Slack has had no answer to this, and sends it again."""
        self._send(fields)

    def _post(self, fields: Mapping[str, str]) -> httpx.Response:
        self.slack.requests.append(dict(fields))
        return self._send(fields)

    def _send(self, fields: Mapping[str, str]) -> httpx.Response:
        body, at = urlencode(fields).encode(), str(int(time.time()))
        signature = hmac.new(self.slack.secret.encode(), f"v0:{at}:".encode() + body, "sha256").hexdigest()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": at,
            "X-Slack-Signature": f"v0={signature}",
        }
        answer = self.http.post("/channels/slack", content=body, headers=headers)
        answer.raise_for_status()
        return answer

    def _payload(self, kind: str, **more: Any) -> httpx.Response:
        whole = {
            "type": kind,
            "team": {"id": TEAM},
            "user": {"id": USER, "team_id": TEAM},
            **self._click(),
            **more,
        }
        return self._post({"payload": json.dumps(whole)})

    # ------------------------------------------------------------ a handoff

    def find(self, company: str, conversation_id: str) -> Json:
        """The head of its thread, once it is there."""
        head: list[Json] = []

        def there() -> bool:
            found = self.slack.head(company, conversation_id)
            head[:] = [found] if found is not None else []
            return bool(head)

        wait(there, "no thread opened in Slack")
        return head[0]

    def press(self, head: Json, action: str) -> None:
        """Press a button of the head, once it has it."""
        wait(lambda: action in _buttons(head), f"there is no button {action}")
        button = {"type": "button", "block_id": "b", "action_ts": f"{time.time():.6f}", "action_id": action}
        if "value" in _buttons(head)[action]:
            button["value"] = _buttons(head)[action]["value"]
        container = {"type": "message", "message_ts": head["ts"], "channel_id": head["channel"]}
        self._payload("block_actions", channel={"id": head["channel"]}, container=container, actions=[button])

    def reply(self, head: Json, text: str) -> None:
        """Say something to the customer: by the button, in the window that opens."""
        before = len(self.slack.views)
        self.press(head, "handoff_reply")
        wait(lambda: len(self.slack.views) > before, "no window opened")
        view = self.slack.views[-1]
        block = next(one["block_id"] for one in view["blocks"] if one["type"] == "input")
        values = {block: {"text": {"type": "plain_text_input", "value": text}}}
        self._payload("view_submission", view={**view, "hash": "h", "state": {"values": values}})


def _buttons(message: Json) -> dict[str, Json]:
    return {
        element["action_id"]: element
        for block in message.get("blocks", ())
        if block["type"] == "actions"
        for element in block["elements"]
    }


def wait(true: Callable[[], object], what: str, seconds: float = ALONE_SECONDS) -> None:
    """Raises httpx.ReadTimeout, as what was waited for in a dialogue does."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise httpx.ReadTimeout(what)
        time.sleep(0.1)


@contextmanager
def serving(fake: FakeSlack) -> Iterator[FakeSlack]:
    """Serve it on loopback; `fake.url` says where."""
    with on_loopback(fake.app(), "fake-slack") as fake.url:
        yield fake
