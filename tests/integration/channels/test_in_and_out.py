"""The ledger, the outbox and the workers, on a real database and a platform made of nothing."""

import logging
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from api.turns.dialogue import DialogueState
from desk.channels.adapter import NotSent, Rejected, ReplySpent, Undeliverable
from desk.channels.errors import UndeliveredNotFound
from desk.channels.ledger import KEPT, MAX_ATTEMPTS
from desk.channels.outbox import NewItem
from desk.ids import ConversationId
from desk.model import StaffMember
from desk.storage import channel_tables as c
from desk.storage.database import Database, Tx
from knowledge.vocabulary import CompanyId, Owner
from tests.integration.channels.support import ChannelWorld

pytestmark = pytest.mark.database("sqlite", "postgresql")

HANDOFF = {"effect": "handoff", "reason": "asked"}


def rows(world: ChannelWorld, table, *where) -> int:
    with world.desk.database.read() as conn:
        return conn.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def begin(world: ChannelWorld) -> None:
    world.post(world.event(text="こんにちは"))
    world.settle()
    world.platform.delivered.clear()
    world.platform.calls.clear()


def test_a_message_is_answered_by_its_reply_token(world: ChannelWorld) -> None:
    taken = world.post(world.event(text="こんにちは"))
    assert (taken.new, taken.known) == (1, 0)
    assert world.texts() == []  # acknowledged, and not worked on yet
    world.settle()
    greeting, _ = world.texts()
    assert "oni" in greeting or "窓口" in greeting
    assert [call.reply_token for call in world.platform.calls] == ["t1"]
    assert rows(world, c.channel_usage) == 0
    assert world.conversation().owner is Owner.BOT


def test_the_same_event_again_does_nothing(world: ChannelWorld) -> None:
    event = world.event(text="こんにちは")
    world.post(event, event)
    assert world.post(event).known == 1
    world.settle()
    world.clock.forward(minutes=5)
    assert world.post({**event, "token": "another"}).known == 1  # redelivered late
    world.settle()
    assert len(world.texts()) == 2
    assert len(world.rasa.heard) == 1


def test_events_of_one_person_are_worked_on_in_the_order_in_which_they_happened(world: ChannelWorld) -> None:
    first, second = world.event(text="一", ago=10), world.event(text="二", ago=5)
    other = world.event(text="別の人", ago=20, person="U2")
    world.post(second, other, first)
    world.settle()
    heard = [text for text, _ in world.rasa.heard]
    assert [text for text in heard if text != "別の人"] == ["一", "二"]
    assert world.conversation("U1").id != world.conversation("U2").id


def test_an_answer_costs_five_commits_more_than_on_the_web(
    world: ChannelWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In: kept, claimed, done with. Out: begun, sent (decision 0042)."""
    conversation, written, write = world.open(), list[int](), Database.write
    begin(world)

    def counted(database: Database, now: datetime | None = None, **how: bool) -> AbstractContextManager[Tx]:
        written.append(1)
        return write(database, now, **how)

    monkeypatch.setattr(Database, "write", counted)
    world.post(world.event(text="手数料は"))
    world.settle()
    channel = len(written)
    written.clear()
    world.say(conversation, "手数料は")
    assert channel == len(written) + 5


def test_a_late_event_is_answered_by_a_push(world: ChannelWorld) -> None:
    begin(world)
    world.post(world.event(text="遅れて届いた", ago=300))
    world.clock.forward(seconds=55)  # the desk was busy
    world.settle()
    assert [call.reply_token for call in world.platform.calls] == [None]
    assert world.desk.channels.usage("fake", "oni", 10).pushes == 1
    assert len(world.texts()) == 1


def test_a_recorded_webhook_is_not_taken_again_once_its_id_is_forgotten(
    world: ChannelWorld, caplog: pytest.LogCaptureFixture
) -> None:
    """It is signed, and LINE's signature says nothing of the time."""
    event = world.event(text="秘密の質問")
    assert world.post(event).new == 1
    world.settle()
    before = world.texts()
    world.clock.now += KEPT - timedelta(minutes=1)
    assert world.post(event).known == 1
    world.clock.now += timedelta(minutes=2)
    world.desk.channels.tidy()
    taken = world.post(event)
    assert (taken.new, taken.known, taken.old) == (0, 0, 1)
    world.settle()
    assert world.texts() == before
    assert "too old" in caplog.text
    assert "秘密" not in caplog.text


def test_what_is_rejected_is_logged_without_its_content(
    world: ChannelWorld, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Rejected):
        world.post(world.event(text="秘密の言葉"), signature="wrong")
    assert "bad signature" in caplog.text
    assert "秘密" not in caplog.text
    with pytest.raises(Rejected) as too_large:
        world.post(world.event(text="あ" * 10_000))
    assert too_large.value.status == 413
    assert rows(world, c.channel_events) == 0


def test_nothing_that_was_typed_is_kept_once_it_is_done_with(world: ChannelWorld) -> None:
    world.post(world.event(text="電話は 090-1234-5678 です"))
    world.settle()
    assert "1234-5678" not in str(world.rasa.heard)
    assert rows(world, c.channel_events, c.channel_events.c.content_enc.is_not(None)) == 0
    assert rows(world, c.channel_events, c.channel_events.c.reply_enc.is_not(None)) == 0
    assert any("伏せ字" in text or "system.masked" in text for text in world.texts())


def test_a_handler_that_fails_is_tried_again_and_at_last_given_up(
    world: ChannelWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> None:
        raise ValueError("何かの内容")

    world.post(world.event(text="こんにちは"))
    monkeypatch.setattr(world.gateway.__class__, "receive_content", broken)
    for _ in range(MAX_ATTEMPTS):
        world.settle()
        world.clock.forward(minutes=2)
    assert world.desk.channels.backlog().failed_events == 1
    monkeypatch.undo()
    world.post(world.event(text="もう一度"))
    world.settle()
    assert len(world.rasa.heard) == 1  # the next one goes on


# ---------------------------------------------------------------------- out


def test_a_reply_whose_end_is_unknown_is_not_said_twice(world: ChannelWorld) -> None:
    world.platform.answers = [NotSent("timeout", unsure=True), ReplySpent("spent")]
    world.post(world.event(text="こんにちは"))
    world.settle()
    world.clock.forward(seconds=5)
    world.settle()
    assert len(world.texts()) == 2  # greeting and answer, once
    assert rows(world, c.outbox, c.outbox.c.state == "sent") == 2
    assert [call.reply_token for call in world.platform.calls] == ["t1", "t1"]


def test_a_token_that_is_spent_from_the_start_is_followed_by_a_push(world: ChannelWorld) -> None:
    world.platform.answers = [ReplySpent("spent")]
    world.post(world.event(text="こんにちは"))
    world.settle()
    assert [call.reply_token for call in world.platform.calls] == ["t1", None]
    assert len(world.texts()) == 2


def test_a_push_is_repeated_under_its_own_id(world: ChannelWorld, staff: StaffMember) -> None:
    conversation = handed_over(world, staff)
    before = world.desk.channels.usage("fake", "oni", None).pushes
    world.clock.forward(minutes=3)
    world.desk.handoffs.say(conversation, staff, "担当です")
    world.platform.answers = [NotSent("timeout", unsure=True), NotSent("http_500", unsure=True)]
    for _ in range(3):
        world.settle()
        world.clock.forward(minutes=2)
    assert len({call.id for call in world.platform.calls}) == 1
    assert len(world.platform.calls) == 3
    assert world.texts() == ["担当です"]
    assert world.desk.channels.usage("fake", "oni", None).pushes == before + 1


def handed_over(world: ChannelWorld, staff: StaffMember) -> ConversationId:
    begin(world)
    world.rasa.outputs = [{"utterance": "talk.greet", "params": {}}, HANDOFF]
    world.post(world.event(text="人と話したい"))
    world.settle()
    conversation = world.conversation()
    assert conversation.owner is Owner.WAITING
    world.desk.handoffs.claim(conversation.id, staff)
    world.settle()
    world.clock.forward(seconds=60)
    world.platform.delivered.clear()
    world.platform.calls.clear()
    return conversation.id


def test_ten_minutes_without_the_platform_lose_nothing_and_change_no_order(
    world: ChannelWorld, staff: StaffMember
) -> None:
    conversation = handed_over(world, staff)
    world.platform.answers = [NotSent("connect", unsure=False)] * 1000
    for minute in range(10):
        world.desk.handoffs.say(conversation, staff, f"発言{minute}")
        world.settle()
        world.clock.forward(minutes=1)
    assert world.texts() == []
    assert [one.state for one in world.desk.channels.undelivered()][:1] == ["waiting"]
    world.platform.answers.clear()
    for _ in range(3):
        world.settle()
        world.clock.forward(minutes=2)
    assert world.texts() == [f"発言{minute}" for minute in range(10)]
    assert world.desk.channels.undelivered() == ()


def test_what_cannot_be_delivered_is_shown_to_staff_who_may_try_again(
    world: ChannelWorld, staff: StaffMember
) -> None:
    conversation = handed_over(world, staff)
    world.desk.handoffs.say(conversation, staff, "届かない")
    world.platform.answers = [Undeliverable("http_400")]
    world.settle()
    (lost,) = world.desk.channels.undelivered({CompanyId("oni")})
    assert (lost.state, lost.why, lost.conversation_id) == ("failed", "http_400", conversation)
    assert world.desk.channels.undelivered({CompanyId("ocs")}) == ()
    stranger = world.desk.staff.add(
        "saburo", "long enough pass", "担当C", companies=frozenset({CompanyId("ocs")})
    )
    with pytest.raises(UndeliveredNotFound):
        world.desk.channels.retry(lost.id, stranger)
    world.desk.channels.retry(lost.id, staff)
    world.settle()
    assert world.texts() == ["届かない"]
    with pytest.raises(UndeliveredNotFound):
        world.desk.channels.dismiss(lost.id, staff)


def test_what_failed_and_belongs_to_no_conversation_goes_after_a_month(
    world: ChannelWorld, staff: StaffMember
) -> None:
    """What is said in a conversation goes with it; nothing would take the rest, with its sealed payload."""
    conversation = handed_over(world, staff)
    world.desk.handoffs.say(conversation, staff, "届かない")
    with world.desk.database.write() as tx:
        item = NewItem("k1", "fake", "oni", CompanyId("oni"), "fake:post", "post", payload={"text": "内密"})
        world.desk.channels.outbox.put(tx, item)
    world.platform.answers = [Undeliverable("http_400"), Undeliverable("http_400")]
    world.settle()
    world.clock.forward(days=29)
    world.desk.channels.tidy()
    assert rows(world, c.outbox, c.outbox.c.state == "failed") == 2
    world.clock.forward(days=2)
    world.desk.channels.tidy()
    (left,) = world.desk.channels.undelivered()
    assert left.conversation_id == conversation
    assert rows(world, c.outbox, c.outbox.c.payload_enc.is_not(None)) == 0


def test_one_bad_message_does_not_take_its_neighbours_along(world: ChannelWorld, staff: StaffMember) -> None:
    conversation = handed_over(world, staff)
    before = world.desk.channels.usage("fake", "oni", None).pushes
    for text in ("一", "悪い", "三"):
        world.desk.handoffs.say(conversation, staff, text)
    world.platform.answers = [Undeliverable("http_400"), None, Undeliverable("http_400"), None]
    world.settle()
    assert world.texts() == ["一", "三"]
    assert [one.state for one in world.desk.channels.undelivered()] == ["failed"]
    assert (
        world.desk.channels.usage("fake", "oni", None).pushes == before + 2
    )  # what was refused costs nothing


def test_the_months_limit_holds_pushes_back_until_the_customer_writes(
    world: ChannelWorld, staff: StaffMember
) -> None:
    conversation = handed_over(world, staff)
    world.platform.limit = 5 + world.desk.channels.usage("fake", "oni", None).pushes
    for number in range(6):
        world.desk.handoffs.say(conversation, staff, f"発言{number}")
        world.settle()
    assert world.texts() == [f"発言{number}" for number in range(5)]
    with world.desk.database.read() as conn:
        warned = conn.execute(select(c.channel_usage.c.warned_at)).scalar()
    assert warned is not None
    assert [(one.state, one.why) for one in world.desk.channels.undelivered()] == [("held", "monthly_limit")]
    world.post(world.event(text="聞いています"))
    world.settle()
    assert world.texts()[-1] == "発言5"
    assert world.desk.channels.usage("fake", "oni", None).pushes == world.platform.limit
    assert world.desk.channels.undelivered() == ()


def test_a_long_message_goes_out_in_several_calls(world: ChannelWorld) -> None:
    world.platform.per_message = 7
    world.post(world.event(text="こんにちは"))
    world.settle()
    assert len(world.texts()) == 14
    assert [len(call.objects) for call in world.platform.calls] == [5, 2, 5, 2]
    assert len({call.id for call in world.platform.calls}) == 4


def test_who_has_blocked_the_account_is_told_nothing_and_staff_sees_it(
    world: ChannelWorld, staff: StaffMember
) -> None:
    conversation = handed_over(world, staff)
    world.post(world.event("unfollow"))
    world.settle()
    world.desk.handoffs.say(conversation, staff, "もしもし")
    world.settle()
    assert world.texts() == []
    assert [one.why for one in world.desk.channels.undelivered()] == ["unreachable"]
    world.clock.forward(seconds=10)
    world.post(world.event("follow"), world.event("unfollow", ago=8))  # the second is old news
    world.settle()
    assert "おかえりなさい" in world.texts()[0] or "welcome_back" in world.texts()[0]


# ---------------------------------------------------------------------- erasure


def test_out_of_hours_the_right_words_are_said_once(world: ChannelWorld) -> None:
    begin(world)
    world.rasa.outputs = [HANDOFF]
    world.post(world.event(text="人と話したい"))
    world.settle()
    world.platform.delivered.clear()
    world.post(world.event(text="まだですか"))
    world.settle()
    assert world.texts() == []  # open: somebody will come
    world.clock.forward(hours=10)
    for text in ("もしもし", "いますか"):
        world.post(world.event(text=text))
        world.settle()
    assert len(world.texts()) == 1
    assert "out_of_hours" in world.texts()[0]


def test_an_erasure_takes_everything_of_the_person_in_the_channel(
    world: ChannelWorld, staff: StaffMember
) -> None:
    begin(world)
    first = world.conversation().id
    world.rasa.outputs = [HANDOFF]
    world.post(world.event(text="人と"))
    world.settle()
    world.desk.handoffs.close(first, staff)
    world.rasa.outputs = [{"utterance": "talk.greet", "params": {}}]
    world.post(world.event(text="また来ました"))
    world.settle()
    second = world.conversation().id
    assert second != first
    world.post(world.event(text="まだ読まれていない"))
    found = world.desk.erasures.find([], [first])
    assert set(found.conversations) == {first, second}
    world.desk.erasures.erase([], "operator", conversations=[first])
    assert world.desk.channels.people.current("fake", "oni", "U1") is None
    assert rows(world, c.outbox) == rows(world, c.channel_people) == 0
    assert rows(world, c.channel_events, c.channel_events.c.thread_mac.is_not(None)) == 0
    assert rows(world, c.channel_events, c.channel_events.c.content_enc.is_not(None)) == 0
    world.settle()


def test_a_dialogue_state_goes_on_over_the_channel(world: ChannelWorld) -> None:
    begin(world)
    world.rasa.state = DialogueState({"company": "oni", "requested_slot": "requester"}, "request_form")
    world.post(world.event("choice", value="start_request"))
    world.settle()
    assert str(world.conversation().expects) == "requester"
    world.post(world.event("choice", value="no-such-choice"))
    world.settle()
    assert "choice_gone" in world.texts()[-1] or "使えなくなりました" in world.texts()[-1]
