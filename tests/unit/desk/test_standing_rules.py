"""How the desk stands, for whoever watches it: how many wait for a person, since when, and what is unanswered."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import update

from desk.reports.standing import Standing, Standings
from desk.storage.tables import inbound
from tests.unit.desk.channels.channels_world import ChannelsWorld
from tests.unit.desk.small_store import START

MINUTE = timedelta(minutes=1)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[ChannelsWorld]:
    made = ChannelsWorld(tmp_path)
    yield made
    made.engine.dispose()


def standing(world: ChannelsWorld) -> Standing:
    return Standings(world.context, cast("Any", SimpleNamespace(backlog=lambda: None))).now()


def test_nobody_waits_on_a_desk_on_which_nobody_has_asked_for_a_person(world: ChannelsWorld) -> None:
    found = standing(world)
    assert (found.handoffs, found.oldest_handoff, found.unanswered, found.late) == (0, None, 0, 0)
    assert found.waited(found.oldest_handoff) == 0


def test_who_waits_is_counted_and_since_when_the_first_does(world: ChannelsWorld) -> None:
    for number, owner in enumerate(("waiting", "staff", "waiting", "closed"), 1):
        world.conversation(f"w{number}", owner=owner, waiting_since=START - number * MINUTE)
    found = standing(world)
    assert (found.handoffs, found.oldest_handoff) == (2, START - 3 * MINUTE)
    assert found.waited(found.oldest_handoff) == 180
    assert found.waited(START + MINUTE) == 0, "by another clock it may lie ahead"


def test_a_message_that_was_taken_and_not_answered_is_unanswered(world: ChannelsWorld) -> None:
    for name in ("one", "two", "three"):
        world.accepted("c1", name)
    world.do(update(inbound).where(inbound.c.client_id == "one").values(status="answered"))
    assert standing(world).unanswered == 2
