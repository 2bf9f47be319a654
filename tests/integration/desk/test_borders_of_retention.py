"""What retention takes goes on its day and not before it, and what somebody still works on does not go at all."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from desk.bootstrap import Desk
from desk.model import CloseConversation, StaffMember
from desk.requests.forms import RESULT_KEPT
from desk.storage import tables as t
from tests.integration.desk.support import (
    RIGHT,
    Clock,
    announce,
    bot,
    form_token,
    opened,
    spec,
    turn,
    waiting,
)

LITTLE = timedelta(seconds=1)


def test_a_chat_goes_when_its_days_are_over_and_not_before(desk: Desk, clock: Clock) -> None:
    conversation_id = opened(desk)
    clock.now += timedelta(days=90) - LITTLE
    assert desk.retention.due().number == 0
    assert desk.retention.purge().conversations == 0
    clock.now += LITTLE
    assert desk.retention.due().conversations == (conversation_id,)
    report = desk.retention.purge()
    assert (report.conversations, report.messages, report.left) == (1, 1, 0)


def test_a_chat_that_waits_or_is_with_staff_stays_and_goes_once_it_is_over(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    with_staff, queued, closed = waiting(desk), waiting(desk), opened(desk)
    desk.handoffs.claim(with_staff, staff)
    turn(desk, closed, "1", "終わり", bot("さようなら", effects=(CloseConversation(),)))
    clock.forward(days=400)
    assert desk.retention.due().conversations == (closed,)
    desk.handoffs.close(with_staff, staff)
    desk.handoffs.close(queued, staff)
    clock.forward(days=90)
    assert desk.retention.due().conversations == (with_staff, queued, closed)


def test_the_data_of_a_request_is_kept_from_its_end_and_not_from_its_beginning(
    desk: Desk, clock: Clock
) -> None:
    sent = desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT, announce)
    clock.forward(days=100)
    desk.requests.withdraw(sent.receipt, sent.access_code)
    clock.forward(days=364)
    assert desk.retention.due().requests == ()
    clock.forward(days=2)
    assert desk.retention.due().requests == (sent.receipt,)


def test_who_asks_what_is_due_on_another_day_hears_of_that_day(desk: Desk, clock: Clock) -> None:
    opened(desk)
    later = clock.now + timedelta(days=91)
    assert desk.retention.due(later).number == 1
    assert desk.retention.due().number == 0
    assert desk.retention.purge(later).conversations == 1


def test_of_more_than_goes_in_one_piece_all_goes(
    desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.upkeep.retention._PIECE", 2)
    for company in ("ocs", "ocs", "ocs", "opt", "opt"):
        opened(desk, company)
    clock.forward(days=91)
    assert desk.retention.due().number == 5
    assert desk.retention.purge().conversations == 5


def test_the_result_of_a_form_is_kept_as_long_as_it_may_be_sent_again(desk: Desk, clock: Clock) -> None:
    token = form_token(desk, opened(desk), spec())
    sent = desk.forms.submit(token, RIGHT, announce)
    clock.now += RESULT_KEPT - LITTLE
    desk.retention.purge()
    assert desk.forms.submit(token, RIGHT, announce).receipt == sent.receipt
    clock.now += LITTLE
    desk.retention.purge()
    with desk.database.read() as conn:
        assert conn.execute(select(t.forms.c.result_enc)).scalars().all() == [None]


@pytest.mark.parametrize(
    ("since", "shut", "kept"),
    [
        (timedelta(days=1), None, False),
        (timedelta(days=1) - LITTLE, None, True),
        (timedelta(days=2), timedelta(0), False),
        (timedelta(days=2), LITTLE, True),
        (timedelta(hours=1), -LITTLE, True),
    ],
)
def test_failed_attempts_are_forgotten_after_a_day_but_not_while_the_door_is_shut(
    desk: Desk, clock: Clock, since: timedelta, shut: timedelta | None, kept: bool
) -> None:
    values: dict[str, Any] = {"key_mac": b"m" * 32, "failures": 5, "since": clock.now - since}
    with desk.database.write() as tx:
        until = None if shut is None else clock.now + shut
        tx.conn.execute(insert(t.attempts).values(**values, shut_until=until))
    desk.retention.purge()
    with desk.database.read() as conn:
        assert (conn.execute(select(t.attempts.c.failures)).scalars().all() == [5]) is kept


def test_a_session_goes_when_it_has_ended_and_not_before(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    desk.staff.login("hanako", "correct horse")
    clock.now += timedelta(hours=12) - LITTLE
    assert desk.retention.purge().sessions == 0
    clock.now += LITTLE
    assert desk.retention.purge().sessions == 1
