"""Accepted means kept, once; the bot never talks over a person."""

import threading
from collections.abc import Iterable
from datetime import timedelta

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.chat.dialogue import KeptDialogue
from desk.errors import (
    ClientIdReused,
    ConversationClosed,
    ConversationNotFound,
    InboundNotFound,
    OwnerChanged,
    RequestNotFound,
    StateChanged,
)
from desk.ids import ConversationId
from desk.model import (
    CancelForms,
    Choice,
    CloseConversation,
    Content,
    Handoff,
    NewMessage,
    StaffMember,
    TurnOutcome,
    WithdrawRequest,
)
from desk.notify import STAFF, Notifier, conversation_topic
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.texts import MaskedText, RawText, SetApart
from knowledge.vocabulary import CompanyId, Expects, MessageKind, Owner, Region
from tests.citing import cited
from tests.integration.desk.support import Clock, bot, form_token, opened, said, spec, turn, waiting

SAID: KeptDialogue = {"slots": {"region": "jp"}, "active_loop": None}
NOTHING_SAID: KeptDialogue = {"slots": {}, "active_loop": None}


def texts(desk: Desk, conversation_id: ConversationId) -> list[str]:
    return [m.text for m in desk.conversations.messages(conversation_id)]


def test_only_its_token_opens_a_conversation(desk: Desk) -> None:
    first, token = desk.conversations.open(CompanyId("ocs"), Region.JP, "ja")
    second, other_token = desk.conversations.open(CompanyId("opt"), None, "en")
    assert desk.conversations.get_with_token(first.id, token).company == "ocs"
    for conversation_id, wrong in (
        (first.id, other_token),
        (second.id, token),
        (ConversationId("c_none"), token),
        (first.id, ""),
    ):
        with pytest.raises(ConversationNotFound):
            desk.conversations.get_with_token(conversation_id, wrong)


def test_a_turn_keeps_everything_and_gives_it_back(desk: Desk) -> None:
    conversation_id = opened(desk)
    message = NewMessage(
        "どの手続きですか",
        MessageKind.PROMPT,
        key="ask.request_type",
        params={"n": 1},
        citations=(cited("開示", start=3),),
        choices=(Choice("開示", "disclosure"),),
    )
    accepted = desk.conversations.accept(conversation_id, "1", said("手続きしたい"), RawText("手続きしたい"))
    assert accepted.status == "new"
    outcome = TurnOutcome(
        (message,),
        Expects.REQUEST_TYPE,
        slots={"region": "jp"},
        dialogue_state=SAID,
        locale="en",
        region=Region.JP,
        held={"receipt": "MDG-1"},
    )
    reply = desk.conversations.commit_turn(accepted.inbound_id, outcome)
    assert reply == desk.conversations.messages(conversation_id)[-1:]
    assert (reply[0].text, reply[0].kind, reply[0].key) == (
        "どの手続きですか",
        MessageKind.PROMPT,
        "ask.request_type",
    )
    assert reply[0].citations == (cited("開示", start=3),)
    assert reply[0].choices == (Choice("開示", "disclosure"),)
    kept = desk.conversations.get(conversation_id)
    assert kept.expects == Expects.REQUEST_TYPE
    assert kept.slots == {"region": "jp"}
    assert kept.dialogue_state == SAID
    assert (kept.locale, kept.region, kept.state_version) == ("en", "jp", 1)
    assert kept.held == {"receipt": "MDG-1"}
    assert [m.sender for m in desk.conversations.messages(conversation_id)] == ["bot", "customer", "bot"]
    after = desk.conversations.messages(conversation_id, after=reply[0].id)
    assert after == ()
    assert len(desk.conversations.messages(conversation_id, limit=2)) == 2


def test_the_newest_messages_and_whether_there_were_earlier_ones(desk: Desk) -> None:
    conversation_id, other = opened(desk), opened(desk)
    for n in "123":
        turn(desk, conversation_id, n, f"q{n}", bot(f"a{n}"))
    turn(desk, other, "1", "other", bot("others"))
    every = desk.conversations.messages(conversation_id)
    for most in (1, 2, 6):
        assert desk.conversations.newest(conversation_id, most) == (every[-most:], True), most
    for most in (7, 8):
        assert desk.conversations.newest(conversation_id, most) == (every, False), most


def test_the_same_client_id_does_nothing_twice(desk: Desk) -> None:
    conversation_id = opened(desk)
    reply = turn(desk, conversation_id, "1", "hello", bot("hi"))
    again = desk.conversations.accept(conversation_id, "1", said("hello"), RawText("hello"))
    assert (again.status, again.reply) == ("answered", reply)
    assert desk.conversations.commit_turn(again.inbound_id, bot("hi again")) == reply
    with pytest.raises(ClientIdReused):
        desk.conversations.accept(conversation_id, "1", said("other"), RawText("other"))
    assert texts(desk, conversation_id) == ["こんにちは", "hello", "hi"]


def test_pending_until_answered_with_sealed_values_only_so_long(desk: Desk) -> None:
    conversation_id = opened(desk)
    content = Content(text=MaskedText("［受付番号］"), apart=SetApart(receipt=Receipt("MDG-7K3Q-9F2X")))
    accepted = desk.conversations.accept(conversation_id, "1", content, RawText("MDG-7K3Q-9F2X"))
    assert (
        desk.conversations.accept(conversation_id, "1", content, RawText("MDG-7K3Q-9F2X")).status == "pending"
    )
    waiting_now = desk.conversations.pending()
    assert [(p.inbound_id, p.content) for p in waiting_now] == [(accepted.inbound_id, content)]
    desk.conversations.commit_turn(accepted.inbound_id, bot("ok"))
    assert desk.conversations.pending() == ()


def test_of_an_accepted_message_it_is_known_whether_it_waits_and_what_was_replied(desk: Desk) -> None:
    conversation_id = opened(desk)
    accepted = desk.conversations.accept(conversation_id, "1", said("質問"), RawText("質問"))
    assert desk.conversations.answered(accepted.inbound_id) is None
    reply = desk.conversations.commit_turn(accepted.inbound_id, bot("返事"))
    assert desk.conversations.answered(accepted.inbound_id) == reply
    to_staff = desk.conversations.accept(waiting(desk), "2", said("まだ"), RawText("まだ"))
    assert desk.conversations.answered(to_staff.inbound_id) == ()
    with pytest.raises(InboundNotFound):
        desk.conversations.answered("i_none")


def test_the_bot_says_nothing_once_a_person_has_it(desk: Desk, staff: StaffMember) -> None:
    conversation_id = opened(desk)
    slow = desk.conversations.accept(conversation_id, "1", said("質問"), RawText("質問"))
    turn(desk, conversation_id, "2", "人", bot("呼びます", effects=(Handoff("asked"),)))
    desk.handoffs.claim(conversation_id, staff)
    with pytest.raises(OwnerChanged):
        desk.conversations.commit_turn(slow.inbound_id, bot("遅い返事"))
    assert "遅い返事" not in texts(desk, conversation_id)
    assert desk.conversations.commit_turn(slow.inbound_id, bot("遅い返事")) == ()
    assert desk.conversations.pending() == ()


def test_customers_write_to_staff_and_get_no_bot_reply(desk: Desk) -> None:
    conversation_id = waiting(desk)
    accepted = desk.conversations.accept(conversation_id, "9", said("まだですか"), RawText("まだですか"))
    assert (accepted.status, accepted.reply, accepted.conversation.owner) == ("answered", (), Owner.WAITING)
    assert texts(desk, conversation_id)[-1] == "まだですか"
    assert desk.conversations.pending() == ()


class Heard(Notifier):
    """Keeps what was announced."""

    def __init__(self) -> None:
        super().__init__()
        self.topics: set[str] = set()

    def publish(self, topics: Iterable[str]) -> None:
        self.topics |= set(topics)


def test_staff_hear_of_what_is_written_to_them_and_not_of_what_is_written_to_the_bot(desk: Desk) -> None:
    with_bot, queued = opened(desk), waiting(desk)
    for conversation_id, told in ((with_bot, False), (queued, True)):
        heard = desk.database.notifier = Heard()
        desk.conversations.accept(conversation_id, "9", said("まだですか"), RawText("まだですか"))
        assert conversation_topic(conversation_id) in heard.topics
        assert (STAFF in heard.topics) is told


def test_a_closed_conversation_takes_nothing_but_repeats(desk: Desk) -> None:
    conversation_id = opened(desk)
    reply = turn(desk, conversation_id, "1", "終わり", bot("さようなら", effects=(CloseConversation(),)))
    assert desk.conversations.accept(conversation_id, "1", said("終わり"), RawText("終わり")).reply == reply
    with pytest.raises(ConversationClosed):
        desk.conversations.accept(conversation_id, "2", said("まだ"), RawText("まだ"))


def test_a_button_is_shown_by_its_label_and_where_there_is_none_by_its_value(desk: Desk) -> None:
    conversation_id = opened(desk)
    for client_id, content in (
        ("1", Content(text=MaskedText("自分の言葉"), choice="yes", choice_label="はい")),
        ("2", Content(choice="yes", choice_label="はい")),
        ("3", Content(choice="yes")),
    ):
        desk.conversations.accept(conversation_id, client_id, content, RawText(client_id))
    shown = [m for m in desk.conversations.messages(conversation_id) if m.sender == "customer"]
    assert [m.text for m in shown] == ["自分の言葉", "はい", "yes"]


def test_what_a_turn_does_not_speak_of_stays(desk: Desk) -> None:
    conversation_id = opened(desk)
    told = bot("a", slots={"region": "jp"}, dialogue_state=SAID, held={"receipt": "MDG-1"})
    turn(desk, conversation_id, "1", "x", told)
    turn(desk, conversation_id, "2", "y", bot("b"))
    kept = desk.conversations.get(conversation_id)
    assert (kept.slots, kept.dialogue_state) == ({"region": "jp"}, SAID)
    assert (kept.held, kept.locale, kept.region) == ({"receipt": "MDG-1"}, "ja", "eea_uk")
    turn(desk, conversation_id, "3", "z", bot("c", slots={}, dialogue_state=NOTHING_SAID, held={}))
    kept = desk.conversations.get(conversation_id)
    assert (kept.slots, kept.dialogue_state, kept.held) == ({}, NOTHING_SAID, {}), "empty is said, too"


def test_a_turn_of_which_only_the_apology_is_left_is_answered_and_recorded_as_failed(desk: Desk) -> None:
    conversation_id = opened(desk)
    turn(desk, conversation_id, "1", "a", bot("申し訳ありません", failed=True))
    turn(desk, conversation_id, "2", "b", bot("はい"))
    with desk.database.read() as conn:
        assert conn.execute(select(t.inbound.c.status).order_by(t.inbound.c.n)).scalars().all() == [
            "failed",
            "answered",
        ]
    assert desk.conversations.pending() == ()
    again = desk.conversations.accept(conversation_id, "1", said("a"), RawText("a"))
    assert again.status == "answered"


def test_a_message_that_was_seen_before_is_known_by_its_client_id(desk: Desk) -> None:
    first, second = opened(desk), opened(desk)
    desk.conversations.accept(first, "1", said("a"), RawText("a"))
    assert desk.conversations.seen(first, "1")
    assert not desk.conversations.seen(first, "2")
    assert not desk.conversations.seen(second, "1"), "the same id from somebody else is another message"


def test_a_turn_on_an_old_state_is_refused_whole(desk: Desk) -> None:
    conversation_id = opened(desk)
    first = desk.conversations.accept(conversation_id, "1", said("a"), RawText("a"))
    second = desk.conversations.accept(conversation_id, "2", said("b"), RawText("b"))
    desk.conversations.commit_turn(first.inbound_id, bot("A", state_version=0))
    with pytest.raises(StateChanged):
        desk.conversations.commit_turn(second.inbound_id, bot("B", state_version=0))
    assert [p.inbound_id for p in desk.conversations.pending()] == [second.inbound_id]
    desk.conversations.commit_turn(second.inbound_id, bot("B", state_version=1))
    with pytest.raises(InboundNotFound):
        desk.conversations.commit_turn("i_none", bot("C"))


def test_an_effect_that_cannot_be_stores_nothing(desk: Desk) -> None:
    conversation_id = opened(desk)
    accepted = desk.conversations.accept(conversation_id, "1", said("a"), RawText("a"))
    with pytest.raises(RequestNotFound):
        outcome = bot("取り下げました", effects=(WithdrawRequest(Receipt("MDG-0000-0000")),))
        desk.conversations.commit_turn(accepted.inbound_id, outcome)
    assert texts(desk, conversation_id) == ["こんにちは", "a"]
    assert len(desk.conversations.pending()) == 1


def test_cancelling_revokes_the_form(desk: Desk, clock: Clock) -> None:
    from desk.requests.errors import FormExpired

    conversation_id = opened(desk)
    token = form_token(desk, conversation_id, spec(), ttl=timedelta(hours=1))
    turn(desk, conversation_id, "x", "やめます", bot("取り消しました", effects=(CancelForms(),)))
    with pytest.raises(FormExpired):
        desk.forms.submit(token, {"name": "山田", "email": "a@example.jp"})


def test_one_client_id_from_many_threads_has_one_effect(desk: Desk) -> None:
    conversation_id = opened(desk)
    results: list[str] = []
    gate = threading.Barrier(8)

    def send() -> None:
        gate.wait()
        accepted = desk.conversations.accept(conversation_id, "same", said("hello"), RawText("hello"))
        results.append(accepted.status)
        desk.conversations.commit_turn(accepted.inbound_id, bot("hi"))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 8
    assert results.count("new") == 1
    assert texts(desk, conversation_id) == ["こんにちは", "hello", "hi"]


def test_different_messages_from_many_threads_are_all_kept_in_order(desk: Desk) -> None:
    conversation_id = opened(desk)

    def send(name: str) -> None:
        for i in range(5):
            turn(desk, conversation_id, f"{name}{i}", f"{name}{i}", bot(f"re {name}{i}"))

    threads = [threading.Thread(target=send, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    messages = desk.conversations.messages(conversation_id, limit=1000)
    assert [m.seq for m in messages] == list(range(1, 42))
    assert len({m.text for m in messages}) == 41
