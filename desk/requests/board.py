"""The requests board and table: what staff of a company see of many requests at once, without customers' data."""

import base64
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    Subquery,
    and_,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from desk.calendar.agenda import runs, stands
from desk.calendar.dues import day_of, standing_of
from desk.errors import ChangeInvalid, Forbidden
from desk.life import AskedFor, CameBy, Due, DueStanding, RecordKind, RequestStatus
from desk.model import Page, StaffMember, Standing
from desk.requests.boardcolumns import COLUMNS, statuses_of
from desk.requests.finding import search
from desk.requests.receipts import Receipt
from desk.roles import Permission
from desk.storage import board_tables as bt
from desk.storage import staff_tables as st
from desk.storage import tables as t
from desk.storage.store import Context, within
from desk.words import asked_for, known, one_of
from knowledge.vocabulary import CompanyId, Region, Requester

DueFilter = Literal["late", "week", "paused"]
Sort = Literal["new", "old", "due", "changed"]
NOBODY = "none"
"""Stands for "assigned to nobody" in a filter."""
_NEVER = date(9999, 12, 31)
_IN_COLUMN = 20


@dataclass(frozen=True, slots=True)
class Filters:
    """What the list is narrowed to; None or empty: not narrowed. `assigned` is an id of staff, or "none"; `opened_*`
    are the days on which requests came in, both included.

    Raises:
        ChangeInvalid: these days are back to front.
    """

    company: CompanyId | None = None
    region: Region | None = None
    request_type: AskedFor | None = None
    status: RequestStatus | None = None
    group: str | None = None
    standing: Standing | None = None
    requester: Requester | None = None
    due: DueFilter | None = None
    assigned: str | None = None
    opened_from: date | None = None
    opened_to: date | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if self.opened_from and self.opened_to and self.opened_from > self.opened_to:
            raise ChangeInvalid("opened_to: not before opened_from.", "opened_to")


@dataclass(frozen=True, slots=True)
class Card:
    """One request on the board. `due` is its next date that runs (not one that stands still), `days_left` until it,
    negative when it is late, and how it `stands`; `paused`: the company's own date stands still."""

    receipt: Receipt
    company: CompanyId
    region: Region | None
    kind: RecordKind
    request_type: AskedFor
    requester: Requester
    status: RequestStatus
    standing: Standing
    came_by: CameBy
    came_on: date
    created_at: datetime
    updated_at: datetime
    policy_version: str
    due: Due | None
    days_left: int | None
    stands: DueStanding | None
    paused: bool
    assigned_alias: str | None
    flags: int
    erased: bool

    @property
    def urgency(self) -> Literal["late", "week", "later", "paused", "none"]:
        """How a date stands; the page says it in words and by colour."""
        return self.stands or ("paused" if self.paused else "none")


@dataclass(frozen=True, slots=True)
class Lane:
    """A column of the board: its first cards (the earliest date first), and how many requests there are in it."""

    id: str
    open: bool
    count: int
    cards: tuple[Card, ...]


class Board:
    """Reads only; every list is limited to the companies of whoever asks. Raises Forbidden for look-up accounts."""

    def __init__(self, context: Context) -> None:
        self._db, self._keys, self._rulebook = context.db, context.keys, context.rulebook

    # ------------------------------------------------------------ lists

    def table(
        self,
        by: StaffMember,
        filters: Filters,
        sort: Sort = "new",
        cursor: str | None = None,
        limit: int = 50,
        now: datetime | None = None,
    ) -> Page[Card]:
        """A page of the table. A cursor that is not one of this order begins at the beginning."""
        today = day_of(now or self._db.clock())
        query, order = self._query(by, filters, today), _order(sort)
        after = _after(cursor, sort)
        if after is not None:
            query = query.where(order.beyond(*after))
        with self._db.read() as conn:
            rows = conn.execute(query.order_by(*order.by).limit(limit + 1)).all()
        cards = tuple(_card(row, today) for row in rows[:limit])
        more = _cursor(sort, rows[limit - 1]) if len(rows) > limit else None
        return Page(cards, more)

    def every(
        self, by: StaffMember, filters: Filters, sort: Sort = "new", most: int = 10_000
    ) -> Iterator[Card]:
        """All pages one after the other, at most so many."""
        cursor, seen = None, 0
        while seen < most:
            page = self.table(by, filters, sort, cursor, min(500, most - seen))
            yield from page.items
            seen += len(page.items)
            cursor = page.next
            if cursor is None:
                return

    def lanes(self, by: StaffMember, filters: Filters, now: datetime | None = None) -> tuple[Lane, ...]:
        """The columns. A filter for a status or a group leaves the other columns empty."""
        today, found = day_of(now or self._db.clock()), []
        with self._db.read() as conn:
            for column in COLUMNS:
                if filters.group is not None and filters.group != column.id:
                    found.append(Lane(column.id, column.open, 0, ()))
                    continue
                query = self._query(by, replace(filters, group=column.id), today)
                counted = select(func.count()).select_from(query.order_by(None).subquery())
                order = _order("due" if column.open else "changed")
                rows = conn.execute(query.order_by(*order.by).limit(_IN_COLUMN)).all()
                cards = tuple(_card(row, today) for row in rows)
                found.append(Lane(column.id, column.open, conn.execute(counted).scalar_one(), cards))
        return tuple(found)

    def names(self, by: StaffMember) -> Mapping[CompanyId, str]:
        """The companies that have requests which this person may see, by id, with their names."""
        return {company: self._rulebook.name(company) for company in self._with_requests(by.companies)}

    def company(
        self,
        named: str | None,
        installed: Iterable[CompanyId],
        companies: Collection[CompanyId] | None = None,
    ) -> CompanyId | None:
        """The company that a filter names: one that is `installed`, or has left and has requests here still (of these
        `companies`; None: of all). None where nothing was said. Raises ChangeInvalid."""
        if named is None:
            return None
        return one_of("company", named, sorted({*installed, *self._with_requests(companies)}))

    def _with_requests(self, companies: Collection[CompanyId] | None) -> list[CompanyId]:
        query = select(t.requests.c.company).where(*within(companies, t.requests.c.company)).distinct()
        with self._db.read() as conn:
            return sorted(conn.execute(query).scalars())

    # ------------------------------------------------------------ the query

    def _query(self, by: StaffMember, filters: Filters, today: date) -> Select[Any]:
        if not by.may(Permission.READ_REQUESTS):
            raise Forbidden
        requests, mine, due = t.requests, bt.request_assignments, _next_due()
        flags = (
            select(func.count())
            .select_from(t.request_flags)
            .where(t.request_flags.c.receipt == requests.c.receipt)
            .scalar_subquery()
        )
        query = (
            select(
                requests, due.c.what, due.c.next_due, due.c.basis, due.c.whose, due.c.started, due.c.extended,
                _standing_still().label("paused"), st.staff.c.alias, flags.label("flags"),
            )
            .outerjoin(due, and_(due.c.receipt == requests.c.receipt, due.c.rank == 1))
            .outerjoin(mine, mine.c.receipt == requests.c.receipt)
            .outerjoin(st.staff, st.staff.c.id == mine.c.staff_id)
            .where(*within(by.companies, requests.c.company))
        )  # fmt: skip
        for name in ("company", "region", "status", "standing", "requester"):
            value = getattr(filters, name)
            if value is not None:
                query = query.where(requests.c[name] == value)
        if filters.request_type is not None:  # a complaint has its kind as its type
            query = query.where(requests.c.request_type == filters.request_type)
        if filters.group is not None:
            query = query.where(requests.c.status.in_(statuses_of(filters.group)))
        if filters.assigned is not None:
            nobody = filters.assigned == NOBODY
            query = query.where(mine.c.staff_id.is_(None) if nobody else mine.c.staff_id == filters.assigned)
        if filters.opened_from is not None:
            query = query.where(requests.c.came_on >= filters.opened_from)
        if filters.opened_to is not None:
            query = query.where(requests.c.came_on <= filters.opened_to)
        if filters.due is not None:
            query = query.where(_due_condition(filters.due, due, today))
        if filters.words.strip():
            query = query.where(*search(filters.words, self._keys, self.names(by)))
        return query


def _standing_still() -> ColumnElement[bool]:
    """Whether the company's own date of a request stands still: the customer's turn it is."""
    pauses, dues = t.request_pauses, t.request_dues.alias("target")
    return (
        select(pauses.c.n)
        .join(dues, dues.c.receipt == pauses.c.receipt)
        .where(pauses.c.receipt == t.requests.c.receipt, pauses.c.until.is_(None))
        .where(dues.c.what == "target", dues.c.met_at.is_(None))
        .correlate(t.requests)
        .exists()
    )


def _next_due() -> Subquery:
    """Of each request its dates that run, ranked, the earliest first."""
    dues = t.request_dues
    rank = func.row_number().over(partition_by=dues.c.receipt, order_by=(dues.c.due, dues.c.n))
    return (
        select(
            dues.c.receipt,
            dues.c.what,
            dues.c.due.label("next_due"),
            dues.c.basis,
            dues.c.whose,
            dues.c.started,
            dues.c.extended,
            rank.label("rank"),
        )
        .where(runs())
        .subquery("next_due")
    )


def _due_condition(wanted: DueFilter, due: Subquery, today: date) -> ColumnElement[bool]:
    if wanted == "paused":
        return _standing_still()
    return stands(due.c.next_due, wanted, today)


# ---------------------------------------------------------------------- order and cursor


@dataclass(frozen=True, slots=True)
class _Order:
    """A total order: a column, then the record's number."""

    column: ColumnElement[Any]
    down: bool
    number_down: bool

    @property
    def by(self) -> tuple[ColumnElement[Any], ...]:
        n = t.requests.c.n
        first = self.column.desc() if self.down else self.column.asc()
        return first, n.desc() if self.number_down else n.asc()

    def beyond(self, value: Any, number: int) -> ColumnElement[bool]:
        """What comes after this value and number."""
        n = t.requests.c.n
        later = self.column < value if self.down else self.column > value
        after = n < number if self.number_down else n > number
        return or_(later, and_(self.column == value, after))


def _order(sort: Sort) -> _Order:
    if sort == "due":
        return _Order(func.coalesce(_due_column(), literal(_NEVER, Date)), down=False, number_down=False)
    if sort == "changed":
        return _Order(t.requests.c.updated_at, down=True, number_down=True)
    return _Order(t.requests.c.came_on, down=sort == "new", number_down=sort == "new")


def _due_column() -> ColumnElement[Any]:
    return literal_column("next_due.next_due", Date)


def _cursor(sort: Sort, row: Row[Any]) -> str:
    value = {"due": row.next_due or _NEVER, "changed": row.updated_at}.get(sort, row.came_on)
    return base64.urlsafe_b64encode(json.dumps([sort, value.isoformat(), row.n]).encode()).decode()


def _after(cursor: str | None, sort: Sort) -> tuple[Any, int] | None:
    """The place after which a page begins; None for what is no cursor of this order."""
    if cursor is None:
        return None
    try:
        kind, value, number = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        read = datetime.fromisoformat if sort == "changed" else date.fromisoformat
        place = read(value), int(number)
    except (ValueError, TypeError):
        return None
    return place if kind == sort else None


def _card(row: Row[Any], today: date) -> Card:
    due = None
    if row.next_due is not None:
        due = Due(row.what, row.next_due, row.basis, row.whose, row.started, None, row.extended)
    return Card(
        receipt=row.receipt,
        company=row.company,
        region=known(Region, row.region),
        kind=row.kind,
        request_type=asked_for(row.request_type),
        requester=Requester(row.requester),
        status=row.status,
        standing=row.standing,
        came_by=row.came_by,
        came_on=row.came_on,
        created_at=row.created_at,
        updated_at=row.updated_at,
        policy_version=row.policy_version,
        due=due,
        days_left=(due.due - today).days if due is not None else None,
        stands=standing_of(due.due, today) if due is not None else None,
        paused=bool(row.paused),
        assigned_alias=row.alias,
        flags=row.flags,
        erased=row.erased_at is not None,
    )
