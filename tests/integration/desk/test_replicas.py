"""Processes on one PostgreSQL database: their names, what they do later, and what they hear of each other."""

import asyncio
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.audited import Audited
from desk.bootstrap import Desk, build
from desk.jobs import later
from desk.jobs.later import Handlers, InTransaction, Outside, Recurring
from desk.jobs.replicas import ReplicaName, ReplicaTaken
from desk.jobs.runner import Runner
from desk.notify import STAFF, conversation_topic
from desk.storage import tables as t
from tests.integration.desk.later_support import QUICK, due_done, rows, until
from tests.integration.desk.support import Clock, bot, opened, settings_for, turn, words

pytestmark = [pytest.mark.database("postgresql"), pytest.mark.timeout(600)]
JOBS = 12


def test_a_name_is_held_by_one_process_until_its_end(desk: Desk, tmp_path: Path) -> None:
    url = settings_for(tmp_path).database_url
    one, two, other = ReplicaName(url, "local"), ReplicaName(url, "local"), ReplicaName(url, "second")
    one.take()
    with pytest.raises(ReplicaTaken, match="MADOGUCHI_REPLICA"):
        two.take(0.0)
    other.take(0.0)
    pid = os.fork()
    if pid == 0:
        time.sleep(600)  # stands for a process that is killed: what it inherited of the socket goes with it
    one.release()
    two.take(5.0)
    one.keep()  # nothing to keep
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    for name in (two, other):
        name.release()


def test_a_name_whose_connection_breaks_is_taken_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    url = settings_for(tmp_path).database_url
    name, other = ReplicaName(url, "local"), ReplicaName(url, "local")

    def broken() -> None:
        with desk.database.engine.begin() as conn:
            conn.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND classid = 7233014"
            )

    name.take()
    broken()
    with monkeypatch.context() as away:
        away.setattr(name, "_try", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            name.keep()
    name.keep()  # the database is back
    with pytest.raises(ReplicaTaken):
        other.take(0.0)
    broken()
    other.take(5.0)  # it was faster
    name.keep()
    assert "Another process on this database runs as 'local'" in caplog.text
    other.release()
    name.keep()
    with pytest.raises(ReplicaTaken):
        other.take(0.0)
    name.release()


def test_on_sqlite_there_is_nothing_to_hold(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.sqlite3'}"
    for _ in range(2):
        ReplicaName(url, "local").take(0.0)


def process(folder: Path, replica: str) -> None:
    """A process that does what is due until nothing is left: what it did outside goes to a file."""
    settings = settings_for(folder).model_copy(update={"replica": replica})
    desk = build(settings, render=words, clock=Clock())

    def act(job: later.Job) -> None:
        with (folder / "done").open("a") as file:
            file.write(f"{job.key}\n")

    handlers: Handlers = {
        "in": InTransaction(lambda tx, job: tx.audit("test", Audited.REQUEST_REMIND, job.key)),
        "out": Outside(act),
        "hourly": Recurring(
            lambda: act(later.Job("", "hourly", "", {}, desk.database.clock(), 0)), timedelta(hours=1)
        ),
    }
    runner = Runner(desk.database, settings, handlers, QUICK, poll_seconds=0.02)
    runner.start()
    until(lambda: due_done(desk))
    time.sleep(1.0)  # what would be done twice has had its time
    runner.stop()


def test_what_is_due_is_done_by_one_of_two(desk: Desk, tmp_path: Path) -> None:
    """Both start at once, on a database that DBOS has not seen."""
    with desk.database.write() as tx:
        for number in range(JOBS):
            later.schedule(tx, "in", f"in{number}")
            later.schedule(tx, "out", f"out{number}")
    desk.dispose()
    children = []
    for replica in ("one", "two"):
        pid = os.fork()
        if pid == 0:
            try:
                process(tmp_path, replica)
                os._exit(0)
            finally:
                os._exit(1)
        children.append(pid)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in children] == [0, 0]
    worked = [row.subject for row in rows(desk, t.audit) if row.action == Audited.REQUEST_REMIND]
    assert sorted(worked) == sorted(f"in{number}" for number in range(JOBS))
    done = (tmp_path / "done").read_text().split()
    assert sorted(done) == sorted(["hourly", *(f"out{number}" for number in range(JOBS))])
    with desk.database.read() as conn:
        states = conn.execute(select(t.later.c.state).where(t.later.c.kind != "hourly")).scalars()
        assert set(states) == {"done"}


def test_what_a_process_had_begun_that_is_gone_is_done_by_another(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed in the midst of an act, and never started again."""
    monkeypatch.setattr("desk.jobs.runner.ADOPT_SECONDS", 0.1)
    settings, begun = settings_for(tmp_path), tmp_path / "begun"
    with desk.database.write() as tx:
        later.schedule(tx, "out", "a mail")
    desk.dispose()
    pid = os.fork()
    if pid == 0:
        try:
            own = ReplicaName(settings.database_url, "second")
            own.take()
            one = build(settings.model_copy(update={"replica": "second"}), render=words, clock=Clock())

            def act(job: later.Job) -> None:
                begun.touch()
                time.sleep(600)

            Runner(
                one.database, settings.model_copy(update={"replica": "second"}), {"out": Outside(act)}
            ).start()
            time.sleep(600)
        finally:
            os._exit(1)
    done: list[str] = []
    name = ReplicaName(settings.database_url, settings.replica)
    name.take()
    handlers: Handlers = {"out": Outside(lambda job: done.append(job.key))}
    runner = Runner(desk.database, settings, handlers, QUICK, poll_seconds=0.05, name=name)
    try:
        until(begun.exists)
        runner.start()
        time.sleep(1.0)
        assert done == [], "it is there, and at it"
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        until(lambda: due_done(desk))
        assert done == ["a mail"]
    finally:
        runner.stop()
        name.release()


def test_what_another_process_says_is_seen_at_the_next_look(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    """News travel within a process; whoever follows a conversation also looks now and then (`Notifier.changes`)."""
    other = build(settings_for(tmp_path), render=words, clock=clock)
    chat = opened(desk)

    async def follow() -> list[str]:
        changes = desk.notifier.changes([conversation_topic(chat), STAFF], poll_seconds=0.05)
        await anext(changes)
        await asyncio.to_thread(turn, other, chat, "1", "もう一つの", bot("プロセスから"))
        async for heard in changes:
            assert not heard
            found = [message.text for message in desk.conversations.messages(chat)]
            if "プロセスから" in found:
                return found
        raise AssertionError

    assert asyncio.run(follow())[-1] == "プロセスから"
    other.dispose()


def test_each_process_empties_its_own_rasa_of_what_was_erased(
    desk: Desk, tmp_path: Path, clock: Clock
) -> None:
    """Each has a Rasa of its own, and any of them may have heard the conversation."""
    other = build(settings_for(tmp_path), render=words, clock=clock)
    chat, later_chat = opened(desk), opened(desk)
    desk.erasures.erase([], "operator", conversations=[chat])
    for one in (desk, other):
        assert one.wipes.pending() == (chat,)
        one.wipes.done(chat)
        assert one.wipes.pending() == ()
    again = build(settings_for(tmp_path), render=words, clock=clock)  # its Rasa may have gone on without it
    assert again.wipes.pending() == (chat,)
    clock.forward(days=8)
    desk.erasures.erase([], "operator", conversations=[later_chat])
    other.wipes.done(later_chat)
    assert desk.wipes.pending() == again.wipes.pending() == (later_chat,)
    for one in (other, again):
        one.dispose()
