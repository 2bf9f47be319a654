"""When a desk is open."""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays

from desk.calendar.dues import DESK_ZONE

DeskState = Literal["open", "out_of_hours", "closed"]
Spans = tuple[tuple[time, time], ...]
"""The opening spans of one day, in local time; none: closed."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_LOOK_AHEAD = 60


@dataclass(frozen=True, slots=True)
class HoursSpec:
    """Opening hours of one desk. `weekly`: 0 Monday .. 6 Sunday -> spans in local time; a missing day is closed.

    `holidays`: closed on Japanese public holidays. `closed_dates`: "MM-DD" every year or "YYYY-MM-DD" once.
    `closed_since`: the first day on which the desk is closed for good. `special`: single days that go before all of
    this except `closed_since` (`desk.calendar.specialdays`).
    """

    weekly: Mapping[int, Spans] = field(default_factory=dict)
    timezone: str = DESK_ZONE.key
    holidays: bool = True
    closed_dates: frozenset[str] = frozenset()
    closed_since: date | None = None
    special: Mapping[date, Spans] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HoursState:
    """How a desk stands.

    Attributes:
        opens_at: the next opening (aware, in the desk's zone) where it is out of hours, else None.
        closes_at: when an open desk closes next; None where that is not known. No part of how it stands.
    """

    state: DeskState
    opens_at: datetime | None = None
    closes_at: datetime | None = field(default=None, compare=False)


def _days(text: str) -> list[int]:
    first, _, last = text.strip().lower().partition("-")
    if first not in _DAYS or (last and last not in _DAYS):
        raise ValueError(f"hours.weekly: {text!r} is not a day or a span of days such as mon-fri")
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    return [day % 7 for day in range(start, end + 1 if end >= start else end + 8)]


def parse_span(text: object) -> tuple[time, time]:
    """A span such as "09:00-17:00" ("24:00" is the day's end). Raises ValueError naming what is allowed."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})", str(text).strip())
    try:
        if match is None:
            raise ValueError
        begin, end = time(int(match[1]), int(match[2])), _end(int(match[3]), int(match[4]))
    except ValueError:
        raise ValueError(f"hours.weekly: {text!r} is not a span such as 09:00-17:00") from None
    if begin >= end:
        raise ValueError(f"hours.weekly: {text!r} ends before it begins")
    return begin, end


def _end(hour: int, minute: int) -> time:
    return time.max if (hour, minute) == (24, 0) else time(hour, minute)


def parse_hours(data: Mapping[str, object]) -> HoursSpec:
    """Read hours from settings: {"weekly": {"mon-fri": ["09:00-17:00"]}, "timezone": ..., "holidays": true,
    "closed_dates": ["12-29", ...], "closed_since": "2023-06-30"}. Raises ValueError naming the bad key."""
    unknown = set(data) - {"weekly", "timezone", "holidays", "closed_dates", "closed_since"}
    if unknown:
        raise ValueError(f"hours: unknown keys {', '.join(sorted(unknown))}")
    weekly: dict[int, Spans] = {}
    given = data.get("weekly") or {}
    if not isinstance(given, Mapping):
        raise ValueError("hours.weekly: a mapping of days to spans")
    for days, spans in given.items():
        listed = [spans] if isinstance(spans, str) else list(spans or ())
        for day in _days(str(days)):
            weekly[day] = tuple(sorted(parse_span(span) for span in listed))
    zone = str(data.get("timezone") or DESK_ZONE.key)
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"hours.timezone: {zone!r} is no time zone") from None
    dates = data.get("closed_dates") or ()
    if not isinstance(dates, (list, tuple, set, frozenset)):
        raise ValueError("hours.closed_dates: a list of MM-DD or YYYY-MM-DD")
    closed = frozenset(str(d) for d in dates)
    for text in closed:
        if not re.fullmatch(r"(\d{4}-)?\d{2}-\d{2}", text):
            raise ValueError(f"hours.closed_dates: {text!r} is not MM-DD or YYYY-MM-DD")
    since = data.get("closed_since")
    return HoursSpec(
        weekly=weekly,
        timezone=zone,
        holidays=bool(data.get("holidays", True)),
        closed_dates=closed,
        closed_since=date.fromisoformat(str(since)) if since else None,
    )


@functools.cache
def _japanese_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("JP", years=year))


def _spans(spec: HoursSpec, day: date) -> Spans:
    """The opening spans of a day; none on a closed one."""
    if spec.closed_since is not None and day >= spec.closed_since:
        return ()
    if day in spec.special:
        return spec.special[day]
    if day.isoformat() in spec.closed_dates or day.strftime("%m-%d") in spec.closed_dates:
        return ()
    if spec.holidays and day in _japanese_holidays(day.year):
        return ()
    return spec.weekly.get(day.weekday(), ())


def is_working_day(spec: HoursSpec, day: date) -> bool:
    """Whether the desk works on this day at all. A desk that has closed for good, or that has no hours, counts the
    days as others do: what is open there must still come due. A special closing day is none; a day on which a desk
    opens besides its usual ones does not become one (docs/decisions/0037-presence-hours-and-hand-overs.md)."""
    closings = {special: spans for special, spans in spec.special.items() if not spans}
    spec = replace(spec, closed_since=None, special=closings)
    if not any(spec.weekly.values()):
        spec = replace(spec, weekly={weekday: ((time(9), time(17)),) for weekday in range(5)})
    return bool(_spans(spec, day))


def _closing(day: date, end: time, zone: ZoneInfo) -> datetime:
    """The end of a span; one that lasts until midnight ends with the next day's first moment."""
    if end == time.max:
        return datetime.combine(day + timedelta(days=1), time(0), zone)
    return datetime.combine(day, end, zone)


def desk_state(spec: HoursSpec, now: datetime) -> HoursState:
    """How the desk stands at `now` (aware)."""
    zone = ZoneInfo(spec.timezone)
    local = now.astimezone(zone)
    if spec.closed_since is not None and local.date() >= spec.closed_since:
        return HoursState("closed")
    for ahead in range(_LOOK_AHEAD):
        day = local.date() + timedelta(days=ahead)
        for begin, end in _spans(spec, day):
            opens = datetime.combine(day, begin, zone)
            if opens > local:
                return HoursState("out_of_hours", opens)
            if ahead == 0 and local.time() < end:
                return HoursState("open", closes_at=_closing(day, end, zone))
    return HoursState("out_of_hours")
