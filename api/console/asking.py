"""What stands in the address or a form of the requests pages, as the services take it. Empty fields are no wishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from desk.calendar.dues import FIRST_DAY, LAST_DAY, day_of
from desk.errors import ChangeInvalid
from desk.reports.figures import Period
from desk.requests.board import Filters, Sort

NAMES = (
    "company", "region", "request_type", "status", "group", "standing", "requester", "due", "assigned",
    "opened_from", "opened_to", "words",
)  # fmt: skip
LONGEST = 200
"""Letters of a field that count."""


def text_of(values: Mapping[str, Any], name: str) -> str | None:
    """A field's text without white space around it; None where it is empty."""
    value = values.get(name)
    return value.strip()[:LONGEST] or None if isinstance(value, str) else None


def day(values: Mapping[str, Any], name: str) -> date | None:
    """A day from 2000 to 2999. Raises ChangeInvalid."""
    value = text_of(values, name)
    try:
        found = date.fromisoformat(value) if value is not None else None
    except ValueError:
        raise ChangeInvalid(f"{name}: a day, as 2026-11-25.", name) from None
    if found is not None and not FIRST_DAY <= found <= LAST_DAY:
        raise ChangeInvalid(f"{name}: a day of the years from 2000 to 2999.", name)
    return found


def number(values: Mapping[str, Any], name: str) -> int | None:
    """A whole number, zero or more. Raises ChangeInvalid."""
    value = text_of(values, name)
    if value is None:
        return None
    if not value.isdecimal() or len(value) > 9:
        raise ChangeInvalid(f"{name}: a whole number.", name)
    return int(value)


def lines(values: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The lines of a text field that hold something."""
    value = values.get(name)
    return tuple(filter(None, map(str.strip, value.splitlines()))) if isinstance(value, str) else ()


def ticked(values: Mapping[str, Any], name: str) -> bool:
    """Whether a box is ticked."""
    return text_of(values, name) is not None


@dataclass(frozen=True, slots=True)
class WantedView:
    """How somebody looks at the requests: filters, order, board or table, which page."""

    filters: Filters
    sort: Sort
    view: str
    cursor: str | None
    given: Mapping[str, str]
    """The filters as they stand in the address."""

    def address(self, **changes: str | None) -> str:
        """The query of the same view with changes (None: left out); a change begins at the first page."""
        kept: dict[str, str | None] = {**self.given, "sort": self.sort, "view": self.view, **changes}
        return urlencode({name: value for name, value in kept.items() if value})


def asked(values: Mapping[str, Any]) -> WantedView:
    """Of the address, or of a form that carries the same fields. Raises ChangeInvalid for what is no day; words that
    are not in their list are refused by the service."""
    given = {name: value for name in NAMES if (value := text_of(values, name)) is not None}
    plain: dict[str, Any] = {name: value for name, value in given.items() if not name.startswith("opened_")}
    filters = Filters(**plain, opened_from=day(values, "opened_from"), opened_to=day(values, "opened_to"))
    sort: Any = text_of(values, "sort") or "new"
    view = "table" if values.get("view") == "table" else "board"
    return WantedView(filters, sort, view, text_of(values, "cursor"), given)


def period(values: Mapping[str, Any], now: Any) -> Period:
    """From `from` to `to`; the last 30 days where nothing is said. Raises ChangeInvalid: back to front, or longer than
    two years."""
    last = day(values, "to") or day_of(now)
    first = day(values, "from") or last - timedelta(days=29)
    if not timedelta() <= last - first <= timedelta(days=731):
        raise ChangeInvalid("to: not before from, and at most two years after it.", "to")
    return Period(first, last)
