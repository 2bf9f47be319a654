"""Data keys: one a company, kept sealed by the installation's key. Whoever destroys a company's key has made
everything of that company unreadable, in this database."""

import secrets
import threading
import time
from typing import Any

from sqlalchemy import Connection, Engine, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from desk.storage import tables as t
from desk.storage.database import Tx
from desk.vaulting.crypto import DataKey, Keyring, new_key
from desk.vaulting.errors import CompanyEnded
from knowledge.vocabulary import CompanyId

KEPT_SECONDS = 60.0
"""How long an opened data key is used before it is looked up again: another process may have destroyed it."""


def place_of(key_id: str, company: CompanyId) -> str:
    """The place to which a sealed data key is bound."""
    return f"data_keys.sealed:{company}:{key_id}"


class DataKeys:
    """Thread-safe. Which key seals is read in the caller's own transaction, so that a rotation that is committed
    holds for every later writer; opened keys are remembered for a minute."""

    def __init__(self, keys: Keyring, engine: Engine) -> None:
        """`engine` should not pool: a look-up may happen while the caller holds a connection of the pool."""
        self._keys, self._engine = keys, engine
        self._lock = threading.Lock()
        self._opened: dict[str, tuple[DataKey, float]] = {}

    def current(self, conn: Connection, company: CompanyId) -> DataKey:
        """The company's newest key; made if it has none. Raises CompanyEnded after its destruction."""
        row = self._newest(conn, company)
        if row is None:
            try:
                with conn.begin_nested():
                    return self.make(conn, company, 1)
            except IntegrityError:  # two first writers at once (PostgreSQL)
                row = self._newest(conn, company)
        if row is None or row.sealed is None:
            raise CompanyEnded
        with self._lock:
            known = self._opened.get(row.id)
        return known[0] if known is not None else self._open(row)

    def by_id(self, key_id: str) -> DataKey | None:
        """The key with this id, or None if it does not exist (any more)."""
        with self._lock:
            known = self._opened.get(key_id)
            if known is not None and time.monotonic() - known[1] < KEPT_SECONDS:
                return known[0]
        query = select(t.data_keys).where(t.data_keys.c.id == key_id)
        with self._engine.connect().execution_options(madoguchi_read=True) as conn:
            row = conn.execute(query).one_or_none()
        if row is None or row.sealed is None:
            with self._lock:
                self._opened.pop(key_id, None)
            return None
        return self._open(row)

    def make(self, conn: Connection, company: CompanyId, generation: int) -> DataKey:
        """A new key for the company, in this transaction."""
        key, key_id = new_key(), secrets.token_hex(8)
        conn.execute(
            insert(t.data_keys).values(
                id=key_id,
                company=company,
                generation=generation,
                sealed=self._keys.seal(key, place_of(key_id, company)),
            )
        )
        return self._remember(DataKey(key_id, key))

    def destroy(self, tx: Tx, company: CompanyId) -> int:
        """Destroy the company's keys for good; gives how many there were. One mark stays, so that none is made
        again."""
        keys = t.data_keys
        rows = tx.conn.execute(select(keys.c.id).where(keys.c.company == company).with_for_update()).all()
        if not rows:
            self.make(tx.conn, company, 1)
        gone = tx.conn.execute(
            update(keys)
            .where(keys.c.company == company, keys.c.destroyed_at.is_(None))
            .values(sealed=None, destroyed_at=tx.now)
        ).rowcount
        with self._lock:
            self._opened.clear()
        return gone

    def forget(self) -> None:
        """Look every key up again at its next use."""
        with self._lock:
            self._opened.clear()

    def _newest(self, conn: Connection, company: CompanyId) -> Row[Any] | None:
        keys = t.data_keys
        query = select(keys).where(keys.c.company == company).order_by(keys.c.generation.desc()).limit(1)
        # On PostgreSQL the row stays as it is until the writer has committed what it seals.
        return conn.execute(query.with_for_update(read=True)).one_or_none()

    def _open(self, row: Row[Any]) -> DataKey:
        return self._remember(DataKey(row.id, self._keys.open(row.sealed, place_of(row.id, row.company))))

    def _remember(self, key: DataKey) -> DataKey:
        with self._lock:
            self._opened[key.id] = (key, time.monotonic())
        return key
