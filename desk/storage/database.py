"""One database: engine, transactions, and what is announced after a commit.

SQLite: WAL, synchronous=FULL (an acknowledged write survives a power cut), foreign keys, and BEGIN IMMEDIATE for
writers, so that a reader never turns into a writer half-way. PostgreSQL: READ COMMITTED; writers lock the
conversation's row first (SELECT ... FOR UPDATE, which SQLite leaves out because its writers are alone anyway).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, text

from desk.notify import Notifier
from desk.storage import tables as t

BUSY_MS = 15_000


def utc_now() -> datetime:
    """The clock of the desk unless a test brings its own."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Tx:
    """A write transaction: its connection, its one time, and the topics to announce once it is committed."""

    conn: Connection
    now: datetime
    topics: set[str] = field(default_factory=set)

    def audit(self, actor: str, action: str, subject: str, detail: str = "") -> None:
        """Record who did what. Never personal data: ids, statuses, counts."""
        self.conn.execute(
            insert(t.audit).values(at=self.now, actor=actor, action=action, subject=subject, detail=detail)
        )


def _sqlite_connect(dbapi_connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself: "begin" below does.
    dbapi_connection.isolation_level = None
    cursor = dbapi_connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(conn: Connection) -> None:
    reading = conn.get_execution_options().get("madoguchi_read", False)
    conn.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def make_engine(url: str) -> Engine:
    """An engine for a database URL. The folder of an SQLite file is made.

    Its errors end in logs and tracebacks: they show the statement and never the values.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, pool_size=8, max_overflow=24, hide_parameters=True)
    event.listen(engine, "connect", _sqlite_connect)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


class Database:
    """Transactions on one engine."""

    def __init__(self, engine: Engine, notifier: Notifier, clock: Callable[[], datetime] = utc_now) -> None:
        self.engine = engine
        self.notifier = notifier
        self.clock = clock

    @contextmanager
    def write(self, now: datetime | None = None) -> Iterator[Tx]:
        """A write transaction: committed at the end, rolled back on an exception; announces after the commit."""
        with self.engine.begin() as conn:
            tx = Tx(conn, now or self.clock())
            yield tx
        self.notifier.publish(tx.topics)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A read transaction: one state of the database throughout."""
        with self.engine.connect().execution_options(madoguchi_read=True) as conn, conn.begin():
            yield conn

    def answers(self) -> bool:
        """Whether the database can be reached."""
        try:
            with self.read() as conn:
                return conn.execute(text("SELECT 1")).scalar() == 1
        except Exception:  # whatever it is, the answer is no
            return False
