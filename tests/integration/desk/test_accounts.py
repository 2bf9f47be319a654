"""Accounts on a real database, looked after by administrators: invitations, rights, shutting."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from desk.accounts.errors import (
    AccountInvalid,
    AccountUnknown,
    CompaniesTooMany,
    InvitationInvalid,
    LastAdmin,
    LoginFailed,
    PasswordShort,
    SessionInvalid,
)
from desk.bootstrap import Desk
from desk.errors import Forbidden
from desk.roles import RIGHTS, ROLES, StaffMember
from desk.storage.staff_tables import staff_invitations
from knowledge.vocabulary import CompanyId
from tests.integration.desk.accounts_support import BETTER, GOOD, audited, enrol, hanako
from tests.integration.desk.support import Clock


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


@pytest.mark.parametrize(
    ("username", "alias"), [("", "x"), ("a b", "x"), ("a" * 101, "x"), ("ok", " "), ("a/b", "x")]
)
def test_names_that_would_be_misread_are_refused(desk: Desk, username: str, alias: str) -> None:
    with pytest.raises(AccountInvalid):
        desk.accounts.keeper.add(None, username, alias, "desk", None)


def test_each_role_may_all_that_the_one_before_it_may_and_more() -> None:
    for less, more in pairwise(ROLES):
        assert RIGHTS[less] < RIGHTS[more], (less, more)
