"""Two processes at once (at_once_support): accounts, links, special days."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desk.accounts.federated import Making, Person
from desk.bootstrap import Desk
from desk.model import StaffMember
from desk.slack.links import SlackLinks, SlackUser
from desk.storage import tables as t
from desk.storage.slack_tables import slack_links
from knowledge.vocabulary import CompanyId
from tests.databases.interleaving import Outcome
from tests.integration.desk.at_once_support import Pair, kinds
from tests.integration.desk.support import (
    Clock,
)

pytestmark = [pytest.mark.database("postgresql"), pytest.mark.timeout(900)]


def test_a_one_time_link_sets_one_password(pair: Pair) -> None:
    names = iter(f"new{number}" for number in range(1000))
    passwords = {id(pair.one): "a long enough sentence", id(pair.two): "another long sentence"}

    def prepare() -> tuple[str, str]:
        name = next(names)
        return name, pair.one.accounts.keeper.add(None, name, "担当", "desk", None).token

    def check(given: tuple[str, str], one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "InvitationInvalid"]
        right = passwords[id(pair.one if one.kind == "" else pair.two)]
        assert pair.one.staff.login(given[0], right)

    pair.same(prepare, lambda desk, given: desk.accounts.keeper.accept(given[1], passwords[id(desk)]), check)


def test_two_accounts_of_one_name_cannot_be_made_at_once(pair: Pair) -> None:
    names = iter(f"new{number}" for number in range(1000))

    def check(name: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "StaffExists"]

    pair.same(
        lambda: next(names), lambda desk, name: desk.accounts.keeper.add(None, name, "x", "desk", None), check
    )


def test_who_logs_in_twice_at_once_with_a_provider_has_one_account(pair: Pair) -> None:
    names = iter(f"new{number}" for number in range(1000))
    making = Making({"desk": "desk"})

    def enter(desk: Desk, name: str) -> Any:
        person = Person(
            "https://login.example", name, name, name, frozenset({"desk"}), frozenset({CompanyId("oni")})
        )
        return desk.accounts.federated.enter(person, making, "x").member.id

    def check(name: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert one.value == two.value

    pair.same(lambda: next(names), enter, check)


def test_two_wrong_passwords_are_two(pair: Pair, clock: Clock) -> None:
    names = iter(f"nobody{number}" for number in range(1000))

    def check(name: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["LoginFailed", "LoginFailed"]
        with pair.one.database.read() as conn:
            assert set(conn.execute(select(t.attempts.c.failures)).scalars()) == {2}

    pair.same(lambda: next(names), lambda desk, name: desk.staff.login(name, "wrong"), check)


def test_a_code_links_one_slack_user(pair: Pair, staff: StaffMember) -> None:
    links = {id(desk): SlackLinks(desk.context, desk.staff) for desk in (pair.one, pair.two)}
    number = 0

    def prepare() -> str:
        nonlocal number
        number += 1
        return links[id(pair.one)].new_code(staff, "hanako")

    def link(desk: Desk, code: str) -> StaffMember:
        return links[id(desk)].link(SlackUser("T1", f"U{number}{desk is pair.two}"), code)

    def check(code: str, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "CodeInvalid"]
        assert pair.number(slack_links) == 1

    pair.same(prepare, link, check)


def test_a_special_day_is_one_day(pair: Pair) -> None:
    lead = pair.one.staff.add("lead", "pw", "責任者", None, "lead")
    days = iter(date(2026, 12, 1) + timedelta(days=number) for number in range(400))

    def check(day: date, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]

    pair.same(
        lambda: next(days),
        lambda desk, day: desk.live.special_days.put(CompanyId("oni"), day, (), "休み", lead),
        check,
    )
