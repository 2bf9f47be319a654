"""Guessing is slowed down: how many failures shut a name, for how long, and when they are forgotten."""

from datetime import timedelta

import pytest

from desk.errors import TooManyAttempts
from desk.storage.database import Tx
from desk.storage.tables import attempts
from desk.throttle import Throttle
from tests.unit.desk.small_store import KEYS, LITTLE, START, transaction

LIMIT, WINDOW = 3, timedelta(minutes=5)
NAME = "hanako"


@pytest.fixture
def tx() -> Tx:
    return transaction(attempts)


@pytest.fixture
def throttle() -> Throttle:
    return Throttle(KEYS, "login", LIMIT, WINDOW)


def fail(throttle: Throttle, tx: Tx, times: int = 1, name: str = NAME) -> None:
    for _ in range(times):
        throttle.check(tx, name)
        throttle.failed(tx, name)


def is_shut(throttle: Throttle, tx: Tx, name: str = NAME) -> bool:
    try:
        throttle.check(tx, name)
    except TooManyAttempts:
        return True
    return False


def test_as_many_failures_as_allowed_shut_a_name_and_one_less_does_not(throttle: Throttle, tx: Tx) -> None:
    fail(throttle, tx, LIMIT - 1)
    assert not is_shut(throttle, tx)
    fail(throttle, tx)
    assert is_shut(throttle, tx)


def test_a_name_is_shut_for_the_window_and_open_at_its_end(throttle: Throttle, tx: Tx) -> None:
    fail(throttle, tx, LIMIT)
    with pytest.raises(TooManyAttempts) as refused:
        throttle.check(tx, NAME)
    assert refused.value.retry_at == START + WINDOW
    tx.now = START + WINDOW - LITTLE
    assert is_shut(throttle, tx)
    tx.now = START + WINDOW
    assert not is_shut(throttle, tx)


def test_once_a_name_is_retry_at_one_failure_does_not_shut_it(throttle: Throttle, tx: Tx) -> None:
    fail(throttle, tx, LIMIT)
    tx.now = START + WINDOW
    fail(throttle, tx, LIMIT - 1)
    assert not is_shut(throttle, tx)
    fail(throttle, tx)
    assert is_shut(throttle, tx)


def test_failures_count_together_within_the_window_and_not_beyond(throttle: Throttle, tx: Tx) -> None:
    fail(throttle, tx)
    tx.now = START + WINDOW - LITTLE
    fail(throttle, tx, LIMIT - 1)
    assert is_shut(throttle, tx)
    other = transaction(attempts)
    fail(throttle, other)
    other.now = START + WINDOW
    fail(throttle, other, LIMIT - 1)
    assert not is_shut(throttle, other)


def test_who_gets_in_is_forgiven(throttle: Throttle, tx: Tx) -> None:
    fail(throttle, tx, LIMIT - 1)
    throttle.succeeded(tx, NAME)
    fail(throttle, tx, LIMIT - 1)
    assert not is_shut(throttle, tx)


def test_one_name_shuts_no_other_and_no_other_door(throttle: Throttle, tx: Tx) -> None:
    fail(throttle, tx, LIMIT)
    assert not is_shut(throttle, tx, "jiro")
    assert not is_shut(Throttle(KEYS, "access code", LIMIT, WINDOW), tx)
    throttle.succeeded(tx, "jiro")
    assert is_shut(throttle, tx)


def test_the_names_that_were_tried_are_not_kept(throttle: Throttle, tx: Tx) -> None:
    fail(throttle, tx)
    (row,) = tx.conn.execute(attempts.select()).all()
    assert NAME.encode() not in row.key_mac and len(row.key_mac) == 32
