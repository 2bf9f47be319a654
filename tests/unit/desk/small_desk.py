"""The real database on a file of its own, quickly made, with a clock that a test moves: for rules that are kept by
transactions, the audit log or the keys of companies, without a desk around them."""

from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

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
from tests.unit.desk.small_store import START

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


@cache
def _empty() -> bytes:
    """The file of a database with all tables and no row."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    tables.metadata.create_all(engine)
    raw: Any = engine.raw_connection().dbapi_connection
    return bytes(raw.serialize())


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def connected(raw: Any, _: object) -> None:
        raw.isolation_level = None
        raw.execute("PRAGMA synchronous=OFF")
        raw.execute("PRAGMA journal_mode=MEMORY")

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
    """Its database, keys and clock. What it records is chained, and its heads lie in `records`."""

    def __init__(self, folder: Path, keys: Keyring | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "desk.sqlite3"
        if not path.exists():
            path.write_bytes(_empty())
        self.clock, self.records = Clock(), folder / "records"
        self.keys = keys or Keyring([b"k" * 32])
        self.engine = _engine(path)
        self.data_keys = DataKeys(self.keys, self.engine)
        self.keys.data_keys = self.data_keys
        self.anchors = Anchors(self.records, self.keys.signer())
        self.db = Database(self.engine, Notifier(), self.keys, self.anchors, self.clock)
        self.context = Context(self.db, self.keys, lambda key, locale, params: key)

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
