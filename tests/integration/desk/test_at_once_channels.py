"""Two processes at once (at_once_support): events, the outbox, the limit of pushes."""

from typing import Any

import pytest

from desk.bootstrap import Desk
from desk.channels.ledger import NewEvent
from desk.channels.outbox import NewItem
from desk.channels.usage import count
from desk.storage import channel_tables as c
from knowledge.vocabulary import CompanyId
from tests.databases.interleaving import Outcome, at_once
from tests.integration.desk.at_once_support import Pair, kinds
from tests.integration.desk.support import (
    Clock,
)

pytestmark = [pytest.mark.database("postgresql"), pytest.mark.timeout(900)]


def event(number: str) -> NewEvent:
    return NewEvent(f"e{number}", "text", Clock().now, "U1", {"text": "x"}, "token")


def test_an_event_delivered_to_two_processes_is_taken_once_and_worked_on_once(pair: Pair) -> None:
    numbers = iter(range(1000))

    def take(desk: Desk, number: str) -> tuple[int, int]:
        taken = desk.channels.ledger.take_in(
            "fake", "oni", CompanyId("oni"), [event(number), event(f"{number}b")]
        )
        return taken.new, taken.known

    def check(number: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert one.value[0] + two.value[0] == 2
        ready = pair.one.channels.ledger.ready(["fake"], 10)
        assert len(ready) == 1, "of one person one at a time"

        def claim(desk: Desk) -> Any:
            return desk.channels.ledger.claim(ready[0])

        first, second, _ = at_once(pair.engine, lambda: claim(pair.one), lambda: claim(pair.two), 3)
        (got,) = [outcome.value for outcome in (first, second) if outcome.value is not None]
        pair.one.channels.ledger.done(got)
        for row in pair.one.channels.ledger.ready(["fake"], 10):
            left = pair.one.channels.ledger.claim(row)
            assert left is not None
            pair.one.channels.ledger.done(left)

    pair.same(lambda: str(next(numbers)), take, check)


def test_the_same_thing_put_into_the_outbox_goes_out_once(pair: Pair) -> None:
    numbers = iter(range(1000))

    def put(desk: Desk, key: str) -> str:
        with desk.database.write() as tx:
            item = NewItem(key, "fake", "oni", None, f"thread:{key}", "note", payload={"text": "x"})
            return desk.channels.outbox.put(tx, item)

    def check(key: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert one.value == two.value
        assert pair.number(c.outbox, c.outbox.c.key == key) == 1

    pair.same(lambda: f"key{next(numbers)}", put, check)


def test_the_months_limit_lets_the_last_push_through_once(pair: Pair) -> None:
    accounts = iter(f"a{number}" for number in range(1000))

    def push(desk: Desk, account: str) -> bool:
        with desk.database.write() as tx:
            return count(tx, "fake", account, 1)

    def check(account: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert sorted([one.value, two.value]) == [False, True]
        assert pair.one.channels.usage("fake", account, 1).pushes == 1

    pair.same(lambda: next(accounts), push, check)
