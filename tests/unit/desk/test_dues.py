"""By when something is due: the regimes as data, and the arithmetic on days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from desk.calendar.dues import (
    DESK_ZONE,
    UsFederal,
    business_day_before,
    business_days_later,
    day_of,
    days_that_are,
    last_day,
    months_later,
    put_off,
    standing_of,
)
from desk.calendar.hours import HoursSpec, is_working_day, parse_hours
from desk.calendar.regimes import Span, due_rules, read_dues
from desk.calendar.rulebook import CompanyRules, Rulebook
from desk.life import DueStanding
from knowledge.vocabulary import CompanyId, Region, RequestType

OFFICE = CompanyRules(hours=parse_hours({"weekly": {"mon-fri": ["9:00-17:00"]}, "closed_dates": ["12-29"]}))
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
SPANS = st.one_of(
    st.builds(Span, days=st.integers(1, 200)),
    st.builds(Span, months=st.integers(1, 24)),
    st.builds(Span, business_days=st.integers(1, 60)),
)


@pytest.mark.parametrize(
    ("days", "stands"),
    [(-30, "late"), (-1, "late"), (0, "week"), (1, "week"), (7, "week"), (8, "later"), (400, "later")],
)
def test_what_is_due_today_is_not_late_and_a_week_ends_with_its_seventh_day(days: int, stands: str) -> None:
    today = date(2026, 12, 28)
    assert standing_of(today + timedelta(days=days), today) == stands


@given(DAYS, DAYS)
def test_of_the_three_ways_in_which_a_date_stands_one_holds_and_the_database_asks_for_the_same_days(
    due: date, today: date
) -> None:
    held = [
        one
        for one in get_args(DueStanding)
        for first, last in [days_that_are(one, today)]
        if first <= due <= last
    ]
    assert held == [standing_of(due, today)]


def test_where_the_desks_are_is_written_in_one_place() -> None:
    """Else a day would end at one time on the board and at another in a letter."""
    root = Path(__file__).resolve().parents[3]
    code = (file for name in ("knowledge", "desk", "actions", "api") for file in (root / name).rglob("*.py"))
    named = [str(file.relative_to(root)) for file in code if f'"{DESK_ZONE.key}"' in file.read_text("utf-8")]
    assert named == ["knowledge/facts/settings.py"]


@pytest.mark.parametrize(
    ("start", "span", "extension", "due"),
    [
        ("2026-01-31", Span(months=1), None, "2026-02-28"),
        ("2026-01-31", Span(months=1), Span(months=2), "2026-04-30"),  # not February 28 plus two months
        ("2026-11-22", Span(months=1), Span(months=2), "2027-02-22"),
        ("2026-11-22", Span(days=45), None, "2027-01-06"),
        ("2026-11-22", Span(days=45), Span(days=45), "2027-02-20"),
        ("2026-11-20", Span(business_days=10), None, "2026-12-07"),  # Thanksgiving is left out
        (
            "2026-06-26",
            Span(business_days=10),
            None,
            "2026-07-13",
        ),  # July 4 is a Saturday, observed on the 3rd
    ],
)
def test_a_laws_period_ends_on_the_day_that_the_law_says(
    start: str, span: Span, extension: Span | None, due: str
) -> None:
    found = last_day(date.fromisoformat(start), span, UsFederal(), extension)
    assert found == date.fromisoformat(due)


def test_a_desks_business_days_leave_out_holidays_and_its_own_closing_days() -> None:
    # 2026-12-28 is a Monday; the 29th is a closing day; 1 January a holiday.
    assert business_days_later(date(2026, 12, 28), 1, OFFICE) == date(2026, 12, 30)
    assert business_days_later(date(2026, 12, 31), 1, OFFICE) == date(2027, 1, 4)
    assert business_days_later(date(2026, 11, 20), 1, OFFICE) == date(2026, 11, 24)  # 勤労感謝の日


def test_a_desk_that_has_closed_or_has_no_hours_still_counts_days() -> None:
    gone = parse_hours({"weekly": {"mon-fri": ["9:00-17:00"]}, "closed_since": "2023-06-30"})
    assert is_working_day(gone, date(2026, 11, 24))
    assert is_working_day(HoursSpec(), date(2026, 11, 24))
    assert not is_working_day(HoursSpec(), date(2026, 11, 22))


def test_a_calendar_without_business_days_is_an_error_and_no_endless_search() -> None:
    class Never:
        def is_business_day(self, day: date) -> bool:
            return False

    with pytest.raises(ValueError, match="no business days"):
        business_days_later(date(2026, 1, 1), 1, Never())
    with pytest.raises(ValueError, match="no business days"):
        business_day_before(date(2026, 1, 1), Never())


@dataclass
class Every:
    """Every so many days is a business day."""

    days: int

    def is_business_day(self, day: date) -> bool:
        return day.toordinal() % self.days == 0


@pytest.mark.parametrize("count", [1, 2, 5])
def test_business_days_that_are_ten_years_apart_are_found(count: int) -> None:
    start = date.fromordinal(3701 * 197)  # between two of them lie 3700 days, and each search begins anew
    assert business_days_later(start, count, Every(3701)) == start + timedelta(days=3701 * count)
    back = date.fromordinal(3699 * 197)
    assert business_day_before(back, Every(3699)) == back - timedelta(days=3699)


def test_a_business_day_that_is_years_away_is_not_waited_for() -> None:
    start = date.fromordinal(3702 * 197)
    with pytest.raises(ValueError, match="no business days"):
        business_days_later(start, 1, Every(3702))
    with pytest.raises(ValueError, match="no business days"):
        business_days_later(start - timedelta(days=1), 2, Every(3702))
    back = date.fromordinal(3700 * 197)
    with pytest.raises(ValueError, match="no business days"):
        business_day_before(back, Every(3700))


@given(DAYS)
def test_the_business_day_before_is_the_last_one(day: date) -> None:
    found = business_day_before(day, OFFICE)
    assert found < day
    assert OFFICE.is_business_day(found)
    between = [found + timedelta(days=n) for n in range(1, (day - found).days)]
    assert not any(OFFICE.is_business_day(one) for one in between)


def test_no_business_days_are_none() -> None:
    assert last_day(date(2026, 11, 24), Span(days=1), OFFICE, Span(business_days=2)) == date(2026, 11, 27)
    assert last_day(date(2026, 11, 21), Span(days=1), OFFICE) == date(2026, 11, 22)  # a Sunday stays


def test_the_day_is_the_day_in_japan() -> None:
    assert day_of(datetime(2026, 11, 22, 16, 0, tzinfo=UTC)) == date(2026, 11, 23)


@given(DAYS, SPANS, st.none() | SPANS)
def test_a_period_ends_after_it_begins_and_an_extension_never_shortens_it(
    start: date, span: Span, extension: Span | None
) -> None:
    due = last_day(start, span, OFFICE)
    assert due > start
    assert last_day(start, span, OFFICE, extension) >= due


@given(DAYS, DAYS, SPANS)
def test_who_begins_later_is_not_due_earlier(one: date, other: date, span: Span) -> None:
    first, second = sorted((one, other))
    assert last_day(first, span, OFFICE) <= last_day(second, span, OFFICE)


@given(DAYS, st.integers(1, 60))
def test_business_days_end_on_one_and_hold_exactly_so_many(start: date, count: int) -> None:
    due = business_days_later(start, count, OFFICE)
    assert OFFICE.is_business_day(due)
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert sum(OFFICE.is_business_day(day) for day in between) == count


@given(DAYS, st.integers(0, 48))
def test_months_end_on_the_same_day_or_the_months_last(start: date, months: int) -> None:
    due = months_later(start, months)
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == months
    assert due.day == start.day or (due + timedelta(days=1)).day == 1


@given(DAYS, DAYS, DAYS)
def test_standing_still_never_brings_a_date_forward(due: date, since: date, until: date) -> None:
    assert put_off(due, since, until) == due + max(until - since, timedelta())


@given(DAYS, st.integers(0, 40), st.integers(0, 40))
def test_a_period_of_business_days_that_stood_still_has_as_many_left_as_before(
    since: date, left: int, still: int
) -> None:
    due, until = business_days_later(since, left, OFFICE), since + timedelta(days=still)
    after = put_off(due, since, until, OFFICE)
    assert after == (
        business_days_later(until, left, OFFICE)
        if left
        else business_days_later(
            due, sum(OFFICE.is_business_day(since + timedelta(days=n)) for n in range(1, still + 1)), OFFICE
        )
    )
    assert after == due or OFFICE.is_business_day(after)


# ------------------------------------------------------------ the data


def dated(region: Region | None, whose: str) -> set[str]:
    found = {kind.value: due_rules().regime(region, kind) for kind in RequestType}
    return {kind for kind, regime in found.items() if regime is not None and regime.whose == whose}


def test_gdpr_names_a_month_for_articles_15_to_22_only() -> None:
    assert dated(Region.EEA_UK, "law") == {
        "disclosure", "correction", "addition", "deletion", "erasure", "restriction", "portability", "objection",
    }  # fmt: skip
    regime = due_rules().regimes["gdpr_12_3"]
    answer = regime.periods["answer"]
    assert (answer.start, answer.months, answer.extension) == ("receipt", 1, Span(months=2))


def test_ccpa_names_days_for_know_delete_and_correct_only() -> None:
    assert dated(Region.CALIFORNIA, "law") == {"access_ccpa", "deletion", "correction"}
    periods = due_rules().regimes["ccpa_7021"].periods
    assert (periods["answer"].days, periods["answer"].extension) == (45, Span(days=45))
    assert (periods["confirmation"].business_days, periods["confirmation"].calendar) == (10, "us")
    assert {period.start for period in periods.values()} == {"receipt"}


@pytest.mark.parametrize("region", [None, Region.JP, Region.CHINA, Region.OTHER])
def test_other_laws_name_no_days_so_a_date_is_the_companys_own(region: Region | None) -> None:
    assert dated(region, "law") == set()
    assert dated(region, "company") == {kind.value for kind in RequestType}
    regime = due_rules().regime(region, RequestType.DISCLOSURE)
    assert regime is not None
    assert {period.start for period in regime.periods.values()} == {"complete_papers"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"periods": {"answer": {"from": "receipt", "months": 1, "days": 3}}}, "exactly one"),
        ({"periods": {"answer": {"from": "birth", "months": 1}}}, "regimes.0.periods.answer.from"),
        ({"periods": {"answer": {"from": "receipt", "target": "x"}}}, "comes from settings"),
        *(
            (
                {"periods": {"target": {"from": "receipt", "target": "x", unit: 1}}},
                "its length in settings.yml",
            )
            for unit in ("days", "months", "business_days")
        ),
        ({"periods": {"target": {"from": "receipt", "days": 3}}}, "own date"),
        ({"regions": ["mars"]}, "regimes.0.regions"),
        ({"regions": ["jp"]}, "both hold"),
    ],
)
def test_a_wrong_regime_is_named(change: dict[str, object], message: str) -> None:
    regime: dict[str, object] = {
        "id": "x",
        "whose": "law",
        "regions": ["eea_uk"],
        "source": {"law": "l", "says": "s"},
        "periods": {"answer": {"from": "receipt", "months": 1}},
    }
    other = {**regime, "id": "y", "regions": ["jp"]}
    with pytest.raises(ValueError, match=message):
        read_dues({"regimes": [{**regime, **change}, other], "reminders": {}})


def test_the_file_is_what_is_in_force() -> None:
    assert set(due_rules().regimes) == {"gdpr_12_3", "ccpa_7021", "appi_target", "pipl_target"}
    assert yaml.safe_dump(sorted(due_rules().reminders))
    assert Rulebook().targets(CompanyId("nobody")).answer == {}
