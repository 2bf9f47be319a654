"""What goes wrong between Slack and the desk: nothing is lost, nothing happens twice, nothing leaks into a log."""

import asyncio
import json
import logging
from typing import Any

import pytest
from sqlalchemy import select

from api.channels.registry import Channels
from desk.slack.handoff import CLAIM, REPLY
from desk.slack.threads import SLACK
from desk.storage.channel_tables import channel_events, outbox
from knowledge.vocabulary import Owner
from tests.integration.slack.fake_slack import TEAM, Fault, buttons, text_of
from tests.integration.slack.support import CHANNEL, Play, SlackWorld


async def claimed(world: SlackWorld) -> tuple[Any, Any]:
    world.staff("hanako", "U1")
    conversation = await world.handed_over()
    await world.settle()
    (head,) = world.fake.heads(CHANNEL)
    await world.press(buttons(head)[CLAIM], head)
    await world.settle()
    return conversation, head


def posted(world: SlackWorld) -> list[str]:
    return [text_of(one) for one in world.fake.channels[CHANNEL]]


# ---------------------------------------------------------------------- what comes in


def test_what_is_not_slacks_is_refused_and_not_logged(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    secret_words = "植村真琴の秘密"

    async def scenario(world: SlackWorld) -> None:
        body = json.dumps(
            {"type": "event_callback", "team_id": TEAM, "event": {"text": secret_words}}
        ).encode()
        kind = {"Content-Type": "application/json"}
        right = world.signed(body)
        cases: list[tuple[dict[str, Any], bytes, int]] = [
            ({}, body, 401),
            ({**right, "X-Slack-Signature": "v0=00"}, body, 401),
            ({**right, "X-Slack-Signature": "v0=é".encode("latin-1")}, body, 401),
            ({**right, "X-Slack-Signature": "v0=あ".encode()}, body, 401),
            ({**right, "X-Slack-Request-Timestamp": "１７".encode()}, body, 401),
            (right, body + b" ", 401),
            (world.signed(body, ago=320), body, 401),
            (world.signed(body, ago=-320), body, 401),
            (world.signed(body, secret="another"), body, 401),
            ({**right, "X-Slack-Request-Timestamp": "soon"}, body, 401),
        ]
        for headers, sent, status in cases:
            assert (await world.post(sent, {**kind, **headers})).status_code == status
        assert caplog.text.count("was rejected (signature)") == len(cases)
        huge = secret_words.encode() * 40_000
        assert (await world.post(huge, {**kind, **world.signed(huge)})).status_code == 413
        assert caplog.text.count("was rejected (too large)") == 1
        for broken in (
            b"\xff\xfe",
            b"{not json",
            b'{"type":"event_callback"',
            b"[]",
            b"payload=%7Bx",
            b'{"actions":[]}',
        ):
            answer = await world.post(broken, {**kind, **world.signed(broken)})
            assert answer.status_code in (200, 400, 401, 403), broken
        other = json.dumps(
            {"type": "event_callback", "team_id": "T666", "event": {"type": "message", "text": secret_words}}
        ).encode()
        assert (await world.post(other, {**kind, **world.signed(other)})).status_code == 403
        stranger = {
            "type": "block_actions",
            "team": {"id": TEAM},
            "user": {"id": "U1", "team_id": "T666"},
            "actions": [{"type": "button", "action_id": CLAIM, "value": "t_1"}],
        }
        assert (await world.form({"payload": json.dumps(stranger)})).status_code == 403
        unknown = await world.event({"type": "reaction_added", "user": "U1", "item": {"text": secret_words}})
        assert unknown.status_code == 200
        with world.desk.database.read() as conn:
            assert conn.execute(select(channel_events.c.id)).all() == []

    with caplog.at_level(logging.DEBUG):
        play(scenario)
    assert secret_words not in caplog.text
    assert json.dumps(secret_words)[1:-1] not in caplog.text


def test_slacks_check_of_the_address_is_answered(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"}).encode()
        headers = {"Content-Type": "application/json"}
        answer = await world.post(body, {**headers, **world.signed(body)})
        assert (answer.status_code, answer.json()["challenge"]) == (200, "abc")
        # Seconds inside the window are fine.
        assert (await world.post(body, {**headers, **world.signed(body, ago=290)})).status_code == 200

    play(scenario)


def test_slack_is_acknowledged_before_the_work_and_with_slack_itself_down(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.staff("hanako", "U1")
        world.fake.down = True
        answer = await world.command("oni 手数料は？")
        assert (answer.status_code, answer.text) == (200, "")
        assert world.answerer.asked == []
        assert world.fake.calls == []  # Bolt asks nothing of Slack before it takes something in

    play(scenario)


def test_the_same_click_twice_and_a_late_event_do_nothing_twice(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, head = await claimed(world)
        message = {
            "type": "message",
            "channel": CHANNEL,
            "user": "U1",
            "text": "x",
            "ts": "9.1",
            "thread_ts": head["ts"],
        }
        for retry in (None, 1, 2, 3):
            assert (await world.event(message, "EvSame", retry)).status_code == 200
        world.forward(minutes=5)
        await world.event(message, "EvSame", 3)
        with world.desk.database.read() as conn:
            kept = conn.execute(
                select(channel_events.c.id).where(channel_events.c.event_id == "event:EvSame")
            ).all()
        assert len(kept) == 1
        await world.press(buttons(head)[REPLY], head)
        view = world.fake.views[-1]
        for _ in range(3):
            await world.submit(view, "一度だけ")
        await world.settle()
        assert world.said(conversation) == ["一度だけ"]

    play(scenario)


# ---------------------------------------------------------------------- killed


class Killed(BaseException):
    """The process ends here."""


def test_what_slack_was_told_is_done_although_the_process_is_killed_before_it_works(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, head = await claimed(world)
        await world.press(buttons(head)[REPLY], head)
        assert (await world.submit(world.fake.views[-1], "届きますか")).status_code == 200
        await world.says(conversation, "もしもし")
        world.start()  # nothing of it had been worked on
        world.desk.channels.ledger.recover()
        world.desk.channels.outbox.recover()
        await world.settle()
        assert world.said(conversation) == ["届きますか"]
        assert sum("もしもし" in one for one in posted(world)) == 1
        assert sum("届きますか" in one for one in posted(world)) == 1

    play(scenario)


@pytest.mark.parametrize("where", ["after_say", "after_release"])
def test_work_that_was_done_before_the_process_was_killed_is_not_done_twice(
    play: Play, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, head = await claimed(world)
        ledger = world.desk.channels.ledger
        done = ledger.done

        def die(*_: Any) -> None:
            raise Killed

        if where == "after_say":
            await world.press(buttons(head)[REPLY], head)
            await world.submit(world.fake.views[-1], "一度だけ")
        else:
            await world.press(buttons(head)["handoff_give_back"], head)
        monkeypatch.setattr(ledger, "done", die)
        with pytest.raises(Killed):
            await world.read()
        monkeypatch.setattr(ledger, "done", done)
        world.start()
        ledger.recover()
        before = len(world.fake.ephemerals)
        await world.settle()
        if where == "after_say":
            assert world.said(conversation) == ["一度だけ"]
        else:
            assert world.desk.conversations.get(conversation.id).owner is Owner.BOT
        assert len(world.fake.ephemerals) == before  # nobody is told that it failed

    play(scenario)


def test_a_post_that_slack_took_before_the_process_was_killed_is_not_posted_twice(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario(world: SlackWorld) -> None:
        await world.handed_over()
        posts = world.slack.channel.adapter._posts  # type: ignore[attr-defined]

        def die(*_: Any) -> None:
            raise Killed

        for expected in (1, 2):  # the head, then the transcript in its thread
            monkeypatch.setattr(posts, "posted", die)
            with pytest.raises(Killed):
                await world.settle()
            monkeypatch.undo()
            assert len(world.fake.channels[CHANNEL]) == expected
            world.desk.channels.outbox.recover()
            world.forward(minutes=3)
            if expected == 1:
                monkeypatch.setattr(posts, "begin", posts.begin)
                await world.channels.outgoing[SLACK].work((SLACK, TEAM, _thread(world)))
                assert len(world.fake.channels[CHANNEL]) == 1
        world.desk.channels.outbox.recover()
        await world.settle()
        assert len(world.fake.channels[CHANNEL]) == 2

    play(scenario)


def _thread(world: SlackWorld) -> str:
    with world.desk.database.read() as conn:
        return str(conn.execute(select(outbox.c.thread).where(outbox.c.kind == "head")).scalar_one())


# ---------------------------------------------------------------------- Slack fails


@pytest.mark.parametrize("how", ["500", "hang", "not_json", "internal_error"])
@pytest.mark.parametrize("after", [False, True])
def test_a_post_whose_end_is_not_known_is_there_once(play: Play, how: str, after: bool) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.fake.faults = [Fault(how, "chat.postMessage", times=2, after=after)]
        await world.handed_over()
        for _ in range(8):
            await world.settle()
            world.forward(minutes=3)
        (head,) = world.fake.heads(CHANNEL)
        assert len(world.fake.thread(CHANNEL, head)) == 1
        assert world.desk.channels.undelivered() == ()

    play(scenario)


def test_slack_asks_for_patience_and_gets_it(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.fake.faults = [Fault("429", "chat.postMessage", retry_after=120)]
        await world.handed_over()
        await world.settle()
        world.forward(seconds=100)
        await world.settle()
        assert world.fake.calls.count("chat.postMessage") == 1
        world.forward(seconds=30)
        await world.settle()
        assert len(world.fake.heads(CHANNEL)) == 1

    play(scenario)


def test_slack_is_down_for_ten_minutes_in_the_middle_of_a_handoff(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, head = await claimed(world)
        before = len(world.fake.channels[CHANNEL])
        world.fake.down = True
        # Clicks and words still arrive here.
        await world.says(conversation, "一番目")
        await world.settle()
        member = world.desk.staff.get("hanako")
        assert member is not None
        world.desk.handoffs.say(conversation.id, member, "二番目")
        for minute in range(10):
            world.forward(minutes=1)
            world.desk.handoffs.heartbeat(conversation.id, member)
            if minute == 5:
                await world.says(conversation, "三番目")
            await world.settle()
        assert len(world.fake.channels[CHANNEL]) == before
        assert world.desk.channels.undelivered()[0].channel == SLACK  # staff sees it in the console
        world.fake.down = False
        for _ in range(4):
            world.forward(minutes=2)
            world.desk.handoffs.heartbeat(conversation.id, member)
            await world.settle()
        new = posted(world)[before:]
        assert [next(word for word in ("一番目", "二番目", "三番目") if word in one) for one in new] == [
            "一番目",
            "二番目",
            "三番目",
        ]
        assert world.desk.channels.undelivered() == ()
        assert "担当hanakoさんが対応中です" in text_of(head)

    play(scenario)


def test_an_app_that_nobody_invited_waits_until_somebody_does(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.fake.absent_from = {CHANNEL}
        await world.handed_over()
        for _ in range(6):
            await world.settle()
            world.forward(minutes=2)
        (waits, *_) = world.desk.channels.undelivered()
        assert (waits.state, waits.why) == ("waiting", "not_in_channel")
        world.fake.absent_from = set()
        await world.settle()
        assert len(world.fake.heads(CHANNEL)) == 1

    play(scenario)


def test_a_modal_that_does_not_open_is_said_to_be_pressed_again(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        _, head = await claimed(world)
        world.fake.faults = [Fault("500", "views.open")]
        await world.press(buttons(head)[REPLY], head)
        await world.settle()
        assert "もう一度ボタンを押してください" in world.fake.responses[-1]["text"]
        await world.press(buttons(head)[REPLY], head)
        assert len(world.fake.views) == 1

    play(scenario)


def test_a_head_that_was_deleted_in_slack_does_not_stop_the_rest(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        conversation, _ = await claimed(world)
        world.fake.faults = [Fault("message_not_found", "chat.update")]
        member = world.desk.staff.get("hanako")
        assert member is not None
        await world.says(conversation, "まだですか")
        world.desk.handoffs.close(conversation.id, member)
        await world.settle()
        assert world.desk.channels.undelivered() == ()
        assert any("まだですか" in one for one in posted(world))

    play(scenario)


def test_a_handoff_goes_over_slack_with_the_real_workers_too(play: Play) -> None:
    async def scenario(world: SlackWorld) -> None:
        world.channels = Channels(world.desk, {SLACK: world.slack.channel})
        await world.channels.start()
        try:
            world.staff("hanako", "U1")
            conversation = await world.handed_over()
            while not world.fake.heads(CHANNEL):
                await asyncio.sleep(0.05)
            (head,) = world.fake.heads(CHANNEL)
            await world.press(buttons(head)[CLAIM], head)
            while world.desk.conversations.get(conversation.id).owner is not Owner.STAFF:
                await asyncio.sleep(0.05)
        finally:
            await world.channels.stop()

    play(scenario)
