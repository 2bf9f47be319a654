"""What stands in an address or a form of the requests pages: words of lists, days, numbers, and nothing else."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.console.asking import LONGEST, asked, day, lines, number, period, text_of, ticked
from desk.errors import ChangeInvalid
from desk.roles import StaffMember

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HANAKO = StaffMember("s1", "hanako", "a", frozenset(), "desk")


def test_an_empty_field_is_no_wish() -> None:
    assert [text_of({"a": value}, "a") for value in ("", "  ", None, ["x"], 5)] == [None] * 5
    assert text_of({}, "a") is None
    assert text_of({"a": " x "}, "a") == "x"
    assert text_of({"a": "x" * (LONGEST + 1)}, "a") == "x" * 200
    assert ticked({"a": "on"}, "a")
    assert not ticked({"a": ""}, "a")


@pytest.mark.parametrize(
    ("value", "found"),
    [("2000-01-01", date(2000, 1, 1)), ("2999-12-31", date(2999, 12, 31)), ("", None)],
)
def test_a_day_is_one_of_a_thousand_years(value: str, found: date | None) -> None:
    assert day({"d": value}, "d") == found


@pytest.mark.parametrize("value", ["1999-12-31", "3000-01-01", "2026-02-30", "yesterday", "2026/11/20"])
def test_anything_else_is_no_day_and_is_said_so(value: str) -> None:
    with pytest.raises(ChangeInvalid, match=r"^d: a day") as wrong:
        day({"d": value}, "d")
    assert wrong.value.field == "d"


@pytest.mark.parametrize(("value", "found"), [("0", 0), ("999999999", 999_999_999), ("", None)])
def test_a_number_is_whole_and_not_too_large(value: str, found: int | None) -> None:
    assert number({"n": value}, "n") == found


@pytest.mark.parametrize("value", ["-1", "1.5", "x", "1000000000", "²"])
def test_anything_else_is_no_number(value: str) -> None:
    with pytest.raises(ChangeInvalid, match=r"^n: a whole number"):
        number({"n": value}, "n")


def test_lines_are_those_that_hold_something() -> None:
    assert lines({"t": " a \n\n \nb"}, "t") == ("a", "b")
    assert lines({}, "t") == ()


def test_a_period_is_the_last_thirty_days_unless_another_is_asked_for() -> None:
    assert (period({}, NOW).first, period({}, NOW).last) == (date(2026, 10, 22), date(2026, 11, 20))
    one = period({"from": "2026-11-20", "to": "2026-11-20"}, NOW)
    assert one.first == one.last
    longest = period({"from": "2024-11-19", "to": "2026-11-20"}, NOW)
    assert (longest.last - longest.first).days == 731
    for given in ({"from": "2024-11-18"}, {"from": "2026-11-21"}, {"from": "2026-11-20", "to": "2026-11-19"}):
        with pytest.raises(ChangeInvalid, match=r"^to: "):
            period(given, NOW)


class Board:
    """Knows one company by its name."""

    def company(self, named: str | None, installed: Any, companies: Any) -> str | None:
        assert companies == HANAKO.companies
        return named


CONTEXT = cast(
    "Any",
    SimpleNamespace(
        desk=SimpleNamespace(work=SimpleNamespace(board=Board())), companies=SimpleNamespace(ids=("ocs",))
    ),
)


def test_a_view_is_the_newest_first_on_a_board_unless_it_is_asked_for_otherwise() -> None:
    view = asked(CONTEXT, HANAKO, {})
    assert (view.sort, view.view, view.cursor, dict(view.given)) == ("new", "board", None, {})
    view = asked(
        CONTEXT, HANAKO, {"view": "table", "company": "ocs", "words": "x", "cursor": "c", "else": "y"}
    )
    assert (view.view, view.filters.company, view.filters.words, view.cursor) == ("table", "ocs", "x", "c")
    assert view.given == {"company": "ocs", "words": "x"}


@pytest.mark.parametrize(
    "name", ["region", "request_type", "status", "group", "standing", "requester", "due", "sort"]
)
def test_a_word_that_is_none_of_its_list_is_refused_by_name(name: str) -> None:
    with pytest.raises(ChangeInvalid) as wrong:
        asked(CONTEXT, HANAKO, {name: "nothing of the kind"})
    assert wrong.value.field == name


def test_another_view_keeps_the_filters_and_begins_at_the_first_page() -> None:
    view = asked(CONTEXT, HANAKO, {"company": "ocs", "words": "a b", "cursor": "c"})
    assert view.address() == "company=ocs&words=a+b&sort=new&view=board"
    assert view.address(company=None, view="table") == "words=a+b&sort=new&view=table"
