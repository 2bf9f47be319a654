"""Logging in with an OpenID provider: whose account it is, and what its word on a role does."""

from typing import Any

import pytest

from desk.accounts.errors import ElsewhereNoRole, ElsewhereRefused, ElsewhereUnknown
from desk.accounts.federated import Federated, Making, Person
from desk.accounts.passwords import NONE
from desk.storage.staff_tables import staff
from knowledge.vocabulary import CompanyId
from tests.unit.desk.accounts.accounts_world import AccountsWorld

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
MAKING = Making({"admins": "admin", "desk": "desk", "leads": "lead"})
HANAKO = Person("https://id.example", "sub-1", "hanako", "Hanako")


def person(**more: Any) -> Person:
    return Person(
        **{"issuer": "https://id.example", "subject": "sub-9", "username": "new", "alias": "N", **more}
    )


@pytest.fixture
def federated(world: AccountsWorld) -> Federated:
    return Federated(world.context, world.sessions)


def enter(federated: Federated, who: Person = HANAKO, making: Making | None = None) -> Any:
    return federated.enter(who, making, "Firefox")


def test_the_first_log_in_binds_the_account_of_this_name(world: AccountsWorld, federated: Federated) -> None:
    entered = enter(federated)
    assert entered.member == world.member("hanako")
    assert not entered.code_due
    opened = world.sessions.open(entered.token, "console")
    assert opened.via == "oidc"
    row = world.row()
    assert (row.oidc_issuer, row.oidc_subject) == ("https://id.example", "sub-1")
    assert world.recorded == [("hanako", "oidc.bind", "hanako", ""), ("hanako", "login", "hanako", "oidc")]
    enter(federated)
    assert [action for _, action, *_ in world.recorded] == ["oidc.bind", "login", "login"]


def test_from_then_on_subject_and_issuer_say_whose_it_is_whatever_the_name(
    world: AccountsWorld, federated: Federated
) -> None:
    enter(federated)
    renamed = Person("https://id.example", "sub-1", "jiro", "Hanako")
    assert enter(federated, renamed).member.id == "hanako"
    assert world.row("jiro").oidc_subject is None


@pytest.mark.parametrize(
    ("issuer", "subject"), [("https://id.example", "sub-2"), ("https://other.example", "sub-1")]
)
def test_a_bound_account_is_given_to_nobody_else(
    world: AccountsWorld, federated: Federated, issuer: str, subject: str
) -> None:
    enter(federated)
    with pytest.raises(ElsewhereRefused) as refused:
        enter(federated, Person(issuer, subject, "hanako", "x"))
    assert refused.value.why == "bound_to_another"
    assert world.row().oidc_subject == "sub-1"


def test_a_shut_account_lets_nobody_in(world: AccountsWorld, federated: Federated) -> None:
    world.change("hanako", disabled_at=world.clock.now)
    with pytest.raises(ElsewhereRefused) as refused:
        enter(federated)
    assert refused.value.why == "account_shut"
    assert world.count_sessions("hanako") == 0


def test_who_has_no_account_is_not_let_in_and_none_is_made(
    world: AccountsWorld, federated: Federated
) -> None:
    with pytest.raises(ElsewhereUnknown):
        enter(federated, person(groups=frozenset({"admins"})))
    with pytest.raises(ElsewhereUnknown):
        enter(federated, person(groups=frozenset({"others"})), MAKING)
    assert len(world.rows(staff)) == 4


def test_with_a_map_an_account_is_made_for_its_groups_and_companies(
    world: AccountsWorld, federated: Federated
) -> None:
    who = person(groups=frozenset({"desk", "others"}), companies=frozenset({ONI, OCS}))
    member = enter(federated, who, MAKING).member
    assert (member.username, member.alias, member.role) == ("new", "N", "desk")
    assert member.companies == {OCS, ONI}
    assert world.row(member.id).password_hash == NONE
    assert world.recorded == [("oidc", "staff.add", "new", "desk"), ("new", "login", "new", "oidc")]
    assert enter(federated, who, MAKING).member == member
    assert len(world.rows(staff)) == 5


def test_whom_the_provider_gives_no_company_works_for_none(federated: Federated) -> None:
    assert enter(federated, person(groups=frozenset({"desk"})), MAKING).member.companies == frozenset()


def test_of_several_groups_the_one_with_the_most_rights_counts() -> None:
    assert MAKING.role(["desk", "leads", "others"]) == "lead"
    assert MAKING.role(["admins", "desk"]) == "admin"
    assert MAKING.role(["desk"]) == "desk"
    assert MAKING.role(["others"]) is None
    assert MAKING.role([]) is None


def test_fewer_rights_at_the_provider_end_sessions_and_more_do_not(
    world: AccountsWorld, federated: Federated
) -> None:
    leads, desk = (
        Person("https://id.example", "sub-1", "hanako", "x", frozenset({one})) for one in ("leads", "desk")
    )
    before = world.session()
    entered = enter(federated, leads, MAKING)
    assert entered.member.role == world.row().role == "lead"
    assert world.is_open(before)
    assert ("oidc", "staff.role", "hanako", "desk -> lead") in world.recorded
    again = enter(federated, desk, MAKING)
    assert again.member.role == world.row().role == "desk"
    assert [world.is_open(one) for one in (before, entered.token, again.token)] == [False, False, True]


def test_the_same_role_is_no_change(world: AccountsWorld, federated: Federated) -> None:
    before = world.session()
    who = Person("https://id.example", "sub-1", "hanako", "x", frozenset({"desk"}))
    enter(federated, who, MAKING)
    assert world.is_open(before)
    assert not any(action == "staff.role" for _, action, *_ in world.recorded)


def test_who_lost_every_role_at_the_provider_is_out(world: AccountsWorld, federated: Federated) -> None:
    entered = enter(federated)
    with pytest.raises(ElsewhereNoRole):
        enter(federated, HANAKO, MAKING)
    assert not world.is_open(entered.token)
    assert world.recorded[-1] == ("oidc", "oidc.no_role", "hanako", "1 sessions ended")
    assert world.row().disabled_at is None


def test_who_is_not_bound_yet_and_has_no_role_neither_enters_nor_is_bound(
    world: AccountsWorld, federated: Federated
) -> None:
    session = world.session()
    with pytest.raises(ElsewhereNoRole):
        enter(federated, HANAKO, MAKING)
    assert world.row().oidc_subject is None
    assert world.is_open(session), "a stranger of the same name at the provider ends nobody's session"


def test_without_a_map_the_role_that_the_account_has_stays(
    world: AccountsWorld, federated: Federated
) -> None:
    who = Person("https://id.example", "sub-1", "hanako", "x", frozenset({"admins"}))
    assert enter(federated, who).member.role == "desk"
