"""Records that may be about the same matter. Shown to staff, never used to keep anybody out: whoever asks twice has
perhaps not been answered (fides PR 7971: a duplicate check kept real people out).

Records are compared by keyed hashes, made when the record is opened and when it is corrected: those of e-mail address
and telephone number lie in the vault, which finds a person by them, too; those of what is only compared here in
`request_marks`. An erasure removes both (`desk.upkeep.personal`).
"""

import re
import unicodedata
from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from desk.life import Resemblance
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.vaulting.crypto import Keyring
from desk.vaulting.vault import Vault
from desk.words import asked_for
from knowledge.vocabulary import CompanyId

_MOST = 20
"""Resembling records shown."""


def _plain(text: str) -> str:
    """Without width, case, white space, punctuation: what two people write differently."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())


def _marks(values: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """What is compared. The subject of the request counts: for an agent, the principal."""
    name = _plain(values.get("principal_name") or values.get("name", ""))
    address = values.get("principal_address") if values.get("principal_name") else values.get("address")
    birthdate = values.get("birthdate", "")
    found: dict[str, tuple[str, ...]] = {}
    if name and birthdate:
        found["name_birthdate"] = (name, birthdate)
    if name and address:
        found["name_address"] = (name, _plain(address))
    return found


def mark(
    conn: Connection, keys: Keyring, company: CompanyId, receipt: Receipt, values: Mapping[str, str]
) -> None:
    """Keep the hashes of a new record."""
    for what, parts in _marks(values).items():
        mac = keys.mac("resembles", company, what, *parts)
        conn.execute(insert(t.request_marks).values(receipt=receipt, what=what, mark_mac=mac))


def mark_anew(
    conn: Connection, keys: Keyring, company: CompanyId, receipt: Receipt, values: Mapping[str, str]
) -> None:
    """Keep the hashes of a record whose values have changed, and the old ones no more."""
    conn.execute(delete(t.request_marks).where(t.request_marks.c.receipt == receipt))
    mark(conn, keys, company, receipt, values)


def resembling(conn: Connection, vault: Vault, receipt: Receipt) -> tuple[Resemblance, ...]:
    """Other records that resemble this one, newest first."""
    on = {name: list(fields) for name, fields in vault.alike(conn, receipt).items()}
    mine, other = t.request_marks.alias("mine"), t.request_marks.alias("other")
    marked = (
        select(other.c.receipt, other.c.what)
        .select_from(mine)
        .join(other, other.c.mark_mac == mine.c.mark_mac)
        .where(mine.c.receipt == receipt, other.c.receipt != receipt)
        .order_by(other.c.what)
    )
    for row in conn.execute(marked):
        on.setdefault(row.receipt, []).append(row.what)
    requests = t.requests
    query = (
        select(requests.c.receipt, requests.c.request_type, requests.c.status, requests.c.created_at)
        .where(requests.c.receipt.in_(sorted(on)))  # what is alike may also be a contact that was left
        .order_by(requests.c.n.desc())
        .limit(_MOST)
    )
    return tuple(
        Resemblance(
            row.receipt, tuple(on[row.receipt]), asked_for(row.request_type), row.status, row.created_at
        )
        for row in conn.execute(query)
    )
