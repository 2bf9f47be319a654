"""Sends what is in the outbox for a channel: each thread in order, several threads at once, no faster than the platform
allows."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from starlette.concurrency import run_in_threadpool

from api.channels.working import Worker
from desk.bootstrap import Desk
from desk.channels.adapter import NotSent, Pushed, Rate
from desk.channels.ledger import OUT
from desk.channels.sending import Plan, Sending

log = logging.getLogger(__name__)

AT_ONCE = 8
Thread = tuple[str, str, str]
"""Channel, account, thread."""


class Bucket:
    """Lets through `rate.per_second` calls, after a burst; shut for a while when the platform says so."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds that only go on."""
        self._rate, self._clock = rate, clock
        self._tokens, self._at, self._shut_until = float(rate.burst), clock(), 0.0

    def shut(self, seconds: float) -> None:
        """Nothing for so long."""
        self._shut_until = max(self._shut_until, self._clock() + seconds)

    @property
    def is_shut(self) -> bool:
        """Whether the platform wants to be left alone now."""
        return self._clock() < self._shut_until

    def take(self) -> float:
        """Take one call; gives for how many seconds to wait before it is made."""
        now = self._clock()
        self._tokens = min(float(self._rate.burst), self._tokens + (now - self._at) * self._rate.per_second)
        self._at = now
        self._tokens -= 1.0
        return 0.0 if self._tokens >= 0 else -self._tokens / self._rate.per_second


class OutgoingWorker(Worker[Thread]):
    """One channel's: a slow platform holds up no other. Pieces are threads: one call of a thread at a time."""

    def __init__(self, desk: Desk, adapter: Pushed) -> None:
        super().__init__(desk.notifier, OUT, AT_ONCE)
        context = desk.context
        self._box, self._adapter = desk.channels.outbox, adapter
        self._sending = Sending(context.db, context.keys, desk.channels.outbox, desk.channels.people)
        self._buckets: dict[str, Bucket] = {}

    async def find(self, limit: int, busy: Sequence[Thread]) -> Sequence[Thread]:
        """Threads of accounts that may be called now. What waits for another (its settings were taken away, or it
        refuses calls) is left where it is, for staff to see, and takes no place of others."""
        names = [thread for _, _, thread in busy]
        name = self._adapter.name
        accounts = [(name, one) for one in self._adapter.accounts() if not self._bucket(one).is_shut]
        return await run_in_threadpool(self._box.threads, accounts, limit, names)

    def _bucket(self, account: str) -> Bucket:
        if account not in self._buckets:
            self._buckets[account] = Bucket(self._adapter.rate)
        return self._buckets[account]

    async def work(self, piece: Thread) -> None:
        """Make the thread's next call."""
        _, account, thread = piece
        plan = await run_in_threadpool(self._sending.plan, self._adapter, account, thread)
        if plan is not None:
            await self._call(plan)

    async def _call(self, plan: Plan) -> None:
        adapter, bucket = self._adapter, self._bucket(plan.call.account)
        if wait := bucket.take():
            await asyncio.sleep(wait)
        try:
            refs = await adapter.send(plan.call)
        except NotSent as error:
            if error.after is not None:
                bucket.shut(error.after)
            log.warning("A message of %s was not sent (%s)", adapter.name, error.kind)
            await run_in_threadpool(self._sending.failed, adapter, plan, error)
        else:
            await run_in_threadpool(self._sending.succeeded, plan, refs)
