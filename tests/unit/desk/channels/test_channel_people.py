"""Who is who in a channel, and what is left of somebody who is erased."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import update

from desk.channels import erasing
from desk.channels.erasing import drop_company, end_events, same_person
from desk.ids import ConversationId
from desk.storage.channel_tables import channel_events, channel_people, channel_usage, outbox
from desk.upkeep.personal import EXTRA, Scope
from desk.vaulting.errors import KeyProblem
from tests.unit.desk.channels.channels_world import OCS, ONI, SECOND, ChannelsWorld

C1, C2, C3 = ConversationId("c1"), ConversationId("c2"), ConversationId("c3")


def current(
    world: ChannelsWorld, person: str = "U1", account: str = "ocs", channel: str = "line"
) -> str | None:
    known = world.people.current(channel, account, person)
    return None if known is None else known.conversation.id


def test_somebody_is_known_in_the_channel_and_account_where_they_wrote(world: ChannelsWorld) -> None:
    assert current(world) == "c1"
    assert current(world, "U2") is None
    assert current(world, account="oni") is None
    assert current(world, channel="other") is None


def test_the_platforms_id_is_kept_sealed_in_its_place(world: ChannelsWorld) -> None:
    (row,) = world.rows(channel_people)
    assert b"U1" not in row.person_enc
    assert world.keys.open(row.person_enc, "channel_people.person_enc:c1") == b"U1"
    with pytest.raises(KeyProblem):
        world.keys.open(row.person_enc, "channel_people.person_enc:c2")
    with world.db.read() as conn:
        person = world.people.of_conversation(conn, C1)
        assert world.people.of_conversation(conn, C2) is None
    assert person is not None
    assert (person.external_id, person.account, person.reachable) == ("U1", "ocs", True)
    assert "U1" not in repr(person)


def test_a_newer_conversation_is_the_one_in_use(world: ChannelsWorld) -> None:
    world.conversation("c2")
    world.bind("c2")
    world.conversation("c3", ONI)
    world.bind("c3", company=ONI)
    assert current(world) == "c2"
    assert current(world, account="oni") == "c3"
    assert len(world.rows(channel_people)) == 3, "the older one stays bound"


def test_a_message_that_was_taken_in_is_found_in_an_older_conversation_too(world: ChannelsWorld) -> None:
    world.accepted("c1", "e1")
    world.conversation("c2")
    world.bind("c2")
    found = world.people.taken_in("line", "ocs", "U1", "e1")
    assert found is not None
    assert found.id == "c1"
    assert world.people.taken_in("line", "ocs", "U1", "e2") is None
    assert world.people.taken_in("line", "ocs", "U2", "e1") is None
    assert world.people.taken_in("line", "oni", "U1", "e1") is None


def test_who_has_blocked_the_account_is_not_reachable_whatever_came_late(world: ChannelsWorld) -> None:
    world.conversation("c2")
    world.bind("c2", "U2")
    start = world.clock.now

    def tell(reachable: bool, seconds: int) -> tuple[bool, bool]:
        with world.db.write() as tx:
            world.people.set_reachable(tx, "line", "ocs", "U1", reachable, start + seconds * SECOND)
        known, other = world.people.current("line", "ocs", "U1"), world.people.current("line", "ocs", "U2")
        assert known is not None
        assert other is not None
        return known.reachable, other.reachable

    assert tell(False, 10) == (False, True)
    assert tell(True, 9) == (False, True), "an event that came out of order"
    assert tell(True, 10) == (True, True)
    assert tell(False, 11) == (False, True)
    known = world.people.current("line", "ocs", "U1")
    assert known is not None
    assert known.since == start + 11 * SECOND


# ---------------------------------------------------------------------- erased


def erase(world: ChannelsWorld, *conversations: ConversationId) -> tuple[int, int]:
    """How many things went, and how many are left."""
    scope = Scope(conversations=frozenset(conversations))
    with world.db.write() as tx:
        gone = erasing.STORE.destroy(tx, scope, world.keys)
        return gone, erasing.STORE.remains(tx.conn, scope)


def test_with_a_conversation_goes_whose_it_was_what_was_said_and_what_was_to_go_out(
    world: ChannelsWorld,
) -> None:
    event, item = world.came_in("e1"), world.put("k1")
    assert erase(world, C1) == (3, 0)
    row = world.event(event)
    assert (row.state, row.failure) == ("failed", "erased")
    assert (row.thread_mac, row.content_enc, row.reply_enc) == (None, None, None)
    assert row.event_id == "e1", "its id stays, so that it does nothing when it comes again"
    assert [one.id for one in world.rows(outbox) if one.id == item] == []
    assert world.rows(channel_people) == []
    again = world.came_in("e1")
    assert again == event


def test_what_is_done_with_is_stripped_too(world: ChannelsWorld) -> None:
    event = world.came_in("e1")
    world.set_event(event, state="done")
    assert erase(world, C1) == (1, 0)
    row = world.event(event)
    assert (row.state, row.thread_mac, row.content_enc, row.reply_enc) == ("done", None, None, None)


def test_others_keep_theirs(world: ChannelsWorld) -> None:
    world.conversation("c2")
    world.bind("c2", "U2")
    event, item = world.came_in("e2", "U2"), world.put("k2", conversation_id="c2")
    erase(world, C1)
    assert world.event(event).state == "accepted"
    assert world.state(item) == "waiting"
    assert current(world, "U2") == "c2"


def test_where_an_older_conversation_goes_by_its_age_the_newer_ones_events_stay(world: ChannelsWorld) -> None:
    world.conversation("c2")
    world.bind("c2")
    event = world.came_in("e1")
    erase(world, C1)
    assert world.event(event).state == "accepted"
    assert current(world) == "c2"
    erase(world, C2)
    assert world.event(event).state == "failed"


def test_what_remains_is_found(world: ChannelsWorld) -> None:
    world.came_in("e1")
    world.put("k1")
    with world.db.read() as conn:
        assert erasing.STORE.remains(conn, Scope(conversations=frozenset({C1}))) == 3
        assert erasing.STORE.remains(conn, Scope(conversations=frozenset({C2}))) == 0
        assert erasing.STORE.remains(conn, Scope()) == 0


def test_all_conversations_of_somebody_are_the_same_persons(world: ChannelsWorld) -> None:
    for name, person in (("c2", "U1"), ("c3", "U2")):
        world.conversation(name)
        world.bind(name, person)
    with world.db.read() as conn:
        assert same_person(conn, {C1}) == {C1, C2}
        assert same_person(conn, {C3}) == {C3}
        assert same_person(conn, set()) == set()


def test_events_that_end_say_how_many_were_still_to_be_worked_on(world: ChannelsWorld) -> None:
    one, two = world.came_in("e1"), world.came_in("e2")
    world.set_event(one, state="done")
    with world.db.write() as tx:
        assert end_events(tx) == 1
    assert [world.event(name).state for name in (one, two)] == ["done", "failed"]
    assert world.event(two).done_at == world.clock.now


def test_at_the_end_of_a_contract_everything_of_the_company_goes(world: ChannelsWorld) -> None:
    world.conversation("c2", ONI)
    world.bind("c2", "U2", ONI)
    world.came_in("e1")
    world.came_in("e2", "U2", account=ONI)
    world.put("k1")
    usage = {"channel": "line", "month": "2026-11", "pushes": 3}
    world.do(channel_usage.insert().values([{**usage, "account": "ocs"}, {**usage, "account": "oni"}]))
    with world.db.write() as tx:
        assert drop_company(tx, OCS) == 3
    assert [row.company for row in world.rows(channel_events)] == [ONI]
    assert [row.company for row in world.rows(channel_people)] == [ONI]
    assert [row.account for row in world.rows(channel_usage)] == ["oni"]


def test_erasures_know_of_it_once() -> None:
    erasing.register()
    erasing.register()
    assert EXTRA.count(erasing.STORE) == 1


def test_a_conversation_with_nothing_of_a_channel_is_erased_without_it(world: ChannelsWorld) -> None:
    world.do(update(channel_people).values(current_mac=None))
    empty = cast("Any", SimpleNamespace(conversations=frozenset({C2})))
    with world.db.write() as tx:
        assert erasing.STORE.destroy(tx, empty, world.keys) == 0
    assert len(world.rows(channel_people)) == 1
