"""Who waits for staff is told how it stands: once out of hours, once when the desk is open and nobody has come yet."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from desk.bootstrap import Desk
from desk.calendar.hours import HoursState
from desk.ids import ConversationId
from desk.model import Handoff
from desk.roles import StaffMember
from desk.texts import RawText
from tests.integration.desk.support import Clock, bot, opened, said, turn, waiting


def notices(desk: Desk, conversation_id: ConversationId) -> list[str]:
    return [m.key or "" for m in desk.conversations.messages(conversation_id) if m.sender == "system"]


def test_who_waits_out_of_hours_is_told_once(desk: Desk, clock: Clock, staff: StaffMember) -> None:
    conversation_id = waiting(desk)
    with_bot = opened(desk)
    now = {"ocs": HoursState("open")}
    tell = desk.live.after_hours.tell
    assert tell(lambda company: now[company]) == ()
    now["ocs"] = HoursState("out_of_hours", datetime(2026, 11, 24, 0, tzinfo=UTC))
    assert tell(lambda company: now[company]) == (conversation_id,)
    assert desk.live.after_hours.told(conversation_id)
    assert not desk.live.after_hours.told(with_bot)
    desk.handoffs.claim(conversation_id, staff)
    desk.live.transfers.to_queue(conversation_id, staff)
    clock.forward(days=1)
    assert tell(lambda company: now[company]) == ()
    assert notices(desk, conversation_id).count("system.out_of_hours") == 1


def test_what_the_bot_said_at_the_handoff_counts(desk: Desk) -> None:
    conversation_id = opened(desk)
    said = bot("x", effects=(Handoff("asked"),))
    (message,) = said.messages
    object.__setattr__(message, "key", "system.handoff_out_of_hours")
    turn(desk, conversation_id, "1", "人と", said)
    assert desk.live.after_hours.tell(lambda _: HoursState("out_of_hours")) == ()


def test_where_nothing_opens_no_time_is_promised(desk: Desk) -> None:
    conversation_id = waiting(desk)
    assert desk.live.after_hours.tell(lambda _: HoursState("closed")) == (conversation_id,)
    assert notices(desk, conversation_id) == ["system.out_of_hours_later"]


def test_who_waits_long_at_an_open_desk_is_told_once_in_this_waiting(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    conversation_id = waiting(desk)
    closes = datetime(2026, 11, 20, 17, tzinfo=ZoneInfo("Asia/Tokyo"))
    stands = HoursState("open", closes_at=closes)
    reassure = desk.live.after_hours.reassure
    assert reassure(lambda _: stands) == (), "a person may come at once"
    clock.forward(minutes=3)
    assert reassure(lambda _: HoursState("out_of_hours")) == (), "that is for `tell` to say"
    assert reassure(lambda _: stands) == (conversation_id,)
    assert notices(desk, conversation_id)[-1] == "system.still_waiting_until"
    clock.forward(hours=1)
    desk.conversations.accept(conversation_id, "m", said("まだですか"), RawText("まだですか"))
    clock.forward(hours=1)
    assert reassure(lambda _: stands) == (), "not on each message"
    desk.handoffs.claim(conversation_id, staff)
    desk.handoffs.release(conversation_id, staff)
    turn(desk, conversation_id, "again", "人と", bot("呼びます", effects=(Handoff("asked"),)))
    clock.forward(minutes=3)
    assert reassure(lambda _: HoursState("open")) == (conversation_id,), "another waiting, told anew"
    assert notices(desk, conversation_id)[-1] == "system.still_waiting"


def test_who_writes_while_waiting_and_is_not_answered_is_told_sooner(desk: Desk, clock: Clock) -> None:
    conversation_id = waiting(desk)
    clock.forward(seconds=40)
    reassure = desk.live.after_hours.reassure
    desk.conversations.accept(conversation_id, "m", said("もしもし"), RawText("もしもし"))
    clock.forward(seconds=10)
    assert reassure(lambda _: HoursState("open")) == ()
    clock.forward(seconds=20)
    assert reassure(lambda _: HoursState("open")) == (conversation_id,)
    assert reassure(lambda _: HoursState("open")) == ()


def test_nobody_is_reassured_once_a_person_is_there(desk: Desk, clock: Clock, staff: StaffMember) -> None:
    conversation_id = waiting(desk)
    desk.handoffs.claim(conversation_id, staff)
    clock.forward(minutes=10)
    assert desk.live.after_hours.reassure(lambda _: HoursState("open")) == ()
    assert opened(desk) not in desk.live.after_hours.reassure(lambda _: HoursState("open"))


def test_who_need_not_be_told_costs_no_writing(
    desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked every half minute, and writers take turns with the customers' messages."""
    told = waiting(desk)
    clock.forward(minutes=3)
    reassure = desk.live.after_hours.reassure
    assert reassure(lambda _: HoursState("open")) == (told,)
    fresh = waiting(desk)
    monkeypatch.setattr(type(desk.database), "write", None)
    assert reassure(lambda _: HoursState("open")) == ()
    clock.forward(minutes=3)
    with pytest.raises(TypeError):
        reassure(lambda _: HoursState("open"))
    monkeypatch.undo()
    assert reassure(lambda _: HoursState("open")) == (fresh,)
