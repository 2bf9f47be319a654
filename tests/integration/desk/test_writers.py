"""Many threads write to one SQLite file: in the order in which they came, and none of them holds what others need."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import TimeoutError as NotInTime

from desk.bootstrap import Desk, build
from desk.storage import tables as t
from desk.storage.database import Database
from desk.storage.turns import Turns
from tests.integration.desk.support import settings_for, words

PATIENCE = 10.0
"""Seconds after which a test gives up waiting for another thread."""

pytestmark = pytest.mark.database("sqlite")


def until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.001)


def queued(turns: Turns | None) -> int:
    assert turns is not None
    return len(turns._waiting)


def begun(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_writers_come_in_the_order_in_which_they_asked_and_wait_without_a_connection(desk: Desk) -> None:
    database, order = desk.database, list[int]()

    def write(number: int) -> None:
        with database.write() as tx:
            order.append(number)
            tx.conn.execute(insert(t.meta).values(name=f"writer {number}", value=b""))

    def rows() -> int:
        with database.read() as conn:
            return int(conn.execute(select(func.count()).select_from(t.meta)).scalar_one())

    read = list[int]()
    with database.write():
        threads = []
        for number in range(40):  # more than the pool has connections
            threads.append(begun(lambda number=number: write(number)))  # type: ignore[misc]
            until(lambda number=number: queued(database._turns) == number + 1)  # type: ignore[misc]
        assert database.engine.pool.checkedout() == 1  # type: ignore[attr-defined]
        readers = begun(lambda: read.append(rows()))
        readers.join(PATIENCE)
        assert read  # readers go on
    for thread in threads:
        thread.join(PATIENCE)
    assert order == list(range(40))


def test_a_write_inside_a_write_says_so_at_once_and_harms_nothing(desk: Desk) -> None:
    with desk.database.write() as tx:
        with pytest.raises(RuntimeError, match="within"), desk.database.write():
            pass
        tx.conn.execute(insert(t.meta).values(name="outer", value=b""))
    with desk.database.write() as tx:  # the turn was handed back, once
        assert tx.conn.execute(select(t.meta.c.name).where(t.meta.c.name == "outer")).scalar() == "outer"


def test_a_writer_that_fails_hands_its_turn_on(desk: Desk) -> None:
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), desk.database.write():
            raise ZeroDivisionError
    with desk.database.write():
        pass


def test_who_waits_too_long_leaves_the_queue() -> None:
    turns, done = Turns(0.05), list[str]()

    def impatient() -> None:
        with pytest.raises(NotInTime), turns.turn():
            done.append("had it")
        done.append("gave up")

    with turns.turn():
        begun(impatient).join(PATIENCE)
    assert done == ["gave up"]
    with turns.turn():
        done.append("free again")
    assert done == ["gave up", "free again"]


def test_a_turn_may_end_in_another_thread() -> None:
    """A dependency of the web framework may be left in another thread than it was entered in."""
    turns = Turns(PATIENCE)
    turn = turns.turn()
    begun(turn.__enter__).join(PATIENCE)
    turn.__exit__(None, None, None)
    with turns.turn():
        pass


def test_two_processes_on_one_file_still_wait_for_each_other(desk: Desk, tmp_path: Path) -> None:
    """Another `Database` on the same file has a queue of its own, as another process has: SQLite keeps them apart."""
    beside = build(settings_for(tmp_path), render=words)
    second = beside.database

    def count(database: Database) -> None:
        for _ in range(20):
            with database.write() as tx:
                kept = (
                    tx.conn.execute(select(t.meta.c.value).where(t.meta.c.name == "count")).scalar() or b"0"
                )
                tx.conn.execute(t.meta.delete().where(t.meta.c.name == "count"))
                tx.conn.execute(insert(t.meta).values(name="count", value=str(int(kept) + 1).encode()))

    threads = [begun(lambda database=one: count(database)) for one in (desk.database, second) * 2]  # type: ignore[misc]
    for thread in threads:
        thread.join(60)
    with desk.database.read() as conn:
        assert conn.execute(select(t.meta.c.value).where(t.meta.c.name == "count")).scalar() == b"80"
    beside.dispose()
