"""Who may do what: each role has what the one before it has; a right for one company is none for another."""

from itertools import pairwise

import pytest

from desk.roles import RIGHTS, ROLES, Permission, Role, StaffMember
from knowledge.vocabulary import CompanyId

P = Permission
OCS, OPT = CompanyId("ocs"), CompanyId("opt")


def somebody(role: Role, *companies: CompanyId) -> StaffMember:
    return StaffMember("s1", "hanako", "担当A", frozenset(companies) or None, role)


def test_each_role_may_what_the_one_before_it_may_and_more() -> None:
    for fewer, more in pairwise(ROLES):
        assert RIGHTS[fewer] < RIGHTS[more]


@pytest.mark.parametrize(
    ("role", "least"),
    [
        ("look_up", {P.LOOK_UP}),
        (
            "desk",
            {P.READ_CONVERSATIONS, P.REPLY, P.READ_REQUESTS, P.MOVE_REQUESTS, P.READ_PERSONAL, P.LETTERS},
        ),
        (
            "lead",
            {P.BULK, P.EXPORT, P.INSIGHTS, P.CANNED_REPLIES, P.HOURS, P.INCIDENT, P.WAIVE_CHECKS, P.ERASURE},
        ),
        ("admin", {P.ACCOUNTS}),
    ],
)
def test_a_right_begins_with_its_role(role: Role, least: set[Permission]) -> None:
    before = ROLES[: ROLES.index(role)]
    for right in least:
        assert somebody(role).may(right)
        assert not any(somebody(one).may(right) for one in before), right


def test_every_right_is_somebodys() -> None:
    assert RIGHTS["admin"] == frozenset(Permission)


def test_who_works_for_one_company_has_no_right_for_another() -> None:
    one = somebody("desk", OCS)
    assert one.may(P.REPLY, OCS)
    assert not one.may(P.REPLY, OPT)
    assert one.may(P.REPLY), "asked of no company: whether there is anything to do at all"
    assert (one.works_for(OCS), one.works_for(OPT)) == (True, False)


def test_a_company_gives_no_right_that_the_role_has_not() -> None:
    assert not somebody("look_up", OCS).may(P.REPLY, OCS)
    assert not somebody("desk").may(P.ERASURE, OCS)


def test_who_is_bound_to_no_company_works_for_all() -> None:
    assert somebody("desk").works_for(OCS)
    assert somebody("desk").may(P.REPLY, OPT)
    nobodys = StaffMember("s2", "jiro", "担当B", frozenset(), "desk")
    assert not nobodys.works_for(OCS), "none is not all"


def test_who_only_looks_things_up_takes_no_cases() -> None:
    assert [somebody(role).works_cases for role in ROLES] == [False, True, True, True]
