"""Rotation of keys: a new key for the installation, a new data key for each company, and every value sealed anew.

Each step is one transaction and none depends on an earlier one having run in the same process: interrupted anywhere,
the
next `rotate` goes on. It is safe beside a running app, which reads a changed key file before it seals or when it
meets a key it does not know, and looks up which data key seals in the transaction that seals.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, select, tuple_, update

from desk.audited import Audited
from desk.settings import DeskSettings
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.once import insert_once
from desk.storage.sealed import SEALED, Sealed
from desk.storage.store import Context
from desk.vaulting.crypto import HEAD, new_key, write_key_file
from desk.vaulting.datakeys import DataKeys, place_of
from desk.vaulting.errors import CompanyEnded, KeyProblem
from desk.vaulting.vault import SEALED as VAULT

ALL_SEALED: tuple[Sealed, ...] = (*SEALED, VAULT)
_PIECE = 200


@dataclass(frozen=True, slots=True)
class RotationReport:
    """What a rotation did. `continued`: it went on with one that had been interrupted."""

    continued: bool
    data_keys: int
    values: int
    old_data_keys_destroyed: int


@dataclass(frozen=True, slots=True)
class KeyUse:
    """One key of the installation: a fingerprint, and how many values it seals."""

    fingerprint: str
    newest: bool
    values: int


class Rotation:
    """For the command line; `reseal` for the housekeeping too."""

    def __init__(self, context: Context, data_keys: DataKeys, settings: DeskSettings) -> None:
        self._db, self._keys, self._data_keys = context.db, context.keys, data_keys
        self._settings = settings

    def rotate(self, by: str, *, only_installation: bool = False) -> RotationReport:
        """Make a new key for the installation (in the key file; one from the environment must have been put in front)
        and, unless `only_installation`, for each company; seal everything with them. Old keys of the installation stay
        in the file until `retire`. Raises KeyProblem."""
        with self._alone():
            continued = self._unfinished()
            if not continued:
                self._new_installation_key()
            made = self._reseal_keys(by, not only_installation)
            values = self.reseal()
            gone = self._drop_old_data_keys(by)
        return RotationReport(continued, made, values, gone)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = self._settings.records_dir
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / "rotation.lock").open("w") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise KeyProblem("Another rotation is running; wait for its end.") from None
            yield

    def _unfinished(self) -> bool:
        """Whether a rotation was begun and not ended: a key is not sealed by the newest, or a company has an old
        one."""
        newest = self._keys.heads[0]
        with self._db.read() as conn:
            if any(row.value[:HEAD] != newest for row in conn.execute(select(t.meta))):
                return True
            live = conn.execute(select(t.data_keys).where(t.data_keys.c.sealed.is_not(None))).all()
        companies = [row.company for row in live]
        return len(set(companies)) < len(companies) or any(row.sealed[:HEAD] != newest for row in live)

    def _new_installation_key(self) -> None:
        if self._settings.secret_key is not None:
            raise KeyProblem(
                "The newest key of MADOGUCHI_SECRET_KEY seals already. Put a new one in front of it "
                "(madoguchi keys new prints one), restart the desk with it, and rotate again."
            )
        write_key_file(self._settings.secret_key_file, [new_key(), *self._keys.keys])

    def _reseal_keys(self, by: str, data_keys: bool) -> int:
        newest = self._keys.heads[0]
        made = 0
        with self._db.write(alone=True) as tx:
            for row in tx.conn.execute(select(t.meta)).all():
                if row.value[:HEAD] != newest:
                    place = f"meta:{row.name}"
                    value = self._keys.seal(self._keys.open(row.value, place), place)
                    tx.conn.execute(update(t.meta).where(t.meta.c.name == row.name).values(value=value))
            live = self._live(tx.conn)
            for row in live:
                if row.sealed[:HEAD] != newest:
                    place = place_of(row.id, row.company)
                    sealed = self._keys.seal(self._keys.open(row.sealed, place), place)
                    tx.conn.execute(
                        update(t.data_keys).where(t.data_keys.c.id == row.id).values(sealed=sealed)
                    )
            companies = [row.company for row in live]
            for row in live if data_keys else ():
                if companies.count(row.company) == 1:
                    self._data_keys.make(tx.conn, row.company, row.generation + 1)
                    made += 1
            tx.audit(by, Audited.KEYS_ROTATE, "installation", f"data_keys={made}")
        self._data_keys.forget()
        return made

    def finish_upgrade(self) -> int:
        """Once in the life of a database: what was sealed before companies had keys of their own is sealed by them.
        Gives how many values that were. For the housekeeping; interrupted, it begins again."""
        place = "meta:resealed"
        done = select(t.meta.c.name).where(t.meta.c.name == "resealed")
        with self._db.read() as conn:
            if conn.execute(done).one_or_none() is not None:
                return 0
        values = self.reseal()
        with self._db.write() as tx:
            if insert_once(tx.conn, t.meta, name="resealed", value=self._keys.seal(b"yes", place)):
                tx.audit("desk", Audited.KEYS_RESEAL, "installation", f"values={values}")
        return values

    def reseal(self) -> int:
        """Seal every value that is not sealed by its company's newest key; gives how many there were."""
        return sum(self._reseal_column(sealed) for sealed in ALL_SEALED)

    def _reseal_column(self, sealed: Sealed) -> int:
        done, last = 0, None
        while True:
            with self._db.write() as tx:
                rows = self._page(tx.conn, sealed, last)
                done += sum(self._reseal_row(tx, sealed, row) for row in rows)
            if len(rows) < _PIECE:
                return done
            last = tuple(getattr(rows[-1], column.name) for column in sealed.key)

    @staticmethod
    def _page(conn: Connection, sealed: Sealed, last: tuple[Any, ...] | None) -> list[Row[Any]]:
        extra = [] if sealed.company is None else [sealed.company.label("sealed_for")]
        query = select(sealed.table, *extra).order_by(*sealed.key).limit(_PIECE)
        if last is not None:
            query = query.where(tuple_(*sealed.key) > tuple_(*last))
        return list(conn.execute(query.with_for_update(of=sealed.table)).all())

    def _reseal_row(self, tx: Tx, sealed: Sealed, row: Row[Any]) -> int:
        value: bytes | None = getattr(row, sealed.column.name)
        if not value:
            return 0
        company = None if sealed.company is None else row.sealed_for
        place = sealed.place(row)
        try:
            key = None if company is None else self._keys.of(tx.conn, company)
        except CompanyEnded:
            return 0
        if value[:HEAD] == (self._keys.heads[0] if key is None else key.head):
            return 0
        plain = self._keys.open(value, place)
        anew = self._keys.seal(plain, place) if key is None else key.seal(plain, place)
        this = and_(*(column == getattr(row, column.name) for column in sealed.key))
        tx.conn.execute(update(sealed.table).where(this).values({sealed.column.name: anew}))
        return 1

    def _live(self, conn: Connection) -> list[Row[Any]]:
        keys = t.data_keys
        query = select(keys).where(keys.c.sealed.is_not(None)).order_by(keys.c.company, keys.c.generation)
        return list(conn.execute(query.with_for_update()).all())

    def _drop_old_data_keys(self, by: str) -> int:
        """Data keys that a newer one has replaced and that seal nothing any more."""
        gone = 0
        with self._db.write(alone=True) as tx:
            live = self._live(tx.conn)
            newest = {row.company: row.id for row in live}
            for row in live:
                head = b"\x02" + bytes.fromhex(row.id)
                if row.id != newest[row.company] and self._sealed_by(tx.conn, head) == 0:
                    tx.conn.execute(delete(t.data_keys).where(t.data_keys.c.id == row.id))
                    gone += 1
            if gone:
                tx.audit(by, Audited.KEYS_DESTROY_OLD, "installation", f"data_keys={gone}")
        self._data_keys.forget()
        return gone

    @staticmethod
    def _sealed_by(conn: Connection, head: bytes) -> int:
        """How many values begin like this."""
        return sum(
            conn.execute(
                select(func.count())
                .select_from(sealed.table)
                .where(func.substr(sealed.column, 1, HEAD) == head)
            ).scalar_one()
            for sealed in ALL_SEALED
        )

    # ------------------------------------------------------------ the installation's old keys

    def uses(self) -> tuple[KeyUse, ...]:
        """Each key of the installation, newest first, and how much it seals."""
        with self._db.read() as conn:
            return self._uses(conn)

    def _uses(self, conn: Connection) -> tuple[KeyUse, ...]:
        heads = self._keys.heads
        keys = [row.value for row in conn.execute(select(t.meta))]
        keys += [row.sealed for row in conn.execute(select(t.data_keys)) if row.sealed is not None]
        return tuple(
            KeyUse(
                head[1:].hex(),
                head == heads[0],
                sum(value[:HEAD] == head for value in keys) + self._sealed_by(conn, head),
            )
            for head in heads
        )

    def retire(self, by: str) -> int:
        """Take keys that seal nothing any more out of the key file; gives how many. A backup made under them cannot be
        read without them: keep a copy for as long as such a backup is to be restored.
        Raises KeyProblem where a key that is not the newest is still in use, or the keys are in the environment."""
        if self._settings.secret_key is not None:
            raise KeyProblem("The keys are in MADOGUCHI_SECRET_KEY: take the old ones out there.")
        with self._alone(), self._db.write(alone=True) as tx:
            uses = self._uses(tx.conn)
            used = [use.fingerprint for use in uses if use.values and not use.newest]
            if used:
                raise KeyProblem(
                    f"Still in use: {', '.join(used)}. Run madoguchi keys rotate to its end first."
                )
            keys = self._keys.keys
            if len(keys) > 1:
                # While the write lock is held: nobody can be sealing with an old key meanwhile.
                write_key_file(self._settings.secret_key_file, keys[:1])
                tx.audit(by, Audited.KEYS_RETIRE, "installation", f"keys={len(keys) - 1}")
        return len(keys) - 1
