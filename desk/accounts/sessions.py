"""Sessions of members of staff. A token is a bearer secret; only its keyed hash is kept.

A session ends when nobody has used it for a while, and in any case some hours after it began (NIST SP 800-63B-4, 2.2.3:
at AAL2 no more than 24 hours, and one hour without use). What came in over one door opens nothing at the other: the
token of a cookie is no bearer token of the API.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Row, delete, insert, select, update

from desk.accounts.errors import SessionInvalid
from desk.audited import Audited
from desk.roles import StaffMember
from desk.storage.database import Tx
from desk.storage.staff_tables import staff, staff_sessions
from desk.storage.store import Context
from desk.vaulting.crypto import new_id, new_token

Via = Literal["api", "console", "oidc"]
"""How somebody came in: with the API, with a password in the pages, with an OpenID provider in the pages."""
Door = Literal["api", "console"]
CODE_WITHIN = timedelta(minutes=5)
"""How long the second step of a log-in may take."""
_NOTED = timedelta(minutes=1)
"""A use is written down no more often than this: not a write at every call."""


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """How long a session lasts: without use, by door, and at most."""

    api: timedelta
    console: timedelta
    most: timedelta
    totp_roles: frozenset[str] = frozenset()
    """Roles that need an authenticator app, unless an OpenID provider let them in."""

    def idle(self, via: Via) -> timedelta:
        """How long it lasts without use."""
        return self.api if via == "api" else self.console


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """A session as its owner sees it."""

    id: str
    via: Via
    client: str
    created_at: datetime
    used_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token opened: whose session it is, and whether a code is still awaited or a password is to be set before
    anything else may be done."""

    member: StaffMember
    session: str
    code_due: bool
    password_due: bool
    has_totp: bool
    totp_due: bool
    via: Via


class Sessions:
    """Begins, finds and ends them."""

    def __init__(self, context: Context, times: SessionTimes) -> None:
        self._db, self._keys, self._times = context.db, context.keys, times

    def begin(self, tx: Tx, staff_id: str, via: Via, client: str, *, code_due: bool = False) -> str:
        """A new session; gives its token. With `code_due` it only leads to the second step."""
        token, ends = new_token(), tx.now + self._times.most
        lasts = CODE_WITHIN if code_due else self._times.idle(via)
        tx.conn.execute(
            insert(staff_sessions).values(
                token_mac=self._mac(token),
                id=new_id("w"),
                staff_id=staff_id,
                via=via,
                client=client[:60],
                code_due=code_due,
                created_at=tx.now,
                used_at=tx.now,
                expires_at=min(tx.now + lasts, ends),
                ends_at=ends,
            )
        )
        return token

    def open(self, token: str, door: Door, now: datetime | None = None, *, use: bool = True) -> Opened:
        """Whose session it is; using it keeps it. `use` False for what a page does by itself. Raises SessionInvalid."""
        moment, mac = now or self._db.clock(), self._mac(token)
        with self._db.read() as conn:
            row = conn.execute(_with_owner().where(staff_sessions.c.token_mac == mac)).one_or_none()
        if row is None or _door(row.via) != door or row.expires_at <= moment or row.disabled_at is not None:
            raise SessionInvalid
        if use and not row.code_due and moment - row.used_at >= _NOTED:
            expires = min(moment + self._times.idle(row.via), row.ends_at)
            with self._db.write(now) as tx:
                used = update(staff_sessions).where(staff_sessions.c.token_mac == mac)
                tx.conn.execute(used.values(used_at=moment, expires_at=expires))
        return Opened(
            member_of(row),
            row.session_id,
            code_due=row.code_due,
            password_due=row.password_due and row.via != "oidc",
            has_totp=row.totp_since is not None,
            totp_due=row.via != "oidc" and self.wants_totp(row),
            via=row.via,
        )

    def wants_totp(self, row: Row[Any]) -> bool:
        """Whether the account's role needs an authenticator app and it has none."""
        return self.needs_totp(row.role) and row.totp_since is None

    def needs_totp(self, role: str) -> bool:
        """Whether a role needs an authenticator app."""
        return role in self._times.totp_roles

    def of(self, staff_id: str) -> tuple[SessionInfo, ...]:
        """The sessions that are open, last used first."""
        sessions = staff_sessions
        query = (
            select(sessions)
            .where(
                sessions.c.staff_id == staff_id,
                sessions.c.expires_at > self._db.clock(),
                sessions.c.code_due.is_(False),
            )
            .order_by(sessions.c.used_at.desc())
        )
        with self._db.read() as conn:
            rows = conn.execute(query).all()
        return tuple(
            SessionInfo(row.id, row.via, row.client, row.created_at, row.used_at, row.expires_at)
            for row in rows
        )

    def end(self, token: str) -> None:
        """End the session; an unknown token is fine."""
        with self._db.write() as tx:
            self.drop(tx, token)

    def drop(self, tx: Tx, token: str) -> None:
        """End the session, in a transaction."""
        tx.conn.execute(delete(staff_sessions).where(staff_sessions.c.token_mac == self._mac(token)))

    def end_one(self, member: StaffMember, session_id: str) -> None:
        """End one of one's own sessions. Another's, or one that is over, is left as it is."""
        own = staff_sessions.c.staff_id == member.id, staff_sessions.c.id == session_id
        with self._db.write() as tx:
            if tx.conn.execute(delete(staff_sessions).where(*own)).rowcount:
                tx.audit(member.username, Audited.SESSION_END, member.username)

    def end_others(self, member: StaffMember, but: str | None) -> int:
        """End all of one's own sessions except `but` (None: all); gives how many."""
        with self._db.write() as tx:
            ended = self.drop_all(tx, member.id, but)
            tx.audit(member.username, Audited.SESSION_END_ALL, member.username, f"{ended}")
        return ended

    @staticmethod
    def drop_all(tx: Tx, staff_id: str, but: str | None = None) -> int:
        """End the sessions of a member of staff, in a transaction; gives how many."""
        whose = delete(staff_sessions).where(staff_sessions.c.staff_id == staff_id)
        if but is not None:
            whose = whose.where(staff_sessions.c.id != but)
        return tx.conn.execute(whose).rowcount

    def _mac(self, token: str) -> bytes:
        return self._keys.mac("staff", token)


def _with_owner() -> Any:
    return select(
        staff,
        staff_sessions.c.id.label("session_id"),
        *(staff_sessions.c[name] for name in ("via", "code_due", "used_at", "expires_at", "ends_at")),
    ).join(staff_sessions, staff_sessions.c.staff_id == staff.c.id)


def _door(via: Via) -> Door:
    return "api" if via == "api" else "console"


def member_of(row: Row[Any]) -> StaffMember:
    """A row of `staff` as data."""
    companies = None if row.companies is None else frozenset(row.companies)
    return StaffMember(row.id, row.username, row.alias, companies, row.role)
