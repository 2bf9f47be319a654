"""Events that nobody could work on: what staff sees of them, whose they are, and what is done about them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from desk.channels.errors import EventContentGone, EventNotFound
from desk.channels.stuck import SetAside, Stuck, StuckEvents
from desk.errors import Forbidden
from desk.roles import Role, StaffMember
from knowledge.vocabulary import CompanyId
from tests.unit.desk.channels.channels_world import OCS, ONI, SECOND, ChannelsWorld


class World(ChannelsWorld):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.stuck = StuckEvents(self.context)
        self.failed = self.came_in("e1")
        self.set_event(self.failed, state="failed", failure="ValueError", attempts=12)


def member(companies: frozenset[CompanyId] | None = frozenset({OCS}), role: Role = "desk") -> StaffMember:
    return StaffMember("s1", "hanako", "a", companies, role)


HANAKO = member()


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_what_was_given_up_is_shown_without_what_was_said(world: World) -> None:
    (one,) = world.stuck.of()
    assert one == Stuck(
        world.failed, "line", "ocs", OCS, one.conversation_id, "text", "given_up", "ValueError",
        world.clock.now, 12, repeatable=True,
    )  # fmt: skip
    assert one.conversation_id == "c1"
    assert "masked" not in repr(one)


def test_each_sees_what_belongs_to_the_own_companies(world: World) -> None:
    own = world.came_in("e2", "U9", account=ONI)
    world.set_event(own, state="failed", failure="x")
    assert [one.id for one in world.stuck.of()] == [world.failed, own]
    assert [one.id for one in world.stuck.of([ONI])] == [own]
    assert world.stuck.of([ONI])[0].conversation_id is None
    assert world.stuck.of([]) == ()
    world.set_event(own, company=None)
    assert world.stuck.of([OCS, ONI])[-1].id == world.failed, "one of no company is for who works for all"


@pytest.mark.parametrize(
    ("age", "failure", "shown"), [(120, "x", True), (119, "x", False), (999, None, False)]
)
def test_what_is_tried_by_itself_is_shown_once_it_has_taken_a_while(
    world: World, age: int, failure: str | None, shown: bool
) -> None:
    trying = world.came_in("e2")
    world.set_event(trying, failure=failure)
    world.clock.forward(age * SECOND)
    found = [(one.id, one.state) for one in world.stuck.of() if one.id == trying]
    assert found == ([(trying, "trying")] if shown else [])


@pytest.mark.parametrize(("state", "failure"), [("failed", "erased"), ("done", None), ("set_aside", "x")])
def test_what_is_over_is_not_shown_and_not_tried_again(world: World, state: str, failure: str | None) -> None:
    world.set_event(world.failed, state=state, failure=failure)
    world.clock.forward(timedelta(hours=1))
    assert world.stuck.of() == ()
    for do in retries(world):
        with pytest.raises(EventNotFound):
            do(HANAKO)
    assert world.stuck.retry_all(HANAKO) == 0


def retries(world: World) -> list[Callable[[StaffMember], object]]:
    return [
        lambda by: world.stuck.retry(world.failed, by),
        lambda by: world.stuck.set_aside(world.failed, SetAside.NOT_NEEDED, by),
    ]


def test_one_that_is_tried_again_begins_anew(world: World) -> None:
    world.clock.forward(timedelta(hours=1))
    world.stuck.retry(world.failed, HANAKO)
    row = world.event(world.failed)
    assert (row.state, row.attempts, row.failure, row.at, row.done_at) == (
        "accepted",
        0,
        None,
        world.clock.now,
        None,
    )
    assert world.recorded == [("hanako", "channel.event_retry", world.failed, "")]


def test_all_of_ones_own_are_tried_again_together(world: World) -> None:
    others = world.came_in("e2", account=ONI)
    gone = world.came_in("e3")
    world.set_event(others, state="failed", failure="x")
    world.set_event(gone, state="failed", failure="x", content_enc=None)
    assert world.stuck.retry_all(HANAKO) == 1
    assert [world.event(one).state for one in (world.failed, others, gone)] == [
        "accepted",
        "failed",
        "failed",
    ]
    assert world.stuck.retry_all(HANAKO) == 0
    assert len(world.recorded) == 1
    assert world.stuck.retry_all(member(None)) == 1


def test_one_whose_content_is_gone_cannot_be_tried_again(world: World) -> None:
    world.set_event(world.failed, content_enc=None)
    assert not world.stuck.of()[0].repeatable
    with pytest.raises(EventContentGone):
        world.stuck.retry(world.failed, HANAKO)


def test_one_that_is_set_aside_loses_what_was_said_and_the_log_says_why(world: World) -> None:
    world.stuck.set_aside(world.failed, SetAside.ANSWERED, HANAKO)
    row = world.event(world.failed)
    assert (row.state, row.content_enc, row.reply_enc, row.done_at) == (
        "set_aside",
        None,
        None,
        world.clock.now,
    )
    assert row.failure == "ValueError"
    assert world.recorded == [("hanako", "channel.event_set_aside", world.failed, "answered")]


def test_another_companys_is_as_if_it_were_not_there(world: World) -> None:
    for do in retries(world):
        with pytest.raises(EventNotFound):
            do(member(frozenset({ONI})))
    assert world.event(world.failed).state == "failed"


def test_who_answers_nobody_does_nothing_about_them(world: World) -> None:
    for do in [*retries(world), world.stuck.retry_all]:
        with pytest.raises(Forbidden):
            do(member(role="look_up"))
    assert world.event(world.failed).state == "failed"
