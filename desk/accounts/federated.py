"""Logging in with an OpenID provider: which account a person of the provider has here.

The provider's answer has been checked by whoever calls (`api.console.openid`): signature, issuer, audience, time,
nonce. The first log-in binds issuer and subject to the account; from then on only they say whose it is, whatever the
name is. Where a map gives roles to groups, the provider's word on the role holds at every log-in, not only at the
first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select, update

from desk.accounts.errors import ElsewhereNoRole, ElsewhereRefused, ElsewhereUnknown
from desk.accounts.login import Entered
from desk.accounts.passwords import NONE
from desk.accounts.sessions import Sessions, member_of
from desk.audited import Audited
from desk.roles import ROLES, Role
from desk.storage.database import Tx
from desk.storage.once import insert_once
from desk.storage.staff_tables import staff
from desk.storage.store import Context
from desk.vaulting.crypto import new_id
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the provider vouches for. `username` is the claim that names accounts here, `groups` what the role
    is read from, `companies` which companies the provider gives, as far as there are such."""

    issuer: str
    subject: str
    username: str
    alias: str
    groups: frozenset[str] = frozenset()
    companies: frozenset[CompanyId] = frozenset()


@dataclass(frozen=True, slots=True)
class Making:
    """The role of each group; of several, the one with the most rights. Accounts are made by it, and keep to it."""

    roles: Mapping[str, Role]

    def role(self, groups: Collection[str]) -> Role | None:
        """The role for these groups, or None: nobody who may work here."""
        found = {self.roles[group] for group in groups if group in self.roles}
        return next((role for role in reversed(ROLES) if role in found), None)


class Federated:
    """Lets in whom the provider vouches for, if there is an account."""

    def __init__(self, context: Context, sessions: Sessions) -> None:
        self._db, self._sessions = context.db, sessions

    def enter(self, person: Person, making: Making | None, client: str) -> Entered:
        """A session for this person. `making` None: only accounts that are there, with the role that they have here.
        Raises ElsewhereUnknown where there is none, ElsewhereRefused where it is shut or bound to somebody else,
        ElsewhereNoRole where the groups give no role: then its sessions end."""
        with self._db.write() as tx:
            bound = self._bound(tx, person)
            row = bound or self._named(tx, person) or self._made(tx, person, making)
            if row is None:
                raise ElsewhereUnknown
            if row.disabled_at is not None:
                raise ElsewhereRefused("account_shut")
            role = making.role(person.groups) if making is not None else row.role
            if role is not None:
                row = self._with_role(tx, row, role)
                token = self._sessions.begin(tx, row.id, "oidc", client)
                tx.audit(row.username, Audited.LOGIN, row.username, "oidc")
                return Entered(member_of(row), token, code_due=False)
            if bound is None:
                raise ElsewhereNoRole
            ended = self._sessions.drop_all(tx, row.id)
            tx.audit("oidc", Audited.OIDC_NO_ROLE, row.username, f"{ended} sessions ended")
        raise ElsewhereNoRole  # here: that its sessions have ended is committed

    def _with_role(self, tx: Tx, row: Row[Any], role: Role) -> Row[Any]:
        """The account with the role that the provider gives. With fewer rights than before its sessions end."""
        if role == row.role:
            return row
        tx.conn.execute(update(staff).where(staff.c.id == row.id).values(role=role))
        tx.audit("oidc", Audited.STAFF_ROLE, row.username, f"{row.role} -> {role}")
        if ROLES.index(role) < ROLES.index(row.role):
            self._sessions.drop_all(tx, row.id)
        return tx.conn.execute(select(staff).where(staff.c.id == row.id)).one()

    @staticmethod
    def _bound(tx: Tx, person: Person) -> Row[Any] | None:
        whose = staff.c.oidc_issuer == person.issuer, staff.c.oidc_subject == person.subject
        return tx.conn.execute(select(staff).where(*whose).with_for_update()).one_or_none()

    @staticmethod
    def _named(tx: Tx, person: Person) -> Row[Any] | None:
        """The account of this name, bound to the person from now on. One that is bound to another is not given away."""
        query = select(staff).where(staff.c.username == person.username).with_for_update()
        row = tx.conn.execute(query).one_or_none()
        if row is None:
            return None
        if (row.oidc_issuer, row.oidc_subject) == (person.issuer, person.subject):
            return row  # bound since we looked: the same person logs in twice at once
        if row.oidc_subject is not None:
            raise ElsewhereRefused("bound_to_another")
        bound = update(staff).where(staff.c.id == row.id)
        tx.conn.execute(bound.values(oidc_issuer=person.issuer, oidc_subject=person.subject))
        tx.audit(row.username, Audited.OIDC_BIND, row.username)
        return row

    @staticmethod
    def _made(tx: Tx, person: Person, making: Making | None) -> Row[Any] | None:
        role = making.role(person.groups) if making is not None else None
        if role is None:
            return None
        staff_id = new_id("s")
        new = insert_once(
            tx.conn,
            staff,
            id=staff_id,
            username=person.username,
            password_hash=NONE,
            alias=person.alias,
            companies=sorted(person.companies),
            role=role,
            created_at=tx.now,
            oidc_issuer=person.issuer,
            oidc_subject=person.subject,
        )
        if new:
            tx.audit("oidc", Audited.STAFF_ADD, person.username, role)
        # Somebody who logs in twice at once has one account; another one's is not theirs.
        whose = staff.c.oidc_issuer == person.issuer, staff.c.oidc_subject == person.subject
        row = tx.conn.execute(select(staff).where(*whose)).one_or_none()
        if row is None:
            raise ElsewhereRefused("bound_to_another")
        return row
