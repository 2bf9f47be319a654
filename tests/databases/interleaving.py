"""Two processes do something at once: one is stopped before each of its statements in turn, while the other one does its
own, as far as it gets. Not by luck: every place is tried."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
from sqlalchemy import Engine, event

_PATIENCE = 60.0
_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@dataclass(frozen=True)
class Outcome:
    """What came of it: what it gave, or what it raised."""

    value: Any = None
    error: BaseException | None = None

    @property
    def kind(self) -> str:
        """The name of the error's class; "" where there was none."""
        return "" if self.error is None else type(self.error).__name__


class _Act(threading.Thread):
    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._work, self.outcome = work, Outcome()

    def run(self) -> None:
        try:
            self.outcome = Outcome(self._work())
        except Exception as error:
            self.outcome = Outcome(error=error)

    def end(self) -> Outcome:
        self.join(_PATIENCE)
        assert not self.is_alive(), "neither ended"
        return self.outcome


def at_once(
    engine: Engine, first: Callable[[], Any], second: Callable[[], Any], at: int
) -> tuple[Outcome, Outcome, bool]:
    """`first` (which uses `engine`) is stopped before its statement, commit or rollback number `at`; then `second` runs
    until it ends or waits for the other; then `first` goes on. Gives what came of both, and whether there was such a
    statement."""
    stopped, on = threading.Event(), threading.Event()
    one, two, steps = _Act(first), _Act(second), 0

    def step(*_: Any, **__: Any) -> None:
        nonlocal steps
        if threading.current_thread() is not one:
            return
        steps += 1
        if steps == at:
            stopped.set()
            assert on.wait(_PATIENCE)

    names = ("before_cursor_execute", "commit", "rollback")
    for name in names:
        event.listen(engine, name, step)
    try:
        one.start()
        while one.is_alive() and not stopped.wait(0.002):
            pass
        two.start()
        with psycopg.connect(_address(engine), autocommit=True) as watching:
            while two.is_alive() and one.is_alive() and not _waits(watching):
                two.join(0.005)
        on.set()
        return one.end(), two.end(), stopped.is_set()
    finally:
        on.set()
        for name in names:
            event.remove(engine, name, step)


def _waits(watching: psycopg.Connection[Any]) -> bool:
    row = watching.execute(_WAITING).fetchone()
    return row is not None and row[0] > 0


def _address(engine: Engine) -> str:
    return engine.url.set(drivername="postgresql").render_as_string(hide_password=False)


def everywhere(
    engine: Engine,
    prepare: Callable[[], Any],
    first: Callable[[Any], Any],
    second: Callable[[Any], Any],
    check: Callable[[Any, Outcome, Outcome], None],
    every: int = 1,
) -> int:
    """`at_once` for every statement of `first` (or every second, third ... one), each time on what `prepare` gives anew;
    how many there were."""
    for at in range(1, 400, every):
        given = prepare()
        one, two, reached = at_once(engine, partial(first, given), partial(second, given), at)
        try:
            check(given, one, two)
        except AssertionError as failure:
            failure.add_note(f"stopped before statement {at}: {one}, {two}")
            raise
        if not reached:
            return at - 1
    raise AssertionError("it never ends")
