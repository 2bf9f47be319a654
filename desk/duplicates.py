"""Records that may be about the same matter. Shown to staff, never used to keep anybody out: whoever asks twice has
perhaps not been answered (fides PR 7971: a duplicate check kept real people out).

Records are compared by keyed hashes of what identifies a person, made when the record is opened; the values
themselves stay in the vault. Whoever erases a person's data must remove the rows of `request_marks`, too.
"""

import re
import unicodedata
from collections.abc import Mapping

from sqlalchemy import Connection, insert, select

from desk.crypto import Keyring
from desk.life import Resemblance
from desk.storage import tables as t
from desk.storage.database import Tx

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
    if values.get("email"):
        found["email"] = (values["email"].casefold(),)
    if values.get("phone"):
        found["phone"] = (_plain(values["phone"]),)
    if name and birthdate:
        found["name_birthdate"] = (name, birthdate)
    if name and address:
        found["name_address"] = (name, _plain(address))
    return found


def mark(tx: Tx, keys: Keyring, company: str, receipt: str, values: Mapping[str, str]) -> None:
    """Keep the hashes of a new record."""
    for what, parts in _marks(values).items():
        mac = keys.mac("resembles", company, what, *parts)
        tx.conn.execute(insert(t.request_marks).values(receipt=receipt, what=what, mark_mac=mac))


def resembling(conn: Connection, receipt: str) -> tuple[Resemblance, ...]:
    """Other records that resemble this one, newest first."""
    mine, other = t.request_marks.alias("mine"), t.request_marks.alias("other")
    query = (
        select(other.c.what, t.requests)
        .select_from(mine)
        .join(other, other.c.mark_mac == mine.c.mark_mac)
        .join(t.requests, t.requests.c.receipt == other.c.receipt)
        .where(mine.c.receipt == receipt, other.c.receipt != receipt)
        .order_by(t.requests.c.n.desc(), other.c.what)
    )
    found: dict[str, Resemblance] = {}
    for row in conn.execute(query):
        before = found.get(row.receipt)
        on = (*(before.on if before else ()), row.what)
        if before is None and len(found) == _MOST:
            break
        found[row.receipt] = Resemblance(row.receipt, on, row.request_type, row.status, row.created_at)
    return tuple(found.values())
