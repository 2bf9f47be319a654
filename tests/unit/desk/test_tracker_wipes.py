"""Conversations that were destroyed are taken out of Rasa's memory too: by each process, out of its own."""

from datetime import timedelta
from pathlib import Path

import pytest

from desk.chat.wipes import KEPT, TrackerWipes
from desk.ids import ConversationId
from desk.storage.tables import tracker_wipes
from tests.unit.desk.small_desk import SmallDesk
from tests.unit.desk.small_store import START

C1, C2 = ConversationId("c1"), ConversationId("c2")
SECOND = timedelta(seconds=1)


@pytest.fixture
def desk(tmp_path: Path) -> SmallDesk:
    desk = SmallDesk(tmp_path)
    for name, at in ((C2, START + SECOND), (C1, START)):
        desk.do(tracker_wipes.insert().values(conversation_id=name, at=at))
    return desk


def one_of_several(desk: SmallDesk) -> TrackerWipes:
    """Of a process beside others, as on PostgreSQL."""
    wipes = TrackerWipes(desk.context)
    wipes._alone = False
    return wipes


def queued(desk: SmallDesk) -> list[str]:
    return sorted(row.conversation_id for row in desk.rows(tracker_wipes))


def test_the_oldest_is_emptied_first_and_no_more_asked_for(desk: SmallDesk) -> None:
    wipes = TrackerWipes(desk.context)
    assert wipes.pending() == (C1, C2)
    wipes.done(C1)
    assert wipes.pending() == (C2,)
    assert queued(desk) == [C2], "of one process alone nothing stays queued"
    wipes.done(C2)
    assert wipes.pending() == ()


def test_beside_others_each_empties_its_own_copy(desk: SmallDesk) -> None:
    here, there = one_of_several(desk), one_of_several(desk)
    here.done(C1)
    assert here.pending() == (C2,)
    assert there.pending() == (C1, C2)
    assert queued(desk) == [C1, C2]


def test_a_process_that_was_away_for_a_week_still_finds_it(desk: SmallDesk) -> None:
    here = one_of_several(desk)
    desk.clock.forward(timedelta(days=7))
    here.done(C1)
    assert queued(desk) == [C1, C2]
    desk.clock.forward(SECOND)
    here.done(C1)
    assert queued(desk) == [C2]
    assert timedelta(days=7) == KEPT


def test_one_that_is_queued_anew_is_emptied_again(desk: SmallDesk) -> None:
    here = one_of_several(desk)
    here.done(C1)
    desk.do(tracker_wipes.delete().where(tracker_wipes.c.conversation_id == C1))
    assert here.pending() == (C2,)
    desk.do(tracker_wipes.insert().values(conversation_id=C1, at=START))
    assert here.pending() == (C1, C2)
