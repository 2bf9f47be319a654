"""How a finished request was for the customer: one to five, and a word if they like. Once, and to be changed for some
days. It is asked on the status page only, so nobody else can answer; nothing in it names anybody."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from desk.audited import Audited
from desk.calendar.dues import DESK_ZONE
from desk.errors import ChangeInvalid, NotNow
from desk.requests.ends import stands
from desk.requests.receipts import Receipt
from desk.statuses import FINAL
from desk.storage import tables as t
from desk.storage.customer_tables import ratings
from desk.storage.database import Tx
from desk.storage.store import Context, within
from desk.texts import MaskedText
from knowledge.vocabulary import CompanyId

STARS = range(1, 6)
CHANGEABLE = timedelta(days=14)
"""How long a given answer can be changed."""
MAX_COMMENT = 500


@dataclass(frozen=True, slots=True)
class Rating:
    """What a customer said. `until` is when it cannot be changed any more."""

    stars: int
    comment: str | None = field(repr=False)
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """A company's answers in a span: how many of each (1 first), the mean, and how many requests ended in it."""

    company: CompanyId
    counts: tuple[int, ...]
    finished: int

    @property
    def number(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """The average; None where nobody answered."""
        if not self.number:
            return None
        return sum(stars * count for stars, count in zip(STARS, self.counts, strict=True)) / self.number


def place_of(receipt: Receipt) -> str:
    """Where a comment is bound to."""
    return f"ratings.comment_enc:{receipt}"


class Satisfactions:
    """Inside a transaction of the status page, and for staff."""

    def __init__(self, context: Context) -> None:
        self._db, self._keys = context.db, context.keys

    def of_request(self, conn: Connection, receipt: Receipt) -> Rating | None:
        """What the customer said, if anything."""
        row = conn.execute(select(ratings).where(ratings.c.receipt == receipt)).one_or_none()
        if row is None:
            return None
        comment = self._keys.open(row.comment_enc, place_of(receipt)).decode() if row.comment_enc else None
        return Rating(row.stars, comment, row.at, row.at + CHANGEABLE)

    def rate_in(self, tx: Tx, row: Row[Any], stars: int, comment: MaskedText | None) -> None:
        """Say it, or change it. `comment` has been masked. Raises ChangeInvalid, NotNow (not finished, or too late)."""
        if stars not in STARS:
            raise ChangeInvalid("stars: 1 to 5.", "stars", [str(one) for one in STARS])
        text = (comment or "").strip()
        if len(text) > MAX_COMMENT:
            raise ChangeInvalid(f"comment: at most {MAX_COMMENT} characters.", "comment")
        if row.status not in FINAL or row.erased_at is not None:
            raise NotNow("unfinished", "The request is not finished yet, or its data has been erased.")
        before = self.of_request(tx.conn, row.receipt)
        if before is not None and before.until <= tx.now:
            raise NotNow("settled", "This answer cannot be changed any more.")
        sealed = self._keys.of(tx.conn, row.company).seal(text.encode(), place_of(row.receipt))
        values = {"stars": stars, "comment_enc": sealed if text else None, "changed_at": tx.now}
        if before is None:
            tx.conn.execute(insert(ratings).values(receipt=row.receipt, at=tx.now, **values))
        else:
            tx.conn.execute(update(ratings).where(ratings.c.receipt == row.receipt).values(**values))
        tx.audit("customer", Audited.REQUEST_RATE, row.receipt, str(stars))

    def averages(
        self,
        companies: Collection[CompanyId] | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Satisfaction, ...]:
        """Per company, of the answers given from `since` to `until` (days where the desks are, both included);
        a company without any finished request is left out."""
        requests, history = t.requests, t.request_history
        span = _within_days(ratings.c.at, since, until)
        given = (
            select(requests.c.company, ratings.c.stars)
            .join(requests, requests.c.receipt == ratings.c.receipt)
            .where(*within(companies, requests.c.company), *span)
        )
        ended = (
            select(requests.c.company, requests.c.receipt)
            .join(history, history.c.receipt == requests.c.receipt)
            .where(
                history.c.what == "status",
                history.c.status.in_(sorted(FINAL)),
                stands(),
                requests.c.status.in_(sorted(FINAL)),
                *within(companies, requests.c.company),
                *_within_days(history.c.at, since, until),
            )
            .distinct()
        )
        counts: dict[CompanyId, list[int]] = {}
        finished: dict[CompanyId, int] = {}
        with self._db.read() as conn:
            for row in conn.execute(given):
                counts.setdefault(row.company, [0] * len(STARS))[row.stars - 1] += 1
            for row in conn.execute(ended):
                finished[row.company] = finished.get(row.company, 0) + 1
        return tuple(
            Satisfaction(name, tuple(counts.get(name, [0] * len(STARS))), finished.get(name, 0))
            for name in sorted(counts.keys() | finished.keys())
        )


def _within_days(column: Any, since: date | None, until: date | None) -> list[Any]:
    found = []
    if since is not None:
        found.append(column >= _midnight(since))
    if until is not None:
        found.append(column < _midnight(until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), DESK_ZONE)
