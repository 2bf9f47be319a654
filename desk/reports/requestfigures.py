"""Figures of requests in a period: how many of which kind, how they stand, how long they took, which dates were
kept. Counts only."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from desk.calendar.dues import day_of, standing_of
from desk.reports.figures import Period, Spread
from desk.requests.ends import stands
from desk.statuses import ANSWERS, FINAL
from desk.storage import board_tables as bt
from desk.storage import tables as t
from desk.storage.store import within
from desk.upkeep.keeping import Keepings
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class Dates:
    """Due dates. Of those that ended within the period: kept or late; of those that run now: how they stand.
    `law` of them are a law's, the others the policy's or the company's own. One that fell away before its day, because
    the request was taken back or lapsed, was neither kept nor missed."""

    kept: int
    missed: int
    kept_law: int
    missed_law: int
    late: int
    week: int
    later: int
    paused: int


@dataclass(frozen=True, slots=True)
class RequestFigures:
    """Requests that came in within the period, as far as their records are there, by kind, type, status (as they stand
    now) and way; `grounds` of refusal from the desks' own lists. `answer_days`: from the day on which a request
    came in to the first answer, for those answered within the period."""

    kinds: Mapping[str, int]
    types: Mapping[tuple[str, str], int]
    ways: Mapping[str, int]
    decided: Mapping[str, int]
    grounds: Mapping[str, int]
    answer_days: Spread | None
    dates: Dates
    unchecked: int = 0
    """Requests for which somebody found within the period that a check of identity or authority is not needed."""

    @property
    def opened(self) -> int:
        """Requests proper (not complaints and other enquiries)."""
        return self.kinds.get("request", 0)

    @property
    def complaints(self) -> int:
        """Complaints that staff entered."""
        return self.kinds.get("complaint", 0)


def request_figures(
    conn: Connection,
    companies: Collection[CompanyId] | None,
    company: CompanyId | None,
    period: Period,
    now: Any,
) -> RequestFigures:
    """The figures of requests; `now` decides what is late."""
    requests = t.requests
    mine = within(companies, requests.c.company)
    if company is not None:
        mine.append(requests.c.company == company)
    rows = conn.execute(
        select(requests.c.kind, requests.c.request_type, requests.c.status, requests.c.came_by).where(
            *mine, requests.c.came_on >= period.first, requests.c.came_on <= period.last
        )
    ).all()
    proper = [row for row in rows if row.kind == "request"]
    return RequestFigures(
        kinds=dict(Counter(row.kind for row in rows)),
        types=dict(Counter((row.request_type, row.status) for row in proper)),
        ways=dict(Counter(row.came_by for row in rows)),
        decided=_decided(conn, mine, period),
        grounds=_grounds(conn, mine, period),
        answer_days=_answer_days(conn, mine, period),
        dates=_dates(conn, mine, period, now),
        unchecked=_unchecked(conn, mine, period),
    )


def records_may_be_gone(
    conn: Connection,
    companies: Collection[CompanyId] | None,
    company: CompanyId | None,
    kept: Keepings,
    period: Period,
    now: datetime,
) -> bool:
    """Whether records of requests that came in within the period may have gone, their time being over: what is counted
    then is what is left. None can have ended, and begun its time, before the period's first day."""
    requests = t.requests
    known = select(requests.c.company).where(*within(companies, requests.c.company)).distinct()
    names = [company] if company is not None else conn.execute(known).scalars()
    return any(day_of(now) > kept(name).all_records_through(period.begin) for name in names)


def _unchecked(conn: Connection, mine: list[ColumnElement[bool]], period: Period) -> int:
    checks, requests = t.request_checks, t.requests
    query = (
        select(func.count(checks.c.receipt.distinct()))
        .join(requests, requests.c.receipt == checks.c.receipt)
        .where(*mine, checks.c.result == "waived", *period.holds(checks.c.at))
    )
    return int(conn.execute(query).scalar_one())


def _decided(conn: Connection, mine: list[ColumnElement[bool]], period: Period) -> dict[str, int]:
    """How many came to an end or an answer within the period, by the status that they got then."""
    history, requests = t.request_history, t.requests
    query = (
        select(history.c.status, func.count(history.c.receipt.distinct()))
        .join(requests, requests.c.receipt == history.c.receipt)
        .where(*mine, requests.c.kind == "request", history.c.what == "status")
        .where(history.c.status.in_(sorted(ANSWERS | {"withdrawn", "expired"})), stands())
        .where(*period.holds(history.c.at))
        .group_by(history.c.status)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def _grounds(conn: Connection, mine: list[ColumnElement[bool]], period: Period) -> dict[str, int]:
    grounds, requests = bt.request_grounds, t.requests
    query = (
        select(grounds.c.text, func.count())
        .join(requests, requests.c.receipt == grounds.c.receipt)
        .where(*mine, requests.c.came_on >= period.first, requests.c.came_on <= period.last)
        .where(grounds.c.text != "")  # of staff's own words it is kept only that they were
        .group_by(grounds.c.text)
        .order_by(func.count().desc(), grounds.c.text)
    )
    return {row[0]: row[1] for row in conn.execute(query)}


def _answer_days(conn: Connection, mine: list[ColumnElement[bool]], period: Period) -> Spread | None:
    history, requests = t.request_history, t.requests
    first = (
        select(history.c.receipt, func.min(history.c.n).label("n"))
        .where(history.c.what == "status", history.c.status.in_(sorted(ANSWERS)), stands())
        .group_by(history.c.receipt)
        .subquery()
    )
    query = (
        select(history.c.at, requests.c.came_on)
        .join(first, first.c.n == history.c.n)
        .join(requests, requests.c.receipt == history.c.receipt)
        .where(*mine, requests.c.kind == "request", *period.holds(history.c.at))
    )
    return Spread.of([float((day_of(row.at) - row.came_on).days) for row in conn.execute(query)])


def _dates(conn: Connection, mine: list[ColumnElement[bool]], period: Period, now: Any) -> Dates:
    dues, requests, pauses = t.request_dues, t.requests, t.request_pauses
    still = (
        select(pauses.c.n)
        .where(pauses.c.receipt == dues.c.receipt, pauses.c.until.is_(None))
        .correlate(dues)
        .exists()
    )
    history = t.request_history
    fell_away = (
        select(history.c.n)
        .where(history.c.receipt == dues.c.receipt, history.c.status.in_(sorted(FINAL - ANSWERS)))
        .where(history.c.what == "status", history.c.at <= dues.c.met_at, stands())
        .correlate(dues)
        .exists()
    )
    query = (
        select(
            dues.c.what,
            dues.c.due,
            dues.c.whose,
            dues.c.met_at,
            still.label("still"),
            fell_away.label("fell_away"),
        )
        .join(requests, requests.c.receipt == dues.c.receipt)
        .where(*mine, dues.c.what.in_(("answer", "target", "confirmation")))
    )
    counts: Counter[str] = Counter()
    today = day_of(now)
    for row in conn.execute(query):
        if row.met_at is not None:
            in_time = standing_of(row.due, day_of(row.met_at)) != "late"
            if period.begin <= row.met_at < period.end and not (in_time and row.fell_away):
                word = "kept" if in_time else "missed"
                counts[word] += 1
                counts[f"{word}_law"] += row.whose == "law"
        elif row.what == "target" and row.still:
            counts["paused"] += 1
        else:
            counts[standing_of(row.due, today)] += 1
    return Dates(**{name: counts[name] for name in Dates.__slots__})
