"""How many messages a channel may push in a month, when staff is warned, and what is counted."""

from datetime import UTC, datetime

import pytest

from desk.channels.usage import Usage, count, month_of, uncount, used
from desk.storage.channel_tables import channel_usage
from desk.storage.database import Tx
from tests.unit.desk.small_store import transaction

NOVEMBER = datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)
"""A second before December where the desk is."""


@pytest.fixture
def tx() -> Tx:
    return transaction(channel_usage, now=NOVEMBER)


def pushed(tx: Tx, account: str = "ocs", month: str = "2026-11") -> int:
    return used(tx.conn, "line", account, month)


@pytest.mark.parametrize(
    ("pushes", "warns", "ends"),
    [(7, False, False), (8, True, False), (9, True, False), (10, True, True), (11, True, True)],
)
def test_staff_is_warned_at_four_fifths_and_nothing_more_goes_at_the_limit(
    pushes: int, warns: bool, ends: bool
) -> None:
    now = Usage("line", "ocs", "2026-11", pushes, 10)
    assert (now.warning, now.exhausted) == (warns, ends)
    free = Usage("line", "ocs", "2026-11", pushes, None)
    assert not free.warning and not free.exhausted


def test_as_many_pushes_as_the_limit_go_and_no_more(tx: Tx) -> None:
    assert [count(tx, "line", "ocs", 3) for _ in range(5)] == [True, True, True, False, False]
    assert pushed(tx) == 3
    assert [count(tx, "line", "oni", None) for _ in range(5)] == [True] * 5
    assert (pushed(tx), pushed(tx, "oni"), pushed(tx, "prestige")) == (3, 5, 0)


def test_a_limit_of_nothing_lets_nothing_through(tx: Tx) -> None:
    assert not count(tx, "line", "ocs", 0) and pushed(tx) == 0


def test_staff_is_warned_once_a_month_of_each_account(tx: Tx) -> None:
    for _ in range(5):
        count(tx, "line", "ocs", 5)
    assert [(entry.subject, entry.detail) for entry in tx.entries] == [("line:ocs", "2026-11 4/5")]
    assert tx.topics
    count(tx, "line", "oni", 1)
    assert [entry.subject for entry in tx.entries] == ["line:ocs", "line:oni"]


def test_a_month_ends_where_the_desk_is(tx: Tx) -> None:
    assert month_of(NOVEMBER) == "2026-11"
    assert count(tx, "line", "ocs", 1) and not count(tx, "line", "ocs", 1)
    tx.now = datetime(2026, 11, 30, 15, 0, tzinfo=UTC)
    assert month_of(tx.now) == "2026-12"
    assert count(tx, "line", "ocs", 1)
    assert (pushed(tx), pushed(tx, month="2026-12")) == (1, 1)


def test_a_push_that_was_refused_costs_nothing_and_no_others(tx: Tx) -> None:
    for account in ("ocs", "oni"):
        count(tx, "line", account, None)
    uncount(tx, "line", "ocs")
    uncount(tx, "line", "ocs")
    uncount(tx, "slack", "oni")
    assert (pushed(tx), pushed(tx, "oni")) == (0, 1)
