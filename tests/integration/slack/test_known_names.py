"""A name that was typed into a form does not reach Slack, however the customer or staff writes it afterwards."""

import json

from sqlalchemy import select

from desk.slack.names import NAME
from desk.storage import tables as t
from tests.integration.desk.support import announce, bot, form_token, spec, turn
from tests.integration.slack.support import CHANNEL, Play, SlackWorld

FORM = {"name": "鴎庭 彗凛", "name_kana": "オウテイ エリン"}
WRITTEN = [
    "鴎庭の件で連絡しました",
    "彗 凛 宛てに送ってください",
    "おうてい えりん",
    "eirin OUTEI, no; Erin Ōtei",
    "ｵｳﾃｲに戻してください",
]
GONE = ["鴎庭", "彗 凛", "彗凛", "おうてい", "えりん", "OUTEI", "Ōtei", "Erin", "ｵｳﾃｲ"]


def readings(world: SlackWorld) -> list[str]:
    with world.desk.database.read() as conn:
        query = select(t.audit.c.detail).where(t.audit.c.action == "vault.read").order_by(t.audit.c.n)
        return [one for one in conn.execute(query).scalars() if one.startswith("why=masking")]


def test_names_of_the_form_are_hidden_in_transcript_and_lines(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        boss = world.staff("hanako", "U1")
        conversation = world.open("oni")
        names = (("name", True), ("name_kana", False))
        form = spec(company="oni", region=None, fields=names)
        world.desk.forms.submit(form_token(world.desk, conversation.id, form), FORM, announce=announce)
        for number, text in enumerate(WRITTEN):
            turn(world.desk, conversation.id, f"before{number}", text, bot("承知しました"))
        await world.handed_over_of(conversation)
        await world.settle()
        world.desk.handoffs.claim(conversation.id, boss)
        world.desk.handoffs.say(conversation.id, boss, "鴎庭様、お待たせしました")
        for number, text in enumerate(WRITTEN):
            await world.says(conversation, text, f"later{number}")
        await world.settle()
        seen = json.dumps([world.fake.bodies, world.fake.channels[CHANNEL]], ensure_ascii=False, default=str)
        assert [one for one in GONE if one in seen] == []
        assert NAME in seen
        assert readings(world) == ["why=masking fields=name,name_kana"]  # once, however many lines there were
        world.forward(hours=2)
        await world.says(conversation, "鴎庭です", "much later")
        await world.settle()
        assert len(readings(world)) == 2
        # The customer reads the name as staff wrote it: it is the customer's own.
        assert world.said(conversation) == ["鴎庭様、お待たせしました"]

    play(scenario)


def test_without_a_form_nothing_is_read(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        conversation = await world.handed_over()
        await world.says(conversation, "鴎庭です", "x")
        await world.settle()
        assert readings(world) == []

    play(scenario)
