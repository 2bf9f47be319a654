"""The second factor on a real database: codes of an authenticator app, and codes for whoever has lost it."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from desk.accounts.errors import (
    LoginFailed,
    SessionInvalid,
    TotpDue,
    TotpOff,
    TotpOn,
    TotpRequired,
    TotpStays,
    TotpWrong,
)
from desk.bootstrap import Desk, build
from desk.errors import TooManyAttempts
from desk.storage.staff_tables import staff_recovery
from tests.integration.desk.accounts_support import GOOD, audited, enrol, hanako
from tests.integration.desk.support import Clock, settings_for, stored, words


def test_at_the_console_a_session_begins_with_the_second_step(desk: Desk, clock: Clock) -> None:
    me = hanako(desk)
    totp, _ = enrol(desk, me, clock)
    log_in = desk.accounts.log_in
    first = log_in.console("hanako", GOOD, "Chrome")
    assert first.code_due
    assert desk.accounts.sessions.open(first.token, "console").code_due
    assert desk.accounts.sessions.of(me.id) == ()  # it is no session yet
    with pytest.raises(TotpWrong):
        log_in.second_step(first.token, "000000", "Chrome")
    done = log_in.second_step(first.token, totp.at(clock.now), "Chrome")
    assert not desk.accounts.sessions.open(done.token, "console").code_due
    for used_up in (first.token, done.token):
        with pytest.raises(SessionInvalid):
            log_in.second_step(used_up, totp.at(clock.now), "Chrome")
    again = log_in.console("hanako", GOOD, "Chrome")
    clock.forward(minutes=5, seconds=1)
    with pytest.raises(SessionInvalid):
        log_in.second_step(again.token, totp.at(clock.now), "Chrome")


def test_a_code_is_taken_once_and_none_before_it(desk: Desk, clock: Clock) -> None:
    me = hanako(desk)
    totp, _ = enrol(desk, me, clock)
    with pytest.raises(TotpRequired):
        desk.staff.login("hanako", GOOD)
    with pytest.raises(LoginFailed):  # the code tells nothing without the password
        desk.staff.login("hanako", "wrong", totp=totp.at(clock.now))
    desk.staff.login("hanako", GOOD, totp=totp.at(clock.now))
    for replayed in (totp.at(clock.now), totp.at(clock.now - timedelta(seconds=30))):
        with pytest.raises(TotpWrong):
            desk.staff.login("hanako", GOOD, totp=replayed)
    desk.staff.login("hanako", GOOD, totp=totp.at(clock.now + timedelta(seconds=30)))  # a clock that is fast
    clock.forward(seconds=120)
    for off in (-90, -60, 60, 90):
        with pytest.raises(TotpWrong):
            desk.staff.login("hanako", GOOD, totp=totp.at(clock.now + timedelta(seconds=off)))


def test_guessing_codes_shuts_the_account_for_a_while(desk: Desk, clock: Clock) -> None:
    totp, codes = enrol(desk, hanako(desk), clock)
    for _ in range(5):
        with pytest.raises(TotpWrong):
            desk.staff.login("hanako", GOOD, totp="abcdef")
    for right in (totp.at(clock.now), codes[0]):
        with pytest.raises(TooManyAttempts):
            desk.staff.login("hanako", GOOD, totp=right)
    clock.forward(minutes=6)
    desk.staff.login("hanako", GOOD, totp=totp.at(clock.now))


def test_each_recovery_code_works_once(desk: Desk, clock: Clock) -> None:
    me = hanako(desk)
    totp, codes = enrol(desk, me, clock)
    assert len(set(codes)) == 10
    desk.staff.login("hanako", GOOD, totp=codes[0].lower().replace("-", " "))
    with pytest.raises(TotpWrong):
        desk.staff.login("hanako", GOOD, totp=codes[0])
    assert desk.accounts.own.state(me).recovery_left == 9
    assert ("hanako", "totp.recovery", "hanako") in audited(desk)
    clock.forward(seconds=60)
    fresh = desk.accounts.own.new_recovery_codes(me, totp.at(clock.now))
    assert desk.accounts.own.state(me).recovery_left == 10
    with pytest.raises(TotpWrong):
        desk.staff.login("hanako", GOOD, totp=codes[1])
    desk.staff.login("hanako", GOOD, totp=fresh[1])


def test_neither_secret_nor_codes_lie_open_in_the_database(desk: Desk, clock: Clock, tmp_path: Path) -> None:
    totp, codes = enrol(desk, hanako(desk), clock)
    data = stored(tmp_path)
    for secret in (totp.secret, *codes, *(code.replace("-", "") for code in codes), GOOD):
        assert secret.encode() not in data


def test_a_second_factor_counts_from_its_confirmation_until_it_is_taken_off(desk: Desk, clock: Clock) -> None:
    me, own = hanako(desk), desk.accounts.own
    with pytest.raises(TotpOff):
        own.confirm_totp(me, "123456", None)
    own.begin_totp(me)
    desk.staff.login("hanako", GOOD)  # not asked for before it is confirmed
    with pytest.raises(TotpWrong):
        own.confirm_totp(me, "12345", None)
    with pytest.raises(TotpOff):
        own.remove_totp(me, "123456")
    other = desk.staff.login("hanako", GOOD)[1]
    totp, _ = enrol(desk, me, clock)
    with pytest.raises(SessionInvalid):
        desk.staff.authenticate(other)
    with pytest.raises(TotpOn):
        own.begin_totp(me)
    with pytest.raises(TotpWrong):
        own.remove_totp(me, "000000")
    own.remove_totp(me, totp.at(clock.now))
    assert not own.state(me).has_totp
    desk.staff.login("hanako", GOOD)
    with desk.database.read() as conn:
        assert conn.execute(select(staff_recovery)).all() == []


def test_the_secret_is_sealed_anew_when_keys_are_rotated(desk: Desk, clock: Clock) -> None:
    totp, _ = enrol(desk, hanako(desk), clock)
    desk.staff.ensure("boss", GOOD, "窓口")
    desk.rotation.rotate("operator")
    desk.staff.login("hanako", GOOD, totp=totp.at(clock.now))
    desk.staff.ensure("boss", GOOD, "窓口")


def test_a_role_that_needs_a_second_factor_does_not_get_in_or_on_without(
    tmp_path: Path, clock: Clock
) -> None:
    strict = build(
        settings_for(tmp_path).model_copy(update={"require_totp": "lead, admin"}), render=words, clock=clock
    )
    hanako(strict, "desk", name="desk")
    lead = hanako(strict, "lead", name="lead")
    strict.staff.login("desk", GOOD)
    with pytest.raises(TotpDue):
        strict.staff.login("lead", GOOD)
    token = strict.accounts.log_in.console("lead", GOOD, "").token
    assert strict.accounts.sessions.open(token, "console").totp_due
    totp, _ = enrol(strict, lead, clock)
    strict.staff.login("lead", GOOD, totp=totp.at(clock.now))
    clock.forward(seconds=60)
    with pytest.raises(TotpStays):
        strict.accounts.own.remove_totp(lead, totp.at(clock.now))
    strict.dispose()


def test_a_misspelt_role_in_the_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from desk.settings import DeskSettings

    monkeypatch.setenv("MADOGUCHI_REQUIRE_TOTP", "lead,chief")
    with pytest.raises(ValueError, match=r"chief.*allowed: look_up, desk, lead, admin"):
        DeskSettings(_env_file=None)
