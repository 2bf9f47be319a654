"""What happens later knows a person by ids only, and nothing of it happens any more after an erasure or a purge."""

from pathlib import Path

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk, later_handlers
from desk.model import RequestChanges, StaffMember
from desk.storage import tables as t
from tests.databases.choosing import rows_of
from tests.integration.desk.later_support import Running, due_done, rows, until
from tests.integration.desk.mail_server import Mailbox, mailbox, mailing, smtp, with_mail  # noqa: F401
from tests.integration.desk.planting import WORDS, Planted
from tests.integration.desk.support import PLANTED


@pytest.fixture
def staff(mailing: Desk) -> StaffMember:  # noqa: F811
    return mailing.staff.add("hanako", "correct horse", "担当A")


def dbos_files(folder: Path) -> bytes:
    """Every byte that the runner's own database has on the disk, or in its schema."""
    files = (folder / "db").glob("desk-later*")
    return rows_of(folder, "dbos") + b"".join(path.read_bytes() for path in files)


def test_the_runners_database_holds_ids_only_and_an_erasure_ends_what_was_to_come(
    mailing: Desk,  # noqa: F811
    staff: StaffMember,
    mailbox: Mailbox,  # noqa: F811
    smtp: tuple[Mailbox, int],  # noqa: F811
    tmp_path: Path,
) -> None:
    desk = mailing
    handlers = later_handlers(desk, with_mail(tmp_path, smtp[1]))
    planted = Planted(desk, staff)
    with Running(desk, tmp_path, handlers):
        until(lambda: due_done(desk))
        until(lambda: len(mailbox.got) == 4)  # received, put off, partly answered, answered
    kept = dbos_files(tmp_path)
    assert b"later" in kept
    for word in (*WORDS, planted.receipt, planted.code, planted.conversation):
        assert word.encode() not in kept, word
    desk.casework.mail(planted.receipt, "answered", staff)
    assert "queued" in [row.state for row in rows(desk, t.mails)]
    desk.erasures.erase([planted.receipt], "operator")
    assert rows(desk, t.mails) == []
    assert [row.key for row in rows(desk, t.later) if row.kind in ("mail", "reminder")] == []
    with Running(desk, tmp_path, handlers):
        until(lambda: due_done(desk))
    assert len(mailbox.got) == 4
    planted.gone_from(tmp_path)


def test_a_mail_under_way_while_its_person_is_erased_is_forgotten(
    mailing: Desk,  # noqa: F811
    staff: StaffMember,
    smtp: tuple[Mailbox, int],  # noqa: F811
    tmp_path: Path,
) -> None:
    """The server has taken it; when that is to be recorded, there is nothing to record it with."""
    desk = mailing
    planted = Planted(desk, staff)
    with desk.database.read() as conn:
        jobs = [job for job in conn.execute(select(t.later)).all() if job.kind == "mail"]
    desk.erasures.erase([planted.receipt], "operator")
    with Running(desk, tmp_path, later_handlers(desk, with_mail(tmp_path, smtp[1]))) as runner:
        for job in jobs:
            runner.act(job.id, job.round)
            runner.settle(job.id, job.round, None)
    assert rows(desk, t.mails) == []
    planted.gone_from(tmp_path)


def test_reading_an_address_for_a_mail_is_recorded(
    mailing: Desk,  # noqa: F811
    staff: StaffMember,
    mailbox: Mailbox,  # noqa: F811
    smtp: tuple[Mailbox, int],  # noqa: F811
    tmp_path: Path,
) -> None:
    desk = mailing
    planted = Planted(desk, staff, final=False)
    with Running(desk, tmp_path, later_handlers(desk, with_mail(tmp_path, smtp[1]))):
        until(lambda: len(mailbox.got) == 2 and due_done(desk))  # received, put off
    assert {one["To"] for one in mailbox.got} == {PLANTED["email"]}
    sent = rows(desk, t.mails)
    readings = [
        row.detail for row in rows(desk, t.audit) if (row.actor, row.action) == ("desk", "vault.read")
    ]
    assert sorted(readings) == sorted(f"why=mail:{mail.template}:{mail.id} fields=email" for mail in sent)
    desk.requests.patch(planted.receipt, RequestChanges(status="withdrawn"), staff)
    assert desk.audit.verify().whole
    assert dbos_files(tmp_path)


def test_a_contract_ends_with_everything_that_belongs_to_its_requests(
    mailing: Desk,  # noqa: F811
    staff: StaffMember,
    tmp_path: Path,
) -> None:
    planted, other = Planted(mailing, staff), Planted(mailing, staff, "opt", final=False)
    mailing.companies.end("oni", "operator", None)
    for table in (
        t.request_history, t.request_dues, t.request_pauses, t.request_extensions, t.request_ticks, t.request_checks,
        t.request_flags, t.request_marks, t.reminders, t.mails,
    ):  # fmt: skip
        assert {row.receipt for row in rows(mailing, table)} <= {other.receipt, other.second}, table.name
    assert not [
        row for row in rows(mailing, t.later) if planted.receipt in row.key or planted.second in row.key
    ]
    assert mailing.requests.get(other.receipt, staff).customer == PLANTED
