"""Between outbox and platform: whose reply token is used for what, what is pushed and counted, what is said again, and
what is given up."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from desk.channels.adapter import NotSent, OutOfQuota
from desk.channels.sending import Plan
from desk.storage.channel_tables import channel_people, outbox
from tests.unit.desk.channels.channels_world import SECOND, ChannelsWorld

MINUTE = timedelta(minutes=1)


def fail(world: ChannelsWorld, plan: Plan, error: NotSent) -> None:
    world.sending.failed(world.platform, plan, error)


# ---------------------------------------------------------------------- reply tokens


def test_an_answer_replies_with_the_customers_token_once_and_costs_nothing(world: ChannelsWorld) -> None:
    event, item = world.came_in("e1"), world.say("k1")
    plan = world.planned()
    assert (plan.begun.via, plan.call.reply_token, plan.call.person) == ("reply", "token", "U1")
    assert world.event(event).reply_taken
    world.sending.succeeded(plan, {"line": ["1"]})
    row = world.row(item)
    assert (row.state, row.refs, row.payload_enc, row.done_at) == (
        "sent",
        {"line": ["1"]},
        None,
        world.clock.now,
    )
    assert world.event(event).reply_enc is None, "a spent token is not kept"
    world.say("k2")
    plan = world.planned()
    assert (plan.begun.via, plan.call.reply_token, plan.call.person) == ("push", None, "U1")
    assert world.pushes == 1


@pytest.mark.parametrize(("age", "via"), [(49, "reply"), (50, "push"), (51, "push")])
def test_a_token_is_used_while_it_is_sure_to_hold(world: ChannelsWorld, age: int, via: str) -> None:
    world.came_in("e1")
    world.say("k1")
    world.clock.forward(age * SECOND)
    assert world.planned().begun.via == via
    assert world.pushes == (via == "push")


def test_the_oldest_token_that_holds_is_used_first(world: ChannelsWorld) -> None:
    world.came_in("e1", token="old")
    world.clock.forward(40 * SECOND)
    world.came_in("e2", token="first")
    world.clock.forward(11 * SECOND)
    world.came_in("e3", token="second")
    world.say("k1")
    assert world.planned().call.reply_token == "first"


def test_nobody_elses_token_is_used(world: ChannelsWorld) -> None:
    world.conversation("c2")
    world.bind("c2", "U2")
    event = world.came_in("e2", "U2")
    world.came_in("e3", token=None)
    world.say("k1")
    assert world.planned().begun.via == "push"
    assert not world.event(event).reply_taken


def test_what_is_the_channels_own_has_no_person_and_no_token(world: ChannelsWorld) -> None:
    world.came_in("e1")
    world.put("k1")
    plan = world.planned()
    assert (plan.call.person, plan.call.reply_token) == (None, None)


def test_a_platform_without_tokens_or_costs_is_pushed_to_and_not_counted(world: ChannelsWorld) -> None:
    world.platform.reply_seconds, world.platform.metered = 0.0, False
    world.came_in("e1")
    world.say("k1")
    assert world.planned().begun.via == "push"
    assert world.pushes == 0


# ---------------------------------------------------------------------- how much a call takes


def test_a_call_takes_whole_rows_as_far_as_there_is_room(world: ChannelsWorld) -> None:
    items = [world.say(f"k{n}", objects) for n, objects in enumerate((2, 3, 1))]
    plan = world.planned()
    assert plan.ids == items[:2]
    assert len(plan.call.objects) == 5
    world.sending.succeeded(plan, {})
    assert world.planned().ids == items[2:]


def test_a_row_that_does_not_fit_beside_another_waits_for_the_next_call(world: ChannelsWorld) -> None:
    items = [world.say(f"k{n}", objects) for n, objects in enumerate((3, 3))]
    assert world.planned().ids == items[:1]


def test_a_row_that_takes_more_than_one_call_goes_on_where_it_stopped(world: ChannelsWorld) -> None:
    item = world.say("k1", 12)
    for done, objects in ((5, [0, 1, 2, 3, 4]), (10, [5, 6, 7, 8, 9])):
        plan = world.planned()
        assert [one["n"] for one in plan.call.objects] == objects
        world.sending.succeeded(plan, {})
        assert (world.row(item).parts_done, world.state(item), world.row(item).call_id) == (
            done,
            "waiting",
            None,
        )
    plan = world.planned()
    assert [one["n"] for one in plan.call.objects] == [10, 11]
    assert plan.parts == {}
    world.sending.succeeded(plan, {})
    assert world.state(item) == "sent"


def test_a_row_of_just_one_call_is_whole_in_it(world: ChannelsWorld) -> None:
    world.say("k1", 5)
    assert world.planned().parts == {}


def test_what_is_to_go_alone_goes_alone(world: ChannelsWorld) -> None:
    items = [world.say(f"k{n}") for n in range(3)]
    world.do(update(outbox).where(outbox.c.id == items[1]).values(alone=True))
    for item in items:
        plan = world.planned()
        assert plan.ids == [item]
        world.sending.succeeded(plan, {})


def test_nothing_to_say_is_settled_without_a_call(world: ChannelsWorld) -> None:
    item = world.say("k1", 0)
    assert world.plan() is None
    assert world.state(item) == "sent"
    assert world.plan() is None
    assert world.pushes == 0


# ---------------------------------------------------------------------- nobody there, nothing to show


def test_who_has_blocked_the_account_is_not_written_to_and_staff_sees_it(world: ChannelsWorld) -> None:
    world.do(update(channel_people).values(reachable=False))
    items = [world.say("k1"), world.say("k2")]
    assert world.plan() is None
    assert [world.state(one) for one in items] == ["failed", "waiting"]
    assert world.row(items[0]).failure == "unreachable"
    assert world.recorded == [("desk", "channel.undeliverable", items[0], "line unreachable")]
    assert world.pushes == 0


def test_what_belongs_to_nobody_any_more_is_not_sent(world: ChannelsWorld) -> None:
    world.do(channel_people.delete())
    item = world.say("k1")
    assert world.plan() is None
    assert world.row(item).failure == "unreachable"


def test_a_message_that_cannot_be_shown_does_not_keep_the_next_ones_back(world: ChannelsWorld) -> None:
    first = world.say("k1")
    world.platform.broken = ValueError("secret text")
    assert world.plan() is None
    assert world.row(first).failure == "render:ValueError"
    world.platform.broken = None
    second = world.say("k2")
    assert world.planned().ids == [second]


@pytest.mark.parametrize("error", [OperationalError("x", {}, Exception()), OSError(), MemoryError()])
def test_where_the_machine_fails_nothing_is_given_up(world: ChannelsWorld, error: Exception) -> None:
    item = world.say("k1")
    world.platform.broken = error
    with pytest.raises(type(error)):
        world.plan()
    assert world.state(item) == "waiting"


# ---------------------------------------------------------------------- cost


def test_at_the_months_limit_it_is_held_until_the_month_is_another(world: ChannelsWorld) -> None:
    world.platform.limit = 1
    first = world.say("k1")
    world.sending.succeeded(world.planned(), {})
    second = world.say("k2")
    assert world.plan() is None
    assert [world.state(one) for one in (first, second)] == ["sent", "held"]
    assert world.row(second).failure == "monthly_limit"
    assert world.row(second).call_id is None
    assert world.pushes == 1
    assert world.box.release() == 0, "in the same month"
    world.clock.forward(timedelta(days=20))
    assert world.box.release() == 1
    assert world.planned().ids == [second]


def test_a_reply_goes_at_the_limit_too_and_takes_what_was_held_with_it(world: ChannelsWorld) -> None:
    world.platform.limit = 0
    held = world.say("k1")
    assert world.plan() is None
    assert world.state(held) == "held"
    world.came_in("e1")
    answer = world.say("k2")
    plan = world.planned()
    assert (plan.begun.via, plan.ids) == ("reply", [held, answer])


def test_what_the_platform_refuses_for_its_own_limit_is_held_and_not_counted(world: ChannelsWorld) -> None:
    item = world.say("k1")
    fail(world, world.planned(), OutOfQuota("monthly_limit_of_line"))
    assert (world.state(item), world.row(item).failure, world.pushes) == ("held", "monthly_limit_of_line", 0)
    assert world.box.release() == 1, "the platform is asked again in the same month"
