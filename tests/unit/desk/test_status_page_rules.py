"""The customer's own page: what a ticket opens, which dates it shows, and what may be done from there."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert, update

from desk.life import DueKind, Terms
from desk.requests import ticket as tickets
from desk.requests.moving import may_withdraw
from desk.requests.receipts import Receipt
from desk.requests.status_page import StatusPage, StatusView
from desk.requests.ticket import Ticket, TicketOver
from desk.storage import customer_tables as ct
from desk.storage import tables as t
from desk.storage.tables import metadata
from tests.citing import cited
from tests.unit.desk.small_store import KEYS, START, SmallDatabase, request_row, transaction

R = Receipt("MDG-AAAA-AAAA")
DAY = date(2026, 12, 1)
CLAUSE = cited("速やかに返金いたします")
PAPERS = [
    {"label": "様式1", "citation": None, "kind": "form"},
    {"label": "写し", "citation": None, "kind": "paper"},
    {"label": "手数料", "citation": None, "kind": "fee"},
]


class World:
    def __init__(self) -> None:
        self.tx = transaction(*metadata.sorted_tables)
        context: Any = SimpleNamespace(
            db=SmallDatabase(self.tx), keys=KEYS, render=lambda *_: "", rulebook=SimpleNamespace(), mails=False,
            watchers=[],
        )  # fmt: skip
        self.page = StatusPage(context, SimpleNamespace())  # type: ignore[arg-type]
        values = {
            "status": "awaiting_papers",
            "checklist": PAPERS,
            "code_mac": b"code",
            "documents": ["checklist"],
        }
        self.tx.conn.execute(insert(t.requests).values(**request_row(R, "oni", **values)))

    def ticket(self, bound: bytes = b"code", receipt: Receipt = R) -> str:
        return tickets.issue(KEYS, Ticket(receipt, tickets.bound_to(bound), self.tx.now), self.tx.now)

    def view(self) -> StatusView:
        return self.page.view(self.ticket(), "ja")

    def change(self, **values: Any) -> None:
        self.tx.conn.execute(update(t.requests).values(**values))

    def due(self, what: DueKind, whose: str, met_at: datetime | None = None) -> None:
        self.tx.conn.execute(
            insert(t.request_dues).values(
                receipt=R, what=what, due=DAY, basis="b", whose=whose, started=DAY, met_at=met_at
            )
        )

    def tick(self, item: int) -> None:
        self.tx.conn.execute(insert(t.request_ticks).values(receipt=R, item=item, at=START, by="x"))

    def line(self, status: str, what: str = "status", note: bytes | None = None) -> None:
        self.tx.conn.execute(
            insert(t.request_history).values(
                receipt=R, what=what, status=status, by="x", at=START, note_enc=note
            )
        )


@pytest.fixture
def world() -> World:
    return World()


def test_a_ticket_opens_its_own_request_and_no_other_nor_one_whose_code_is_another_by_now(
    world: World,
) -> None:
    assert world.view().receipt == R
    for bad in (world.ticket(b"other"), world.ticket(receipt=Receipt("MDG-BBBB-BBBB")), "x"):
        with pytest.raises(TicketOver):
            world.page.view(bad, "ja")


@pytest.mark.parametrize(
    ("what", "whose", "shown"),
    [
        ("answer", "law", True), ("confirmation", "law", True), ("answer", "policy", False), ("target", "company", False),
        ("papers", "company", True), ("correction", "company", True), ("fee", "policy", True), ("target", "law", False),
    ],
)  # fmt: skip
def test_a_laws_date_and_the_customers_own_are_shown_and_none_of_the_companys(
    world: World, what: DueKind, whose: str, shown: bool
) -> None:
    world.due(what, whose)
    assert [one.what for one in world.view().dates] == ([what] if shown else [])


def test_a_date_that_was_kept_is_shown_no_more(world: World) -> None:
    world.due("papers", "company", met_at=START)
    assert world.view().dates == ()


def test_what_has_come_is_told_from_what_has_not_and_a_fee_is_no_paper(world: World) -> None:
    world.tick(0)
    view = world.view()
    assert [one.arrived_at for one in view.checklist] == [START, None, None]
    assert [one.item.label for one in view.missing] == ["写し"] and view.todo == "papers"
    world.tick(1)
    view = world.view()
    assert view.missing == () and view.todo == "papers_again", "the fee does not arrive"


def test_the_customer_reads_changes_of_status_without_notes_and_no_notes_or_checks_of_staffs(
    world: World,
) -> None:
    sealed = KEYS.seal("秘密".encode(), f"request_history:{R}")
    world.line("announced")
    world.line("announced", "note", sealed)
    world.line("awaiting_papers", note=sealed)
    assert [(one.status, one.note) for one in world.view().history] == [
        ("announced", None),
        ("awaiting_papers", None),
    ]


def test_an_end_may_be_rated_and_shows_no_papers_any_more(world: World) -> None:
    view = world.view()
    assert (view.finished, view.may_rate, set(view.documents)) == (False, False, {"checklist"})
    assert view.documents_until is not None
    world.change(status="answered")
    view = world.view()
    assert (view.finished, view.may_rate, dict(view.documents), view.documents_until) == (
        True,
        True,
        {},
        None,
    )
    until = START + timedelta(days=14)
    world.tx.conn.execute(insert(ct.ratings).values(receipt=R, stars=3, at=START, changed_at=START))
    assert world.view().may_rate and world.view().rating is not None
    world.tx.now = until
    assert not world.view().may_rate


def test_what_has_been_erased_is_neither_rated_nor_printed(world: World) -> None:
    world.change(erased_at=START)
    assert dict(world.view().documents) == {}
    world.change(status="answered")
    assert not world.view().may_rate


def test_a_complaint_has_no_papers_to_print(world: World) -> None:
    world.change(kind="complaint", request_type="complaint")
    assert dict(world.view().documents) == {}


def test_what_can_be_withdrawn_is_what_the_table_of_statuses_lets_end_so(world: World) -> None:
    for status, may in (("awaiting_papers", True), ("answered", False), ("withdrawn", False)):
        world.change(status=status)
        row = world.tx.conn.execute(t.requests.select()).one()
        assert may_withdraw(world.tx.conn, row) is world.view().may_withdraw is may


@pytest.mark.parametrize(
    ("terms", "fault", "told"),
    [
        ({"fee": "yes", "leak_refund": CLAUSE}, "unknown", True),
        ({"fee": "yes", "leak_refund": CLAUSE}, "other", False),
        ({"fee": "yes", "leak_refund": CLAUSE}, None, False),
        ({"fee": "no", "leak_refund": CLAUSE}, "unknown", False),
        ({"fee": "yes"}, "unknown", False),
        (None, "unknown", False),
    ],
)
def test_a_fee_may_come_back_only_while_the_facts_of_a_leak_are_not_known_and_the_policy_says_so(
    world: World, terms: dict[str, Any] | None, fault: str | None, told: bool
) -> None:
    kept = None if terms is None else {**asdict(Terms(**terms)), "fee_weeks": None}
    world.change(terms=kept)
    if fault is not None:
        row = {
            "id": "i",
            "company": "oni",
            "category": "leak",
            "fault": fault,
            "dated": DAY,
            "starts_at": START,
        }
        more = {"revision": 1, "body_enc": b"", "created_by": "x", "created_at": START, "updated_at": START}
        world.tx.conn.execute(insert(ct.incidents).values(**row, **more))
        world.tx.conn.execute(
            insert(ct.incident_requests).values(receipt=R, incident_id="i", at=START, by="x")
        )
    assert world.view().fee_may_be_refunded is told
