"""From the web customer's wish for a person to the end, all in Slack."""

from typing import Any

from api.slack.bolt import REPLY_SHORTCUT
from api.turns.taking import Inbound
from desk.chat.waiting import BACK
from desk.model import Conversation
from desk.slack.handoff import CLAIM, CLOSE, CORRECT, GIVE_BACK, REPLY
from knowledge.vocabulary import Owner
from tests.integration.slack.fake_slack import buttons, text_of
from tests.integration.slack.support import CHANNEL, OTHER_CHANNEL, Play, SlackWorld


def test_from_the_web_to_slack_and_back_to_the_end(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1", companies=["oni"])
        conversation = await world.handed_over(text="植村真琴です。090-1234-5678に電話をください")
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        assert "担当者を待っています" in text_of(head)
        assert f"https://desk.example/staff/conversations/{conversation.id}" in text_of(head)
        (transcript,) = world.fake.thread(CHANNEL, head)
        assert "［電話番号］" in text_of(transcript)
        for planted in ("090-1234", "植村", "真琴"):
            assert planted not in world.fake.everything()

        assert (await world.press(buttons(head)[CLAIM], head)).status_code == 200
        await world.settle()
        assert world.desk.conversations.get(conversation.id).claimed_alias == "担当hanako"
        assert "担当hanakoさんが対応中です" in text_of(head)
        assert "担当hanakoさんが対応中です" in text_of(world.fake.thread(CHANNEL, head)[-1])

        assert (await world.press(buttons(head)[REPLY], head)).text == ""
        view = world.fake.views[-1]
        assert (await world.submit(view, "お待たせしました。担当です。")).text == ""
        await world.settle()
        assert world.said(conversation) == ["お待たせしました。担当です。"]
        sent = world.fake.thread(CHANNEL, head)[-1]
        assert "お客様へ（担当hanako）" in text_of(sent)

        await world.says(conversation, "taro@example.jp に返事をください。鈴木と申します")
        await world.settle()
        words = text_of(world.fake.thread(CHANNEL, head)[-1])
        assert "［メールアドレス］" in words
        assert "［お名前］と申します" in words
        assert "taro@" not in world.fake.everything()
        assert "鈴木" not in world.fake.everything()

        assert (await world.press(buttons(head)[CLOSE], head)).status_code == 200
        await world.settle()
        assert world.desk.conversations.get(conversation.id).owner is Owner.CLOSED
        assert "終了しました" in text_of(head)
        assert set(buttons(head)) == {"open_console"}

    play(scenario)


def test_a_second_claimer_is_told_who_has_it_and_strangers_may_not(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        world.staff("jiro", "U2")
        world.staff("agent", "U3", role="look_up")
        world.staff("other", "U4", companies=["ocs"])
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        claim = buttons(head)[CLAIM]
        for user, told in (
            ("U9", "連携していません"),
            ("U3", "操作はできません"),
            ("U4", "操作はできません"),
        ):
            await world.press(claim, head, user)
            await world.settle()
            assert (world.fake.ephemerals[-1]["user"], told in world.fake.ephemerals[-1]["text"]) == (
                user,
                True,
            )
        assert world.desk.conversations.get(conversation.id).owner is Owner.WAITING
        await world.press(claim, head, "U1")
        await world.press(claim, head, "U2")
        await world.settle()
        shown = world.fake.ephemerals[-1]
        assert (shown["user"], shown["text"]) == ("U2", "担当hanakoさんが引き受けています。")
        await world.press({"action_id": REPLY, "value": claim["value"]}, head, "U2")
        await world.settle()
        assert world.fake.views == []
        assert "担当hanako" in world.fake.responses[-1]["text"]
        await world.press({"action_id": GIVE_BACK, "value": claim["value"]}, head, "U2")
        await world.settle()
        assert world.desk.conversations.get(conversation.id).owner is Owner.STAFF

    play(scenario)


def test_given_back_the_next_handoff_has_a_thread_of_its_own(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        await world.press(buttons(head)[CLAIM], head)
        await world.settle()
        await world.press(buttons(head)[GIVE_BACK], head)
        await world.settle()
        assert world.desk.conversations.get(conversation.id).owner is Owner.BOT
        assert "自動応答に戻りました" in text_of(head)
        before = len(world.fake.thread(CHANNEL, head))
        await world.says(conversation, "やっぱり人と話したい")
        await world.settle()
        assert len(world.fake.heads(CHANNEL)) == 2
        assert len(world.fake.thread(CHANNEL, head)) == before

    play(scenario)


def test_a_claim_that_ends_by_itself_shows_and_can_be_taken_by_another(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        world.staff("jiro", "U2")
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        await world.press(buttons(head)[CLAIM], head)
        await world.settle()
        world.forward(minutes=8)
        await world.event(
            {
                "type": "message",
                "channel": CHANNEL,
                "user": "U1",
                "text": "調べています",
                "ts": "9.1",
                "thread_ts": head["ts"],
            }
        )
        await world.settle()
        world.forward(minutes=8)
        world.desk.handoffs.expire_claims()
        assert world.desk.conversations.get(conversation.id).owner is Owner.STAFF
        world.forward(minutes=8)
        world.desk.handoffs.expire_claims()
        await world.settle()
        assert "担当者を待っています" in text_of(head)
        await world.press(buttons(head)[CLAIM], head, "U2")
        await world.settle()
        assert world.desk.conversations.get(conversation.id).claimed_alias == "担当jiro"
        assert "調べています" not in "".join(world.all_stored())

    play(scenario)


def draft_in(head: dict[str, Any]) -> dict[str, Any]:
    """What hanako has written in the thread, as Slack shows it to an app."""
    text = "手数料は &lt;無料&gt; です。<tel:0312345678|03-1234-5678>"
    return {"ts": "9.1", "thread_ts": head["ts"], "user": "U1", "text": text}


def edited(draft: dict[str, Any], text: str, at: str) -> dict[str, Any]:
    message = {**draft, "text": text, "edited": {"user": "U1", "ts": at}}
    return {"type": "message", "subtype": "message_changed", "channel": CHANNEL, "message": message}


async def claimed(world: SlackWorld) -> tuple[Conversation, dict[str, Any], dict[str, Any]]:
    """Handed over and claimed, and a draft in the thread that was not sent."""
    world.staff("hanako", "U1")
    conversation = await world.handed_over()
    await world.settle()
    (head,) = world.fake.heads(CHANNEL)
    await world.press(buttons(head)[CLAIM], head)
    await world.settle()
    return conversation, head, draft_in(head)


async def sent_from_the_thread(world: SlackWorld) -> tuple[Conversation, dict[str, Any], dict[str, Any]]:
    """Handed over, claimed, and the draft in the thread sent; gives the conversation, the thread's head, the draft."""
    conversation, head, draft = await claimed(world)
    await world.shortcut(REPLY_SHORTCUT, draft)
    await world.settle()
    assert len(world.said(conversation)) == 1
    return conversation, head, draft


def test_a_message_of_the_thread_goes_out_once_when_its_claimer_asks_for_it(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        draft = draft_in(head)
        await world.shortcut(REPLY_SHORTCUT, draft)
        await world.settle()
        assert "届いていません" in world.fake.responses[-1]["text"]
        assert world.said(conversation) == []
        await world.press(buttons(head)[CLAIM], head)
        await world.settle()
        await world.shortcut(REPLY_SHORTCUT, {**draft, "user": "U2"})
        await world.shortcut(REPLY_SHORTCUT, draft)
        await world.shortcut(REPLY_SHORTCUT, draft)
        await world.settle()
        assert world.said(conversation) == ["手数料は <無料> です。［電話番号］"]
        assert "伏せ字にしてお送りしました" in world.fake.ephemerals[-1]["text"]

    play(scenario)


def test_an_edit_of_what_was_sent_goes_out_as_a_correction_once(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, head, draft = await sent_from_the_thread(world)
        await world.event(edited(draft, "手数料は300円です。", "10.2"))
        await world.event(edited(draft, "手数料は300円です。", "10.2"), retry=1)
        await world.settle()
        await world.event(edited(draft, "手数料は100円です。", "10.1"))  # an older edit comes late
        await world.event(edited(draft, "手数料は300円です。", "10.3"))  # an edit that changes nothing
        await world.settle()
        assert len(world.said(conversation)) == 2
        assert world.said(conversation)[1] == "<slack.correction:ja:手数料は300円です。>"
        notes = [text_of(one) for one in world.fake.thread(CHANNEL, head)]
        assert sum("訂正としてお客様にお送りしました" in one for one in notes) == 1

    play(scenario)


def test_what_was_sent_cannot_be_taken_back_and_nothing_goes_out_after_the_end(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, head, draft = await sent_from_the_thread(world)
        gone = {
            "type": "message",
            "subtype": "message_deleted",
            "channel": CHANNEL,
            "deleted_ts": "9.1",
            "previous_message": draft,
        }
        await world.event(gone)
        await world.event(gone)
        await world.settle()
        notes = [text_of(one) for one in world.fake.thread(CHANNEL, head)]
        assert sum("取り消すことはできません" in one for one in notes) == 1
        assert len(world.said(conversation)) == 1

        await world.press(buttons(head)[CLOSE], head)
        await world.settle()
        await world.event(edited(draft, "あとから直す", "11.0"))
        await world.settle()
        assert "編集はお客様に送っていません" in text_of(world.fake.thread(CHANNEL, head)[-1])
        assert len(world.said(conversation)) == 1

    play(scenario)


def test_the_modal_shows_masked_text_before_anything_is_sent_and_corrects(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        await world.press(buttons(head)[CLAIM], head)
        await world.settle()
        await world.press(buttons(head)[REPLY], head)
        view = world.fake.views[-1]
        answer = (await world.submit(view, "私の番号は090-1234-5678です")).json()
        assert answer["response_action"] == "update"
        assert "電話番号" in text_of({"blocks": answer["view"]["blocks"]})
        assert world.said(conversation) == []
        shown = {**answer["view"], "id": view["id"]}
        masked = shown["blocks"][-1]["element"]["initial_value"]
        assert masked == "私の番号は［電話番号］です"
        assert (await world.submit(shown, masked)).text == ""
        assert (await world.submit(shown, masked)).text == ""
        await world.settle()
        assert world.said(conversation) == [masked]
        empty = (await world.submit({**view, "id": "V99"}, "  ")).json()
        assert empty["response_action"] == "errors"

        sent = world.fake.thread(CHANNEL, head)[-1]
        await world.press(buttons(sent)[CORRECT], sent)
        assert world.fake.views[-1]["title"]["text"] == "訂正を送る"
        await world.submit(world.fake.views[-1], "番号はお知らせできません")
        await world.settle()
        assert world.said(conversation)[-1] == "<slack.correction:ja:番号はお知らせできません>"
        stranger = await world.submit({**view, "id": "V98"}, "割り込み", user="U9")
        assert stranger.json()["response_action"] == "errors"

    play(scenario)


def test_each_company_has_its_channel_and_one_without_has_no_thread(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        for company in ("oni", "ocs", "opt"):
            await world.handed_over(company)
        await world.settle()
        assert (len(world.fake.heads(CHANNEL)), len(world.fake.heads(OTHER_CHANNEL))) == (1, 1)
        assert set(world.fake.channels) == {CHANNEL, OTHER_CHANNEL}

    play(scenario)


def test_what_is_destroyed_here_is_taken_back_there(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        from desk.upkeep.personal import PersonalData, Scope

        conversation = await world.handed_over()
        await world.settle()
        assert world.fake.channels[CHANNEL]
        data = PersonalData(world.desk.context)
        scope = Scope(conversations=frozenset({conversation.id}))
        with world.desk.database.write() as tx:
            data.destroy(tx, scope)
            assert data.remains(tx.conn, scope) == {}
        await world.settle()
        assert world.fake.channels[CHANNEL] == []

    play(scenario)


def test_the_thread_sees_that_the_customer_went_back_to_the_bot(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        waiting = world.desk.conversations.get(conversation.id)
        await world.gateway.receive(waiting, Inbound("back", choice=BACK))
        await world.settle()
        said = [text_of(one) for one in world.fake.thread(CHANNEL, head)]
        assert "お客様が、担当者を待つのをやめて、自動応答に戻られました" in said[-2]
        assert "自動応答に戻りました" in said[-1]
        assert set(buttons(head)) == {"open_console"}

    play(scenario)


def test_despair_is_urgent_at_the_head_and_said_in_the_channel_too(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        assert "至急" not in text_of(head)
        await world.says(conversation, "もう死にたい")
        await world.says(conversation, "死にたいです")
        await world.settle()
        noted = [one for one in world.fake.thread(CHANNEL, head) if "至急" in text_of(one)]
        assert [one["reply_broadcast"] for one in noted] == [True]
        assert "至急" in text_of(head)
        assert set(buttons(head)) >= {CLAIM}

    play(scenario)


def test_that_somebody_in_despair_went_back_to_the_bot_is_said_in_the_channel_too(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation = await world.handed_over()
        await world.settle()
        (head,) = world.fake.heads(CHANNEL)
        await world.says(conversation, "もう死にたい")
        await world.settle()
        waiting = world.desk.conversations.get(conversation.id)
        await world.gateway.receive(waiting, Inbound("back", choice=BACK))
        await world.settle()
        (noted,) = [
            one for one in world.fake.thread(CHANNEL, head) if "自動応答に戻られました" in text_of(one)
        ]
        assert "至急" in text_of(noted)
        assert noted["reply_broadcast"] is True
        assert "お返事してください" not in text_of(head), (
            "the head does not ask for what cannot be done any more"
        )
        assert "お待ちです" not in text_of(head)

    play(scenario)
