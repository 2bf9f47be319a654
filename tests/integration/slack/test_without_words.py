"""MADOGUCHI_SLACK_WORDS=none: no word of a customer's reaches Slack, whatever it is and whichever way it could take.

Every kind of post is made with a marker in all that a customer, the bot or staff wrote, and the marker is looked for in
everything that Slack was given. Of what staff types in Slack, nothing is posted by the desk either.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from api.slack.bolt import LOOK_UP_SHORTCUT, REPLY_SHORTCUT
from api.turns.dialogue import DialogueState
from desk.bootstrap import Desk
from desk.channels.adapter import Item
from desk.model import Conversation
from desk.slack.handoff import CLAIM, CORRECT, GIVE_BACK, REPLY
from desk.storage import tables as t
from knowledge.archive import PolicyArchive
from tests.integration.api.gateway_world import SLOTS, FakeRasa
from tests.integration.desk.support import RIGHT, Clock, announce, bot, form_token, opened, spec, turn
from tests.integration.slack.fake_slack import buttons, text_of
from tests.integration.slack.support import CHANNEL, OTHER_CHANNEL, Play, SlackWorld, run
from tests.integration.slack.test_news import remind

MARK = "目印のことば"
CONSOLE = "https://desk.example/staff/conversations/"


class Wordless:
    """A desk that posts no words; what it posts is written down by kind, and so is what it answers Slack at once."""

    def __init__(self, world: SlackWorld) -> None:
        world.start(slack_words="none")
        self.world, self.kinds, self.answers = world, set[str](), list[str]()
        self.composer = cast(Any, world.slack.channel.adapter)._composer
        objects, post = self.composer.objects, world.post

        def noted(item: Item) -> Sequence[Mapping[str, Any]]:
            made: Sequence[Mapping[str, Any]] = objects(item)
            self.kinds |= {item.kind} if made else set()
            return made

        async def answered(*given: Any) -> Any:
            answer = await post(*given)
            self.answers.append(answer.text)
            return answer

        self.composer.objects = noted
        cast(Any, world).post = answered

    def posted(self) -> str:
        return self.world.fake.everything() + json.dumps(
            [json.loads(one) if one.startswith("{") else one for one in self.answers], ensure_ascii=False
        )


async def handed_over(world: SlackWorld) -> Conversation:
    conversation = world.open("oni")
    for number in range(3):
        turn(world.desk, conversation.id, f"t{number}", f"{MARK} {number}", bot(f"「{MARK}」ですね。"))
    # Neither region nor reason: what is none of the vocabulary is refused before it is kept.
    slots = dict.fromkeys(("request_type", "requester", "subject", "reply_method"), MARK)
    world.rasa = FakeRasa(
        {"utterance": "system.handoff_open", "params": {}},
        {"effect": "handoff", "reason": "asked"},
        state=DialogueState({**SLOTS, **slots}),
    )
    await world.says(conversation, f"{MARK}。人と話したい")
    await world.settle()
    return world.desk.conversations.get(conversation.id)


async def in_the_thread(world: SlackWorld, conversation: Conversation) -> None:
    """Claimed, spoken with from Slack and from the console, edited, taken back, given back."""
    boss = world.desk.staff.get("hanako")
    assert boss is not None
    (head,) = world.fake.heads(CHANNEL)
    await world.press(buttons(head)[CLAIM], head)
    await world.settle()
    await world.press(
        {"action_id": CLAIM, "value": buttons(head)[REPLY]["value"]}, head, "U2"
    )  # whispered to
    await world.says(conversation, f"{MARK}、まだですか")
    world.desk.handoffs.say(conversation.id, boss, f"「{MARK}」の件ですね")
    await world.settle()
    await world.press(buttons(head)[REPLY], head)
    view = world.fake.views[-1]
    told = (await world.submit(view, f"{MARK}は090-1234-5678")).json()
    assert "電話番号" in json.dumps(told, ensure_ascii=False)
    await world.submit(view, f"{MARK}については次のとおりです")
    await world.settle()
    sent = next(one for one in reversed(world.fake.thread(CHANNEL, head)) if CORRECT in buttons(one))
    await world.press(buttons(sent)[CORRECT], sent)
    await world.submit(world.fake.views[-1], f"{MARK}ではありませんでした")
    draft = {
        "type": "message",
        "user": "U1",
        "text": f"{MARK}をお調べします",
        "ts": "9.1",
        "thread_ts": head["ts"],
    }
    await world.shortcut(REPLY_SHORTCUT, draft)
    await world.settle()
    edit = {**draft, "text": f"{MARK}をお調べしました", "edited": {"user": "U1", "ts": "10.2"}}
    await world.event({"type": "message", "subtype": "message_changed", "channel": CHANNEL, "message": edit})
    gone = {"type": "message", "subtype": "message_deleted", "channel": CHANNEL, "deleted_ts": "9.1"}
    await world.event({**gone, "previous_message": draft})
    await world.settle()
    assert len(world.said(conversation)) == 5  # the customer has all of it
    await world.press(buttons(head)[GIVE_BACK], head)
    await world.settle()


async def looked_up(world: SlackWorld) -> None:
    await world.command(f"{MARK}の手数料は？")
    await world.command(f"oni {MARK}の手数料は？")
    message = {"ts": "5.5", "user": "U7", "text": f"{MARK}は何ですか"}
    await world.shortcut(LOOK_UP_SHORTCUT, message, channel="C_ANY")
    await world.command(f"company:{MARK} x")
    await world.command(f"region:{MARK} x")
    await world.settle()
    assert len(world.answerer.asked) == 3
    assert "手数料は無料です。" in text_of(world.fake.responses[-1])
    assert all(not buttons(one) for one in world.fake.responses)  # a button carries the question


async def reminded(world: SlackWorld) -> None:
    token = form_token(world.desk, opened(world.desk), spec())
    world.desk.forms.submit(token, {**RIGHT, "name": MARK}, announce)
    world.slack.news.schedule()
    world.forward(days=30)
    remind(world)
    assert world.slack.news.post_reminders() == 1
    await world.settle()
    for _ in range(12):
        world.forward(hours=6)
        await world.settle()


def test_nothing_that_a_customer_wrote_reaches_slack_by_any_way(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        wordless = Wordless(world)
        world.staff("hanako", "U1")
        world.staff("jiro", "U2")
        conversation = await handed_over(world)
        await in_the_thread(world, conversation)
        await looked_up(world)
        await reminded(world)
        assert MARK in "".join(world.all_stored())
        assert wordless.kinds == set(
            wordless.composer.kinds
        )  # a new kind of post is to be gone through here, too
        assert MARK not in wordless.posted()

    play(scenario)


def test_the_thread_says_that_a_message_came_and_where_it_is_read(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        Wordless(world)
        world.staff("hanako", "U1")
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        assert "お客様のご希望" in text_of(head)
        assert "Slackには載せません" in text_of(head)
        (before,) = world.fake.thread(CHANNEL, head)
        assert "管理画面でご覧ください" in text_of(before)
        await world.press(buttons(head)[CLAIM], head)
        await world.settle()
        await world.says(conversation, "まだですか")
        await world.settle()
        shown = world.fake.thread(CHANNEL, head)[-1]
        assert "お客様から新しいメッセージがあります" in text_of(shown)
        for message in (before, shown):
            assert CONSOLE + conversation.id in json.dumps(message)

    play(scenario)


def test_what_was_laid_out_with_words_is_not_sent_once_words_are_forbidden(
    desk: Desk, archive: PolicyArchive, clock: Clock
) -> None:
    """Items of the outbox are laid out when they are sent, answers to commands before."""

    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        await world.handed_over(text=MARK)
        await world.command(f"oni {MARK}")
        await world.read()
        world.start(slack_words="none")
        await world.settle()
        assert world.fake.heads(CHANNEL)
        assert not world.fake.heads(OTHER_CHANNEL)
        assert MARK not in world.fake.everything()

    run(scenario, desk, archive, clock)


def test_no_vault_is_opened_for_words_that_are_not_shown(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        Wordless(world)
        conversation = world.open("oni")
        form = spec(company="oni", region=None, fields=(("name", True),))
        world.desk.forms.submit(
            form_token(world.desk, conversation.id, form), {"name": "鴎庭 彗凛"}, announce=announce
        )
        await world.handed_over_of(conversation)
        await world.settle()
        with world.desk.database.read() as conn:
            read = conn.execute(t.audit.select().where(t.audit.c.action == "vault.read")).all()
        assert read == []

    play(scenario)
