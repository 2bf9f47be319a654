"""Events that are given up: their sender is told once, staff sees them and may try them again or set them aside."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from api.channels.customers import CustomerHandler
from desk.channels.errors import EventContentGone, EventNotFound
from desk.channels.ledger import KEPT, MAX_ATTEMPTS
from desk.channels.stuck import SetAside, Stuck
from desk.errors import Forbidden
from desk.model import StaffMember
from desk.roles import Role
from desk.storage import channel_tables as c
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId, Owner
from tests.integration.channels.support import ChannelWorld

ONI = CompanyId("oni")
SECRET = "口座の番号は秘密の四桁です"
APOLOGY, WAITING = "<channels.given_up:", "<channels.given_up_waiting:"
HANDOFF = {"effect": "handoff", "reason": "asked"}
GivenUp = Callable[..., Stuck]


@pytest.fixture
def give_up(world: ChannelWorld, monkeypatch: pytest.MonkeyPatch) -> GivenUp:
    """Have an event fail until it is given up."""

    async def broken(*_: object) -> None:
        raise ValueError(SECRET)

    def work(text: str = SECRET, **given: Any) -> Stuck:
        world.post(world.event(text=text, **given))
        with monkeypatch.context() as patch:
            patch.setattr(world.gateway.__class__, "receive_content", broken)
            exhaust(world)
        return world.desk.channels.stuck.of()[-1]

    return work


def exhaust(world: ChannelWorld) -> None:
    for _ in range(MAX_ATTEMPTS):
        world.settle()
        world.clock.forward(minutes=2)
    world.settle()


def apologies(world: ChannelWorld, person: str = "U1") -> list[str]:
    return [one for one in world.texts(person) if one.startswith((APOLOGY, WAITING))]


def colleague(world: ChannelWorld, name: str, company: CompanyId, role: Role = "desk") -> StaffMember:
    return world.desk.staff.add(name, "correct horse", name, role=role, companies=[company])


def asked(world: ChannelWorld) -> list[str]:
    """What the bot has heard."""
    return [text for text, _ in world.rasa.heard]


def audited(world: ChannelWorld, word: str) -> list[tuple[str, str, str]]:
    with world.desk.database.read() as conn:
        rows = conn.execute(select(t.audit).where(t.audit.c.action == word).order_by(t.audit.c.n))
        return [(row.actor, row.subject, row.detail) for row in rows]


def test_staff_sees_it_without_its_content_and_the_customer_reads_an_apology(
    world: ChannelWorld, give_up: GivenUp
) -> None:
    one = give_up()
    assert (one.kind, one.channel, one.company, one.state) == ("text", "fake", ONI, "given_up")
    assert (one.why, one.attempts, one.repeatable) == ("ValueError", MAX_ATTEMPTS, True)
    assert one.conversation_id == world.conversation().id
    assert SECRET not in repr(one)
    assert world.desk.channels.stuck.of({CompanyId("opt")}) == ()
    assert len(apologies(world)) == 1
    (last,) = [m for m in world.desk.conversations.messages(world.conversation().id) if APOLOGY in m.text]
    assert [choice.value for choice in last.choices] == ["handoff"]
    (said,) = audited(world, "channel.event_failed")
    assert SECRET not in "".join(said)


def test_trying_again_answers_and_apologises_no_second_time(
    world: ChannelWorld, give_up: GivenUp, staff: StaffMember
) -> None:
    one = give_up("開示の手続きは")
    world.desk.channels.stuck.retry(one.id, staff)
    assert world.desk.channels.stuck.of() == ()
    world.settle()
    assert asked(world) == ["開示の手続きは"]
    assert world.desk.channels.backlog().failed_events == 0
    assert len(apologies(world)) == 1
    assert audited(world, "channel.event_retry") == [(staff.username, one.id, "")]
    with pytest.raises(EventNotFound):
        world.desk.channels.stuck.retry(one.id, staff)


def test_what_is_tried_again_may_be_given_up_anew_and_brings_no_second_apology(
    world: ChannelWorld, give_up: GivenUp, staff: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = give_up()
    world.desk.channels.stuck.retry(one.id, staff)

    async def broken(*_: object) -> None:
        raise KeyError

    monkeypatch.setattr(world.gateway.__class__, "receive_content", broken)
    world.settle()
    world.clock.forward(minutes=3)
    (trying,) = world.desk.channels.stuck.of()
    assert (trying.state, trying.why) == ("trying", "KeyError")  # seen before it is given up
    with pytest.raises(EventNotFound):
        world.desk.channels.stuck.set_aside(one.id, SetAside.NOT_NEEDED, staff)
    exhaust(world)
    (again,) = world.desk.channels.stuck.of()
    assert (again.id, again.state, again.why) == (one.id, "given_up", "KeyError")
    assert len(apologies(world)) == 1


def test_several_that_came_before_the_apology_share_it_and_a_later_one_has_its_own(
    world: ChannelWorld, give_up: GivenUp
) -> None:
    world.post(world.event("unsupported", data={"what": "sticker"}))  # a conversation, and an answer
    world.settle()
    give_up("一つめ")
    with_one = len(apologies(world))
    give_up("二つめ")
    assert (with_one, len(apologies(world))) == (1, 2)


def test_all_of_ones_own_are_tried_again_at_once(
    world: ChannelWorld, give_up: GivenUp, staff: StaffMember
) -> None:
    for number in range(3):
        give_up(f"質問{number}", person=f"U{number}")
    elsewhere = colleague(world, "elsewhere", CompanyId("opt"))
    assert world.desk.channels.stuck.retry_all(elsewhere) == 0
    assert world.desk.channels.stuck.retry_all(staff) == 3
    world.settle()
    assert sorted(asked(world)) == ["質問0", "質問1", "質問2"]
    assert len(audited(world, "channel.event_retry")) == 3


def test_set_aside_forgets_what_was_said(world: ChannelWorld, give_up: GivenUp, staff: StaffMember) -> None:
    one = give_up()
    world.desk.channels.stuck.set_aside(one.id, SetAside.SENT_AGAIN, staff)
    assert world.desk.channels.stuck.of() == ()
    assert world.desk.channels.backlog().failed_events == 0
    assert audited(world, "channel.event_set_aside") == [(staff.username, one.id, "sent_again")]
    with world.desk.database.read() as conn:
        assert conn.execute(select(c.channel_events.c.content_enc)).scalars().all() == [None]
    with pytest.raises(EventNotFound):
        world.desk.channels.stuck.retry(one.id, staff)


def test_who_may_not_reply_or_works_elsewhere_changes_nothing(world: ChannelWorld, give_up: GivenUp) -> None:
    one, stuck = give_up(), world.desk.channels.stuck
    looks_up = colleague(world, "looks", ONI, "look_up")
    elsewhere = colleague(world, "elsewhere", CompanyId("opt"))
    for who, refusal in ((looks_up, Forbidden), (elsewhere, EventNotFound)):
        with pytest.raises(refusal):
            stuck.retry(one.id, who)
        with pytest.raises(refusal):
            stuck.set_aside(one.id, SetAside.UNUSABLE, who)
    with pytest.raises(Forbidden):
        stuck.retry_all(looks_up)
    assert [left.id for left in stuck.of()] == [one.id]


def test_an_erasure_takes_what_was_said_and_nobody_can_try_it_again(
    world: ChannelWorld, give_up: GivenUp, staff: StaffMember
) -> None:
    one = give_up()
    with world.desk.database.write() as tx:
        tx.conn.execute(
            c.channel_events.update().values(content_enc=None)
        )  # as an erasure of another conversation
    assert not world.desk.channels.stuck.of()[0].repeatable
    with pytest.raises(EventContentGone):
        world.desk.channels.stuck.retry(one.id, staff)
    assert world.desk.channels.stuck.retry_all(staff) == 0
    world.desk.channels.stuck.set_aside(one.id, SetAside.UNUSABLE, staff)


def test_an_event_that_was_given_up_is_forgotten_with_its_id(world: ChannelWorld, give_up: GivenUp) -> None:
    give_up()
    world.clock.forward(seconds=int(KEPT.total_seconds()) + 1)
    world.desk.channels.tidy()
    assert world.desk.channels.stuck.of() == ()


def test_somebody_with_whom_staff_speaks_is_not_offered_a_person(
    world: ChannelWorld, give_up: GivenUp, staff: StaffMember
) -> None:
    world.post(world.event("unsupported", data={"what": "sticker"}))
    world.settle()
    world.rasa.outputs = [HANDOFF]
    world.post(world.event("choice", value="handoff"))
    world.settle()
    assert world.conversation().owner is Owner.WAITING
    give_up()
    history = world.desk.conversations.messages(world.conversation().id)
    (said,) = [one for one in history if one.text.startswith(WAITING)]
    assert said.choices == ()


def test_what_breaks_the_apology_too_is_given_up_all_the_same(
    world: ChannelWorld, give_up: GivenUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise LookupError

    monkeypatch.setattr(CustomerHandler, "conversation", broken)
    one = give_up()
    assert one.state == "given_up"
    assert apologies(world) == []


def test_the_block_of_somebody_who_has_gone_is_nothing_to_apologise_for(
    world: ChannelWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ValueError

    world.post(world.event("unfollow"))
    monkeypatch.setattr(CustomerHandler, "_reachable", broken)
    exhaust(world)
    assert [one.kind for one in world.desk.channels.stuck.of()] == ["unfollow"]
    assert world.texts() == []


def test_the_key_of_an_event_stays_the_same(
    world: ChannelWorld, staff: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the first attempts had done is not done twice: the turn was committed, its record failed."""
    world.post(world.event(text="こんにちは"))

    def lost(*_: object) -> None:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(world.desk.channels.ledger, "done", lost)
        exhaust(world)
    (one,) = world.desk.channels.stuck.of()
    world.desk.channels.stuck.retry(one.id, staff)
    world.settle()
    assert asked(world) == ["こんにちは"]
