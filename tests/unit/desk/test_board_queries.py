"""Board and table: which requests a filter shows, in which order, how a date stands, and where a page goes on."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert

from desk.errors import ChangeInvalid, Forbidden
from desk.life import DueKind
from desk.requests.board import NOBODY, Board, Card, Filters, Sort
from desk.roles import Role, StaffMember
from desk.storage import board_tables as bt
from desk.storage import tables as t
from desk.storage.staff_tables import staff
from knowledge.vocabulary import CompanyId, Region, Requester
from tests.unit.desk.small_store import START, Sealing, SmallDatabase, request_row, transaction

TODAY = START.date()  # 18 o'clock in Japan
DAY = timedelta(days=1)


def by(role: Role = "lead", *companies: str) -> StaffMember:
    return StaffMember("s", "hanako", "担当A", frozenset(map(CompanyId, companies)) or None, role)


class World:
    def __init__(self) -> None:
        self.tx = transaction(
            t.conversations, t.requests, t.request_dues, t.request_pauses, t.request_flags, staff,
            bt.request_assignments, bt.request_words, bt.request_grounds,
        )  # fmt: skip
        context: Any = SimpleNamespace(
            db=SmallDatabase(self.tx),
            keys=Sealing(),
            rulebook=SimpleNamespace(name=lambda company: f"{company}社"),
        )
        self.board = Board(context)

    def add(self, receipt: str, *, due: date | None = None, **more: Any) -> None:
        self.tx.conn.execute(insert(t.requests).values(**request_row(receipt, **more)))
        if due is not None:
            self.due(receipt, due)

    def due(self, receipt: str, day: date, what: DueKind = "answer", met_at: datetime | None = None) -> None:
        self.tx.conn.execute(
            insert(t.request_dues).values(
                receipt=receipt, what=what, due=day, basis="b", whose="law", started=TODAY, met_at=met_at
            )
        )

    def pause(self, receipt: str, until: datetime | None = None) -> None:
        self.tx.conn.execute(
            insert(t.request_pauses).values(receipt=receipt, status="awaiting_fee", since=START, until=until)
        )

    def shown(self, sort: Sort = "old", who: StaffMember | None = None, **filters: Any) -> list[str]:
        return [one.receipt for one in self.board.table(who or by(), Filters(**filters), sort).items]

    def card(self, receipt: str) -> Card:
        (card,) = [one for one in self.board.table(by(), Filters()).items if one.receipt == receipt]
        return card


@pytest.fixture
def world() -> World:
    return World()


def test_nobody_sees_another_companys_requests_and_who_only_looks_up_sees_none(world: World) -> None:
    world.add("A", company="ocs")
    world.add("B", company="oni")
    assert world.shown() == ["A", "B"]
    assert world.shown(who=by("desk", "oni")) == ["B"]
    assert dict(world.board.names(by("desk", "oni"))) == {"oni": "oni社"}
    for ask in (world.board.table, world.board.lanes):
        with pytest.raises(Forbidden):
            ask(by("look_up"), Filters())


def given(column: str, value: str) -> dict[str, Any]:
    return {column: value}


@pytest.mark.parametrize(
    ("column", "value", "other"),
    [
        ("company", CompanyId("oni"), "ocs"), ("region", Region.EEA_UK, "jp"), ("status", "in_progress", "received"),
        ("standing", "announcement", "request"), ("requester", Requester.VOLUNTARY_AGENT, "self"),
        ("request_type", "complaint", "disclosure"),
    ],
)  # fmt: skip
def test_a_filter_shows_what_it_names_and_nothing_else(
    world: World, column: str, value: Any, other: str
) -> None:
    world.add("A", **given(column, str(getattr(value, "value", value))))
    world.add("B", **given(column, other))
    assert world.shown(**{column: value}) == ["A"]


def test_days_of_receipt_count_both_and_cannot_be_back_to_front(world: World) -> None:
    for n, receipt in enumerate("ABCD"):
        world.add(receipt, came_on=TODAY + n * DAY)
    assert world.shown(opened_from=TODAY + DAY, opened_to=TODAY + 2 * DAY) == ["B", "C"]
    assert world.shown(opened_from=TODAY + DAY, opened_to=TODAY + DAY) == ["B"]
    with pytest.raises(ChangeInvalid, match="opened_to"):
        Filters(opened_from=TODAY + DAY, opened_to=TODAY)


def test_mine_anothers_and_nobodys_are_told_apart_by_account(world: World) -> None:
    for receipt, owner in (("A", "sato"), ("B", "sato2"), ("C", None)):
        world.add(receipt)
        if owner is not None:
            account = {"id": owner, "username": owner, "alias": "佐藤", "password_hash": "!", "role": "desk"}
            world.tx.conn.execute(insert(staff).values(created_at=START, **account))
            given = {"staff_id": owner, "at": START, "by": "x"}
            world.tx.conn.execute(insert(bt.request_assignments).values(receipt=receipt, **given))
    assert [world.shown(assigned=one) for one in ("sato", "sato2", NOBODY)] == [["A"], ["B"], ["C"]]
    assert (world.card("A").assigned_alias, world.card("C").assigned_alias) == ("佐藤", None)


@pytest.mark.parametrize(
    ("days", "stands"), [(-1, "late"), (0, "week"), (1, "week"), (7, "week"), (8, "later"), (None, None)]
)
def test_what_is_due_today_is_not_late_and_the_eighth_day_is_later(
    world: World, days: int | None, stands: str | None
) -> None:
    world.add("A", due=None if days is None else TODAY + days * DAY)
    card = world.card("A")
    assert (card.days_left, card.stands, card.urgency) == (days, stands, stands or "none")
    for wanted in ("late", "week"):
        assert world.shown(due=wanted) == (["A"] if stands == wanted else [])
    assert world.shown(due="paused") == []


def test_the_day_is_the_desks_and_not_the_clocks_in_london(world: World) -> None:
    world.add("A", due=TODAY)
    world.tx.now = START.replace(hour=15)  # midnight in Japan
    assert world.card("A").stands == "late" and world.shown(due="late") == ["A"]


def test_the_next_date_that_runs_counts_and_one_that_was_kept_does_not(world: World) -> None:
    world.add("A")
    world.due("A", TODAY + 9 * DAY)
    world.due("A", TODAY - DAY, "papers", met_at=START)
    world.due("A", TODAY + 3 * DAY, "fee")
    card = world.card("A")
    assert card.due is not None
    assert (card.due.what, card.days_left, card.due.met_at) == ("fee", 3, None)
    assert world.shown(due="late") == []
    assert len(world.shown()) == 1, "three dates are one request"


def test_a_date_of_the_companys_own_that_stands_still_is_paused_and_a_laws_runs_on(world: World) -> None:
    for receipt, what in (("A", "target"), ("B", "answer")):
        world.add(receipt)
        world.due(receipt, TODAY - DAY, what)  # type: ignore[arg-type]
        world.pause(receipt)
    world.add("C")
    world.due("C", TODAY - DAY, "target")
    world.pause("C", until=START)
    assert [world.card(one).urgency for one in "ABC"] == ["paused", "late", "late"]
    assert (world.shown(due="paused"), world.shown(due="late")) == (["A"], ["B", "C"])
    world.add("D")
    world.due("D", TODAY, "target", met_at=START)
    world.pause("D")
    assert world.card("D").urgency == "none", "a date that was kept is not paused"


def test_each_order_is_the_one_it_says_and_what_has_no_date_comes_last(world: World) -> None:
    for receipt, came, due, changed in (("A", 0, 5, 1), ("B", 1, None, 3), ("C", 2, 2, 2), ("D", 2, 5, 0)):
        world.add(
            receipt,
            due=None if due is None else TODAY + due * DAY,
            came_on=TODAY + came * DAY,
            updated_at=START + changed * DAY,
        )
    orders: dict[Sort, str] = {"new": "DCBA", "old": "ABCD", "due": "CADB", "changed": "BCAD"}
    for sort, order in orders.items():
        assert "".join(world.shown(sort)) == order, sort
        walked, cursor = "", None
        while True:
            page = world.board.table(by(), Filters(), sort, cursor, limit=1)
            walked, cursor = walked + page.items[0].receipt, page.next
            assert len(page.items) == 1
            if cursor is None:
                break
        assert walked == order, "page by page nothing is left out and nothing comes twice"
        assert "".join(one.receipt for one in world.board.every(by(), Filters(), sort)) == order


def test_a_cursor_of_another_order_or_none_at_all_begins_at_the_beginning(world: World) -> None:
    for receipt in "AB":
        world.add(receipt)
    other = world.board.table(by(), Filters(), "changed", limit=1).next
    assert other is not None
    for cursor in (other, "nonsense", "bnVsbA==", "é"):
        found = world.board.table(by(), Filters(), "old", cursor).items
        assert [one.receipt for one in found] == ["A", "B"], cursor


def test_an_export_ends_where_it_was_told_to(world: World) -> None:
    for receipt in "ABC":
        world.add(receipt)
    assert [one.receipt for one in world.board.every(by(), Filters(), "old", most=2)] == ["A", "B"]


def test_the_board_counts_each_column_shows_the_earliest_dates_first_and_narrows_to_one(world: World) -> None:
    for n in range(22):
        world.add(f"A{n:02}", due=TODAY + (30 - n) * DAY, status="in_progress")
    for n in range(2):
        world.add(f"Z{n}", status="answered", updated_at=START + n * DAY)
    lanes = {lane.id: lane for lane in world.board.lanes(by(), Filters())}
    full = next(lane for lane in lanes.values() if lane.count == 22)
    assert [card.receipt for card in full.cards] == [f"A{n:02}" for n in range(21, 1, -1)]
    assert [card.receipt for card in lanes["done"].cards] == ["Z1", "Z0"], "what ended last first"
    narrowed = {lane.id: lane.count for lane in world.board.lanes(by(), Filters(group="done"))}
    assert {name for name, count in narrowed.items() if count} == {"done"} and narrowed["done"] == 2


def test_a_company_that_has_left_is_found_as_long_as_its_requests_are_here(world: World) -> None:
    world.add("A", company="left")
    ask = world.board.company
    assert ask(None, ["ocs"]) is None  # type: ignore[list-item]
    assert ask("ocs", ["ocs"]) == "ocs" and ask("left", ["ocs"]) == "left"  # type: ignore[list-item]
    with pytest.raises(ChangeInvalid):
        ask("left", ["ocs"], [CompanyId("oni")])  # type: ignore[list-item]


def test_what_is_flagged_and_what_is_erased_stands_on_the_card(world: World) -> None:
    world.add("A", erased_at=START)
    world.add("B")
    for flag in ("form_incomplete", "several_people"):
        world.tx.conn.execute(insert(t.request_flags).values(receipt="A", flag=flag, at=START, by="desk"))
    assert (world.card("A").flags, world.card("A").erased) == (2, True)
    assert (world.card("B").flags, world.card("B").erased) == (0, False)
