"""What was pressed or asked in Slack and could not be worked on: the user is told, alone, and staff may try it again."""

import pytest
from sqlalchemy import select

from api.slack.bolt import REPLY_SHORTCUT
from desk.channels.ledger import MAX_ATTEMPTS
from desk.slack.handoff import CLAIM
from desk.slack.threads import SLACK
from desk.storage.channel_tables import channel_events
from knowledge.vocabulary import Owner
from tests.integration.slack.fake_slack import buttons
from tests.integration.slack.support import CHANNEL, Play, SlackWorld
from tests.integration.slack.test_handoff import edited, sent_from_the_thread


async def exhaust(world: SlackWorld) -> None:
    for _ in range(MAX_ATTEMPTS):
        await world.settle()
        world.forward(minutes=2)
    await world.settle()


def test_a_button_that_could_not_be_worked_on(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        boss = world.staff("hanako", "U1")
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        with pytest.MonkeyPatch.context() as patch:

            def broken(*_: object) -> None:
                raise OSError("内容")

            patch.setattr(world.desk.handoffs, "claim", broken)
            await world.press(buttons(head)[CLAIM], head)
            await exhaust(world)
        (told,) = [one for one in world.fake.ephemerals if "引き受けられませんでした" in one["text"]]
        assert told["user"] == "U1"
        (one,) = world.desk.channels.stuck.of()
        assert (one.channel, one.kind, one.company, one.why) == (SLACK, "claim", None, "OSError")
        world.desk.channels.stuck.retry(one.id, boss)
        await world.settle()
        assert world.desk.conversations.get(conversation.id).owner is Owner.STAFF
        assert world.desk.channels.stuck.of() == ()

    play(scenario)


def test_a_question_that_could_not_be_looked_up(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        with pytest.MonkeyPatch.context() as patch:

            def broken(*_: object, **__: object) -> None:
                raise OSError

            patch.setattr(world.answerer, "lookup", broken)
            await world.command("oni 手数料は？")
            await exhaust(world)
        (answer,) = world.fake.responses
        assert "お調べできませんでした" in answer["text"]

    play(scenario)


def test_what_was_given_up_goes_with_its_conversation(play: Play) -> None:
    """A reply or an edit that could not be passed on stays for a month to be tried again, but not after an erasure:
    staff may have written a name."""

    async def scenario(world: SlackWorld) -> None:
        conversation, head, draft = await sent_from_the_thread(world)
        await world.handed_over()
        await world.settle()
        (second,) = [one for one in world.fake.heads(CHANNEL) if one["ts"] != head["ts"]]
        with pytest.MonkeyPatch.context() as patch:

            def broken(*_: object, **__: object) -> None:
                raise OSError

            patch.setattr(world.desk.handoffs, "say", broken)
            await world.shortcut(
                REPLY_SHORTCUT, {**draft, "ts": "9.2", "text": "植村真琴さま、お待たせしました"}
            )
            await exhaust(world)
            await world.event(edited(draft, "植村真琴さま、手数料は300円です。", "10.2"))
            await exhaust(world)
            patch.setattr(world.desk.handoffs, "claim", broken)
            await world.press(buttons(second)[CLAIM], second)
            await exhaust(world)
        assert {one.kind for one in world.desk.channels.stuck.of()} == {"reply", "edited", "claim"}
        await world.event(edited(draft, "まだ処理されていない植村", "10.3"))
        world.desk.erasures.erase([], "operator", conversations=[conversation.id])
        assert [one.kind for one in world.desk.channels.stuck.of() if one.repeatable] == ["claim"]
        events = channel_events.c
        with world.desk.database.read() as conn:
            kept = conn.execute(select(events.kind).where(events.content_enc.is_not(None))).scalars().all()
        assert kept == ["claim"]

    play(scenario)
