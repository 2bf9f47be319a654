"""Which requests a search word finds: receipts, words of the desk in any language, companies, grounds, aliases, #words."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert, select

from desk.requests.finding import MOST_WORDS, grounds_of, note_grounds, note_words, search
from desk.requests.receipts import Receipt
from desk.storage import board_tables as bt
from desk.storage import staff_tables as st
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import KEYS, START, request_row, transaction

NAMES = {CompanyId("ocs"): "株式会社OCS", CompanyId("oni"): "岡山ネットワーク株式会社"}
ONE, TWO = Receipt("MDG-4XKP-92TM"), Receipt("MDG-7777-8888")


class World:
    def __init__(self) -> None:
        tables = (
            t.requests,
            t.request_flags,
            bt.request_words,
            bt.request_grounds,
            bt.request_assignments,
            st.staff,
        )
        self.tx = transaction(*tables)
        for row in (
            request_row(ONE, region="eea_uk", status="refused", policy_version="abc123"),
            request_row(
                TWO, "oni", request_type="correction", requester="statutory_agent", policy_version="fed456"
            ),
        ):
            self.tx.conn.execute(insert(t.requests).values(row))

    def found(self, words: str) -> list[str]:
        query = select(t.requests.c.receipt).where(*search(words, KEYS, NAMES)).order_by(t.requests.c.n)
        return list(self.tx.conn.execute(query).scalars())

    def assign(self, receipt: Receipt, alias: str) -> None:
        account = {"id": alias, "username": alias, "password_hash": "!", "alias": alias, "role": "desk"}
        self.tx.conn.execute(insert(st.staff).values(created_at=START, **account))
        values = {"receipt": receipt, "staff_id": alias, "at": START, "by": alias}
        self.tx.conn.execute(insert(bt.request_assignments).values(values))


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [ONE, TWO]),
        (ONE, [ONE]),
        ("4xkp", [ONE]),
        ("ＭＤＧ－４ＸＫＰ", [ONE]),
        ("4XKP92", [ONE]),
        ("mdg", [ONE, TWO]),
        ("4", []),
        ("訂正", [TWO]),
        ("correction", [TWO]),
        ("開示 欧州", [ONE]),
        ("訂正 欧州", []),
        ("開示", [ONE]),
        ("岡山", [TWO]),
        ("ocs", [ONE]),
        ("訂正 ocs", []),
        ("法定代理", [TWO]),
        ("abc123", [ONE]),
        ("bc123", []),
        ("まったく無い語", []),
        ("100%", []),
    ],
)
def test_a_request_is_found_by_what_staff_would_type(world: World, words: str, found: list[str]) -> None:
    assert world.found(words) == found


def test_every_word_counts_up_to_eight(world: World) -> None:
    assert world.found(" ".join([ONE] * (MOST_WORDS - 1) + ["訂正"])) == []
    assert world.found(" ".join([ONE] * MOST_WORDS + ["訂正"])) == [ONE]


def test_a_request_is_found_by_whom_it_was_given_to_and_by_its_flag(world: World) -> None:
    world.assign(TWO, "担当Hanako")
    assert world.found("hanako") == [TWO] and world.found("担当ｈａｎａ") == [TWO]
    assert world.found("担当%") == world.found("hana_o") == [], "what is typed is no pattern"
    values = {"receipt": ONE, "flag": "several_people", "at": START, "by": "desk", "found_in": []}
    world.tx.conn.execute(insert(t.request_flags).values(values))
    assert world.found("several_people") == [ONE]


def test_a_marked_word_of_a_note_is_found_by_who_knows_it_and_by_nothing_else(world: World) -> None:
    note_words(world.tx, KEYS, ONE, "電話した #Callback と ＃再送。#callback")
    note_words(world.tx, KEYS, ONE, "もう一度 #再送")
    assert world.found("#CALLBACK") == world.found("＃再送") == [ONE]
    assert world.found("#call") == world.found("callback") == world.found("#電話した") == []
    assert len(world.tx.conn.execute(select(bt.request_words)).all()) == 2


def ground(number: str, text: str, *, own: bool = False) -> Any:
    return SimpleNamespace(id=number, text=text, own=own)


def kept(world: World, grounds: Iterable[Any]) -> list[str]:
    note_grounds(world.tx, ONE, grounds)
    return [row.text for row in world.tx.conn.execute(select(bt.request_grounds)).all()]


def test_a_ground_of_the_policy_is_found_and_one_that_staff_typed_is_kept_without_its_words(
    world: World,
) -> None:
    assert kept(world, [ground("1", "Identity が確認できない場合"), ground("own", "秘密の理由", own=True)]) == [
        "Identity が確認できない場合", "",
    ]  # fmt: skip
    assert world.found("確認できない") == world.found("identity") == world.found("Identity") == [ONE]
    assert world.found("秘密") == []
    assert grounds_of(world.tx.conn, ONE) == ("1", "own") and grounds_of(world.tx.conn, TWO) == ()


def test_a_new_decision_takes_the_place_of_the_old_ones_grounds(world: World) -> None:
    kept(world, [ground("1", "前の理由")])
    assert kept(world, [ground("2", "後の理由")]) == ["後の理由"]
    assert kept(world, []) == [] and world.found("理由") == []
