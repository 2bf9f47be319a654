"""One after the other, in the order in which they came; who is waited for outside goes first."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import TimeoutError as NotInTime


class Turns:
    """Lets one thread in at a time, first come first served. A `threading.Lock` is not fair: who has just let go of
    it takes it again before a thread that waits has woken up."""

    def __init__(self, patience: float) -> None:
        """`patience`: seconds that a thread waits for its turn."""
        self._patience = patience
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False
        self._holder: int | None = None

    @contextmanager
    def turn(self, *, first: bool = False) -> Iterator[None]:
        """Wait for the turn, have it, and hand it on. `first`: before all who wait; for few and short ones, because
        nothing else keeps them from holding the others up. Raises NotInTime (SQLAlchemy's, as for a connection that
        does not come free); RuntimeError where this thread has the turn already, and would wait for itself."""
        self._take(first)
        self._holder = threading.get_ident()
        try:
            yield
        finally:
            self._holder = None
            self._hand_on()

    def _take(self, first: bool) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            if self._holder == threading.get_ident():
                raise RuntimeError("a turn within a turn")
            mine = threading.Event()
            (self._waiting.appendleft if first else self._waiting.append)(mine)
        if mine.wait(self._patience):
            return
        with self._guard:
            if mine.is_set():  # handed to us just now
                return
            self._waiting.remove(mine)
        raise NotInTime(f"no turn within {self._patience:.0f} s")

    def _hand_on(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
