"""The account that the settings make at the start, and tokens of the API: what another start changes, and what not."""

from pathlib import Path

import pytest

from desk.accounts.errors import PasswordDue, SessionInvalid, StaffExists, TotpDue
from desk.accounts.members import ALONE, Staff
from desk.roles import StaffMember
from desk.storage.staff_tables import staff, staff_invitations
from desk.storage.tables import meta
from desk.vaulting.crypto import Keyring
from knowledge.vocabulary import CompanyId
from tests.unit.desk.accounts.accounts_world import OTHER, PASSWORDS, RIGHT, WRONG, AccountsWorld

OCS = CompanyId("ocs")


class World(AccountsWorld):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.staff = Staff(self.context, self.sessions, PASSWORDS, self.log_in)

    def start(self, password: str, replica: str = ALONE, name: str = "staff") -> StaffMember:
        return self.staff.ensure(name, password, "担当", replica)

    def has(self, password: str, name: str = "staff") -> bool:
        (row,) = [one for one in self.rows(staff) if one.username == name]
        return PASSWORDS.fits(row.password_hash, password)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_the_first_start_makes_an_administrator_of_all_companies(world: World) -> None:
    member = world.start(RIGHT)
    assert (member.username, member.alias, member.role, member.companies) == ("staff", "担当", "admin", None)
    assert world.has(RIGHT)
    assert world.recorded == [("desk", "staff.add", "staff", "admin")]


def test_the_same_settings_change_nothing(world: World) -> None:
    member = world.start(RIGHT)
    session = world.session(member.id)
    assert world.start(RIGHT) == member
    assert world.is_open(session)
    assert len(world.recorded) == 1


def test_another_password_of_the_settings_is_set_and_sessions_end(world: World) -> None:
    member = world.start(RIGHT)
    world.change(member.id, password_due=True)
    session, token = world.session(member.id), world.keeper.invite(None, member.id).token
    assert world.start(OTHER).id == member.id
    assert world.has(OTHER)
    assert not world.is_open(session)
    assert world.rows(staff_invitations) == [], token
    assert world.recorded[-1] == ("desk", "staff.password", "staff", "")
    assert not world.row(member.id).password_due


def test_a_password_that_its_owner_has_chosen_since_stays(world: World) -> None:
    member = world.start(RIGHT)
    world.own.change_password(member, RIGHT, OTHER, None)
    world.start(RIGHT)
    assert world.has(OTHER)


def test_an_account_that_was_shut_stays_shut(world: World) -> None:
    member = world.start(RIGHT)
    world.change(member.id, disabled_at=world.clock.now)
    world.start(OTHER)
    assert world.row(member.id).disabled_at is not None


def test_a_password_that_it_has_already_ends_no_session(world: World) -> None:
    member = world.start(RIGHT)
    world.change(member.id, password_hash=PASSWORDS.hash(OTHER))
    session = world.session(member.id)
    world.start(OTHER)
    assert world.is_open(session)
    assert world.recorded[-1][1] == "staff.add"


def test_an_account_of_this_name_that_was_there_before_gets_the_password(world: World) -> None:
    world.start(OTHER, name="hanako")
    assert world.has(OTHER, "hanako")
    assert world.row("hanako").role == "desk", "its rights stay as they are"


def test_a_process_that_joins_others_leaves_the_account_as_they_made_it(world: World) -> None:
    world.start(RIGHT, "first")
    world.start(OTHER, "second")
    assert world.has(RIGHT)
    assert len([one for one in world.rows(meta) if one.name.startswith("start_up_account")]) == 2
    world.start(OTHER, "second")
    assert world.has(RIGHT)
    world.start(WRONG, "second")
    assert world.has(WRONG), "another password in its own settings is meant"


def test_which_password_was_set_is_kept_as_a_sealed_keyed_hash(world: World) -> None:
    world.start(RIGHT)
    (row,) = [one for one in world.rows(meta) if one.name == "start_up_account"]
    assert RIGHT.encode() not in row.value
    opened = world.keys.open(row.value, "meta:start_up_account")
    assert opened == world.keys.mac("start_up", "staff", RIGHT)
    assert opened != Keyring([b"x" * 32]).mac("start_up", "staff", RIGHT)


def test_a_name_is_given_once(world: World) -> None:
    added = world.staff.add("new", RIGHT, "N", [OCS])
    assert (added.role, added.companies) == ("desk", frozenset({OCS}))
    with pytest.raises(StaffExists):
        world.staff.add("new", RIGHT, "N", [OCS])
    assert world.staff.get("new") == added
    assert world.staff.get("nobody") is None
    assert [one.username for one in world.staff.list()] == ["aoi", "hanako", "jiro", "new", "ren"]


def test_a_token_of_the_api_opens_until_it_is_ended(world: World) -> None:
    member, token = world.staff.login("hanako", RIGHT)
    assert world.staff.authenticate(token) == member
    world.staff.logout("unknown")
    world.staff.logout(token)
    with pytest.raises(SessionInvalid):
        world.staff.authenticate(token)


def test_a_session_of_the_pages_is_no_token_of_the_api(world: World) -> None:
    with pytest.raises(SessionInvalid):
        world.staff.authenticate(world.session())


def test_with_something_due_a_token_opens_nothing(world: World) -> None:
    token = world.session(via="api")
    world.change("hanako", password_due=True)
    with pytest.raises(PasswordDue):
        world.staff.authenticate(token)
    world.change("hanako", password_due=False, role="lead")
    with pytest.raises(TotpDue):
        world.staff.authenticate(token)
