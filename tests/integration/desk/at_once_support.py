"""Two processes on one PostgreSQL database do something at once: nothing is lost, and nothing is done twice.

The first is stopped before each of its statements while the second does its own (tests/databases/interleaving.py). On
SQLite there is nothing to see: its writers are alone.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from desk.bootstrap import Desk, build
from tests.databases.interleaving import Outcome, everywhere
from tests.integration.desk.support import (
    Clock,
    settings_for,
    words,
)


@pytest.fixture
def other_desk(desk: Desk, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A second process's desk on the same database."""
    settings = settings_for(tmp_path).model_copy(update={"replica": "second"})
    built = build(settings, render=words, clock=clock)
    yield built
    built.dispose()


class Pair:
    """Two desks, and what both do at once."""

    def __init__(self, one: Desk, two: Desk) -> None:
        self.one, self.two = one, two
        self.engine = one.database.engine

    def same(
        self,
        prepare: Callable[[], Any],
        act: Callable[[Desk, Any], Any],
        check: Callable[[Any, Outcome, Outcome], None],
    ) -> int:
        """Both do the same."""
        return self.each(prepare, act, act, check)

    def each(
        self,
        prepare: Callable[[], Any],
        first: Callable[[Desk, Any], Any],
        second: Callable[[Desk, Any], Any],
        check: Callable[[Any, Outcome, Outcome], None],
        every: int = 1,
    ) -> int:
        """Each does its own. The audit log is whole whatever happens."""
        steps = everywhere(
            self.engine,
            prepare,
            lambda given: first(self.one, given),
            lambda given: second(self.two, given),
            check,
            every,
        )
        assert steps > 2
        assert self.one.audit.verify().whole
        return steps

    def number(self, table: Any, *where: Any) -> int:
        with self.one.database.read() as conn:
            return int(conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one())


@pytest.fixture
def pair(desk: Desk, other_desk: Desk) -> Pair:
    return Pair(desk, other_desk)


def kinds(*outcomes: Outcome) -> list[str]:
    return sorted(outcome.kind for outcome in outcomes)
