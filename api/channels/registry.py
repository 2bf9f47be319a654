"""The channels of this process: adapter and handler, a worker for what comes in and one for what goes out."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool

from api.channels.handler import Handler, Intake
from api.channels.incoming import IncomingWorker
from api.channels.outgoing import OutgoingWorker
from api.channels.receiving import Door, Receiving
from api.channels.working import Worker
from desk.bootstrap import Desk
from desk.channels.adapter import Fetched, Pushed, Signed, kind_of
from desk.channels.usage import Usage
from desk.roles import StaffMember

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Channel:
    """A channel that this process serves."""

    adapter: Pushed
    handler: Handler

    def door(self) -> Door | None:
        """Where its webhooks come in; None where it has an address of its own. Raises TypeError: nobody says what is
        kept of them."""
        if not isinstance(self.adapter, Signed):
            return None
        if not isinstance(self.handler, Intake):
            raise TypeError(f"the handler of {self.adapter.name} does not prepare events (docs/channels.md)")
        return Door(self.adapter, self.handler)


class Channels(Receiving):
    """Takes webhooks in (as the process for webhooks does, where there is one); its workers do the rest."""

    def __init__(self, desk: Desk, channels: Mapping[str, Channel], fetched: Iterable[Fetched] = ()) -> None:
        """`fetched`: channels whose readers come for their messages. Raises TypeError: a channel is not of the kind
        as which it is given."""
        super().__init__(desk, {name: door for name, one in channels.items() if (door := one.door())})
        self.desk, self.channels = desk, dict(channels)
        self.fetched = {one.name: one for one in fetched}
        for given, adapters in (
            ("pushed", [one.adapter for one in self.channels.values()]),
            ("fetched", self.fetched.values()),
        ):
            if wrong := [one.name for one in adapters if kind_of(one) != given]:
                raise TypeError(f"{', '.join(wrong)}: not {given}")
        desk.channels.fetched.update(self.fetched)
        each = self.channels.items()
        self.incoming = {name: IncomingWorker(desk, name, one.handler) for name, one in each}
        self.outgoing = {name: OutgoingWorker(desk, one.adapter) for name, one in each}

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
        await self.close()

    async def close(self) -> None:
        """Give the adapters' connections back."""
        for channel in self.channels.values():
            await channel.adapter.close()
