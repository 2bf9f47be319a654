"""A transaction on a few tables in memory: for rules that are written in SQL, without a desk around them."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine
from sqlalchemy.pool import NullPool, StaticPool

from desk.storage.database import Tx
from desk.storage.tables import metadata
from desk.vaulting.crypto import Keyring

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
LITTLE = timedelta(seconds=1)
KEYS = Keyring([b"k" * 32])


@cache
def empty_database(tables: tuple[Table, ...]) -> bytes:
    """The file of a database that has these tables and no row."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    metadata.create_all(engine, tables=list(tables))
    raw: Any = engine.raw_connection().dbapi_connection
    return bytes(raw.serialize())


_next: list[bytes] = []
"""With what the next connection begins."""


@cache
def _engine() -> Engine:
    """One for all, with a database for each connection: an engine compiles every statement for itself, and to make all
    tables took longer than most tests that need them."""

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(":memory:", check_same_thread=False)
        raw.deserialize(_next.pop())
        return raw

    return create_engine("sqlite://", creator=connect, poolclass=NullPool)


def transaction(*tables: Table, now: datetime = START) -> Tx:
    """One that never ends, on these tables alone; its time is moved by `tx.now`."""
    _next[:] = [empty_database(tables)]
    return Tx(_engine().connect(), now)


class SmallDatabase:
    """Hands the one transaction out, to readers and writers."""

    def __init__(self, tx: Tx) -> None:
        self.tx = tx

    def clock(self) -> datetime:
        return self.tx.now

    @contextmanager
    def write(self, now: datetime | None = None) -> Iterator[Tx]:
        self.tx.now = now or self.tx.now
        yield self.tx

    @contextmanager
    def read(self) -> Iterator[Connection]:
        yield self.tx.conn


class Sealing:
    """Seals by writing where it was sealed before it, and opens nothing that was sealed elsewhere."""

    def of(self, *_: object) -> "Sealing":
        return self

    def mac(self, purpose: str, *parts: str) -> bytes:
        return KEYS.mac(purpose, *parts)

    def seal(self, value: bytes, place: str) -> bytes:
        return f"{place}|".encode() + value

    def open(self, sealed: bytes, place: str) -> bytes:
        head, _, value = sealed.partition(b"|")
        assert head.decode() == place, "sealed in another place"
        return value

    def seal_json(self, value: Any, place: str) -> bytes:
        return self.seal(json.dumps(value).encode(), place)

    def open_json(self, sealed: bytes, place: str) -> Any:
        return json.loads(self.open(sealed, place))


def request_row(receipt: str, company: str = "ocs", **more: Any) -> dict[str, Any]:
    """A row of `requests`: a disclosure that somebody asks for themselves, with what a test says otherwise."""
    return {
        "receipt": receipt, "code_mac": b"", "came_on": START.date(), "company": company,
        "request_type": "disclosure", "requester": "self", "status": "received", "standing": "request",
        "policy_version": "v", "checklist": [], "send_to": {}, "documents": [], "created_at": START,
        "updated_at": START, **more,
    }  # fmt: skip
