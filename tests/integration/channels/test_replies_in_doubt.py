"""Replies whose end nobody knows: what may be read twice says so, and what can still be pushed at once is (decision 0043)."""

from sqlalchemy import func, select

from desk.channels.adapter import NotSent
from desk.storage import channel_tables as c
from tests.integration.channels.support import ChannelWorld


def test_what_may_be_read_twice_says_so(world: ChannelWorld) -> None:
    """The platform is away until the token is old: nobody can know whether the reply arrived (decision 0043)."""
    world.platform.answers = [NotSent("timeout", unsure=True)] * 20
    world.post(world.event(text="こんにちは"))
    for _ in range(10):
        world.settle()
        world.clock.forward(seconds=5)
    world.platform.answers = [NotSent("http_500", unsure=True)]
    for _ in range(3):
        world.settle()
        world.clock.forward(minutes=2)
    marked = [(call.reply_token, call.again) for call in world.platform.calls]
    assert set(marked[:-2]) == {("t1", False)}
    assert marked[-2:] == [(None, True)] * 2  # a repetition says the same
    with world.desk.database.read() as conn:
        sent = select(func.count()).select_from(c.outbox).where(c.outbox.c.state == "sent")
        assert conn.execute(sent).scalar_one() == 2
    world.post(world.event(text="もう一つ"))
    world.settle()
    assert not world.platform.calls[-1].again


def test_what_was_never_carried_out_is_pushed_without_a_word(world: ChannelWorld) -> None:
    world.platform.answers = [NotSent("no_connection")] * 20
    world.post(world.event(text="こんにちは"))
    for _ in range(10):
        world.settle()
        world.clock.forward(seconds=5)
    world.platform.answers = []
    world.clock.forward(minutes=2)
    world.settle()
    last = world.platform.calls[-1]
    assert (last.reply_token, last.again) == (None, False)
    assert len(world.texts()) == 2


def in_doubt(world: ChannelWorld, seconds: int) -> None:
    """A reply of somebody else's has had no end for so long."""
    world.platform.answers = [NotSent("timeout", unsure=True)] * 4
    world.post(world.event(text="こんにちは", person="U9"))
    for _ in range(seconds // 5):
        world.settle()
        world.clock.forward(seconds=5)
    world.platform.answers = [NotSent("timeout", unsure=True)] * 4


def tokens_of(world: ChannelWorld, person: str) -> set[str | None]:
    return {call.reply_token for call in world.platform.calls if call.person == person}


def test_while_replies_have_no_end_answers_are_pushed_from_the_start(world: ChannelWorld) -> None:
    in_doubt(world, 15)
    world.post(world.event(text="手数料は？"))
    for _ in range(8):
        world.settle()
        world.clock.forward(seconds=30)
    mine = [call for call in world.platform.calls if call.person == "U1"]
    assert tokens_of(world, "U1") == {None}
    assert len({call.id for call in mine}) == 1
    assert not any(call.again for call in mine)
    assert (
        len(world.texts("U1")) == 2
    )  # greeting and answer: once, though the first attempts had no end either
    assert world.desk.channels.usage("fake", "oni", None).pushes == 2  # theirs and this one


def test_a_hiccup_costs_no_push(world: ChannelWorld) -> None:
    in_doubt(world, 5)
    world.post(world.event(text="手数料は？"))
    world.settle()
    assert tokens_of(world, "U1") == {"t2"}


def test_where_nothing_may_be_pushed_an_answer_is_a_reply_all_the_same(world: ChannelWorld) -> None:
    world.platform.limit = 0
    in_doubt(world, 15)
    world.post(world.event(text="手数料は？"))
    world.settle()
    assert tokens_of(world, "U1") == {"t2"}
