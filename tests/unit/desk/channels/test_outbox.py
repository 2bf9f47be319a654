"""What goes out: put in once, in order for each person, by one process at a time, and nothing that was erased."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from desk.channels.outbox import (
    ANSWER_WAIT,
    Begun,
    CustomerOutbox,
    NewItem,
    OpenRow,
    Outbox,
    _mac_of,
    thread_of,
)
from desk.chat.watching import Said
from desk.storage.channel_tables import outbox
from desk.storage.tables import messages
from desk.vaulting.crypto import HEAD
from tests.unit.desk.channels.channels_world import OCS, SECOND, ChannelsWorld

MINE = [("line", "ocs")]


def threads(
    world: ChannelsWorld, limit: int = 10, busy: Collection[str] = (), accounts: Any = MINE
) -> list[str]:
    return [thread for _, _, thread in world.box.threads(accounts, limit, busy)]


def change(world: ChannelsWorld, item: str, **values: Any) -> None:
    world.do(update(outbox).where(outbox.c.id == item).values(**values))


def begin(
    world: ChannelsWorld, rows: Collection[OpenRow], call: str = "call", box: Outbox | None = None
) -> bool:
    with world.db.write() as tx:
        return (box or world.box).begin(tx, list(rows), Begun(call, "push", None, False, tx.now))


# ---------------------------------------------------------------------- in


def test_the_same_thing_is_put_in_once(world: ChannelsWorld) -> None:
    first = world.put("k1", 1)
    assert world.put("k1", 2) == first
    assert world.put("k2") != first
    assert world.opened(first) == {"objects": 1}
    assert world.row(first).parts_done == world.row(first).attempts == 0
    assert not world.row(first).alone


def test_what_is_the_channels_own_is_sealed_by_its_company_or_the_installation(world: ChannelsWorld) -> None:
    own, companys = world.put("k1", company=None), world.put("k2")
    assert world.row(own).payload_enc[:HEAD] == world.keys.heads[0]
    assert world.row(companys).payload_enc[:1] == b"\x02"
    assert world.opened(own) == world.opened(companys) == {"objects": 1}
    bare = world.put("k3", payload=None)
    assert world.row(bare).payload_enc is None


# ---------------------------------------------------------------------- what is to be sent


def test_threads_come_in_the_order_in_which_they_wait(world: ChannelsWorld) -> None:
    for n, thread in enumerate(("b", "a", "b", "c")):
        world.put(f"k{n}", thread=thread)
    assert threads(world) == ["b", "a", "c"]
    assert threads(world, 2) == ["b", "a"]
    assert threads(world, 1) == ["b"]
    assert threads(world, busy=["b"]) == ["a", "c"]
    assert world.box.threads(MINE, 1) == (("line", "ocs", "b"),)


def test_accounts_that_may_not_be_called_take_no_room(world: ChannelsWorld) -> None:
    world.put("k1", account="oni", thread="a")
    world.put("k2", thread="b")
    assert threads(world, 1) == ["b"]
    assert threads(world, accounts=[("line", "oni")]) == ["a"]
    assert threads(world, accounts=[("slack", "ocs")]) == []


def test_the_oldest_row_of_a_thread_keeps_the_later_ones_back(world: ChannelsWorld) -> None:
    first, _ = world.put("k1"), world.put("k2")
    change(world, first, at=world.clock.now + SECOND)
    assert threads(world) == []
    world.clock.forward(SECOND)
    assert threads(world) == ["t1"]
    change(world, first, leased_until=world.clock.now + SECOND)
    assert threads(world) == []
    change(world, first, leased_until=world.clock.now)
    assert threads(world) == ["t1"]


@pytest.mark.parametrize("state", ["held", "sent", "failed", "dismissed"])
def test_what_is_held_or_done_with_keeps_nobody_back_and_is_not_sent(
    world: ChannelsWorld, state: str
) -> None:
    first = world.put("k1")
    change(world, first, state=state, at=world.clock.now + SECOND)
    assert threads(world) == []
    world.put("k2")
    assert threads(world) == ["t1"]


@pytest.mark.parametrize(("age", "waits"), [(19, True), (20, False)])
def test_what_is_said_waits_a_little_for_the_answer_to_what_came_in(
    world: ChannelsWorld, age: int, waits: bool
) -> None:
    """One reply token carries both. `LEASE` of events is five minutes, so nobody has begun with it."""
    world.put("k1", thread=_thread_of(world, world.came_in("e1")))
    world.clock.forward(age * SECOND)
    assert (threads(world) == []) is waits
    assert ANSWER_WAIT == 20 * SECOND


@pytest.mark.parametrize("over", [{"reply_taken": True}, {"reply_enc": None}, {"state": "done"}])
def test_what_is_said_waits_for_nothing_where_there_is_no_token_left(
    world: ChannelsWorld, over: dict[str, Any]
) -> None:
    event = world.came_in("e1")
    world.put("k1", thread=_thread_of(world, event))
    world.set_event(event, **over)
    assert len(threads(world)) == 1


@pytest.mark.parametrize(("begun_ago", "waits"), [(19, True), (20, False)])
def test_behind_a_backlog_it_waits_from_when_the_work_began(
    world: ChannelsWorld, begun_ago: int, waits: bool
) -> None:
    event = world.came_in("e1")
    world.put("k1", thread=_thread_of(world, event))
    world.clock.forward(timedelta(minutes=1))
    world.set_event(event, leased_until=world.clock.now + timedelta(minutes=5) - begun_ago * SECOND)
    assert (threads(world) == []) is waits


def _thread_of(world: ChannelsWorld, event: str) -> str:
    """How rows of the person of this event are named."""
    return thread_of("line", world.event(event).thread_mac)


# ---------------------------------------------------------------------- a call


def test_open_rows_come_in_order_with_what_is_said_now(world: ChannelsWorld) -> None:
    said, own = world.say("k1"), world.put("k2", 3)
    world.put("k3", thread="t2")
    world.put("k4", account="oni")
    rows = world.box.open_rows("ocs", "t1")
    assert [row.item.id for row in rows] == [said, own]
    assert (rows[0].item.message.text, rows[0].item.locale) == ("こんにちは", "ja")  # type: ignore[union-attr]
    assert (rows[1].item.message, dict(rows[1].item.payload)) == (None, {"objects": 3})
    assert [row.item.id for row in world.box.open_rows("ocs", "t1", 1)] == [said]
    change(world, said, state="held")
    assert len(world.box.open_rows("ocs", "t1")) == 2
    change(world, said, state="sent")
    assert len(world.box.open_rows("ocs", "t1")) == 1


def test_what_was_erased_meanwhile_does_not_go_out(world: ChannelsWorld) -> None:
    world.say("k1")
    world.do(messages.delete())
    (row,) = world.box.open_rows("ocs", "t1")
    assert row.item.message is None


def test_a_call_that_was_begun_comes_back_with_exactly_its_rows(world: ChannelsWorld) -> None:
    first, second = world.put("k1"), world.put("k2")
    world.put("k3")
    assert begin(world, world.box.open_rows("ocs", "t1", 2))
    rows = world.box.open_rows("ocs", "t1")
    assert [row.item.id for row in rows] == [first, second]
    assert rows[0].begun == Begun("call", "push", None, unsure=True, at=world.clock.now)
    assert [row.attempts for row in rows] == [1, 1]


def test_two_processes_do_not_begin_the_same_rows(world: ChannelsWorld) -> None:
    world.put("k1")
    rows = world.box.open_rows("ocs", "t1")
    there = Outbox(world.context, "there")
    assert begin(world, rows)
    assert not begin(world, rows, "other", there)
    assert not begin(world, rows, "call", there)
    world.clock.forward(timedelta(minutes=2))
    assert not begin(world, rows, "other", there), "it is another call"
    assert begin(world, rows, "call", there)


def test_rows_of_which_one_is_gone_are_begun_together_or_not_at_all(world: ChannelsWorld) -> None:
    first, second = world.put("k1"), world.put("k2")
    rows = world.box.open_rows("ocs", "t1")
    change(world, second, state="sent")
    assert not begin(world, rows)
    assert (world.row(first).call_id, world.row(first).leased_until) == (None, None)


def test_rows_of_which_a_part_has_gone_since_are_read_again_first(world: ChannelsWorld) -> None:
    first = world.put("k1", 7)
    rows = world.box.open_rows("ocs", "t1")
    change(world, first, parts_done=5)
    assert not begin(world, rows)
    assert begin(world, world.box.open_rows("ocs", "t1"))


def test_what_this_process_was_sending_is_free_at_its_next_start(world: ChannelsWorld) -> None:
    first, held, done = world.put("k1"), world.put("k2"), world.put("k3")
    assert begin(world, world.box.open_rows("ocs", "t1", 1))
    change(world, held, state="held", at=world.clock.now - SECOND)
    change(world, done, state="sent")
    assert Outbox(world.context, "there").recover() == 2
    assert world.row(first).leased_until is not None, "another process's is left to it"
    assert world.state(held) == "waiting"
    assert world.row(held).at == world.clock.now
    world.box.recover()
    assert (world.row(first).leased_until, world.row(first).call_id) == (None, "call")


def test_what_is_held_is_what_was_waiting(world: ChannelsWorld) -> None:
    first, second = world.put("k1"), world.put("k2")
    change(world, second, state="sent")
    with world.db.write() as tx:
        world.box.hold(tx, [first, second], "monthly_limit")
    assert [world.state(one) for one in (first, second)] == ["held", "sent"]
    assert world.row(first).failure == "monthly_limit"
    assert world.row(first).company == OCS


# ---------------------------------------------------------------------- what the desk says


def said(world: ChannelsWorld, fetched: Collection[str] = (), **more: Any) -> list[Any]:
    given: dict[str, Any] = {"conversation_id": "c1", "message_id": "m1", "company": OCS, "channel": "line"}
    given |= {"owner": "bot", "sender": "bot", "key": None}
    with world.db.write() as tx:
        CustomerOutbox(world.box, fetched).said(tx, Said(**given | more))
    return world.rows(outbox)


@pytest.mark.parametrize("sender", ["bot", "staff", "system"])
def test_what_the_desk_says_to_somebody_in_a_channel_goes_out_once(world: ChannelsWorld, sender: str) -> None:
    (row,) = said(world, sender=sender)
    assert (row.channel, row.account, row.message_id, row.conversation_id) == ("line", "ocs", "m1", "c1")
    assert row.thread == thread_of("line", world.ledger.thread_mac("line", "ocs", "U1"))
    assert len(said(world)) == 1


@pytest.mark.parametrize(
    ("more", "fetched"),
    [({"sender": "customer"}, ()), ({}, ("line",)), ({"conversation_id": "of the web"}, ())],
)
def test_ones_own_words_and_what_is_fetched_do_not(
    world: ChannelsWorld, more: dict[str, Any], fetched: Collection[str]
) -> None:
    assert said(world, fetched, **more) == []


def test_a_payload_does_not_stand_in_an_error() -> None:
    shown = repr(NewItem("k", "line", "ocs", OCS, "t", "message", payload={"text": "secret"}))
    assert "secret" not in shown


def test_each_message_goes_out_in_the_language_of_its_own_conversation(world: ChannelsWorld) -> None:
    world.conversation("english", locale="en")
    for key, conversation in (("one", "c1"), ("two", "english")):
        world.say(key, conversation=conversation)
    rows = world.box.open_rows("ocs", "t1")
    assert [row.item.locale for row in rows] == ["ja", "en"]


def test_a_thread_that_is_none_of_a_customers_belongs_to_nobody() -> None:
    assert _mac_of(thread_of("line", b"\x01\xff")) == b"\x01\xff"
    assert _mac_of("slack:thread") is None
