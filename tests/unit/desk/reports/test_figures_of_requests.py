"""What is counted of requests: what came in, how it ended, how long the answer took, which dates were kept."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from desk.reports.figures import Spread
from desk.reports.requestfigures import (
    Dates,
    RequestFigures,
    records_may_be_gone,
    request_figures,
)
from desk.statuses import ANSWERS
from knowledge.vocabulary import CompanyId
from tests.unit.desk.reports.reports_world import (
    DAY,
    FIRST,
    LITTLE,
    NEXT,
    NOON,
    NOVEMBER,
    OCS,
    ONE_OF_OCS_TWO_OF_ONI,
    ONI,
    TODAY,
    World,
)

NOTHING = Dates(0, 0, 0, 0, 0, 0, 0, 0)
BORDERS = (NOVEMBER.first - DAY, NOVEMBER.first, NOVEMBER.last, NOVEMBER.last + DAY)
MOMENTS = (FIRST - LITTLE, FIRST, NEXT - LITTLE, NEXT)


@pytest.fixture
def world() -> World:
    return World()


def figures(
    world: World, companies: Collection[CompanyId] | None = None, company: CompanyId | None = None
) -> RequestFigures:
    return request_figures(world.conn, companies, company, NOVEMBER, NOON)


def dates(world: World, **told: int) -> bool:
    """Whether these dates are counted, and no others."""
    given = {name: told.get(name, 0) for name in Dates.__slots__}
    return figures(world).dates == Dates(**given)


# ---------------------------------------------------------------------- what came in


def test_records_are_counted_by_kind_type_status_and_way(world: World) -> None:
    world.request("R1")
    world.request("R2", came_by="post", status="answered")
    world.request("R3", request_type="deletion")
    world.request("C1", kind="complaint", request_type="complaint", came_by="phone")
    found = figures(world)
    assert found.kinds == {"request": 3, "complaint": 1}
    assert (found.opened, found.complaints) == (3, 1)
    assert found.types == {
        ("disclosure", "received"): 1,
        ("disclosure", "answered"): 1,
        ("deletion", "received"): 1,
    }
    assert found.ways == {"web": 2, "post": 1, "phone": 1}


def test_where_nothing_came_in_everything_is_nought(world: World) -> None:
    found = figures(world)
    assert found == RequestFigures({}, {}, {}, {}, {}, None, NOTHING)
    assert (found.opened, found.complaints, found.unchecked) == (0, 0, 0)


def test_a_request_counts_on_the_day_on_which_it_came_in(world: World) -> None:
    for number, day in enumerate(BORDERS):
        world.request(f"R{number}", day)
    assert figures(world).opened == 2


@pytest.mark.parametrize(("companies", "company", "ours"), ONE_OF_OCS_TWO_OF_ONI)
def test_of_other_companies_nothing_is_counted(
    world: World, companies: set[CompanyId] | None, company: CompanyId | None, ours: int
) -> None:
    for number, one in enumerate((OCS, ONI, ONI)):
        receipt = world.request(f"R{number}", company=one)
        world.history(receipt, "answered")
        world.check(receipt, "identity")
        world.ground(receipt, "a", "根拠")
        world.due(receipt, TODAY, NOON)
    found = figures(world, companies, company)
    spread = Spread(ours, 0, 0) if ours else None
    ending = {"answered": ours} if ours else {}
    grounds = {"根拠": ours} if ours else {}
    assert (found.opened, found.decided, found.grounds) == (ours, ending, grounds)
    assert (found.answer_days, found.unchecked, found.dates.kept) == (spread, ours, ours)


# ---------------------------------------------------------------------- how it ended


def test_requests_that_were_answered_or_ended_within_the_month_are_counted_by_how(world: World) -> None:
    for number, status in enumerate((*sorted(ANSWERS), "withdrawn", "expired", "in_progress", "received")):
        world.history(world.request(f"R{number}", BORDERS[0]), status)
    assert figures(world).decided == dict.fromkeys((*sorted(ANSWERS), "expired", "withdrawn"), 1)


def test_an_end_counts_within_the_month_once_and_of_requests_alone(world: World) -> None:
    for number, at in enumerate(MOMENTS):
        world.history(world.request(f"R{number}"), "answered", at)
    assert figures(world).decided == {"answered": 2}
    part = world.request("P1")
    for status in ("partly_answered", "in_progress", "partly_answered"):
        world.history(part, status)
    world.history(world.request("C1", kind="complaint"), "answered")
    world.history(world.request("N1"), "answered", what="note")
    assert figures(world).decided == {"answered": 2, "partly_answered": 1}


def test_an_end_that_was_taken_back_is_none(world: World) -> None:
    receipt = world.request("R1")
    for status in ("answered", "in_progress"):
        world.history(receipt, status)
    assert (figures(world).decided, figures(world).answer_days) == ({}, None)
    world.history(receipt, "refused", NOON + DAY)
    assert (figures(world).decided, figures(world).answer_days) == ({"refused": 1}, Spread(1, 1, 1))


def test_grounds_are_those_of_the_policy_most_frequent_first(world: World) -> None:
    for number, text in enumerate(("い", "う", "う", "あ", "")):
        world.ground(world.request(f"R{number}"), "g", text)
    for number, day in enumerate(BORDERS):
        world.ground(world.request(f"B{number}", day), "g", "え")
    assert list(figures(world).grounds.items()) == [("う", 2), ("え", 2), ("あ", 1), ("い", 1)]


def test_a_request_without_need_of_a_check_counts_once_within_the_month(world: World) -> None:
    for what in ("identity", "authority"):
        world.check(world.request("R1") if what == "identity" else "R1", what)
    world.check(world.request("R2"), "identity", "done")
    for number, at in enumerate(MOMENTS):
        world.check(world.request(f"M{number}"), "identity", at=at)
    assert figures(world).unchecked == 3


# ---------------------------------------------------------------------- how long the answer took


def test_days_run_from_the_day_it_came_in_to_the_first_answer(world: World) -> None:
    receipt = world.request("R1", date(2026, 11, 2))
    world.history(receipt, "received", NOON - 9 * DAY)
    world.history(receipt, "answered", NOON - 9 * DAY, "note")
    world.history(receipt, "partly_answered", NOON - 8 * DAY)
    world.history(receipt, "answered", NOON)
    assert figures(world).answer_days == Spread(1, 10, 10)


def test_a_days_end_is_the_desks_midnight(world: World) -> None:
    late = datetime(2026, 11, 20, 23, 59, tzinfo=NOON.tzinfo)
    world.history(world.request("R1", TODAY), "refused", late)
    world.history(world.request("R2", TODAY), "refused", late + timedelta(minutes=1))
    assert figures(world).answer_days == Spread(2, 0.5, 0.9)


def test_what_was_taken_back_or_is_no_request_or_was_answered_in_another_month_has_no_days(
    world: World,
) -> None:
    world.history(world.request("R1"), "withdrawn")
    world.history(world.request("C1", kind="complaint"), "answered")
    assert figures(world).answer_days is None
    for number, at in enumerate(MOMENTS):
        world.history(world.request(f"M{number}", at.date()), "answered", at)
    assert figures(world).answer_days == Spread(2, 0, 0)


# ---------------------------------------------------------------------- which dates were kept


@pytest.mark.parametrize(("days", "word"), [(-1, "missed"), (0, "kept"), (1, "kept")])
@pytest.mark.parametrize("whose", ["law", "policy"])
def test_a_date_is_kept_to_the_end_of_its_day(world: World, days: int, word: str, whose: str) -> None:
    world.due(world.request("R1"), TODAY + days * DAY, NOON, whose=whose)
    assert dates(world, **{word: 1, f"{word}_law": int(whose == "law")})


def test_what_ended_in_another_month_is_neither_kept_nor_missed_in_this_one(world: World) -> None:
    for number, at in enumerate(MOMENTS):
        world.due(world.request(f"R{number}"), NOVEMBER.last, at)
        world.due(f"R{number}", BORDERS[0] - DAY, at, what="target")
    assert dates(world, kept=2, missed=2)


@pytest.mark.parametrize(
    ("days", "word"), [(-1, "late"), (0, "week"), (7, "week"), (8, "later"), (80, "later")]
)
@pytest.mark.parametrize("what", ["answer", "target", "confirmation"])
def test_a_date_that_runs_stands_as_it_does_today(world: World, days: int, word: str, what: str) -> None:
    world.due(world.request("R1"), TODAY + days * DAY, what=what)
    assert dates(world, **{word: 1})


def test_only_dates_of_an_answer_are_counted(world: World) -> None:
    receipt = world.request("R1")
    for what in ("fee", "papers"):
        world.due(receipt, TODAY, NOON, what=what)
    assert dates(world)


def test_the_desks_own_period_rests_while_the_customer_has_to_do_something_and_a_laws_does_not(
    world: World,
) -> None:
    resting, done = world.request("R1"), world.request("R2")
    world.pause(resting)
    world.pause(done, until=NOON)
    world.due(resting, TODAY - DAY, what="target")
    world.due(resting, TODAY + 20 * DAY, whose="law")
    world.due(done, TODAY - DAY, what="target")
    assert dates(world, paused=1, later=1, late=1)


@pytest.mark.parametrize("status", ["withdrawn", "expired"])
def test_a_date_that_fell_away_before_its_day_was_neither_kept_nor_missed(world: World, status: str) -> None:
    world.due(world.request("R1"), TODAY, NOON)
    world.history("R1", status)
    assert dates(world)
    world.due(world.request("R2"), TODAY - DAY, NOON)
    world.history("R2", status)
    assert dates(world, missed=1), "it was over already"


@pytest.mark.parametrize(
    ("status", "what", "at"),
    [
        ("answered", "status", NOON),
        ("refused", "status", NOON),
        ("partly_closed", "status", NOON),
        ("withdrawn", "note", NOON),
        ("withdrawn", "status", NOON + LITTLE),
        ("in_progress", "status", NOON),
    ],
)
def test_a_date_that_an_answer_met_was_kept_whatever_came_after(
    world: World, status: str, what: str, at: datetime
) -> None:
    world.due(world.request("R1"), TODAY, NOON)
    world.history("R1", status, at, what)
    assert dates(world, kept=1)


def test_an_end_that_was_taken_back_and_one_of_another_request_took_no_date_away(world: World) -> None:
    world.due(world.request("R1"), TODAY, NOON)
    world.history("R1", "withdrawn", NOON - DAY)
    world.history("R1", "in_progress", NOON - DAY)
    world.history(world.request("R2"), "withdrawn")
    assert dates(world, kept=1)


# ---------------------------------------------------------------------- what may be gone


def gone(
    world: World, now: datetime, companies: Any = None, company: CompanyId | None = None
) -> tuple[bool, list[datetime]]:
    """And from when on the times of keeping were reckoned."""
    since: list[datetime] = []

    def kept(name: CompanyId) -> Any:
        def through(finished: datetime) -> date:
            since.append(finished)
            return date(2026, 12, 1) if name == OCS else date(2027, 12, 1)

        return SimpleNamespace(all_records_through=through)

    return records_may_be_gone(world.conn, companies, company, kept, NOVEMBER, now), since


def test_records_may_be_gone_from_the_day_after_the_last_on_which_all_must_be_there(world: World) -> None:
    day_after = NEXT + DAY
    assert gone(world, day_after - LITTLE, None, OCS) == (False, [FIRST])
    assert gone(world, day_after, None, OCS) == (True, [FIRST])
    assert gone(world, day_after, None, ONI) == (False, [FIRST])


def test_of_several_companies_records_may_be_gone_where_those_of_one_may(world: World) -> None:
    later = NEXT + DAY
    assert gone(world, later) == (False, []), "of none is anything known"
    for number, company in enumerate((ONI, ONI, OCS)):
        world.request(f"R{number}", company=company)
    assert gone(world, later)[0] and gone(world, later, {OCS})[0]
    assert gone(world, later, {ONI}) == (False, [FIRST])
