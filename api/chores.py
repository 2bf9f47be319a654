"""What the app looks after every half minute. Each chore finds what is to be done in the database, does it in
transactions of its own, and is safe to do twice (docs/decisions/0064): so it needs no record of when it ran last."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

Chore = Callable[[], Awaitable[Any]]

log = logging.getLogger("madoguchi.housekeeping")


async def each_by_itself(chores: Sequence[Chore]) -> int:
    """One round: each chore in its turn, whatever became of those before it; gives how many failed. What has failed
    is tried again in the next round."""
    failed = 0
    for chore in chores:
        try:
            await chore()
        except Exception as exc:
            failed += 1
            # The type alone: a message of an exception can hold what the customer wrote.
            log.error(
                "Housekeeping failed (%s); it is tried again",
                type(exc).__name__,
                exc_info=log.isEnabledFor(logging.DEBUG),
            )
    return failed
