"""Several who want to write at the same time share one transaction: the first one writes for all who wait."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

W = TypeVar("W")
R = TypeVar("R")

MOST = 32
"""How many share one: a transaction should stay short, because others wait for it."""


class _Waiting(Generic[W, R]):
    """One piece of work and what became of it."""

    def __init__(self, work: W) -> None:
        self.work = work
        self.result: list[R] = []
        self.error: BaseException | None = None
        self.done = False
        self.turn = threading.Event()


class Together(Generic[W, R]):
    """`do` carries several pieces of work out in one transaction and gives a result for each, in order. While it runs,
    what comes gathers; it is done next, by the first of those who brought it. Where a transaction of several fails,
    each is done alone, so that none fails because of another's."""

    def __init__(self, do: Callable[[Sequence[W]], Sequence[R]], most: int = MOST) -> None:
        self._do, self._most = do, most
        self._guard = threading.Lock()
        self._queue: deque[_Waiting[W, R]] = deque()
        self._busy = False

    def __call__(self, work: W) -> R:
        """Its result, once its transaction is committed. Raises what doing it raises."""
        mine = _Waiting[W, R](work)
        with self._guard:
            self._queue.append(mine)
            leads, self._busy = not self._busy, True
        if not leads:
            mine.turn.wait()
        if not mine.done:
            self._lead()
        if mine.error is not None:
            raise mine.error
        return mine.result[0]

    def _lead(self) -> None:
        """Do what has gathered (one's own is the oldest of it), then let the next one do the rest."""
        with self._guard:
            batch = [self._queue.popleft() for _ in range(min(self._most, len(self._queue)))]
        try:
            self._carry_out(batch)
        finally:
            with self._guard:
                following = self._queue[0] if self._queue else None
                self._busy = following is not None
            for one in batch:
                one.done = True
                one.turn.set()
            if following is not None:
                following.turn.set()

    def _carry_out(self, batch: Sequence[_Waiting[W, R]]) -> None:
        try:
            for one, result in zip(batch, self._do([one.work for one in batch]), strict=True):
                one.result.append(result)
        except BaseException as error:
            if len(batch) == 1:
                batch[0].error = error
                return
            for one in batch:
                one.result.clear()
                self._carry_out([one])
