"""Looking after accounts: administrators in the pages, the operator in the command line.

An administrator who works for some companies sees and changes the accounts of those companies only.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from desk.accounts.errors import (
    AccountInvalid,
    AccountUnknown,
    CompaniesTooMany,
    InvitationInvalid,
    LastAdmin,
    StaffExists,
)
from desk.accounts.passwords import NONE, Passwords
from desk.accounts.sessions import Sessions, member_of
from desk.accounts.totp import Totp
from desk.audited import Audited
from desk.errors import Forbidden
from desk.roles import ROLES, Permission, Role, StaffMember
from desk.storage.database import Tx
from desk.storage.once import insert_once
from desk.storage.staff_tables import staff, staff_invitations, staff_sessions
from desk.storage.store import Context
from desk.vaulting.crypto import new_id, new_token
from knowledge.vocabulary import CompanyId

INVITED_FOR = timedelta(hours=72)
OPERATOR = "operator"
Keeper = StaffMember | None
"""Who changes accounts: an administrator; None: the operator, who has the machine and may do everything."""
_NAME = re.compile(r"[\w.@+-]{1,100}")


@dataclass(frozen=True, slots=True)
class Account:
    """An account as its administrator sees it."""

    member: StaffMember
    created_at: datetime
    disabled_at: datetime | None
    has_password: bool
    has_totp: bool
    elsewhere: bool
    """Bound to a person of the OpenID provider."""
    invited_until: datetime | None
    used_at: datetime | None
    """Last use of a session that is still open."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """A one-time link: whoever has it sets the password. The token is a secret: show it once, log it never."""

    username: str
    token: str = field(repr=False)
    expires_at: datetime


class Accounts:
    """Each method checks that the keeper may. Raises Forbidden, AccountUnknown for what one does not look after."""

    def __init__(self, context: Context, sessions: Sessions, passwords: Passwords) -> None:
        self._db, self._keys, self._sessions, self._passwords = context.db, context.keys, sessions, passwords
        self._totp = Totp(context.keys)

    # ------------------------------------------------------------ reading

    def list(self, by: Keeper) -> tuple[Account, ...]:
        """The accounts that the keeper looks after, by user name."""
        _may(by)
        with self._db.read() as conn:
            rows = conn.execute(_listed(self._db.clock()).order_by(staff.c.username)).all()
        return tuple(_account(row) for row in rows if _looks_after(by, row))

    def get(self, by: Keeper, staff_id: str) -> Account:
        """One of them."""
        _may(by)
        with self._db.read() as conn:
            row = conn.execute(_listed(self._db.clock()).where(staff.c.id == staff_id)).one_or_none()
        if row is None or not _looks_after(by, row):
            raise AccountUnknown
        return _account(row)

    # ------------------------------------------------------------ adding

    def add(
        self, by: Keeper, username: str, alias: str, role: Role, companies: Collection[CompanyId] | None
    ) -> Invitation:
        """An account without a password, and the invitation to set one. `companies` None: all. Raises StaffExists,
        AccountInvalid, CompaniesTooMany."""
        _may(by)
        _check(username, alias, role)
        _check_companies(by, companies)
        with self._db.write() as tx:
            staff_id = new_id("s")
            allowed = None if companies is None else sorted(companies)
            new = insert_once(
                tx.conn,
                staff,
                id=staff_id,
                username=username,
                password_hash=NONE,
                alias=alias,
                companies=allowed,
                role=role,
                created_at=tx.now,
            )
            if not new:
                raise StaffExists
            tx.audit(_name(by), Audited.STAFF_ADD, username, role)
            return self._invite(tx, by, staff_id, username)

    def invite(self, by: Keeper, staff_id: str) -> Invitation:
        """A new invitation, for whoever has forgotten the password; an older one ends. What is set until it is used
        stays as it is."""
        with self._db.write() as tx:
            row = self._row(tx, by, staff_id)
            if row.disabled_at is not None:
                raise AccountInvalid("account", "it is shut; open it first")
            return self._invite(tx, by, row.id, row.username)

    def invited(self, token: str) -> StaffMember:
        """Whose invitation it is. Raises InvitationInvalid."""
        with self._db.read() as conn:
            row = conn.execute(self._of_invitation(token, self._db.clock())).one_or_none()
        if row is None:
            raise InvitationInvalid
        return member_of(row)

    def accept(self, token: str, password: str) -> StaffMember:
        """Set the password with an invitation, which is spent by it; all sessions end. Raises InvitationInvalid,
        PasswordUnfit."""
        member = self.invited(token)
        self._passwords.check(password, member.username, member.alias)
        fresh = self._passwords.hash(password)
        with self._db.write() as tx:
            mac = self._keys.mac("invitation", token)
            spent = delete(staff_invitations).where(
                staff_invitations.c.token_mac == mac, staff_invitations.c.expires_at > tx.now
            )
            if tx.conn.execute(spent).rowcount != 1:
                raise InvitationInvalid
            self._set(tx, member.id, password_hash=fresh, password_due=False)
            self._sessions.drop_all(tx, member.id)
            tx.audit(member.username, Audited.STAFF_PASSWORD, member.username, "invited")
        return member

    # ------------------------------------------------------------ changing

    def change(
        self, by: Keeper, staff_id: str, *, alias: str, role: Role, companies: Collection[CompanyId] | None
    ) -> None:
        """Other rights or another alias; they hold from the next request on. Raises LastAdmin, AccountInvalid,
        CompaniesTooMany."""
        with self._db.write() as tx:
            admins = self._admins(tx)
            row = self._row(tx, by, staff_id)
            _check(row.username, alias, role)
            _check_companies(by, companies)
            allowed = None if companies is None else sorted(companies)
            if row.role == "admin" and (role != "admin" or not _covers(allowed, row.companies)):
                _not_the_last(admins, row)
            self._set(tx, row.id, alias=alias, role=role, companies=allowed)
            if role != row.role:
                tx.audit(_name(by), Audited.STAFF_ROLE, row.username, f"{row.role} -> {role}")
            if allowed != row.companies:
                tx.audit(_name(by), Audited.STAFF_COMPANIES, row.username, _named(allowed))
            if alias != row.alias:
                tx.audit(_name(by), Audited.STAFF_ALIAS, row.username)

    def disable(self, by: Keeper, staff_id: str) -> None:
        """Shut the account: its sessions and invitation end, nobody logs in with it. Raises LastAdmin."""
        with self._db.write() as tx:
            admins = self._admins(tx)
            row = self._row(tx, by, staff_id)
            if row.disabled_at is not None:
                return
            if row.role == "admin":
                _not_the_last(admins, row)
            self._set(tx, row.id, disabled_at=tx.now)
            tx.conn.execute(delete(staff_invitations).where(staff_invitations.c.staff_id == row.id))
            self._sessions.drop_all(tx, row.id)
            tx.audit(_name(by), Audited.STAFF_DISABLE, row.username)

    def enable(self, by: Keeper, staff_id: str) -> None:
        """Open it again, with password and authenticator app as they were."""
        with self._db.write() as tx:
            row = self._row(tx, by, staff_id)
            if row.disabled_at is not None:
                self._set(tx, row.id, disabled_at=None)
                tx.audit(_name(by), Audited.STAFF_ENABLE, row.username)

    def reset_totp(self, by: Keeper, staff_id: str) -> None:
        """Take the authenticator app off, for whoever has lost it; sessions end."""
        with self._db.write() as tx:
            row = self._row(tx, by, staff_id)
            self._totp.remove(tx, row.id)
            self._sessions.drop_all(tx, row.id)
            tx.audit(_name(by), Audited.TOTP_RESET, row.username)

    def end_sessions(self, by: Keeper, staff_id: str) -> int:
        """End all sessions of somebody; gives how many."""
        with self._db.write() as tx:
            row = self._row(tx, by, staff_id)
            ended = self._sessions.drop_all(tx, row.id)
            tx.audit(_name(by), Audited.SESSION_END_ALL, row.username, f"{ended}")
        return ended

    def set_password(self, by: Keeper, staff_id: str, password: str, *, one_time: bool) -> None:
        """For the operator: set a password; `one_time` has its owner replace it at the next log-in. All sessions end.
        Raises PasswordUnfit."""
        if by is not None:
            raise Forbidden
        member = self.get(by, staff_id).member
        self._passwords.check(password, member.username, member.alias)
        fresh = self._passwords.hash(password)
        with self._db.write() as tx:
            self._set(tx, member.id, password_hash=fresh, password_due=one_time)
            tx.conn.execute(delete(staff_invitations).where(staff_invitations.c.staff_id == member.id))
            self._sessions.drop_all(tx, member.id)
            tx.audit(_name(by), Audited.STAFF_PASSWORD, member.username, "one-time" if one_time else "")

    def named(self, by: Keeper, username: str) -> Account:
        """The account with this user name."""
        for account in self.list(by):
            if account.member.username == username:
                return account
        raise AccountUnknown

    # ------------------------------------------------------------ inside

    def _invite(self, tx: Tx, by: Keeper, staff_id: str, username: str) -> Invitation:
        token, until = new_token(), tx.now + INVITED_FOR
        tx.conn.execute(delete(staff_invitations).where(staff_invitations.c.staff_id == staff_id))
        mac = self._keys.mac("invitation", token)
        tx.conn.execute(insert(staff_invitations).values(token_mac=mac, staff_id=staff_id, expires_at=until))
        tx.audit(_name(by), Audited.STAFF_INVITE, username)
        return Invitation(username, token, until)

    def _of_invitation(self, token: str, now: datetime) -> Any:
        return (
            select(staff)
            .join(staff_invitations, staff_invitations.c.staff_id == staff.c.id)
            .where(
                staff_invitations.c.token_mac == self._keys.mac("invitation", token),
                staff_invitations.c.expires_at > now,
                staff.c.disabled_at.is_(None),
            )
        )

    def _row(self, tx: Tx, by: Keeper, staff_id: str) -> Row[Any]:
        _may(by)
        row = tx.conn.execute(select(staff).where(staff.c.id == staff_id).with_for_update()).one_or_none()
        if row is None or not _looks_after(by, row):
            raise AccountUnknown
        return row

    @staticmethod
    def _admins(tx: Tx) -> Sequence[Row[Any]]:
        """All administrators, locked, before any other row: two who shut each other at once (PostgreSQL) take turns."""
        query = select(staff).where(staff.c.role == "admin").order_by(staff.c.id).with_for_update()
        return tx.conn.execute(query).all()

    @staticmethod
    def _set(tx: Tx, staff_id: str, **values: Any) -> None:
        tx.conn.execute(update(staff).where(staff.c.id == staff_id).values(**values))


def _not_the_last(admins: Sequence[Row[Any]], row: Row[Any]) -> None:
    """Somebody else has to be left who may look after all that this administrator looks after."""
    others = [one for one in admins if one.id != row.id and one.disabled_at is None and _can_log_in(one)]
    if not any(_covers(one.companies, row.companies) for one in others):
        raise LastAdmin


def _listed(now: datetime) -> Any:
    invited = staff_invitations.c
    sessions = staff_sessions.c
    used = (
        select(func.max(sessions.used_at))
        .where(sessions.staff_id == staff.c.id, sessions.expires_at > now)
        .scalar_subquery()
    )
    until = (
        select(func.max(invited.expires_at))
        .where(invited.staff_id == staff.c.id, invited.expires_at > now)
        .scalar_subquery()
    )
    return select(staff, used.label("used_at"), until.label("invited_until"))


def _account(row: Row[Any]) -> Account:
    return Account(
        member=member_of(row),
        created_at=row.created_at,
        disabled_at=row.disabled_at,
        has_password=row.password_hash != NONE,
        has_totp=row.totp_since is not None,
        elsewhere=row.oidc_subject is not None,
        invited_until=row.invited_until,
        used_at=row.used_at,
    )


def _may(by: Keeper) -> None:
    if by is not None and not by.may(Permission.ACCOUNTS):
        raise Forbidden


def _looks_after(by: Keeper, row: Row[Any]) -> bool:
    return by is None or _covers(by.companies, row.companies)


def _covers(wide: Collection[str] | None, narrow: Collection[str] | None) -> bool:
    """Whether `wide` holds all of `narrow` (None: all companies)."""
    return wide is None or (narrow is not None and set(narrow) <= set(wide))


def _can_log_in(row: Row[Any]) -> bool:
    return row.password_hash != NONE or row.oidc_subject is not None


def _check(username: str, alias: str, role: str) -> None:
    if not _NAME.fullmatch(username):
        raise AccountInvalid("username", "1 to 100 letters, digits or . @ + - _")
    if not 1 <= len(alias.strip()) <= 100:
        raise AccountInvalid("alias", "1 to 100 characters")
    if role not in ROLES:
        raise AccountInvalid("role", f"one of {', '.join(ROLES)}")


def _check_companies(by: Keeper, companies: Collection[CompanyId] | None) -> None:
    if by is not None and not _covers(by.companies, companies):
        raise CompaniesTooMany


def _named(companies: Collection[CompanyId] | None) -> str:
    return "all" if companies is None else ", ".join(companies) or "none"


def _name(by: Keeper) -> str:
    return OPERATOR if by is None else by.username
