"""What the tests of accounts have in common: good passwords, members of staff, an authenticator app."""

import pyotp
from argon2 import PasswordHasher
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.roles import StaffMember
from desk.storage import tables as t
from tests.integration.desk.support import Clock

GOOD, BETTER = "correct horse battery staple", "たぬきの尻尾は ながいながい 七尺"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def hanako(
    desk: Desk, role: str = "desk", companies: list[str] | None = None, name: str = "hanako"
) -> StaffMember:
    return desk.staff.add(name, GOOD, f"担当{name}", companies=companies, role=role)  # type: ignore[arg-type]


def audited(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.database.read() as conn:
        return [(r.actor, r.action, r.subject) for r in conn.execute(select(t.audit).order_by(t.audit.c.n))]


def enrol(desk: Desk, member: StaffMember, clock: Clock) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    own = desk.accounts.own
    own.begin_totp(member)
    totp = pyotp.TOTP(own.state(member).pending or "")
    codes = own.confirm_totp(member, totp.at(clock.now), None)
    clock.forward(seconds=60)
    return totp, codes
