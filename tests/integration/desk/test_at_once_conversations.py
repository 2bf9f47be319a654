"""Two processes at once (at_once_support): who has a conversation, its messages and turns."""

import pytest

from desk.errors import StateChanged
from desk.ids import ConversationId
from desk.model import Handoff, StaffMember, TurnOutcome
from desk.texts import RawText
from tests.databases.interleaving import Outcome
from tests.integration.desk.at_once_support import Pair, kinds
from tests.integration.desk.support import (
    bot,
    opened,
    said,
    turn,
    waiting,
)

pytestmark = [pytest.mark.database("postgresql"), pytest.mark.timeout(900)]


def test_of_two_who_claim_a_handoff_at_once_one_gets_it(
    pair: Pair, staff: StaffMember, other: StaffMember
) -> None:
    people = {id(pair.one): staff, id(pair.two): other}

    def check(conversation_id: ConversationId, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "AlreadyClaimed"]
        winner = staff if one.kind == "" else other
        assert pair.one.conversations.get(conversation_id).claimed_by == winner.id
        keys = [message.key for message in pair.one.conversations.messages(conversation_id)]
        assert keys.count("system.claimed") == 1

    pair.same(
        lambda: waiting(pair.one),
        lambda desk, conversation_id: desk.handoffs.claim(conversation_id, people[id(desk)]),
        check,
    )


def test_a_message_delivered_twice_is_kept_once(pair: Pair) -> None:
    def check(conversation_id: ConversationId, one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert sorted([one.value.status, two.value.status]) == ["new", "pending"]
        assert one.value.inbound_id == two.value.inbound_id
        assert len(pair.one.conversations.messages(conversation_id)) == 2

    pair.same(
        lambda: opened(pair.one),
        lambda desk, conversation_id: desk.conversations.accept(
            conversation_id, "1", said("開示"), RawText("開示")
        ),
        check,
    )


def test_a_turn_worked_on_by_both_is_answered_once(pair: Pair) -> None:
    def prepare() -> tuple[ConversationId, str]:
        conversation_id = opened(pair.one)
        return conversation_id, pair.one.conversations.accept(
            conversation_id, "1", said("x"), RawText("x")
        ).inbound_id

    def check(given: tuple[ConversationId, str], one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", ""]
        assert [m.id for m in one.value] == [m.id for m in two.value]
        assert len(pair.one.conversations.messages(given[0])) == 3

    pair.same(prepare, lambda desk, given: desk.conversations.commit_turn(given[1], bot("答え")), check)


def test_two_turns_of_one_conversation_do_not_overwrite_each_other(pair: Pair) -> None:
    def prepare() -> tuple[str, str]:
        conversation_id = opened(pair.one)
        accept = pair.one.conversations.accept
        return tuple(accept(conversation_id, n, said(n), RawText(n)).inbound_id for n in "12")  # type: ignore[return-value]

    def outcome(name: str) -> TurnOutcome:
        return bot(name, slots={name: True}, state_version=0)

    def check(given: tuple[str, str], one: Outcome, two: Outcome) -> None:
        # The one that thought on an old state thinks again (api.turns.gateway).
        assert kinds(one, two) == ["", "StateChanged"]
        assert len(pair.one.conversations.pending()) == 1
        late = one if one.kind else two
        assert isinstance(late.error, StateChanged)
        pair.one.conversations.commit_turn(pair.one.conversations.pending()[0].inbound_id, bot("again"))

    pair.each(
        prepare,
        lambda desk, given: desk.conversations.commit_turn(given[0], outcome("a")),
        lambda desk, given: desk.conversations.commit_turn(given[1], outcome("b")),
        check,
    )


def test_staff_and_bot_do_not_speak_over_each_other(pair: Pair, staff: StaffMember) -> None:
    def prepare() -> tuple[ConversationId, str]:
        conversation_id = opened(pair.one)
        first = pair.one.conversations.accept(conversation_id, "1", said("人と"), RawText("人と")).inbound_id
        turn(pair.one, conversation_id, "2", "人と話したい", handed_over())
        return conversation_id, first

    def handed_over() -> TurnOutcome:
        return bot("呼びます", effects=(Handoff("asked"),))

    def check(given: tuple[ConversationId, str], one: Outcome, two: Outcome) -> None:
        assert kinds(one, two) == ["", "OwnerChanged"]
        assert "遅い答え" not in [m.text for m in pair.one.conversations.messages(given[0])]

    pair.each(
        prepare,
        lambda desk, given: desk.handoffs.claim(given[0], staff),
        lambda desk, given: desk.conversations.commit_turn(given[1], bot("遅い答え")),
        check,
    )
