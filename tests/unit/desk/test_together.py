"""Those who write at the same time share a transaction, and nobody fails because of another."""

import threading
from collections.abc import Sequence
from functools import partial

import pytest

from desk.storage.together import Together
from tests import waiting

PATIENCE = 10.0
until = partial(waiting.until, seconds=PATIENCE, pause=0.001)


class Written:
    """What was done, batch by batch. The first batch stands still until it is let go; `bad` pieces fail."""

    def __init__(self, *bad: int, most: int = 32) -> None:
        self.batches: list[list[int]] = []
        self.results: dict[int, int] = {}
        self.errors: dict[int, Exception] = {}
        self.go, self.bad = threading.Event(), set(bad)
        self.together = Together(self.do, most)

    def do(self, works: Sequence[int]) -> list[int]:
        self.batches.append(list(works))
        if len(self.batches) == 1:
            assert self.go.wait(PATIENCE)
        if self.bad & set(works):
            raise ValueError(f"{self.bad & set(works)}")
        return [10 * work for work in works]

    def bring(self, *works: int) -> None:
        """The first alone, the others while it is being written; all are over when this returns."""
        threads = []
        for number, work in enumerate(works):
            threads.append(threading.Thread(target=self._one, args=(work,), daemon=True))
            threads[-1].start()
            until(lambda number=number: len(self.together._queue) == number and bool(self.batches))  # type: ignore[misc]
        self.go.set()
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def _one(self, work: int) -> None:
        try:
            self.results[work] = self.together(work)
        except ValueError as error:
            self.errors[work] = error


def test_what_gathers_while_one_writes_is_written_in_one_go_and_each_gets_its_own_result() -> None:
    written = Written()
    written.bring(1, 2, 3, 4)
    assert written.batches == [[1], [2, 3, 4]]
    assert written.results == {1: 10, 2: 20, 3: 30, 4: 40}
    assert written.together(5) == 50  # and it goes on


def test_one_transaction_holds_no_more_than_it_may() -> None:
    written = Written(most=2)
    written.bring(1, 2, 3, 4, 5)
    assert written.batches == [[1], [2, 3], [4, 5]]
    assert sorted(written.results) == [1, 2, 3, 4, 5]


def test_where_one_fails_the_others_are_done_alone() -> None:
    written = Written(3)
    written.bring(1, 2, 3, 4)
    assert written.batches == [[1], [2, 3, 4], [2], [3], [4]]
    assert written.results == {1: 10, 2: 20, 4: 40}
    assert list(written.errors) == [3]


def test_the_first_one_fails_and_the_rest_goes_on() -> None:
    written = Written(1)
    written.bring(1, 2)
    assert written.results == {2: 20}
    assert list(written.errors) == [1]
    with pytest.raises(ValueError, match="1"):
        written.together(1)
