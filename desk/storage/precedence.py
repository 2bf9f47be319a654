"""Who is waited for outside goes first, over processes: on SQLite, where one process writes at a time.

A busy process writes one transaction after the other and leaves the file free for less than a millisecond between two
of them; another one that asks for it can miss that for seconds. So whoever is in a hurry says so by a lock on a file
beside the database, and the others let it go before their next transaction. The kernel lets the lock go when its
process ends, however it ends.
"""

import fcntl
import os
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAUSE = 0.001
PATIENCE = 0.25
"""Seconds that others are let go first at most: a process that stands still must not stop everybody's writing."""


class Precedence:
    """One process's handle. Its caller lets one thread in at a time (`desk.storage.turns`)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None
        self._end: weakref.finalize[[int], Precedence] | None = None

    def _file(self) -> int:
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            self._end = weakref.finalize(self, os.close, self._handle)
        return self._handle

    @contextmanager
    def asked_for(self) -> Iterator[None]:
        """In a hurry: others wait with their next transaction until this block is left."""
        self._take(fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file(), fcntl.LOCK_UN)

    def give_way(self) -> None:
        """Let go first who is in a hurry, for a while."""
        self._take(fcntl.LOCK_SH)
        fcntl.flock(self._file(), fcntl.LOCK_UN)

    def _take(self, how: int) -> bool:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(self._file(), how | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    return False
                time.sleep(PAUSE)
            else:
                return True

    def close(self) -> None:
        """Give the handle back; it is opened again at its next use."""
        if self._end is not None:
            self._end()
        self._handle = self._end = None
