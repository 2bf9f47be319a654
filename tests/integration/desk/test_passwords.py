"""Passwords on a real database: which are taken, how they are kept, how they are changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from desk.accounts.errors import (
    LoginFailed,
    PasswordDue,
    PasswordGuessable,
    PasswordLong,
    PasswordSame,
    PasswordShort,
    PasswordWrong,
    SessionInvalid,
)
from desk.accounts.passwords import Passwords
from desk.bootstrap import Desk
from desk.errors import TooManyAttempts
from desk.storage.staff_tables import staff as accounts_table
from tests.integration.desk.accounts_support import BETTER, CHEAP, GOOD, audited, hanako
from tests.integration.desk.support import Clock


@pytest.mark.parametrize(
    "password", ["passwordpassword", "123456789012345678", "aaaaaaaaaaaaaaaaaaa", "qwertyuiopasdfghjkl", "yamadayamadayamada",
                 "ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ", "madoguchimadoguchi"],
)  # fmt: skip
def test_a_guessable_password_is_refused(password: str) -> None:
    with pytest.raises(PasswordGuessable):
        Passwords(15, CHEAP).check(password, "yamada", "担当A")


def test_the_length_counts_and_nothing_else_is_prescribed() -> None:
    rules = Passwords(15, CHEAP)
    with pytest.raises(PasswordShort, match="15"):
        rules.check("Xq7#kP2!vT9@mL")
    with pytest.raises(PasswordLong):
        rules.check("correct horse " * 20)
    for fine in (GOOD, BETTER, "only lower letters and spaces"):
        rules.check(fine, "yamada", "担当A")


@given(st.text(min_size=1, max_size=60))
def test_what_was_hashed_fits_and_nothing_else(password: str) -> None:
    passwords = Passwords(8, CHEAP)
    try:
        kept = passwords.hash(password)
    except UnicodeEncodeError:
        return  # lone surrogates: no form brings them
    assert passwords.fits(kept, password)
    assert not passwords.fits(kept, password + "x")
    assert not passwords.fits(None, password)
    assert not passwords.fits("!", password)


def test_wide_letters_are_the_same_password() -> None:
    passwords = Passwords(8, CHEAP)
    assert passwords.fits(passwords.hash("ｐａｓｓ　ｗｏｒｄ"), "pass word")
    assert passwords.fits(CHEAP.hash("ｗｉｄｅ"), "ｗｉｄｅ")  # kept before widths were evened out


def test_a_hash_with_old_parameters_is_made_anew_at_the_log_in(desk: Desk) -> None:
    hanako(desk)
    with desk.database.write() as tx:
        tx.conn.execute(update(accounts_table).values(password_hash=CHEAP.hash(GOOD)))
    with pytest.raises(LoginFailed):
        desk.staff.login("hanako", "wrong")
    with desk.database.read() as conn:
        assert "m=8," in conn.execute(select(accounts_table.c.password_hash)).scalar_one()
    desk.staff.login("hanako", GOOD)
    with desk.database.read() as conn:
        fresh = conn.execute(select(accounts_table.c.password_hash)).scalar_one()
    assert "m=65536," in fresh
    desk.staff.login("hanako", GOOD)


def test_who_changes_the_password_stays_and_every_other_session_ends(desk: Desk, clock: Clock) -> None:
    me, own = hanako(desk), desk.accounts.own
    here = desk.accounts.log_in.console("hanako", GOOD, "Firefox").token
    there = desk.staff.login("hanako", GOOD)[1]
    session = desk.accounts.sessions.open(here, "console").session
    for old, new, refusal in (
        ("wrong", BETTER, PasswordWrong),
        (GOOD, "short", PasswordShort),
        (GOOD, GOOD, PasswordSame),
    ):
        with pytest.raises(refusal):
            own.change_password(me, old, new, session)
    own.change_password(me, GOOD, BETTER, session)
    assert desk.accounts.sessions.open(here, "console").member == me
    with pytest.raises(SessionInvalid):
        desk.staff.authenticate(there)
    with pytest.raises(LoginFailed):
        desk.staff.login("hanako", GOOD)
    desk.staff.login("hanako", BETTER)
    assert ("hanako", "staff.password", "hanako") in audited(desk)


def test_guessing_the_present_password_is_slowed_down(desk: Desk) -> None:
    me = hanako(desk)
    for _ in range(10):
        with pytest.raises(PasswordWrong):
            desk.accounts.own.change_password(me, "wrong", BETTER, None)
    with pytest.raises(TooManyAttempts):
        desk.accounts.own.change_password(me, GOOD, BETTER, None)


def test_the_start_up_account_keeps_what_its_owner_chose(desk: Desk) -> None:
    boss = desk.staff.ensure("boss", GOOD, "窓口")
    desk.accounts.own.change_password(boss, GOOD, BETTER, None)
    desk.staff.ensure("boss", GOOD, "窓口")  # the next start
    desk.staff.login("boss", BETTER)
    desk.staff.ensure("boss", GOOD + "!", "窓口")  # the operator has set another one
    desk.staff.login("boss", GOOD + "!")
    hanako(desk, "admin")
    desk.accounts.keeper.disable(None, boss.id)
    desk.staff.ensure("boss", GOOD + "!", "窓口")
    with pytest.raises(LoginFailed):
        desk.staff.login("boss", GOOD + "!")


def test_a_one_time_password_is_replaced_first(desk: Desk) -> None:
    me = hanako(desk)
    desk.accounts.keeper.set_password(None, me.id, BETTER, one_time=True)
    with pytest.raises(PasswordDue):
        desk.staff.login("hanako", BETTER)
    token = desk.accounts.log_in.console("hanako", BETTER, "").token
    assert desk.accounts.sessions.open(token, "console").password_due
    desk.accounts.own.change_password(me, BETTER, GOOD, None)
    desk.staff.login("hanako", GOOD)
