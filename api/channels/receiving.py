"""Webhooks are checked, kept and may then be acknowledged; who works on them afterwards is no matter here."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from api.channels.handler import Intake
from desk.bootstrap import Desk
from desk.channels.adapter import Pushed, Rejected, Signed
from desk.channels.ledger import Taken

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Door:
    """A channel, as far as its webhooks go."""

    adapter: Signed
    intake: Intake


class Receiving:
    """The doors of this process."""

    def __init__(self, desk: Desk, doors: Mapping[str, Door]) -> None:
        self._ledger, self._doors = desk.channels.ledger, dict(doors)

    def get(self, name: str, account: str) -> Door | None:
        """The channel, where this account of it is set up here. Where it is not, that is logged, without the names:
        anybody may have written anything into an address."""
        door = self._doors.get(name)
        if door is not None and door.adapter.knows(account):
            return door
        log.warning("A webhook was rejected (no such channel or account)")
        return None

    async def receive(self, name: str, account: str, headers: Mapping[str, str], body: bytes) -> Taken:
        """Check a webhook and keep its events; once this returns it may be acknowledged. `headers` have lower-case
        names. Raises Rejected; what is rejected is logged without its content."""
        door = self.get(name, account)
        if door is None:
            raise Rejected(404, "no such account")
        try:
            taken = await run_in_threadpool(self._take, door, account, headers, body)
        except Rejected as exc:
            log.warning("A webhook of %s/%s was rejected (%s)", name, account, exc.reason)
            raise
        if taken.old:
            log.warning("%d events of %s/%s were not taken (too old)", taken.old, name, account)
        return taken

    def _take(self, door: Door, account: str, headers: Mapping[str, str], body: bytes) -> Taken:
        adapter = door.adapter
        if len(body) > adapter.max_body:
            raise Rejected(413, "too large")
        adapter.verify(account, headers, body)
        new = [door.intake.prepare(account, one) for one in adapter.parse(account, headers, body)]
        return self._ledger.take_in(adapter.name, account, adapter.company_of(account), new)

    async def close(self) -> None:
        """Give connections back, where there are any."""
        for door in self._doors.values():
            if isinstance(door.adapter, Pushed):
                await door.adapter.close()
