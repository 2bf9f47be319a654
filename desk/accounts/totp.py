"""The second factor: codes of an authenticator app (RFC 6238), and recovery codes for whoever has lost it.

The secret is sealed; a code is taken once, and none that is older than the last one taken (RFC 6238, 5.2).
"""

import re
import secrets
from datetime import datetime
from typing import Any

import pyotp
from sqlalchemy import Row, delete, func, insert, or_, select, update

from desk.accounts.errors import TotpOff, TotpOn
from desk.storage.database import Tx
from desk.storage.staff_tables import staff, staff_recovery, totp_place
from desk.vaulting.crypto import Keyring, same

SECONDS = 30
_DRIFT = 1
"""Codes of the step before and after are taken: clocks differ (RFC 6238, 5.2 allows one)."""
RECOVERY_CODES = 10
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


class Totp:
    """Works inside the caller's transaction on the row of the account."""

    def __init__(self, keys: Keyring) -> None:
        self._keys = keys

    def begin(self, tx: Tx, row: Row[Any]) -> str:
        """A new secret, which counts once a code has confirmed it. Raises TotpOn."""
        if row.totp_since is not None:
            raise TotpOn
        secret = pyotp.random_base32()
        self._set(tx, row.id, totp_enc=self._keys.seal(secret.encode(), totp_place(row.id)), totp_step=None)
        return secret

    def pending(self, row: Row[Any]) -> str | None:
        """The secret that waits for its first code."""
        return self._secret(row) if row.totp_enc is not None and row.totp_since is None else None

    def confirm(self, tx: Tx, row: Row[Any], code: str) -> tuple[str, ...] | None:
        """The first code: the secret counts from now on. Gives the recovery codes, which are never shown again; None
        for a wrong code. Raises TotpOn, TotpOff."""
        if row.totp_since is not None:
            raise TotpOn
        if row.totp_enc is None:
            raise TotpOff
        if not self._take(tx, row, code):
            return None
        self._set(tx, row.id, totp_since=tx.now)
        return self.new_recovery_codes(tx, row.id)

    def check(self, tx: Tx, row: Row[Any], code: str) -> str | None:
        """Take a code: gives "totp" or "recovery", None if it is wrong or was used. This transaction spends it."""
        if row.totp_since is None or row.totp_enc is None:
            return None
        if self._take(tx, row, code):
            return "totp"
        mac = self._recovery_mac(row.id, code)
        spent = tx.conn.execute(delete(staff_recovery).where(staff_recovery.c.code_mac == mac)).rowcount
        return "recovery" if spent else None

    def remove(self, tx: Tx, staff_id: str) -> None:
        """No second factor any more."""
        self._set(tx, staff_id, totp_enc=None, totp_since=None, totp_step=None)
        tx.conn.execute(delete(staff_recovery).where(staff_recovery.c.staff_id == staff_id))

    def new_recovery_codes(self, tx: Tx, staff_id: str) -> tuple[str, ...]:
        """Ten new ones of 49 bits in place of those that were left. Kept as keyed hashes."""
        tx.conn.execute(delete(staff_recovery).where(staff_recovery.c.staff_id == staff_id))
        codes = tuple(_new_code() for _ in range(RECOVERY_CODES))
        for code in codes:
            mac = self._recovery_mac(staff_id, code)
            tx.conn.execute(insert(staff_recovery).values(code_mac=mac, staff_id=staff_id))
        return codes

    @staticmethod
    def codes_left(tx: Tx, staff_id: str) -> int:
        """How many recovery codes are left."""
        left = select(func.count()).select_from(staff_recovery).where(staff_recovery.c.staff_id == staff_id)
        return int(tx.conn.execute(left).scalar_one())

    def _take(self, tx: Tx, row: Row[Any], code: str) -> bool:
        step = _step_of(self._secret(row), code, tx.now)
        if step is None:
            return False
        # In the database, not on the row as it was read: the same code at two doors at once is taken at one.
        unused = or_(staff.c.totp_step.is_(None), staff.c.totp_step < step)
        taken = update(staff).where(staff.c.id == row.id, unused).values(totp_step=step)
        return tx.conn.execute(taken).rowcount == 1

    def _secret(self, row: Row[Any]) -> str:
        return self._keys.open(row.totp_enc, totp_place(row.id)).decode()

    def _recovery_mac(self, staff_id: str, code: str) -> bytes:
        return self._keys.mac("staff_recovery", staff_id, re.sub(r"[\s-]", "", code).upper())

    @staticmethod
    def _set(tx: Tx, staff_id: str, **values: Any) -> None:
        tx.conn.execute(update(staff).where(staff.c.id == staff_id).values(**values))


def enrolment_uri(secret: str, username: str) -> str:
    """What the QR code says (otpauth://)."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="Madoguchi")


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code this is. Every step is compared: time tells nothing."""
    digits = re.sub(r"\s", "", code)
    if not re.fullmatch(r"[0-9]{6}", digits):
        return None
    totp, current, found = pyotp.TOTP(secret, interval=SECONDS), int(now.timestamp()) // SECONDS, None
    for step in range(current - _DRIFT, current + _DRIFT + 1):
        if same(totp.generate_otp(step).encode(), digits.encode()):
            found = step
    return found


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(10))
    return f"{letters[:5]}-{letters[5:]}"
