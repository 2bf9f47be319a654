"""Two processes at once (at_once_support): keys, scheduled work, the first start."""

import threading
from pathlib import Path
from typing import Any

import pytest

from desk.bootstrap import Desk, build
from desk.jobs import later
from desk.storage import tables as t
from tests.databases.interleaving import Outcome
from tests.integration.desk.at_once_support import Pair, kinds
from tests.integration.desk.support import (
    Clock,
    opened,
    settings_for,
    words,
)

pytestmark = [pytest.mark.database("postgresql"), pytest.mark.timeout(900)]


def test_a_companys_first_key_is_one(pair: Pair) -> None:
    names = iter(f"firm{number}" for number in range(1000))

    def check(company: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert pair.number(t.data_keys, t.data_keys.c.company == company) == 1
        for chat in (one.value, two.value):
            assert pair.two.conversations.messages(chat)[0].text == "こんにちは"

    pair.same(lambda: next(names), lambda desk, company: opened(desk, company), check)


def test_what_is_to_be_done_is_scheduled_once(pair: Pair) -> None:
    keys = iter(f"key{number}" for number in range(1000))

    def schedule(desk: Desk, key: str) -> None:
        with desk.database.write() as tx:
            later.schedule(tx, "kind", key)

    def check(key: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert pair.number(t.later, t.later.c.key == key, t.later.c.state == "waiting") == 1

    pair.same(lambda: next(keys), schedule, check)


def test_a_desk_is_started_twice_on_an_empty_database(tmp_path: Path, clock: Clock) -> None:
    """Both make the tables, the keys' proof and the start-up account, or wait for the other one to."""
    desks: list[Desk] = []
    for number in range(3):
        folder = tmp_path / str(number)
        settings = settings_for(folder)

        def start(settings: Any = settings) -> None:
            built = build(settings, render=words, clock=clock)
            built.staff.ensure("admin", "one", "窓口")
            desks.append(built)

        both = [threading.Thread(target=start) for _ in range(2)]
        for thread in both:
            thread.start()
        for thread in both:
            thread.join(120)
        one, two = desks
        assert one.records == two.records
        chat = opened(one)
        assert two.conversations.messages(chat)
        assert [m.username for m in two.staff.list()] == ["admin"]
        assert two.audit.verify().whole
        for built in desks:
            built.dispose()
        desks.clear()
