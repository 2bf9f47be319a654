"""Members of staff and their sessions."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, delete, insert, select, update

from desk.crypto import new_id, new_token
from desk.errors import LoginFailed, SessionInvalid, StaffExists
from desk.model import StaffMember
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.throttle import Throttle


class Staff:
    """Passwords are argon2id hashes; session tokens are kept as MACs."""

    def __init__(self, context: Context, session_for: timedelta) -> None:
        self._db, self._keys, self._session_for = context.db, context.keys, session_for
        self._hasher = PasswordHasher()
        self._throttle = Throttle(context.keys, "login", limit=10, window=timedelta(minutes=5))

    @cached_property
    def _nobody(self) -> str:
        """What the password of a name that is not there is compared with. Made at the first log-in: it takes time, and
        most commands need none."""
        return self._hasher.hash(new_token())

    def add(
        self,
        username: str,
        password: str,
        alias: str,
        companies: Collection[str] | None = None,
        role: Literal["agent", "desk", "admin"] = "desk",
    ) -> StaffMember:
        """Add a member of staff. `companies` None: all. Raises StaffExists."""
        password_hash = self._hasher.hash(password)
        with self._db.write() as tx:
            if self._by_name(tx, username) is not None:
                raise StaffExists
            return self._insert(tx, username, password_hash, alias, companies, role)

    def ensure(self, username: str, password: str, alias: str) -> StaffMember:
        """The start-up account, for all companies: add it, or set its password if it differs (its sessions end)."""
        with self._db.read() as conn:
            row = conn.execute(select(t.staff).where(t.staff.c.username == username)).one_or_none()
        # Hashing is slow on purpose: never inside a write transaction.
        if row is not None and self._verify(row.password_hash, password):
            return _member(row)
        password_hash = self._hasher.hash(password)
        with self._db.write() as tx:
            row = self._by_name(tx, username)
            if row is None:
                return self._insert(tx, username, password_hash, alias, None, "admin")
            tx.conn.execute(update(t.staff).where(t.staff.c.id == row.id).values(password_hash=password_hash))
            tx.conn.execute(delete(t.staff_sessions).where(t.staff_sessions.c.staff_id == row.id))
            tx.audit("desk", "staff.password", username)
            return _member(row)

    def _insert(
        self,
        tx: Tx,
        username: str,
        password_hash: str,
        alias: str,
        companies: Collection[str] | None,
        role: Literal["agent", "desk", "admin"],
    ) -> StaffMember:
        allowed = None if companies is None else frozenset(companies)
        member = StaffMember(new_id("s"), username, alias, allowed, role)
        tx.conn.execute(
            insert(t.staff).values(
                id=member.id,
                username=username,
                password_hash=password_hash,
                alias=alias,
                companies=None if allowed is None else sorted(allowed),
                role=role,
                created_at=tx.now,
            )
        )
        tx.audit("desk", "staff.add", username, role)
        return member

    def _by_name(self, tx: Tx, username: str) -> Row[Any] | None:
        return tx.conn.execute(select(t.staff).where(t.staff.c.username == username)).one_or_none()

    def get(self, username: str) -> StaffMember | None:
        """The member of staff with this user name, or None."""
        with self._db.read() as conn:
            row = conn.execute(select(t.staff).where(t.staff.c.username == username)).one_or_none()
        return None if row is None else _member(row)

    def list(self) -> tuple[StaffMember, ...]:
        """All members of staff, by user name."""
        with self._db.read() as conn:
            rows = conn.execute(select(t.staff).order_by(t.staff.c.username)).all()
        return tuple(_member(row) for row in rows)

    def login(self, username: str, password: str, now: datetime | None = None) -> tuple[StaffMember, str]:
        """Check the password, begin a session; gives its token. Ten wrong passwords shut a name for five minutes.
        Raises LoginFailed, TooManyAttempts."""
        with self._db.write(now) as tx:
            self._throttle.check(tx, username)
            row = self._by_name(tx, username)
        # The same work for a name that is not there.
        nobody = self._nobody
        right = self._verify(row.password_hash if row is not None else nobody, password)
        with self._db.write(now) as tx:
            if row is not None and right:
                self._throttle.succeeded(tx, username)
                token = new_token()
                tx.conn.execute(
                    insert(t.staff_sessions).values(
                        token_mac=self._keys.mac("staff", token),
                        staff_id=row.id,
                        created_at=tx.now,
                        expires_at=tx.now + self._session_for,
                    )
                )
                tx.audit(username, "login", username)
                return _member(row), token
            self._throttle.failed(tx, username)
        raise LoginFailed

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def authenticate(self, token: str, now: datetime | None = None) -> StaffMember:
        """Who has this session; using it keeps it. Raises SessionInvalid."""
        sessions, moment = t.staff_sessions, now or self._db.clock()
        mac = self._keys.mac("staff", token)
        query = (
            select(t.staff, sessions.c.expires_at)
            .join(sessions, sessions.c.staff_id == t.staff.c.id)
            .where(sessions.c.token_mac == mac)
        )
        with self._db.read() as conn:
            row = conn.execute(query).one_or_none()
        if row is None or row.expires_at <= moment:
            raise SessionInvalid
        fresh = moment + self._session_for
        if fresh - row.expires_at > timedelta(minutes=5):  # not a write at every call
            with self._db.write(now) as tx:
                tx.conn.execute(update(sessions).where(sessions.c.token_mac == mac).values(expires_at=fresh))
        return _member(row)

    def logout(self, token: str) -> None:
        """End the session; an unknown token is fine."""
        with self._db.write() as tx:
            mac = self._keys.mac("staff", token)
            tx.conn.execute(delete(t.staff_sessions).where(t.staff_sessions.c.token_mac == mac))


def _member(row: Row[Any]) -> StaffMember:
    companies = None if row.companies is None else frozenset(row.companies)
    return StaffMember(row.id, row.username, row.alias, companies, row.role)
