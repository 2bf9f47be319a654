"""The chain of the audit log: each entry's hash covers the entry and the hash before it.

    hash(n) = HMAC-SHA-256(key, hash(n-1) | JSON [n, at, actor, action, subject, detail])

`at` in UTC with microseconds; before the first entry stand 32 zero bytes. The key lies outside the database, so that
whoever can write there cannot make an entry that fits.
"""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from desk.storage import tables as t
from desk.storage.gates import RECORDING, take_turns

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is recorded. Never a customer's data: ids, words of vocabularies, counts."""

    actor: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry: its number and hash."""

    n: int
    hash: bytes


def link(key: bytes, before: bytes, n: int, at: datetime, entry: Entry) -> bytes:
    """An entry's hash."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    body = json.dumps(
        [n, moment, entry.actor, entry.action, entry.subject, entry.detail],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hmac.digest(key, before + body.encode("utf-8", "surrogatepass"), "sha256")


def head_of(conn: Connection) -> Head | None:
    """The newest entry, or None in an empty log."""
    query = select(t.audit.c.n, t.audit.c.hash).order_by(t.audit.c.n.desc()).limit(1)
    row = conn.execute(query).one_or_none()
    return None if row is None else Head(row.n, row.hash)


def append(conn: Connection, key: bytes, entries: Sequence[Entry], at: datetime) -> Head:
    """Append entries in this write transaction, as its last act: on PostgreSQL writers take turns from here to
    their commit; SQLite's are alone anyway."""
    take_turns(conn, RECORDING)
    head = head_of(conn) or Head(0, GENESIS)
    for entry in entries:
        n = head.n + 1
        head = Head(n, link(key, head.hash, n, at, entry))
        conn.execute(
            insert(t.audit).values(
                n=n,
                at=at,
                actor=entry.actor,
                action=entry.action,
                subject=entry.subject,
                detail=entry.detail,
                hash=head.hash,
            )
        )
    return head
