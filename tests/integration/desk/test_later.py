"""What happens later: exactly once, after every kill; mails by a real SMTP server; reminders that follow their dates."""

import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import event, select

from desk.bootstrap import Desk, build, later_handlers
from desk.jobs import later
from desk.jobs.later import InTransaction, Job, Outside, Permanent, Recurring
from desk.jobs.runner import Patience, Runner, later_url
from desk.model import RequestChanges, StaffMember
from desk.requests.casework import Entry
from desk.settings import DeskSettings
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.wording import render
from knowledge.vocabulary import CompanyId
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, settings_for, spec
from tests.integration.desk.test_life_of_a_request import draft

QUICK = Patience(3, 0.01, 1.0)
LONG = 60.0


class Mailbox:
    """What a mail server got; `say` is what it answers to a recipient."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.say: list[str] = []
        self.tried = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.tried += 1
        if self.say:
            return self.say.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture(scope="module")
def smtp() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, enable_SMTPUTF8=True)
    controller.start()
    yield box, port
    controller.stop()


@pytest.fixture
def mailbox(smtp: tuple[Mailbox, int]) -> Mailbox:
    box = smtp[0]
    box.got, box.say, box.tried = [], [], 0
    return box


def with_mail(folder: Path, port: int) -> DeskSettings:
    changes = {"mail_enabled": True, "mail_from": "noreply@desk.example", "smtp_host": "127.0.0.1"}
    return settings_for(folder).model_copy(update={**changes, "smtp_port": port, "smtp_security": "none"})


@pytest.fixture
def mailing(new_desk: Path, tmp_path: Path, clock: Clock, smtp: tuple[Mailbox, int]) -> Iterator[Desk]:
    shutil.copytree(new_desk, tmp_path, dirs_exist_ok=True)
    desk = build(with_mail(tmp_path, smtp[1]), render=render, clock=clock)
    yield desk
    desk.dispose()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def states(desk: Desk) -> dict[str, str]:
    with desk.database.read() as conn:
        return {row.key: row.state for row in conn.execute(select(t.later))}


def rows(desk: Desk, table: Any) -> Any:
    with desk.database.read() as conn:
        return conn.execute(select(table)).all()


def due_done(desk: Desk) -> bool:
    with desk.database.read() as conn:
        return not later.waiting(conn, desk.database.clock())


class Running:
    """A runner for the length of a block."""

    def __init__(self, desk: Desk, folder: Path, handlers: later.Handlers) -> None:
        self.runner = Runner(desk.database, settings_for(folder), handlers, QUICK, poll_seconds=0.02)

    def __enter__(self) -> Runner:
        self.runner.start()
        return self.runner

    def __exit__(self, *_: object) -> None:
        self.runner.stop()


# ---------------------------------------------------------------------- the runner


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
        tx.audit("test", "failed", job.key, failure)

    def work(tx: Tx, job: Job) -> None:
        tx.audit("test", "worked", job.key)

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
    assert ("never", "failed", "no such thing") in told
    assert ("secret", "failed", "OSError") in told
    assert [row.subject for row in rows(desk, t.audit) if row.action == "worked"].count("work") == 2
    with desk.database.read() as conn:
        assert {one.key for one in later.failures(conn)} == {"never", "secret", "odd"}
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


def test_where_dbos_keeps_its_place(tmp_path: Path) -> None:
    file = f"sqlite:///{tmp_path / 'db' / 'desk.sqlite3'}"
    given = settings_for(tmp_path).model_copy(update={"database_url": file})
    assert later_url(given) == f"sqlite:///{tmp_path}/db/desk-later.sqlite3"
    server = "postgresql+psycopg://desk:pw@db/madoguchi"
    assert later_url(given.model_copy(update={"database_url": server})) == server
    assert later_url(given.model_copy(update={"later_database_url": "sqlite:///x"})) == "sqlite:///x"


# ---------------------------------------------------------------------- reminders


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


# ---------------------------------------------------------------------- mail


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def test_mails_through_the_life_of_a_request(
    mailing: Desk, tmp_path: Path, smtp: tuple[Mailbox, int], mailbox: Mailbox
) -> None:
    desk, settings = mailing, with_mail(tmp_path, smtp[1])
    staff = desk.staff.add("hanako", "correct horse", "担当A")
    result = desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
    with Running(desk, tmp_path, later_handlers(desk, settings)):
        until(lambda: due_done(desk))
        for changes in (
            RequestChanges(status="received"),
            RequestChanges(status="awaiting_correction", note="山田様の押印がない"),
            RequestChanges(status="in_progress"),
            RequestChanges(status="answered"),
        ):
            desk.requests.patch(result.receipt, changes, staff)
            until(lambda: due_done(desk))
    assert len(mailbox.got) == 4
    for message in mailbox.got:
        said = text_of(message)
        assert message["To"] == "taro@example.jp"
        assert message["Auto-Submitted"] == "auto-generated"
        assert result.receipt in said
        assert "実在各社の窓口ではありません" in said
        whole = message.as_string() + said + str(message["Subject"])
        for never in (result.access_code, "山田", "押印", "http://", "https://", "/forms/"):
            assert never not in whole
    assert "まだ正式なご請求ではありません" in text_of(mailbox.got[0])
    assert "届きました" in str(mailbox.got[1]["Subject"])
    assert len({message["Message-ID"] for message in mailbox.got}) == 4
    life = desk.requests.get(result.receipt, staff).life
    assert life is not None
    assert [(one.template, one.state) for one in life.mails] == [
        ("receipt", "sent"), ("papers_received", "sent"), ("more_needed", "sent"), ("answered", "sent"),
    ]  # fmt: skip


def test_mail_is_off_by_default_and_needs_an_address(desk: Desk, mailing: Desk, staff: StaffMember) -> None:
    desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
    assert rows(desk, t.mails) == []
    member = mailing.staff.add("x", "pw", "担当")
    mailing.casework.enter(Entry(draft("oni"), {"name": "山田"}, "post"), member)
    assert rows(mailing, t.mails) == []


@pytest.mark.parametrize(
    ("said", "state", "tried"),
    [
        (["451 later", "451 later"], "sent", 3),
        (["550 unknown taro"], "failed", 1),
        (["421 no"] * 9, "failed", 3),
    ],
)
def test_a_server_that_refuses(
    mailing: Desk,
    tmp_path: Path,
    smtp: tuple[Mailbox, int],
    mailbox: Mailbox,
    said: list[str],
    state: str,
    tried: int,
) -> None:
    mailbox.say = list(said)
    mailing.forms.submit(form_token(mailing, opened(mailing), spec()), RIGHT)
    with Running(mailing, tmp_path, later_handlers(mailing, with_mail(tmp_path, smtp[1]))):
        until(lambda: due_done(mailing))
    (mail,) = rows(mailing, t.mails)
    assert (mail.state, mailbox.tried) == (state, tried)
    assert "taro" not in str(mail)
    mailbox.say = []


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize(
    "text",
    ["receipt", "receipt_announcement", "receipt_form_to_come", "papers_received", "more_needed", "answered"],
)
def test_every_mail_has_its_text(locale: str, text: str) -> None:
    said = render(f"mail.text.{text}", locale, {})
    where = render("mail.where_page", locale, {"url": "https://desk.example/requests"})
    params = {"company": "オニ", "receipt": "MDG-1", "text": said, "where": where}
    assert said in render("mail.body", locale, params)
    subject = "receipt" if text.startswith("receipt") else text
    assert "MDG-1" in render(f"mail.subject.{subject}", locale, params)
    assert "\n" not in render(f"mail.subject.{subject}", locale, params)


# ---------------------------------------------------------------------- killed at any point


KILLED_AT = (*range(1, 16), 18, 21, 25, 30, 36)
"""Steps at which the process is killed. One run has about thirty steps that change something; DBOS's polling adds more, so
the count of a run is not fixed."""


def killed_at(number: int, desk: Desk, folder: Path, port: int) -> bool:
    """Run the desk's later work in a process of its own that is killed at its N-th step; whether it came that far."""
    desk.dispose()
    pid = os.fork()
    if pid == 0:
        steps = 0

        def step(*_: Any, **__: Any) -> None:
            nonlocal steps
            steps += 1
            if steps == number:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            settings = with_mail(folder, port)
            mine = build(settings, render=render, clock=desk.database.clock)
            handlers = dict(later_handlers(mine, settings))
            del handlers["purge"], handlers["tidy"]
            mail = handlers["mail"]
            assert isinstance(mail, Outside)

            def act(job: Job) -> None:
                step()
                mail.act(job)
                step()

            handlers["mail"] = Outside(act, mail.done, mail.failed)
            # Before and after each commit of ours, and before each commit of DBOS's.
            event.listen(mine.database.engine, "commit", step)
            publish = mine.database.notifier.publish

            def after_commit(topics: Any) -> None:
                step()
                publish(topics)

            mine.database.notifier.publish = after_commit  # type: ignore[method-assign]
            runner = Runner(mine.database, settings, handlers, QUICK, poll_seconds=0.02)
            runner.start()
            event.listen(runner.dbos._sys_db.engine, "commit", step)
            until(lambda: due_done(mine))
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, -signal.SIGKILL), code
    return code != 0


@pytest.mark.database("sqlite", "postgresql")
@pytest.mark.timeout(1200)
def test_killed_at_any_point_nothing_is_lost_and_nothing_done_twice(
    new_desk: Path, tmp_path: Path, clock: Clock, smtp: tuple[Mailbox, int], mailbox: Mailbox
) -> None:
    kills, resent = 0, 0
    for number in KILLED_AT:
        folder = tmp_path / str(number)
        shutil.copytree(new_desk, folder)
        desk = build(with_mail(folder, smtp[1]), render=render, clock=clock)
        mailbox.got = []
        with desk.database.write() as tx:
            later.schedule(tx, "unknown", "made to fail")
        result = desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
        before = clock.now
        clock.forward(days=24)
        died = killed_at(number, desk, folder, smtp[1])
        kills += died
        assert not killed_at(0, desk, folder, smtp[1]), "started again, it ends its work"
        assert [(m.receipt, m.state) for m in rows(desk, t.mails)] == [(result.receipt, "sent")]
        assert len({message["Message-ID"] for message in mailbox.got}) == 1
        resent += len(mailbox.got) - 1
        assert [r.receipt for r in rows(desk, t.reminders)] == [result.receipt]
        audits = [row.action for row in rows(desk, t.audit)]
        assert audits.count("request.remind") == 1
        assert audits.count("later.failed") == 1
        desk.dispose()
        clock.now = before
    assert kills >= 8
    assert resent <= 2, "only where the kill falls between the server's word and its record"
