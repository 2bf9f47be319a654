"""What is late or due soon, and the reminders: the list that staff works by."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Literal

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from desk.audited import Audited
from desk.calendar.dues import day_of, days_that_are, standing_of
from desk.errors import Forbidden, RequestNotFound
from desk.jobs.later import Job
from desk.life import DueEntry, DueStanding, Reminder
from desk.model import StaffMember
from desk.notify import STAFF
from desk.requests.records import due_of
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, within
from desk.words import asked_for
from knowledge.vocabulary import CompanyId

When = Literal["late", "soon", "all"]
_WANTED: Mapping[When, tuple[DueStanding, ...]] = {
    "late": ("late",),
    "soon": ("week",),
    "all": ("late", "week"),
}
_MOST = 500


def runs() -> ColumnElement[bool]:
    """Of `request_dues`: a date that runs, not kept yet, and no date of the company's own that stands still."""
    dues, pauses = t.request_dues, t.request_pauses
    still = (
        select(pauses.c.n)
        .where(pauses.c.receipt == dues.c.receipt, pauses.c.until.is_(None))
        .correlate(dues)
        .exists()
    )
    return dues.c.met_at.is_(None) & ~((dues.c.what == "target") & still)


def stands(due: ColumnElement[date], standing: DueStanding, today: date) -> ColumnElement[bool]:
    """Of a column of dates: whether it stands so today (`desk.calendar.dues`)."""
    return due.between(*days_that_are(standing, today))


class Agenda:
    """Dates that run, over all records."""

    def __init__(self, context: Context) -> None:
        self._db = context.db

    def dues(
        self,
        companies: Collection[CompanyId] | None = None,
        when: When = "all",
        company: CompanyId | None = None,
        now: datetime | None = None,
    ) -> tuple[DueEntry, ...]:
        """Dates that run, the earliest first: `late` (past), `soon` (within the week), or both. A date of the
        company's own that stands still (the customer's turn it is) is not in the list."""
        with self._db.read() as conn:
            return self.dues_in(conn, now or self._db.clock(), companies, when, company)

    @staticmethod
    def dues_in(
        conn: Connection,
        now: datetime,
        companies: Collection[CompanyId] | None = None,
        when: When = "all",
        company: CompanyId | None = None,
    ) -> tuple[DueEntry, ...]:
        """The same, inside the caller's transaction."""
        dues, requests = t.request_dues, t.requests
        today = day_of(now)
        query = (
            select(dues, requests.c.company, requests.c.kind, requests.c.request_type, requests.c.status)
            .join(requests, requests.c.receipt == dues.c.receipt)
            .where(runs(), *within(companies, requests.c.company))
            .where(or_(*(stands(dues.c.due, one, today) for one in _WANTED[when])))
            .order_by(dues.c.due, dues.c.n)
            .limit(_MOST)
        )
        if company is not None:
            query = query.where(requests.c.company == company)
        return tuple(
            DueEntry(
                row.receipt, row.company, row.kind, asked_for(row.request_type), row.status, due_of(row),
                days_left=(row.due - today).days, stands=standing_of(row.due, today),
            )
            for row in conn.execute(query)
        )  # fmt: skip

    @staticmethod
    def late_requests(conn: Connection, now: datetime) -> int:
        """How many requests have a date that is past, over all companies."""
        receipts = func.count(t.request_dues.c.receipt.distinct())
        late = stands(t.request_dues.c.due, "late", day_of(now))
        return conn.execute(select(receipts).where(runs(), late)).scalar_one()

    def remind(self, tx: Tx, job: Job) -> None:
        """The work of a reminder: written down for staff, unless the date was kept or moved meanwhile."""
        receipt, what, due = (
            job.payload["receipt"],
            job.payload["what"],
            date.fromisoformat(job.payload["due"]),
        )
        dues, reminders = t.request_dues, t.reminders
        running = select(dues.c.n).where(
            dues.c.receipt == receipt, dues.c.what == what, dues.c.due == due, dues.c.met_at.is_(None)
        )
        same = (reminders.c.receipt == receipt, reminders.c.what == what, reminders.c.due == due)
        if tx.conn.execute(running).first() is None:
            return
        if tx.conn.execute(select(reminders.c.n).where(*same)).first() is not None:
            return
        tx.conn.execute(reminders.insert().values(receipt=receipt, what=what, due=due, at=tx.now))
        tx.audit("desk", Audited.REQUEST_REMIND, receipt, what)
        tx.topics.add(STAFF)

    def reminders(
        self,
        companies: Collection[CompanyId] | None = None,
        acknowledged: bool = False,
        running: bool = False,
    ) -> tuple[Reminder, ...]:
        """Reminders, newest first, of one moment the earliest date first; those that nobody has acknowledged, or all.
        `running`: only of dates that still stand, neither kept nor moved since."""
        table, requests, dues = t.reminders, t.requests, t.request_dues
        query = (
            select(table, requests.c.company)
            .join(requests, requests.c.receipt == table.c.receipt)
            .where(*within(companies, requests.c.company))
        )
        if not acknowledged:
            query = query.where(table.c.acknowledged_at.is_(None))
        if running:
            same = (dues.c.receipt == table.c.receipt, dues.c.what == table.c.what, dues.c.due == table.c.due)
            query = query.where(select(dues.c.n).where(*same, dues.c.met_at.is_(None)).exists())
        # Work that is due at once is done in any order: the number says nothing.
        order = (table.c.at.desc(), table.c.due, table.c.receipt, table.c.what)
        with self._db.read() as conn:
            return tuple(
                Reminder(row.n, row.receipt, row.company, row.what, row.due, row.at, row.acknowledged_by)
                for row in conn.execute(query.order_by(*order).limit(_MOST))
            )

    def acknowledge(self, reminder: int, by: StaffMember) -> None:
        """Somebody has seen it; the first one counts. Raises RequestNotFound, Forbidden."""
        table, requests = t.reminders, t.requests
        with self._db.write() as tx:
            query = (
                select(table, requests.c.company)
                .join(requests, requests.c.receipt == table.c.receipt)
                .where(table.c.n == reminder)
            )
            row = tx.conn.execute(query).one_or_none()
            if row is None:
                raise RequestNotFound("There is no such reminder.")
            if not by.works_cases or not by.works_for(row.company):
                raise Forbidden
            if row.acknowledged_at is None:
                values = {"acknowledged_by": by.alias, "acknowledged_at": tx.now}
                tx.conn.execute(update(table).where(table.c.n == reminder).values(**values))
                tx.audit(by.username, Audited.REMINDER_SEEN, row.receipt, row.what)
                tx.topics.add(STAFF)
