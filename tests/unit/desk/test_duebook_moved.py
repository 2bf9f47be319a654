"""The dates of a request that staff sets or puts off, that a closing day moves, and when staff is reminded."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from desk.calendar.regimes import Span
from desk.calendar.rulebook import CompanyRules, Targets
from desk.errors import ChangeInvalid, NotNow
from desk.jobs import later
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from tests.unit.desk.dates_world import FRIDAY, OCS, ONE, ONI, OTHER, TODAY, WEEKDAYS, World


@pytest.fixture
def world() -> World:
    return World()


# ---------------------------------------------------------------------- set and put off by staff


def test_the_companys_own_date_stands_beside_the_laws_and_does_not_take_its_place(world: World) -> None:
    world.open(company=OCS, region="eea_uk", status="received")
    world.book.set_target(world.tx, world.row(), date(2026, 12, 1))
    assert (world.due("answer"), world.due("target")) == (date(2026, 12, 20), date(2026, 12, 1))
    assert (world.row().due, world.row().due_basis) == (date(2026, 12, 20), "gdpr_12_3")
    world.move("answered")
    with pytest.raises(ChangeInvalid, match="answered has none"):
        world.book.set_target(world.tx, world.row(), date(2026, 12, 1))


@pytest.mark.parametrize(
    ("region", "kind", "last", "after"),
    [
        ("eea_uk", "portability", date(2026, 12, 20), date(2027, 2, 20)),
        ("california", "access_ccpa", date(2027, 1, 4), date(2027, 2, 18)),
    ],
)
def test_a_laws_date_is_put_off_once_until_its_last_day(
    world: World, region: str, kind: str, last: date, after: date
) -> None:
    for receipt in (ONE, OTHER):
        world.open(receipt, company=OCS, region=region, kind=kind, status="received")
    assert world.due("answer") == last
    world.forward((last - TODAY).days)
    world.book.extend(world.tx, world.row(), "件数が多いためです。", "担当A")
    assert (world.due("answer"), world.row().due) == (after, after)
    assert world.due("answer", OTHER) == last
    (told,) = world.tx.conn.execute(select(t.request_extensions)).all()
    assert (told.receipt, told.before, told.after, told.by) == (ONE, last, after, "担当A")
    assert told.notice_enc.decode() == f"request_extensions:{told.n}|件数が多いためです。"
    with pytest.raises(NotNow, match="once"):
        world.book.extend(world.tx, world.row(), "もう一度", "担当A")
    world.forward(1)
    with pytest.raises(NotNow, match="first period is over"):
        world.book.extend(world.tx, world.row(OTHER), "遅れます", "担当A")


def test_where_no_law_lets_it_nothing_is_put_off(world: World) -> None:
    world.open(status="received")
    world.open(OTHER, company=OCS, region="eea_uk", status="received")
    world.move("answered", OTHER)
    for receipt in (ONE, OTHER):
        with pytest.raises(NotNow, match="No date that the law lets"):
            world.book.extend(world.tx, world.row(receipt), "遅れます", "担当A")


# ---------------------------------------------------------------------- the desk's calendar changes


@pytest.mark.parametrize(
    ("day", "moved"),
    [
        (TODAY, False),  # the day of the beginning does not count
        (date(2026, 11, 23), True),
        (date(2026, 12, 4), True),  # the last day itself
        (date(2026, 12, 7), False),
    ],
)
def test_a_day_on_which_the_desk_closes_puts_off_the_dates_that_run_over_it(
    world: World, day: date, moved: bool
) -> None:
    world.open(status="received")
    world.special[day] = ()
    assert world.book.day_changed(world.tx, ONI, day, "lead") == int(moved)
    assert world.due("target") == (date(2026, 12, 7) if moved else date(2026, 12, 4))
    assert world.row().due == world.due("target")
    assert [entry.detail for entry in world.tx.entries] == (
        ["target: 2026-12-04 -> 2026-12-07"] if moved else []
    )


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 12, 4)])
def test_a_day_on_which_the_desk_works_after_all_brings_them_back(world: World, day: date) -> None:
    world.special[day] = ()
    world.open(status="received")
    assert world.due("target") == date(2026, 12, 7)
    del world.special[day]
    assert world.book.day_changed(world.tx, ONI, day, "lead") == 1
    assert world.due("target") == world.row().due == date(2026, 12, 4)
    assert world.book.day_changed(world.tx, ONI, date(2026, 12, 4), "lead") == 0, "a date on that day stays"


def test_a_closing_day_moves_nothing_that_stands_still_ended_was_set_by_staff_or_is_another_desks(
    world: World,
) -> None:
    names = [Receipt(f"MDG-0000-000{n}") for n in range(4)]
    for name in names:
        world.open(name, status="received")
    world.move("awaiting_correction", names[0])
    world.move("answered", names[1])
    world.book.set_target(world.tx, world.row(names[2]), date(2026, 12, 4))
    world.special[date(2026, 11, 25)] = ()
    assert world.book.day_changed(world.tx, OCS, date(2026, 11, 25), "lead") == 0
    assert world.book.day_changed(world.tx, ONI, date(2026, 11, 25), "lead") == 1
    assert [world.dues(name)["target"].due.day for name in names] == [4, 4, 4, 7]


def test_a_closing_day_moves_no_period_in_days_and_none_on_another_calendar(world: World) -> None:
    world.rulebook.put(ONI, CompanyRules(hours=WEEKDAYS, targets=Targets(answer={"appi": Span(days=14)})))
    world.open(status="received")
    world.open(OTHER, company=ONI, region="california", kind="access_ccpa", status="received")
    before = world.dues(), world.dues(OTHER)
    assert before[0]["target"].due == date(2026, 12, 4)
    assert before[1]["confirmation"].due == date(2026, 12, 7), "ten days of the US calendar"
    world.special[date(2026, 11, 25)] = ()
    assert world.book.day_changed(world.tx, ONI, date(2026, 11, 25), "lead") == 0
    assert (world.dues(), world.dues(OTHER)) == before


# ---------------------------------------------------------------------- reminders


def test_staff_is_reminded_in_the_morning_some_days_before(world: World) -> None:
    world.open(company=OCS, region="eea_uk", status="received")
    reminder = world.reminder("answer")
    assert reminder is not None
    assert reminder.at == datetime(2026, 12, 13, 0, 0, tzinfo=UTC), "nine o'clock in Japan, a week before"
    assert reminder.payload == {"receipt": ONE, "what": "answer", "due": "2026-12-20"}


def test_of_a_short_period_staff_is_reminded_the_morning_after_it_began_or_on_its_day(world: World) -> None:
    world.open(status="received")
    for due, morning in ((date(2026, 11, 22), 21), (TODAY, 20)):
        world.move("awaiting_correction", deadline=due)
        reminder = world.reminder("correction")
        assert reminder is not None
        assert reminder.at == max(datetime(2026, 11, morning, 0, 0, tzinfo=UTC), world.tx.now)
        world.move("received")


def test_a_reminder_goes_at_once_where_its_morning_is_past_and_only_once(world: World) -> None:
    world.open(company=OCS, region="eea_uk", status="received", came_on=date(2026, 10, 22))
    reminder = world.reminder("answer")
    assert reminder is not None and reminder.at == FRIDAY
    later.settle(world.tx, reminder)
    world.forward(1)
    world.book.refresh(world.tx, ONE)
    assert world.reminder("answer") is None, "it has been"


def test_a_reminder_moves_with_its_date(world: World) -> None:
    world.open(company=OCS, region="eea_uk", status="received")
    first = world.reminder("answer")
    world.book.refresh(world.tx, ONE)
    assert world.reminder("answer") == first
    world.book.extend(world.tx, world.row(), "件数が多いためです。", "担当A")
    moved = world.reminder("answer")
    assert moved is not None and moved.at == datetime(2027, 2, 13, 0, 0, tzinfo=UTC)
