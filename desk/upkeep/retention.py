"""How long things are kept (desk.upkeep.keeping says it for each company), and their removal on time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, exists, func, or_, select, update

from desk.audited import Audited
from desk.ids import ConversationId
from desk.requests.ends import stands
from desk.requests.forms import RESULT_KEPT
from desk.requests.receipts import Receipt
from desk.statuses import FINAL
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.staff_tables import staff_sessions
from desk.storage.store import Context
from desk.upkeep.errors import DestructionIncomplete
from desk.upkeep.keeping import Keepings
from desk.upkeep.personal import Counts, PersonalData, Scope
from desk.words import known
from knowledge.vocabulary import CompanyId, Owner, Region

_PIECE = 500
"""How much goes in one transaction: others must not wait long."""


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """How much retention removed, and that it is gone.

    `requests`: how many lost their personal data (`fields` values of the vault, `notes` of staff), `records`: how
    many bare records went after it. `left`: things past their time that are still there (0; anything else is an
    error). `scrubbed`: the old pages are off the disk too; False where a reader was in the way (the next run does it).
    """

    conversations: int
    messages: int
    sessions: int
    forms: int
    contacts: int
    requests: int = 0
    fields: int = 0
    notes: int = 0
    records: int = 0
    left: int = 0
    scrubbed: bool = True


@dataclass(frozen=True, slots=True)
class Due:
    """What is past its time: whole conversations, requests with personal data, bare records. By id."""

    conversations: tuple[ConversationId, ...]
    requests: tuple[Receipt, ...]
    records: tuple[Receipt, ...]

    @property
    def number(self) -> int:
        """How many things that is."""
        return len(self.conversations) + len(self.requests) + len(self.records)


def finished(conn: Connection, *only: ColumnElement[bool]) -> Sequence[Row[Any, Any, Any, Any, Any]]:
    """Requests that are done with (receipt, company, region, erased_at), oldest first, and since when (`finished`): the
    first entry of their last status. What is noted about them afterwards makes nothing begin anew.
    `only`: conditions on requests."""
    requests, history = t.requests, t.request_history
    query = (
        select(
            requests.c.receipt,
            requests.c.company,
            requests.c.region,
            requests.c.erased_at,
            func.min(history.c.at, type_=history.c.at.type).label("finished"),
        )
        .join(history, history.c.receipt == requests.c.receipt)
        .where(requests.c.status.in_(sorted(FINAL)), history.c.status == requests.c.status, stands(), *only)
        .group_by(
            requests.c.n, requests.c.receipt, requests.c.company, requests.c.region, requests.c.erased_at
        )
        .order_by(requests.c.n)
    )
    return conn.execute(query).all()


class Retention:
    """A chat goes some time after its conversation's last change, but not while it waits, is with staff, or has an open
    request: it says what was agreed. The data of a request goes some time after its end; its bare record with it,
    unless a law wants that kept longer."""

    def __init__(self, context: Context, keepings: Keepings) -> None:
        self._db, self._personal, self._of = context.db, PersonalData(context), keepings

    def purge(self, now: datetime | None = None) -> PurgeReport:
        """Remove what is past its time, in pieces of one transaction each, and see that it is gone. Safe to run at any
        time, in several processes, and to be interrupted: what is left goes with the next run.
        Raises DestructionIncomplete (the piece in question is rolled back)."""
        moment = now or self._db.clock()
        total, records, more = Counts(), 0, True
        while more:
            with self._db.write(moment, alone=True) as tx:
                due = self._due(tx.conn, moment, _PIECE)
                records += self._remove(tx, due, total)
                more = due.number > 0
        with self._db.write(moment) as tx:
            sessions = self._leftovers(tx)
        return PurgeReport(
            conversations=total["conversations"],
            messages=total["messages"],
            sessions=sessions,
            forms=total["forms"],
            contacts=total["contacts"],
            requests=total["requests"],
            fields=total["fields"],
            notes=total["notes"],
            records=records,
            left=self.due(moment).number,
            scrubbed=self._db.scrub(),
        )

    def due(self, now: datetime | None = None) -> Due:
        """What is past its time and still there."""
        with self._db.read() as conn:
            return self._due(conn, now or self._db.clock(), None)

    def _remove(self, tx: Tx, due: Due, total: Counts) -> int:
        for company, scope in self._by_company(tx.conn, due):
            gone = self._personal.destroy(tx, scope)
            left = self._personal.remains(tx.conn, scope)
            if left:
                raise DestructionIncomplete(left)
            tx.audit("desk", Audited.PURGE, company, _told(gone))
            total.merge(gone)
        records = self._personal.drop_records(tx, due.records)
        if records:
            tx.audit("desk", Audited.PURGE_RECORDS, "retention", f"records={records}")
        self._personal.drop_conversations(tx)
        return records

    def _by_company(self, conn: Connection, due: Due) -> Iterable[tuple[CompanyId, Scope]]:
        scopes: dict[CompanyId, tuple[set[Receipt], set[ConversationId]]] = {}
        conv, requests = t.conversations, t.requests
        for row in conn.execute(select(conv.c.id, conv.c.company).where(conv.c.id.in_(due.conversations))):
            scopes.setdefault(row.company, (set(), set()))[1].add(row.id)
        query = select(requests.c.receipt, requests.c.company)
        for row in conn.execute(query.where(requests.c.receipt.in_(due.requests))):
            scopes.setdefault(row.company, (set(), set()))[0].add(row.receipt)
        return [(name, Scope(frozenset(r), frozenset(c))) for name, (r, c) in sorted(scopes.items())]

    # ------------------------------------------------------------ what is due

    def _due(self, conn: Connection, now: datetime, limit: int | None) -> Due:
        requests, records = [], []
        for row in finished(conn):
            keeping, region = self._of(row.company), known(Region, row.region)
            if row.erased_at is None:
                if keeping.of(region).over(row.finished, now):
                    requests.append(row.receipt)
            elif keeping.record_over(region, row.finished, now):
                records.append(row.receipt)
        chats = self._old_chats(conn, now, limit)
        return Due(tuple(chats[:limit]), tuple(requests[:limit]), tuple(records[:limit]))

    def _old_chats(self, conn: Connection, now: datetime, limit: int | None) -> list[ConversationId]:
        conv = t.conversations
        open_request = exists().where(
            t.requests.c.conversation_id == conv.c.id, t.requests.c.status.not_in(sorted(FINAL))
        )
        found: list[ConversationId] = []
        for company in conn.execute(select(conv.c.company).distinct().order_by(conv.c.company)).scalars():
            query = select(conv.c.id).where(
                conv.c.company == company,
                conv.c.updated_at <= now - self._of(company).chat,
                conv.c.purged.is_(False),
                conv.c.owner.not_in([Owner.WAITING.value, Owner.STAFF.value]),
                ~open_request,
            )
            found += conn.execute(query.order_by(conv.c.n).limit(limit)).scalars()
        return found

    # ------------------------------------------------------------ what nobody needs any more

    def _leftovers(self, tx: Tx) -> int:
        """Sessions that have ended (gives how many), forgotten attempts, and access codes in results of forms, once
        nobody repeats the submission any more."""
        tx.conn.execute(
            update(t.forms).where(t.forms.c.spent_at <= tx.now - RESULT_KEPT).values(result_enc=None)
        )
        day_ago, shut = tx.now - timedelta(days=1), t.attempts.c.shut_until
        _drop(tx, t.attempts, t.attempts.c.since <= day_ago, or_(shut.is_(None), shut <= tx.now))
        return _drop(tx, staff_sessions, staff_sessions.c.expires_at <= tx.now)


def _told(counts: Counts) -> str:
    return " ".join(f"{kind}={number}" for kind, number in sorted(counts.by_kind.items()))


def _drop(tx: Tx, table: Any, *where: ColumnElement[bool]) -> int:
    return tx.conn.execute(delete(table).where(*where)).rowcount
