"""Killed between any two storage steps: nothing that was acknowledged is lost, and nothing is done twice."""

import json
import os
from collections.abc import Callable
from typing import Any

from sqlalchemy import event, func, select

from desk.bootstrap import Desk
from desk.calendar.hours import HoursState
from desk.errors import OwnerChanged
from desk.ids import ConversationId
from desk.model import FormOffer, Handoff, NewMessage, StaffMember, TurnOutcome
from desk.storage import tables as t
from desk.texts import RawText
from knowledge.vocabulary import CompanyId, Owner, Region
from tests.integration.desk.support import RIGHT, Clock, announce, form_token, opened, said, spec, waiting

DIED, FAILED = 17, 18


def die_at(desk: Desk, number: int) -> None:
    """Die (os._exit: no clean-up, no rollback by us) before the N-th statement or commit, or after the commit."""
    steps = 0

    def step(*_: Any, **__: Any) -> None:
        nonlocal steps
        steps += 1
        if steps == number:
            os._exit(DIED)

    event.listen(desk.database.engine, "before_cursor_execute", step)
    event.listen(desk.database.engine, "commit", step)
    publish = desk.database.notifier.publish

    def after_commit(topics: Any) -> None:
        step()
        publish(topics)

    desk.database.notifier.publish = after_commit  # type: ignore[method-assign]


def run(desk: Desk, step: str, argument: Any) -> Any:
    """One step of a turn, a form or a handoff."""
    if step == "accept":
        accepted = desk.conversations.accept(argument, "client-1", said("こんにちは"), RawText("こんにちは"))
        return [accepted.status, accepted.inbound_id]
    if step == "commit":
        outcome = TurnOutcome(
            (NewMessage("返事"), NewMessage("入力", form=FormOffer(spec()))),
            slots={"turn": 1},
            effects=(Handoff("asked"),),
        )
        try:
            return [m.text for m in desk.conversations.commit_turn(argument, outcome)]
        except OwnerChanged:
            return "owner changed"
    if step == "submit":
        result = desk.forms.submit(argument, RIGHT, announce)
        return [result.receipt, result.access_code]
    if step == "expire":
        return list(desk.handoffs.expire_claims())
    if step == "tell":
        return list(desk.live.after_hours.tell(lambda _: HoursState("out_of_hours")))
    if step == "wiped":
        return desk.wipes.done(argument)
    member = desk.staff.get("hanako")
    assert member is not None
    return str(desk.handoffs.claim(argument, member).owner)


def child(desk: Desk, step: str, number: int, argument: Any) -> tuple[bool, Any]:
    """Run a step in a process that dies at its N-th storage step: whether it was acknowledged, and with what."""
    desk.dispose()  # no connection may be shared with the child
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            die_at(desk, number)
            os.write(writing, json.dumps(run(desk, step, argument)).encode())
            os._exit(0)
        finally:
            os._exit(FAILED)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, DIED)
    return code == 0, json.loads(answer) if code == 0 else None


def rows(desk: Desk, table: Any) -> int:
    with desk.database.read() as conn:
        return int(conn.execute(select(func.count()).select_from(table)).scalar_one())


def every_gap(desk: Desk, step: str, prepare: Callable[[], Any], check: Callable[[Any, bool], None]) -> int:
    """Kill the step at its first, second, third ... storage step, until it gets through."""
    for number in range(1, 60):
        argument = prepare()
        acknowledged, _ = child(desk, step, number, argument)
        check(argument, acknowledged)
        if acknowledged:
            return number
    raise AssertionError("the step never got through")


def test_a_message_is_kept_whole_or_not_at_all(desk: Desk) -> None:
    def check(conversation_id: ConversationId, acknowledged: bool) -> None:
        kept = [p for p in desk.conversations.pending() if p.conversation_id == conversation_id]
        shown = [m for m in desk.conversations.messages(conversation_id) if m.sender == "customer"]
        assert len(kept) == len(shown) <= 1
        if acknowledged:
            assert len(kept) == 1
        # The channel sends it again: kept once.
        again = desk.conversations.accept(
            conversation_id, "client-1", said("こんにちは"), RawText("こんにちは")
        )
        assert again.status == ("pending" if kept else "new")
        assert len([m for m in desk.conversations.messages(conversation_id) if m.sender == "customer"]) == 1

    assert every_gap(desk, "accept", lambda: opened(desk), check) > 5


def test_a_turn_is_committed_whole_or_not_at_all(desk: Desk) -> None:
    def prepare() -> str:
        return desk.conversations.accept(opened(desk), "client-1", said("人と"), RawText("人と")).inbound_id

    def check(inbound_id: str, acknowledged: bool) -> None:
        with desk.database.read() as conn:
            row = conn.execute(select(t.inbound).where(t.inbound.c.id == inbound_id)).one()
        kept = desk.conversations.get(row.conversation_id)
        said_by_bot = [m.text for m in desk.conversations.messages(row.conversation_id) if m.sender == "bot"][
            1:
        ]
        pending = inbound_id in {p.inbound_id for p in desk.conversations.pending()}
        whole = (said_by_bot, kept.owner, kept.slots, pending)
        assert whole in ((["返事", "入力"], Owner.WAITING, {"turn": 1}, False), ([], Owner.BOT, {}, True))
        if acknowledged:
            assert not pending
        # Start-up carries it out again: once in all.
        assert child(desk, "commit", 1000, inbound_id) == (True, ["返事", "入力"])
        assert len(desk.conversations.messages(row.conversation_id)) == 4
        assert desk.conversations.pending() == ()

    assert every_gap(desk, "commit", prepare, check) > 8


def test_a_form_opens_its_request_whole_or_not_at_all(desk: Desk) -> None:
    before = [0]

    def prepare() -> str:
        before[0] = rows(desk, t.requests)
        return form_token(desk, opened(desk), spec())

    def check(token: str, acknowledged: bool) -> None:
        done = desk.forms.describe(token).spent
        assert done or not acknowledged
        for table in (t.requests, t.request_history):
            assert rows(desk, table) == before[0] + done
        result = desk.forms.submit(token, RIGHT, announce)
        assert result.repeated == done
        assert desk.requests.status(result.receipt, result.access_code).status == "announced"
        receipts = [
            m for m in desk.conversations.messages(result.conversation_id) if result.receipt in m.text
        ]
        assert len(receipts) == 1
        for table in (t.requests, t.request_history):
            assert rows(desk, table) == before[0] + 1

    assert every_gap(desk, "submit", prepare, check) > 8


def test_a_claim_is_whole_or_not_at_all(desk: Desk) -> None:
    member: StaffMember = desk.staff.add("hanako", "pw", "担当A")

    def check(conversation_id: ConversationId, acknowledged: bool) -> None:
        kept = desk.conversations.get(conversation_id)
        notices = [m.key for m in desk.conversations.messages(conversation_id) if m.sender == "system"]
        whole = (kept.owner, kept.claimed_by, notices)
        assert whole in ((Owner.STAFF, member.id, ["system.claimed"]), (Owner.WAITING, None, []))
        assert not acknowledged or kept.owner == Owner.STAFF
        assert desk.handoffs.claim(conversation_id, member).owner == Owner.STAFF
        assert [m.key for m in desk.conversations.messages(conversation_id)].count("system.claimed") == 1

    assert every_gap(desk, "claim", lambda: waiting(desk), check) > 5


def test_a_claim_expires_whole_or_at_the_next_look(desk: Desk, clock: Clock) -> None:
    member: StaffMember = desk.staff.add("hanako", "pw", "担当A")

    def prepare() -> str:
        conversation_id = waiting(desk)
        desk.handoffs.claim(conversation_id, member)
        clock.forward(minutes=11)
        return conversation_id

    def check(conversation_id: ConversationId, acknowledged: bool) -> None:
        kept = desk.conversations.get(conversation_id)
        given_back = kept.owner == Owner.WAITING
        assert given_back or not acknowledged
        assert desk.handoffs.expire_claims() == (() if given_back else (conversation_id,))
        keys = [m.key for m in desk.conversations.messages(conversation_id)]
        assert keys.count("system.claim_expired") == 1

    assert every_gap(desk, "expire", prepare, check) > 3


def test_who_waits_out_of_hours_is_told_once_whenever_the_desk_is_killed(desk: Desk) -> None:
    def check(conversation_id: ConversationId, acknowledged: bool) -> None:
        told = desk.live.after_hours.told(conversation_id)
        assert told or not acknowledged
        again = desk.live.after_hours.tell(lambda _: HoursState("out_of_hours"))
        assert again == (() if told else (conversation_id,))
        keys = [m.key for m in desk.conversations.messages(conversation_id)]
        assert keys.count("system.out_of_hours_later") == 1

    assert every_gap(desk, "tell", lambda: waiting(desk), check) > 3


def test_a_tracker_stays_to_be_emptied_until_it_is_recorded_as_emptied(desk: Desk, clock: Clock) -> None:
    def prepare() -> str:
        conversation_id = opened(desk)
        desk.erasures.erase([], "operator", conversations=[conversation_id])
        return conversation_id

    def check(conversation_id: ConversationId, acknowledged: bool) -> None:
        with desk.database.read() as conn:
            left = conn.execute(select(t.tracker_wipes.c.conversation_id)).scalars().all()
        assert conversation_id not in left or not acknowledged
        desk.wipes.done(conversation_id)
        assert desk.wipes.pending() == ()

    every_gap(desk, "wiped", prepare, check)


def test_the_children_really_die(desk: Desk) -> None:
    conversation_id = desk.conversations.open(CompanyId("ocs"), Region.JP, "ja", [NewMessage("x")])[0].id
    assert child(desk, "accept", 1, conversation_id) == (False, None)
    assert desk.conversations.pending() == ()
