"""A channel made of nothing: a platform whose events and calls are Python objects."""

import asyncio
import json
from collections.abc import Collection, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from api.channels.customers import CustomerHandler
from api.channels.registry import Channel, Channels
from desk.bootstrap import Desk
from desk.calendar.hours import HoursState
from desk.channels.adapter import Call, Incoming, Item, NotSent, Rate, Rejected
from desk.model import Conversation
from desk.texts import RawText
from knowledge.archive import PolicyArchive
from knowledge.vocabulary import CompanyId
from tests.integration.api.gateway_world import World
from tests.integration.desk.support import Clock
from tests.workers import until_idle


@dataclass
class FakePlatform:
    """An adapter and the platform behind it. `answers` are raised or returned by the next calls."""

    clock: Clock
    name: str = "fake"
    max_body: int = 10_000
    objects_per_call: int = 5
    reply_seconds: float = 50.0
    metered: bool = True
    repeat_seconds: float = 86_400.0
    rate: Rate = field(default_factory=lambda: Rate(1e6, 1_000_000))
    limit: int | None = None
    answers: list[NotSent | None] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    delivered: list[tuple[str, str]] = field(default_factory=list)  # (person, text), as seen on the phone
    seen: set[str] = field(default_factory=set)
    busy_shown: int = 0
    per_message: int = 1

    def knows(self, account: str) -> bool:
        return account == "oni"

    def accounts(self) -> Collection[str]:
        return ["oni"]

    def company_of(self, account: str) -> CompanyId | None:
        return CompanyId(account) if self.knows(account) else None

    def monthly_limit(self, account: str) -> int | None:
        return self.limit

    def verify(self, account: str, headers: Mapping[str, str], body: bytes) -> None:
        if headers.get("x-signature") != "right":
            raise Rejected(401, "bad signature")

    def parse(self, account: str, headers: Mapping[str, str], body: bytes) -> Sequence[Incoming]:
        try:
            return [
                Incoming(
                    one["id"],
                    one["kind"],
                    datetime.fromisoformat(one["at"]),
                    one.get("person", "U1"),
                    one.get("data", {}),
                    one.get("token"),
                    RawText(one["text"]) if "text" in one else None,
                )
                for one in json.loads(body)
            ]
        except (ValueError, TypeError, KeyError):
            raise Rejected(400, "not readable") from None

    def render(self, item: Item) -> Sequence[Mapping[str, Any]]:
        if item.message is None:
            return [{"text": str(item.payload.get("text"))}]
        return [{"text": item.message.text, "part": n} for n in range(self.per_message)]

    async def send(self, call: Call) -> Mapping[str, Any]:
        self.calls.append(call)
        answer = self.answers.pop(0) if self.answers else None
        arrives = answer is None or answer.unsure
        key = call.reply_token or call.id
        if arrives and key not in self.seen:
            self.seen.add(key)
            self.delivered += [(call.person or "", str(one["text"])) for one in call.objects]
        if answer is not None:
            raise answer
        return {"call": call.id}

    async def busy(self, account: str, person: str) -> None:
        self.busy_shown += 1

    async def close(self) -> None:
        pass


class ChannelWorld(World):
    """`World`, with the fake channel on it."""

    def __init__(self, desk: Desk, archive: PolicyArchive, clock: Clock) -> None:
        super().__init__(desk, archive)
        self.clock, self.platform, self.count = clock, FakePlatform(clock), 0
        self.loop = asyncio.Runner()
        state = self.companies.state_in

        def by_the_clock(conn: Connection, company_id: str, now: datetime | None = None) -> HoursState:
            return state(conn, CompanyId(company_id), now or clock.now)

        # Whether the desk is open is a matter of the test's clock.
        self.companies.state_in = by_the_clock  # type: ignore[method-assign]
        self.channels = self.restarted()

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """On the one event loop of this world: a client's connections belong to it."""
        return self.loop.run(work)

    def restarted(self) -> Channels:
        """The channels of a new process."""
        handler = CustomerHandler(self.desk, self.companies, self.gateway, self.platform)
        return Channels(self.desk, {"fake": Channel(self.platform, handler)})

    def event(self, kind: str = "text", **given: Any) -> dict[str, Any]:
        """An event of the platform; `ago` seconds before now."""
        self.count += 1
        at = self.clock.now - timedelta(seconds=given.pop("ago", 0))
        event: dict[str, Any] = {
            "id": f"e{self.count}",
            "kind": kind,
            "at": at.isoformat(),
            "token": f"t{self.count}",
        }
        if "value" in given:
            event["data"] = {"value": given.pop("value")}
        return {**event, **given}

    def post(self, *events: dict[str, Any], signature: str = "right") -> Any:
        """The platform posts events."""
        body = json.dumps(events).encode()
        return self.run(self.channels.receive("fake", "oni", {"x-signature": signature}, body))

    def settle(self) -> None:
        """Everything that may be done now is done."""

        async def work() -> None:
            await self.read()
            await self.send()

        self.run(work())

    async def read(self) -> None:
        """What came in is worked on."""
        for worker in self.channels.incoming.values():
            await until_idle(worker)

    async def send(self) -> None:
        """What is to go out goes out."""
        for worker in self.channels.outgoing.values():
            await until_idle(worker)

    def texts(self, person: str = "U1") -> list[str]:
        """What this person reads."""
        return [text for one, text in self.platform.delivered if one == person]

    def conversation(self, person: str = "U1") -> Conversation:
        known = self.desk.channels.people.current("fake", "oni", person)
        assert known is not None
        return known.conversation
