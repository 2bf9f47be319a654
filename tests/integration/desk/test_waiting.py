"""Who waits for a person can go back to the bot, and is not left alone with words of despair."""

import threading
from typing import Any

import pytest

from desk.audited import Audited
from desk.bootstrap import Desk
from desk.chat.despair import HELP
from desk.chat.waiting import BACK, STAYS, WENT_BACK, WITH_BOT
from desk.handover.errors import NotWaiting
from desk.ids import ConversationId
from desk.model import Accepted, Content, Handoff, NewMessage, StaffMember, TurnOutcome
from desk.texts import RawText
from knowledge.vocabulary import CompanyId, Owner
from tests.integration.desk.accounts_support import audited
from tests.integration.desk.support import Clock, bot, hand_over, opened, said, turn, waiting


def writes(desk: Desk, conversation_id: ConversationId, text: str, client_id: str = "w") -> Accepted:
    return desk.conversations.accept(conversation_id, client_id, said(text), RawText(text))


def presses_back(desk: Desk, conversation_id: ConversationId, client_id: str = "b") -> Accepted:
    pressed = Content(choice=BACK, choice_label="自動応答に戻る")
    return desk.conversations.accept(conversation_id, client_id, pressed, RawText(f"choice:{BACK}"))


def keys(desk: Desk, conversation_id: ConversationId) -> list[str | None]:
    return [one.key for one in desk.conversations.messages(conversation_id) if one.sender != "customer"]


def test_every_handoff_ends_with_the_button_back(desk: Desk) -> None:
    conversation_id = waiting(desk)
    last = desk.conversations.messages(conversation_id)[-1]
    assert [one.value for one in last.choices] == [BACK]


def test_who_waits_goes_back_to_the_bot_and_out_of_the_queue(desk: Desk, staff: StaffMember) -> None:
    conversation_id = waiting(desk)
    version = desk.conversations.get(conversation_id).state_version
    done = presses_back(desk, conversation_id)
    assert (done.status, [one.key for one in done.reply]) == ("answered", [WENT_BACK])
    now = desk.conversations.get(conversation_id)
    assert (now.owner, now.handoff_reason, now.state_version) == (Owner.BOT, None, version + 1)
    assert desk.handoffs.waiting() == ()
    with pytest.raises(NotWaiting):
        desk.handoffs.claim(conversation_id, staff)
    assert ("customer", Audited.HANDOFF_WITHDRAWN, conversation_id) in audited(desk)
    assert writes(desk, conversation_id, "手数料は").status == "new"


def test_who_wants_no_person_after_all_waits_no_longer(desk: Desk) -> None:
    conversation_id = waiting(desk)
    assert [one.key for one in writes(desk, conversation_id, "やっぱりいいです").reply] == [WENT_BACK]
    assert desk.conversations.get(conversation_id).owner is Owner.BOT


def test_what_may_be_despair_or_an_answer_to_staff_takes_nobody_off_the_queue(
    desk: Desk, staff: StaffMember
) -> None:
    conversation_id = waiting(desk)
    writes(desk, conversation_id, "もう死にたい", "despair")
    assert writes(desk, conversation_id, "やっぱりいいです", "after").reply == ()
    assert desk.conversations.get(conversation_id).owner is Owner.WAITING
    desk.handoffs.claim(conversation_id, staff)
    assert writes(desk, conversation_id, "やっぱりいいです", "to staff").reply == ()
    assert desk.conversations.get(conversation_id).owner is Owner.STAFF
    assert keys(desk, conversation_id).count(HELP) == 1


def test_the_same_press_again_gives_the_same_reply_and_does_nothing_twice(desk: Desk) -> None:
    conversation_id = waiting(desk)
    first = presses_back(desk, conversation_id)
    again = presses_back(desk, conversation_id)
    assert [one.id for one in again.reply] == [one.id for one in first.reply]
    assert keys(desk, conversation_id).count(WENT_BACK) == 1


def test_who_went_back_may_ask_for_a_person_again(desk: Desk) -> None:
    conversation_id = waiting(desk)
    presses_back(desk, conversation_id)
    accepted = writes(desk, conversation_id, "やはり人と", "again")
    desk.conversations.commit_turn(accepted.inbound_id, bot("呼びます", effects=(Handoff("asked"),)))
    assert [entry.conversation.id for entry in desk.handoffs.waiting()] == [conversation_id]


def test_what_a_person_has_taken_stays_theirs_and_the_customer_is_told(
    desk: Desk, staff: StaffMember
) -> None:
    conversation_id = waiting(desk)
    desk.handoffs.claim(conversation_id, staff)
    done = presses_back(desk, conversation_id)
    assert done.reply == ()  # nothing is the reply while staff has it: it comes as a message
    assert keys(desk, conversation_id)[-1] == STAYS
    assert desk.conversations.messages(conversation_id)[-1].params == {"alias": "担当A"}
    assert desk.conversations.get(conversation_id).owner is Owner.STAFF
    desk.handoffs.say(conversation_id, staff, "承ります")


def test_the_button_pressed_too_late_says_who_answers(desk: Desk) -> None:
    conversation_id = opened(desk)
    done = presses_back(desk, conversation_id)
    assert (done.status, [one.key for one in done.reply]) == ("answered", [WITH_BOT])
    assert desk.conversations.pending() == ()


def test_a_claim_and_the_way_back_at_once_leave_one_owner(desk: Desk, staff: StaffMember) -> None:
    conversation_id = waiting(desk)
    claimed: list[bool] = []

    def claims() -> None:
        try:
            desk.handoffs.claim(conversation_id, staff)
            claimed.append(True)
        except NotWaiting:
            claimed.append(False)

    both = [
        threading.Thread(target=claims),
        threading.Thread(target=presses_back, args=(desk, conversation_id)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    owner = desk.conversations.get(conversation_id).owner
    told = {STAYS, WENT_BACK} & set(keys(desk, conversation_id))
    assert (owner, told) == ((Owner.STAFF, {STAYS}) if claimed[0] else (Owner.BOT, {WENT_BACK}))


def test_going_back_is_whole_or_not_at_all(desk: Desk) -> None:
    """A process that dies in between leaves the customer waiting and the message not accepted."""
    conversation_id = waiting(desk)

    class Dies:
        def said(self, tx: Any, said: Any) -> None:
            return

        def owner_changed(self, tx: Any, change: Any) -> None:
            raise RuntimeError("killed")

    desk.context.watchers.append(Dies())
    with pytest.raises(RuntimeError):
        presses_back(desk, conversation_id)
    desk.context.watchers.pop()
    assert desk.conversations.get(conversation_id).owner is Owner.WAITING
    assert WENT_BACK not in keys(desk, conversation_id)
    assert [one.key for one in presses_back(desk, conversation_id).reply] == [WENT_BACK]


def test_despair_while_waiting_is_answered_at_once_and_goes_to_staff(desk: Desk) -> None:
    conversation_id = waiting(desk)
    done = writes(desk, conversation_id, "もう死にたい")
    assert [one.key for one in done.reply] == [HELP]
    assert [one.value for one in done.reply[0].choices] == [BACK], "the way back stays under the last message"
    assert done.conversation.owner is Owner.WAITING
    assert [e.urgent for e in desk.handoffs.waiting()] == [True]
    assert "もう死にたい" in [one.text for one in desk.conversations.messages(conversation_id)]


def test_despair_while_a_person_has_it_is_answered_too(desk: Desk, staff: StaffMember) -> None:
    conversation_id = waiting(desk)
    desk.handoffs.claim(conversation_id, staff)
    assert writes(desk, conversation_id, "もう死にたい").reply == ()
    assert keys(desk, conversation_id)[-1] == HELP
    assert desk.conversations.messages(conversation_id)[-1].choices == (), "no button takes it from a person"
    assert desk.live.queue.view(staff).mine[0].urgent
    assert desk.live.queue.urgent(conversation_id)


def test_help_is_named_once_in_a_waiting_and_again_in_the_next(desk: Desk, clock: Clock) -> None:
    conversation_id = waiting(desk)
    for number in range(3):
        clock.forward(minutes=1)
        writes(desk, conversation_id, "死にたい", f"d{number}")
    assert keys(desk, conversation_id).count(HELP) == 1
    clock.forward(minutes=1)
    presses_back(desk, conversation_id)
    clock.forward(minutes=1)
    accepted = writes(desk, conversation_id, "人と", "next")
    desk.conversations.commit_turn(accepted.inbound_id, bot("呼びます", effects=(Handoff("asked"),)))
    writes(desk, conversation_id, "死にたい", "last")
    assert keys(desk, conversation_id).count(HELP) == 2


def test_help_is_named_in_the_language_of_the_message(desk: Desk) -> None:
    conversation_id = waiting(desk)
    (helped,) = writes(desk, conversation_id, "I want to die, nobody answers me here").reply
    assert helped.text.startswith(f"<{HELP}:en:")


def test_an_urgent_conversation_comes_first_however_long_others_wait(desk: Desk, clock: Clock) -> None:
    first = waiting(desk)
    clock.forward(minutes=5)
    second = waiting(desk)
    writes(desk, second, "死にたい")
    assert [(e.conversation.id, e.urgent) for e in desk.handoffs.waiting()] == [
        (second, True),
        (first, False),
    ]


def test_who_was_in_despair_before_asking_for_a_person_is_urgent_as_well(desk: Desk) -> None:
    conversation_id = opened(desk)
    accepted = writes(desk, conversation_id, "死にたい")
    desk.conversations.commit_turn(accepted.inbound_id, TurnOutcome((NewMessage("…", key=HELP),)))
    hand_over(desk, conversation_id)
    assert [e.urgent for e in desk.handoffs.waiting()] == [True]


def test_what_a_person_has_taken_care_of_is_urgent_no_more_until_it_is_said_again(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    conversation_id = waiting(desk)
    writes(desk, conversation_id, "死にたい")
    desk.handoffs.claim(conversation_id, staff)
    assert desk.live.queue.urgent(conversation_id)
    desk.handoffs.release(conversation_id, staff)
    assert not desk.live.queue.urgent(conversation_id)
    clock.forward(minutes=1)
    accepted = writes(desk, conversation_id, "人と話したい", "again")
    desk.conversations.commit_turn(accepted.inbound_id, bot("呼びます", effects=(Handoff("asked"),)))
    assert [e.urgent for e in desk.handoffs.waiting()] == [False]
    writes(desk, conversation_id, "やはり死にたい", "worse")
    assert [e.urgent for e in desk.handoffs.waiting()] == [True]


def test_other_words_while_waiting_are_met_with_no_word_of_the_desk(desk: Desk) -> None:
    conversation_id = waiting(desk)
    before = keys(desk, conversation_id)
    assert writes(desk, conversation_id, "まだですか").reply == ()
    assert keys(desk, conversation_id) == before


def left_in_despair(
    desk: Desk, clock: Clock, conversation_id: ConversationId | None = None
) -> ConversationId:
    """Somebody who wrote that they want to die while they waited, and then went back to the bot."""
    conversation_id = conversation_id or waiting(desk)
    writes(desk, conversation_id, "もう死にたい", "despair")
    clock.forward(minutes=1)
    presses_back(desk, conversation_id)
    clock.forward(minutes=1)
    return conversation_id


def waits_again(desk: Desk, conversation_id: ConversationId) -> None:
    turn(desk, conversation_id, "again", "やはり人と", bot("呼びます", effects=(Handoff("asked"),)))


def left(desk: Desk, staff: StaffMember) -> list[str]:
    return [one.conversation.id for one in desk.live.queue.view(staff).left]


def test_who_goes_back_after_words_of_despair_stays_before_staff_until_somebody_has_looked(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    conversation_id = left_in_despair(desk, clock)
    assert desk.conversations.get(conversation_id).owner is Owner.BOT, "the customer is not held back"
    assert writes(desk, conversation_id, "手数料は", "on").status == "new"
    assert left(desk, staff) == [conversation_id]
    assert desk.live.queue.view(staff).left[0].urgent
    assert desk.live.queue.left_urgent(conversation_id)
    before = desk.live.queue.marks(staff)
    desk.live.notes.add(conversation_id, staff, "連絡先がなく、会話を読んだ")
    assert left(desk, staff) == []
    assert not desk.live.queue.left_urgent(conversation_id)
    assert desk.live.queue.marks(staff) != before, "pages that are open hear of it"


def test_a_note_from_before_does_not_stand_for_having_looked(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    conversation_id = waiting(desk)
    desk.live.notes.add(conversation_id, staff, "折り返しは夕方")
    assert left(desk, staff) == []
    left_in_despair(desk, clock, conversation_id)
    assert left(desk, staff) == [conversation_id]


def test_who_goes_back_without_such_words_or_after_a_persons_care_is_on_no_list(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    plain = waiting(desk)
    presses_back(desk, plain)
    cared_for = waiting(desk)
    writes(desk, cared_for, "死にたい", "despair")
    desk.handoffs.claim(cared_for, staff)
    desk.handoffs.release(cared_for, staff)
    waits_again(desk, cared_for)
    presses_back(desk, cared_for)
    assert keys(desk, cared_for)[-1] == WENT_BACK
    closed = waiting(desk)
    writes(desk, closed, "死にたい", "despair")
    desk.handoffs.close(closed, staff)
    assert left(desk, staff) == []


def test_who_waits_again_is_in_the_queue_and_on_the_list_once_more_when_they_go(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    conversation_id = left_in_despair(desk, clock)
    desk.live.notes.add(conversation_id, staff, "読んだ")
    clock.forward(minutes=1)
    waits_again(desk, conversation_id)
    assert (left(desk, staff), [e.urgent for e in desk.handoffs.waiting()]) == ([], [True])
    presses_back(desk, conversation_id, "b2")
    assert left(desk, staff) == [conversation_id]


def test_only_the_companys_own_staff_sees_who_went_back_in_despair(desk: Desk, clock: Clock) -> None:
    conversation_id = left_in_despair(desk, clock)
    assert desk.handoffs.left_urgent(frozenset({CompanyId("oni")})) == ()
    assert [e.conversation.id for e in desk.handoffs.left_urgent(frozenset({CompanyId("ocs")}))] == [
        conversation_id
    ]
