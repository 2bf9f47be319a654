"""Accounts on a small desk: two of the desk and two administrators, with passwords that are hashed in no time."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
from argon2 import PasswordHasher
from sqlalchemy import Row, insert, select, update

from desk.accounts.keeper import Accounts
from desk.accounts.login import LogIn
from desk.accounts.own import OwnAccount
from desk.accounts.passwords import Passwords
from desk.accounts.sessions import Door, Sessions, SessionTimes, member_of
from desk.accounts.totp import Totp
from desk.errors import DeskError
from desk.roles import StaffMember
from desk.storage.staff_tables import staff, staff_sessions
from tests.unit.desk.small_desk import SmallDesk
from tests.unit.desk.small_store import START

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
TIMES = SessionTimes(api=8 * HOUR, console=HOUR, most=12 * HOUR, totp_roles=frozenset({"lead"}))
HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORDS = Passwords(15, HASHER)
RIGHT, WRONG, OTHER = "tangled-otter-marble-71", "wrong-otter-marble-71", "quiet-lantern-Bremen-88"
HASHED = PASSWORDS.hash(RIGHT)


class AccountsWorld(SmallDesk):
    """Hanako and Jiro of the desk; Aoi, administrator of all companies, and Ren, of OCS alone."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.sessions = Sessions(self.context, TIMES)
        self.log_in = LogIn(self.context, self.sessions, PASSWORDS)
        self.own = OwnAccount(self.context, self.sessions, PASSWORDS, self.log_in)
        self.keeper = Accounts(self.context, self.sessions, PASSWORDS)
        self.totp = Totp(self.keys)
        self.once(self._everybody)

    def _everybody(self) -> None:
        self.add("hanako", "desk", ["ocs"])
        self.add("jiro", "desk", ["oni"])
        self.add("aoi", "admin", None)
        self.add("ren", "admin", ["ocs"])

    def add(self, name: str, role: str, companies: list[str] | None, **more: Any) -> None:
        row: dict[str, Any] = {"id": name, "username": name, "password_hash": HASHED, "alias": f"担当{name}"}
        self.do(
            insert(staff).values(row | {"companies": companies, "role": role, "created_at": START} | more)
        )

    def row(self, name: str = "hanako") -> Row[Any]:
        with self.db.read() as conn:
            return conn.execute(select(staff).where(staff.c.id == name)).one()

    def change(self, name: str, **values: Any) -> None:
        self.do(update(staff).where(staff.c.id == name).values(**values))

    def member(self, name: str = "hanako") -> StaffMember:
        return member_of(self.row(name))

    def session(self, name: str = "hanako", via: Any = "console", **more: Any) -> str:
        with self.db.write() as tx:
            return self.sessions.begin(tx, name, via, "Firefox", **more)

    def is_open(self, token: str, door: Door = "console") -> bool:
        try:
            self.sessions.open(token, door, use=False)
        except DeskError:
            return False
        return True

    def count_sessions(self, name: str) -> int:
        return sum(row.staff_id == name for row in self.rows(staff_sessions))

    def enrol(self, name: str = "hanako") -> tuple[pyotp.TOTP, tuple[str, ...]]:
        """The authenticator app and the recovery codes of an account that has it from now on."""
        with self.db.write() as tx:
            app = pyotp.TOTP(self.totp.begin(tx, self.row_in(tx, name)))
            codes = self.totp.confirm(tx, self.row_in(tx, name), app.at(tx.now))
        assert codes is not None
        self.clock.forward(10 * MINUTE)
        return app, codes

    @staticmethod
    def row_in(tx: Any, name: str) -> Row[Any]:
        row: Row[Any] = tx.conn.execute(select(staff).where(staff.c.id == name)).one()
        return row

    def code(self, app: pyotp.TOTP) -> str:
        return app.at(self.clock.now)
