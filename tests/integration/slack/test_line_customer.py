"""A customer in LINE and a member of staff in Slack: from the wish for a person to the end, and to the bot again."""

import asyncio
import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from api.channels.line.accounts import LineAccount
from api.channels.line.adapter import LineAdapter
from api.channels.line.handler import LineHandler
from api.channels.registry import Channel, Channels
from desk.bootstrap import Desk
from desk.model import Conversation
from desk.slack.handoff import CLAIM, CLOSE, REPLY
from desk.slack.threads import SLACK
from evaluation.fake_line import FakeLine, serving
from knowledge.archive import PolicyArchive
from knowledge.vocabulary import CompanyId, Owner
from tests.integration.desk.support import Clock, stored
from tests.integration.slack.fake_slack import FakeSlack, buttons, text_of
from tests.integration.slack.support import CHANNEL, HANDOFF, SlackWorld

USER = "U" + "0" * 31 + "1"
PLANTED = ("090-1234", "0901234", "植村", "真琴", "taro@example", "鈴木", "4111", "080-9876", USER)
"""What the customer and the member of staff type, and who the customer is in LINE."""
IN_LINE_ALONE = (USER,)
"""What LINE itself has to be told."""
Play = Callable[[Callable[["LineAndSlack"], Coroutine[Any, Any, None]]], None]


class LineAndSlack(SlackWorld):
    """Both channels on one desk."""

    def __init__(
        self,
        desk: Desk,
        archive: PolicyArchive,
        clock: Clock,
        fake: FakeSlack,
        line: FakeLine,
    ) -> None:
        self.line = line
        line.clock = lambda: clock.now.timestamp()
        super().__init__(desk, archive, clock, fake)

    def start(self, **settings: Any) -> None:
        super().start(**settings)
        secret, token = SecretStr(self.line.secret), SecretStr(self.line.token)
        account = LineAccount(channel_secret=secret, channel_access_token=token)
        self.adapter = LineAdapter(
            {CompanyId("oni"): account}, "https://desk.example", self.line.url, self.clock
        )
        handler = LineHandler(self.desk, self.companies, self.gateway, self.adapter)
        found = {SLACK: self.slack.channel, "line": Channel(self.adapter, handler)}
        self.channels = Channels(self.desk, found)

    async def hear(self, *events: dict[str, Any]) -> list[str]:
        """LINE posts events; gives the texts that the customer reads of it."""
        before = len(self.line.sent)
        body, headers = self.line.webhook(*events)
        await self.channels.receive("line", "oni", headers, body)
        await self.settle()
        return [one.body["text"] for one in self.line.sent[before:] if one.body["type"] == "text"]

    async def writes(self, text: str) -> list[str]:
        return await self.hear(self.line.text(text, USER))

    def bot(self, *outputs: dict[str, Any]) -> None:
        """The bot's next answers; the handler keeps its gateway, so Rasa stays the same."""
        self.rasa.outputs = list(outputs)

    def now(self) -> Conversation:
        known = self.desk.channels.people.current("line", "oni", USER)
        assert known is not None
        return known.conversation


@pytest.fixture
def play(desk: Desk, archive: PolicyArchive, clock: Clock) -> Play:
    def run(scenario: Callable[[LineAndSlack], Coroutine[Any, Any, None]]) -> None:
        async def play() -> None:
            async with FakeSlack() as fake:
                with serving(FakeLine()) as line:
                    world = LineAndSlack(desk, archive, clock, fake, line)
                    await scenario(world)
                    await world.adapter.close()

        asyncio.run(play())

    return run


async def asked_for_a_person(world: LineAndSlack) -> Any:
    """The customer wants a person, and types what should not stand in a chat. Gives the head of the thread."""
    await world.hear(world.line.event("follow", USER))
    world.bot(*HANDOFF)
    said = await world.writes("植村真琴です。090-1234-5678に電話をください。カードは4111 1111 1111 1111です")
    assert any("伏せ字" in text for text in said)
    assert world.now().owner is Owner.WAITING
    (head,) = world.fake.heads(CHANNEL)
    (transcript,) = world.fake.thread(CHANNEL, head)
    assert "［電話番号］" in text_of(transcript)
    return head


async def claimed_in_slack(world: LineAndSlack, head: Any) -> None:
    """The customer is told who it is; a second claimer is told too."""
    await world.press(buttons(head)[CLAIM], head)
    await world.settle()
    assert world.now().claimed_alias == "担当hanako"
    assert "担当hanako" in world.line.texts(USER)[-1]
    await world.press({"action_id": CLAIM, "value": world.now().id}, head, "U2")
    await world.settle()


async def answered_by_modal(world: LineAndSlack, head: Any) -> None:
    """Minutes later: the first draft holds a number, and is shown masked before anything goes out."""
    world.forward(minutes=2)
    await world.press(buttons(head)[REPLY], head)
    view = world.fake.views[-1]
    pushed, read = world.line.pushes, len(world.line.sent)
    answer = await world.submit(view, "080-9876-5432までお電話ください。")
    assert answer.json()["response_action"] == "update"
    assert "080-9876" not in json.dumps(answer.json()["view"]["blocks"], ensure_ascii=False)
    await world.settle()
    assert len(world.line.sent) == read
    shown = {**answer.json()["view"], "id": view["id"]}
    assert (await world.submit(shown, "お待たせしました。担当です。")).text == ""
    assert (await world.submit(shown, "お待たせしました。担当です。")).text == ""  # Slack sends it again
    await world.settle()
    (reply,) = world.line.sent[read:]
    assert (reply.via, reply.body["text"]) == ("push", "お待たせしました。担当です。")
    assert reply.body["sender"]["name"] == "担当hanako"
    assert world.line.pushes == pushed + 1


async def talked_on(world: LineAndSlack, head: Any) -> None:
    """The customer's next words come into the thread, masked, and the bot keeps quiet; what staff write in the thread
    itself goes nowhere."""
    heard = len(world.rasa.heard)
    assert await world.writes("taro@example.jp に返事をください。鈴木と申します") == []
    words = text_of(world.fake.thread(CHANNEL, head)[-1])
    assert "［メールアドレス］" in words
    assert "［お名前］と申します" in words
    assert len(world.rasa.heard) == heard
    read = len(world.line.sent)
    talk = {"type": "message", "channel": CHANNEL, "user": "U1", "text": "どうしよう", "ts": "9.1"}
    await world.event({**talk, "thread_ts": head["ts"]})
    await world.settle()
    assert len(world.line.sent) == read


async def closed_and_back_to_the_bot(world: LineAndSlack, head: Any) -> None:
    """Closed in Slack; the next words in LINE go to the bot, in a new conversation."""
    before, read = world.now().id, len(world.line.sent)
    await world.press(buttons(head)[CLOSE], head)
    await world.settle()
    assert world.now().owner is Owner.CLOSED
    assert len(world.line.sent) == read + 1
    posts = len(world.fake.channels[CHANNEL])
    world.bot({"utterance": "talk.greet", "params": {}})
    said = await world.writes("また来ました")
    assert world.now().owner is Owner.BOT
    assert world.now().id != before
    assert len(said) == 2  # greeting and answer
    assert len(world.fake.channels[CHANNEL]) == posts


def test_from_line_to_slack_and_back_to_the_bot(play: Play, tmp_path: Path) -> None:
    async def scenario(world: LineAndSlack) -> None:
        world.staff("hanako", "U1", companies=["oni"])
        world.staff("jiro", "U2", companies=["oni"])
        head = await asked_for_a_person(world)
        await claimed_in_slack(world, head)
        await answered_by_modal(world, head)
        await talked_on(world, head)
        await closed_and_back_to_the_bot(world, head)

        in_slack, in_line = world.fake.everything(), json.dumps(world.line.bodies, ensure_ascii=False)
        kept = stored(tmp_path)
        for secret in PLANTED:
            assert secret not in in_slack
            assert secret in IN_LINE_ALONE or secret not in in_line
            assert secret.encode() not in kept
        assert world.desk.channels.undelivered() == ()

    play(scenario)


def test_with_both_platforms_down_in_the_middle_everything_arrives_once_and_in_order(play: Play) -> None:
    async def scenario(world: LineAndSlack) -> None:
        world.staff("hanako", "U1", companies=["oni"])
        await world.writes("こんにちは")
        world.bot(*HANDOFF)
        world.fake.down = world.line.down = True
        await world.writes("人と話したい")
        await world.writes("もしもし")
        for _ in range(10):
            world.forward(minutes=1)
            await world.settle()
        assert world.fake.channels == {}
        world.fake.down = world.line.down = False
        for _ in range(3):
            world.forward(minutes=2)
            await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        thread = "".join(text_of(one) for one in world.fake.thread(CHANNEL, head))
        assert thread.index("人と話したい") < thread.index("もしもし")
        assert (thread.count("人と話したい"), thread.count("もしもし")) == (1, 1)
        texts = world.line.texts(USER)
        assert len(texts) == len(set(texts)) == 3  # greeting, answer, "we pass you on"
        assert world.desk.channels.undelivered() == ()

    play(scenario)
