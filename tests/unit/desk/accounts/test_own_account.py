"""What somebody does with the own account: nothing without what only its owner knows, and what ends by it."""

from collections.abc import Callable

import pyotp
import pytest
from sqlalchemy import insert

from desk.accounts.errors import (
    PasswordGuessable,
    PasswordSame,
    PasswordShort,
    PasswordWrong,
    SessionInvalid,
    TotpOff,
    TotpOn,
    TotpStays,
    TotpWrong,
)
from desk.accounts.own import OwnState
from desk.accounts.passwords import NONE
from desk.errors import TooManyAttempts
from desk.storage.staff_tables import staff_invitations
from tests.unit.desk.accounts.accounts_world import (
    HOUR,
    MINUTE,
    OTHER,
    PASSWORDS,
    RIGHT,
    WRONG,
    AccountsWorld,
)


def test_the_state_says_what_the_account_has(world: AccountsWorld) -> None:
    assert world.own.state(world.member()) == OwnState(True, False, None, 0, totp_needed=False)
    world.change("hanako", password_hash=NONE, role="lead")
    assert world.own.state(world.member()) == OwnState(False, False, None, 0, totp_needed=True)
    world.enrol()
    assert world.own.state(world.member()) == OwnState(False, True, None, 10, totp_needed=True)


# ---------------------------------------------------------------------- password


def test_a_password_is_changed_by_who_knows_the_old_one_and_other_sessions_end(world: AccountsWorld) -> None:
    world.change("hanako", password_due=True)
    mine, other, api = world.session(), world.session(), world.session(via="api")
    others = world.session("jiro")
    here = world.sessions.open(mine, "console").session
    invited = {"token_mac": b"m" * 32, "expires_at": world.clock.now + HOUR}
    world.do(insert(staff_invitations).values(staff_id="hanako", **invited))
    world.own.change_password(world.member(), RIGHT, OTHER, here)
    assert PASSWORDS.fits(world.row().password_hash, OTHER)
    assert not world.row().password_due
    assert [world.is_open(mine), world.is_open(other), world.is_open(api, "api")] == [True, False, False]
    assert world.is_open(others)
    assert world.rows(staff_invitations) == [], "an invitation sets no password any more"
    assert world.recorded == [("hanako", "staff.password", "hanako", "2 sessions ended")]


def test_without_a_session_to_keep_all_of_them_end(world: AccountsWorld) -> None:
    mine = world.session()
    world.own.change_password(world.member(), RIGHT, OTHER, None)
    assert not world.is_open(mine)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (WRONG, OTHER, PasswordWrong),
        (RIGHT, "short-otter-71", PasswordShort),
        (RIGHT, "passwordpassword", PasswordGuessable),
        (RIGHT, RIGHT, PasswordSame),
    ],
)
def test_otherwise_nothing_changes(world: AccountsWorld, old: str, new: str, error: type[Exception]) -> None:
    before, token = world.row(), world.session()
    with pytest.raises(error):
        world.own.change_password(world.member(), old, new, None)
    assert world.row() == before
    assert world.is_open(token)


def test_wrong_old_passwords_shut_the_name(world: AccountsWorld) -> None:
    for _ in range(10):
        with pytest.raises(PasswordWrong):
            world.own.change_password(world.member(), WRONG, OTHER, None)
    with pytest.raises(TooManyAttempts):
        world.own.change_password(world.member(), RIGHT, OTHER, None)


def test_the_user_name_is_no_part_of_a_password(world: AccountsWorld) -> None:
    with pytest.raises(PasswordGuessable):
        world.own.change_password(world.member(), RIGHT, "hanakohanakohanako", None)


# ---------------------------------------------------------------------- authenticator app


def test_an_app_counts_once_its_first_code_is_there_and_other_sessions_end(world: AccountsWorld) -> None:
    mine, other = world.session(), world.session()
    here = world.sessions.open(mine, "console").session
    world.own.begin_totp(world.member())
    secret = world.own.state(world.member()).pending
    assert secret is not None
    with pytest.raises(TotpWrong):
        world.own.confirm_totp(world.member(), "000000", here)
    assert world.is_open(other)
    assert not world.own.state(world.member()).has_totp
    codes = world.own.confirm_totp(world.member(), world.code(pyotp.TOTP(secret)), here)
    assert len(set(codes)) == 10
    assert [world.is_open(mine), world.is_open(other)] == [True, False]
    assert world.own.state(world.member()) == OwnState(True, True, None, 10, totp_needed=False)
    assert world.recorded == [("hanako", "totp.on", "hanako", "")]
    with pytest.raises(TotpOn):
        world.own.begin_totp(world.member())


def test_an_app_is_taken_off_with_a_code_of_it(world: AccountsWorld) -> None:
    app, _ = world.enrol()
    waiting = world.log_in.console("hanako", RIGHT, "").token
    with pytest.raises(TotpWrong):
        world.own.remove_totp(world.member(), "000000")
    assert world.row().totp_since is not None
    assert world.is_open(waiting)
    world.own.remove_totp(world.member(), world.code(app))
    assert world.row().totp_since is None
    assert not world.is_open(waiting), "a log-in that waits for a code waits no more"
    assert world.recorded == [("hanako", "totp.off", "hanako", "")]
    with pytest.raises(TotpOff):
        world.own.remove_totp(world.member(), world.code(app))


def test_a_role_that_needs_an_app_keeps_it(world: AccountsWorld) -> None:
    app, _ = world.enrol()
    world.change("hanako", role="lead")
    with pytest.raises(TotpStays):
        world.own.remove_totp(world.member(), world.code(app))
    assert world.row().totp_since is not None


def test_new_recovery_codes_take_the_place_of_the_old_ones(world: AccountsWorld) -> None:
    app, old = world.enrol()
    with pytest.raises(TotpWrong):
        world.own.new_recovery_codes(world.member(), "000000")
    assert world.recorded == []
    new = world.own.new_recovery_codes(world.member(), world.code(app))
    assert not set(new) & set(old)
    with pytest.raises(TotpWrong):
        world.log_in.api("hanako", RIGHT, old[0])
    assert world.log_in.api("hanako", RIGHT, new[0]).member.id == "hanako"
    assert ("hanako", "totp.recovery_codes", "hanako", "") in world.recorded


def test_who_has_no_app_gets_no_recovery_codes(world: AccountsWorld) -> None:
    with pytest.raises(TotpOff):
        world.own.new_recovery_codes(world.member(), "000000")


def test_wrong_codes_shut_the_account_here_as_well(world: AccountsWorld) -> None:
    app, _ = world.enrol()
    for _ in range(5):
        with pytest.raises(TotpWrong):
            world.own.new_recovery_codes(world.member(), "000000")
    with pytest.raises(TooManyAttempts):
        world.own.remove_totp(world.member(), world.code(app))


@pytest.mark.parametrize(
    "do",
    [
        lambda world, member: world.own.state(member),
        lambda world, member: world.own.change_password(member, RIGHT, OTHER, None),
        lambda world, member: world.own.begin_totp(member),
        lambda world, member: world.own.remove_totp(member, "000000"),
        lambda world, member: world.own.new_recovery_codes(member, "000000"),
    ],
)
def test_who_was_shut_out_meanwhile_changes_nothing(
    world: AccountsWorld, do: Callable[[AccountsWorld, object], object]
) -> None:
    member = world.member()
    world.clock.forward(MINUTE)
    world.change("hanako", disabled_at=world.clock.now)
    before = world.row()
    with pytest.raises(SessionInvalid):
        do(world, member)
    assert world.row() == before
