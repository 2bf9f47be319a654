"""What is counted of chats within whole days of the desk: questions by topic, who was handed to people, how long it took."""

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert

from desk.calendar.dues import DESK_ZONE
from desk.reports.figures import (
    ChatDay,
    ChatFigures,
    Handoffs,
    Period,
    Spread,
    TopicCount,
    chat_figures,
    complete_since,
)
from desk.storage import board_tables as bt
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId
from tests.unit.desk.reports.reports_world import (
    DAY,
    FIRST,
    LITTLE,
    MINUTE,
    NEXT,
    NOON,
    NOVEMBER,
    OCS,
    ONE_OF_OCS_TWO_OF_ONI,
    ONI,
    World,
)


@pytest.fixture
def world() -> World:
    return World()


def figures(
    world: World, companies: Collection[CompanyId] | None = None, company: CompanyId | None = None
) -> ChatFigures:
    return chat_figures(world.conn, companies, company, NOVEMBER)


def waits(world: World) -> Spread | None:
    return figures(world).handoffs.wait_minutes


# ---------------------------------------------------------------------- periods and spreads


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2027-02", date(2027, 2, 1), date(2027, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2000-01", date(2000, 1, 1), date(2000, 1, 31)),
        ("2999-12", date(2999, 12, 1), date(2999, 12, 31)),
    ],
)
def test_a_month_has_all_of_its_days(month: str, first: date, last: date) -> None:
    assert Period.month(month) == Period(first, last)


@pytest.mark.parametrize("month", ["1999-12", "3000-01", "2026-13", "2026", "hello", ""])
def test_no_other_month_is_reported(month: str) -> None:
    with pytest.raises(ValueError):
        Period.month(month)


def test_a_period_is_whole_days_where_the_desk_is() -> None:
    day = Period(date(2026, 11, 20), date(2026, 11, 20))
    assert day.begin == datetime(2026, 11, 19, 15, tzinfo=UTC)
    assert day.end == datetime(2026, 11, 20, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([], None),
        ([7], Spread(1, 7, 7)),
        ([20, 10], Spread(2, 15, 19)),
        ([10, 0, 1, 9, 2, 8, 3, 7, 4, 6, 5], Spread(11, 5, 9)),
    ],
)
def test_half_are_done_within_the_median_and_nine_of_ten_within_the_other(
    values: list[float], told: Spread | None
) -> None:
    assert Spread.of(values) == told


# ---------------------------------------------------------------------- what was asked


def test_questions_are_counted_by_topic_and_by_what_became_of_them(world: World) -> None:
    for topic, kind in (
        ("purposes", "answer"), ("purposes", "not_stated"), ("purposes", "not_stated"), (None, "out_of_scope"),
        ("cookies", "out_of_scope"), ("fees", "answer"), ("cookies", "other"),
    ):  # fmt: skip
        world.turn(kind=kind, topic=topic)
    found = figures(world)
    assert found.topics == (
        TopicCount("purposes", 1, 2, 0),
        TopicCount(None, 0, 0, 1),
        TopicCount("cookies", 0, 0, 1),
        TopicCount("fees", 1, 0, 0),
    )
    assert [one.all for one in found.topics] == [3, 1, 1, 1]
    assert (found.questions, found.not_stated) == (6, 2)


def test_a_question_belongs_to_the_desks_day_and_greetings_to_none(world: World) -> None:
    midnight = datetime(2026, 11, 21, tzinfo=DESK_ZONE)
    for at in (midnight, midnight - LITTLE, midnight - LITTLE):
        world.turn(at=at)
    world.turn(kind="other", at=NOON - DAY)
    assert list(figures(world).days.items()) == [(date(2026, 11, 20), 2), (date(2026, 11, 21), 1)]


def test_a_turn_counts_from_the_periods_first_moment_to_its_last(world: World) -> None:
    for at in (FIRST - LITTLE, FIRST, NEXT - LITTLE, NEXT):
        world.turn(at=at)
    assert list(figures(world).days) == [date(2026, 11, 1), date(2026, 11, 30)]
    assert figures(world).questions == 2


@pytest.mark.parametrize(("companies", "company", "asked"), ONE_OF_OCS_TWO_OF_ONI)
def test_of_other_companies_nothing_is_counted(
    world: World, companies: set[CompanyId] | None, company: CompanyId | None, asked: int
) -> None:
    for number, one in enumerate((OCS, ONI, ONI)):
        world.turn(f"c{number}", company=one)
    assert figures(world, companies, company).questions == asked


def test_a_turn_that_failed_is_counted_and_its_time_is_not(world: World) -> None:
    world.turn(seconds=4)
    world.turn(kind="other", seconds=60, failed=True)
    world.turn(seconds=8)
    found = figures(world)
    assert (found.failed, found.reply_seconds) == (1, Spread(2, 6, 7.6))


def test_where_nothing_was_said_there_is_nothing_to_tell(world: World) -> None:
    assert figures(world) == ChatFigures((), {}, {}, Handoffs(0, 0, {}, None), None, 0)
    assert figures(world).handoffs.rate is None


# ---------------------------------------------------------------------- who was handed to people


def test_conversations_are_counted_once_and_reasons_each_time(world: World) -> None:
    for chat in ("c1", "c2", "c3", "c4"):
        world.turn(chat)
    for chat, reason in (("c1", "complaint"), ("c1", "asked"), ("c1", "asked"), ("c2", "asked")):
        world.handed(chat, reason=reason)
    found = figures(world).handoffs
    assert (found.conversations, found.handed, found.rate) == (4, 2, 0.5)
    assert list(found.reasons.items()) == [("asked", 3), ("complaint", 1)]


def test_a_wait_lasts_until_somebody_takes_the_conversation_over(world: World) -> None:
    world.handed("c1")
    world.handed("c2")
    world.handed("c3")
    world.claim("c1", NOON + 4 * MINUTE)
    world.claim("c1", NOON + 9 * MINUTE)
    world.claim("c2", NOON)
    world.claim("c9", NOON + MINUTE)
    assert waits(world) == Spread(2, 2, 3.6), "who still waits has no time yet"


@pytest.mark.parametrize("action", ["release", "renew"])
def test_nothing_but_a_claim_ends_a_wait(world: World, action: str) -> None:
    world.handed()
    world.claim(at=NOON + MINUTE, action=action)
    assert waits(world) is None


def test_a_claim_ends_the_wait_before_it_and_no_other(world: World) -> None:
    """Handed over, back at the bot unclaimed, handed over anew: who came back waited for nobody."""
    world.claim(at=NOON - MINUTE)
    world.handed(at=NOON)
    world.handed(at=NOON + 10 * MINUTE)
    world.claim(at=NOON + 13 * MINUTE)
    world.handed(at=NOON + 20 * MINUTE)
    assert waits(world) == Spread(1, 3, 3)
    world.claim(at=NOON + 20 * MINUTE)
    assert waits(world) == Spread(2, 1.5, 2.7)


def test_a_claim_in_the_moment_of_the_next_handoff_is_that_ones(world: World) -> None:
    world.handed(at=NOON)
    world.handed(at=NOON + 10 * MINUTE)
    world.claim(at=NOON + 10 * MINUTE)
    assert waits(world) == Spread(1, 0, 0)


def test_of_hundreds_of_conversations_no_wait_is_lost(world: World) -> None:
    chats = [f"c{number:04}" for number in range(501)]
    common = {"company": OCS, "locale": "ja", "kind": "other", "handoff": "asked", "failed": False}
    world.conn.execute(
        insert(bt.turn_facts),
        [
            {"inbound_id": chat, "conversation_id": chat, "received_at": NOON, "answered_at": NOON, **common}
            for chat in chats
        ],
    )
    claim = {"actor": "x", "action": "claim", "detail": "", "hash": b"", "at": NOON + MINUTE}
    world.conn.execute(insert(t.audit), [{"subject": chat, **claim} for chat in chats])
    assert waits(world) == Spread(501, 1, 1)


# ---------------------------------------------------------------------- day by day


def test_each_day_has_its_conversations_and_the_waits_that_began_on_it(world: World) -> None:
    midnight = datetime(2026, 11, 21, tzinfo=DESK_ZONE)
    world.turn("c1", seconds=3)
    world.turn("c1", seconds=5)
    world.turn("c2", seconds=7)
    world.handed("c1", at=midnight - MINUTE)
    world.claim("c1", at=midnight + MINUTE)
    world.turn("c1", at=midnight, seconds=1, failed=True)
    found = figures(world).by_day
    assert list(found.items()) == [
        (date(2026, 11, 20), ChatDay(2, 1, 4, 2)),
        (date(2026, 11, 21), ChatDay(1, 0, None, None)),
    ]
    assert [day.rate for day in found.values()] == [0.5, 0]


# ---------------------------------------------------------------------- since when all is known


def kept(company: CompanyId) -> Any:
    """OCS keeps its chats for 30 days, others for 10."""
    return SimpleNamespace(chat=timedelta(days=30 if company == OCS else 10))


def since(world: World, companies: Any = None, company: CompanyId | None = None) -> date | None:
    return complete_since(world.conn, companies, company, kept, NOON)


def test_questions_are_known_from_the_first_or_from_when_none_can_have_gone(world: World) -> None:
    assert since(world) is None
    world.turn(at=NOON - 5 * DAY)
    assert since(world, None, OCS) == date(2026, 11, 15), "the first there was"
    assert since(world, None, ONI) is since(world, {ONI}) is None
    world.turn(company=ONI, at=NOON - 20 * DAY)
    assert since(world, {ONI}) == since(world, None, ONI) == date(2026, 11, 11)
    assert since(world) == date(2026, 11, 11), "where those of all are known"
    world.turn(at=NOON - 40 * DAY)
    assert since(world, {OCS}) == date(2026, 10, 22)
