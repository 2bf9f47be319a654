"""One database: engine, transactions, and what is announced after a commit.

SQLite: WAL, synchronous=FULL (an acknowledged write survives a power cut), foreign keys, and BEGIN IMMEDIATE for
writers, so that a reader never turns into a writer half-way. Its writers wait by asking again, with pauses of up to
100 ms and in no order, so those of one process queue up here, before they take a connection; another process that has
the file is still waited for in SQLite's way. PostgreSQL: READ COMMITTED; writers lock the
conversation's row first (SELECT ... FOR UPDATE, which SQLite leaves out because its writers are alone anyway).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, make_url, select, text

from desk.anchors import Anchors
from desk.crypto import Keyring, same
from desk.notify import Notifier
from desk.storage import chain
from desk.storage import tables as t
from desk.storage.turns import Turns

BUSY_MS = 15_000


def utc_now() -> datetime:
    """The clock of the desk unless a test brings its own."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Tx:
    """A write transaction: its connection, its one time, the topics to announce once it is committed, and what is to
    be recorded at its end."""

    conn: Connection
    now: datetime
    topics: set[str] = field(default_factory=set)
    entries: list[chain.Entry] = field(default_factory=list)

    def audit(self, actor: str, action: str, subject: str, detail: str = "") -> None:
        """Record who did what. Never personal data: ids, statuses, counts. It is written just before the commit:
        the log is one chain, so whoever writes to it keeps the others out until then."""
        self.entries.append(chain.Entry(actor, action, subject, detail[:200]))


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


def make_engine(url: str, *, pooled: bool = True) -> Engine:
    """An engine for a database URL. The folder of an SQLite file is made. `pooled` False: each connection is opened
    for its use and closed after it.

    Its errors end in logs and tracebacks: they show the statement and never the values.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        if not pooled:
            return create_engine(parsed, poolclass=NullPool, hide_parameters=True)
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    pool: dict[str, Any] = {"pool_size": 8, "max_overflow": 24} if pooled else {"poolclass": NullPool}
    engine = create_engine(parsed, hide_parameters=True, **pool)
    event.listen(engine, "connect", _sqlite_connect)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


class Database:
    """Transactions on one engine. What a transaction records is chained under the keyring's key; `anchors` writes the
    newest head down outside the database."""

    def __init__(
        self,
        engine: Engine,
        notifier: Notifier,
        keys: Keyring,
        anchors: Anchors,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        self.engine = engine
        self.notifier = notifier
        self.anchors = anchors
        self.clock = clock
        self._keys = keys
        self._turns = Turns(BUSY_MS / 1000) if engine.dialect.name == "sqlite" else None

    @contextmanager
    def write(self, now: datetime | None = None) -> Iterator[Tx]:
        """A write transaction: committed at the end, rolled back on an exception; announces after the commit. Never
        one inside another."""
        head = None
        turn = nullcontext() if self._turns is None else self._turns.turn()
        with turn, self.engine.begin() as conn:
            tx = Tx(conn, now or self.clock())
            yield tx
            if tx.entries:
                head = chain.append(conn, self._keys.mac_key, tx.entries, tx.now)
                holds = self.holds_anchor(conn)
        if head is not None and holds:
            self.anchors.advance(head, tx.now)
        self.notifier.publish(tx.topics)

    def holds_anchor(self, conn: Connection) -> bool:
        """Whether the log still holds the head that was written down last: only then a newer one takes its place."""
        anchor = self.anchors.newest()
        if anchor is None:
            return True
        kept = conn.execute(select(t.audit.c.hash).where(t.audit.c.n == anchor.head.n)).scalar()
        if anchor.head.n == 0 or (kept is not None and same(kept, anchor.head.hash)):
            return True
        self.anchors.tear(f"entry {anchor.head.n} is missing or another one")
        return False

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

    def scrub(self) -> bool:
        """Bring deletions to the disk: the write-ahead log, which still holds the old pages, is written back and
        emptied. False where readers were in the way; then it is to be called again. PostgreSQL does it by itself
        (vacuum, checkpoints)."""
        if self.engine.dialect.name != "sqlite":
            return True
        raw = self.engine.raw_connection()  # outside any transaction, which would be in its own way
        try:
            cursor = raw.cursor()
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            cursor.close()
        finally:
            raw.close()
        return not busy
