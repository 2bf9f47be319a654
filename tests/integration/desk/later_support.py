"""What the tests of later work have in common: a runner that runs for a while, and what it has left."""

from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select

from desk.bootstrap import Desk
from desk.jobs import later
from desk.jobs.runner import Patience, Runner
from desk.storage import tables as t
from tests import waiting
from tests.integration.desk.support import settings_for

QUICK = Patience(3, 0.01, 1.0)
LONG = 60.0
until = partial(waiting.until, seconds=LONG, pause=0.02)


def states(desk: Desk) -> dict[str, str]:
    with desk.database.read() as conn:
        return {row.key: row.state for row in conn.execute(select(t.later))}


def rows(desk: Desk, table: Any) -> Any:
    with desk.database.read() as conn:
        return conn.execute(select(table)).all()


def due_done(desk: Desk) -> bool:
    with desk.database.read() as conn:
        return not later.waiting(conn, desk.database.clock())


class Running:
    """A runner for the length of a block."""

    def __init__(self, desk: Desk, folder: Path, handlers: later.Handlers) -> None:
        self.runner = Runner(desk.database, settings_for(folder), handlers, QUICK, poll_seconds=0.02)

    def __enter__(self) -> Runner:
        self.runner.start()
        return self.runner

    def __exit__(self, *_: object) -> None:
        self.runner.stop()
