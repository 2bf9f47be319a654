"""One broken account, or one slow platform, costs the others nothing."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from api.channels.outgoing import OutgoingWorker
from api.channels.registry import Channel, Channels
from desk.channels.adapter import Call, Incoming, NotSent
from desk.channels.ledger import Event, EventLedger, NewEvent
from desk.channels.outbox import NewItem
from knowledge.vocabulary import CompanyId
from tests.integration.channels.support import ChannelWorld, FakePlatform
from tests.workers import until_idle

PATIENCE = 15.0


@dataclass
class Platform(FakePlatform):
    """Sends nothing of a conversation. `broken`: accounts whose calls are refused for half a minute."""

    known: tuple[str, ...] = ("a", "b")
    broken: tuple[str, ...] = ()
    gate: asyncio.Event | None = None
    sent: list[str] = field(default_factory=list)

    def knows(self, account: str) -> bool:
        return account in self.known

    def accounts(self) -> Collection[str]:
        return self.known

    def company_of(self, account: str) -> CompanyId | None:
        return None

    async def send(self, call: Call) -> Mapping[str, Any]:
        if self.gate is not None:
            await self.gate.wait()
        if call.account in self.broken:
            raise NotSent("http_401", after=30.0)
        self.sent.append(call.account)
        return {}


@dataclass
class Handler:
    """Does nothing with an event, as soon as `gate` lets it."""

    ledger: EventLedger
    gate: asyncio.Event | None = None
    done: list[str] = field(default_factory=list)

    def prepare(self, account: str, incoming: Incoming) -> NewEvent:
        return NewEvent(incoming.event_id, "text", incoming.occurred_at, incoming.person)

    async def handle(self, event: Event) -> None:
        if self.gate is not None:
            await self.gate.wait()
        await asyncio.to_thread(self.ledger.done, event)
        self.done.append(event.event_id)

    async def given_up(self, event: Event) -> None:
        return


def put(world: ChannelWorld, account: str, count: int, channel: str = "fake", thread: str = "") -> None:
    with world.desk.database.write() as tx:
        for number in range(count):
            name = f"{channel}:{account}:{number}"
            new = NewItem(name, channel, account, None, thread or name, "x", payload={"text": "x"})
            world.desk.channels.outbox.put(tx, new)


def send_all(world: ChannelWorld, platform: Platform) -> None:
    async def work() -> None:
        async with asyncio.timeout(PATIENCE):
            await until_idle(OutgoingWorker(world.desk, platform))

    world.run(work())


def test_an_account_that_is_refused_stops_no_other(world: ChannelWorld) -> None:
    put(world, "a", 60)
    put(world, "b", 3)
    platform = Platform(world.clock, broken=("a",))
    send_all(world, platform)
    assert platform.sent == ["b"] * 3


def test_an_account_whose_file_was_taken_away_stops_no_other(world: ChannelWorld) -> None:
    put(world, "a", 60)
    put(world, "b", 3)
    platform = Platform(world.clock, known=("b",))
    send_all(world, Platform(world.clock, known=()))  # nobody may be called at all
    send_all(world, platform)
    assert platform.sent == ["b"] * 3
    world.clock.forward(minutes=3)
    assert len(world.desk.channels.undelivered()) == 60  # staff sees what waits


def test_what_waits_for_an_account_that_is_gone_never_goes_out_by_another(world: ChannelWorld) -> None:
    """The same thread under two accounts: Slack's, after the workspace was changed."""
    put(world, "a", 2, thread="fake:one")
    put(world, "b", 2, thread="fake:one")
    platform = Platform(world.clock, known=("b",))
    send_all(world, platform)
    assert platform.sent == ["b"]  # both in one call
    assert world.desk.channels.backlog().sends == 2


async def until(true: Any) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.02)


def test_a_slow_channel_holds_up_no_other(world: ChannelWorld) -> None:
    """In and out: more of the slow one's pieces than a worker does at once."""
    ledger = world.desk.channels.ledger
    for name in ("slow", "quick"):
        for number in range(20):
            at = world.clock.now - timedelta(minutes=60 if name == "slow" else 1)
            ledger.take_in(name, "a", None, [NewEvent(f"{name}{number}", "text", at, f"U{number}")])
        put(world, "a", 20, channel=name)

    async def work() -> None:
        gate = asyncio.Event()
        slow, quick = Handler(ledger, gate), Handler(ledger)
        platforms = Platform(world.clock, name="slow", gate=gate), Platform(world.clock, name="quick")
        channels = Channels(
            world.desk, {"slow": Channel(platforms[0], slow), "quick": Channel(platforms[1], quick)}
        )
        await channels.start()
        try:
            await until(lambda: len(quick.done) == len(platforms[1].sent) == 20)
            assert slow.done == platforms[0].sent == []
            gate.set()
            await until(lambda: len(slow.done) == len(platforms[0].sent) == 20)
        finally:
            await channels.stop()

    world.run(work())
