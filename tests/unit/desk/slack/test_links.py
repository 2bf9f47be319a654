"""Which Slack user is which member of staff: by a code that is taken once, and looked at anew each time."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desk.accounts.members import Staff
from desk.errors import Forbidden, TooManyAttempts
from desk.slack.links import CodeInvalid, NotLinked, SlackLinks, SlackUser
from desk.storage.slack_tables import slack_links
from knowledge.vocabulary import CompanyId, Region
from tests.unit.desk.accounts.accounts_world import PASSWORDS, SECOND, AccountsWorld

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
U1, U2, ELSEWHERE = SlackUser("T1", "U1"), SlackUser("T1", "U2"), SlackUser("T2", "U1")


class World(AccountsWorld):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.links = SlackLinks(self.context, Staff(self.context, self.sessions, PASSWORDS, self.log_in))

    def code(self, name: str = "hanako") -> str:  # type: ignore[override]
        return self.links.new_code(self.member(name), name)

    def link(self, who: SlackUser = U1, name: str = "hanako") -> None:
        self.links.link(who, self.code(name))

    def linked(self, who: SlackUser) -> str | None:
        try:
            return self.links.of(who).staff.username
        except NotLinked:
            return None


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def refused(do: Callable[[], object], error: type[Exception] = CodeInvalid) -> None:
    with pytest.raises(error):
        do()


def test_a_code_links_once(world: World) -> None:
    code = world.code()
    assert world.links.link(U1, code) == world.member()
    assert world.linked(U1) == "hanako"
    assert world.links.linked_as(world.member()) == U1
    refused(lambda: world.links.link(U2, code))
    assert world.recorded == [("hanako", "slack.code", "hanako", ""), ("hanako", "slack.link", "T1:U1", "")]


def test_a_code_is_ten_signs_that_nobody_mixes_up_however_they_are_typed(world: World) -> None:
    code = world.code()
    left, _, right = code.partition("-")
    assert (len(left), len(right)) == (5, 5)
    assert not set(code) & set("01ILO")
    assert code != world.code()
    typed = f" {world.code().lower().replace('-', ' ')} "
    assert world.links.link(U1, typed).username == "hanako"


def test_a_code_links_for_ten_minutes(world: World) -> None:
    code = world.code()
    world.clock.forward(timedelta(minutes=10) - SECOND)
    world.links.link(U1, code)
    code = world.code()
    world.clock.forward(timedelta(minutes=10))
    refused(lambda: world.links.link(U1, code))


def test_a_newer_code_ends_the_older_one_of_its_account_alone(world: World) -> None:
    old, others, new = world.code(), world.code("jiro"), world.code()
    refused(lambda: world.links.link(U1, old))
    world.links.link(U1, new)
    world.links.link(U2, others)
    assert (world.linked(U1), world.linked(U2)) == ("hanako", "jiro")


def test_five_wrong_codes_shut_a_slack_user_for_five_minutes_and_no_other(world: World) -> None:
    for _ in range(5):
        refused(lambda: world.links.link(U1, "22222-22222"))
    code = world.code()
    refused(lambda: world.links.link(U1, code), TooManyAttempts)
    world.links.link(U2, code)
    world.clock.forward(timedelta(minutes=5))
    world.links.link(U1, world.code())


def test_a_right_code_forgets_the_wrong_ones(world: World) -> None:
    for _ in range(2):
        for _ in range(4):
            refused(lambda: world.links.link(U1, "22222-22222"))
        world.link()


def test_the_code_of_a_shut_account_links_nobody(world: World) -> None:
    code = world.code()
    world.change("hanako", disabled_at=world.clock.now)
    refused(lambda: world.links.link(U1, code))
    assert world.rows(slack_links) == []


def test_an_account_has_one_slack_user_and_a_slack_user_one_account(world: World) -> None:
    world.link(U1)
    world.link(U2)
    assert (world.linked(U1), world.linked(U2)) == (None, "hanako")
    world.link(U2, "jiro")
    assert world.linked(U2) == "jiro"
    assert world.links.linked_as(world.member()) is None
    assert len(world.rows(slack_links)) == 1


def test_the_same_user_id_of_another_workspace_is_somebody_else(world: World) -> None:
    world.link(U1)
    assert world.linked(ELSEWHERE) is None
    assert not world.links.unlink(ELSEWHERE)
    world.link(ELSEWHERE, "jiro")
    assert (world.linked(U1), world.linked(ELSEWHERE)) == ("hanako", "jiro")


def test_who_is_shut_out_here_is_nobody_in_slack(world: World) -> None:
    world.link()
    world.change("hanako", disabled_at=world.clock.now)
    assert world.linked(U1) is None
    refused(lambda: world.links.case_worker(U1, OCS), NotLinked)


def test_rights_are_those_that_the_account_has_now(world: World) -> None:
    world.link()
    assert world.links.case_worker(U1, OCS).username == "hanako"
    refused(lambda: world.links.case_worker(U1, ONI), Forbidden)
    world.change("hanako", companies=["oni"])
    refused(lambda: world.links.case_worker(U1, OCS), Forbidden)
    world.change("hanako", companies=None, role="look_up")
    refused(lambda: world.links.case_worker(U1, OCS), Forbidden)


def test_a_link_is_taken_away_from_either_side(world: World) -> None:
    world.link()
    world.link(U2, "jiro")
    assert world.links.unlink(U1)
    assert not world.links.unlink(U1)
    assert world.linked(U2) == "jiro"
    assert world.recorded[-1] == ("slack", "slack.unlink", "T1:U1", "")
    code = world.code("jiro")
    assert world.links.unlink_account(world.member("jiro"), "aoi")
    assert not world.links.unlink_account(world.member("jiro"), "aoi")
    assert world.recorded[-1] == ("aoi", "slack.unlink", "T1:U2", "")
    refused(lambda: world.links.link(U2, code))


def test_what_the_next_question_is_about_is_remembered_for_one_user(world: World) -> None:
    world.link()
    world.link(U2, "jiro")
    world.links.remember(U1, OCS, next(iter(Region)))
    assert world.links.of(U1).company == OCS
    assert world.links.of(U1).region is not None
    assert (world.links.of(U2).company, world.links.of(U2).region) == (None, None)
    world.links.remember(U1, None, None)
    assert (world.links.of(U1).company, world.links.of(U1).region) == (None, None)
