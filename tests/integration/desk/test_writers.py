"""Many threads write to one SQLite file: in the order in which they came, and none of them holds what others need."""

import fcntl
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NotInTime

from desk.bootstrap import Desk, build
from desk.storage import tables as t
from desk.storage.database import Database
from desk.storage.precedence import Precedence
from desk.storage.turns import Turns
from tests import waiting
from tests.integration.desk.support import settings_for, words

PATIENCE = 10.0
until = partial(waiting.until, seconds=PATIENCE, pause=0.001)
"""Seconds after which a test gives up waiting for another thread."""

pytestmark = pytest.mark.database("sqlite")


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


def test_who_is_waited_for_outside_goes_before_those_who_wait(desk: Desk) -> None:
    database, order = desk.database, list[str]()

    def write(name: str, first: bool) -> None:
        with database.write(first=first):
            order.append(name)

    with database.write():
        threads = []
        for number, (name, first) in enumerate([("one", False), ("two", False), ("webhook", True)]):
            threads.append(begun(lambda name=name, first=first: write(name, first)))  # type: ignore[misc]
            until(lambda number=number: queued(database._turns) == number + 1)  # type: ignore[misc]
    for thread in threads:
        thread.join(PATIENCE)
    assert order == ["webhook", "one", "two"]


def test_another_process_that_is_in_a_hurry_goes_before_those_who_wait_here(
    desk: Desk, tmp_path: Path
) -> None:
    """Another `Database` on the same file, as another process has. It asks while one writes here and one waits."""
    beside = build(settings_for(tmp_path), render=words)
    watch, order = Precedence(Path(f"{desk.database.engine.url.database}.first")), list[str]()

    def write(database: Database, name: str, first: bool) -> None:
        with database.write(first=first):
            order.append(name)

    def asked() -> bool:
        watch._file()
        try:
            fcntl.flock(watch._file(), fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        fcntl.flock(watch._file(), fcntl.LOCK_UN)
        return False

    with desk.database.write():
        waits = begun(lambda: write(desk.database, "here", False))
        until(lambda: queued(desk.database._turns) == 1)
        hurried = begun(lambda: write(beside.database, "webhook", True))
        until(asked)
    for thread in (waits, hurried):
        thread.join(PATIENCE)
    assert order == ["webhook", "here"]
    watch.close()
    beside.dispose()


def test_another_process_that_holds_the_file_is_waited_for_and_then_it_is_an_error(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = desk.database
    other = sqlite3.connect(str(database.engine.url.database), isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    written = list[str]()

    def write() -> None:
        with database.write() as tx:
            written.append("then")
            assert tx.conn.exec_driver_sql("PRAGMA busy_timeout").scalar() == 15_000

    waiting = begun(write)
    waiting.join(0.05)
    assert waiting.is_alive()
    other.execute("COMMIT")
    waiting.join(PATIENCE)
    assert written == ["then"]
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("desk.storage.database.BUSY_MS", 50)
    with pytest.raises(OperationalError, match="locked"), database.write():
        pass
    other.execute("COMMIT")
    other.close()
    monkeypatch.undo()
    write()
    assert written == ["then", "then"]


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
