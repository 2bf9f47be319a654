"""Logging in: who is let in, by what, and what shuts a name or an account."""

from collections.abc import Callable

import pytest
from argon2 import PasswordHasher

from desk.accounts.errors import (
    LoginFailed,
    PasswordDue,
    SessionInvalid,
    TotpDue,
    TotpRequired,
    TotpWrong,
)
from desk.accounts.login import LogIn, forget_pending
from desk.accounts.passwords import NONE, Passwords
from desk.errors import TooManyAttempts
from tests.unit.desk.accounts.accounts_world import (
    MINUTE,
    OTHER,
    PASSWORDS,
    RIGHT,
    SECOND,
    WRONG,
    AccountsWorld,
)


def fail(error: type[Exception], times: int, do: Callable[[], object]) -> None:
    for _ in range(times):
        with pytest.raises(error):
            do()


# ---------------------------------------------------------------------- password


def test_the_right_password_opens_a_session_at_the_door_that_was_asked_for(world: AccountsWorld) -> None:
    entered = world.log_in.console("hanako", RIGHT, "Firefox")
    assert (entered.member.username, entered.code_due) == ("hanako", False)
    assert world.is_open(entered.token, "console")
    assert not world.is_open(entered.token, "api")
    entered = world.log_in.api("hanako", RIGHT, None)
    assert world.is_open(entered.token, "api")
    assert not world.is_open(entered.token, "console")
    assert world.recorded == [("hanako", "login", "hanako", "")] * 2


@pytest.mark.parametrize(("name", "password"), [("hanako", WRONG), ("hanako", ""), ("nobody", RIGHT)])
def test_a_wrong_password_and_a_name_that_is_not_there_are_told_alike(
    world: AccountsWorld, name: str, password: str
) -> None:
    fail(LoginFailed, 1, lambda: world.log_in.console(name, password, ""))
    fail(LoginFailed, 1, lambda: world.log_in.api(name, password, None))
    assert world.recorded == []


def test_an_account_that_was_shut_or_has_no_password_lets_nobody_in(world: AccountsWorld) -> None:
    world.change("hanako", disabled_at=world.clock.now)
    fail(LoginFailed, 1, lambda: world.log_in.console("hanako", RIGHT, ""))
    world.change("jiro", password_hash=NONE)
    fail(LoginFailed, 1, lambda: world.log_in.console("jiro", NONE, ""))


@pytest.mark.parametrize("name", ["hanako", "nobody"])
def test_ten_wrong_passwords_shut_a_name_for_five_minutes_whether_it_is_there_or_not(
    world: AccountsWorld, name: str
) -> None:
    fail(LoginFailed, 9, lambda: world.log_in.console(name, WRONG, ""))
    fail(LoginFailed, 1, lambda: world.log_in.api(name, WRONG, None))
    fail(TooManyAttempts, 1, lambda: world.log_in.console(name, RIGHT, ""))
    fail(TooManyAttempts, 1, lambda: world.log_in.api(name, RIGHT, None))
    world.clock.forward(5 * MINUTE - SECOND)
    fail(TooManyAttempts, 1, lambda: world.log_in.console(name, RIGHT, ""))
    world.clock.forward(SECOND)
    if name == "hanako":
        world.log_in.console(name, RIGHT, "")
    else:
        fail(LoginFailed, 1, lambda: world.log_in.console(name, RIGHT, ""))


def test_one_shut_name_shuts_no_other(world: AccountsWorld) -> None:
    fail(LoginFailed, 10, lambda: world.log_in.console("hanako", WRONG, ""))
    world.log_in.console("jiro", RIGHT, "")


def test_a_right_password_forgets_the_wrong_ones(world: AccountsWorld) -> None:
    fail(LoginFailed, 9, lambda: world.log_in.console("hanako", WRONG, ""))
    world.log_in.console("hanako", RIGHT, "")
    fail(LoginFailed, 9, lambda: world.log_in.console("hanako", WRONG, ""))
    world.log_in.console("hanako", RIGHT, "")


def test_a_hash_of_other_parameters_is_made_anew_at_the_next_right_password(world: AccountsWorld) -> None:
    before = world.row().password_hash
    passwords = Passwords(15, PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))
    LogIn(world.context, world.sessions, passwords).console("hanako", RIGHT, "")
    after = world.row().password_hash
    assert after != before
    assert passwords.fits(after, RIGHT)
    assert not passwords.outdated(after)
    world.log_in.console("jiro", RIGHT, "")
    assert world.row("jiro").password_hash == before


def test_a_password_that_was_changed_meanwhile_counts_no_more(
    world: AccountsWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed_meanwhile(kept: str | None, password: str) -> bool:
        world.change("hanako", password_hash=PASSWORDS.hash(OTHER))
        return True

    monkeypatch.setattr(PASSWORDS, "fits", changed_meanwhile, raising=False)
    fail(LoginFailed, 1, lambda: world.log_in.console("hanako", RIGHT, ""))
    assert world.count_sessions("hanako") == 0


def test_an_account_that_was_shut_meanwhile_opens_nothing(
    world: AccountsWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shut_meanwhile(kept: str | None, password: str) -> bool:
        world.change("hanako", disabled_at=world.clock.now)
        return True

    monkeypatch.setattr(PASSWORDS, "fits", shut_meanwhile, raising=False)
    fail(LoginFailed, 1, lambda: world.log_in.console("hanako", RIGHT, ""))


# ---------------------------------------------------------------------- what is due


def test_who_has_to_set_a_password_first_gets_no_session_of_the_api(world: AccountsWorld) -> None:
    world.change("hanako", password_due=True)
    fail(PasswordDue, 1, lambda: world.log_in.api("hanako", RIGHT, None))
    assert world.count_sessions("hanako") == 0
    token = world.log_in.console("hanako", RIGHT, "").token
    assert world.sessions.open(token, "console").password_due


def test_who_needs_an_authenticator_app_and_has_none_gets_none_either(world: AccountsWorld) -> None:
    world.change("hanako", role="lead")
    fail(TotpDue, 1, lambda: world.log_in.api("hanako", RIGHT, None))
    token = world.log_in.console("hanako", RIGHT, "").token
    assert world.sessions.open(token, "console").totp_due


# ---------------------------------------------------------------------- second factor


def test_with_an_authenticator_app_the_password_alone_opens_nothing(world: AccountsWorld) -> None:
    app, _ = world.enrol()
    fail(TotpRequired, 1, lambda: world.log_in.api("hanako", RIGHT, None))
    fail(TotpWrong, 1, lambda: world.log_in.api("hanako", RIGHT, "000000"))
    assert world.is_open(world.log_in.api("hanako", RIGHT, world.code(app)).token, "api")
    assert world.recorded == [("hanako", "login", "hanako", "totp")]


def test_in_the_pages_the_password_leads_to_the_code_alone(world: AccountsWorld) -> None:
    app, _ = world.enrol()
    first = world.log_in.console("hanako", RIGHT, "")
    assert first.code_due
    assert world.sessions.open(first.token, "console").code_due
    assert world.recorded == []
    fail(TotpWrong, 1, lambda: world.log_in.second_step(first.token, "000000", ""))
    second = world.log_in.second_step(first.token, world.code(app), "")
    assert not second.code_due
    assert second.token != first.token
    assert not world.sessions.open(second.token, "console").code_due
    assert not world.is_open(first.token), "the first step's token is spent"
    assert world.recorded == [("hanako", "login", "hanako", "totp")]


def test_a_whole_session_leads_to_no_second_step(world: AccountsWorld) -> None:
    app, _ = world.enrol()
    token = world.session()
    fail(SessionInvalid, 1, lambda: world.log_in.second_step(token, world.code(app), ""))


def test_a_recovery_code_is_as_good_once_and_the_log_says_how_many_are_left(world: AccountsWorld) -> None:
    _, codes = world.enrol()
    world.log_in.api("hanako", RIGHT, codes[0])
    assert world.recorded == [
        ("hanako", "login", "hanako", "recovery"),
        ("hanako", "totp.recovery", "hanako", "9 left"),
    ]
    fail(TotpWrong, 1, lambda: world.log_in.api("hanako", RIGHT, codes[0]))


def test_five_wrong_codes_shut_the_account_at_both_doors_for_five_minutes(world: AccountsWorld) -> None:
    app, _ = world.enrol()
    token = world.log_in.console("hanako", RIGHT, "").token
    fail(TotpWrong, 3, lambda: world.log_in.second_step(token, "000000", ""))
    fail(TotpWrong, 2, lambda: world.log_in.api("hanako", RIGHT, "000000"))
    fail(TooManyAttempts, 1, lambda: world.log_in.second_step(token, world.code(app), ""))
    fail(TooManyAttempts, 1, lambda: world.log_in.api("hanako", RIGHT, world.code(app)))
    world.clock.forward(5 * MINUTE)
    world.log_in.api("hanako", RIGHT, world.code(app))


def test_four_wrong_codes_shut_nothing_and_a_right_one_forgets_them(world: AccountsWorld) -> None:
    app, codes = world.enrol()
    fail(TotpWrong, 4, lambda: world.log_in.api("hanako", RIGHT, "000000"))
    world.log_in.api("hanako", RIGHT, world.code(app))
    fail(TotpWrong, 4, lambda: world.log_in.api("hanako", RIGHT, "000000"))
    world.log_in.api("hanako", RIGHT, codes[0])


def test_a_right_password_does_not_forget_wrong_codes(world: AccountsWorld) -> None:
    world.enrol()
    for _ in range(5):
        token = world.log_in.console("hanako", RIGHT, "").token
        fail(TotpWrong, 1, lambda token=token: world.log_in.second_step(token, "000000", ""))  # type: ignore[misc]
    token = world.log_in.console("hanako", RIGHT, "").token
    fail(TooManyAttempts, 1, lambda: world.log_in.second_step(token, "000000", ""))


def test_an_account_that_is_shut_between_the_two_steps_is_not_entered(world: AccountsWorld) -> None:
    app, _ = world.enrol()
    token = world.log_in.console("hanako", RIGHT, "").token
    world.change("hanako", disabled_at=world.clock.now)
    fail(SessionInvalid, 1, lambda: world.log_in.second_step(token, world.code(app), ""))


def test_what_waits_for_its_second_step_ends_where_the_second_factor_changes(world: AccountsWorld) -> None:
    world.enrol()
    world.enrol("jiro")
    waiting = world.log_in.console("hanako", RIGHT, "").token
    others = world.log_in.console("jiro", RIGHT, "").token
    whole = world.session()
    with world.db.write() as tx:
        forget_pending(tx, "hanako")
    assert [world.is_open(one) for one in (waiting, others, whole)] == [False, True, True]


# ---------------------------------------------------------------------- asked for again


def test_the_password_asked_for_again_counts_as_at_the_log_in(world: AccountsWorld) -> None:
    assert world.log_in.check_password("hanako", RIGHT)
    for _ in range(9):
        assert not world.log_in.check_password("hanako", WRONG)
    assert world.log_in.check_password("hanako", RIGHT), "a right one forgets them"
    for _ in range(10):
        assert not world.log_in.check_password("hanako", WRONG)
    fail(TooManyAttempts, 1, lambda: world.log_in.check_password("hanako", RIGHT))
    fail(TooManyAttempts, 1, lambda: world.log_in.console("hanako", RIGHT, ""))
    assert not world.log_in.check_password("nobody", RIGHT)


def test_a_code_asked_for_again_counts_as_at_the_log_in(world: AccountsWorld) -> None:
    app, _ = world.enrol()

    def check(code: str) -> bool:
        with world.db.write() as tx:
            return world.log_in.check_code(tx, world.row_in(tx, "hanako"), code)

    assert not any(check("000000") for _ in range(4))
    assert check(world.code(app)), "a right one forgets them"
    assert not any(check("000000") for _ in range(5))
    fail(TooManyAttempts, 1, lambda: check(world.code(app)))
    fail(TooManyAttempts, 1, lambda: world.log_in.api("hanako", RIGHT, world.code(app)))
