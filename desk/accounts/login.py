"""Logging in: password, then the authenticator app's code where the account has one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, select, update

from desk.accounts.errors import LoginFailed, PasswordDue, SessionInvalid, TotpDue, TotpRequired, TotpWrong
from desk.accounts.passwords import Passwords
from desk.accounts.sessions import Sessions, Via, member_of
from desk.accounts.totp import Totp
from desk.audited import Audited
from desk.roles import StaffMember
from desk.storage.database import Tx
from desk.storage.staff_tables import staff, staff_sessions
from desk.storage.store import Context
from desk.throttle import Throttle

SHUT = timedelta(minutes=5)
WRONG_PASSWORDS, WRONG_CODES = 10, 5


@dataclass(frozen=True, slots=True)
class Entered:
    """A log-in that has come this far: with `code_due` the token only leads to the second step."""

    member: StaffMember
    token: str
    code_due: bool


class LogIn:
    """Wrong passwords shut a name, wrong codes an account, for five minutes each."""

    def __init__(self, context: Context, sessions: Sessions, passwords: Passwords) -> None:
        self._db, self._keys = context.db, context.keys
        self._sessions, self._passwords, self._totp = sessions, passwords, Totp(context.keys)
        self._by_name = Throttle(context.keys, "login", limit=WRONG_PASSWORDS, window=SHUT)
        self._by_code = Throttle(context.keys, "totp", limit=WRONG_CODES, window=SHUT)

    def api(
        self, username: str, password: str, totp: str | None, client: str = "", now: datetime | None = None
    ) -> Entered:
        """A session of the API, in one step. Raises LoginFailed, TooManyAttempts, TotpRequired, TotpWrong, PasswordDue,
        TotpDue."""
        row = self._with_password(username, password, now)
        if row.totp_since is None:
            with self._db.write(now) as tx:
                return self._enter(tx, _still(tx, row), "api", client)
        if totp is None:
            raise TotpRequired
        with self._db.write(now) as tx:
            row = _still(tx, row)
            self._by_code.check(tx, row.id)
            how = self._totp.check(tx, row, totp)
            if how is not None:
                return self._enter(tx, row, "api", client, how)
            self._by_code.failed(tx, row.id)
        raise TotpWrong

    def console(self, username: str, password: str, client: str, now: datetime | None = None) -> Entered:
        """The first step in the staff's pages. Raises LoginFailed, TooManyAttempts."""
        row = self._with_password(username, password, now)
        with self._db.write(now) as tx:
            row = _still(tx, row)
            if row.totp_since is None:
                return self._enter(tx, row, "console", client)
            token = self._sessions.begin(tx, row.id, "console", client, code_due=True)
            return Entered(member_of(row), token, code_due=True)

    def second_step(self, token: str, code: str, client: str, now: datetime | None = None) -> Entered:
        """The code; the token of the first step is replaced. Raises SessionInvalid, TooManyAttempts, TotpWrong."""
        opened = self._sessions.open(token, "console", now)
        if not opened.code_due:
            raise SessionInvalid
        with self._db.write(now) as tx:
            row = _row(tx, staff.c.id == opened.member.id)
            if row is None or row.disabled_at is not None:
                raise SessionInvalid
            self._by_code.check(tx, row.id)
            how = self._totp.check(tx, row, code)
            if how is not None:
                self._sessions.drop(tx, token)
                return self._enter(tx, row, "console", client, how)
            self._by_code.failed(tx, row.id)
        raise TotpWrong

    def check_code(self, tx: Tx, row: Row[Any], code: str) -> bool:
        """A code asked for again, in the caller's transaction, which is to be committed also when it is wrong.
        Raises TooManyAttempts."""
        self._by_code.check(tx, row.id)
        right = self._totp.check(tx, row, code) is not None
        if right:
            self._by_code.succeeded(tx, row.id)
        else:
            self._by_code.failed(tx, row.id)
        return right

    def check_password(self, username: str, password: str) -> bool:
        """The password asked for again; wrong ones count as at the log-in. Raises TooManyAttempts."""
        with self._db.write() as tx:
            self._by_name.check(tx, username)
            row = _row(tx, staff.c.username == username)
        right = self._passwords.fits(None if row is None else row.password_hash, password)
        with self._db.write() as tx:
            (self._by_name.succeeded if right else self._by_name.failed)(tx, username)
        return right

    def _with_password(self, username: str, password: str, now: datetime | None) -> Row[Any]:
        with self._db.write(now) as tx:
            self._by_name.check(tx, username)
            row = _row(tx, staff.c.username == username)
        # Hashing is slow on purpose: never inside a write transaction. The same work for a name that is not there.
        right = self._passwords.fits(None if row is None else row.password_hash, password)
        if row is None or not right or row.disabled_at is not None:
            with self._db.write(now) as tx:
                self._by_name.failed(tx, username)
            raise LoginFailed
        return self._hash_anew(row, password) if self._passwords.outdated(row.password_hash) else row

    def _hash_anew(self, row: Row[Any], password: str) -> Row[Any]:
        fresh = self._passwords.hash(password)
        with self._db.write() as tx:
            kept = _still(tx, row)
            tx.conn.execute(update(staff).where(staff.c.id == kept.id).values(password_hash=fresh))
            return _row(tx, staff.c.id == kept.id) or kept

    def _enter(self, tx: Tx, row: Row[Any], via: Via, client: str, how: str = "") -> Entered:
        if via == "api":
            if row.password_due:
                raise PasswordDue
            if self._sessions.wants_totp(row):
                raise TotpDue
        self._by_name.succeeded(tx, row.username)
        if how:
            self._by_code.succeeded(tx, row.id)
        token = self._sessions.begin(tx, row.id, via, client)
        tx.audit(row.username, Audited.LOGIN, row.username, how)
        if how == "recovery":
            tx.audit(
                row.username, Audited.TOTP_RECOVERY, row.username, f"{self._totp.codes_left(tx, row.id)} left"
            )
        return Entered(member_of(row), token, code_due=False)


def _row(tx: Tx, *where: Any) -> Row[Any] | None:
    return tx.conn.execute(select(staff).where(*where).with_for_update()).one_or_none()


def _still(tx: Tx, row: Row[Any]) -> Row[Any]:
    """The account as it is now, if the password that was checked is still the one that counts. Raises LoginFailed."""
    now = _row(tx, staff.c.id == row.id)
    if now is None or now.password_hash != row.password_hash or now.disabled_at is not None:
        raise LoginFailed
    return now


def forget_pending(tx: Tx, staff_id: str) -> None:
    """Log-ins that wait for their second step end: the second factor has changed."""
    waiting = staff_sessions.c.staff_id == staff_id, staff_sessions.c.code_due.is_(True)
    tx.conn.execute(staff_sessions.delete().where(*waiting))
