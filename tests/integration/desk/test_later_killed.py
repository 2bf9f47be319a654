"""Later work in a process that is killed at any point."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import os
import shutil
import signal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from desk.bootstrap import Desk, build, later_handlers
from desk.jobs import later
from desk.jobs.later import Job, Outside
from desk.jobs.runner import Runner
from desk.storage import tables as t
from desk.wording import render
from tests.integration.desk.later_support import QUICK, due_done, rows, until
from tests.integration.desk.mail_server import Mailbox, mailbox, smtp, with_mail  # noqa: F401
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, spec

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
