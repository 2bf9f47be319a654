"""The dates of a request as kept: which run, which were met, what stood still, what was put off, and the reminders.

Everything here works inside a transaction that a service has begun. The columns `due` and `due_basis` of the request
repeat the date that counts (the law's, else the company's own), for lists.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update

from desk.audited import Audited
from desk.calendar.dues import (
    DESK_ZONE,
    business_day_before,
    business_days_later,
    day_of,
    last_day,
    put_off,
    standing_of,
)
from desk.calendar.regimes import Period, Regime, Span, due_rules
from desk.errors import ChangeInvalid, NotNow
from desk.jobs import later
from desk.life import DueKind, RequestStatus, Terms
from desk.requests.receipts import Receipt
from desk.statuses import FINAL, RULES, papers_complete
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.words import known
from knowledge.vocabulary import CompanyId, Region, RequestType

OWN = "operator_target"
"""Basis of a date that staff or the operator's settings set for this request."""
_BY_POLICY = "policy_fee_period"
_REMIND_AT = time(9)
"""Reminders come in the morning, where the desks are."""
FURTHEST = timedelta(days=1830)
"""A date that staff sets lies within five years: beyond it is a slip of the pen."""


def reminder_key(receipt: Receipt, what: str) -> str:
    """The key under which a reminder is scheduled."""
    return f"reminder:{receipt}:{what}"


class Duebook:
    """Keeps the dates of all requests."""

    def __init__(self, context: Context) -> None:
        self._keys, self._rulebook = context.keys, context.rulebook

    # ------------------------------------------------------------ beginnings and ends

    def opened(self, tx: Tx, receipt: Receipt) -> None:
        """A record has come in: the periods that run from its receipt begin, and with complete papers those too."""
        row = self._row(tx, receipt)
        regime = None
        if row.kind == "request":
            regime = due_rules().regime(known(Region, row.region), RequestType(row.request_type))
        if regime is not None:
            self._change(tx, receipt, regime=regime.id)
            self._begin(tx, self._row(tx, receipt), regime, "receipt", row.came_on)
        self._papers(tx, receipt, row.status, row.came_on)
        self.refresh(tx, receipt)

    def moved(
        self, tx: Tx, receipt: Receipt, before: RequestStatus, deadline: date | None, reached: bool | None
    ) -> None:
        """The status has changed: periods begin, stand still, go on and end."""
        row = self._row(tx, receipt)
        self._go_on(tx, row)
        ending = RULES[before].due
        if ending is not None:
            self.met(tx, receipt, ending)
        if row.status in FINAL:
            dues = t.request_dues
            tx.conn.execute(
                update(dues).where(dues.c.receipt == receipt, dues.c.met_at.is_(None)).values(met_at=tx.now)
            )
        else:
            self._papers(tx, receipt, row.status)
            self._stand_still(tx, self._row(tx, receipt))
            self._own_date(tx, row, deadline, reached)
        self.refresh(tx, receipt)

    def reopened(self, tx: Tx, receipt: Receipt, ended: datetime) -> None:
        """The end of that moment is taken back: the dates that it stopped run on as they were, and what stood still
        has stood still since."""
        dues = t.request_dues
        stopped = (dues.c.receipt == receipt, dues.c.met_at >= ended)
        tx.conn.execute(update(dues).where(*stopped).values(met_at=None))
        self._stand_still(tx, self._row(tx, receipt), ended)
        self.refresh(tx, receipt)

    def _papers(self, tx: Tx, receipt: Receipt, status: RequestStatus, came_on: date | None = None) -> None:
        """The periods that begin with complete papers, the first time that they are complete (`came_on`: with what
        came in, so on that day)."""
        row = self._row(tx, receipt)
        if row.papers_at is not None or not papers_complete(status):
            return
        self._change(tx, receipt, papers_at=tx.now)
        regime = self._regime(row)
        if regime is not None:
            self._begin(tx, row, regime, "complete_papers", came_on or day_of(tx.now))

    def _begin(self, tx: Tx, row: Row[Any], regime: Regime, start: str, day: date) -> None:
        rules = self._rulebook.of(tx.conn, row.company)
        for what, period in regime.periods.items():
            span = self._span(row.company, period)
            if period.start == start and span is not None and not self._dated(tx, row.receipt, what):
                due = last_day(day, span, rules.calendar(period.calendar))
                self._put(tx, row.receipt, what, due, regime.id, regime.whose, day)

    def _span(self, company: CompanyId, period: Period) -> Span | None:
        if period.target is None:
            return period.span_given()
        return self._rulebook.targets(company).answer.get(period.target)

    def _regime(self, row: Row[Any]) -> Regime | None:
        return due_rules().regimes.get(row.regime) if row.regime else None

    # ------------------------------------------------------------ what the customer has to do

    def _own_date(self, tx: Tx, row: Row[Any], deadline: date | None, reached: bool | None) -> None:
        """The date that a status has of its own: by when papers, a correction or a fee are wanted."""
        what = RULES[row.status].due
        if what is None:
            if deadline is not None:
                raise ChangeInvalid(f"deadline: a request that is {row.status} has none.", "deadline")
            return
        today = day_of(tx.now)
        if deadline is not None:
            self._put(tx, row.receipt, what, self.future("deadline", deadline, tx.now), OWN, "company", today)
            return
        if what == "fee":
            self.fee_notice(tx, row, reached is not False)
        target = self._rulebook.targets(row.company).correction if what == "correction" else None
        if target is not None:
            due = last_day(today, target, self._rulebook.of(tx.conn, row.company))
            self._put(tx, row.receipt, what, due, OWN, "company", today)

    def anew(self, tx: Tx, row: Row[Any], deadline: date | None, reached: bool | None) -> None:
        """The date of the status that it has is set again: another deadline, or the notice of the fee got through."""
        if deadline is None and RULES[row.status].due != "fee":
            raise ChangeInvalid("reached: goes with awaiting_fee only.", "reached")
        self._own_date(tx, row, deadline, reached)
        self.refresh(tx, row.receipt)

    def fee_notice(self, tx: Tx, row: Row[Any], reached: bool) -> None:
        """The customer was told of the fee (or could not be reached): the policy's period for paying begins, if it
        names one. Calling it again begins the period anew."""
        terms: Terms | None = codec.terms_from_json(row.terms)
        if terms is None or terms.fee_weeks is None:
            return
        weeks = terms.fee_weeks[0] if reached else terms.fee_weeks[1]
        today = day_of(tx.now)
        self._put(tx, row.receipt, "fee", today + timedelta(weeks=weeks), _BY_POLICY, "policy", today)

    def future(self, field: str, day: date, now: datetime) -> date:
        """A day that staff sets. Raises ChangeInvalid for one that is past, or years away."""
        today = day_of(now)
        if not today <= day <= today + FURTHEST:
            raise ChangeInvalid(f"{field}: a day from today on, within five years.", field)
        return day

    # ------------------------------------------------------------ standing still

    def _stand_still(self, tx: Tx, row: Row[Any], since: datetime | None = None) -> None:
        regime = self._regime(row)
        pausing = regime is not None and any(row.status in p.pauses for p in regime.periods.values())
        if pausing and row.papers_at is not None:  # before that there is nothing that could stand still
            tx.conn.execute(
                insert(t.request_pauses).values(receipt=row.receipt, status=row.status, since=since or tx.now)
            )

    def _go_on(self, tx: Tx, row: Row[Any]) -> None:
        """The pause ends: what the regime set is put off by its days. A date that staff set stays."""
        pauses, dues = t.request_pauses, t.request_dues
        open_pause = tx.conn.execute(
            select(pauses).where(pauses.c.receipt == row.receipt, pauses.c.until.is_(None))
        ).one_or_none()
        if open_pause is None:
            return
        tx.conn.execute(update(pauses).where(pauses.c.n == open_pause.n).values(until=tx.now))
        due = tx.conn.execute(
            select(dues).where(
                dues.c.receipt == row.receipt, dues.c.basis == row.regime, dues.c.what == "target"
            )
        ).one_or_none()
        if due is not None and due.met_at is None:
            period = self._in_business_days(row, due.what)
            rules = self._rulebook.of(tx.conn, row.company)
            business = rules.calendar(period.calendar) if period is not None else None
            later_day = put_off(due.due, day_of(open_pause.since), day_of(tx.now), business)
            tx.conn.execute(update(dues).where(dues.c.n == due.n).values(due=later_day))

    def _in_business_days(self, row: Row[Any], what: DueKind) -> Period | None:
        """The period of the request's regime that sets this date, where it is counted in business days."""
        regime = self._regime(row)
        period = regime.periods.get(what) if regime is not None else None
        span = self._span(row.company, period) if period is not None else None
        return period if span is not None and span.business_days else None

    # ------------------------------------------------------------ the desk's calendar changes

    def day_changed(self, tx: Tx, company: CompanyId, day: date, by: str) -> int:
        """A day to come has become a business day of this desk, or is none any more (`special_days` says so already):
        dates that are counted in its business days, and run over it, come one of them earlier or later. Gives how many.

        Left alone are a law's other calendars, days and months, what staff set, and what the customer was told. So is
        a date that stands still: it will be put off by the days for which it does, and nobody knows yet whether this
        day is one of them. An early date is never too late.
        """
        calendar = self._rulebook.of(tx.conn, company)
        opened = calendar.is_business_day(day)
        moved = 0
        for row, due in self._counted(tx, company):
            if not due.started < day <= due.due or (opened and day == due.due):
                continue
            after = (
                business_day_before(due.due, calendar)
                if opened
                else business_days_later(due.due, 1, calendar)
            )
            tx.conn.execute(update(t.request_dues).where(t.request_dues.c.n == due.n).values(due=after))
            self.refresh(tx, row.receipt)
            tx.audit(by, Audited.REQUEST_DUE, row.receipt, f"{due.what}: {due.due} -> {after}")
            moved += 1
        return moved

    def _counted(self, tx: Tx, company: CompanyId) -> Iterator[tuple[Row[Any], Row[Any]]]:
        """Requests of this company that go on, with their dates that run by its business days."""
        requests, dues, pauses = t.requests, t.request_dues, t.request_pauses
        standing = select(pauses.c.receipt).where(pauses.c.until.is_(None))
        going_on = (
            select(requests)
            .where(requests.c.company == company, requests.c.regime.is_not(None))
            .where(requests.c.erased_at.is_(None), requests.c.status.not_in(FINAL))
            .where(requests.c.receipt.not_in(standing))
            .order_by(requests.c.receipt)
            .with_for_update()
        )
        for row in tx.conn.execute(going_on).all():
            found = select(dues).where(
                dues.c.receipt == row.receipt, dues.c.basis == row.regime, dues.c.met_at.is_(None)
            )
            for due in tx.conn.execute(found).all():
                period = self._in_business_days(row, due.what)
                if period is not None and period.calendar == "desk":
                    yield row, due

    # ------------------------------------------------------------ set, met, put off by staff

    def set_target(self, tx: Tx, row: Row[Any], day: date) -> None:
        """The company's own date for this answer. The law's date, where there is one, stays beside it.
        Raises ChangeInvalid for a request that is done with: nothing would ever end that date."""
        status = self._row(tx, row.receipt).status
        if status in FINAL:
            raise ChangeInvalid(f"due: a request that is {status} has none.", "due")
        self._put(tx, row.receipt, "target", self.future("due", day, tx.now), OWN, "company", day_of(tx.now))
        self.refresh(tx, row.receipt)

    def met(self, tx: Tx, receipt: Receipt, what: DueKind) -> bool:
        """A date was kept; whether one was running."""
        dues = t.request_dues
        running = (dues.c.receipt == receipt, dues.c.what == what, dues.c.met_at.is_(None))
        return tx.conn.execute(update(dues).where(*running).values(met_at=tx.now)).rowcount > 0

    def extend(self, tx: Tx, row: Row[Any], notice: str, by: str) -> None:
        """Put the law's date off, once, with the notice that the customer gets.

        Raises NotNow where no law's date runs here, the law knows no extension, it was used, or the first period is
        over (the notice must go out within it).
        """
        due, regime = self._dated(tx, row.receipt, "answer"), self._regime(row)
        period = regime.periods.get("answer") if regime is not None else None
        if due is None or due.met_at is not None or period is None or period.extension is None:
            raise NotNow("no_extension", "No date that the law lets a desk put off runs for this request.")
        if due.extended:
            raise NotNow("extended_before", "The date was put off before; the law allows it once.")
        if standing_of(due.due, day_of(tx.now)) == "late":
            raise NotNow(
                "period_over",
                "The first period is over: the notice of an extension would have had to go out within it.",
            )
        calendar = self._rulebook.of(tx.conn, row.company).calendar(period.calendar)
        after = last_day(due.started, period.span_given(), calendar, period.extension)
        dues = t.request_dues
        tx.conn.execute(update(dues).where(dues.c.n == due.n).values(due=after, extended=True))
        number = tx.conn.execute(
            insert(t.request_extensions)
            .values(receipt=row.receipt, at=tx.now, by=by, before=due.due, after=after, notice_enc=b"")
            .returning(t.request_extensions.c.n)
        ).scalar_one()
        key = self._keys.of(tx.conn, row.company)
        sealed = key.seal(notice.encode(), f"request_extensions:{number}")
        extensions = t.request_extensions
        tx.conn.execute(update(extensions).where(extensions.c.n == number).values(notice_enc=sealed))
        self.refresh(tx, row.receipt)

    # ------------------------------------------------------------ rows

    def refresh(self, tx: Tx, receipt: Receipt) -> None:
        """Repeat the date that counts in the request's row, and schedule the reminders of those that run."""
        found = tx.conn.execute(select(t.request_dues).where(t.request_dues.c.receipt == receipt)).all()
        by_kind: Mapping[str, Row[Any]] = {row.what: row for row in found}
        counts = by_kind.get("answer") or by_kind.get("target")
        self._change(
            tx,
            receipt,
            due=counts.due if counts is not None else None,
            due_basis=counts.basis if counts is not None else None,
        )
        for what, row in by_kind.items():
            if row.met_at is None:
                self._remind(tx, receipt, what, row)
            else:
                later.cancel(tx, reminder_key(receipt, what))

    def _remind(self, tx: Tx, receipt: Receipt, what: str, row: Row[Any]) -> None:
        """Schedule the reminder of a date that runs: at once where its morning is past already (a letter that was long
        on its way). One that is due and not carried out yet, or was, stays as it is until the date moves."""
        key, at = reminder_key(receipt, what), self._remind_at(what, row)
        payload = {"receipt": receipt, "what": what, "due": row.due.isoformat()}
        known = later.known(tx, key)
        if known is not None and known.payload == payload and (known.at == at or at <= tx.now):
            return
        later.schedule(tx, "reminder", key, max(at, tx.now), payload)

    def _remind_at(self, what: str, row: Row[Any]) -> datetime:
        """In the morning some days before; for a short period, in the morning after it began."""
        days = due_rules().reminders.get(what, 2)  # type: ignore[call-overload]
        day = max(row.due - timedelta(days=days), row.started + timedelta(days=1))
        return datetime.combine(min(day, row.due), _REMIND_AT, DESK_ZONE)

    def _put(
        self, tx: Tx, receipt: Receipt, what: DueKind, due: date, basis: str, whose: str, started: date
    ) -> None:
        dues = t.request_dues
        values = {
            "due": due, "basis": basis, "whose": whose, "started": started, "met_at": None, "extended": False,
        }  # fmt: skip
        if self._dated(tx, receipt, what) is None:
            tx.conn.execute(insert(dues).values(receipt=receipt, what=what, **values))
            return
        tx.conn.execute(update(dues).where(dues.c.receipt == receipt, dues.c.what == what).values(**values))

    def _dated(self, tx: Tx, receipt: Receipt, what: str) -> Row[Any] | None:
        dues = t.request_dues
        return tx.conn.execute(
            select(dues).where(dues.c.receipt == receipt, dues.c.what == what)
        ).one_or_none()

    def _row(self, tx: Tx, receipt: Receipt) -> Row[Any]:
        return tx.conn.execute(select(t.requests).where(t.requests.c.receipt == receipt)).one()

    def _change(self, tx: Tx, receipt: Receipt, **values: Any) -> None:
        tx.conn.execute(update(t.requests).where(t.requests.c.receipt == receipt).values(**values))
