"""A fee is waived after a leak where the policy says so, and nowhere else; and charged again as it was."""

from typing import Any

import pytest

from desk.life import Terms
from desk.model import ChecklistItem
from desk.requests.fee_waiver import charge_again, fee_label, waive
from tests.citing import cited

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
    ],
)
def test_a_fee_is_charged_again_as_the_policy_states_it(kept: Terms, label: str) -> None:
    waived = (PAPER, ChecklistItem("checklist.fee_waived_for_leak", CLAUSE, "fee"))
    items, after = charge_again(waived, kept, "ja", render)
    assert items == (PAPER, ChecklistItem(label, FEE, "fee")) and not after.waived


def test_a_fee_that_was_not_waived_is_not_charged_twice() -> None:
    assert charge_again((PAPER, CHARGED), terms(), "ja", render) == ((PAPER, CHARGED), terms())


def test_how_much_is_said_where_the_policy_says_it() -> None:
    assert fee_label("yes", None, "ja", render) == "checklist.fee_yes"
    assert fee_label("sometimes", "500円", "ja", render) == "checklist.fee_sometimes_amount:500円"
