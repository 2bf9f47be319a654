"""Accounts of people who come from an OpenID provider, on a real database."""

import pytest
from sqlalchemy import select

from desk.accounts.errors import (
    ElsewhereNoRole,
    ElsewhereRefused,
    ElsewhereUnknown,
    LoginFailed,
    SessionInvalid,
)
from desk.accounts.federated import Making, Person
from desk.bootstrap import Desk
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId
from tests.integration.desk.accounts_support import GOOD, hanako


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
