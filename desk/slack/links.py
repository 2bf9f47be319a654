"""Which Slack user is which member of staff. A link is made with a one-time code that the account's owner gets where
the account is known (console, command line), and is looked at anew each time something is done."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update

from desk.accounts.members import Staff
from desk.audited import Audited
from desk.errors import DeskError, Forbidden
from desk.roles import Permission, StaffMember
from desk.storage.database import Tx
from desk.storage.slack_tables import slack_codes as codes
from desk.storage.slack_tables import slack_links as links
from desk.storage.staff_tables import staff as accounts
from desk.storage.store import Context
from desk.throttle import Throttle
from desk.words import known
from knowledge.vocabulary import CompanyId, Region

CODE_FOR = timedelta(minutes=10)
"""How long a code links."""
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH = 10
"""Characters of a code: 49 random bits, for ten minutes and five tries."""


class NotLinked(DeskError):
    """The Slack user belongs to no account."""

    code = "slack_not_linked"
    kind = "unauthorized"
    message = "This Slack user is not linked to a staff account."


class CodeInvalid(DeskError):
    """The code is wrong or too old."""

    code = "slack_code_invalid"
    kind = "invalid"
    message = "This code is wrong or has expired."


@dataclass(frozen=True, slots=True)
class SlackUser:
    """Somebody in the workspace."""

    team: str
    user: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A Slack user with the account as it is now, and what /privacy asks about unless it is told otherwise."""

    staff: StaffMember
    company: CompanyId | None
    region: Region | None


class SlackLinks:
    """Each method is one transaction."""

    def __init__(self, context: Context, staff: Staff) -> None:
        self._db, self._keys, self._staff = context.db, context.keys, staff
        self._throttle = Throttle(context.keys, "slack_code", limit=5, window=timedelta(minutes=5))

    def new_code(self, staff: StaffMember, by: str) -> str:
        """A code for this account; an older one links no more. `by`: who asked for it."""
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        with self._db.write() as tx:
            tx.conn.execute(delete(codes).where(codes.c.staff_id == staff.id))
            mac = self._keys.mac("slack_code", code)
            tx.conn.execute(
                insert(codes).values(code_mac=mac, staff_id=staff.id, expires_at=tx.now + CODE_FOR)
            )
            tx.audit(by, Audited.SLACK_CODE, staff.username)
        return f"{code[:5]}-{code[5:]}"

    def link(self, who: SlackUser, code: str) -> StaffMember:
        """Link by a code, which is spent. Links of this user and of this account before it end.
        Raises CodeInvalid, TooManyAttempts."""
        plain = "".join(code.upper().split()).replace("-", "")
        name = f"{who.team}:{who.user}"
        with self._db.write() as tx:
            self._throttle.check(tx, name)
            mac = self._keys.mac("slack_code", plain)
            row = tx.conn.execute(
                delete(codes).where(codes.c.code_mac == mac).returning(codes.c.staff_id, codes.c.expires_at)
            ).one_or_none()
            staff = None
            if row is not None and row.expires_at > tx.now:
                staff = tx.conn.execute(
                    select(accounts).where(accounts.c.id == row.staff_id, accounts.c.disabled_at.is_(None))
                ).one_or_none()
            if staff is None:
                self._throttle.failed(tx, name)
            else:
                self._throttle.succeeded(tx, name)
                self._bind(tx, who, staff)
        if staff is None:
            raise CodeInvalid
        return self.of(who).staff

    def _bind(self, tx: Tx, who: SlackUser, staff: Row[Any]) -> None:
        tx.conn.execute(delete(links).where(links.c.staff_id == staff.id))
        tx.conn.execute(delete(links).where(*_is(who)))
        tx.conn.execute(
            insert(links).values(team=who.team, slack_user=who.user, staff_id=staff.id, linked_at=tx.now)
        )
        tx.audit(staff.username, Audited.SLACK_LINK, f"{who.team}:{who.user}")

    def unlink(self, who: SlackUser) -> bool:
        """Take the link of a Slack user away; False where there was none."""
        with self._db.write() as tx:
            return self._cut(tx, "slack", *_is(who))

    def unlink_account(self, staff: StaffMember, by: str) -> bool:
        """Take the link of an account away; False where there was none."""
        with self._db.write() as tx:
            tx.conn.execute(delete(codes).where(codes.c.staff_id == staff.id))
            return self._cut(tx, by, links.c.staff_id == staff.id)

    def _cut(self, tx: Tx, by: str, *where: Any) -> bool:
        row = tx.conn.execute(delete(links).where(*where).returning(links.c.team, links.c.slack_user)).first()
        if row is not None:
            tx.audit(by, Audited.SLACK_UNLINK, f"{row.team}:{row.slack_user}")
        return row is not None

    def linked_as(self, staff: StaffMember) -> SlackUser | None:
        """The Slack user of an account."""
        with self._db.read() as conn:
            row = conn.execute(select(links).where(links.c.staff_id == staff.id)).one_or_none()
        return None if row is None else SlackUser(row.team, row.slack_user)

    # ------------------------------------------------------------ who may what

    def of(self, who: SlackUser) -> Linked:
        """The account of a Slack user, with the rights that it has now. Raises NotLinked."""
        query = (
            select(accounts.c.username, links.c.company, links.c.region)
            .join(accounts, accounts.c.id == links.c.staff_id)
            .where(*_is(who), accounts.c.disabled_at.is_(None))
        )
        with self._db.read() as conn:
            row = conn.execute(query).one_or_none()
        staff = None if row is None else self._staff.get(row.username)
        if row is None or staff is None:
            raise NotLinked
        return Linked(staff, row.company, known(Region, row.region))

    def case_worker(self, who: SlackUser, company: CompanyId) -> StaffMember:
        """The account, where it may work on this company's conversations. Raises NotLinked, Forbidden."""
        staff = self.of(who).staff
        if not staff.may(Permission.REPLY, company):
            raise Forbidden
        return staff

    def remember(self, who: SlackUser, company: CompanyId | None, region: Region | None) -> None:
        """What the next question is about."""
        with self._db.write() as tx:
            tx.conn.execute(update(links).where(*_is(who)).values(company=company, region=region))


def _is(who: SlackUser) -> tuple[Any, Any]:
    return links.c.team == who.team, links.c.slack_user == who.user
