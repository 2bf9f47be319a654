"""The bell between the process that takes webhooks in and the app that works on them (`desk.channels.bell`)."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from desk.channels.bell import Bell, ring
from desk.channels.ledger import IN, OUT
from desk.notify import Notifier

log = logging.getLogger(__name__)


@contextmanager
def listening(path: Path, notifier: Notifier) -> Iterator[None]:
    """The app: whoever waits for events or sends is woken when it rings."""
    try:
        bell = Bell(path)
    except OSError as error:
        log.warning("No bell can be hung up (%s): events of another process are found within a second", error)
        yield
        return
    loop = asyncio.get_running_loop()

    def hear() -> None:
        if bell.heard():
            notifier.publish((IN, OUT))

    loop.add_reader(bell.fileno(), hear)
    try:
        yield
    finally:
        loop.remove_reader(bell.fileno())
        bell.close()


async def ringing(path: Path, notifier: Notifier) -> None:
    """The other process: ring for whatever is kept; runs until it is cancelled."""
    async for _ in notifier.changes((IN, OUT), poll_seconds=60.0):
        await run_in_threadpool(ring, path)
