"""One owner at a time."""

import threading
from datetime import timedelta

import pytest

from desk.bootstrap import Desk
from desk.errors import ClientIdReused, ConversationClosed, Forbidden
from desk.handover.errors import AlreadyClaimed, NotClaimant, NotWaiting
from desk.ids import ConversationId
from desk.model import StaffMember
from desk.texts import RawText
from knowledge.vocabulary import CompanyId, Owner
from tests.integration.desk.support import CONTACT, Clock, bot, form_token, opened, said, turn, waiting


def test_a_handoff_is_claimed_answered_and_given_back(
    desk: Desk, staff: StaffMember, other: StaffMember
) -> None:
    conversation_id = waiting(desk)
    assert [e.conversation.handoff_reason for e in desk.handoffs.waiting()] == ["asked"]
    claimed = desk.handoffs.claim(conversation_id, staff)
    assert (claimed.owner, claimed.claimed_alias) == (Owner.STAFF, "担当A")
    assert desk.handoffs.waiting() == ()
    assert desk.handoffs.claim(conversation_id, staff).owner == Owner.STAFF
    with pytest.raises(AlreadyClaimed) as refused:
        desk.handoffs.claim(conversation_id, other)
    assert refused.value.alias == "担当A"
    with pytest.raises(NotClaimant):
        desk.handoffs.say(conversation_id, other, "横から")
    message = desk.handoffs.say(conversation_id, staff, "承ります", client_id="1")
    assert desk.handoffs.say(conversation_id, staff, "承ります", client_id="1") == message
    with pytest.raises(ClientIdReused):
        desk.handoffs.say(conversation_id, staff, "別", client_id="1")
    assert (message.sender, message.staff_alias) == ("staff", "担当A")
    assert desk.handoffs.release(conversation_id, staff).owner == Owner.BOT
    assert desk.conversations.accept(conversation_id, "n", said("次"), RawText("次")).status == "new"
    with pytest.raises(NotClaimant):
        desk.handoffs.say(conversation_id, staff, "まだいます")
    with pytest.raises(NotWaiting):
        desk.handoffs.claim(conversation_id, other)
    shown = [m.text for m in desk.conversations.messages(conversation_id)]
    assert shown[3:6] == ["<system.claimed:ja:担当A>", "承ります", "<system.released:ja:担当A>"]


def test_a_closed_conversation_stays_closed_and_takes_no_message(desk: Desk, staff: StaffMember) -> None:
    conversation_id = waiting(desk)
    desk.handoffs.claim(conversation_id, staff)
    assert desk.handoffs.close(conversation_id, staff).owner == Owner.CLOSED
    assert desk.handoffs.close(conversation_id, staff).owner == Owner.CLOSED
    with pytest.raises(ConversationClosed):
        desk.conversations.accept(conversation_id, "n", said("次"), RawText("次"))


def test_what_waits_is_closed_by_anyone_and_what_is_with_the_bot_by_nobody(
    desk: Desk, staff: StaffMember, other: StaffMember
) -> None:
    queued, taken, with_bot = waiting(desk), waiting(desk), opened(desk)
    desk.handoffs.claim(taken, staff)
    assert desk.handoffs.close(queued, other).owner == Owner.CLOSED
    for conversation_id in (taken, with_bot):
        with pytest.raises(NotClaimant):
            desk.handoffs.close(conversation_id, other)


def test_a_message_without_an_id_of_its_sender_is_said_each_time(desk: Desk, staff: StaffMember) -> None:
    conversation_id = waiting(desk)
    desk.handoffs.claim(conversation_id, staff)
    said_twice = [desk.handoffs.say(conversation_id, staff, "少々お待ちください").id for _ in range(2)]
    assert len(set(said_twice)) == 2


def test_who_waited_longest_comes_first_and_a_lost_claim_keeps_its_place(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    first = waiting(desk)
    desk.handoffs.claim(first, staff)
    clock.forward(minutes=1)
    second = waiting(desk)
    clock.forward(minutes=10)
    desk.handoffs.expire_claims()
    assert [entry.conversation.id for entry in desk.handoffs.waiting()] == [first, second]


def test_the_state_of_a_conversation_grows_with_each_change_of_its_owner(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    """A turn of the bot that began before it is refused by that."""
    conversation_id = waiting(desk)
    versions = [desk.conversations.get(conversation_id).state_version]
    versions.append(desk.handoffs.claim(conversation_id, staff).state_version)
    clock.forward(minutes=10)
    desk.handoffs.expire_claims()
    versions.append(desk.conversations.get(conversation_id).state_version)
    desk.handoffs.claim(conversation_id, staff)
    versions.append(desk.handoffs.release(conversation_id, staff).state_version)
    assert versions == sorted(set(versions))


def test_staff_of_another_company_is_kept_out(desk: Desk) -> None:
    conversation_id = waiting(desk, "ocs")
    stranger = desk.staff.add("s", "pw", "担当C", companies=[CompanyId("opt")])
    for act in (desk.handoffs.claim, desk.handoffs.release, desk.handoffs.close, desk.handoffs.heartbeat):
        with pytest.raises(Forbidden):
            act(conversation_id, stranger)
    assert desk.handoffs.waiting(stranger.companies) == ()
    assert len(desk.handoffs.waiting([CompanyId("ocs")])) == 1


def test_of_many_claimers_one_gets_it(desk: Desk) -> None:
    people = [desk.staff.add(f"p{i}", "pw", f"担当{i}") for i in range(6)]
    for round_ in range(5):
        conversation_id = waiting(desk)
        gate = threading.Barrier(len(people))
        won: list[str] = []
        told: list[str] = []

        def claim(
            person: StaffMember,
            conversation_id: ConversationId = conversation_id,
            gate: threading.Barrier = gate,
            won: list[str] = won,
            told: list[str] = told,
        ) -> None:
            gate.wait()
            try:
                desk.handoffs.claim(conversation_id, person)
                won.append(person.alias)
            except AlreadyClaimed as refused:
                told.append(refused.alias)

        threads = [threading.Thread(target=claim, args=(person,)) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(won) == 1, round_
        assert told == won * 5


def test_a_claimer_who_goes_away_loses_it(
    desk: Desk, clock: Clock, staff: StaffMember, other: StaffMember
) -> None:
    conversation_id = waiting(desk)
    desk.handoffs.claim(conversation_id, staff)
    clock.forward(minutes=9)
    assert desk.handoffs.heartbeat(conversation_id, staff) == clock.now + timedelta(minutes=10)
    clock.forward(minutes=9)
    desk.handoffs.say(conversation_id, staff, "まだいます")
    clock.forward(minutes=9)
    assert desk.handoffs.expire_claims() == ()
    clock.forward(minutes=1)
    assert desk.handoffs.expire_claims() == (conversation_id,)
    assert desk.handoffs.expire_claims() == ()
    assert desk.conversations.messages(conversation_id)[-1].key == "system.claim_expired"
    with pytest.raises(NotClaimant):
        desk.handoffs.heartbeat(conversation_id, staff)
    assert desk.handoffs.claim(conversation_id, other).claimed_alias == "担当B"


def test_conversations_are_listed_in_pages_newest_first_and_none_is_left_out(desk: Desk) -> None:
    ids = [opened(desk) for _ in range(5)]
    turn(desk, ids[0], "1", "a", bot("b"))
    first = desk.handoffs.list(Owner.BOT, limit=3)
    second = desk.handoffs.list(Owner.BOT, cursor=first.next, limit=3)
    assert [e.conversation.id for e in (*first.items, *second.items)] == ids[::-1]
    assert second.next is None
    whole = desk.handoffs.list(Owner.BOT, limit=5)
    assert (len(whole.items), whole.next) == (5, None), "nothing follows a page that is just full"
    assert desk.handoffs.list(Owner.BOT, cursor="not ours", limit=3) == first
    assert not any(entry.contact_left for entry in whole.items)
    assert desk.handoffs.list(Owner.STAFF).items == ()


def test_a_contact_is_left_and_read_with_a_trace(desk: Desk, staff: StaffMember) -> None:
    conversation_id = opened(desk)
    token = form_token(desk, conversation_id, CONTACT)
    assert desk.forms.submit(token, {"email": "taro@example.jp"}).purpose == "contact"
    assert [c.values for c in desk.handoffs.contacts(conversation_id, staff)] == [
        {"email": "taro@example.jp"}
    ]
    assert desk.handoffs.list(None).items[0].contact_left
