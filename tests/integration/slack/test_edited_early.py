"""What happens to a message in a thread before it was worked on as a reply: an edit or a deletion is not lost, whatever
comes first; and what was never sent is nobody's business."""

from typing import Any

from sqlalchemy import func, select

from api.slack.bolt import REPLY_SHORTCUT
from desk.slack.handoff import CLOSE
from desk.storage.channel_tables import channel_events
from tests.integration.slack.fake_slack import buttons, text_of
from tests.integration.slack.support import CHANNEL, Play, SlackWorld
from tests.integration.slack.test_handoff import claimed, edited, sent_from_the_thread


def deleted(draft: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "message", "subtype": "message_deleted", "channel": CHANNEL, "deleted_ts": draft["ts"],
        "previous_message": draft,
    }  # fmt: skip


def notes_in(world: SlackWorld, head: dict[str, Any], words: str) -> int:
    return sum(words in text_of(one) for one in world.fake.thread(CHANNEL, head))


def kept(world: SlackWorld) -> int:
    with world.desk.database.read() as conn:
        return conn.execute(select(func.count()).select_from(channel_events)).scalar_one()


def test_an_edit_that_comes_before_the_reply_was_worked_on_goes_out_as_a_correction(play: Play) -> None:
    """Slack tells an edit's time in whole seconds, so that it may seem older than the click before it."""

    async def scenario(world: SlackWorld) -> None:
        conversation, head, draft = await claimed(world)
        world.forward(seconds=0.7)
        await world.shortcut(REPLY_SHORTCUT, draft)
        await world.event(edited(draft, "手数料は300円です。", "10.2"))
        await world.settle()
        first, second = world.said(conversation)
        assert first.startswith("手数料は <無料> です。")
        assert second == "<slack.correction:ja:手数料は300円です。>"
        assert notes_in(world, head, "編集された内容を、訂正として") == 1

    play(scenario)


def test_who_edits_a_sent_message_is_told_what_of_it_was_masked(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, _, draft = await sent_from_the_thread(world)
        before = len(world.fake.ephemerals)
        await world.event(edited(draft, "お電話は090-1234-5678へ。", "10.2"))
        await world.event(edited(draft, "お電話は090-1234-5678へ。", "10.2"), retry=1)
        await world.settle()
        assert world.said(conversation)[-1] == "<slack.correction:ja:お電話は［電話番号］へ。>"
        (whisper,) = world.fake.ephemerals[before:]
        assert "電話番号" in whisper["text"]
        assert "伏せ字にしてお送りしました" in whisper["text"]

    play(scenario)


def test_who_edits_a_message_that_may_not_go_out_is_not_told_that_it_went_masked(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        _, head, draft = await sent_from_the_thread(world)
        await world.press(buttons(head)[CLOSE], head)
        await world.settle()
        before = len(world.fake.ephemerals)
        await world.event(edited(draft, "お電話は090-1234-5678へ。", "11.0"))
        await world.settle()
        assert notes_in(world, head, "編集はお客様に送っていません") == 1
        assert world.fake.ephemerals[before:] == []

    play(scenario)


def test_a_deletion_that_comes_before_the_reply_was_worked_on_warns(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, head, draft = await claimed(world)
        world.forward(seconds=0.7)
        await world.shortcut(REPLY_SHORTCUT, draft)
        await world.event(deleted(draft))
        await world.settle()
        assert len(world.said(conversation)) == 1
        assert notes_in(world, head, "取り消すことはできません") == 1

    play(scenario)


def test_an_edit_before_the_message_is_sent_is_what_is_sent(play: Play) -> None:
    """The click carries the text as it is by then; its edit, which Slack tells besides, is no correction."""

    async def scenario(world: SlackWorld) -> None:
        conversation, head, draft = await claimed(world)
        await world.shortcut(REPLY_SHORTCUT, {**draft, "text": "手数料は300円です。"})
        await world.event(edited(draft, "手数料は300円です。", "10.2"))
        await world.settle()
        assert world.said(conversation) == ["手数料は300円です。"]
        assert notes_in(world, head, "編集された内容") == 0

    play(scenario)


def test_what_was_never_sent_may_be_edited_and_deleted_without_a_word(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, head, draft = await claimed(world)
        before = len(world.fake.thread(CHANNEL, head))
        await world.event(edited(draft, "社内のメモ", "10.2"))
        await world.event(deleted(draft))
        await world.event(edited({**draft, "thread_ts": "1.0"}, "別のスレッド", "10.2"))
        await world.event({**deleted(draft), "previous_message": {**draft, "thread_ts": "1.0"}})
        await world.settle()
        assert world.said(conversation) == []
        assert len(world.fake.thread(CHANNEL, head)) == before
        assert not any("社内のメモ" in one for one in world.all_stored())

    play(scenario)


def test_what_the_app_itself_edits_in_a_thread_is_no_event(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        _, head, draft = await claimed(world)
        before = kept(world)
        own = {**draft, "ts": head["ts"], "bot_id": "B1"}
        await world.event(edited(own, "担当者が対応中です", "10.2"))
        assert kept(world) == before

    play(scenario)


def test_a_message_that_was_sent_and_then_edited_is_not_sent_again(play: Play) -> None:
    """Whoever presses again is told that the customer has it, and how the edit went out."""

    async def scenario(world: SlackWorld) -> None:
        conversation, _, draft = await sent_from_the_thread(world)
        await world.event(edited(draft, "手数料は300円です。", "10.2"))
        await world.settle()
        await world.shortcut(REPLY_SHORTCUT, {**draft, "text": "手数料は300円です。"})
        await world.settle()
        assert len(world.said(conversation)) == 2
        told = world.fake.ephemerals[-1]["text"]
        assert "すでにお客様にお送りしています" in told
        assert "届いていません" not in told

    play(scenario)
