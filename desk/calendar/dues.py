"""When something is due: pure arithmetic on days. Whose rule it is stands in `desk/rules/dues.yml`
(`desk.calendar.regimes`); Japanese law itself names no number of days (APPI 33-35: 遅滞なく), so a date without a
basis is never made."""

import calendar
import functools
from datetime import date, datetime, timedelta
from typing import Protocol, get_args
from zoneinfo import ZoneInfo

import holidays

from desk.calendar.regimes import Span
from desk.life import DueStanding
from knowledge.facts.settings import ZONE

DESK_ZONE = ZoneInfo(ZONE)
"""Days are counted where the desks are."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)
"""Days that may be asked for. Near the ends of the calendar no moment of a day can be told in every zone."""
_WEEK = timedelta(days=7)
_LONGEST = 3700
"""Days in which a business day must come: a calendar without any is a mistake, not a reason to search for ever."""


class Calendar(Protocol):
    """Which days count as business days."""

    def is_business_day(self, day: date) -> bool:
        """Whether this day counts."""
        ...


class UsFederal:
    """Monday to Friday without US federal holidays (CCPA regulations 7021(a) count business days)."""

    def is_business_day(self, day: date) -> bool:
        """Whether this day counts."""
        return day.weekday() < 5 and day not in _us_holidays(day.year)


@functools.cache
def _us_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("US", years=year))


def day_of(moment: datetime) -> date:
    """The day on which something happened, where the desks are."""
    return moment.astimezone(DESK_ZONE).date()


def days_that_are(standing: DueStanding, today: date) -> tuple[date, date]:
    """The first and the last of the days (both included) that stand so today. What is due today is not late: whoever
    answers before midnight, where the desks are, has kept the date. A week is due on its last day, too."""
    if standing == "late":
        return date.min, today - timedelta(days=1)
    if standing == "week":
        return today, today + _WEEK
    return today + _WEEK + timedelta(days=1), date.max


def standing_of(due: date, today: date) -> DueStanding:
    """How a date stands today. The one rule of what is late or soon: the board, the lists, Slack's digest, the figures
    and the pages ask here, or `days_that_are`, where the database compares."""
    spans = {one: days_that_are(one, today) for one in get_args(DueStanding)}
    return next(one for one, (first, last) in spans.items() if first <= due <= last)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def business_days_later(day: date, count: int, days: Calendar) -> date:
    """The `count`-th business day after `day`, which itself does not count.

    Raises ValueError: the calendar has no business days.
    """
    idle = 0
    while count > 0:
        day += timedelta(days=1)
        if days.is_business_day(day):
            count, idle = count - 1, 0
        elif (idle := idle + 1) > _LONGEST:
            raise ValueError("this calendar has no business days")
    return day


def business_day_before(day: date, days: Calendar) -> date:
    """The last business day before `day`. Raises ValueError: the calendar has no business days."""
    for back in range(1, _LONGEST):
        if days.is_business_day(day - timedelta(days=back)):
            return day - timedelta(days=back)
    raise ValueError("this calendar has no business days")


def last_day(start: date, span: Span, days: Calendar, extension: Span | None = None) -> date:
    """The last day of a period that begins with `start` (which does not count), put off by `extension`.

    An extension of months is added to the months before the day is looked up, so that January 31 plus one and two
    months is April 30 and not April 28. A last day that is no business day stays where it is: the laws would let it
    move on (Regulation 1182/71, 民法142条), and a date that comes early is never too late.
    """
    parts = (span, *((extension,) if extension is not None else ()))
    day = months_later(start, sum(part.months or 0 for part in parts))
    day += timedelta(days=sum(part.days or 0 for part in parts))
    return business_days_later(day, sum(part.business_days or 0 for part in parts), days)


def put_off(day: date, since: date, until: date, business: Calendar | None = None) -> date:
    """A date moved by the days that its period stood still, from one day (which does not count) to the one on which it
    went on. `business`: the period is counted in this calendar's business days, and so is the standing still; else the
    date could come to a day on which nobody is at the desk, and two weekends in a pause would give days away."""
    still = max((until - since).days, 0)
    if business is None:
        return day + timedelta(days=still)
    passed = (since + timedelta(days=number) for number in range(1, still + 1))
    return business_days_later(day, sum(business.is_business_day(one) for one in passed), business)
