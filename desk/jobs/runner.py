"""Carries out what `desk.jobs.later` has scheduled, on DBOS Transact (docs/decisions/0022-later-work-on-dbos.md).

The rows of `later` in the desk's own database are the truth; DBOS keeps how far each piece of work has come, in a
database of its own that may be lost. Every second due rows are handed to DBOS under the name of the job and its round,
so handing over twice starts nothing twice. DBOS repeats what fails, with growing pauses, and goes on after a crash with
what was begun. What reaches DBOS's database are ids and the names of failures: no values.

One runner a process: DBOS is a singleton.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from dbos import DBOS, DBOSConfig, SetWorkflowID
from sqlalchemy import make_url

from desk.audited import Audited
from desk.jobs import later
from desk.jobs.later import Handlers, InTransaction, Outside, Permanent, Recurring
from desk.jobs.replicas import ReplicaName
from desk.settings import DeskSettings
from desk.storage.database import Database

log = logging.getLogger(__name__)

_VERSION = "1"
"""DBOS goes on only with work of the same version. Ours is the same as long as the workflow below keeps its steps."""
_INSIDE, _OUTSIDE = "later-inside", "later-outside"
"""Two queues: a mail server that does not answer must not hold reminders up."""
_OVER = frozenset({"SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"})
KEEP_DONE = timedelta(days=30)
ADOPT_SECONDS = 60.0
"""How often it is looked whether a process is gone whose work was begun."""


class Attempt(Exception):
    """An attempt that failed. Its text is the kind of failure and nothing else: DBOS stores and logs it."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how far apart a failing act is tried: eight times, half a minute to an hour by default."""

    attempts: int = 8
    seconds: float = 30.0
    factor: float = 2.0


def later_url(settings: DeskSettings) -> str:
    """Where DBOS keeps its place: the setting, else beside the SQLite file, else in the same PostgreSQL."""
    if settings.later_database_url:
        return settings.later_database_url
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return url.render_as_string(hide_password=False)
    stem = url.database.removesuffix(".sqlite3")
    return url.set(database=f"{stem}-later.sqlite3").render_as_string(hide_password=False)


class Runner:
    """Start it once the desk is built; stop it before the database is closed."""

    def __init__(
        self,
        database: Database,
        settings: DeskSettings,
        handlers: Handlers,
        patience: Patience | None = None,
        poll_seconds: float = 1.0,
        name: ReplicaName | None = None,
    ) -> None:
        """`name`: this process's, which it holds; with it, what processes had begun that are gone is done here."""
        self.database, self.handlers, self.patience = database, handlers, patience or Patience()
        self._url, self._replica = later_url(settings), settings.replica
        self._poll_seconds, self._name = poll_seconds, name
        self._adopted_at = time.monotonic()
        self._handed: set[str] = set()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Go on with what was begun, and look for what is due from now on."""
        if _running:
            raise RuntimeError("A process has one runner.")
        _running.append(self)
        config: DBOSConfig = {
            "name": "madoguchi",
            "system_database_url": self._url,
            "application_version": _VERSION,
            "executor_id": self._replica,
            "log_level": "ERROR",
            "console_log_level": "ERROR",
        }
        self.dbos = DBOS(config=config)
        DBOS.launch()
        for queue in (_INSIDE, _OUTSIDE):
            DBOS.register_queue(queue, worker_concurrency=4)
        self._schedule_recurring()
        self._thread = threading.Thread(target=self._look, name="later", daemon=True)
        self._thread.start()

    def stop(self, seconds: int = 5) -> None:
        """End, giving what runs some seconds; what does not end is done after the next start."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        DBOS.destroy(workflow_completion_timeout_sec=seconds)
        _running.remove(self)

    # ------------------------------------------------------------ handing over

    def _look(self) -> None:
        while not self._stop.is_set():
            try:
                self.hand_over()
                if time.monotonic() - self._adopted_at >= ADOPT_SECONDS:
                    self.adopt()
            except Exception as error:
                log.error(
                    "Work that is due could not be handed over (%s); it is tried again", type(error).__name__
                )
            self._stop.wait(self._poll_seconds)

    def hand_over(self) -> int:
        """Hand what is due to DBOS; how much of it was new to this process."""
        with self.database.read() as conn:
            jobs = later.waiting(conn, self.database.clock(), limit=2000)
        names = {_name(job.id, job.round): job for job in jobs}
        self._handed &= names.keys()
        fresh = [name for name in names if name not in self._handed]
        for name in fresh:
            self._hand(name, names[name])
            self._handed.add(name)
        return len(fresh)

    def _hand(self, name: str, job: later.Job) -> None:
        before = DBOS.get_workflow_status(name)
        if before is not None and before.status in _OVER:
            # DBOS had done it and our row does not know: the database is older (a backup), or DBOS gave up.
            with self.database.write() as tx:
                wanted = later.still_wanted(tx, job.id, job.round)
                if wanted is not None:
                    later.again(tx, wanted, wanted.at)
            return
        inside = isinstance(self.handlers.get(job.kind), InTransaction)
        with SetWorkflowID(name):
            DBOS.enqueue_workflow(_INSIDE if inside else _OUTSIDE, _carry_out, job.id, job.round)

    def adopt(self) -> int:
        """Go on with what other processes had begun and will not end: nobody has their name any more. How much that
        was. DBOS itself goes on with a process's work only once that is started again."""
        self._adopted_at = time.monotonic()
        if self._name is None:
            return 0
        begun: dict[str, list[str]] = {}
        for workflow in DBOS.list_workflows(status="PENDING", load_input=False, load_output=False):
            begun.setdefault(workflow.executor_id or "", []).append(workflow.workflow_id)
        adopted = 0
        for other, workflows in begun.items():
            with self._name.of_nobody(other) as gone:
                if gone:
                    DBOS.resume_workflows(workflows)
                    adopted += len(workflows)
                    log.warning("Going on with %d pieces of work of %s, which is gone", len(workflows), other)
        return adopted

    def _schedule_recurring(self) -> None:
        with self.database.write() as tx:
            there = {job.key for job in later.of_kinds(tx.conn, tuple(self.handlers))}
            for kind, handler in self.handlers.items():
                if isinstance(handler, Recurring) and kind not in there:
                    later.schedule(tx, kind, kind)

    # ------------------------------------------------------------ carrying out

    def act(self, job_id: str, round_: int) -> None:
        """The work itself. Raises Attempt naming the kind of failure."""
        try:
            self._act(job_id, round_)
        except Permanent:
            raise
        except Exception as error:
            # A traceback would carry values (an address in a mail server's answer) into DBOS's database and log.
            raise Attempt(type(error).__name__) from None

    def _act(self, job_id: str, round_: int) -> None:
        with self.database.write() as tx:
            job = later.still_wanted(tx, job_id, round_)
            if job is None:
                return
            handler = self.handlers.get(job.kind)
            if handler is None:
                raise Permanent("unknown kind of work")
            if isinstance(handler, InTransaction):
                handler.work(tx, job)
                later.settle(tx, job)
                return
        if isinstance(handler, Outside):
            handler.act(job)
        else:
            handler.act()

    def settle(self, job_id: str, round_: int, failure: str | None) -> None:
        """Record how it ended, unless the work has done so itself."""
        with self.database.write() as tx:
            job = later.still_wanted(tx, job_id, round_)
            if job is None:
                return
            handler = self.handlers.get(job.kind)
            if isinstance(handler, Recurring):
                if failure is not None:
                    log.error("%s failed (%s); it is done again next time", job.kind, failure)
                later.again(tx, job, tx.now + handler.every)
                return
            if failure is not None:
                log.error("%s could not be done (%s)", job.kind, failure)
                tx.audit("desk", Audited.LATER_FAILED, job.kind, failure)
                if handler is not None:
                    handler.failed(tx, job, failure)
            elif isinstance(handler, Outside):
                handler.done(tx, job)
            later.settle(tx, job, failure)


def tidy(database: Database) -> None:
    """Forget what was done long ago, in the desk's database and in DBOS's."""
    before = database.clock() - KEEP_DONE
    with database.write() as tx:
        later.forget_done(tx, before)
    old = DBOS.list_workflows(end_time=before.isoformat(), status=sorted(_OVER), limit=1000)
    DBOS.delete_workflows([workflow.workflow_id for workflow in old])


_running: list[Runner] = []
"""The one runner of this process, where it has been started."""


def _runner() -> Runner:
    if not _running:
        raise RuntimeError("No runner has been started.")
    return _running[0]


def _name(job_id: str, round_: int) -> str:
    return f"{job_id}:{round_}"


def _failure_of(error: Exception) -> str:
    """The kind of failure of the last attempt."""
    attempts = getattr(error, "errors", None) or [error]
    last = attempts[-1]
    return str(last)[:100] if isinstance(last, Attempt | Permanent) else type(last).__name__


def _worth_repeating(error: BaseException) -> bool:
    return not isinstance(error, Permanent)


def _step(name: str, work: Callable[..., None], *given: Any, patience: Patience) -> None:
    options: Any = {
        "name": name,
        "retries_allowed": True,
        "max_attempts": patience.attempts,
        "interval_seconds": patience.seconds,
        "backoff_rate": patience.factor,
        "should_retry": _worth_repeating,
    }
    DBOS.run_step(options, work, *given)


def _do_act(job_id: str, round_: int) -> None:
    _runner().act(job_id, round_)


def _do_settle(job_id: str, round_: int, failure: str | None) -> None:
    try:
        _runner().settle(job_id, round_, failure)
    except Exception as error:
        raise Attempt(type(error).__name__) from None


@DBOS.workflow(name="later", max_recovery_attempts=10_000)
def _carry_out(job_id: str, round_: int) -> None:
    """Act, then record how it ended. Each is a step: after a crash, the one that was under way is done again."""
    failure: str | None = None
    try:
        _step("act", _do_act, job_id, round_, patience=_runner().patience)
    except Exception as error:
        failure = _failure_of(error)
    _step("settle", _do_settle, job_id, round_, failure, patience=Patience(100, 1.0, 1.5))
