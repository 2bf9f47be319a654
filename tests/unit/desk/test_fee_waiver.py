"""A fee is waived after a leak where the policy says so, and nowhere else; and charged again as it was."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from desk.life import RequestStatus, Terms
from desk.model import ChecklistItem
from desk.requests import fee_waiver
from desk.requests.fee_waiver import charge_again, fee_label, fit_fee, waive
from desk.storage import codec
from desk.storage import tables as t
from tests.citing import cited
from tests.unit.desk.dates_world import ONE, TODAY, World

CLAUSE, FEE = cited("漏えいの場合は徴取しません"), cited("手数料をいただきます")
PAPER = ChecklistItem("運転免許証", None, "paper")
CHARGED = ChecklistItem("checklist.fee_yes", FEE, "fee")


def render(key: str, _locale: str, params: Any) -> str:
    return key + "".join(f":{value}" for value in params.values())


def terms(**more: Any) -> Terms:
    return Terms(**{"fee": "yes", "fee_citation": FEE, "leak_waiver": CLAUSE, **more})


def test_the_clause_that_waives_a_fee_takes_its_place_on_the_list() -> None:
    items, after = waive((PAPER, CHARGED), terms(), "ja", render)
    assert items == (PAPER, ChecklistItem("checklist.fee_waived_for_leak", CLAUSE, "fee"))
    assert after == terms(waived=True)
    assert waive(items, after, "ja", render) == (items, after), "once"


@pytest.mark.parametrize("kept", [terms(leak_waiver=None), terms(fee="no"), terms(fee=None)])
def test_where_nothing_is_charged_or_no_clause_waives_it_nothing_changes(kept: Terms) -> None:
    assert waive((PAPER, CHARGED), kept, "ja", render) == ((PAPER, CHARGED), kept)


@pytest.mark.parametrize(
    ("kept", "label"),
    [
        (terms(waived=True), "checklist.fee_yes"),
        (terms(waived=True, fee="sometimes"), "checklist.fee_sometimes"),
        (terms(waived=True, fee_amount="1,000円"), "checklist.fee_yes_amount:1,000円"),
        (terms(waived=True, fee_payment="同封"), "checklist.fee_yes_payment:同封"),
    ],
)
def test_a_fee_is_charged_again_as_the_policy_states_it(kept: Terms, label: str) -> None:
    waived = (PAPER, ChecklistItem("checklist.fee_waived_for_leak", CLAUSE, "fee"))
    items, after = charge_again(waived, kept, "ja", render)
    assert items == (PAPER, ChecklistItem(label, FEE, "fee")) and not after.waived


def test_a_fee_that_was_not_waived_is_not_charged_twice() -> None:
    assert charge_again((PAPER, CHARGED), terms(), "ja", render) == ((PAPER, CHARGED), terms())


def test_how_much_is_said_where_the_policy_says_it() -> None:
    assert fee_label("yes", None, None, "ja", render) == "checklist.fee_yes"
    assert fee_label("sometimes", "500円", None, "ja", render) == "checklist.fee_sometimes_amount:500円"
    assert fee_label("yes", "500円", "同封", "ja", render) == "checklist.fee_yes_amount:500円"


def test_how_it_is_paid_is_said_where_the_policy_says_it() -> None:
    assert fee_label("yes", None, "同封", "ja", render) == "checklist.fee_yes_payment:同封"
    assert fee_label("sometimes", None, "同封", "ja", render) == "checklist.fee_sometimes_payment:同封"


# ---------------------------------------------------------------------- on a record


@pytest.fixture
def world() -> World:
    world = World()
    world.context.render = render
    return world


def kept(world: World) -> tuple[list[str], Terms | None]:
    row = world.row()
    return [item.label for item in codec.checklist_from_json(row.checklist)], codec.terms_from_json(row.terms)


def fit(world: World, waived: bool) -> bool:
    return fit_fee(world.context, world.tx, world.row(), waived, "desk")


def opened(world: World, status: RequestStatus, of: Terms | None) -> World:
    world.open(status=status, terms=of)
    return world


def test_a_records_fee_is_waived_and_charged_again_on_its_list_and_in_its_terms(world: World) -> None:
    opened(world, "in_progress", terms())
    assert fit(world, True) and not fit(world, True)
    assert kept(world) == (["checklist.fee_waived_for_leak"], terms(waived=True))
    assert fit(world, False) and not fit(world, False)
    assert kept(world) == (["checklist.fee_yes"], terms())


@pytest.mark.parametrize(
    ("status", "of"), [("answered", terms()), ("received", None), ("received", terms(leak_waiver=None))]
)
def test_what_has_ended_or_has_no_clause_stays_as_it_is(
    world: World, status: RequestStatus, of: Terms | None
) -> None:
    opened(world, status, of)
    assert not fit(world, True) and kept(world) == ([], of)


def test_nobody_waits_for_a_fee_that_is_waived(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[tuple[Any, ...]] = []

    class Moves:
        def __init__(self, _: object) -> None: ...

        def move(self, _tx: object, row: Any, to: str, by: str, *, rule: str) -> None:
            moved.append((row.receipt, to, by, rule))

    monkeypatch.setattr(fee_waiver, "Moves", Moves)
    opened(world, "awaiting_fee", terms())
    assert fit(world, True)
    assert moved == [(ONE, "in_progress", "desk", "fee_waived_for_leak")]
    other = World()
    other.context.render = render
    assert fit(opened(other, "received", terms()), True) and len(moved) == 1, "it waits for something else"


def test_a_fee_that_is_charged_again_is_to_be_paid_in_the_weeks_after_a_notice(world: World) -> None:
    opened(world, "received", terms(waived=True, fee_weeks=(1, 2)))
    world.tx.conn.execute(update(t.requests).values(status="awaiting_fee"))
    assert fit(world, False)
    assert world.due("fee") == TODAY + timedelta(weeks=1)
    assert world.reminder("fee") is not None


def test_the_date_of_a_fee_that_is_waived_is_met(world: World) -> None:
    opened(world, "received", terms(fee_weeks=(1, 2)))
    world.move("awaiting_fee")
    world.tx.conn.execute(update(t.requests).values(status="in_progress"))
    assert world.due("fee") is not None
    assert fit(world, True)
    assert world.due("fee") is None and world.reminder("fee") is None
