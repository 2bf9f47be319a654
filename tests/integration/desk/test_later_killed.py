"""Later work in a process that is killed at any point."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

import shutil
from pathlib import Path

import pytest

from desk.bootstrap import build
from desk.jobs import later
from desk.storage import tables as t
from desk.wording import render
from tests.integration.desk.later_support import killed_at, rows
from tests.integration.desk.mail_server import Mailbox, mailbox, smtp, with_mail  # noqa: F401
from tests.integration.desk.support import RIGHT, Clock, form_token, opened, spec

KILLED_AT = (*range(1, 16), 18, 21, 25, 30, 36)
"""Steps at which the process is killed. One run has about thirty steps that change something; DBOS's polling adds more, so
the count of a run is not fixed."""


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
