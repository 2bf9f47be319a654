"""Who may take requests away as a file, what stands in it, and what is recorded of it."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from desk.errors import ChangeInvalid, Forbidden
from desk.life import Due
from desk.requests.board import Card, Filters
from desk.requests.csvexport import BOM, COLUMNS, MOST, MOST_PERSONAL, CsvExport, Export
from desk.requests.fields import ORDER
from desk.requests.receipts import Receipt
from desk.roles import Role, StaffMember
from desk.storage.database import Tx
from knowledge.vocabulary import CompanyId, Region, Requester, RequestType

AT = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
ALL = Filters()
LAW = Due("answer", date(2026, 11, 25), "gdpr_12_3", "law", date(2026, 10, 25))


def card(number: int = 1, **more: Any) -> Card:
    values: dict[str, Any] = {
        "receipt": Receipt(f"MDG-0000-{number:04}"), "company": CompanyId("ocs"), "region": Region.EEA_UK,
        "kind": "request", "request_type": RequestType.DISCLOSURE, "requester": Requester.SELF, "status": "received",
        "standing": "request", "came_by": "web", "came_on": date(2026, 11, 20), "created_at": AT, "updated_at": AT,
        "policy_version": "v1", "due": None, "days_left": None, "stands": None, "paused": False,
        "assigned_alias": None, "flags": 0, "erased": False,
    }  # fmt: skip
    return Card(**{**values, **more})


class World:
    """A board with these cards, a vault that counts its readings, and what was recorded."""

    def __init__(self, *cards: Card) -> None:
        self.tx = Tx(cast("Any", None), AT)
        self.read: list[tuple[str, str, str]] = []
        board = SimpleNamespace(every=lambda _by, _filters, _sort, most: cards[:most])
        self.export = CsvExport(cast("Any", SimpleNamespace(db=self, keys=None)), cast("Any", board))
        self.export._vault = cast("Any", SimpleNamespace(read=self._read))

    @contextmanager
    def write(self) -> Iterator[Tx]:
        yield self.tx

    def _read(self, _tx: Tx, receipt: str, _by: str, why: str, *, about: str) -> dict[str, str]:
        self.read.append((receipt, why, about))
        return {"name": f"名前{receipt[-1]}"}

    def lines(self, export: Export, role: Role = "lead") -> list[dict[str, str]]:
        by = StaffMember("s", "hanako", "担当A", None, role)
        text = self.export.write(export, by, lambda column, value: f"{column}:{value}", {})
        assert text.startswith(BOM)
        return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def test_every_request_that_is_shown_is_a_line_and_personal_data_is_none_of_it_unless_asked_for() -> None:
    world = World(card(1), card(2))
    lines = world.lines(Export(ALL))
    assert [line["receipt"] for line in lines] == ["MDG-0000-0001", "MDG-0000-0002"]
    assert tuple(lines[0]) == COLUMNS and world.read == []
    assert [(entry.actor, entry.action, entry.subject, entry.detail) for entry in world.tx.entries] == [
        ("hanako", "requests.export", "all", "n=2 personal=False")
    ]


def test_with_personal_data_each_reading_is_made_for_the_reason_given() -> None:
    world = World(card(1), card(2))
    lines = world.lines(Export(Filters(company=CompanyId("ocs")), personal=True, reason="answer"))
    assert tuple(lines[0]) == (*COLUMNS, *ORDER)
    assert [line["name"] for line in lines] == ["名前1", "名前2"]
    assert world.read == [(f"MDG-0000-000{n}", "export", "answer") for n in (1, 2)]
    (entry,) = world.tx.entries
    assert (entry.subject, entry.detail) == ("ocs", "n=2 personal=True reason=answer")


@pytest.mark.parametrize("role", ["look_up", "desk"])
def test_who_may_not_export_gets_nothing(role: Role) -> None:
    world = World(card())
    with pytest.raises(Forbidden):
        world.lines(Export(ALL), role)
    assert world.tx.entries == [] and world.read == []


@pytest.mark.parametrize("reason", [None, "", "curiosity"])
def test_personal_data_is_not_taken_away_without_a_reason_of_the_list(reason: str | None) -> None:
    world = World(card())
    with pytest.raises(ChangeInvalid, match="reason"):
        world.lines(Export(ALL, personal=True, reason=reason))
    assert world.read == []


@pytest.mark.parametrize(("personal", "most"), [(False, MOST), (True, MOST_PERSONAL)])
@pytest.mark.slow
def test_as_many_lines_as_are_allowed_are_written_and_one_more_is_refused(personal: bool, most: int) -> None:
    export = Export(ALL, personal=personal, reason="answer" if personal else None)
    assert len(World(*[card()] * most).lines(export)) == most
    world = World(*[card()] * (most + 1))
    with pytest.raises(ChangeInvalid, match=f"more than {most}"):
        world.lines(export)
    assert world.read == []


@pytest.mark.parametrize(
    ("stands", "left", "columns"),
    [
        ("late", -3, ("", "3")),
        ("week", 0, ("0", "")),
        ("later", 12, ("12", "")),
        (None, None, ("", "")),
    ],
)
def test_days_that_are_left_and_days_of_delay_stand_apart(
    stands: Any, left: int | None, columns: tuple[str, str]
) -> None:
    due = LAW if stands else None
    (line,) = World(card(due=due, stands=stands, days_left=left)).lines(Export(ALL))
    assert (line["days_left"], line["days_late"]) == columns
    assert (line["due"], line["due_whose"]) == (("2026-11-25", "whose:law") if due else ("", ""))


def test_a_line_says_what_the_board_says_in_staffs_words_and_by_japans_clock() -> None:
    (one,) = World(card(flags=2, paused=True, assigned_alias="担当A")).lines(Export(ALL))
    assert (one["region"], one["status"], one["paused"]) == (
        "region:eea_uk", "request_status:received", "paused:yes",
    )  # fmt: skip
    assert (one["assigned"], one["flags"], one["created_at"]) == ("担当A", "2", "2026-11-21 01:30:00")
    (other,) = World(card(region=None)).lines(Export(ALL))
    assert (other["region"], other["paused"], other["assigned"], other["flags"]) == ("", "paused:no", "", "0")
