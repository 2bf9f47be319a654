"""A loop that looks for work, does several pieces at once, and is woken when there is more."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Hashable, Sequence
from contextlib import suppress
from typing import Generic, TypeVar

from desk.notify import Notifier

log = logging.getLogger(__name__)

K = TypeVar("K", bound=Hashable)

POLL_SECONDS = 1.0
"""How often the database is asked without being woken: for what waits for its time, and what another process left."""


class Worker(ABC, Generic[K]):
    """Subclasses say what there is to do and do it. A piece of work that raises is logged by its kind and left: it is
    found again."""

    def __init__(
        self, notifier: Notifier, topic: str, at_once: int, poll_seconds: float = POLL_SECONDS
    ) -> None:
        self._notifier, self._topic, self._at_once, self._poll = notifier, topic, at_once, poll_seconds
        self._running: dict[K, asyncio.Task[None]] = {}
        self._loop_task: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()

    @abstractmethod
    async def find(self, limit: int, busy: Sequence[K]) -> Sequence[K]:
        """What may be done now, at most `limit`, leaving out what is being done."""

    @abstractmethod
    async def work(self, piece: K) -> None:
        """Do it."""

    def start(self) -> None:
        """Begin, on the running event loop."""
        self._loop_task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End, giving up what runs: it is done again."""
        tasks = [*self._running.values(), *([self._loop_task] if self._loop_task else [])]
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        self._running.clear()
        self._loop_task = None

    async def _run(self) -> None:
        listener = asyncio.create_task(self._listen())
        try:
            while True:
                self._wake.clear()
                try:
                    await self._round()
                except Exception as exc:
                    log.error("Looking for work failed (%s); it is tried again", type(exc).__name__)
                    await asyncio.sleep(self._poll)
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._poll):
                        await self._wake.wait()
        finally:
            listener.cancel()

    async def _listen(self) -> None:
        async for _ in self._notifier.changes([self._topic], poll_seconds=60.0):
            self._wake.set()

    async def _round(self) -> None:
        room = self._at_once - len(self._running)
        if room <= 0:
            return
        for piece in await self.find(room, list(self._running)):
            self._running[piece] = asyncio.create_task(self._do(piece))

    async def _do(self, piece: K) -> None:
        try:
            await self.work(piece)
        except Exception as exc:
            # The kind alone: an exception's text can hold what a customer wrote.
            log.error(
                "A piece of work failed (%s)", type(exc).__name__, exc_info=log.isEnabledFor(logging.DEBUG)
            )
            await asyncio.sleep(self._poll)
        finally:
            self._running.pop(piece, None)
            self._wake.set()
