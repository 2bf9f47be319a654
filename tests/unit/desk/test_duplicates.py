"""Which records resemble each other: the same person, however two people write a name, and nobody else's."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import insert

from desk.requests.duplicates import mark, mark_anew, resembling
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.database import Tx
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import KEYS, request_row, transaction

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
FIRST = {"name": "山田 太郎", "birthdate": "1980-04-05", "address": "東京都千代田区1-1"}
NAME_AND_BIRTH, BOTH = ("name_birthdate",), ("name_address", "name_birthdate")


class World:
    """Records in the order in which they came, and what the vault finds alike."""

    def __init__(self) -> None:
        self.tx: Tx = transaction(t.requests, t.request_marks)
        self.alike: dict[str, set[str]] = {}

    def add(self, number: int, values: dict[str, str], company: CompanyId = OCS) -> Receipt:
        receipt = Receipt(f"MDG-0000-{number:04}")
        self.tx.conn.execute(insert(t.requests).values(request_row(receipt, company)))
        mark(self.tx.conn, KEYS, company, receipt, values)
        return receipt

    def found(self, receipt: Receipt) -> dict[str, tuple[str, ...]]:
        vault = SimpleNamespace(alike=lambda _conn, _receipt: self.alike)
        return {one.receipt[-1]: one.on for one in resembling(self.tx.conn, cast("Any", vault), receipt)}


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("second", "on"),
    [
        (FIRST, BOTH),
        ({**FIRST, "name": "山田太郎"}, BOTH),
        ({**FIRST, "name": "山田　太郎", "address": "東京都 千代田区 １－１"}, BOTH),
        ({**FIRST, "address": "大阪府大阪市1-1"}, NAME_AND_BIRTH),
        ({**FIRST, "birthdate": "1981-04-05"}, ("name_address",)),
        ({**FIRST, "birthdate": ""}, ("name_address",)),
        ({"name": "代理 一郎", "principal_name": "山田太郎", "birthdate": "1980-04-05"}, NAME_AND_BIRTH),
    ],
)
def test_a_person_who_asks_twice_is_seen_by_name_with_birthday_or_address(
    world: World, second: dict[str, str], on: tuple[str, ...]
) -> None:
    one, other = world.add(1, FIRST), world.add(2, second)
    assert world.found(one) == {"2": on} and world.found(other) == {"1": on}


@pytest.mark.parametrize(
    "second",
    [
        {**FIRST, "name": "山田 次郎"},
        {"name": "山田 太郎"},
        {"birthdate": "1980-04-05", "address": "東京都千代田区1-1"},
        {**FIRST, "principal_name": "佐藤 花子", "principal_address": "東京都千代田区1-1"},
        {"name": "代理 一郎", "principal_name": "山田太郎", "address": "東京都千代田区1-1"},
    ],
)
def test_somebody_else_is_not_taken_for_them(world: World, second: dict[str, str]) -> None:
    one = world.add(1, FIRST)
    world.add(2, second)
    assert world.found(one) == {}


def test_records_of_another_company_are_not_compared(world: World) -> None:
    one = world.add(1, FIRST)
    world.add(2, FIRST, ONI)
    assert world.found(one) == {}


def test_what_the_vault_finds_alike_is_told_with_the_rest_newest_first(world: World) -> None:
    one, *_ = [world.add(number, FIRST) for number in (1, 2)]
    world.add(3, {})
    world.alike = {
        "MDG-0000-0003": {"email"},
        "MDG-0000-0002": {"phone"},
        "a contact that was left": {"email"},
    }
    assert list(world.found(one).items()) == [("3", ("email",)), ("2", ("phone", *BOTH))]


def test_a_corrected_record_resembles_by_its_new_values_alone(world: World) -> None:
    one, other = world.add(1, FIRST), world.add(2, FIRST)
    third = world.add(3, {**FIRST, "name": "山本 太郎"})
    mark_anew(world.tx.conn, KEYS, OCS, other, {**FIRST, "name": "山本 太郎"})
    assert world.found(one) == {} and world.found(third) == {"2": BOTH}


def test_no_more_than_twenty_are_shown(world: World) -> None:
    one, *_ = [world.add(number, FIRST) for number in range(1, 24)]
    shown = resembling(world.tx.conn, cast("Any", SimpleNamespace(alike=lambda *_: {})), one)
    assert [int(record.receipt[-4:]) for record in shown] == list(range(23, 3, -1))


def test_neither_name_nor_birthday_lies_open(world: World) -> None:
    world.add(1, FIRST)
    for row in world.tx.conn.execute(t.request_marks.select()):
        assert len(row.mark_mac) == 32
