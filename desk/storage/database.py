"""One database: engine, transactions, and what is announced after a commit.

SQLite: WAL, synchronous=FULL (an acknowledged write survives a power cut), foreign keys, and BEGIN IMMEDIATE for
writers, so that a reader never turns into a writer half-way. Its writers wait by asking again, with pauses of up to
100 ms and in no order, so those of one process queue up here, before they take a connection, and what another process
holds (webhooks are taken in by one of their own, and go first) is asked for every millisecond. PostgreSQL: writers READ
COMMITTED, who lock the row of the conversation or request first (SELECT ... FOR NO KEY UPDATE, which SQLite leaves out
because its writers are alone anyway); readers REPEATABLE READ, which is one state of the database throughout and never
fails.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import (
    URL,
    Connection,
    Engine,
    NullPool,
    create_engine,
    event,
    make_url,
    select,
    text,
)
from sqlalchemy.engine import ExceptionContext

from desk.audited import Audited
from desk.notify import Notifier
from desk.storage import chain
from desk.storage import tables as t
from desk.storage.anchors import Anchors
from desk.storage.gates import pass_gate
from desk.storage.precedence import Precedence
from desk.storage.turns import Turns
from desk.vaulting.crypto import Keyring, same

BUSY_MS = 15_000
"""How long somebody waits for another's lock (SQLite: for the writer) before it is an error."""
PAUSE, PAUSE_LONGER_AFTER = 0.001, 1.0
"""Seconds between two attempts to become SQLite's writer; after the second figure ten times as long."""
POOL: dict[str, Any] = {"pool_size": 8, "max_overflow": 24}
"""Connections of one process: no more than 32, beside DBOS's own."""


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

    def audit(self, actor: str, action: Audited, subject: str, detail: str = "") -> None:
        """Record who did what. Never personal data: ids, statuses, counts. It is written just before the commit:
        the log is one chain, so whoever writes to it keeps the others out until then."""
        self.entries.append(chain.Entry(actor, action.value, subject, detail[:200]))


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
    if conn.get_execution_options().get("madoguchi_read", False):
        conn.exec_driver_sql("BEGIN")
    else:
        _sqlite_begin_writing(conn, BUSY_MS / 1000)


def _sqlite_begin_writing(conn: Connection, patience: float) -> None:
    """A process that writes one transaction after the other leaves the file free for less than a millisecond between
    two of them: SQLite's own pauses (up to 100 ms) miss that again and again."""
    raw: Any = conn.connection.dbapi_connection
    begun = time.monotonic()
    raw.execute("PRAGMA busy_timeout=0")
    try:
        while (waited := time.monotonic() - begun) < patience:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                time.sleep(PAUSE if waited < PAUSE_LONGER_AFTER else PAUSE * 10)
            else:
                return
        conn.exec_driver_sql("BEGIN IMMEDIATE")  # once more: its error is SQLAlchemy's
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_MS}")


class _Text(StrDumperUnknown):
    """Texts of PostgreSQL have no NUL, and a parameter with one is an error. A look-up by what somebody made up is to
    find nothing, as on SQLite; in what is written down, it is a character that cannot be shown."""

    def dump(self, obj: str) -> Buffer | None:
        """The text as it is sent."""
        return super().dump(obj.replace("\0", "\ufffd"))


def _postgresql_connect(dbapi_connection: Any, _record: object) -> None:
    """It waits for a lock as long as SQLite waits for its writer, whatever the server is set to."""
    dbapi_connection.adapters.register_dumper(str, _Text)
    before, dbapi_connection.autocommit = dbapi_connection.autocommit, True
    dbapi_connection.execute(f"SET lock_timeout = {BUSY_MS}")
    dbapi_connection.autocommit = before


def _without_detail(context: ExceptionContext) -> None:
    """PostgreSQL tells which values a constraint did not like; its first line names the constraint only."""
    told = getattr(getattr(context.original_exception, "diag", None), "message_primary", None)
    if told is not None:
        context.original_exception.args = (told,)
        if context.sqlalchemy_exception is not None:
            context.sqlalchemy_exception.args = (f"({type(context.original_exception).__name__}) {told}",)


def _sqlite_made_for_one(_: object, __: object, arguments: Sequence[object], ___: object) -> None:
    """A new file is nobody else's to read, as key, records and backups are; one that is there stays as it is. SQLite
    gives its `-wal` and `-shm` the same mode. Where no file can be made, SQLite says so itself."""
    named = str(arguments[0]) if arguments else ":memory:"
    if named != ":memory:" and not named.startswith("file:"):
        with suppress(OSError):
            Path(named).touch(mode=0o600, exist_ok=False)


def make_engine(url: str, *, pooled: bool = True) -> Engine:
    """An engine for a database URL. The folder of an SQLite file is made, and the file is its owner's alone (mode
    0600). `pooled` False: each connection is opened for its use and closed after it.

    Its errors end in logs and tracebacks: they show the statement and never the values.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return _postgresql_engine(parsed, pooled)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, hide_parameters=True, **(POOL if pooled else {"poolclass": NullPool}))
    event.listen(engine, "do_connect", _sqlite_made_for_one)
    event.listen(engine, "connect", _sqlite_connect)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _postgresql_engine(url: URL, pooled: bool) -> Engine:
    """The driver is psycopg 3. The server's notices hold no values, but its errors' details do: they are not shown."""
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    pool = {**POOL, "pool_pre_ping": True} if pooled else {"poolclass": NullPool}
    # Said and not left to the server's settings: what is decided under a lock is read after it.
    engine = create_engine(url, hide_parameters=True, isolation_level="READ COMMITTED", **pool)
    event.listen(engine, "connect", _postgresql_connect)
    event.listen(engine, "handle_error", _without_detail)
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
        self._precedence: Precedence | None = None
        if self._turns is not None and engine.url.database not in (None, "", ":memory:"):
            self._precedence = Precedence(Path(f"{engine.url.database}.first"))

    @contextmanager
    def write(self, now: datetime | None = None, *, alone: bool = False, first: bool = False) -> Iterator[Tx]:
        """A write transaction: committed at the end, rolled back on an exception; announces after the commit. Never
        one inside another. `alone`: no other is under way meanwhile (as on SQLite always): for what destroys, and what
        changes keys. `first`: before others that wait, in this process and in others (SQLite): for what somebody
        outside waits for, short, and one at a time."""
        head = None
        turn = nullcontext() if self._turns is None else self._turns.turn(first=first)
        with turn, self._in_order(first), self.engine.begin() as conn:
            pass_gate(conn, alone)
            tx = Tx(conn, now or self.clock())
            yield tx
            if tx.entries:
                head = chain.append(conn, self._keys.mac_key, tx.entries, tx.now)
                holds = self.holds_anchor(conn)
        if head is not None and holds:
            self.anchors.advance(head, tx.now)
        self.notifier.publish(tx.topics)

    @contextmanager
    def _in_order(self, first: bool) -> Iterator[None]:
        """Which process writes next."""
        if self._precedence is None:
            yield
        elif first:
            with self._precedence.asked_for():
                yield
        else:
            self._precedence.give_way()
            yield

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
        options: dict[str, Any] = {"madoguchi_read": True}
        if self.engine.dialect.name == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect().execution_options(**options) as conn, conn.begin():
            yield conn

    def dispose(self) -> None:
        """Give its connections and files back; they are opened again at their next use."""
        self.engine.dispose()
        if self._precedence is not None:
            self._precedence.close()

    def answers(self) -> bool:
        """Whether the database can be reached."""
        try:
            with self.read() as conn:
                return conn.execute(text("SELECT 1")).scalar() == 1
        except Exception:  # whatever it is, the answer is no
            return False

    def scrub(self) -> bool:
        """Bring deletions to the disk: the write-ahead log, which still holds the old pages, is written back and
        emptied. False where readers were in the way; then it is to be called again. False on PostgreSQL: when old
        versions of rows and its log are overwritten is a matter of the server (docs/operations.md)."""
        if self.engine.dialect.name != "sqlite":
            return False
        raw = self.engine.raw_connection()  # outside any transaction, which would be in its own way
        try:
            cursor = raw.cursor()
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            cursor.close()
        finally:
            raw.close()
        return not busy
