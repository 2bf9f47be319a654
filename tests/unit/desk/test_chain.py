"""The audit log is one chain: what each entry's hash covers, and from where to where it goes."""

import hmac
import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from desk.storage import chain
from desk.storage.chain import Entry, Head
from desk.storage.database import Tx
from desk.storage.tables import audit
from tests.unit.desk.small_store import START, transaction

KEY = b"a" * 32
ENTRY = Entry("hanako", "status", "R-1", "received -> answered")
AT = datetime(2026, 11, 20, 9, 0, 1, 50, tzinfo=UTC)


@pytest.fixture
def tx() -> Tx:
    return transaction(audit)


def test_an_entrys_hash_is_the_one_that_the_documents_describe() -> None:
    body = [7, "2026-11-20T09:00:01.000050+00:00", "hanako", "status", "R-1", "received -> answered"]
    signed = b"b" * 32 + json.dumps(body, separators=(",", ":")).encode()
    assert chain.link(KEY, b"b" * 32, 7, AT, ENTRY) == hmac.digest(KEY, signed, "sha256")


def test_what_is_not_ascii_is_hashed_as_it_is_written() -> None:
    body = '[1,"2026-11-20T09:00:01.000050+00:00","花子","a","b","c"]'.encode()
    assert chain.link(KEY, b"", 1, AT, Entry("花子", "a", "b", "c")) == hmac.digest(KEY, body, "sha256")


def test_a_time_of_another_zone_is_the_same_time() -> None:
    tokyo = AT.astimezone(timezone(timedelta(hours=9)))
    assert chain.link(KEY, b"", 1, tokyo, ENTRY) == chain.link(KEY, b"", 1, AT, ENTRY)


@pytest.mark.parametrize("part", ["actor", "action", "subject", "detail"])
def test_a_change_of_any_part_of_an_entry_changes_its_hash(part: str) -> None:
    parts = {"actor": "a", "action": "b", "subject": "c", "detail": "d"}
    changed = Entry(**{**parts, part: "x"})
    assert chain.link(KEY, b"", 1, AT, changed) != chain.link(KEY, b"", 1, AT, Entry(**parts))


def test_the_chain_begins_with_32_zero_bytes_and_one(tx: Tx) -> None:
    assert chain.head_of(tx.conn) is None
    head = chain.append(tx.conn, KEY, [ENTRY], START)
    assert head == Head(1, chain.link(KEY, b"\0" * 32, 1, START, ENTRY))
    assert chain.head_of(tx.conn) == head


def test_each_entry_goes_on_from_the_one_before(tx: Tx) -> None:
    first = chain.append(tx.conn, KEY, [ENTRY], START)
    last = chain.append(tx.conn, KEY, [ENTRY, ENTRY], AT)
    rows = tx.conn.execute(select(audit).order_by(audit.c.n)).all()
    assert [row.n for row in rows] == [1, 2, 3]
    assert rows[1].hash == chain.link(KEY, first.hash, 2, AT, ENTRY)
    assert rows[2].hash == chain.link(KEY, rows[1].hash, 3, AT, ENTRY) == last.hash
    assert chain.head_of(tx.conn) == last == Head(3, rows[2].hash)
    assert [row.at for row in rows] == [START, AT, AT]


def test_nothing_to_record_leaves_the_chain_as_it_is(tx: Tx) -> None:
    first = chain.append(tx.conn, KEY, [ENTRY], START)
    assert chain.append(tx.conn, KEY, [], AT) == first
