"""What cannot go out: it holds up nothing else, staff sees it, and what only waits goes out once it may."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import OperationalError

from desk.calendar.dues import DESK_ZONE
from desk.channels.adapter import Item, NotSent, OutOfQuota
from desk.channels.outbox import Outbox
from desk.channels.sending import Sending
from desk.model import StaffMember
from desk.storage import channel_tables as c
from knowledge.vocabulary import CompanyId
from tests.integration.channels.support import ChannelWorld
from tests.integration.channels.test_in_and_out import handed_over, rows

pytestmark = pytest.mark.database("sqlite", "postgresql")


def test_what_cannot_be_rendered_holds_up_nothing_and_is_shown_to_staff(
    world: ChannelWorld, staff: StaffMember, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    conversation, render = handed_over(world, staff), world.platform.render

    def broken(item: Item) -> object:
        if item.message is not None and item.message.text == "二":
            raise KeyError(item.message.text)
        return render(item)

    with monkeypatch.context() as patch:
        patch.setattr(world.platform, "render", broken)
        for text in ("一", "二", "三"):
            world.desk.handoffs.say(conversation, staff, text)
        world.settle()
    assert world.texts() == ["一", "三"]
    (lost,) = world.desk.channels.undelivered({CompanyId("oni")})
    assert (lost.state, lost.why) == ("failed", "render:KeyError")
    assert "二" not in caplog.text
    world.desk.channels.retry(lost.id, staff)  # the fault has been mended
    world.settle()
    assert world.texts() == ["一", "三", "二"]


def test_a_fault_of_the_database_while_rendering_loses_no_message(
    world: ChannelWorld, staff: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = handed_over(world, staff)
    world.desk.handoffs.say(conversation, staff, "一")

    def broken(item: Item) -> object:
        raise OperationalError("select", {}, OSError("gone"))

    with monkeypatch.context() as patch, pytest.raises(OperationalError):
        patch.setattr(world.platform, "render", broken)
        world.settle()
    world.settle()
    assert world.texts() == ["一"]


def test_what_another_process_is_sending_is_not_refused_beneath_it(
    world: ChannelWorld, staff: StaffMember
) -> None:
    """It may arrive all the same: it is refused, or sent, once it is known how that went."""
    conversation = handed_over(world, staff)
    world.desk.handoffs.say(conversation, staff, "もしもし")
    desk = world.desk
    sending = Sending(desk.database, desk.context.keys, desk.channels.outbox, desk.channels.people)
    thread = world.desk.channels.outbox.threads([("fake", "oni")], 1)[0][2]
    read = desk.channels.outbox.open_rows
    seen = read("oni", thread)
    other = Sending(desk.database, desk.context.keys, Outbox(desk.context, "other"), desk.channels.people)
    plan = other.plan(world.platform, "oni", thread)
    assert plan is not None
    with desk.database.write() as tx:
        desk.channels.people.set_reachable(tx, "fake", "oni", "U1", False, tx.now)
    desk.channels.outbox.open_rows = lambda *_: seen  # type: ignore[method-assign]
    assert sending.plan(world.platform, "oni", thread) is None
    assert rows(world, c.outbox, c.outbox.c.state == "failed") == 0
    other.succeeded(plan, {})
    assert rows(world, c.outbox, c.outbox.c.state.in_(("failed", "waiting"))) == 0


@pytest.mark.parametrize("why", ["monthly_limit", "monthly_limit_of_the_platform"])
def test_what_the_months_limit_holds_goes_out_in_the_next_month(
    world: ChannelWorld, staff: StaffMember, why: str
) -> None:
    conversation = handed_over(world, staff)
    if why == "monthly_limit":
        world.platform.limit = world.desk.channels.usage("fake", "oni", None).pushes
    else:
        world.platform.answers = [OutOfQuota(why)]
    world.desk.handoffs.say(conversation, staff, "お答えします")
    world.settle()
    assert [(one.state, one.why) for one in world.desk.channels.undelivered()] == [("held", why)]
    world.desk.channels.tidy()
    if why == "monthly_limit":
        world.settle()
        assert world.texts() == []
    world.clock.now = datetime(2026, 12, 1, 0, 30, tzinfo=DESK_ZONE).astimezone(UTC)
    world.desk.channels.tidy()
    world.platform.answers = [NotSent("connect")]  # no reason to give up what has only just been tried
    world.settle()
    world.clock.forward(minutes=1)
    world.settle()
    assert world.texts() == ["お答えします"]
    assert world.desk.channels.undelivered() == ()


def test_what_the_months_limit_holds_goes_out_once_the_limit_is_raised(
    world: ChannelWorld, staff: StaffMember
) -> None:
    """A limit stands in the account's file, which is read at the start."""
    conversation = handed_over(world, staff)
    world.platform.limit = world.desk.channels.usage("fake", "oni", None).pushes
    for text in ("一", "二"):
        world.desk.handoffs.say(conversation, staff, text)
        world.settle()
    world.desk.channels.outbox.recover()
    world.settle()
    assert world.texts() == []
    world.platform.limit += 1
    world.desk.channels.outbox.recover()
    world.settle()
    assert world.texts() == ["一", "二"]  # one call carries both
    assert world.desk.channels.undelivered() == ()
