"""How a process that somebody waits for keeps its pace: threads give way early, the collector of garbage leaves alone
what stays for as long as the process, what the start has used and freed goes back to the system, and the processor is
given to it first, where that is allowed."""

import ctypes
import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SWITCH_SECONDS = 0.0005
"""How long a thread computes before it lets another one have the interpreter. With Python's 5 ms whoever comes back
from waiting (the event loop, a thread after each statement to the database) waits 5 ms for each thread that computes,
and an acknowledgement comes back some fifty times: beside two look-ups it took seconds. `python -m
benchmarks.switching` measures it."""

FIRST = -5
"""Niceness of the process that takes webhooks in. It needs little of a processor, but at once: on a machine that has
nothing left, each wake-up otherwise waits until everybody else has had a turn (decision 0053 has the measurements)."""
_AUTOGROUP = Path("/proc/self/autogroup")
"""Linux may weigh sessions against each other instead of processes; then their niceness counts."""


def go_first() -> bool:
    """Have the processor before others, for this thread and those that it begins. False where the system does not
    allow it (it takes `CAP_SYS_NICE`, or a limit: systemd's `LimitNICE=-5`)."""
    if os.getpriority(os.PRIO_PROCESS, 0) > FIRST:
        try:
            os.setpriority(os.PRIO_PROCESS, 0, FIRST)
        except OSError:
            return False
    with suppress(OSError):  # there is none, or it is not counted
        _AUTOGROUP.write_text(str(FIRST), encoding="ascii")
    return True


def give_way_early() -> None:
    """For the whole process, from now on."""
    sys.setswitchinterval(SWITCH_SECONDS)


@contextmanager
def all_built() -> Iterator[None]:
    """While the block runs, the collector does not look through what there is now.

    It goes through every object now and then, with everybody waiting: with the libraries and policies of this desk a
    third of a second, every few hundred webhooks (seen as the slowest hundredth of the acknowledgements, decision
    0053). What is made later is collected as before.
    """
    gc.collect()
    give_back()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


_M_ARENA_MAX = -8
"""glibc's number for how many heaps `malloc` keeps (malloc.h)."""


def _glibc(name: str) -> Callable[..., int] | None:
    """A function that only glibc has; other C libraries keep no heaps for later."""
    found: Callable[..., int] | None = (
        getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None
    )
    return found


def one_heap() -> None:
    """For the whole process, from now on: all threads take memory from one heap.

    glibc gives each thread a heap of its own, and what a thread has used for reading models and policies stays with
    its heap: a fifth of all that the app held. Threads that run Python wait for each other anyway.
    """
    if (limit := _glibc("mallopt")) is not None:
        limit(_M_ARENA_MAX, 1)


def give_back() -> bool:
    """Memory that is allocated no more goes back to the system; whether there was any, and a way to give it back.

    Reading models, dictionaries and policies takes far more than what is kept of them, and glibc would hold it for
    later.
    """
    trim = _glibc("malloc_trim")
    return bool(trim(0)) if trim is not None else False
