"""A conversation changes hands: who may give it away, to whom, and what everybody is told."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desk.errors import ChangeInvalid, ConversationNotFound, Forbidden
from desk.handover.errors import ColleagueNotThere, ColleagueUnfit, NotClaimant
from desk.handover.notes import LONGEST
from desk.handover.presence import HERE_FOR
from desk.ids import ConversationId
from desk.roles import StaffMember
from tests.unit.desk.queue.queue_world import CLAIM, HANAKO, JIRO, OCS, ONI, World, member
from tests.unit.desk.small_store import START


def test_a_colleague_who_is_there_has_it_at_once_and_the_customer_reads_who_it_is(world: World) -> None:
    mine = world.conversation("c", "staff", HANAKO)
    found = world.transfers.to_colleague(mine, HANAKO, JIRO.id, " よろしく ")
    assert (found.owner.value, found.claimed_by, found.claimed_alias) == ("staff", "jiro", "担当jiro")
    assert found.claimed_until == START + CLAIM
    assert found.state_version == 8, "what the bot was about to say is not said"
    assert world.told("c") == ["system.transferred"]
    assert [(note.by, note.text) for note in world.notes.list(mine, JIRO)] == [("担当hanako", "よろしく")]
    assert ("hanako", "transfer", "c", "jiro") in world.audited()


def test_given_back_it_waits_where_it_waited_first_and_is_nobodys(world: World) -> None:
    since = START - timedelta(hours=1)
    mine = world.conversation("c", "staff", HANAKO, waiting_since=since)
    found = world.transfers.to_queue(mine, HANAKO)
    assert (found.owner.value, found.claimed_by, found.claimed_alias, found.claimed_until) == (
        "waiting", None, None, None,
    )  # fmt: skip
    assert world.row("c").waiting_since == since and found.state_version == 8
    assert world.told("c") == ["system.back_in_queue"] and world.notes.list(mine, HANAKO) == ()
    assert ("hanako", "transfer", "c", "queue") in world.audited()


def test_who_had_never_waited_waits_from_now_on(world: World) -> None:
    world.conversation("c", "staff", HANAKO, waiting_since=None)
    world.tx.now += timedelta(minutes=5)
    world.transfers.to_queue(ConversationId("c"), HANAKO)
    assert world.row("c").waiting_since == START + timedelta(minutes=5)


Act = Callable[[World, StaffMember], object]
BOTH: list[Act] = [
    lambda world, by: world.transfers.to_colleague(ConversationId("c"), by, "jiro"),
    lambda world, by: world.transfers.to_queue(ConversationId("c"), by),
]


@pytest.mark.parametrize("act", BOTH)
def test_only_who_has_a_conversation_gives_it_away(world: World, act: Act) -> None:
    saburo = world.add(member("saburo"))
    world.conversation("c", "staff", saburo)
    with pytest.raises(NotClaimant):
        act(world, HANAKO)
    assert (world.row("c").claimed_by, world.told("c"), world.audited()) == ("saburo", [], [])


@pytest.mark.parametrize("owner", ["waiting", "bot", "closed"])
@pytest.mark.parametrize("act", BOTH)
def test_what_is_not_with_staff_any_more_is_not_given_away(world: World, act: Act, owner: str) -> None:
    world.conversation("c", owner, HANAKO)
    with pytest.raises(NotClaimant):
        act(world, HANAKO)
    assert world.row("c").owner == owner


@pytest.mark.parametrize("act", BOTH)
def test_who_may_not_reply_for_the_company_any_more_gives_nothing_away(world: World, act: Act) -> None:
    for who in (member("hanako", "desk", ONI), member("hanako", "look_up")):
        world.conversation("c", "staff", who)
        with pytest.raises(Forbidden):
            act(world, who)
        world.tx.conn.exec_driver_sql("DELETE FROM conversations")
    with pytest.raises(ConversationNotFound):
        act(world, HANAKO)


def test_nobody_is_given_one_who_does_not_serve_the_company_and_nobody_gives_it_to_themselves(
    world: World,
) -> None:
    mine = world.conversation("c", "staff", HANAKO)
    world.add(member("elsewhere", "desk", ONI))
    world.add(member("looks", "look_up"))
    for unfit in ("elsewhere", "looks", "hanako", "nobody"):
        with pytest.raises(ColleagueUnfit):
            world.transfers.to_colleague(mine, HANAKO, unfit)
    own = world.add(member("own", "desk", OCS))
    assert world.transfers.to_colleague(mine, HANAKO, own.id).claimed_by == "own"


def test_who_is_away_or_gives_no_sign_is_given_nothing_and_named(world: World) -> None:
    mine = world.conversation("c", "staff", HANAKO)
    world.away(JIRO)
    with pytest.raises(ColleagueNotThere) as refused:
        world.transfers.to_colleague(mine, HANAKO, JIRO.id)
    assert refused.value.alias == "担当jiro"
    late = world.add(member("late"))
    world.tx.now += HERE_FOR
    with pytest.raises(ColleagueNotThere):
        world.transfers.to_colleague(mine, HANAKO, late.id)
    assert world.row("c").claimed_by == "hanako"


def test_of_two_of_one_alias_the_one_who_was_chosen_has_it(world: World) -> None:
    first, second = (world.add(member(name, alias="佐藤")) for name in ("sato", "sato2"))
    mine = world.conversation("c", "staff", first)
    assert world.transfers.to_colleague(mine, first, second.id).claimed_by == "sato2"
    with pytest.raises(NotClaimant):
        world.transfers.to_queue(mine, first)


def test_a_note_that_is_too_long_is_refused_and_an_empty_one_is_none(world: World) -> None:
    mine = world.conversation("c", "staff", HANAKO)
    with pytest.raises(ChangeInvalid, match="note"):
        world.transfers.to_queue(mine, HANAKO, "x" * (LONGEST + 1))
    assert world.row("c").owner == "staff", "and the conversation stays where it was"
    world.transfers.to_colleague(mine, HANAKO, JIRO.id, " \n")
    assert world.notes.list(mine, JIRO) == ()
    assert world.transfers.to_queue(mine, JIRO, "x" * LONGEST).owner.value == "waiting"
