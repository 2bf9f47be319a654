"""Special days of a desk: closed on a day on which it usually opens, or open at other hours, once.

This is the operator's own data, with reason, author and date; it goes before the weekly hours of `settings.yml`, for
what customers are told and for business days: dates that run by them move with the day (`Duebook.day_changed`).
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from sqlalchemy import Connection, delete, select, update

from desk.audited import Audited
from desk.calendar.duebook import Duebook
from desk.calendar.dues import day_of
from desk.calendar.hours import Spans, parse_span
from desk.errors import ChangeInvalid, Forbidden
from desk.notify import STAFF
from desk.roles import Permission, StaffMember
from desk.storage.database import Tx
from desk.storage.live_tables import special_days
from desk.storage.once import insert_once
from desk.storage.store import Context
from knowledge.vocabulary import CompanyId

LONGEST_REASON = 200
_AHEAD = timedelta(days=800)
_MOST_SPANS = 4
_AS_PLAIN = str.maketrans({"、": ",", " ": "", **dict.fromkeys("〜~–—−ー", "-")})
"""What stands between times and between spans, as a keyboard gives it once width is set aside."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """One day. No `opens`: closed."""

    company: CompanyId
    day: date
    opens: Spans
    reason: str
    by: str
    at: datetime


def spans_of(text: str) -> Spans:
    """Spans as people write them ("9:00-12:00, 13:00-15:00", also in full width), in order. Raises ChangeInvalid."""
    plain = unicodedata.normalize("NFKC", text).translate(_AS_PLAIN)
    pieces = [piece for piece in plain.split(",") if piece.strip()]
    try:
        spans = tuple(sorted(parse_span(piece) for piece in pieces))
    except ValueError:
        raise ChangeInvalid("opens: spans such as 09:00-12:00, separated by commas.", "opens") from None
    if not 1 <= len(spans) <= _MOST_SPANS:
        raise ChangeInvalid(f"opens: 1 to {_MOST_SPANS} spans such as 09:00-12:00.", "opens")
    if any(later[0] < before[1] for before, later in pairwise(spans)):
        raise ChangeInvalid("opens: the spans must not overlap.", "opens")
    return spans


def _text(moment: time) -> str:
    return "24:00" if moment == time.max else moment.strftime("%H:%M")


def _place(company: CompanyId, day: date) -> str:
    return f"special_days:{company}:{day}"


def days_of(conn: Connection, company: CompanyId) -> Mapping[date, Spans]:
    """The days as the calendar needs them, in a transaction of the caller's."""
    table = special_days
    query = select(table.c.day, table.c.opens).where(table.c.company == company)
    return {row.day: tuple(parse_span(span) for span in row.opens) for row in conn.execute(query)}


class SpecialDays:
    """Each method is one transaction."""

    def __init__(self, context: Context) -> None:
        self._db, self._keys = context.db, context.keys
        self._rulebook, self._dues = context.rulebook, Duebook(context)

    def of(self, company: CompanyId) -> Mapping[date, Spans]:
        """The days as the calendar needs them. Read anew each time: another process may have changed them."""
        with self._db.read() as conn:
            return days_of(conn, company)

    def list(
        self, company: CompanyId, staff: StaffMember, now: datetime | None = None
    ) -> tuple[SpecialDay, ...]:
        """Those of today and later, the earliest first. Raises Forbidden."""
        self._allowed(company, staff)
        today = day_of(now or self._db.clock())
        with self._db.read() as conn:
            return tuple(one for one in self.of_company(conn, company) if one.day >= today)

    def of_company(self, conn: Connection, company: CompanyId) -> tuple[SpecialDay, ...]:
        """All of them, past ones too, in a transaction of the caller's, who is asked for no right."""
        table = special_days
        return tuple(
            SpecialDay(
                row.company,
                row.day,
                tuple(parse_span(span) for span in row.opens),
                self._keys.open(row.reason_enc, _place(row.company, row.day)).decode(),
                row.by,
                row.at,
            )
            for row in conn.execute(select(table).where(table.c.company == company).order_by(table.c.day))
        )

    def put(self, company: CompanyId, day: date, opens: Spans, reason: str, staff: StaffMember) -> int:
        """Say what holds on a day (no `opens`: closed), in place of what was said before. Gives how many dates moved.
        Raises Forbidden, ChangeInvalid (a day that is past or too far away, no reason)."""
        self._allowed(company, staff)
        reason = reason.strip()
        if not reason or len(reason) > LONGEST_REASON:
            raise ChangeInvalid(f"reason: 1 to {LONGEST_REASON} characters.", "reason")
        table = special_days
        with self._db.write() as tx:
            today = day_of(tx.now)
            if not today <= day <= today + _AHEAD:
                raise ChangeInvalid(f"day: from today to {_AHEAD.days} days ahead.", "day")
            before = self._works(tx, company, day)
            values = {
                "opens": [f"{_text(begin)}-{_text(end)}" for begin, end in opens],
                "reason_enc": self._keys.of(tx.conn, company).seal(reason.encode(), _place(company, day)),
                "by": staff.alias,
                "at": tx.now,
            }
            if not insert_once(tx.conn, table, company=company, day=day, **values):
                this = table.c.company == company, table.c.day == day
                tx.conn.execute(update(table).where(*this).values(**values))
            tx.audit(
                staff.username, Audited.SPECIAL_DAY_PUT, company, f"{day} {'open' if opens else 'closed'}"
            )
            tx.topics.add(STAFF)
            return self._move(tx, company, day, before, staff)

    def remove(self, company: CompanyId, day: date, staff: StaffMember) -> int:
        """The usual hours hold again; a day that is not special is fine. Gives how many dates moved. A day that is past
        moves none: what was due has been. Raises Forbidden."""
        self._allowed(company, staff)
        table = special_days
        with self._db.write() as tx:
            before = self._works(tx, company, day)
            gone = tx.conn.execute(
                delete(table).where(table.c.company == company, table.c.day == day)
            ).rowcount
            if not gone:
                return 0
            tx.audit(staff.username, Audited.SPECIAL_DAY_REMOVE, company, str(day))
            tx.topics.add(STAFF)
            return self._move(tx, company, day, before, staff) if day >= day_of(tx.now) else 0

    def _works(self, tx: Tx, company: CompanyId, day: date) -> bool:
        return self._rulebook.of(tx.conn, company).is_business_day(day)

    def _move(self, tx: Tx, company: CompanyId, day: date, before: bool, staff: StaffMember) -> int:
        """The same day said again, or a Sunday, changes no business day and moves nothing."""
        if self._works(tx, company, day) == before:
            return 0
        return self._dues.day_changed(tx, company, day, staff.username)

    @staticmethod
    def _allowed(company: CompanyId, staff: StaffMember) -> None:
        if not staff.may(Permission.HOURS, company):
            raise Forbidden
