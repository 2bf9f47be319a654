"""Works on what came in by a channel: each person's events in order, several people at once."""

import logging
from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool

from api.channels.handler import Handler
from api.channels.working import Worker
from desk.bootstrap import Desk
from desk.channels.ledger import IN, MAX_ATTEMPTS, Event

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Rasa thinks one turn after the other; more at once only wait for it."""


class IncomingWorker(Worker[str]):
    """One channel's: what it waits for holds up no other channel. Pieces are ids of events."""

    def __init__(self, desk: Desk, channel: str, handler: Handler) -> None:
        super().__init__(desk.notifier, IN, AT_ONCE)
        self._ledger, self._channel, self._handler = desk.channels.ledger, channel, handler

    async def find(self, limit: int, busy: Sequence[str]) -> Sequence[str]:
        """A claimed event's lease keeps its person's others back."""
        found = await run_in_threadpool(self._ledger.ready, (self._channel,), limit + len(busy))
        return [one for one in found if one not in busy][:limit]

    async def work(self, piece: str) -> None:
        """Claim it, and let its channel's handler work on it."""
        event = await run_in_threadpool(self._ledger.claim, piece)
        if event is None:
            return
        try:
            await self._handler.handle(event)
        except Exception as exc:
            log.error(
                "An event of %s (%s) could not be worked on (%s); attempt %d",
                event.channel,
                event.kind,
                type(exc).__name__,
                event.attempts,
                exc_info=log.isEnabledFor(logging.DEBUG),
            )
            await self._failed(event, type(exc).__name__)

    async def _failed(self, event: Event, kind: str) -> None:
        """Whatever broke its handler may break the apology too; that the event is given up must be kept all the
        same."""
        if event.attempts >= MAX_ATTEMPTS:
            try:
                also = await self._handler.given_up(event)
                await run_in_threadpool(self._ledger.failed, event, kind, also)
            except Exception as exc:
                log.error(
                    "Nobody could be told that an event of %s (%s) was given up (%s)",
                    event.channel,
                    event.kind,
                    type(exc).__name__,
                    exc_info=log.isEnabledFor(logging.DEBUG),
                )
            else:
                return
        await run_in_threadpool(self._ledger.failed, event, kind)
