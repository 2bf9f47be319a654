"""What happens later: exactly once, tried again, given up; reminders that follow their dates."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.audited import Audited
from desk.bootstrap import Desk, later_handlers
from desk.calendar.dues import day_of
from desk.jobs import later
from desk.jobs.later import InTransaction, Job, Outside, Permanent, Recurring
from desk.jobs.runner import later_url
from desk.model import RequestChanges, StaffMember
from desk.requests.casework import Entry
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.database import Tx
from knowledge.vocabulary import CompanyId
from tests.integration.desk.later_support import QUICK, Running, due_done, rows, states, until
from tests.integration.desk.requests_support import draft
from tests.integration.desk.support import RIGHT, Clock, settings_for


@pytest.mark.database("sqlite", "postgresql")
def test_work_of_each_kind_is_done_failed_and_repeated(
    desk: Desk, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    tries: dict[str, int] = {}

    def act(job: Job) -> None:
        tries[job.key] = tries.get(job.key, 0) + 1
        if job.payload["how"] == "never":
            raise Permanent("no such thing")
        if job.payload["how"] == "secret" or tries[job.key] < 2:
            raise OSError("taro@example.jp was not found")

    def failed(tx: Tx, job: Job, failure: str) -> None:
        tx.audit("test", Audited.LATER_FAILED, job.key, failure)

    def work(tx: Tx, job: Job) -> None:
        tx.audit("test", Audited.REQUEST_REMIND, job.key)

    again: list[int] = []
    handlers: later.Handlers = {
        "out": Outside(act, failed=failed),
        "in": InTransaction(work),
        "hourly": Recurring(lambda: again.append(1), timedelta(hours=1)),
    }
    with desk.database.write() as tx:
        for how in ("twice", "never", "secret"):
            later.schedule(tx, "out", how, payload={"how": how})
        later.schedule(tx, "in", "work")
        later.schedule(tx, "in", "tomorrow", at=clock.now + timedelta(days=1))
        later.schedule(tx, "in", "dropped")
        later.cancel(tx, "dropped")
        later.schedule(tx, "no such kind", "odd")
    with Running(desk, tmp_path, handlers):
        until(lambda: due_done(desk))
        assert states(desk) == {
            "twice": "done", "never": "failed", "secret": "failed", "work": "done", "tomorrow": "waiting",
            "odd": "failed", "hourly": "waiting",
        }  # fmt: skip
        assert again == [1]
        clock.forward(hours=25)
        until(lambda: due_done(desk))
        assert again == [1, 1]
        with desk.database.write() as tx:
            later.schedule(tx, "in", "work")  # once more
        until(lambda: due_done(desk))
    assert tries == {"twice": 2, "never": 1, "secret": QUICK.attempts}
    told = {(row.subject, row.action, row.detail) for row in rows(desk, t.audit) if row.actor == "test"}
    assert ("never", "later.failed", "no such thing") in told
    assert ("secret", "later.failed", "OSError") in told
    assert [row.subject for row in rows(desk, t.audit) if row.action == Audited.REQUEST_REMIND].count(
        "work"
    ) == 2
    assert {row.key for row in rows(desk, t.later) if row.state == "failed"} == {"never", "secret", "odd"}
    assert "taro" not in caplog.text
    for file in (tmp_path / "db").iterdir():
        assert b"taro@example.jp" not in file.read_bytes(), file.name


def test_what_is_rolled_back_does_not_happen(desk: Desk) -> None:
    with pytest.raises(RuntimeError), desk.database.write() as tx:
        later.schedule(tx, "in", "x")
        raise RuntimeError
    assert states(desk) == {}


def test_dboss_own_database_may_be_lost_or_ahead(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    done: list[str] = []
    handlers: later.Handlers = {"out": Outside(lambda job: done.append(job.key))}
    with desk.database.write() as tx:
        later.schedule(tx, "out", "a")
    with Running(desk, tmp_path, handlers):
        until(lambda: due_done(desk))
    # Ahead: our database comes from a backup that does not know that it was done.
    with desk.database.write() as tx:
        tx.conn.execute(t.later.update().values(state="waiting", done_at=None))
    with Running(desk, tmp_path, handlers):
        until(lambda: due_done(desk))
    for file in (tmp_path / "db").glob("*-later*"):
        file.unlink()
    with desk.database.write() as tx:
        later.schedule(tx, "out", "b")
    with Running(desk, tmp_path, handlers):
        until(lambda: due_done(desk))
    assert done == ["a", "a", "b"]


def test_dbos_keeps_its_place_beside_the_desks_database_or_where_it_is_told(tmp_path: Path) -> None:
    file = f"sqlite:///{tmp_path / 'db' / 'desk.sqlite3'}"
    given = settings_for(tmp_path).model_copy(update={"database_url": file})
    assert later_url(given) == f"sqlite:///{tmp_path}/db/desk-later.sqlite3"
    server = "postgresql+psycopg://desk:pw@db/madoguchi"
    assert later_url(given.model_copy(update={"database_url": server})) == server
    assert later_url(given.model_copy(update={"later_database_url": "sqlite:///x"})) == "sqlite:///x"


def test_a_reminder_follows_its_date_and_staff_sees_it_once(
    desk: Desk, tmp_path: Path, clock: Clock, staff: StaffMember
) -> None:
    entry = Entry(draft("ocs", "erasure", region="eea_uk"), RIGHT, "post")
    receipt = desk.casework.enter(entry, staff).record.receipt
    with Running(desk, tmp_path, later_handlers(desk, settings_for(tmp_path))):
        clock.forward(days=22)  # the day before the reminder's
        until(lambda: due_done(desk))
        assert desk.agenda.reminders() == ()
        desk.casework.extend(receipt, "延長します", staff)
        clock.forward(days=5)
        until(lambda: due_done(desk))
        assert desk.agenda.reminders() == (), "the date has moved on"
        clock.forward(days=60)
        until(lambda: due_done(desk))
        reminders = desk.agenda.reminders()
        assert [(one.receipt, one.what, one.due.isoformat()) for one in reminders] == [
            (receipt, "answer", "2027-02-20")
        ]
    assert desk.agenda.reminders([CompanyId("opt")]) == ()
    desk.agenda.acknowledge(reminders[0].id, staff)
    assert desk.agenda.reminders() == ()
    assert desk.agenda.reminders(acknowledged=True)[0].acknowledged_by == staff.alias


def entered_late(desk: Desk, staff: StaffMember, clock: Clock, days: int) -> Receipt:
    """A request that came in so many days before it is entered; the law gives it a month."""
    came_on = day_of(clock.now) - timedelta(days=days)
    entry = Entry(draft("ocs", "erasure", region="eea_uk"), RIGHT, "post", came_on=came_on)
    return desk.casework.enter(entry, staff).record.receipt


def reminded(desk: Desk) -> list[str]:
    return [one.what for one in desk.agenda.reminders(acknowledged=True)]


@pytest.mark.parametrize("days", [24, 29, 60])
def test_a_date_whose_reminder_would_have_been_due_before_it_was_known_is_reminded_of_at_once(
    desk: Desk, tmp_path: Path, clock: Clock, staff: StaffMember, days: int
) -> None:
    entered_late(desk, staff, clock, days)
    with Running(desk, tmp_path, later_handlers(desk, settings_for(tmp_path))):
        until(lambda: due_done(desk))
        assert reminded(desk) == ["answer"]


def test_a_date_that_is_moved_to_today_is_reminded_of_at_once(
    desk: Desk, tmp_path: Path, clock: Clock, staff: StaffMember
) -> None:
    entry = Entry(draft("oni"), RIGHT, "post")
    receipt = desk.casework.enter(entry, staff).record.receipt
    clock.forward(days=10)
    desk.requests.patch(receipt, RequestChanges(due=day_of(clock.now)), staff)
    with Running(desk, tmp_path, later_handlers(desk, settings_for(tmp_path))):
        until(lambda: due_done(desk))
        assert reminded(desk) == ["target"]


def test_a_reminder_that_waits_to_be_carried_out_outlives_what_staff_do_meanwhile(
    desk: Desk, tmp_path: Path, clock: Clock, staff: StaffMember
) -> None:
    receipt = entered_late(desk, staff, clock, 0)
    clock.forward(days=26)  # its day is past: whatever carries it out was down
    desk.requests.patch(receipt, RequestChanges(status="awaiting_correction", note="署名"), staff)
    clock.forward(days=30)  # the date itself is over
    desk.requests.patch(receipt, RequestChanges(status="in_progress"), staff)
    with Running(desk, tmp_path, later_handlers(desk, settings_for(tmp_path))):
        until(lambda: due_done(desk))
        assert reminded(desk).count("answer") == 1
        desk.casework.check(receipt, "identity", "confirmed", staff)
        clock.forward(days=1)
        desk.requests.patch(receipt, RequestChanges(status="awaiting_correction", note="印"), staff)
        until(lambda: due_done(desk))
        assert reminded(desk).count("answer") == 1, "nor is it given twice"


def test_of_a_date_that_was_kept_nobody_is_reminded(
    desk: Desk, tmp_path: Path, clock: Clock, staff: StaffMember
) -> None:
    receipt = entered_late(desk, staff, clock, 29)
    desk.requests.patch(receipt, RequestChanges(status="withdrawn"), staff)
    with Running(desk, tmp_path, later_handlers(desk, settings_for(tmp_path))):
        until(lambda: due_done(desk))
        assert reminded(desk) == []
