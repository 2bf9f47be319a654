"""What happens later: scheduled in the transaction that makes it necessary, carried out by `desk.jobs.runner`.

    later.schedule(tx, "mail", key=f"mail:{mail_id}", payload={"mail": mail_id})
    later.schedule(tx, "reminder", key=f"reminder:{receipt}:answer", at=moment, payload={...})
    later.cancel(tx, f"reminder:{receipt}:answer")

The row is part of the caller's commit, so nothing that was acknowledged is lost, and nothing happens of what was rolled
back. A key names one thing to do: scheduling it again moves it (or, once done, does it again). Payloads hold ids and
words, never a customer's data. What a kind means is said by the handlers given to `desk.jobs.runner.Runner`:

- `InTransaction(work)`: `work(tx, job)` changes the database; the job is marked done in the same commit: exactly once.
- `Outside(act, done, failed)`: `act(job)` reaches out of the database (a mail). Killed between the act and its record,
  it is done again, so it must be fit for that (a mail has the same Message-ID). `done(tx, job)` or
  `failed(tx, job, failure)` is committed with the mark.
- `Recurring(act, every)`: again and again; `act()` must be safe to do twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update

from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.once import insert_once
from desk.vaulting.crypto import new_id


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do. `round` counts how often it has been scheduled anew."""

    id: str
    key: str
    kind: str
    payload: Mapping[str, Any]
    at: datetime
    round: int


class Permanent(Exception):
    """Raised by an act that no repetition will mend. Its text names the kind of failure and holds no values."""


def _nothing(*_: object) -> None:
    """Nothing to do."""


@dataclass(frozen=True, slots=True)
class InTransaction:
    """Work on the database alone."""

    work: Callable[[Tx, Job], None]
    failed: Callable[[Tx, Job, str], None] = _nothing


@dataclass(frozen=True, slots=True)
class Outside:
    """Work outside the database, and what is recorded of it."""

    act: Callable[[Job], None]
    done: Callable[[Tx, Job], None] = _nothing
    failed: Callable[[Tx, Job, str], None] = _nothing


@dataclass(frozen=True, slots=True)
class Recurring:
    """Housekeeping. The next time is counted from the end of this one."""

    act: Callable[[], object]
    every: timedelta


Handler = InTransaction | Outside | Recurring
Handlers = Mapping[str, Handler]


def schedule(
    tx: Tx, kind: str, key: str, at: datetime | None = None, payload: Mapping[str, Any] | None = None
) -> None:
    """Have this done at `at` (default: at once), in the caller's transaction."""
    of_key = select(t.later).where(t.later.c.key == key).with_for_update()
    values: dict[str, Any] = {"kind": kind, "payload": dict(payload or {}), "at": at or tx.now}
    row = tx.conn.execute(of_key).one_or_none()
    if row is None:
        fresh = {"id": new_id("j"), "key": key, "state": "waiting", "round": 0, "created_at": tx.now}
        if insert_once(tx.conn, t.later, **fresh, **values):
            return
        row = tx.conn.execute(of_key).one()  # another process has just scheduled it
    if row.state != "waiting" or row.at <= tx.now:
        # Done before, or perhaps being done right now: this is another time, under a name of its own.
        values["round"] = row.round + 1
    tx.conn.execute(
        update(t.later)
        .where(t.later.c.id == row.id)
        .values(state="waiting", failure=None, done_at=None, **values)
    )


def cancel(tx: Tx, *keys: str) -> None:
    """Nothing is to be done any more; what is done already stays done."""
    if keys:
        tx.conn.execute(delete(t.later).where(t.later.c.key.in_(keys), t.later.c.state == "waiting"))


def known(tx: Tx, key: str) -> Job | None:
    """What is kept under a key, whether it is still to be done or was; None where nothing is."""
    row = tx.conn.execute(select(t.later).where(t.later.c.key == key)).one_or_none()
    return None if row is None else job_of(row)


def hold(tx: Tx, key: str) -> None:
    """Until this transaction ends nobody records how what is kept under a key has ended."""
    tx.conn.execute(select(t.later.c.id).where(t.later.c.key == key).with_for_update()).one_or_none()


def job_of(row: Row[Any]) -> Job:
    """A row as data."""
    return Job(row.id, row.key, row.kind, row.payload, row.at, row.round)


def waiting(conn: Connection, now: datetime, limit: int = 200) -> Sequence[Job]:
    """What is to be done by now, oldest first."""
    query = select(t.later).where(t.later.c.state == "waiting", t.later.c.at <= now)
    return [job_of(row) for row in conn.execute(query.order_by(t.later.c.at, t.later.c.n).limit(limit))]


def of_kinds(conn: Connection, kinds: Sequence[str]) -> Sequence[Job]:
    """What of these kinds is still to be done, now or later."""
    query = select(t.later).where(t.later.c.state == "waiting", t.later.c.kind.in_(kinds))
    return [job_of(row) for row in conn.execute(query.order_by(t.later.c.n))]


def still_wanted(tx: Tx, job_id: str, round_: int) -> Job | None:
    """The job, kept for this transaction; None where it was done, cancelled, or moved to another time."""
    query = select(t.later).where(t.later.c.id == job_id, t.later.c.round == round_).with_for_update()
    row = tx.conn.execute(query.where(t.later.c.state == "waiting")).one_or_none()
    return None if row is None else job_of(row)


def settle(tx: Tx, job: Job, failure: str | None = None) -> None:
    """Mark it done, or failed with the kind of failure."""
    state = "done" if failure is None else "failed"
    tx.conn.execute(
        update(t.later).where(t.later.c.id == job.id).values(state=state, failure=failure, done_at=tx.now)
    )


def again(tx: Tx, job: Job, at: datetime) -> None:
    """Do it anew at `at`."""
    tx.conn.execute(
        update(t.later).where(t.later.c.id == job.id).values(at=at, round=job.round + 1, state="waiting")
    )


def forget_done(tx: Tx, before: datetime) -> int:
    """Remove the rows of what was done long ago."""
    old = or_(t.later.c.state == "done", t.later.c.state == "failed")
    return tx.conn.execute(delete(t.later).where(old, t.later.c.done_at <= before)).rowcount
