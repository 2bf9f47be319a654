"""What the tests of later work have in common: a runner that runs for a while, and what it has left."""

import os
import signal
import threading
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

from desk.bootstrap import Desk, build, later_handlers
from desk.jobs import later
from desk.jobs.later import Job, Outside
from desk.jobs.runner import Patience, Runner
from desk.storage import tables as t
from desk.wording import render
from tests import waiting
from tests.integration.desk.mail_server import with_mail
from tests.integration.desk.support import settings_for

QUICK = Patience(3, 0.01, 1.0)
LONG = 60.0
until = partial(waiting.until, seconds=LONG, pause=0.02)


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


def killed_at(number: int, desk: Desk, folder: Path, port: int, of_mail: bool = False) -> bool:
    """Run the desk's later work in a process of its own that is killed at its N-th step; whether it came that far.
    `of_mail`: from where it takes up a mail, and of that mail's own steps alone."""
    desk.dispose()
    pid = os.fork()
    if pid == 0:
        steps, begun = 0, not of_mail

        def step(*_: Any, **__: Any) -> None:
            nonlocal steps
            steps += begun and not (of_mail and threading.current_thread().name in ("later", "MainThread"))
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
                nonlocal begun
                begun = True
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
            if not of_mail:
                event.listen(runner.dbos._sys_db.engine, "commit", step)
            until(lambda: due_done(mine))
            os._exit(0)
        finally:
            os._exit(1)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, -signal.SIGKILL), code
    return code != 0
