"""The channels of this process: adapter and handler, a worker for what comes in and one for what goes out."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.channels.handler import Handler
from api.channels.incoming import IncomingWorker
from api.channels.outgoing import OutgoingWorker
from api.channels.working import Worker
from desk.bootstrap import Desk
from desk.channels.adapter import Adapter, Rejected
from desk.channels.ledger import Taken
from desk.channels.usage import Usage
from desk.roles import StaffMember

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Channel:
    """A channel that this process serves."""

    adapter: Adapter
    handler: Handler


class Channels:
    """Takes webhooks in; its workers do the rest."""

    def __init__(self, desk: Desk, channels: Mapping[str, Channel]) -> None:
        self.desk, self.channels = desk, dict(channels)
        each = self.channels.items()
        self.incoming = {name: IncomingWorker(desk, name, one.handler) for name, one in each}
        self.outgoing = {name: OutgoingWorker(desk, one.adapter) for name, one in each}

    def get(self, name: str, account: str) -> Channel | None:
        """The channel, where this account of it is set up here."""
        channel = self.channels.get(name)
        return channel if channel is not None and channel.adapter.knows(account) else None

    async def receive(self, name: str, account: str, headers: Mapping[str, str], body: bytes) -> Taken:
        """Check a webhook and keep its events; once this returns it may be acknowledged. `headers` have lower-case
        names. Raises Rejected; what is rejected is logged without its content."""
        channel = self.get(name, account)
        if channel is None:
            raise Rejected(404, "no such account")
        try:
            return await run_in_threadpool(self._take, channel, account, headers, body)
        except Rejected as exc:
            log.warning("A webhook of %s/%s was rejected (%s)", name, account, exc.reason)
            raise

    def _take(self, channel: Channel, account: str, headers: Mapping[str, str], body: bytes) -> Taken:
        adapter = channel.adapter
        if len(body) > adapter.max_body:
            raise Rejected(413, "too large")
        adapter.verify(account, headers, body)
        new = [channel.handler.prepare(account, one) for one in adapter.parse(account, headers, body)]
        return self.desk.channels.ledger.take_in(adapter.name, account, adapter.company_of(account), new)

    def _workers(self) -> list[Worker[Any]]:
        return [*self.incoming.values(), *self.outgoing.values()]

    def usages(self, staff: StaffMember) -> list[Usage]:
        """What each metered account of this person's companies has pushed this month."""
        return [
            self.desk.channels.usage(name, account, channel.adapter.monthly_limit(account))
            for name, channel in sorted(self.channels.items())
            for account in sorted(channel.adapter.accounts())
            if channel.adapter.metered
            and (company := channel.adapter.company_of(account)) is not None
            and staff.works_for(company)
        ]

    async def start(self) -> None:
        """Go on with what the last process left, and work from now on."""
        if not self.channels:
            return
        events = await run_in_threadpool(self.desk.channels.ledger.recover)
        sends = await run_in_threadpool(self.desk.channels.outbox.recover)
        if events or sends:
            log.warning(
                "Channels: %d events and %d messages were left open; going on with them", events, sends
            )
        for worker in self._workers():
            worker.start()

    async def stop(self) -> None:
        """End; what is open is done after the next start."""
        for worker in self._workers():
            await worker.stop()
        for channel in self.channels.values():
            await channel.adapter.close()
