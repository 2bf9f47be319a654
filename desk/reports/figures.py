"""Figures of a period: what was asked, what the policies did not say, who was handed to people, how long it took.

Counts, ids and times only. A period is whole days where the desks are. What was asked is counted from `turn_facts`,
which go with their conversations: for a time longer ago than conversations are kept there are no such figures.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median, quantiles
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from desk.audited import Audited
from desk.calendar.dues import DESK_ZONE, FIRST_DAY, LAST_DAY, day_of
from desk.storage import board_tables as bt
from desk.storage import tables as t
from desk.storage.store import within
from desk.upkeep.keeping import Keepings
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    @property
    def begin(self) -> datetime:
        """The moment at which it begins."""
        return datetime.combine(self.first, time(), DESK_ZONE)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), DESK_ZONE)

    @classmethod
    def month(cls, month: str) -> "Period":
        """A month, e.g. "2026-11", of the days that may be asked for. Raises ValueError."""
        first = date.fromisoformat(f"{month}-01")
        if not FIRST_DAY <= first <= LAST_DAY:
            raise ValueError(month)
        return cls(first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1))

    def holds(self, column: ColumnElement[Any]) -> list[ColumnElement[bool]]:
        """Conditions for a column of moments."""
        return [column >= self.begin, column < self.end]


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took: of `count` cases half were done within `median`, nine of ten within `ninety`."""

    count: int
    median: float
    ninety: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread | None":
        """Of no values there is none."""
        if not values:
            return None
        if len(values) == 1:
            return cls(1, values[0], values[0])
        parts = quantiles(sorted(values), n=10, method="inclusive")
        return cls(len(values), parts[4], parts[8])


@dataclass(frozen=True, slots=True)
class TopicCount:
    """Questions on a topic (None: no topic stood out), by what became of them."""

    topic: str | None
    answered: int
    not_stated: int
    out_of_scope: int

    @property
    def all(self) -> int:
        """All questions on it."""
        return self.answered + self.not_stated + self.out_of_scope


@dataclass(frozen=True, slots=True)
class Handoffs:
    """Conversations that were handed to people, by the reason (of each time that it happened); the waits until
    somebody took them over, in minutes."""

    conversations: int
    handed: int
    reasons: Mapping[str, int]
    wait_minutes: Spread | None

    @property
    def rate(self) -> float | None:
        """Of conversations in which something was said, how many were handed over (0..1)."""
        return self.handed / self.conversations if self.conversations else None


@dataclass(frozen=True, slots=True)
class ChatDay:
    """One day's conversations (those in which something was said), how many of them were handed to people, and half of
    its replies came, half of those who waited were taken over, within these times; None: there were none."""

    conversations: int
    handed: int
    reply_seconds: float | None
    wait_minutes: float | None

    @property
    def rate(self) -> float:
        """Of its conversations, how many were handed over (0..1)."""
        return self.handed / self.conversations


@dataclass(frozen=True, slots=True)
class ChatFigures:
    """What was asked in chat. `days`: questions a day; `by_day`: each day on which anything was said. `reply_seconds`:
    from a message to the bot's answer. `failed`: turns that got only the apology."""

    topics: tuple[TopicCount, ...]
    days: Mapping[date, int]
    by_day: Mapping[date, ChatDay]
    handoffs: Handoffs
    reply_seconds: Spread | None
    failed: int

    @property
    def questions(self) -> int:
        """All questions."""
        return sum(topic.all for topic in self.topics)

    @property
    def not_stated(self) -> int:
        """Questions that the policy says nothing on."""
        return sum(topic.not_stated for topic in self.topics)


def chat_figures(
    conn: Connection, companies: Collection[CompanyId] | None, company: CompanyId | None, period: Period
) -> ChatFigures:
    """The figures of what was asked."""
    facts = bt.turn_facts
    mine = [*within(companies, facts.c.company), *period.holds(facts.c.received_at)]
    if company is not None:
        mine.append(facts.c.company == company)
    rows = conn.execute(
        select(
            facts.c.conversation_id, facts.c.kind, facts.c.topic, facts.c.handoff, facts.c.failed,
            facts.c.received_at, facts.c.answered_at,
        ).where(*mine)
    ).all()  # fmt: skip
    days = Counter(day_of(row.received_at) for row in rows if row.kind != "other")
    seconds = _seconds(rows)
    waits = _waits_of(conn, rows)
    return ChatFigures(
        topics=_topics(rows),
        days=dict(sorted(days.items())),
        by_day=_by_day(rows, waits),
        handoffs=_handoffs(rows, waits),
        reply_seconds=Spread.of(seconds),
        failed=sum(1 for row in rows if row.failed),
    )


def _topics(rows: Sequence[Any]) -> tuple[TopicCount, ...]:
    counts = Counter((row.topic, row.kind) for row in rows if row.kind != "other")
    topics = {topic for topic, _ in counts}
    found = [
        TopicCount(topic, counts[topic, "answer"], counts[topic, "not_stated"], counts[topic, "out_of_scope"])
        for topic in topics
    ]
    return tuple(sorted(found, key=lambda one: (-one.all, one.topic or "")))


def _seconds(rows: Sequence[Any]) -> list[float]:
    return [(row.answered_at - row.received_at).total_seconds() for row in rows if not row.failed]


def _by_day(rows: Sequence[Any], waits: Sequence[tuple[datetime, float]]) -> dict[date, ChatDay]:
    """A conversation counts on each day on which something was said in it, a wait on the day on which it began."""
    turns: dict[date, list[Any]] = {}
    for row in rows:
        turns.setdefault(day_of(row.received_at), []).append(row)
    waited: dict[date, list[float]] = {}
    for at, minutes in waits:
        waited.setdefault(day_of(at), []).append(minutes)

    def middle(values: Sequence[float]) -> float | None:
        return median(values) if values else None

    return {
        day: ChatDay(
            conversations=len({row.conversation_id for row in found}),
            handed=len({row.conversation_id for row in found if row.handoff is not None}),
            reply_seconds=middle(_seconds(found)),
            wait_minutes=middle(waited.get(day, ())),
        )
        for day, found in sorted(turns.items())
    }


def _handoffs(rows: Sequence[Any], waits: Sequence[tuple[datetime, float]]) -> Handoffs:
    handed = [row for row in rows if row.handoff is not None]
    return Handoffs(
        conversations=len({row.conversation_id for row in rows}),
        handed=len({row.conversation_id for row in handed}),
        reasons=dict(Counter(row.handoff for row in handed).most_common()),
        wait_minutes=Spread.of([minutes for _, minutes in waits]),
    )


def _waits_of(conn: Connection, rows: Sequence[Any]) -> list[tuple[datetime, float]]:
    """The waits with their beginning, in minutes: from each handoff to the next claim of its conversation, which the
    audit log knows for good."""
    begun: dict[str, list[datetime]] = {}
    for row in rows:
        if row.handoff is not None:
            begun.setdefault(row.conversation_id, []).append(row.answered_at)
    chats = sorted(begun)
    claims: dict[str, list[datetime]] = {}
    for start in range(0, len(chats), 500):
        audit = t.audit
        query = select(audit.c.subject, audit.c.at).where(
            audit.c.action == Audited.CLAIM.value, audit.c.subject.in_(chats[start : start + 500])
        )
        for row in conn.execute(query.order_by(audit.c.n)):
            claims.setdefault(row.subject, []).append(row.at)
    return [one for chat in chats for one in _waits(begun[chat], claims.get(chat, ()))]


def _waits(begun: Sequence[datetime], claims: Sequence[datetime]) -> Iterator[tuple[datetime, float]]:
    """Minutes from each handoff to the first claim before the next handoff: a claim ends one wait, and who came back to
    the bot unclaimed waited for nobody."""
    starts = sorted(begun)
    ends: list[datetime | None] = [*starts[1:], None]
    for at, following in zip(starts, ends, strict=True):
        taken = next((one for one in claims if one >= at and (following is None or one < following)), None)
        if taken is not None:
            yield at, (taken - at).total_seconds() / 60


def complete_since(
    conn: Connection,
    companies: Collection[CompanyId] | None,
    company: CompanyId | None,
    kept: Keepings,
    now: datetime,
) -> date | None:
    """The first day of which every question of these companies is still known; None: none is. A turn goes with its
    conversation, which goes some time after its last change: of the days before that time some turns may be there yet
    (of conversations that went on), and others not."""
    facts = bt.turn_facts
    mine = [
        *within(companies, facts.c.company),
        *([facts.c.company == company] if company is not None else []),
    ]
    query = select(facts.c.company, func.min(facts.c.received_at)).where(*mine).group_by(facts.c.company)
    first: dict[CompanyId, datetime] = {row[0]: row[1] for row in conn.execute(query)}
    if not first:
        return None
    whole = max(day_of(now - kept(name).chat) for name in first) + timedelta(days=1)
    return max(day_of(min(first.values())), whole)
