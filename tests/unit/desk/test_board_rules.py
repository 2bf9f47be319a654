"""What the board, the CSV file and the figures rest on, without a database."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.reports.figures import Period, Spread
from desk.requests.boardcolumns import COLUMNS, read_columns, statuses_of
from desk.requests.csvexport import BOM, neutral, write
from desk.statuses import FINAL, STATUSES


def test_every_status_stands_in_one_column() -> None:
    assert sorted(status for column in COLUMNS for status in column.statuses) == sorted(STATUSES)
    assert set(statuses_of("done")) == FINAL
    assert statuses_of("nowhere") == ()


def test_columns_that_lose_or_mix_statuses_are_refused() -> None:
    plain = [{"id": one.id, "open": one.open, "statuses": list(one.statuses)} for one in COLUMNS]
    with pytest.raises(ValueError, match="withdrawn"):
        read_columns([*plain[:-1], {**plain[-1], "statuses": sorted(FINAL - {"withdrawn"})}])
    with pytest.raises(ValueError, match="open is True"):
        read_columns([*plain[:-1], {**plain[-1], "open": True}])


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+81",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "＝1+1",
        " =1",
        "　＠A1",
        "\r=1",
        "\n=1",
        "\x1f@A1",
        "\u00a0=1",
    ],
)
def test_what_a_spreadsheet_would_calculate_is_text(cell: str) -> None:
    assert neutral(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "山田 太郎", "2026-11-25", "a=b", "MDG-0000-0000", "'x"])
def test_cells_that_no_spreadsheet_would_calculate_stay(cell: str) -> None:
    assert neutral(cell) == cell


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2), max_size=5))
def test_a_file_reads_back_as_it_was_and_nothing_in_it_is_a_formula(rows: list[list[str]]) -> None:
    text = "".join(write(rows))
    assert text.startswith(BOM)
    read = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert [[neutral(cell) for cell in row] for row in rows] == read
    assert not [cell for row in read for cell in row if cell.lstrip()[:1] in {"=", "+", "@"} and cell]


@given(st.dates(date(2000, 1, 1), date(2100, 12, 28)))
def test_a_month_has_all_of_its_days(day: date) -> None:
    period = Period.month(f"{day:%Y-%m}")
    assert period.first <= day <= period.last
    assert (period.first.day, period.end.day, period.last.month) == (1, 1, day.month)


@pytest.mark.parametrize("month", ["2026-13", "2026", "11/2026", "", "2026-11-01"])
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(ValueError):
        Period.month(month)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=50))
def test_a_spread_lies_within_its_values(values: list[float]) -> None:
    spread = Spread.of(values)
    assert spread is not None
    assert min(values) - 1e-6 <= spread.median <= spread.ninety + 1e-6 <= max(values) + 1e-3
    assert spread.count == len(values)
    assert Spread.of([]) is None
