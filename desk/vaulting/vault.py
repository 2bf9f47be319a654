"""The vault: what customers entered into forms, field by field, each value sealed by its company's key.

Nothing else reads its table (an import contract), and every reading is recorded: who, why, which fields. A record is
a request, named by its receipt, or a contact that was left, named by its id.
"""

import json
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Literal, TypeVar

from sqlalchemy import Connection, delete, func, insert, select

from desk.audited import Audited
from desk.requests.fields import ORDER
from desk.storage.database import Tx
from desk.storage.sealed import Sealed
from desk.storage.store import Context
from desk.storage.vault_table import vault
from desk.vaulting.crypto import Keyring
from knowledge.vocabulary import CompanyId

Name = TypeVar("Name", bound=str)

Why = Literal["case", "change", "contact", "document", "mail", "export", "erasure", "masking"]
"""Why a record is read: work on its request, a change of it, calling back, making a paper, writing a mail, the
export at
the end of a contract, finding what belongs to a person who is to be erased, hiding names
from what goes to Slack."""

MATCHED = ("email", "phone")
"""Fields by which records of one person are found again, as keyed hashes."""
_PIECE = 500

SEALED = Sealed(
    vault,
    vault.c.value_enc,
    (vault.c.record, vault.c.field),
    lambda row: _place(row.record, row.field),
    vault.c.company,
)


def _place(record: str, field: str) -> str:
    return f"vault.value_enc:{record}:{field}"


def match_mac(keys: Keyring, company: CompanyId, field: str, value: str) -> bytes:
    """The keyed hash under which a value is found again, within its company."""
    plain = unicodedata.normalize("NFKC", value).casefold()
    plain = "".join(c for c in plain if c.isdigit()) if field == "phone" else plain.strip()
    return keys.mac("vault:" + field, company, plain)


class Vault:
    """Works inside the caller's transaction."""

    def __init__(self, context: Context) -> None:
        self._keys = context.keys

    def put(self, tx: Tx, record: str, company: CompanyId, values: Mapping[str, str]) -> None:
        """Keep a record's fields. Raises CompanyEnded."""
        _put(tx.conn, self._keys, record, company, values, tx.now)

    def replace(
        self, tx: Tx, record: str, company: CompanyId, values: Mapping[str, str], gone: Collection[str] = ()
    ) -> None:
        """Keep these values instead of what the record has in their fields, and nothing in the fields `gone`: what was
        sealed there is destroyed, and the keyed hashes are those of the new values. Raises CompanyEnded."""
        old = vault.c.record == record, vault.c.field.in_(sorted({*values, *gone}))
        tx.conn.execute(delete(vault).where(*old))
        _put(tx.conn, self._keys, record, company, values, tx.now)

    def read(
        self,
        tx: Tx,
        record: str,
        by: str,
        why: Why,
        fields: Collection[str] | None = None,
        about: str = "",
    ) -> dict[str, str]:
        """The values of these fields (None: all), in the order in which they were entered; fields that it does not
        have are left out. The reading is recorded; `about` is a word that says more about why (which paper).
        Raises KeyProblem."""
        query = select(vault).where(vault.c.record == record)
        if fields is not None:
            query = query.where(vault.c.field.in_(sorted(fields)))
        rows = {row.field: row for row in tx.conn.execute(query)}
        names = [name for name in ORDER if name in rows] + sorted(rows.keys() - set(ORDER))
        if names:
            reason = f"{why}:{about}" if about else why
            tx.audit(by, Audited.VAULT_READ, record, f"why={reason} fields={','.join(names)}")
        return {name: self._keys.open(rows[name].value_enc, _place(record, name)).decode() for name in names}

    def has(self, conn: Connection, record: str, field: str) -> bool:
        """Whether the record has this field; nothing is opened."""
        query = select(vault.c.field).where(vault.c.record == record, vault.c.field == field)
        return conn.execute(query).first() is not None

    def names(self, conn: Connection, record: str) -> tuple[str, ...]:
        """The fields that a record has, in the order in which they were entered; nothing is opened."""
        query = select(vault.c.field).where(vault.c.record == record)
        found = set(conn.execute(query).scalars())
        return tuple([name for name in ORDER if name in found] + sorted(found - set(ORDER)))

    def alike(self, conn: Connection, record: str) -> dict[str, tuple[str, ...]]:
        """Other records of the same company with the same e-mail address or telephone number, and which of the two.
        Keyed hashes are compared; nothing is opened."""
        mine, other = vault.alias("mine"), vault.alias("other")
        same = (other.c.match_mac == mine.c.match_mac) & (other.c.company == mine.c.company)
        query = (
            select(other.c.record, other.c.field)
            .select_from(mine.join(other, same))
            .where(mine.c.record == record, other.c.record != record)
            .order_by(other.c.record, other.c.field)
        )
        found: dict[str, tuple[str, ...]] = {}
        for row in conn.execute(query):
            found[row.record] = (*found.get(row.record, ()), row.field)
        return found

    def matches(self, conn: Connection, records: Collection[str]) -> tuple[bytes, ...]:
        """The keyed hashes of e-mail addresses and telephone numbers of these records."""
        query = select(vault.c.match_mac).where(
            vault.c.record.in_(sorted(records)), vault.c.match_mac.is_not(None)
        )
        return tuple(sorted(set(conn.execute(query).scalars())))

    def matching(
        self, conn: Connection, company: CompanyId, hashes: Collection[bytes], until: datetime | None = None
    ) -> tuple[str, ...]:
        """The company's records with one of these hashes; `until`: kept no later than then."""
        query = select(vault.c.record).where(vault.c.company == company, vault.c.match_mac.in_(list(hashes)))
        if until is not None:
            query = query.where(vault.c.created_at <= until)
        return tuple(sorted(set(conn.execute(query).scalars())))

    def destroy(self, tx: Tx, records: Collection[str]) -> int:
        """Destroy all values of these records; gives how many there were."""
        return sum(
            tx.conn.execute(delete(vault).where(vault.c.record.in_(piece))).rowcount
            for piece in pieces(records)
        )

    def count(self, conn: Connection, records: Collection[str]) -> int:
        """How many values these records have."""
        query = select(func.count()).select_from(vault)
        return sum(
            conn.execute(query.where(vault.c.record.in_(piece))).scalar_one() for piece in pieces(records)
        )

    def count_of(self, conn: Connection, company: CompanyId) -> int:
        """How many values are kept for a company."""
        query = select(func.count()).select_from(vault).where(vault.c.company == company)
        return int(conn.execute(query).scalar_one())


def _put(
    conn: Connection, keys: Keyring, record: str, company: CompanyId, values: Mapping[str, str], at: datetime
) -> None:
    if not values:
        return
    seal = keys.of(conn, company).seal
    conn.execute(
        insert(vault),
        [
            {
                "record": record,
                "field": field,
                "company": company,
                "value_enc": seal(value.encode("utf-8", "surrogatepass"), _place(record, field)),
                "match_mac": match_mac(keys, company, field, value) if field in MATCHED else None,
                "created_at": at,
            }
            for field, value in values.items()
        ],
    )


def refill(
    conn: Connection, keys: Keyring, rows: Iterable[tuple[Name, CompanyId, bytes, datetime, str]]
) -> Iterator[tuple[Name, CompanyId, Mapping[str, str]]]:
    """For the migration: records (record, company, one sealed JSON value, time, its old column) field by field; gives
    what each holds as (record, company, values)."""
    for record, company, sealed, at, column in rows:
        values = json.loads(keys.open(sealed, f"{column}:{record}"))
        _put(conn, keys, record, company, values, at)
        yield record, company, values


def pieces(names: Collection[Name]) -> Iterable[Sequence[Name]]:
    """In pieces, because a statement takes only so many parameters."""
    ordered = sorted(names)
    return [ordered[start : start + _PIECE] for start in range(0, len(ordered), _PIECE)]
