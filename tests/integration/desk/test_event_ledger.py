"""The ledger of what came in, at its borders: what is taken, who may work on it, how long it is remembered."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from desk.bootstrap import Desk
from desk.channels.ledger import Event, EventLedger, NewEvent, Taken
from desk.storage import tables as t
from desk.storage.channel_tables import channel_events as events
from knowledge.vocabulary import CompanyId
from tests.integration.desk.support import Clock

LITTLE = timedelta(seconds=1)
LEASE, KEPT, MAX_ATTEMPTS = timedelta(minutes=5), timedelta(days=30), 12
"""What the desk promises, not what the module says: else nobody would notice that it says something else."""
ONI = CompanyId("oni")


@pytest.fixture
def ledger(desk: Desk) -> EventLedger:
    return desk.channels.ledger


def came(number: str, at: datetime, who: str | None = "U1", kind: str = "text") -> NewEvent:
    return NewEvent(number, kind, at, who, {"text": f"text {number}"}, f"token {number}")


def take(ledger: EventLedger, *new: NewEvent, account: str = "oni") -> Taken:
    return ledger.take_in("fake", account, ONI, new)


def ready(ledger: EventLedger, desk: Desk, limit: int = 10) -> list[str]:
    """The platform's ids of what may be worked on."""
    ids = ledger.ready(["fake"], limit)
    with desk.database.read() as conn:
        known = {row.id: row.event_id for row in conn.execute(select(events.c.id, events.c.event_id))}
    return [known[one] for one in ids]


def claimed(ledger: EventLedger) -> Event:
    found = ledger.claim(ledger.ready(["fake"], 1)[0])
    assert found is not None
    return found


def states(desk: Desk) -> Sequence[tuple[str, str, bool, bool]]:
    """Of each event its id, how it stands, whether its content and its token are there."""
    query = select(events.c.event_id, events.c.state, events.c.content_enc, events.c.reply_enc)
    with desk.database.read() as conn:
        return [
            (row.event_id, row.state, row.content_enc is not None, row.reply_enc is not None)
            for row in conn.execute(query.order_by(events.c.n))
        ]


def test_what_comes_again_is_known_and_what_happened_a_month_ago_is_not_taken(
    ledger: EventLedger, clock: Clock
) -> None:
    a, old = came("a", clock.now), came("old", clock.now - KEPT)
    assert take(ledger, a, a, old, came("young", clock.now - KEPT + LITTLE)) == Taken(2, 1, 1)
    assert take(ledger, a, came("b", clock.now)) == Taken(1, 1, 0)
    assert take(ledger, a, account="another") == Taken(1, 0, 0), "ids are an account's own"
    assert take(ledger) == Taken(0, 0, 0)


def test_what_nobody_handles_is_remembered_without_its_content(
    ledger: EventLedger, desk: Desk, clock: Clock
) -> None:
    take(ledger, came("a", clock.now, kind="ignored"), came("b", clock.now))
    assert states(desk) == [("a", "done", False, False), ("b", "accepted", True, True)]
    assert ready(ledger, desk) == ["b"]


def test_of_one_person_one_at_a_time_the_oldest_first_and_of_others_beside_it(
    ledger: EventLedger, desk: Desk, clock: Clock
) -> None:
    early = clock.now - timedelta(minutes=1)
    take(ledger, came("2", clock.now), came("3", clock.now), came("1", early), came("x", clock.now, "U2"))
    assert ready(ledger, desk) == ["1", "x"]
    assert ready(ledger, desk, limit=1) == ["1"]
    first = claimed(ledger)
    assert (first.event_id, first.content, first.attempts, first.key) == (
        "1",
        {"text": "text 1"},
        1,
        "fake:oni:1",
    )
    assert ready(ledger, desk) == ["x"]
    ledger.done(first)
    assert ready(ledger, desk) == ["2", "x"], "of two that came at once the one that was taken first"
    assert ledger.ready(["other"], 10) == ()


@pytest.mark.parametrize(("after", "free"), [(LEASE - LITTLE, False), (LEASE, True)])
def test_what_a_dead_process_held_is_free_once_its_five_minutes_are_over(
    ledger: EventLedger, desk: Desk, clock: Clock, after: timedelta, free: bool
) -> None:
    take(ledger, came("a", clock.now))
    held = claimed(ledger)
    clock.now += after
    assert ready(ledger, desk) == (["a"] if free else [])
    again = ledger.claim(held.id)
    assert (again.attempts if again is not None else None) == (2 if free else None)


def test_who_starts_again_frees_what_it_held_and_hears_how_much_is_open(
    ledger: EventLedger, desk: Desk, clock: Clock
) -> None:
    take(ledger, came("a", clock.now), came("b", clock.now, "U2"), came("c", clock.now, "U3", "ignored"))
    claimed(ledger)
    with desk.database.write() as tx:
        tx.conn.execute(
            update(events)
            .where(events.c.event_id == "b")
            .values(leased_by="z", leased_until=clock.now + LEASE)
        )
    assert ready(ledger, desk) == []
    assert ledger.recover() == 2
    assert ready(ledger, desk) == ["a"], "what another process holds stays with it"


def test_what_fails_is_tried_again_later_and_given_up_after_the_twelfth_attempt(
    ledger: EventLedger, desk: Desk, clock: Clock
) -> None:
    take(ledger, came("a", clock.now))
    told: list[str] = []
    for attempt in range(1, MAX_ATTEMPTS + 1):
        event = claimed(ledger)
        assert event.attempts == attempt
        ledger.failed(event, "broken", lambda _: told.append("given up"))
        if attempt < MAX_ATTEMPTS:
            assert ready(ledger, desk) == [], "not at once"
            assert told == []
            assert states(desk) == [("a", "accepted", True, True)]
        clock.forward(hours=1)
    assert (ready(ledger, desk), told) == ([], ["given up"])
    assert states(desk) == [("a", "failed", True, True)], "it can be tried again"
    ledger.failed(event, "broken", lambda _: told.append("again"))
    assert told == ["given up"]
    with desk.database.read() as conn:
        query = select(t.audit.c.subject, t.audit.c.detail).where(t.audit.c.action == "channel.event_failed")
        assert [tuple(row) for row in conn.execute(query)] == [(event.id, "fake text broken")]


def test_what_it_leads_to_happens_once_and_its_content_goes(
    ledger: EventLedger, desk: Desk, clock: Clock
) -> None:
    take(ledger, came("a", clock.now))
    event, led = claimed(ledger), list[str]()
    for _ in range(2):
        ledger.done(event, lambda _: led.append("once"))
    assert led == ["once"]
    assert states(desk) == [("a", "done", False, True)]
    assert ledger.claim(event.id) is None


def test_a_token_is_given_to_whoever_handles_its_event(ledger: EventLedger, clock: Clock) -> None:
    take(ledger, came("a", clock.now))
    assert ledger.reply_token(claimed(ledger)) == "token a"


@pytest.mark.parametrize(
    ("after", "left", "token"),
    [
        (timedelta(hours=1) - LITTLE, True, True),
        (timedelta(hours=1), True, False),
        (KEPT - LITTLE, True, False),
        (KEPT, False, False),
    ],
)
def test_a_token_is_kept_for_an_hour_and_an_id_for_a_month(
    ledger: EventLedger, desk: Desk, clock: Clock, after: timedelta, left: bool, token: bool
) -> None:
    take(ledger, came("done", clock.now), came("open", clock.now, "U2"))
    ledger.done(claimed(ledger))
    clock.now += after
    assert ledger.tidy() == int(not left)
    done = [("done", "done", False, token)] if left else []
    assert states(desk) == [*done, ("open", "accepted", True, token)]


def test_what_cannot_be_opened_any_more_is_failed_and_holds_nobody_up(
    ledger: EventLedger, desk: Desk, clock: Clock
) -> None:
    take(ledger, came("a", clock.now), came("b", clock.now))
    with desk.database.write() as tx:
        tx.conn.execute(update(events).where(events.c.event_id == "a").values(content_enc=b"x" * 40))
    assert ledger.claim(ledger.ready(["fake"], 1)[0]) is None
    assert ready(ledger, desk) == ["b"]
    assert states(desk)[0][:2] == ("a", "failed")
