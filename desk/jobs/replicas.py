"""The name of a process among several on one database, held by one at a time.

What a process was doing is found again by its name after its end (`EventLedger.recover`, `Outbox.recover`, DBOS). Two
under one name would each take the other's work for its own, left over, and do it a second time. On PostgreSQL the name
is a lock of a connection of its own: the server lets it go when the process ends, however it ends.
"""

import logging
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from desk.errors import DeskError
from desk.storage.database import make_engine
from desk.storage.gates import NAMING

log = logging.getLogger(__name__)

PATIENCE = 15.0
"""Seconds: a server may take a while to notice that the process before was killed."""
_PAUSE = 0.5


class ReplicaTaken(DeskError):
    """Another process runs under this name."""

    code = "replica_taken"
    kind = "conflict"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"Another process on this database runs as {name!r}. Give each a name of its own that stays the same: "
            "MADOGUCHI_REPLICA."
        )


class ReplicaName:
    """Take it before anything is worked on, release it after the last. On SQLite there is nothing to hold: one process
    serves."""

    def __init__(self, database_url: str, name: str) -> None:
        self._url = database_url
        self._engine: Engine = make_engine(database_url, pooled=False)
        self.name = name
        self._conn: Connection | None = None
        self._mine = False  # taken, and not released since: to be kept

    def take(self, patience: float = PATIENCE) -> None:
        """Raises ReplicaTaken where another has it, still, after `patience` seconds."""
        if self._engine.dialect.name != "postgresql":
            return
        until = time.monotonic() + patience
        while not self._try():
            if time.monotonic() >= until:
                raise ReplicaTaken(self.name)
            time.sleep(_PAUSE)
        self._mine = True

    def _try(self) -> bool:
        conn = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        number = zlib.crc32(self.name.encode()) - 2**31  # as the server's integers go
        query = text("SELECT pg_try_advisory_lock(:what, :name)")
        try:
            if conn.execute(query, {"what": NAMING, "name": number}).scalar():
                self._conn = conn
        finally:
            if self._conn is not conn:
                conn.close()
        return self._conn is conn

    @contextmanager
    def of_nobody(self, other: str) -> Iterator[bool]:
        """Whether no process runs as `other`; while the block lasts, none can begin to. Where this process holds no
        name (SQLite), nothing is known of others: False."""
        if self._conn is None or other == self.name:
            yield False
            return
        theirs = ReplicaName(self._url, other)
        free = theirs._try()
        try:
            yield free
        finally:
            theirs.release()

    def keep(self) -> None:
        """Now and then: a connection that has broken (the server was started again) is made anew. Raises DBAPIError
        while the database is away; where another process has taken the name meanwhile, that is logged."""
        if not self._mine:
            return
        try:
            if self._conn is not None:
                self._conn.execute(text("SELECT 1"))
                return
        except DBAPIError:
            self._lose()
        if self._try():
            log.warning("The database was away; the name %s is held again", self.name)
        else:
            log.error("%s", ReplicaTaken(self.name))

    def _lose(self) -> None:
        if self._conn is not None:
            self._conn.invalidate()
            self._conn.close()
            self._conn = None

    def release(self) -> None:
        """Somebody else may have it."""
        self._mine = False
        if self._conn is not None:
            self._conn.close()
            self._conn = None
