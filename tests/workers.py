"""A channel's work without its loop: done until there is none."""

import asyncio
from collections.abc import Hashable
from typing import TypeVar

from api.channels.working import Worker

K = TypeVar("K", bound=Hashable)
AT_ONCE = 8


async def until_idle(worker: Worker[K], at_once: int = AT_ONCE) -> None:
    """Do all there is to do now, `at_once` pieces at a time. What a piece raises comes out here."""
    while pieces := await worker.find(at_once, []):
        await asyncio.gather(*(worker.work(piece) for piece in pieces))
