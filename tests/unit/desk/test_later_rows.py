"""What is to be done later: that nothing is lost, done twice, or done after it was taken back."""

from datetime import timedelta

import pytest

from desk.jobs import later
from desk.storage import tables as t
from desk.storage.database import Tx
from tests.unit.desk.small_store import LITTLE, START, transaction

SOON = START + timedelta(hours=1)


@pytest.fixture
def tx() -> Tx:
    return transaction(t.later)


def due(tx: Tx) -> list[str]:
    return [job.key for job in later.waiting(tx.conn, tx.now)]


def job(tx: Tx, key: str) -> later.Job:
    found = later.known(tx, key)
    assert found is not None
    return found


def test_what_is_scheduled_is_done_from_its_moment_on_oldest_first(tx: Tx) -> None:
    later.schedule(tx, "mail", "second", SOON)
    later.schedule(tx, "mail", "first", SOON - LITTLE)
    later.schedule(tx, "mail", "at once")
    assert due(tx) == ["at once"]
    tx.now = SOON - LITTLE
    assert due(tx) == ["at once", "first"]
    tx.now = SOON
    assert due(tx) == ["at once", "first", "second"]
    assert [one.key for one in later.waiting(tx.conn, tx.now, limit=2)] == ["at once", "first"]


def test_a_key_is_one_thing_to_do_and_scheduling_it_again_moves_it(tx: Tx) -> None:
    later.schedule(tx, "reminder", "r", SOON, {"due": "1"})
    first = job(tx, "r")
    later.schedule(tx, "reminder", "r", SOON + LITTLE, {"due": "2"})
    moved = job(tx, "r")
    assert (moved.id, moved.at, moved.payload) == (first.id, SOON + LITTLE, {"due": "2"})
    assert moved.round == first.round == 0, "nobody can have begun it"
    tx.now = SOON
    assert due(tx) == []


@pytest.mark.parametrize("ahead", [timedelta(0), LITTLE])
def test_what_may_be_under_way_is_scheduled_as_another_time(tx: Tx, ahead: timedelta) -> None:
    later.schedule(tx, "reminder", "r", SOON)
    tx.now = SOON + ahead
    begun = job(tx, "r")
    later.schedule(tx, "reminder", "r", SOON + timedelta(days=1))
    assert later.still_wanted(tx, begun.id, begun.round) is None
    again = job(tx, "r")
    assert again.round == begun.round + 1
    assert later.still_wanted(tx, again.id, again.round) == again


def test_what_is_done_is_done_no_more_until_it_is_scheduled_again(tx: Tx) -> None:
    later.schedule(tx, "mail", "m")
    begun = job(tx, "m")
    later.settle(tx, begun)
    assert due(tx) == [] and later.still_wanted(tx, begun.id, begun.round) is None
    later.schedule(tx, "mail", "m")
    assert due(tx) == ["m"] and job(tx, "m").round == begun.round + 1
    (row,) = tx.conn.execute(t.later.select()).all()
    assert (row.state, row.done_at, row.failure) == ("waiting", None, None)


def test_a_failure_is_kept_by_its_kind(tx: Tx) -> None:
    later.schedule(tx, "mail", "m")
    later.settle(tx, job(tx, "m"), "refused")
    (row,) = tx.conn.execute(t.later.select()).all()
    assert (row.state, row.failure, row.done_at) == ("failed", "refused", START)


def test_what_is_cancelled_is_not_done_and_what_was_done_stays_so(tx: Tx) -> None:
    for key in ("a", "b", "c"):
        later.schedule(tx, "mail", key)
    later.settle(tx, job(tx, "b"))
    later.cancel(tx)
    assert due(tx) == ["a", "c"]
    later.cancel(tx, "a", "b", "nothing")
    assert due(tx) == ["c"]
    assert later.known(tx, "a") is None and later.known(tx, "b") is not None


def test_only_the_very_same_time_of_a_job_is_still_wanted(tx: Tx) -> None:
    later.schedule(tx, "mail", "m")
    one = job(tx, "m")
    assert later.still_wanted(tx, one.id, one.round) == one
    assert later.still_wanted(tx, one.id, one.round + 1) is None
    assert later.still_wanted(tx, "j-nothing", one.round) is None


def test_what_is_tried_again_waits_for_its_moment_as_another_time(tx: Tx) -> None:
    later.schedule(tx, "mail", "m")
    later.schedule(tx, "mail", "other")
    one = job(tx, "m")
    later.again(tx, one, SOON)
    assert due(tx) == ["other"] and job(tx, "m").round == one.round + 1
    tx.now = SOON
    assert sorted(due(tx)) == ["m", "other"]


def test_what_is_still_to_be_done_is_listed_by_kind_also_what_comes_later(tx: Tx) -> None:
    later.schedule(tx, "mail", "m", SOON)
    later.schedule(tx, "reminder", "r")
    later.schedule(tx, "mail", "done")
    later.settle(tx, job(tx, "done"))
    assert [one.key for one in later.of_kinds(tx.conn, ["mail"])] == ["m"]
    assert [one.key for one in later.of_kinds(tx.conn, ["mail", "reminder"])] == ["m", "r"]


def test_only_what_was_done_long_ago_is_forgotten(tx: Tx) -> None:
    for key in ("done", "failed", "waits", "young"):
        later.schedule(tx, "mail", key)
    later.settle(tx, job(tx, "done"))
    later.settle(tx, job(tx, "failed"), "refused")
    tx.now = SOON
    later.settle(tx, job(tx, "young"))
    assert later.forget_done(tx, START - LITTLE) == 0
    assert later.forget_done(tx, START) == 2
    assert [row.key for row in tx.conn.execute(t.later.select())] == ["waits", "young"]
