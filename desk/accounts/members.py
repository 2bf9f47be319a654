"""Members of staff: who there is, and the account that the settings make at the start. How one logs in: `login`."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from desk.accounts.errors import PasswordDue, StaffExists, TotpDue
from desk.accounts.login import LogIn
from desk.accounts.passwords import Passwords
from desk.accounts.sessions import Sessions, member_of
from desk.audited import Audited
from desk.roles import Role, StaffMember
from desk.storage.database import Tx
from desk.storage.gates import STARTING, take_turns
from desk.storage.once import insert_once
from desk.storage.staff_tables import staff, staff_invitations
from desk.storage.store import Context
from desk.storage.tables import meta
from desk.vaulting.crypto import new_id
from knowledge.vocabulary import CompanyId

ALONE = "local"
"""The name of a process that has not been given one (`MADOGUCHI_REPLICA`)."""
_START_UP = "start_up_account"
"""In the table `meta`: which password of the settings this process set last, as a keyed hash; those of processes
with a name have it (hashed, whatever its length) behind."""


class Staff:
    """Passwords are argon2id hashes; session tokens are kept as MACs."""

    def __init__(self, context: Context, sessions: Sessions, passwords: Passwords, log_in: LogIn) -> None:
        self._db, self._keys, self._sessions = context.db, context.keys, sessions
        self._passwords, self._log_in = passwords, log_in

    def add(
        self,
        username: str,
        password: str,
        alias: str,
        companies: Collection[CompanyId] | None = None,
        role: Role = "desk",
    ) -> StaffMember:
        """Add a member of staff. `companies` None: all. The password is taken as it is: whoever lets people choose one
        asks `Passwords.check`. Raises StaffExists."""
        password_hash = self._passwords.hash(password)
        with self._db.write() as tx:
            added = self._insert(tx, username, password_hash, alias, companies, role)
            if added is None:
                raise StaffExists
            return added

    def ensure(self, username: str, password: str, alias: str, replica: str = ALONE) -> StaffMember:
        """The start-up account, an administrator of all companies: add it, or set its password where the settings have
        another one than at the last start of this process (its sessions end). A password that its owner has chosen
        since then stays, and an account that was shut stays shut. A process that joins others (`replica`) leaves the
        account as they made it: on its machine another password may have been made up."""
        mark = self._keys.mac("start_up", username, password)
        mine = _START_UP if replica == ALONE else f"{_START_UP}:{sha256(replica.encode()).hexdigest()[:16]}"
        with self._db.read() as conn:
            row = conn.execute(select(staff).where(staff.c.username == username)).one_or_none()
            seen = conn.execute(select(meta.c.value).where(meta.c.name == mine)).scalar()
        if row is not None and seen is not None and self._keys.open(seen, f"meta:{mine}") == mark:
            return member_of(row)
        # Hashing is slow on purpose: never inside a write transaction.
        fits = self._passwords.fits(None if row is None else row.password_hash, password)
        password_hash = self._passwords.hash(password)
        with self._db.write() as tx:
            take_turns(tx.conn, STARTING)  # processes that start together make it once
            marks = select(meta.c.name).where(meta.c.name.startswith(_START_UP, autoescape=True))
            joins = seen is None and tx.conn.execute(marks).first() is not None
            tx.conn.execute(delete(meta).where(meta.c.name == mine))
            tx.conn.execute(insert(meta).values(name=mine, value=self._keys.seal(mark, f"meta:{mine}")))
            added = self._insert(tx, username, password_hash, alias, None, "admin")
            if added is not None:
                return added
            row = self._by_name(tx, username)
            if not fits and not joins:
                fresh = {"password_hash": password_hash, "password_due": False}
                tx.conn.execute(update(staff).where(staff.c.id == row.id).values(**fresh))
                tx.conn.execute(delete(staff_invitations).where(staff_invitations.c.staff_id == row.id))
                self._sessions.drop_all(tx, row.id)
                tx.audit("desk", Audited.STAFF_PASSWORD, username)
            return member_of(row)

    def _insert(
        self,
        tx: Tx,
        username: str,
        password_hash: str,
        alias: str,
        companies: Collection[CompanyId] | None,
        role: Role,
    ) -> StaffMember | None:
        """None where there is one of this name."""
        allowed = None if companies is None else frozenset(companies)
        member = StaffMember(new_id("s"), username, alias, allowed, role)
        new = insert_once(
            tx.conn,
            staff,
            id=member.id,
            username=username,
            password_hash=password_hash,
            alias=alias,
            companies=None if allowed is None else sorted(allowed),
            role=role,
            created_at=tx.now,
        )
        if not new:
            return None
        tx.audit("desk", Audited.STAFF_ADD, username, role)
        return member

    def _by_name(self, tx: Tx, username: str) -> Row[Any]:
        return tx.conn.execute(select(staff).where(staff.c.username == username)).one()

    def get(self, username: str) -> StaffMember | None:
        """The member of staff with this user name, or None."""
        with self._db.read() as conn:
            row = conn.execute(select(staff).where(staff.c.username == username)).one_or_none()
        return None if row is None else member_of(row)

    def list(self) -> tuple[StaffMember, ...]:
        """All members of staff, by user name; also those whose account is shut."""
        with self._db.read() as conn:
            rows = conn.execute(select(staff).order_by(staff.c.username)).all()
        return tuple(member_of(row) for row in rows)

    def login(
        self, username: str, password: str, now: datetime | None = None, *, totp: str | None = None
    ) -> tuple[StaffMember, str]:
        """A session of the API; gives its token. Raises LoginFailed, TooManyAttempts, TotpRequired, TotpWrong,
        PasswordDue, TotpDue."""
        entered = self._log_in.api(username, password, totp, now=now)
        return entered.member, entered.token

    def authenticate(self, token: str, now: datetime | None = None) -> StaffMember:
        """Who has this session of the API; using it keeps it. Raises SessionInvalid; PasswordDue and TotpDue where the
        account has to be put in order in the staff's pages first."""
        opened = self._sessions.open(token, "api", now)
        if opened.password_due:
            raise PasswordDue
        if opened.totp_due:
            raise TotpDue
        return opened.member

    def logout(self, token: str) -> None:
        """End the session; an unknown token is fine."""
        self._sessions.end(token)
