"""Accounts on a real database: passwords, second factor, administrators, invitations."""

from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from desk.accounts.errors import (
    AccountInvalid,
    AccountUnknown,
    CompaniesTooMany,
    ElsewhereNoRole,
    ElsewhereRefused,
    ElsewhereUnknown,
    InvitationInvalid,
    LastAdmin,
    PasswordDue,
    PasswordGuessable,
    PasswordLong,
    PasswordSame,
    PasswordShort,
    PasswordWrong,
    TotpDue,
    TotpOff,
    TotpOn,
    TotpRequired,
    TotpStays,
    TotpWrong,
)
from desk.accounts.federated import Making, Person
from desk.accounts.passwords import Passwords
from desk.bootstrap import Desk, build
from desk.errors import Forbidden, LoginFailed, SessionInvalid, TooManyAttempts
from desk.roles import RIGHTS, ROLES, StaffMember
from desk.storage import tables as t
from desk.storage.staff_tables import staff as accounts_table
from desk.storage.staff_tables import staff_invitations, staff_recovery
from knowledge.vocabulary import CompanyId
from tests.integration.desk.support import Clock, settings_for, stored, words

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


# ---------------------------------------------------------------------- passwords


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


def test_changing_the_own_password(desk: Desk, clock: Clock) -> None:
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


# ---------------------------------------------------------------------- second factor


def test_two_steps_at_the_console(desk: Desk, clock: Clock) -> None:
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


def test_setting_up_and_taking_off(desk: Desk, clock: Clock) -> None:
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


def test_a_role_that_needs_it(tmp_path: Path, clock: Clock) -> None:
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


# ---------------------------------------------------------------------- administrators


def test_an_invitation_sets_the_password_once(desk: Desk, clock: Clock) -> None:
    boss, keeper = hanako(desk, "admin", name="boss"), desk.accounts.keeper
    invited = keeper.add(boss, "jiro@example.jp", "担当B", "desk", [CompanyId("oni")])
    assert invited.token not in repr(invited)
    with pytest.raises(LoginFailed):
        desk.staff.login("jiro@example.jp", "!")
    assert keeper.invited(invited.token).username == "jiro@example.jp"
    with pytest.raises(PasswordShort):
        keeper.accept(invited.token, "short")
    keeper.accept(invited.token, BETTER)
    with pytest.raises(InvitationInvalid):
        keeper.accept(invited.token, BETTER)
    member, _ = desk.staff.login("jiro@example.jp", BETTER)
    assert (member.role, member.companies) == ("desk", frozenset({"oni"}))
    first = keeper.invite(boss, member.id)
    second = keeper.invite(boss, member.id)
    for gone in (first.token, "x"):
        with pytest.raises(InvitationInvalid):
            keeper.invited(gone)
    desk.staff.login("jiro@example.jp", BETTER)  # the old password works until the invitation is used
    clock.forward(hours=73)
    with pytest.raises(InvitationInvalid):
        keeper.accept(second.token, GOOD)
    with desk.database.read() as conn:
        assert len(conn.execute(select(staff_invitations)).all()) == 1


@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_only_administrators_look_after_accounts(desk: Desk, role: str) -> None:
    somebody, keeper = hanako(desk, role), desk.accounts.keeper
    boss = hanako(desk, "admin", name="boss")
    for act in (
        lambda: keeper.list(somebody),
        lambda: keeper.get(somebody, boss.id),
        lambda: keeper.add(somebody, "x", "x", "desk", None),
        lambda: keeper.invite(somebody, boss.id),
        lambda: keeper.change(somebody, somebody.id, alias="x", role="admin", companies=None),
        lambda: keeper.disable(somebody, boss.id),
        lambda: keeper.enable(somebody, boss.id),
        lambda: keeper.reset_totp(somebody, boss.id),
        lambda: keeper.end_sessions(somebody, boss.id),
        lambda: keeper.set_password(somebody, boss.id, BETTER, one_time=False),
    ):
        with pytest.raises(Forbidden):
            act()


def test_an_administrator_of_some_companies_stays_within_them(desk: Desk) -> None:
    keeper = desk.accounts.keeper
    whole = hanako(desk, "admin", name="whole")
    oni = hanako(desk, "admin", ["oni"], "oni")
    mine, others = hanako(desk, "desk", ["oni"], "mine"), hanako(desk, "desk", ["oni", "opt"], "others")
    assert [a.member.username for a in keeper.list(oni)] == ["mine", "oni"]
    assert len(keeper.list(whole)) == 4
    for act in (
        keeper.get,
        keeper.invite,
        keeper.disable,
        keeper.enable,
        keeper.reset_totp,
        keeper.end_sessions,
    ):
        for hidden in (others.id, whole.id, "s_none"):
            with pytest.raises(AccountUnknown):
                act(oni, hidden)
    for companies in (None, [CompanyId("opt")], [CompanyId("oni"), CompanyId("opt")]):
        with pytest.raises(CompaniesTooMany):
            keeper.add(oni, "new", "x", "desk", companies)
        with pytest.raises(CompaniesTooMany):
            keeper.change(oni, mine.id, alias="x", role="desk", companies=companies)
    keeper.change(oni, mine.id, alias="担当C", role="lead", companies=[CompanyId("oni")])
    assert desk.staff.get("mine") == StaffMember(
        mine.id, "mine", "担当C", frozenset({CompanyId("oni")}), "lead"
    )
    assert ("oni", "staff.role", "mine") in audited(desk)


def test_the_last_administrator_stays(desk: Desk) -> None:
    keeper = desk.accounts.keeper
    boss = hanako(desk, "admin", name="boss")
    hanako(desk, "admin", ["oni"], "oni")  # looks after less
    invited = keeper.add(boss, "new", "x", "admin", None)  # cannot log in yet
    for act in (
        lambda: keeper.disable(boss, boss.id),
        lambda: keeper.disable(None, boss.id),
        lambda: keeper.change(boss, boss.id, alias="x", role="lead", companies=None),
        lambda: keeper.change(boss, boss.id, alias="x", role="admin", companies=[CompanyId("oni")]),
    ):
        with pytest.raises(LastAdmin):
            act()
    keeper.accept(invited.token, BETTER)
    keeper.disable(boss, boss.id)
    new = desk.staff.get("new")
    assert new is not None
    with pytest.raises(LastAdmin):
        keeper.disable(new, new.id)
    keeper.enable(new, boss.id)
    keeper.disable(boss, new.id)


def test_a_shut_account_is_out_at_once(desk: Desk, clock: Clock) -> None:
    keeper, boss = desk.accounts.keeper, hanako(desk, "admin", name="boss")
    me = hanako(desk)
    totp, _ = enrol(desk, me, clock)
    api = desk.staff.login("hanako", GOOD, totp=totp.at(clock.now))[1]
    half = desk.accounts.log_in.console("hanako", GOOD, "").token
    invitation = keeper.invite(boss, me.id)
    keeper.disable(boss, me.id)
    clock.forward(seconds=60)
    with pytest.raises(SessionInvalid):
        desk.staff.authenticate(api)
    with pytest.raises(SessionInvalid):
        desk.accounts.log_in.second_step(half, totp.at(clock.now), "")
    with pytest.raises(LoginFailed):
        desk.staff.login("hanako", GOOD, totp=totp.at(clock.now))
    with pytest.raises(InvitationInvalid):
        keeper.accept(invitation.token, BETTER)
    with pytest.raises(AccountInvalid):
        keeper.invite(boss, me.id)
    keeper.enable(boss, me.id)
    desk.staff.login("hanako", GOOD, totp=totp.at(clock.now))
    keeper.reset_totp(boss, me.id)
    desk.staff.login("hanako", GOOD)
    assert {(actor, action) for actor, action, subject in audited(desk) if subject == "hanako"} >= {
        ("boss", "staff.disable"), ("boss", "staff.enable"), ("boss", "totp.reset"), ("boss", "staff.invite"),
    }  # fmt: skip


def test_a_one_time_password_is_replaced_first(desk: Desk) -> None:
    me = hanako(desk)
    desk.accounts.keeper.set_password(None, me.id, BETTER, one_time=True)
    with pytest.raises(PasswordDue):
        desk.staff.login("hanako", BETTER)
    token = desk.accounts.log_in.console("hanako", BETTER, "").token
    assert desk.accounts.sessions.open(token, "console").password_due
    desk.accounts.own.change_password(me, BETTER, GOOD, None)
    desk.staff.login("hanako", GOOD)


@pytest.mark.parametrize(
    ("username", "alias"), [("", "x"), ("a b", "x"), ("a" * 101, "x"), ("ok", " "), ("a/b", "x")]
)
def test_names_that_cannot_be(desk: Desk, username: str, alias: str) -> None:
    with pytest.raises(AccountInvalid):
        desk.accounts.keeper.add(None, username, alias, "desk", None)


# ---------------------------------------------------------------------- from an OpenID provider


def person(subject: str = "sub-1", username: str = "hanako", groups: set[str] | None = None) -> Person:
    return Person(
        "https://idp", subject, username, "花子", frozenset(groups or ()), frozenset({CompanyId("oni")})
    )


def test_the_first_log_in_binds_and_the_name_counts_no_more(desk: Desk) -> None:
    me, enter = hanako(desk), desk.accounts.federated.enter
    with pytest.raises(ElsewhereUnknown):
        enter(person(username="nobody"), None, "")
    assert enter(person(), None, "").member == me
    assert enter(person(username="renamed"), None, "").member == me
    with pytest.raises(ElsewhereRefused, match="did not succeed"):
        enter(person(subject="sub-2"), None, "")
    hanako(desk, "admin", name="boss")
    desk.accounts.keeper.disable(None, me.id)
    with pytest.raises(ElsewhereRefused):
        enter(person(), None, "")


def oidc_entries(desk: Desk) -> list[tuple[str, str, str, str]]:
    audit = t.audit
    query = select(audit.c.actor, audit.c.action, audit.c.subject, audit.c.detail).order_by(audit.c.n)
    with desk.database.read() as conn:
        found = [tuple(row) for row in conn.execute(query)]
    return [one for one in found if one[0] == "oidc" or one[1].startswith("oidc.")]


def test_a_changed_map_reaches_an_account_at_its_next_log_in(desk: Desk) -> None:
    enter, sessions = desk.accounts.federated.enter, desk.accounts.sessions
    before = enter(person(groups={"chiefs"}), Making({"chiefs": "lead"}), "")
    assert before.member.role == "lead"
    raised = enter(person(groups={"chiefs"}), Making({"chiefs": "admin"}), "")
    assert raised.member.role == "admin"
    assert sessions.open(before.token, "console").member.role == "admin", "more rights end no session"
    lowered = enter(person(groups={"chiefs"}), Making({"chiefs": "desk"}), "")
    assert sessions.open(lowered.token, "console").member.role == "desk"
    for token in (before.token, raised.token):
        with pytest.raises(SessionInvalid):
            sessions.open(token, "console")
    same = enter(person(groups={"chiefs"}), Making({"chiefs": "desk"}), "")
    assert len(sessions.of(same.member.id)) == 2, "the same role changes nothing"
    assert oidc_entries(desk) == [
        ("oidc", "staff.add", "hanako", "lead"),
        ("oidc", "staff.role", "hanako", "lead -> admin"),
        ("oidc", "staff.role", "hanako", "admin -> desk"),
    ]


def test_the_map_speaks_of_accounts_made_here_too_and_of_none_without_it(desk: Desk) -> None:
    me, enter = hanako(desk, "lead"), desk.accounts.federated.enter
    assert enter(person(groups={"clerks"}), None, "").member == me
    bearer = desk.staff.login("hanako", GOOD)[1]
    assert enter(person(groups={"clerks"}), Making({"clerks": "desk"}), "").member.role == "desk"
    with pytest.raises(SessionInvalid):
        desk.accounts.sessions.open(bearer, "api")


def test_who_is_in_no_group_with_a_role_any_more_is_put_out(desk: Desk) -> None:
    enter, sessions = desk.accounts.federated.enter, desk.accounts.sessions
    making = Making({"clerks": "desk"})
    inside = enter(person(groups={"clerks"}), making, "")
    with pytest.raises(ElsewhereNoRole):
        enter(person(groups={"others"}), making, "")
    with pytest.raises(SessionInvalid):
        sessions.open(inside.token, "console")
    assert oidc_entries(desk)[-1] == ("oidc", "oidc.no_role", "hanako", "1 sessions ended")
    back = enter(person(groups={"clerks"}), making, "")
    assert back.member == inside.member, "the account waits as it was"


def test_who_has_no_role_binds_no_account(desk: Desk) -> None:
    hanako(desk)
    bearer = desk.staff.login("hanako", GOOD)[1]
    with pytest.raises(ElsewhereNoRole):
        desk.accounts.federated.enter(person(groups={"others"}), Making({"clerks": "desk"}), "")
    assert not desk.accounts.keeper.named(None, "hanako").elsewhere
    assert desk.accounts.sessions.open(bearer, "api").member.username == "hanako"


def test_a_shut_account_is_not_changed_by_the_map(desk: Desk) -> None:
    enter = desk.accounts.federated.enter
    made = enter(person(groups={"clerks"}), Making({"clerks": "desk"}), "")
    desk.accounts.keeper.disable(None, made.member.id)
    with pytest.raises(ElsewhereRefused):
        enter(person(groups={"clerks"}), Making({"clerks": "lead"}), "")
    assert desk.accounts.keeper.get(None, made.member.id).member.role == "desk"


def test_accounts_are_made_from_a_map_with_the_most_rights_that_it_gives(desk: Desk) -> None:
    making = Making({"clerks": "desk", "chiefs": "lead"})
    assert making.role({"chiefs", "clerks", "other"}) == "lead"
    with pytest.raises(ElsewhereUnknown):
        desk.accounts.federated.enter(person(groups={"other"}), making, "")
    made = desk.accounts.federated.enter(person(groups={"clerks"}), making, "")
    assert (made.member.role, made.member.companies) == ("desk", frozenset({"oni"}))
    with pytest.raises(LoginFailed):
        desk.staff.login("hanako", "!")
    opened = desk.accounts.sessions.open(made.token, "console")
    assert (opened.via, opened.password_due, opened.totp_due) == ("oidc", False, False)


def test_roles_grow(desk: Desk) -> None:
    assert [len(RIGHTS[role]) for role in ROLES] == sorted(len(RIGHTS[role]) for role in ROLES)
