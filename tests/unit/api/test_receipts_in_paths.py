"""Where a receipt stands in a path, it is read in one place, and only for somebody who has been let in."""

import inspect
from collections.abc import Callable
from typing import Any, get_type_hints

import pytest
from fastapi.routing import iter_route_contexts

from desk.errors import RequestNotFound
from desk.requests.receipts import Receipt, new_receipt, read_receipt
from desk.roles import StaffMember
from tests.described_app import described_app


def gives(call: Callable[..., Any]) -> Any:
    made = call if inspect.isfunction(call) else type(call).__call__
    return get_type_hints(made).get("return")


IN_PATHS = [one for one in iter_route_contexts(described_app().routes) if "{receipt}" in (one.path or "")]


def test_more_than_twenty_routes_have_a_receipt_in_their_path() -> None:
    assert len(IN_PATHS) > 20


@pytest.mark.parametrize("route", IN_PATHS, ids=lambda one: f"{sorted(one.methods)[0]} {one.path}")
def test_who_may_not_look_is_told_that_first(route: Any) -> None:
    given = [gives(one.call) for one in route.dependant.dependencies if one.call is not None]
    assert Receipt in given, (
        "the path's text goes through api.context.ReceiptDep or api.console.case.OwnReceipt"
    )
    assert StaffMember in given[: given.index(Receipt)], "the person comes before the receipt"


def test_a_receipt_is_read_as_people_type_it() -> None:
    receipt = new_receipt()
    assert read_receipt(receipt.lower().replace("-", " ")) == receipt


@pytest.mark.parametrize("text", ["", "MDG-0000-0001", "MDG-7K3Q", "../../etc/passwd"])
def test_a_path_that_holds_no_receipt_is_not_found(text: str) -> None:
    with pytest.raises(RequestNotFound):
        read_receipt(text)
