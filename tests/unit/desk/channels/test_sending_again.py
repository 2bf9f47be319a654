"""A call that did not succeed: what is tried again, what is said again, what is given up, and who goes on with it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from desk.channels.adapter import NotSent, ReplySpent, Undeliverable
from desk.channels.outbox import LEASE, OPEN
from desk.channels.sending import Plan
from desk.storage.channel_tables import channel_events, outbox
from tests.unit.desk.channels.channels_world import OCS, SECOND, ChannelsWorld

MINUTE = timedelta(minutes=1)


def fail(world: ChannelsWorld, plan: Plan, error: NotSent) -> None:
    world.sending.failed(world.platform, plan, error)


# ---------------------------------------------------------------------- failures


def test_what_failed_is_tried_again_later_under_the_same_id(world: ChannelsWorld) -> None:
    item = world.say("k1")
    plan = world.planned()
    fail(world, plan, NotSent("http_500", unsure=True))
    row = world.row(item)
    assert (row.state, row.call_id, row.call_unsure, row.failure) == (
        "waiting",
        plan.begun.id,
        True,
        "http_500",
    )
    assert row.at > world.clock.now
    assert row.leased_until is None
    again = world.planned()
    assert (again.begun.id, again.begun.unsure) == (plan.begun.id, True)
    assert world.pushes == 1, "the same call is counted once"


def test_that_an_earlier_attempt_may_have_arrived_is_not_forgotten(world: ChannelsWorld) -> None:
    item = world.say("k1")
    fail(world, world.planned(), NotSent("timeout", unsure=True))
    fail(world, world.planned(), NotSent("no_connection"))
    assert world.row(item).call_unsure


def test_one_that_never_left_is_sure_not_to_have_arrived(world: ChannelsWorld) -> None:
    item = world.say("k1")
    fail(world, world.planned(), NotSent("no_connection"))
    assert not world.row(item).call_unsure


def test_the_platforms_wait_is_kept_to(world: ChannelsWorld) -> None:
    item = world.say("k1")
    fail(world, world.planned(), NotSent("http_429", after=600.0))
    assert world.row(item).at >= world.clock.now + 600 * SECOND


def test_a_reply_is_tried_again_within_five_seconds_for_its_token_does_not_wait(world: ChannelsWorld) -> None:
    world.came_in("e1")
    item = world.say("k1")
    plan = world.planned()
    for _ in range(8):
        fail(world, plan, NotSent("http_500", unsure=True))
        assert world.row(item).at <= world.clock.now + 5 * SECOND
        world.clock.forward(5 * SECOND)
        plan = world.planned()
    fail(world, plan, NotSent("http_429", after=9.0))
    assert world.row(item).at >= world.clock.now + 9 * SECOND


@pytest.mark.parametrize(("more", "state"), [(timedelta(), "waiting"), (SECOND, "failed")])
def test_a_message_is_given_up_once_the_platform_would_not_know_a_repetition(
    world: ChannelsWorld, more: timedelta, state: str
) -> None:
    items = [world.say("k1"), world.say("k2")]
    plan = world.planned()
    world.clock.forward(timedelta(hours=1) + more)
    fail(world, plan, NotSent("http_500", unsure=True))
    assert [world.state(one) for one in items] == [state, state]
    if state == "failed":
        assert world.row(items[0]).failure == "given_up:http_500"


def test_what_can_never_be_delivered_is_failed_and_not_counted(world: ChannelsWorld) -> None:
    item = world.say("k1")
    fail(world, world.planned(), Undeliverable("http_400"))
    assert (world.state(item), world.row(item).failure, world.pushes) == ("failed", "http_400", 0)
    assert world.recorded == [("desk", "channel.undeliverable", item, "line http_400")]


def test_of_several_each_is_tried_alone(world: ChannelsWorld) -> None:
    items = [world.say("k1"), world.say("k2")]
    fail(world, world.planned(), Undeliverable("http_400"))
    assert [(world.state(one), world.row(one).alone) for one in items] == [("waiting", True)] * 2
    fail(world, world.planned(), Undeliverable("http_400"))
    assert world.planned().ids == items[1:]
    assert [world.state(one) for one in items] == ["failed", "waiting"]


def test_a_refused_body_has_not_used_its_token_up(world: ChannelsWorld) -> None:
    event = world.came_in("e1")
    items = [world.say("k1"), world.say("k2")]
    fail(world, world.planned(), Undeliverable("http_400"))
    assert not world.event(event).reply_taken
    plan = world.planned()
    assert (plan.begun.via, plan.ids) == ("reply", items[:1])
    assert world.pushes == 0


# ---------------------------------------------------------------------- replies whose end nobody knows


def test_a_token_that_is_spent_while_young_after_a_doubt_means_that_it_had_arrived(
    world: ChannelsWorld,
) -> None:
    world.came_in("e1")
    item = world.say("k1")
    fail(world, world.planned(), NotSent("timeout", unsure=True))
    world.clock.forward(5 * SECOND)
    fail(world, world.planned(), ReplySpent("reply_token_spent"))
    assert world.state(item) == "sent"


def test_a_token_that_is_spent_without_a_doubt_did_not_carry_it(world: ChannelsWorld) -> None:
    event, item = world.came_in("e1"), world.say("k1")
    fail(world, world.planned(), ReplySpent("reply_token_spent"))
    assert (world.state(item), world.row(item).call_id) == ("waiting", None)
    assert world.event(event).reply_enc is None
    plan = world.planned()
    assert (plan.begun.via, plan.call.again) == ("push", False)


@pytest.mark.parametrize(("age", "state"), [(49, "sent"), (50, "waiting")])
def test_a_token_that_is_spent_when_old_says_nothing_and_it_is_said_again(
    world: ChannelsWorld, age: int, state: str
) -> None:
    world.came_in("e1")
    item = world.say("k1")
    fail(world, world.planned(), NotSent("timeout", unsure=True))
    world.clock.forward(5 * SECOND)
    plan = world.planned()
    world.clock.forward((age - 5) * SECOND)
    fail(world, plan, ReplySpent("reply_token_spent"))
    assert world.state(item) == state
    if state == "waiting":
        plan = world.planned()
        assert (plan.begun.via, plan.call.again) == ("push", True)


@pytest.mark.parametrize("unsure", [True, False])
def test_a_reply_that_grew_old_is_pushed_and_says_that_it_may_be_there(
    world: ChannelsWorld, unsure: bool
) -> None:
    event, item = world.came_in("e1"), world.say("k1")
    fail(world, world.planned(), NotSent("x", unsure=unsure))
    world.clock.forward(51 * SECOND)
    assert world.plan() is None, "the next plan knows what its reader may have"
    assert world.event(event).reply_enc is None
    assert world.row(item).call_id is None
    plan = world.planned()
    assert (plan.begun.via, plan.call.again, plan.ids) == ("push", unsure, [item])


def test_what_may_be_there_already_is_not_mixed_with_what_is_not(world: ChannelsWorld) -> None:
    world.came_in("e1")
    first = world.say("k1")
    fail(world, world.planned(), NotSent("timeout", unsure=True))
    world.clock.forward(51 * SECOND)
    second = world.say("k2")
    assert world.plan() is None
    assert world.planned().ids == [first]
    assert world.state(second) == "waiting"


@pytest.mark.parametrize(("seconds", "via"), [(14, "reply"), (15, "push")])
def test_while_replies_have_no_end_new_answers_of_the_account_are_pushed(
    world: ChannelsWorld, seconds: int, via: str
) -> None:
    world.came_in("e1")
    world.say("k1")
    fail(world, world.planned(), NotSent("timeout", unsure=True))
    world.clock.forward(seconds * SECOND)
    world.conversation("c2")
    world.bind("c2", "U2")
    event = world.came_in("e2", "U2")
    world.say("k2", conversation="c2", thread="t2")
    plan = world.sending.plan(world.platform, "ocs", "t2")
    assert plan is not None
    assert plan.begun.via == via
    assert world.event(event).reply_taken is (via == "reply")
    assert world.pushes == (via == "push")


def test_in_doubt_a_reply_still_goes_where_the_limit_lets_no_push_through(world: ChannelsWorld) -> None:
    world.platform.limit = 0
    world.came_in("e1")
    world.say("k1")
    fail(world, world.planned(), NotSent("timeout", unsure=True))
    world.clock.forward(15 * SECOND)
    world.conversation("c2")
    world.bind("c2", "U2")
    world.came_in("e2", "U2")
    world.say("k2", conversation="c2", thread="t2")
    plan = world.sending.plan(world.platform, "ocs", "t2")
    assert plan is not None
    assert plan.begun.via == "reply"


def test_another_accounts_doubt_is_none_of_ones_own(world: ChannelsWorld) -> None:
    world.came_in("e1")
    item = world.say("k1")
    fail(world, world.planned(), NotSent("timeout", unsure=True))
    world.do(update(outbox).where(outbox.c.id == item).values(account="oni"))
    world.clock.forward(20 * SECOND)
    world.came_in("e2")
    world.say("k2")
    assert world.planned().begun.via == "reply"


# ---------------------------------------------------------------------- two processes


def test_what_one_process_sends_the_other_leaves_until_its_lease_is_over(world: ChannelsWorld) -> None:
    world.say("k1")
    plan = world.planned()
    world.clock.forward(LEASE - SECOND)
    assert world.plan(world.other_process()) is None
    world.clock.forward(SECOND)
    again = world.plan(world.other_process())
    assert again is not None
    assert (again.begun.id, again.begun.unsure) == (plan.begun.id, True)
    assert world.pushes == 1
    assert timedelta(minutes=2) == LEASE


def test_a_call_that_could_not_begin_counts_nothing(world: ChannelsWorld) -> None:
    item = world.say("k1")
    rows = world.box.open_rows("ocs", "t1")
    world.do(update(outbox).where(outbox.c.id == item).values(state="sent"))
    person = world.sending._person(rows[0])
    assert world.sending._begin(world.platform, rows, person) is None
    assert world.pushes == 0
    assert world.rows(channel_events) == []
    assert item not in {row.id for row in world.rows(outbox) if row.state in OPEN}


def test_an_error_of_one_process_does_not_undo_anothers_success(world: ChannelsWorld) -> None:
    item = world.say("k1")
    plan = world.planned()
    world.sending.succeeded(plan, {"line": ["1"]})
    fail(world, plan, NotSent("timeout", unsure=True))
    assert world.state(item) == "sent"
    assert world.row(item).company == OCS
