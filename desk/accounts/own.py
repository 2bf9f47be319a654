"""What a member of staff does with the own account: password, authenticator app."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, select, update

from desk.accounts.errors import PasswordSame, PasswordWrong, SessionInvalid, TotpOff, TotpStays, TotpWrong
from desk.accounts.login import LogIn, forget_pending
from desk.accounts.passwords import NONE, Passwords
from desk.accounts.sessions import Sessions
from desk.accounts.totp import Totp
from desk.audited import Audited
from desk.roles import StaffMember
from desk.storage.database import Tx
from desk.storage.staff_tables import staff, staff_invitations
from desk.storage.store import Context


@dataclass(frozen=True, slots=True)
class OwnState:
    """How the own account stands. `pending` is the secret that waits for its first code: show it to its owner only."""

    has_password: bool
    has_totp: bool
    pending: str | None
    recovery_left: int
    totp_needed: bool


class OwnAccount:
    """Each change asks again for what only the owner knows; a session left open is not enough."""

    def __init__(self, context: Context, sessions: Sessions, passwords: Passwords, log_in: LogIn) -> None:
        self._db, self._sessions, self._passwords, self._log_in = context.db, sessions, passwords, log_in
        self._totp = Totp(context.keys)

    def state(self, member: StaffMember) -> OwnState:
        """How it stands."""
        with self._db.write() as tx:
            row = self._row(tx, member)
            return OwnState(
                has_password=row.password_hash != NONE,
                has_totp=row.totp_since is not None,
                pending=self._totp.pending(row),
                recovery_left=self._totp.codes_left(tx, row.id),
                totp_needed=self._sessions.needs_totp(row.role),
            )

    def change_password(self, member: StaffMember, old: str, new: str, session: str | None) -> None:
        """Set another password; every other session than `session` ends. Raises PasswordWrong, PasswordUnfit,
        TooManyAttempts."""
        if not self._log_in.check_password(member.username, old):
            raise PasswordWrong
        self._passwords.check(new, member.username, member.alias)
        if old == new:
            raise PasswordSame
        fresh = self._passwords.hash(new)
        with self._db.write() as tx:
            row = self._row(tx, member)
            changed = update(staff).where(staff.c.id == row.id)
            tx.conn.execute(changed.values(password_hash=fresh, password_due=False))
            tx.conn.execute(delete(staff_invitations).where(staff_invitations.c.staff_id == row.id))
            ended = self._sessions.drop_all(tx, row.id, session)
            tx.audit(member.username, Audited.STAFF_PASSWORD, member.username, f"{ended} sessions ended")

    def begin_totp(self, member: StaffMember) -> None:
        """A new secret, to be confirmed by a first code (`state().pending`). Raises TotpOn."""
        with self._db.write() as tx:
            self._totp.begin(tx, self._row(tx, member))

    def confirm_totp(self, member: StaffMember, code: str, session: str | None) -> tuple[str, ...]:
        """The first code; gives the recovery codes, once. Every other session ends. Raises TotpWrong, TotpOn,
        TotpOff, TooManyAttempts."""
        with self._db.write() as tx:
            row = self._row(tx, member)
            codes = self._totp.confirm(tx, row, code)
            if codes is not None:
                self._sessions.drop_all(tx, row.id, session)
                tx.audit(member.username, Audited.TOTP_ON, member.username)
        if codes is None:
            raise TotpWrong
        return codes

    def remove_totp(self, member: StaffMember, code: str) -> None:
        """Without an authenticator app from now on. Raises TotpStays, TotpOff, TotpWrong, TooManyAttempts."""
        with self._db.write() as tx:
            row = self._row(tx, member)
            if self._sessions.needs_totp(row.role):
                raise TotpStays
            right = self._code(tx, row, code)
            if right:
                self._totp.remove(tx, row.id)
                forget_pending(tx, row.id)
                tx.audit(member.username, Audited.TOTP_OFF, member.username)
        if not right:
            raise TotpWrong

    def new_recovery_codes(self, member: StaffMember, code: str) -> tuple[str, ...]:
        """Ten new ones; the old ones open nothing any more. Raises TotpOff, TotpWrong, TooManyAttempts."""
        codes: tuple[str, ...] | None = None
        with self._db.write() as tx:
            row = self._row(tx, member)
            if self._code(tx, row, code):
                codes = self._totp.new_recovery_codes(tx, row.id)
                tx.audit(member.username, Audited.TOTP_RECOVERY_CODES, member.username)
        if codes is None:
            raise TotpWrong
        return codes

    def _code(self, tx: Tx, row: Row[Any], code: str) -> bool:
        if row.totp_since is None:
            raise TotpOff
        return self._log_in.check_code(tx, row, code)

    @staticmethod
    def _row(tx: Tx, member: StaffMember) -> Row[Any]:
        row = tx.conn.execute(select(staff).where(staff.c.id == member.id).with_for_update()).one_or_none()
        if row is None or row.disabled_at is not None:
            raise SessionInvalid
        return row
