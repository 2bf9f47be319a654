"""Looking after accounts: who may, whose, and what a change ends."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from desk.accounts.errors import (
    AccountInvalid,
    AccountUnknown,
    CompaniesTooMany,
    InvitationInvalid,
    LastAdmin,
    PasswordGuessable,
    StaffExists,
)
from desk.accounts.passwords import NONE
from desk.errors import Forbidden
from desk.roles import StaffMember
from desk.storage.staff_tables import staff, staff_invitations
from knowledge.vocabulary import CompanyId
from tests.unit.desk.accounts.accounts_world import HOUR, OTHER, PASSWORDS, RIGHT, SECOND, AccountsWorld

OCS, ONI = CompanyId("ocs"), CompanyId("oni")


@pytest.fixture
def aoi(world: AccountsWorld) -> StaffMember:
    """The administrator of all companies."""
    return world.member("aoi")


@pytest.fixture
def ren(world: AccountsWorld) -> StaffMember:
    """The administrator of OCS."""
    return world.member("ren")


# ---------------------------------------------------------------------- who may, and whose

CHANGES: dict[str, Callable[[AccountsWorld, StaffMember | None, str], object]] = {
    "invite": lambda world, by, name: world.keeper.invite(by, name),
    "change": lambda world, by, name: world.keeper.change(by, name, alias="x", role="desk", companies=[OCS]),
    "disable": lambda world, by, name: world.keeper.disable(by, name),
    "enable": lambda world, by, name: world.keeper.enable(by, name),
    "reset_totp": lambda world, by, name: world.keeper.reset_totp(by, name),
    "end_sessions": lambda world, by, name: world.keeper.end_sessions(by, name),
    "get": lambda world, by, name: world.keeper.get(by, name),
}


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("role", ["look_up", "desk", "lead"])
def test_who_is_no_administrator_looks_after_no_account(world: AccountsWorld, what: str, role: str) -> None:
    world.change("hanako", role=role)
    before = world.rows(staff)
    with pytest.raises(Forbidden):
        CHANGES[what](world, world.member("hanako"), "hanako")
    assert world.rows(staff) == before


@pytest.mark.parametrize("what", CHANGES)
@pytest.mark.parametrize("name", ["jiro", "aoi", "nobody"])
def test_an_account_that_works_for_other_companies_too_is_as_if_it_were_not_there(
    world: AccountsWorld, ren: StaffMember, what: str, name: str
) -> None:
    before = world.rows(staff)
    with pytest.raises(AccountUnknown):
        CHANGES[what](world, ren, name)
    assert world.rows(staff) == before
    assert world.recorded == []


def test_who_may_neither_list_nor_add_nor_set_a_password(world: AccountsWorld, aoi: StaffMember) -> None:
    hanako = world.member("hanako")
    for do in (
        lambda: world.keeper.list(hanako),
        lambda: world.keeper.add(hanako, "new", "x", "desk", [OCS]),
        lambda: world.keeper.set_password(hanako, "jiro", OTHER, one_time=False),
        lambda: world.keeper.set_password(aoi, "jiro", OTHER, one_time=False),
    ):
        with pytest.raises(Forbidden):
            do()


def test_each_sees_the_accounts_that_he_or_she_looks_after(
    world: AccountsWorld, aoi: StaffMember, ren: StaffMember
) -> None:
    def names(by: StaffMember | None) -> list[str]:
        return [one.member.username for one in world.keeper.list(by)]

    assert names(aoi) == names(None) == ["aoi", "hanako", "jiro", "ren"]
    assert names(ren) == ["hanako", "ren"]
    world.change("hanako", companies=[])
    assert names(ren) == ["hanako", "ren"], "one of no company is everybody's"
    assert world.keeper.named(ren, "hanako").member.username == "hanako"
    for by, name in ((ren, "jiro"), (aoi, "nobody")):
        with pytest.raises(AccountUnknown):
            world.keeper.named(by, name)


def test_an_account_is_shown_with_what_it_has(world: AccountsWorld, aoi: StaffMember) -> None:
    account = world.keeper.get(aoi, "hanako")
    assert (account.has_password, account.has_totp, account.elsewhere) == (True, False, False)
    assert (account.invited_until, account.used_at, account.disabled_at) == (None, None, None)
    world.change("hanako", password_hash=NONE, oidc_issuer="i", oidc_subject="s")
    world.enrol()
    world.session()
    invitation = world.keeper.invite(aoi, "hanako")
    account = world.keeper.get(aoi, "hanako")
    assert (account.has_password, account.has_totp, account.elsewhere) == (False, True, True)
    assert (account.invited_until, account.used_at) == (invitation.expires_at, world.clock.now)
    world.clock.forward(HOUR)
    assert world.keeper.get(aoi, "hanako").used_at is None, "of a session that is over nothing is shown"
    world.clock.forward(71 * HOUR)
    assert world.keeper.get(aoi, "hanako").invited_until is None


# ---------------------------------------------------------------------- adding


def test_a_new_account_has_no_password_until_its_invitation_is_taken(
    world: AccountsWorld, ren: StaffMember
) -> None:
    invitation = world.keeper.add(ren, "new", "担当N", "desk", [OCS])
    assert (invitation.username, invitation.expires_at) == ("new", world.clock.now + timedelta(hours=72))
    account = world.keeper.named(ren, "new")
    assert (account.has_password, account.member.alias) == (False, "担当N")
    assert account.member.companies == frozenset({OCS})
    assert invitation.token not in repr(invitation)
    assert world.recorded == [("ren", "staff.add", "new", "desk"), ("ren", "staff.invite", "new", "")]


def test_nobody_gives_more_companies_than_the_own(world: AccountsWorld, ren: StaffMember) -> None:
    for companies in (None, [ONI], [OCS, ONI]):
        with pytest.raises(CompaniesTooMany):
            world.keeper.add(ren, "new", "x", "desk", companies)
        with pytest.raises(CompaniesTooMany):
            world.keeper.change(ren, "hanako", alias="x", role="desk", companies=companies)
    world.keeper.add(None, "new", "x", "admin", None)
    assert world.keeper.named(None, "new").member.companies is None


def test_a_name_is_given_once(world: AccountsWorld, aoi: StaffMember) -> None:
    with pytest.raises(StaffExists):
        world.keeper.add(aoi, "hanako", "x", "desk", [OCS])
    assert world.rows(staff_invitations) == []


@pytest.mark.parametrize(
    ("username", "alias", "role", "field"),
    [
        ("", "x", "desk", "username"),
        ("a b", "x", "desk", "username"),
        ("a\n", "x", "desk", "username"),
        ("a" * 101, "x", "desk", "username"),
        ("a", "", "desk", "alias"),
        ("a", "  ", "desk", "alias"),
        ("a", "x" * 101, "desk", "alias"),
        ("a", "x", "owner", "role"),
    ],
)
def test_what_is_no_name_alias_or_role_is_said(
    world: AccountsWorld, username: str, alias: str, role: Any, field: str
) -> None:
    with pytest.raises(AccountInvalid, match=field):
        world.keeper.add(None, username, alias, role, [OCS])


@pytest.mark.parametrize(("username", "alias"), [("a", "x"), ("a" * 100, "x" * 100), ("花子@ocs.jp", "担当")])
def test_what_is_one_is_taken(world: AccountsWorld, username: str, alias: str) -> None:
    assert world.keeper.add(None, username, alias, "desk", [OCS]).username == username


# ---------------------------------------------------------------------- invitations


def test_an_invitation_sets_the_password_once_and_ends_sessions(world: AccountsWorld) -> None:
    world.change("hanako", password_due=True)
    token, session = world.keeper.invite(None, "hanako").token, world.session()
    assert PASSWORDS.fits(world.row().password_hash, RIGHT), "until it is used nothing changes"
    assert world.keeper.invited(token).username == "hanako"
    assert world.keeper.accept(token, OTHER).username == "hanako"
    assert PASSWORDS.fits(world.row().password_hash, OTHER)
    assert not world.row().password_due
    assert not world.is_open(session)
    assert world.recorded[-1] == ("hanako", "staff.password", "hanako", "invited")
    for do in (lambda: world.keeper.accept(token, RIGHT), lambda: world.keeper.invited(token)):
        with pytest.raises(InvitationInvalid):
            do()


def test_a_password_that_is_refused_does_not_spend_it(world: AccountsWorld) -> None:
    token = world.keeper.invite(None, "hanako").token
    with pytest.raises(PasswordGuessable):
        world.keeper.accept(token, "passwordpassword")
    world.keeper.accept(token, OTHER)


def test_an_invitation_holds_for_three_days(world: AccountsWorld) -> None:
    token = world.keeper.invite(None, "hanako").token
    world.clock.forward(timedelta(hours=72) - SECOND)
    world.keeper.invited(token)
    world.clock.forward(SECOND)
    with pytest.raises(InvitationInvalid):
        world.keeper.invited(token)
    with pytest.raises(InvitationInvalid):
        world.keeper.accept(token, OTHER)


def test_a_newer_invitation_ends_the_older_one_and_no_other_accounts(world: AccountsWorld) -> None:
    old, others = world.keeper.invite(None, "hanako").token, world.keeper.invite(None, "jiro").token
    new = world.keeper.invite(None, "hanako").token
    with pytest.raises(InvitationInvalid):
        world.keeper.invited(old)
    assert world.keeper.invited(new).username == "hanako"
    assert world.keeper.invited(others).username == "jiro"


def test_one_that_was_spent_meanwhile_sets_no_password(
    world: AccountsWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = world.keeper.invite(None, "hanako").token
    real = world.keeper.invited

    def spent_meanwhile(given: str) -> StaffMember:
        member = real(given)
        world.do(staff_invitations.delete())
        return member

    monkeypatch.setattr(world.keeper, "invited", spent_meanwhile)
    with pytest.raises(InvitationInvalid):
        world.keeper.accept(token, OTHER)
    assert PASSWORDS.fits(world.row().password_hash, RIGHT)


def test_who_is_shut_out_is_not_invited(world: AccountsWorld) -> None:
    token = world.keeper.invite(None, "hanako").token
    world.keeper.disable(None, "hanako")
    world.keeper.enable(None, "hanako")
    with pytest.raises(InvitationInvalid):
        world.keeper.invited(token)
    world.keeper.disable(None, "hanako")
    with pytest.raises(AccountInvalid):
        world.keeper.invite(None, "hanako")


# ---------------------------------------------------------------------- changing


def test_a_change_is_recorded_by_what_changed(world: AccountsWorld, aoi: StaffMember) -> None:
    world.keeper.change(aoi, "hanako", alias="担当hanako", role="lead", companies=[OCS])
    assert world.recorded == [("aoi", "staff.role", "hanako", "desk -> lead")]
    world.keeper.change(aoi, "hanako", alias="新", role="lead", companies=[ONI, OCS])
    assert world.recorded[1:] == [
        ("aoi", "staff.companies", "hanako", "ocs, oni"), ("aoi", "staff.alias", "hanako", ""),
    ]  # fmt: skip
    world.keeper.change(None, "hanako", alias="新", role="lead", companies=[])
    world.keeper.change(None, "hanako", alias="新", role="lead", companies=None)
    assert world.recorded[3:] == [
        ("operator", "staff.companies", "hanako", "none"), ("operator", "staff.companies", "hanako", "all"),
    ]  # fmt: skip
    member = world.member()
    assert (member.alias, member.role, member.companies) == ("新", "lead", None)


def test_a_shut_account_lets_nobody_in_and_its_sessions_end(world: AccountsWorld, aoi: StaffMember) -> None:
    session, others = world.session(), world.session("jiro")
    world.keeper.disable(aoi, "hanako")
    first = world.row().disabled_at
    assert first == world.clock.now
    assert world.count_sessions("hanako") == 0
    assert not world.is_open(session)
    assert world.is_open(others)
    world.clock.forward(HOUR)
    world.keeper.disable(aoi, "hanako")
    assert world.row().disabled_at == first
    world.keeper.enable(aoi, "hanako")
    world.keeper.enable(aoi, "hanako")
    assert world.row().disabled_at is None
    assert PASSWORDS.fits(world.row().password_hash, RIGHT)
    assert [action for _, action, *_ in world.recorded] == ["staff.disable", "staff.enable"]


def test_an_app_that_was_lost_is_taken_off_and_sessions_end(world: AccountsWorld, ren: StaffMember) -> None:
    world.enrol()
    session = world.session()
    world.keeper.reset_totp(ren, "hanako")
    assert world.row().totp_since is None
    assert not world.is_open(session)
    assert world.recorded == [("ren", "totp.reset", "hanako", "")]


def test_sessions_of_somebody_are_ended_and_counted(world: AccountsWorld, ren: StaffMember) -> None:
    world.session()
    world.session(via="api")
    assert world.keeper.end_sessions(ren, "hanako") == 2
    assert world.recorded == [("ren", "session.end_all", "hanako", "2")]


@pytest.mark.parametrize(("one_time", "detail"), [(True, "one-time"), (False, "")])
def test_the_operator_sets_a_password(world: AccountsWorld, one_time: bool, detail: str) -> None:
    token, session = world.keeper.invite(None, "hanako").token, world.session()
    world.keeper.set_password(None, "hanako", OTHER, one_time=one_time)
    assert PASSWORDS.fits(world.row().password_hash, OTHER)
    assert world.row().password_due is one_time
    assert not world.is_open(session)
    with pytest.raises(InvitationInvalid):
        world.keeper.invited(token)
    assert world.recorded[-1] == ("operator", "staff.password", "hanako", detail)
    with pytest.raises(PasswordGuessable):
        world.keeper.set_password(None, "hanako", "passwordpassword", one_time=one_time)


# ---------------------------------------------------------------------- the last administrator


def test_the_last_who_looks_after_all_companies_is_neither_shut_nor_made_less(
    world: AccountsWorld, aoi: StaffMember
) -> None:
    """Ren, of OCS alone, is no substitute."""
    for do in (
        lambda: world.keeper.disable(None, "aoi"),
        lambda: world.keeper.change(None, "aoi", alias="x", role="lead", companies=None),
        lambda: world.keeper.change(None, "aoi", alias="x", role="admin", companies=[OCS]),
        lambda: world.keeper.disable(aoi, "aoi"),
    ):
        with pytest.raises(LastAdmin):
            do()
    assert world.row("aoi").disabled_at is None
    assert world.member("aoi") == aoi
    world.keeper.change(None, "aoi", alias="x", role="admin", companies=None)


def test_who_looks_after_one_company_is_stood_in_for_by_who_looks_after_all(world: AccountsWorld) -> None:
    world.keeper.change(None, "ren", alias="x", role="desk", companies=[OCS])
    world.change("ren", role="admin")
    world.keeper.disable(None, "ren")


@pytest.mark.parametrize(
    ("other", "stands_in"),
    [
        ({}, True),
        ({"disabled_at": "now"}, False),
        ({"password_hash": NONE}, False),
        ({"password_hash": NONE, "oidc_issuer": "i", "oidc_subject": "s"}, True),
        ({"companies": ["ocs", "oni"]}, False),
        ({"role": "lead"}, False),
    ],
)
def test_a_stand_in_can_log_in_and_looks_after_as_much(
    world: AccountsWorld, other: dict[str, Any], stands_in: bool
) -> None:
    world.add("mio", "admin", None)
    shut = {"disabled_at": world.clock.now} if "disabled_at" in other else {}
    world.change("mio", **{"alias": "x", **other, **shut})
    if stands_in:
        world.keeper.disable(None, "aoi")
    else:
        with pytest.raises(LastAdmin):
            world.keeper.disable(None, "aoi")


def test_more_companies_for_an_administrator_need_no_stand_in(world: AccountsWorld) -> None:
    world.change("aoi", companies=["ocs", "oni"])
    world.change("ren", role="desk")
    world.keeper.change(None, "aoi", alias="x", role="admin", companies=[OCS, ONI])
    world.keeper.change(None, "aoi", alias="x", role="admin", companies=None)
