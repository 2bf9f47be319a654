"""What staff see of the queue: whose is whose, what came back, what is urgent, and that a page hears of changes."""

from datetime import timedelta

import pytest

from desk.chat.despair import HELP
from desk.chat.waiting import WENT_BACK
from desk.handover import queue as queue_module
from desk.handover.queue import QueueView
from desk.ids import ConversationId
from desk.roles import StaffMember
from tests.unit.desk.queue.queue_world import HANAKO, JIRO, ONI, World, member
from tests.unit.desk.small_store import START


def ids(view: QueueView) -> tuple[list[str], list[str], list[str]]:
    return tuple([one.conversation.id for one in part] for part in (view.waiting, view.mine, view.others))  # type: ignore[return-value]


def test_each_stands_where_it_belongs_and_who_waits_longest_comes_first(world: World) -> None:
    later = START + timedelta(minutes=1)
    world.conversation("later", "waiting", waiting_since=later)
    world.conversation("first", "waiting")
    world.conversation("mine", "staff", HANAKO)
    world.conversation("theirs", "staff", JIRO)
    for quiet in ("bot", "closed"):
        world.conversation(quiet, quiet)
    assert ids(world.queue.view(HANAKO)) == (["first", "later"], ["mine"], ["theirs"])
    assert ids(world.queue.view(JIRO)) == (["first", "later"], ["theirs"], ["mine"])


def test_two_of_one_alias_do_not_have_each_others_conversations(world: World) -> None:
    first, second = (world.add(member(name, alias="佐藤")) for name in ("sato", "sato2"))
    world.conversation("c", "staff", first)
    assert ids(world.queue.view(first))[1:] == (["c"], [])
    assert ids(world.queue.view(second))[1:] == ([], ["c"])


def test_of_another_company_nothing_is_seen_and_no_change_is_heard(world: World) -> None:
    world.conversation("c", "waiting", company=ONI)
    only_ocs = StaffMember("hanako", "hanako", "担当A", frozenset({"ocs"}), "desk")  # type: ignore[arg-type]
    before = world.queue.marks(only_ocs)
    assert ids(world.queue.view(only_ocs)) == ([], [], [])
    world.conversation("d", "waiting", company=ONI)
    assert world.queue.marks(only_ocs) == before != world.queue.marks(HANAKO)


@pytest.mark.parametrize(
    ("said", "returned"),
    [
        (["system.back_in_queue"], True),
        (["system.claimed", "system.claim_expired"], True),
        (["system.claim_expired", "system.claimed", "system.back_in_queue", "system.hours"], True),
        (["system.back_in_queue", "system.claimed"], False),
        (["system.back_in_queue", "system.transferred"], False),
        (["system.claim_expired", "system.released"], False),
        (["system.claimed"], False),
        ([], False),
    ],
)
def test_what_came_back_is_told_from_what_waits_for_the_first_time(
    world: World, said: list[str], returned: bool
) -> None:
    world.conversation("c", "waiting")
    world.conversation("other", "waiting")
    for key in said:
        world.notice("c", key)
    assert world.queue.view(HANAKO).returned == (frozenset({"c"}) if returned else frozenset())


def test_what_somebody_has_taken_again_came_back_no_more(world: World) -> None:
    world.conversation("c", "staff", HANAKO)
    world.notice("c", "system.back_in_queue")
    assert world.queue.view(HANAKO).returned == frozenset()


def test_that_not_all_is_listed_is_said(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_module, "_MOST", 2)
    for n in range(2):
        world.conversation(f"c{n}", "staff", JIRO)
    assert not world.queue.view(HANAKO).more
    world.conversation("c2", "staff", JIRO)
    view = world.queue.view(HANAKO)
    assert view.more and len(view.others) == 2


def test_who_wrote_that_they_want_to_die_comes_first_and_stays_in_sight(world: World) -> None:
    world.conversation("first", "waiting", waiting_since=START - timedelta(hours=1))
    world.conversation("c", "waiting")
    c = ConversationId("c")
    assert not world.queue.urgent(c)
    world.notice("c", HELP)
    assert world.queue.urgent(c) and not world.queue.left_urgent(c)
    assert ids(world.queue.view(HANAKO))[0] == ["c", "first"]
    world.tx.conn.exec_driver_sql("UPDATE conversations SET owner = 'bot' WHERE id = 'c'")
    world.notice("c", WENT_BACK)
    assert world.queue.left_urgent(c)
    assert [one.conversation.id for one in world.queue.view(HANAKO).left] == ["c"]
    assert not world.queue.left_urgent(ConversationId("first"))
    world.tx.now += timedelta(seconds=1)
    world.notes.add(c, JIRO, "電話しました")
    assert not world.queue.left_urgent(c) and world.queue.view(HANAKO).left == ()


def test_an_open_page_hears_of_what_changes_and_of_nothing_else(world: World) -> None:
    mine = world.conversation("c", "staff", HANAKO)
    world.conversation("bot", "bot")
    seen = [world.queue.marks(HANAKO, mine)]
    assert seen[0].keys() == {"queue", "conversation"} and world.queue.marks(HANAKO).keys() == {"queue"}

    def changed() -> set[str]:
        seen.append(world.queue.marks(HANAKO, mine))
        return {name for name in seen[-1] if seen[-1][name] != seen[-2][name]}

    assert changed() == set()
    world.notice("bot", "system.hours")
    assert changed() == set(), "what a customer says to the bot wakes no page"
    world.notice("c", "system.hours")
    assert changed() == {"queue", "conversation"}
    world.notes.add(mine, HANAKO, "覚書")
    assert changed() == {"conversation"}
    world.tx.conn.exec_driver_sql(
        "UPDATE staff_presence SET since = '2026-11-20 12:00:00' WHERE staff_id = 'jiro'"
    )
    assert changed() == {"conversation"}, "who can be given it"
    world.transfers.to_queue(mine, HANAKO)
    assert changed() == {"queue", "conversation"}


@pytest.mark.parametrize(
    ("said", "owner", "waits"),
    [
        (["customer"], "staff", True),
        (["customer", "bot", "system"], "staff", True),
        (["staff", "customer", "system"], "staff", True),
        (["customer", "staff"], "staff", False),
        (["customer", "staff", "system"], "staff", False),
        ([], "staff", False),
        (["customer"], "waiting", False),
    ],
)
def test_who_waits_for_a_reply_of_the_person_who_has_them_is_marked(
    world: World, said: list[str], owner: str, waits: bool
) -> None:
    world.conversation("c", owner, HANAKO if owner == "staff" else None)
    world.conversation("other", "staff", JIRO)
    for sender in said:
        world.spoken("c", sender)
    view = world.queue.view(HANAKO)
    marked = [one.conversation.id for one in (*view.mine, *view.others, *view.waiting) if one.unanswered]
    assert marked == (["c"] if waits else [])


def test_since_when_somebody_waits_is_told_and_of_none_that_is_not_there(world: World) -> None:
    world.conversation("c", "waiting")
    assert world.queue.waiting_since(ConversationId("c")) == START
    assert world.queue.waiting_since(ConversationId("gone")) is None
