"""How long to wait before something is tried again."""

import random
from datetime import timedelta

_FIRST, _LONGEST = 1.0, 60.0
"""Seconds. A platform that is down for minutes is asked once a minute; one that hiccups, at once."""


def delay(attempts: int, after: float | None = None) -> timedelta:
    """After `attempts` failures (1 or more): doubling, with jitter of a quarter, never less than `after` seconds."""
    seconds = min(_LONGEST, _FIRST * 2.0 ** min(attempts - 1, 10))
    jittered = seconds * random.uniform(0.75, 1.25)  # noqa: S311 - spreads load, hides nothing
    return timedelta(seconds=max(jittered, after or 0.0))
