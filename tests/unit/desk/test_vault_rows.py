"""What customers entered: who reads it is recorded, what is replaced is gone, and one company's is no other's."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import select

from desk.storage.vault_table import vault as table
from desk.vaulting.vault import Vault, match_mac, pieces
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import LITTLE, START, Sealing, transaction

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
TARO = {"name": "山田 太郎", "email": "Taro@example.jp", "phone": "03-1234-5678"}


class World:
    def __init__(self) -> None:
        self.tx = transaction(table)
        self.vault = Vault(cast("Any", SimpleNamespace(keys=Sealing())))

    def put(self, record: str, values: dict[str, str], company: CompanyId = OCS) -> None:
        self.vault.put(self.tx, record, company, values)

    def read(self, record: str, *fields: str, **more: Any) -> dict[str, str]:
        return self.vault.read(self.tx, record, "hanako", "case", fields or None, **more)

    def alike(self, record: str) -> dict[str, tuple[str, ...]]:
        return self.vault.alike(self.tx.conn, record)

    def recorded(self) -> list[tuple[str, str, str]]:
        return [(entry.actor, entry.subject, entry.detail) for entry in self.tx.entries]


@pytest.fixture
def world() -> World:
    return World()


def test_every_reading_is_recorded_with_its_fields_and_why(world: World) -> None:
    world.put("one", TARO)
    world.put("other", {"name": "佐藤"})
    assert (
        world.read("one") == {"name": "山田 太郎", "phone": "03-1234-5678", "email": "Taro@example.jp"} | TARO
    )
    assert world.read("one", "email", "address", about="letter") == {"email": "Taro@example.jp"}
    fields = world.recorded()[0][2].removeprefix("why=case fields=").split(",")
    assert sorted(fields) == sorted(TARO) and list(world.read("one")) == fields
    assert world.recorded()[1] == ("hanako", "one", "why=case:letter fields=email")


def test_where_nothing_was_read_nothing_is_recorded(world: World) -> None:
    world.put("one", {})
    assert world.read("one") == {} == world.read("nobody") and world.recorded() == []


def test_what_is_there_is_told_without_opening_it(world: World) -> None:
    world.put("one", {**TARO, "unheard": "x"})
    names, has = world.vault.names(world.tx.conn, "one"), world.vault.has
    assert set(names) == {*TARO, "unheard"} and names[-1] == "unheard"
    assert has(world.tx.conn, "one", "email") and not has(world.tx.conn, "one", "address")
    assert not has(world.tx.conn, "other", "email") and world.recorded() == []


def test_what_is_replaced_or_taken_away_is_destroyed_and_nothing_else(world: World) -> None:
    world.put("one", TARO)
    world.put("other", TARO)
    world.vault.replace(world.tx, "one", OCS, {"email": "new@example.jp"}, ["phone"])
    assert world.read("one") == {"name": "山田 太郎", "email": "new@example.jp"}
    assert world.read("other") == TARO
    assert world.alike("one") == {}
    old = match_mac(cast("Any", Sealing()), OCS, "email", TARO["email"])
    assert world.vault.matching(world.tx.conn, OCS, [old]) == ("other",)


def test_each_value_is_sealed_in_its_own_place(world: World) -> None:
    world.put("one", TARO)
    sealed = {row.field: row.value_enc.decode() for row in world.tx.conn.execute(select(table))}
    assert sealed == {field: f"vault.value_enc:one:{field}|{value}" for field, value in TARO.items()}


@pytest.mark.parametrize(
    ("second", "on"),
    [
        ({"email": "taro@EXAMPLE.jp"}, ("email",)),
        ({"phone": "０３（１２３４）５６７８", "email": " taro@example.jp "}, ("email", "phone")),
        ({"email": "jiro@example.jp", "phone": "03-1234-5679"}, ()),
        ({"name": "山田 太郎"}, ()),
    ],
)
def test_who_writes_from_the_same_address_or_telephone_is_seen_to_be_alike(
    world: World, second: dict[str, str], on: tuple[str, ...]
) -> None:
    world.put("one", TARO)
    world.put("two", second)
    world.put("elsewhere", TARO, ONI)
    assert world.alike("one") == ({"two": on} if on else {})
    assert world.alike("two") == ({"one": on} if on else {})
    assert world.alike("elsewhere") == {}, "another company's customer"


def test_an_address_is_no_telephone_number_and_one_companys_no_others() -> None:
    keys: Any = Sealing()
    same = match_mac(keys, OCS, "phone", "0312345678")
    assert same == match_mac(keys, OCS, "phone", "03-1234-5678")
    assert same not in (
        match_mac(keys, OCS, "email", "0312345678"),
        match_mac(keys, ONI, "phone", "0312345678"),
    )


def test_the_records_of_a_person_are_found_until_a_day(world: World) -> None:
    world.put("one", TARO)
    world.tx.now = START + timedelta(days=1)
    world.put("later", TARO)
    world.put("elsewhere", TARO, ONI)
    hashes = world.vault.matches(world.tx.conn, ["one"])
    assert len(hashes) == 2 and world.vault.matches(world.tx.conn, ["nobody"]) == ()
    matching = world.vault.matching
    assert matching(world.tx.conn, OCS, hashes) == ("later", "one")
    assert matching(world.tx.conn, OCS, hashes, START + timedelta(days=1)) == ("later", "one")
    assert matching(world.tx.conn, OCS, hashes, START + timedelta(days=1) - LITTLE) == ("one",)
    assert matching(world.tx.conn, OCS, []) == ()


def test_what_is_destroyed_is_gone_and_counted_and_nothing_else(world: World) -> None:
    for record, company in (("one", OCS), ("two", OCS), ("three", ONI)):
        world.put(record, TARO, company)
    conn, vault = world.tx.conn, world.vault
    assert (vault.count(conn, ["one", "three"]), vault.count_of(conn, OCS), vault.count_of(conn, ONI)) == (
        6,
        6,
        3,
    )
    assert vault.destroy(world.tx, ["one", "nobody"]) == 3
    assert world.read("one") == {} and world.read("two") == TARO and vault.count_of(conn, OCS) == 3
    assert vault.destroy(world.tx, []) == 0 == vault.count(conn, [])


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1200])
def test_a_long_list_goes_to_the_database_in_pieces_and_none_is_left_out(count: int) -> None:
    names = [f"{number:05}" for number in range(count)]
    cut = list(pieces(names))
    assert [name for piece in cut for name in piece] == names
    assert all(0 < len(piece) <= 500 for piece in cut) and len(cut) == -(-count // 500)
