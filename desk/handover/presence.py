"""Who of the staff is there. Nobody is given a conversation who is not.

An open page of the console gives a sign now and then. Whoever gives none for `HERE_FOR`, has no session any more, or
has said to be away, is not there; a conversation that such a person has goes back to the queue when its claim ends
(`desk.handover.handoffs.expire_claims`), because only those who are there keep their claims alive.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row, select, update

from desk.accounts.sessions import member_of
from desk.audited import Audited
from desk.notify import STAFF
from desk.roles import Permission, StaffMember, names_apart
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.live_tables import staff_presence
from desk.storage.once import insert_once
from desk.storage.staff_tables import staff as staff_table
from desk.storage.staff_tables import staff_sessions
from desk.storage.store import Context, within
from knowledge.vocabulary import CompanyId, Owner

State = Literal["here", "away", "gone"]
HERE_FOR = timedelta(minutes=3)
"""Browsers let the timers of a page in the background fire about once a minute: two such signs may be lost."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff as colleagues see them. "away": they said so; "gone": no sign, or no session."""

    id: str
    name: str
    """The alias, with the user name behind it where another of them has the same one."""
    state: State
    since: datetime | None


class Presence:
    """Each method is one transaction. `claim_for`: how long a claim lasts without another sign."""

    def __init__(self, context: Context, claim_for: timedelta) -> None:
        self._db, self._claim_for = context.db, claim_for

    def beat(self, staff: StaffMember, now: datetime | None = None) -> State:
        """An open page of theirs gives a sign. Unless they are away, their claims go on; gives how they stand."""
        with self._db.write(now) as tx:
            away = self._seen(tx, staff.id)
            if not away:
                self._keep_claims(tx, staff)
            return "away" if away else "here"

    def say(self, staff: StaffMember, away: bool, now: datetime | None = None) -> State:
        """They go away, or are back. What they had taken stays theirs until its claim ends."""
        with self._db.write(now) as tx:
            self._seen(tx, staff.id, away)
            if not away:
                self._keep_claims(tx, staff)
            tx.audit(staff.username, Audited.PRESENCE, staff.id, "away" if away else "here")
            tx.topics.add(STAFF)
            return "away" if away else "here"

    def state(self, staff: StaffMember, now: datetime | None = None) -> State:
        """How somebody stands."""
        with self._db.read() as conn:
            return state_in(conn, staff.id, now or self._db.clock())

    def colleagues(
        self, company: CompanyId, but: StaffMember, now: datetime | None = None
    ) -> tuple[Colleague, ...]:
        """Everybody else who takes conversations of this company, those who are there first, then by alias."""
        moment = now or self._db.clock()
        with self._db.read() as conn:
            rows = conn.execute(_people().where(staff_table.c.id != but.id)).all()
            serving = [row for row in rows if serves(row, company)]
            names = names_apart(member_of(row) for row in serving)
            found = [
                Colleague(row.id, names[row.id], _state(conn, row, moment), row.since) for row in serving
            ]
        return tuple(sorted(found, key=lambda one: (one.state != "here", one.name, one.id)))

    def _keep_claims(self, tx: Tx, staff: StaffMember) -> None:
        """Only of conversations in which they may still speak: what an administrator took from them goes back to the
        queue when its claim ends, though their page is open."""
        if not staff.may(Permission.REPLY):
            return
        conv = t.conversations
        tx.conn.execute(
            update(conv)
            .where(conv.c.claimed_by == staff.id, conv.c.owner == Owner.STAFF.value)
            .where(*within(staff.companies, conv.c.company))
            .values(claimed_until=tx.now + self._claim_for)
        )

    @staticmethod
    def _seen(tx: Tx, staff_id: str, away: bool | None = None) -> bool:
        """Write the sign down; `away` None leaves what they said. Gives whether they are away."""
        table = staff_presence
        row = tx.conn.execute(
            select(table).where(table.c.staff_id == staff_id).with_for_update()
        ).one_or_none()
        if row is None:
            said = bool(away)
            # Two pages' first signs at once: one of the two rows is enough.
            insert_once(tx.conn, table, staff_id=staff_id, away=said, seen_at=tx.now, since=tx.now)
            tx.topics.add(STAFF)
            return said
        said = row.away if away is None else away
        values: dict[str, Any] = {"away": said, "seen_at": tx.now}
        if said != row.away or row.seen_at + HERE_FOR <= tx.now:
            values["since"] = tx.now
            tx.topics.add(STAFF)
        tx.conn.execute(update(table).where(table.c.staff_id == staff_id).values(**values))
        return said


def arrive(tx: Tx, staff: StaffMember) -> None:
    """Whoever takes a conversation is there, whatever they said before."""
    Presence._seen(tx, staff.id, away=False)


def state_in(conn: Connection, staff_id: str, now: datetime) -> State:
    """How somebody stands, inside a transaction; "gone" where there is no such person."""
    row = conn.execute(_people().where(staff_table.c.id == staff_id)).one_or_none()
    return "gone" if row is None else _state(conn, row, now)


def serves(row: Row[Any], company: CompanyId) -> bool:
    """Whether this person (a row of `staff`) takes conversations of the company."""
    return row.disabled_at is None and member_of(row).may(Permission.REPLY, company)


def _people() -> Any:
    table = staff_presence
    return select(staff_table, table.c.away, table.c.seen_at, table.c.since).outerjoin(
        table, table.c.staff_id == staff_table.c.id
    )


def _state(conn: Connection, row: Row[Any], now: datetime) -> State:
    if row.seen_at is None or row.seen_at + HERE_FOR <= now:
        return "gone"
    sessions = staff_sessions
    live = select(sessions.c.staff_id).where(
        sessions.c.staff_id == row.id, sessions.c.expires_at > now, sessions.c.code_due.is_(False)
    )
    if conn.execute(live.limit(1)).first() is None:
        return "gone"
    return "away" if row.away else "here"
