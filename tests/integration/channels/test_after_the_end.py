"""Somebody's events after their conversation was closed: the next one is opened where there is something to say."""

import pytest
from sqlalchemy import update

from desk.model import StaffMember
from desk.storage import channel_tables as c
from desk.storage import tables as t
from knowledge.vocabulary import Owner
from tests.integration.channels.support import ChannelWorld
from tests.integration.channels.test_in_and_out import begin, handed_over, rows

pytestmark = pytest.mark.database("sqlite", "postgresql")


def test_who_comes_back_after_the_conversation_was_closed_is_welcomed_in_a_new_one(
    world: ChannelWorld, staff: StaffMember
) -> None:
    conversation = handed_over(world, staff)
    world.post(world.event("unfollow"))
    world.settle()
    world.desk.handoffs.close(conversation, staff)
    world.settle()
    world.clock.forward(seconds=10)
    world.post(world.event("follow", ago=20))  # old news: it came before they blocked the account
    world.settle()
    assert world.texts() == []
    world.post(world.event("follow"))
    world.settle()
    assert world.conversation().id != conversation
    assert world.conversation().owner is Owner.BOT
    greeting, back = world.texts()
    assert "窓口" in greeting
    assert "おかえりなさい" in back or "welcome_back" in back
    assert [call.reply_token is not None for call in world.platform.calls] == [True]
    world.post(world.event("follow"))  # told again, while they follow it
    world.settle()
    assert len(world.texts()) == 2


def test_what_was_answered_before_the_end_is_not_answered_again_after_it(
    world: ChannelWorld, staff: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The turn was committed, and before the event could be marked as done with, the conversation was closed."""
    begin(world)
    world.post(world.event(text="手数料は"))

    def lost(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(world.desk.channels.ledger, "done", lost)
        world.settle()
    first, heard = world.conversation().id, len(world.rasa.heard)
    with world.desk.database.write() as tx:
        tx.conn.execute(update(t.conversations).where(t.conversations.c.id == first).values(owner="closed"))
    world.clock.forward(minutes=6)
    world.settle()
    assert world.conversation().id == first
    assert len(world.rasa.heard) == heard
    assert rows(world, c.channel_events, c.channel_events.c.state == "accepted") == 0
    world.post(world.event(text="また来ました"))
    world.settle()
    assert world.conversation().id != first
