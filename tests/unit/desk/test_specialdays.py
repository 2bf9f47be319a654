"""Special days of a desk: how hours are typed, which days may be set, by whom, and when dates move with them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desk.calendar.hours import Spans
from desk.calendar.rulebook import DEFAULT_HOURS, CompanyRules
from desk.calendar.specialdays import LONGEST_REASON, SpecialDays, days_of, spans_of
from desk.errors import ChangeInvalid, Forbidden
from desk.roles import Role, StaffMember
from desk.storage.live_tables import special_days
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import START, Sealing, SmallDatabase, transaction

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
TODAY = date(2026, 11, 20)
"""A Friday."""
MONDAY, SUNDAY = date(2026, 11, 30), date(2026, 11, 29)
MORNING: Spans = ((time(9), time(12)),)
LEAD = StaffMember("s", "hanako", "担当A", None, "lead")


class World:
    """Special days on one table, with a duebook that counts what it is told."""

    def __init__(self) -> None:
        self.tx = transaction(special_days)
        self.told: list[date] = []
        rulebook = SimpleNamespace(of=self._rules)
        context = SimpleNamespace(db=SmallDatabase(self.tx), keys=Sealing(), rulebook=rulebook)
        self.days = SpecialDays(cast("Any", context))
        self.days._dues = cast("Any", SimpleNamespace(day_changed=self._changed))

    def _rules(self, conn: Any, company: CompanyId) -> CompanyRules:
        special: Mapping[date, Spans] = days_of(conn, company)
        hours = DEFAULT_HOURS.__class__(DEFAULT_HOURS.weekly, special=special)
        return CompanyRules(hours=hours)

    def _changed(self, _tx: Any, _company: CompanyId, day: date, _by: str) -> int:
        self.told.append(day)
        return 7


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("9:00-12:00, 13:00-15:00", ((time(9), time(12)), (time(13), time(15)))),
        ("１３：００〜１５：００、９：００～１２：００", ((time(9), time(12)), (time(13), time(15)))),
        ("9:00-12:00,12:00-15:00", ((time(9), time(12)), (time(12), time(15)))),
        ("1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00", tuple((time(n), time(n + 1)) for n in (1, 3, 5, 7))),
    ],
)
def test_hours_are_read_as_people_type_them_and_put_in_order(typed: str, spans: Spans) -> None:
    assert spans_of(typed) == spans


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "1 to 4 spans"),
        (" , ", "1 to 4 spans"),
        ("1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00,9:00-10:00", "1 to 4 spans"),
        ("9:00-12:00,11:59-15:00", "must not overlap"),
        ("morning", "such as"),
    ],
)
def test_hours_that_are_none_too_many_or_overlap_are_refused(typed: str, why: str) -> None:
    with pytest.raises(ChangeInvalid, match=why):
        spans_of(typed)


def test_a_day_is_set_from_today_on_and_for_the_time_that_can_be_planned(world: World) -> None:
    for day in (TODAY, TODAY + timedelta(days=800)):
        world.days.put(OCS, day, (), "棚卸し", LEAD)
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=801)):
        with pytest.raises(ChangeInvalid, match="day: from today to 800 days ahead"):
            world.days.put(OCS, day, (), "棚卸し", LEAD)


def test_a_reason_is_always_given_and_not_too_long(world: World) -> None:
    world.days.put(OCS, MONDAY, (), "あ" * LONGEST_REASON, LEAD)
    for reason in (" ", "あ" * (LONGEST_REASON + 1)):
        with pytest.raises(ChangeInvalid, match="reason"):
            world.days.put(OCS, MONDAY, (), reason, LEAD)


def test_a_day_is_kept_with_who_said_it_and_why_for_its_company(world: World) -> None:
    world.days.put(OCS, MONDAY, MORNING, " 午前のみ ", LEAD)
    (one,) = world.days.list(OCS, LEAD)
    assert (one.day, one.opens, one.reason, one.by, one.at) == (MONDAY, MORNING, "午前のみ", "担当A", START)
    assert world.days.of(OCS) == {MONDAY: MORNING} and world.days.of(ONI) == {}
    world.days.put(OCS, MONDAY, (), "終日休み", LEAD)
    world.days.put(ONI, MONDAY, MORNING, "午前のみ", LEAD)
    assert world.days.of(OCS) == {MONDAY: ()} and world.days.of(ONI) == {MONDAY: MORNING}
    assert [entry.detail for entry in world.tx.entries] == [
        f"{MONDAY} {how}" for how in ("open", "closed", "open")
    ]


def test_a_desk_that_opens_until_midnight_is_kept_so(world: World) -> None:
    spans = spans_of("22:00-24:00")
    world.days.put(OCS, MONDAY, spans, "夜間", LEAD)
    assert world.days.of(OCS) == {MONDAY: spans}


def test_days_of_today_and_later_are_listed_in_their_order(world: World) -> None:
    for day in (MONDAY, SUNDAY, TODAY):
        world.days.put(OCS, day, (), "休み", LEAD)
    assert [one.day for one in world.days.list(OCS, LEAD)] == [TODAY, SUNDAY, MONDAY]
    midnight_in_japan = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    assert [one.day for one in world.days.list(OCS, LEAD, midnight_in_japan)] == [SUNDAY, MONDAY]


def test_dates_move_where_a_business_day_goes_or_comes_back_and_nowhere_else(world: World) -> None:
    put, remove = world.days.put, world.days.remove
    assert put(OCS, MONDAY, (), "休み", LEAD) == 7
    assert put(OCS, MONDAY, (), "同じことをもう一度", LEAD) == 0
    assert put(OCS, SUNDAY, (), "日曜", LEAD) == 0
    assert put(OCS, SUNDAY, MORNING, "日曜に開く", LEAD) == 0, "it does not become a business day"
    assert put(OCS, MONDAY, MORNING, "やはり開く", LEAD) == 7
    assert remove(OCS, MONDAY, LEAD) == 0
    assert remove(OCS, MONDAY, LEAD) == 0, "there is nothing to take away"
    put(OCS, MONDAY, (), "休み", LEAD)
    assert remove(ONI, MONDAY, LEAD) == 0 and world.days.of(OCS)[MONDAY] == ()
    assert remove(OCS, MONDAY, LEAD) == 7
    assert world.told == [MONDAY] * 4


def test_a_closing_day_that_is_past_moves_nothing_when_it_is_taken_away(world: World) -> None:
    world.days.put(OCS, MONDAY, (), "休み", LEAD)
    world.tx.now = START + timedelta(days=11)
    assert world.days.remove(OCS, MONDAY, LEAD) == 0 and world.told == [MONDAY]
    other = World()
    other.days.put(OCS, MONDAY, (), "休み", LEAD)
    other.tx.now = START + timedelta(days=10)
    assert other.days.remove(OCS, MONDAY, LEAD) == 7, "on the day itself"


@pytest.mark.parametrize(("role", "companies"), [("desk", None), ("lead", frozenset({ONI}))])
def test_only_who_sets_hours_of_that_company_sees_and_sets_them(
    world: World, role: Role, companies: Any
) -> None:
    other = StaffMember("o", "jiro", "担当B", companies, role)
    for act in (
        lambda: world.days.put(OCS, MONDAY, (), "休み", other),
        lambda: world.days.remove(OCS, MONDAY, other),
        lambda: world.days.list(OCS, other),
    ):
        with pytest.raises(Forbidden):
            act()
    assert world.days.of(OCS) == {}
