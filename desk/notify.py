"""Who wants to know that something changed, within this process.

Another process's changes are not heard here: whoever follows a topic also looks at the database now and then.
"""

import asyncio
import threading
from collections import defaultdict
from collections.abc import AsyncGenerator, Iterable
from contextlib import suppress

from desk.ids import ConversationId

STAFF = "staff"
"""Topic of the staff queue."""


def conversation_topic(conversation_id: ConversationId) -> str:
    """Topic of one conversation."""
    return f"conversation:{conversation_id}"


class _Waker:
    """One subscriber: an event on its own loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()

    def wake(self) -> None:
        """From any thread. A loop that has ended needs no waking."""
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._event.set)

    async def wait(self, seconds: float) -> bool:
        """True if woken, False after the time."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            return False
        self._event.clear()
        return True


class Notifier:
    """Thread-safe: services publish from any thread, after commit; subscribers wait on their event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wakers: defaultdict[str, set[_Waker]] = defaultdict(set)

    def publish(self, topics: Iterable[str]) -> None:
        """Wake the subscribers of these topics. Never blocks, never raises."""
        with self._lock:
            wakers = {waker for topic in topics for waker in self._wakers.get(topic, ())}
        for waker in wakers:
            waker.wake()

    def subscribers(self) -> int:
        """How many (topic, subscriber) pairs there are: for health pages and tests."""
        with self._lock:
            return sum(len(wakers) for wakers in self._wakers.values())

    async def changes(self, topics: Iterable[str], poll_seconds: float = 2.0) -> AsyncGenerator[bool, None]:
        """Yields at once (subscribed: read the database now), then True at each change, and False after
        `poll_seconds` without one (look at the database all the same). Changes while the consumer is busy are
        kept as one. Ends with its consumer."""
        waker, wanted = _Waker(), tuple(topics)
        with self._lock:
            for topic in wanted:
                self._wakers[topic].add(waker)
        try:
            yield True
            while True:
                yield await waker.wait(poll_seconds)
        finally:
            with self._lock:
                for topic in wanted:
                    self._wakers[topic].discard(waker)
                    if not self._wakers[topic]:
                        del self._wakers[topic]
