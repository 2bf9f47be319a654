"""How a process that somebody waits for keeps its pace: threads give way early, and the collector of garbage leaves
alone what stays for as long as the process."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

SWITCH_SECONDS = 0.0005
"""How long a thread computes before it lets another one have the interpreter. With Python's 5 ms whoever comes back
from waiting (the event loop, a thread after each statement to the database) waits 5 ms for each thread that computes,
and an acknowledgement comes back some fifty times: beside two look-ups it took seconds. `python -m
benchmarks.switching` measures it."""


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
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
