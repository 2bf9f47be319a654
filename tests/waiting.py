"""Waiting for another thread or process."""

import time
from collections.abc import Callable


def until(true: Callable[[], object], what: str = "it", seconds: float = 280.0, pause: float = 0.05) -> None:
    """Wait until something is so, looking again after each `pause`.

    Raises AssertionError, which names it, after so many seconds; by default shortly before a test's own time is up.
    """
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s for {what}"
        time.sleep(pause)
