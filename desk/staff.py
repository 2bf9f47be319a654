"""Members of staff and their sessions."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, insert, select, update

from desk.accounts.sessions import Sessions, Via, member_of
from desk.crypto import new_id, new_token
from desk.errors import LoginFailed, StaffExists
from desk.roles import Role, StaffMember
from desk.storage.database import Tx
from desk.storage.staff_tables import staff as accounts
from desk.storage.store import Context
from desk.throttle import Throttle


class Staff:
    """Passwords are argon2id hashes; session tokens are kept as MACs."""

    def __init__(self, context: Context, sessions: Sessions) -> None:
        self._db, self._keys, self._sessions = context.db, context.keys, sessions
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
        role: Role = "desk",
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
            row = conn.execute(select(accounts).where(accounts.c.username == username)).one_or_none()
        # Hashing is slow on purpose: never inside a write transaction.
        if row is not None and self._verify(row.password_hash, password):
            return member_of(row)
        password_hash = self._hasher.hash(password)
        with self._db.write() as tx:
            row = self._by_name(tx, username)
            if row is None:
                return self._insert(tx, username, password_hash, alias, None, "admin")
            tx.conn.execute(
                update(accounts).where(accounts.c.id == row.id).values(password_hash=password_hash)
            )
            self._sessions.drop_all(tx, row.id)
            tx.audit("desk", "staff.password", username)
            return member_of(row)

    def _insert(
        self,
        tx: Tx,
        username: str,
        password_hash: str,
        alias: str,
        companies: Collection[str] | None,
        role: Role,
    ) -> StaffMember:
        allowed = None if companies is None else frozenset(companies)
        member = StaffMember(new_id("s"), username, alias, allowed, role)
        tx.conn.execute(
            insert(accounts).values(
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
        return tx.conn.execute(select(accounts).where(accounts.c.username == username)).one_or_none()

    def get(self, username: str) -> StaffMember | None:
        """The member of staff with this user name, or None."""
        with self._db.read() as conn:
            row = conn.execute(select(accounts).where(accounts.c.username == username)).one_or_none()
        return None if row is None else member_of(row)

    def list(self) -> tuple[StaffMember, ...]:
        """All members of staff, by user name."""
        with self._db.read() as conn:
            rows = conn.execute(select(accounts).order_by(accounts.c.username)).all()
        return tuple(member_of(row) for row in rows)

    def login(
        self, username: str, password: str, now: datetime | None = None, *, via: Via = "api", client: str = ""
    ) -> tuple[StaffMember, str]:
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
                token = self._sessions.begin(tx, row.id, via, client)
                tx.audit(username, "login", username)
                return member_of(row), token
            self._throttle.failed(tx, username)
        raise LoginFailed

    def _verify(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def authenticate(self, token: str, now: datetime | None = None) -> StaffMember:
        """Who has this session of the API; using it keeps it. Raises SessionInvalid."""
        return self._sessions.open(token, "api", now).member

    def logout(self, token: str) -> None:
        """End the session; an unknown token is fine."""
        self._sessions.end(token)
