"""What stands in the address or a form of the requests pages, as the services take it. Empty fields are no wishes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, get_args
from urllib.parse import urlencode

from api.context import Context
from desk.calendar.dues import FIRST_DAY, LAST_DAY, day_of
from desk.errors import ChangeInvalid
from desk.model import Standing
from desk.reports.figures import Period
from desk.requests.board import DueFilter, Filters, Sort
from desk.requests.boardcolumns import GROUPS
from desk.roles import StaffMember
from desk.statuses import STATUSES
from desk.words import ASKED_FOR, T, one_of
from knowledge.vocabulary import Region, Requester

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


def asked(context: Context, staff: StaffMember, values: Mapping[str, Any]) -> WantedView:
    """Of the address, or of a form that carries the same fields. May read the database. Raises ChangeInvalid naming the
    first that is no word of its list, or no day."""
    given = {name: value for name in NAMES if (value := text_of(values, name)) is not None}

    def word(name: str, allowed: Sequence[T]) -> T | None:
        return one_of(name, given.get(name), allowed)

    filters = Filters(
        company=context.desk.work.board.company(given.get("company"), context.companies.ids, staff.companies),
        region=word("region", tuple(Region)),
        request_type=word("request_type", ASKED_FOR),
        status=word("status", STATUSES),
        group=word("group", GROUPS),
        standing=word("standing", get_args(Standing)),
        requester=word("requester", tuple(Requester)),
        due=word("due", get_args(DueFilter)),
        assigned=given.get("assigned"),
        opened_from=day(values, "opened_from"),
        opened_to=day(values, "opened_to"),
        words=given.get("words", ""),
    )
    sort: Sort = one_of("sort", text_of(values, "sort"), get_args(Sort)) or "new"
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
