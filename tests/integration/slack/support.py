"""A desk with Slack on it: the real app's route, ledger, outbox and database; Slack is the fake one."""

import asyncio
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

import httpx
from sqlalchemy import select

from api.app import create_app
from api.channels.registry import Channels
from api.context import Context
from api.settings import Settings
from api.slack.building import Slack, build_slack
from api.turns.taking import Inbound
from desk.bootstrap import Desk
from desk.chat.masking import Masker
from desk.jobs.later import Job, Outside, waiting
from desk.model import Conversation, StaffMember
from desk.slack.links import SlackLinks, SlackUser
from desk.slack.threads import SLACK
from desk.storage import tables as t
from desk.texts import RawText
from knowledge.answer import Answer, FoundPassage, Lookup
from knowledge.archive import PolicyArchive
from knowledge.citations import Citation
from knowledge.composing import Statement
from knowledge.vocabulary import CompanyId, MessageKind
from tests.integration.api.gateway_world import FakeRasa, World
from tests.integration.desk.support import Clock
from tests.integration.slack.fake_slack import TEAM, TOKEN, FakeSlack
from tests.workers import until_idle

SECRET = "signing-secret"
CHANNEL, OTHER_CHANNEL = "C0ONI", "C0OCS"
Json = dict[str, Any]
HANDOFF = ({"utterance": "system.handoff_open", "params": {}}, {"effect": "handoff", "reason": "asked"})


class FakeAnswerer:
    """Answers every question of a company with one clause; without a company only finds it."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, str | None]] = []

    def lookup(
        self, question: str, *, company: str | None = None, region: str | None = None, **_: Any
    ) -> Lookup:
        self.asked.append((question, company, region))
        cited = Citation(
            CompanyId(company or "oni"), "方針", "abc123abc123", "5. 開示", "手数料は無料です。", 10, 19
        )
        found = (FoundPassage(1, 0.9, cited),)
        if company is None:
            return Lookup(False, 0.0, None, found)
        return Lookup(
            True, 0.9, Answer(MessageKind.ANSWER, 0.9, "fee", (Statement(cited.quote, cited),)), found
        )


class SlackWorld(World):
    """Everything that the app is made of, except for Rasa, the model and the network beyond this machine."""

    def __init__(self, desk: Desk, archive: PolicyArchive, clock: Clock, fake: FakeSlack) -> None:
        super().__init__(desk, archive)
        self.clock, self.fake, self.number = clock, fake, 0
        self.answerer = FakeAnswerer()
        self.links = SlackLinks(desk.context, desk.staff)
        self.start()

    def start(self, **settings: Any) -> None:
        """As a new process would, with other settings where some are given."""
        self.desk.context.watchers[:] = self.desk.context.watchers[:1]
        self.settings = Settings(
            _env_file=None,
            public_url="https://desk.example",
            slack_team=TEAM,
            slack_bot_token=TOKEN,
            slack_signing_secret=SECRET,
            slack_channels={"oni": CHANNEL, "ocs": OTHER_CHANNEL},
            slack_api_url=self.fake.url,
            **settings,
        )
        maskers = {name: Masker() for name in self.companies.ids}
        made = build_slack(self.desk, self.companies, cast(Any, self.answerer), maskers, self.settings)
        assert made is not None
        self.slack: Slack = made
        cast(Any, self.slack.channel.adapter)._api._timeout = 1
        cast(Any, self.slack.channel.adapter)._api.web.timeout = 1
        self.channels = Channels(self.desk, {SLACK: self.slack.channel})
        context = cast(Context, SimpleNamespace(settings=self.settings, desk=self.desk, slack=self.slack))

        @asynccontextmanager
        async def make() -> AsyncIterator[Context]:
            yield context

        self.app = create_app(make)
        self.app.state.context = context

    # ------------------------------------------------------------ what Slack posts

    def signed(self, body: bytes, ago: float = 0.0, secret: str = SECRET) -> dict[str, str]:
        """By Slack's description, not by the SDK that checks it."""
        at = str(int(time.time() - ago))
        signature = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, "sha256").hexdigest()
        return {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={signature}"}

    async def post(self, body: bytes, headers: Mapping[str, str | bytes]) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="https://desk.example") as client:
            answer = await client.post("/channels/slack", content=body, headers=cast(Any, dict(headers)))
        # What Bolt's listeners do after they have acknowledged (a modal opens).
        mine = [task for task in asyncio.all_tasks() if "run_ack_function" in str(task.get_coro())]
        await asyncio.gather(*mine)
        return answer

    async def form(self, fields: Mapping[str, str], **how: Any) -> httpx.Response:
        body = urlencode(fields).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return await self.post(body, {**kind, **self.signed(body, **how)})

    async def event(
        self, event: Json, event_id: str | None = None, retry: int | None = None
    ) -> httpx.Response:
        self.number += 1
        outer = {
            "type": "event_callback", "team_id": TEAM, "event_id": event_id or f"Ev{self.number}",
            "event_time": int(self.clock.now.timestamp()), "event": event, "api_app_id": "A1",
        }  # fmt: skip
        body = json.dumps(outer).encode()
        again = (
            {} if retry is None else {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        )
        return await self.post(body, {"Content-Type": "application/json", **again, **self.signed(body)})

    async def command(self, text: str, user: str = "U1", **changes: str) -> httpx.Response:
        given = {
            "command": "/privacy", "text": text, "user_id": user, "team_id": TEAM, "channel_id": CHANNEL,
            "trigger_id": self.fake.trigger(), "response_url": self.fake.response_url(), "api_app_id": "A1",
        }  # fmt: skip
        return await self.form({**given, **changes})

    async def payload(self, payload: Json) -> httpx.Response:
        whole = {"team": {"id": TEAM}, "api_app_id": "A1", **payload}
        return await self.form({"payload": json.dumps(whole)})

    async def press(
        self, button: Json, message: Json, user: str = "U1", channel: str = CHANNEL
    ) -> httpx.Response:
        return await self.payload(
            {
                "type": "block_actions", "user": {"id": user, "team_id": TEAM}, "channel": {"id": channel},
                "container": {"type": "message", "message_ts": message.get("ts"), "channel_id": channel},
                "trigger_id": self.fake.trigger(), "response_url": self.fake.response_url(),
                "actions": [{"type": "button", "block_id": "b", "action_ts": "1.1", **_pressed(button)}],
            }
        )  # fmt: skip

    async def submit(self, view: Json, text: str, user: str = "U1") -> httpx.Response:
        block = next(one["block_id"] for one in view["blocks"] if one["type"] == "input")
        filled = {
            **view,
            "hash": "h",
            "state": {"values": {block: {"text": {"type": "plain_text_input", "value": text}}}},
        }
        given = {
            "type": "view_submission",
            "user": {"id": user, "team_id": TEAM},
            "trigger_id": self.fake.trigger(),
        }
        return await self.payload({**given, "view": filled})

    async def shortcut(
        self, callback: str, message: Json, user: str = "U1", channel: str = CHANNEL
    ) -> httpx.Response:
        return await self.payload(
            {
                "type": "message_action", "callback_id": callback, "user": {"id": user, "team_id": TEAM},
                "channel": {"id": channel}, "message_ts": message["ts"], "message": message,
                "trigger_id": self.fake.trigger(), "response_url": self.fake.response_url(),
            }
        )  # fmt: skip

    # ------------------------------------------------------------ what the desk does

    async def settle(self) -> None:
        """Everything that may be done now is done."""
        for _ in range(10):
            await self.read()
            await self.later()
            self.calm()
            for worker in self.channels.outgoing.values():
                await until_idle(worker)
            if not self.channels.desk.channels.ledger.ready((SLACK,), 1):
                break

    async def read(self) -> None:
        """What came in is worked on."""
        for worker in self.channels.incoming.values():
            await until_idle(worker)

    def calm(self) -> None:
        """The rate limit is a matter of real seconds; the tests' clock is not."""
        for worker in self.channels.outgoing.values():
            worker._buckets.clear()

    async def later(self) -> None:
        """What is due of Slack's later work, as the runner would do it."""
        db = self.desk.database
        with db.read() as conn:
            due = [job for job in waiting(conn, self.clock.now) if job.kind in self.slack.later]
        for job in due:
            await asyncio.to_thread(self._work, job)

    def _work(self, job: Job) -> None:
        from desk.jobs import later

        handler = self.slack.later[job.kind]
        if isinstance(handler, Outside):
            handler.act(job)
            with self.desk.database.write() as tx:
                later.settle(tx, job)
        else:
            with self.desk.database.write() as tx:
                cast(Any, handler).work(tx, job)
                later.settle(tx, job)

    def staff(self, name: str, user: str | None = None, **account: Any) -> StaffMember:
        """A member of staff, linked to a Slack user."""
        member = self.desk.staff.add(name, "pw", f"担当{name}", **account)
        if user is not None:
            self.links.link(SlackUser(TEAM, user), self.links.new_code(member, "test"))
        return member

    async def says(self, conversation: Conversation, text: str, client_id: str | None = None) -> Any:
        """The customer writes, on the web."""
        self.number += 1
        return await self.gateway.receive(
            self.desk.conversations.get(conversation.id),
            Inbound(client_id or f"w{self.number}", text=RawText(text)),
        )

    async def handed_over(self, company: str = "oni", text: str = "人と話したい") -> Conversation:
        """A customer who waits for staff."""
        return await self.handed_over_of(self.open(company), text)

    async def handed_over_of(self, conversation: Conversation, text: str = "人と話したい") -> Conversation:
        """This customer waits for staff from now on."""
        self.rasa = FakeRasa(*HANDOFF)
        await self.says(conversation, text)
        return self.desk.conversations.get(conversation.id)

    def said(self, conversation: Conversation, sender: str = "staff") -> list[str]:
        """What the customer reads of one kind."""
        messages = self.desk.conversations.messages(conversation.id)
        return [one.text for one in messages if one.sender == sender]

    def all_stored(self) -> list[str]:
        """The texts of all messages that are stored."""
        with self.desk.database.read() as conn:
            ids = conn.execute(select(t.conversations.c.id)).scalars().all()
        return [one.text for cid in ids for one in self.desk.conversations.messages(cid)]

    def forward(self, **span: float) -> None:
        self.clock.now += timedelta(**span)


def _pressed(button: Json) -> Json:
    return {name: button[name] for name in ("action_id", "value") if name in button}


Play = Callable[[Callable[[SlackWorld], Coroutine[Any, Any, None]]], None]
"""Plays a scenario in a world of its own."""


def run(
    scenario: Callable[[SlackWorld], Coroutine[Any, Any, None]],
    desk: Desk,
    archive: PolicyArchive,
    clock: Clock,
) -> None:
    """Play a scenario with a Slack of its own."""

    async def play() -> None:
        async with FakeSlack() as fake:
            await scenario(SlackWorld(desk, archive, clock, fake))

    asyncio.run(play())
