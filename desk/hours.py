"""When a desk is open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

DeskState = Literal["open", "out_of_hours", "closed"]


@dataclass(frozen=True, slots=True)
class HoursSpec:
    """Opening hours of one desk. `weekly`: 0 Monday .. 6 Sunday -> spans in local time; a missing day is closed.

    `holidays`: closed on Japanese public holidays. `closed_dates`: "MM-DD" every year or "YYYY-MM-DD" once.
    `closed_since`: the desk has closed for good on that day.
    """

    weekly: Mapping[int, tuple[tuple[time, time], ...]] = field(default_factory=dict)
    timezone: str = "Asia/Tokyo"
    holidays: bool = True
    closed_dates: frozenset[str] = frozenset()
    closed_since: date | None = None


@dataclass(frozen=True, slots=True)
class HoursState:
    """`opens_at` is the next opening (aware, in the desk's zone) where it is out of hours, else None."""

    state: DeskState
    opens_at: datetime | None = None


def parse_hours(data: Mapping[str, object]) -> HoursSpec:
    """Read hours from settings: {"weekly": {"mon-fri": ["09:00-17:00"]}, "timezone": ..., "holidays": true,
    "closed_dates": ["12-29", ...], "closed_since": "2023-06-30"}. Raises ValueError naming the bad key."""
    raise NotImplementedError


def desk_state(spec: HoursSpec, now: datetime) -> HoursState:
    """How the desk stands at `now` (aware)."""
    raise NotImplementedError
