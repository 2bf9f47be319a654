"""Slows down guessing of access codes and passwords. It works on the name that is tried, whether it exists or not,
so that being shut tells nothing."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from desk.errors import TooManyAttempts
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.once import insert_once
from desk.vaulting.crypto import Keyring


class Throttle:
    """`limit` failures within `window` shut a name for `window`."""

    def __init__(self, keys: Keyring, purpose: str, limit: int, window: timedelta) -> None:
        self._keys, self._purpose, self._limit, self._window = keys, purpose, limit, window

    def check(self, tx: Tx, name: str) -> None:
        """Raises TooManyAttempts while the name is shut."""
        row = tx.conn.execute(
            select(t.attempts).where(t.attempts.c.key_mac == self._key(name)).with_for_update()
        ).one_or_none()
        if row is not None and row.shut_until is not None and row.shut_until > tx.now:
            raise TooManyAttempts(row.shut_until)

    def failed(self, tx: Tx, name: str) -> None:
        """Count a failure; the caller commits it before it refuses."""
        table, key = t.attempts, self._key(name)
        # Of several first failures at once each counts.
        insert_once(tx.conn, table, key_mac=key, failures=0, since=tx.now)
        row = tx.conn.execute(select(table).where(table.c.key_mac == key).with_for_update()).one()
        fresh = row.since + self._window <= tx.now
        failures = 1 if fresh else row.failures + 1
        tx.conn.execute(
            update(table)
            .where(table.c.key_mac == key)
            .values(
                failures=failures,
                since=tx.now if fresh else row.since,
                shut_until=tx.now + self._window if failures >= self._limit else None,
            )
        )

    def succeeded(self, tx: Tx, name: str) -> None:
        """Forget the failures."""
        tx.conn.execute(delete(t.attempts).where(t.attempts.c.key_mac == self._key(name)))

    def _key(self, name: str) -> bytes:
        return self._keys.mac("attempts:" + self._purpose, name)
