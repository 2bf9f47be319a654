"""The audit log: is it whole, and its export. It is written by `Tx.audit` and holds ids, never values."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import DBAPIError

from desk.audited import Audited
from desk.storage import chain
from desk.storage import tables as t
from desk.storage.anchors import Anchor, Anchors
from desk.storage.store import Context
from desk.vaulting.crypto import same
from desk.vaulting.signing import public_key, sign

EXPORT_FORMAT = "madoguchi-audit-1"


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What `verify` found. `problems` name entries and heads; none: the log is as it was written. `covered`: the
    newest entry that a head outside the database vouches for."""

    entries: int
    head: str
    covered: int
    restores: int
    problems: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, deleted, inserted or cut off."""
        return not self.problems


class AuditLog:
    """Reads the log; `note_head` and `note_restore` write heads down outside the database."""

    def __init__(self, context: Context) -> None:
        self._db, self._key = context.db, context.keys.mac_key

    @property
    def anchors(self) -> Anchors:
        """The heads outside the database."""
        return self._db.anchors

    def verify(self) -> AuditReport:
        """Recompute every entry's hash and hold every head written down outside against it."""
        problems: list[str] = []
        wanted = {anchor.head.n: anchor for anchor in self._expected(problems)}
        before, number, last = chain.GENESIS, 0, 0
        with self._db.read() as conn:
            try:
                for row in _rows(conn):
                    entry = chain.Entry(row.actor, row.action, row.subject, row.detail)
                    if not same(chain.link(self._key, before, row.n, row.at, entry), row.hash):
                        problems.append(
                            f"entry {row.n} was changed, or one before it was changed, removed or put in"
                        )
                    anchor = wanted.pop(row.n, None)
                    if anchor is not None and not same(anchor.head.hash, row.hash):
                        problems.append(f"entry {row.n} is not the one that was written down on {anchor.at}")
                    before, number, last = row.hash, number + 1, row.n
            except (DBAPIError, TypeError, ValueError, AttributeError) as problem:
                problems.append(f"what comes after entry {last} cannot be read ({type(problem).__name__})")
        missing = sorted(n for n in wanted if n > 0)
        if missing:
            problems.append(
                f"entry {missing[-1]} was written down on {wanted[missing[-1]].at} and is missing; the log ends "
                f"with {last}"
            )
        newest = self.anchors.newest()
        if newest is None and number:
            problems.append("no head is written down outside the database: nothing shows what its end was")
        covered = newest.head.n if newest is not None else 0
        restores = sum(anchor.kind == "restore" for anchor in self.anchors.lines())
        return AuditReport(number, before.hex(), covered, restores, tuple(problems))

    def _expected(self, problems: list[str]) -> list[Anchor]:
        """The heads that the log must still hold: a restore takes back those that reach beyond it."""
        lines = self.anchors.lines()
        expected: list[Anchor] = []
        for anchor in lines:
            if not anchor.sound:
                problems.append(
                    f"line {anchor.number} of heads.jsonl is damaged or not signed by this installation"
                )
                continue
            if anchor.kind == "restore":
                expected = [one for one in expected if one.head.n <= anchor.since]
            expected.append(anchor)
        newest = self.anchors.newest()
        if newest is not None:
            if not newest.sound:
                problems.append("head.json is not signed by this installation")
            else:
                expected.append(newest)
        return expected

    def note_head(self) -> None:
        """Write the newest head down as a line of heads.jsonl, unless the log does not hold the last one (then it is
        said in the app's log, and `verify` says it too). For the start and the hourly housekeeping."""
        try:
            with self._db.read() as conn:
                head = chain.head_of(conn)
                holds = self._db.holds_anchor(conn)
        except (DBAPIError, TypeError, ValueError):
            self.anchors.tear("an entry cannot be read")
            return
        if head is not None and holds:
            self.anchors.advance(head, self._db.clock(), note=True)

    def note_restore(self, by: str) -> bool:
        """After a backup was put in place on purpose: the log goes on from where it ends now. The restore becomes an
        entry and a line of heads.jsonl, which stays. False: the log holds its last head, there was no step back."""
        with self._db.read() as conn:
            if self._db.holds_anchor(conn):
                return False
            head = chain.head_of(conn) or chain.Head(0, chain.GENESIS)
            since = self._parting(conn)
        lost = self.anchors.newest()
        self.anchors.advance(head, self._db.clock(), restored_since=since)
        self.anchors.torn = None
        with self._db.write() as tx:
            tx.audit(by, Audited.RESTORE, "database", f"head={head.n} was={lost.head.n if lost else 0}")
        return True

    def _parting(self, conn: Connection) -> int:
        """The last entry that this log is known to have in common with the one whose heads were written down."""
        since = 0
        newest = self.anchors.newest()
        known = [one for one in (*self.anchors.lines(), newest) if one is not None and one.sound]
        for anchor in sorted(known, key=lambda one: one.head.n):
            kept = conn.execute(select(t.audit.c.hash).where(t.audit.c.n == anchor.head.n)).scalar()
            if kept is None or not same(kept, anchor.head.hash):
                break
            since = anchor.head.n
        return since

    def export(self, write: Callable[[str], object], after: int = 0) -> int:
        """Every entry after `after` as a line of JSON, then a last line with the head, the SHA-256 of the lines before
        it, and a signature (docs/operations.md). Gives how many entries there are."""
        digest, number = hashlib.sha256(), 0
        head = chain.GENESIS
        with self._db.read() as conn:
            for row in _rows(conn, after):
                line = json.dumps(entry_out(row), ensure_ascii=False) + "\n"
                digest.update(line.encode())
                write(line)
                number, head, after = number + 1, row.hash, row.n
        seal = sign(
            self.anchors.signer,
            {
                "format": EXPORT_FORMAT,
                "entries": number,
                "n": after,
                "hash": head.hex(),
                "sha256": digest.hexdigest(),
                "at": self._db.clock().astimezone(UTC).isoformat(),
                "public_key": public_key(self.anchors.signer),
            },
        )
        write(json.dumps(seal, ensure_ascii=False) + "\n")
        return number


def entry_out(row: Row[Any]) -> dict[str, Any]:
    """An entry as it is exported."""
    at: datetime = row.at
    return {
        "n": row.n,
        "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": row.actor,
        "action": row.action,
        "subject": row.subject,
        "detail": row.detail,
        "hash": row.hash.hex(),
    }


def _rows(conn: Connection, after: int = 0) -> Iterator[Row[Any]]:
    query = select(t.audit).where(t.audit.c.n > after).order_by(t.audit.c.n)
    yield from conn.execution_options(yield_per=1000).execute(query)
