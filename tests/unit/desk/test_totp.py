"""Which codes of a second factor are taken: in time, once, and the recovery codes of that account alone."""

from datetime import timedelta
from typing import Any

import pyotp
import pytest
from sqlalchemy import Row, insert, select

from desk.accounts.errors import TotpOff, TotpOn
from desk.accounts.totp import RECOVERY_CODES, Totp, enrolment_uri
from desk.storage.database import Tx
from desk.storage.staff_tables import staff, staff_recovery
from tests.unit.desk.small_store import KEYS, START, transaction

TOTP = Totp(KEYS)
STEP = timedelta(seconds=30)


@pytest.fixture
def tx() -> Tx:
    tx = transaction(staff, staff_recovery)
    for name in ("hanako", "jiro"):
        tx.conn.execute(
            insert(staff).values(
                id=name, username=name, password_hash="!", alias=name, role="desk", created_at=START
            )
        )
    return tx


def row_of(tx: Tx, name: str = "hanako") -> Row[Any]:
    return tx.conn.execute(select(staff).where(staff.c.id == name)).one()


def enrolled(tx: Tx, name: str = "hanako") -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """The app and the recovery codes; the code that confirmed it lies far back."""
    app = pyotp.TOTP(TOTP.begin(tx, row_of(tx, name)))
    codes = TOTP.confirm(tx, row_of(tx, name), app.at(tx.now))
    assert codes is not None
    tx.now += 10 * STEP
    return app, codes


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_is_taken_a_step_early_or_late_and_no_further(tx: Tx, steps: int, taken: bool) -> None:
    app, _ = enrolled(tx)
    assert (TOTP.check(tx, row_of(tx), app.at(tx.now + steps * STEP)) == "totp") is taken


def test_a_code_is_taken_once_and_none_older_than_it(tx: Tx) -> None:
    app, _ = enrolled(tx)
    assert TOTP.check(tx, row_of(tx), app.at(tx.now)) == "totp"
    assert TOTP.check(tx, row_of(tx), app.at(tx.now)) is None
    assert TOTP.check(tx, row_of(tx), app.at(tx.now - STEP)) is None
    assert TOTP.check(tx, row_of(tx), app.at(tx.now + STEP)) == "totp"


def test_the_same_code_at_two_doors_at_once_is_taken_at_one(tx: Tx) -> None:
    app, _ = enrolled(tx)
    read_by_both = row_of(tx)
    code = app.at(tx.now)
    assert [TOTP.check(tx, read_by_both, code) for _ in range(2)] == ["totp", None]


def test_blanks_in_a_code_do_not_matter_and_anything_else_does(tx: Tx) -> None:
    app, _ = enrolled(tx)
    code = app.at(tx.now)
    for wrong in (
        code[:5],
        code + "0",
        "abcdef",
        "",
        code.translate({ord(str(n)): 0xFF10 + n for n in range(10)}),
    ):
        assert TOTP.check(tx, row_of(tx), wrong) is None
    assert TOTP.check(tx, row_of(tx), f" {code[:3]} {code[3:]} ") == "totp"


def test_a_secret_counts_from_its_first_code_on(tx: Tx) -> None:
    with pytest.raises(TotpOff):
        TOTP.confirm(tx, row_of(tx), "123456")
    assert TOTP.pending(row_of(tx)) is None
    secret = TOTP.begin(tx, row_of(tx))
    assert TOTP.pending(row_of(tx)) == secret
    app = pyotp.TOTP(secret)
    assert TOTP.check(tx, row_of(tx), app.at(tx.now)) is None, "it is not confirmed yet"
    assert TOTP.confirm(tx, row_of(tx), app.at(tx.now - 3 * STEP)) is None
    assert row_of(tx).totp_since is None
    assert TOTP.confirm(tx, row_of(tx), app.at(tx.now)) is not None
    assert row_of(tx).totp_since == tx.now and TOTP.pending(row_of(tx)) is None
    assert TOTP.check(tx, row_of(tx), app.at(tx.now)) is None, "the code that confirmed it is spent"
    for refused in (lambda: TOTP.begin(tx, row_of(tx)), lambda: TOTP.confirm(tx, row_of(tx), app.at(tx.now))):
        with pytest.raises(TotpOn):
            refused()


def test_ten_recovery_codes_work_once_each_however_they_are_typed(tx: Tx) -> None:
    _, codes = enrolled(tx)
    assert len(set(codes)) == RECOVERY_CODES == 10 == TOTP.codes_left(tx, "hanako")
    assert all(len(code) == 11 and code[5] == "-" for code in codes)
    assert TOTP.check(tx, row_of(tx), codes[0].lower().replace("-", " ")) == "recovery"
    assert TOTP.check(tx, row_of(tx), codes[0]) is None
    assert TOTP.codes_left(tx, "hanako") == 9
    assert TOTP.check(tx, row_of(tx), codes[1]) == "recovery"


def test_a_recovery_code_opens_its_own_account_alone(tx: Tx) -> None:
    _, hers = enrolled(tx)
    _, his = enrolled(tx, "jiro")
    assert TOTP.check(tx, row_of(tx), his[0]) is None
    fresh = TOTP.new_recovery_codes(tx, "hanako")
    assert TOTP.check(tx, row_of(tx), hers[0]) is None, "new ones take the place of the old"
    assert TOTP.check(tx, row_of(tx), fresh[0]) == "recovery"
    assert TOTP.codes_left(tx, "jiro") == 10


def test_what_is_taken_off_opens_nothing_any_more(tx: Tx) -> None:
    app, codes = enrolled(tx)
    enrolled(tx, "jiro")
    TOTP.remove(tx, "hanako")
    assert TOTP.check(tx, row_of(tx), app.at(tx.now)) is None
    assert TOTP.check(tx, row_of(tx), codes[0]) is None
    assert TOTP.codes_left(tx, "hanako") == 0
    assert row_of(tx).totp_since is None and row_of(tx, "jiro").totp_since is not None
    assert TOTP.codes_left(tx, "jiro") == 10
    again, _ = enrolled(tx)
    assert TOTP.check(tx, row_of(tx), again.at(tx.now)) == "totp"


def test_the_secret_lies_sealed(tx: Tx) -> None:
    secret = TOTP.begin(tx, row_of(tx))
    assert secret.encode() not in row_of(tx).totp_enc


def test_an_app_is_told_whose_code_it_shows() -> None:
    uri = enrolment_uri("ABCDEFGH" * 4, "hanako")
    assert uri.startswith("otpauth://totp/Madoguchi:hanako?") and "secret=ABCDEFGH" in uri
