"""The real database on a file of its own, quickly made, with a clock that a test moves: for rules that are kept by
transactions, the audit log or the keys of companies, without a desk around them."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from desk.notify import Notifier
from desk.storage import (
    board_tables,
    channel_tables,
    customer_tables,
    live_tables,
    slack_tables,
    staff_tables,
    tables,
    vault_table,
)
from desk.storage.anchors import Anchors
from desk.storage.database import Database
from desk.storage.store import Context
from desk.vaulting.crypto import Keyring
from desk.vaulting.datakeys import DataKeys
from tests.unit.desk.small_store import START, empty_database

EVERY = (
    board_tables,
    channel_tables,
    customer_tables,
    live_tables,
    slack_tables,
    staff_tables,
    vault_table,
)
"""Imported for the tables that they define."""


_filled: dict[type, bytes] = {}
"""The files with which desks of each class begin (`SmallDesk.once`)."""
_file: list[Path] = []
"""Of the desk that was made last."""


@cache
def _engine() -> Engine:
    """One for all desks of a process: each engine compiles every statement anew, which takes longer than what a test
    does with it."""

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(_file[0], isolation_level=None, check_same_thread=False)
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("PRAGMA journal_mode=MEMORY")
        return raw

    engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool)

    @event.listens_for(engine, "begin")
    def begun(conn: Any) -> None:
        conn.exec_driver_sql("BEGIN")

    return engine


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, step: timedelta) -> None:
        self.now += step


class SmallDesk:
    """Its database, keys and clock. What it records is chained, and its heads lie in `records`. There is one at a time,
    or several on the same folder."""

    def __init__(self, folder: Path, keys: Keyring | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = self.path = folder / "desk.sqlite3"
        self._fresh = not path.exists()
        if self._fresh:
            path.write_bytes(empty_database(tuple(tables.metadata.sorted_tables)))
        self.clock, self.records = Clock(), folder / "records"
        self.keys = keys or Keyring([b"k" * 32])
        self.engine = _engine()
        if _file != [path]:
            self.engine.dispose()
            _file[:] = [path]
        self.data_keys = DataKeys(self.keys, self.engine)
        self.keys.data_keys = self.data_keys
        self.anchors = Anchors(self.records, self.keys.signer())
        self.db = Database(self.engine, Notifier(), self.keys, self.anchors, self.clock)
        self.context = Context(self.db, self.keys, lambda key, locale, params: key)

    def once(self, fill: Callable[[], None]) -> None:
        """What `fill` writes into an empty database: the first desk of this class writes it, the others of this process
        begin with a copy. It records nothing in the audit log, whose heads lie outside."""
        if not self._fresh:
            return
        known = _filled.get(type(self))
        if known is None:
            fill()
        self.engine.dispose()
        if known is None:
            _filled[type(self)] = self.path.read_bytes()
        else:
            self.path.write_bytes(known)

    def rows(self, table: Any) -> list[Any]:
        """All rows of a table."""
        with self.db.read() as conn:
            return list(conn.execute(table.select()).all())

    def do(self, statement: Any) -> None:
        """Carry a statement out, as somebody would who can write to the database."""
        with self.engine.begin() as conn:
            conn.execute(statement)

    @property
    def recorded(self) -> list[tuple[str, str, str, str]]:
        """What the audit log holds: who, what, of what, more."""
        return [(row.actor, row.action, row.subject, row.detail) for row in self.rows(tables.audit)]
