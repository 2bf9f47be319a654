"""One broken account costs the others nothing."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.channels.outgoing import OutgoingWorker
from desk.channels.adapter import Call, NotSent
from desk.channels.outbox import NewItem
from tests.integration.channels.support import ChannelWorld, FakePlatform

PATIENCE = 15.0


@dataclass
class Platform(FakePlatform):
    """Sends nothing of a conversation. `broken`: accounts whose calls are refused for half a minute."""

    known: tuple[str, ...] = ("a", "b")
    broken: tuple[str, ...] = ()
    sent: list[str] = field(default_factory=list)

    def knows(self, account: str) -> bool:
        return account in self.known

    def accounts(self) -> Collection[str]:
        return self.known

    def company_of(self, account: str) -> str | None:
        return None

    async def send(self, call: Call) -> Mapping[str, Any]:
        if call.account in self.broken:
            raise NotSent("http_401", after=30.0)
        self.sent.append(call.account)
        return {}


def put(world: ChannelWorld, account: str, count: int, channel: str = "fake", thread: str = "") -> None:
    with world.desk.database.write() as tx:
        for number in range(count):
            name = f"{channel}:{account}:{number}"
            new = NewItem(name, channel, account, None, thread or name, "x", payload={"text": "x"})
            world.desk.channels.outbox.put(tx, new)


def send_all(world: ChannelWorld, platform: Platform) -> None:
    async def work() -> None:
        async with asyncio.timeout(PATIENCE):
            await OutgoingWorker(world.desk, {"fake": platform}).until_idle()

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
