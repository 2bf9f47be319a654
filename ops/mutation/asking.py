"""Several runs of pytest at once in `forking.py`, ended at the first that fails."""

from __future__ import annotations

import contextlib
import json
import selectors
import socket
import time

from ops.mutation.client import VERDICTS
from ops.mutation.plan import RunProblem

PASSED, KILLED, TIMED_OUT, UNCLEAR = "passed", "killed", "timed out", "unclear"
_NOTHING_COLLECTED = 5
"""Pytest's code where every test of the run is left out, as slow ones are: none of them notices anything."""


def ask_all(address: str, runs: tuple[tuple[str, ...], ...], patience: float) -> str:
    """`PASSED` where all do; `KILLED` as soon as a test of one fails; `TIMED_OUT` after `patience` seconds; `UNCLEAR`
    where a run said nothing of the tests, as one that a signal ended.

    Raises:
        RunProblem: there is nobody to ask.
    """
    ends_at = time.monotonic() + patience
    with contextlib.ExitStack() as stack:
        waiting = stack.enter_context(selectors.DefaultSelector())
        for arguments in runs:
            connection = stack.enter_context(socket.socket(socket.AF_UNIX))
            try:
                connection.connect(address)
            except OSError as error:
                raise RunProblem(f"the process that runs the tests has gone: {error}") from error
            connection.sendall(json.dumps(arguments).encode() + b"\n")
            waiting.register(connection, selectors.EVENT_READ, connection)
        unclear = False
        while waiting.get_map():
            ready = waiting.select(max(0.0, ends_at - time.monotonic()))
            if not ready:
                return TIMED_OUT
            for key, _ in ready:
                answer = key.data.makefile().read()
                waiting.unregister(key.fileobj)
                code = int(answer) if answer else None  # none where whoever ran it has gone
                if code in VERDICTS and code != 0:
                    return KILLED
                unclear |= code not in (0, _NOTHING_COLLECTED)
    return UNCLEAR if unclear else PASSED
