"""A closing day that is entered while dates run: which of them move, and what is recorded of it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select, update

from desk.bootstrap import Desk
from desk.calendar.hours import parse_hours
from desk.calendar.regimes import Span
from desk.calendar.rulebook import CompanyRules, Targets
from desk.errors import ChangeInvalid
from desk.jobs import later
from desk.model import RequestChanges, RequestRecord, StaffMember
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId
from tests.integration.desk.requests_support import draft, due, entered, known, life, move
from tests.integration.desk.support import Clock

HOURS = parse_hours({"weekly": {"mon-fri": ["9:00-17:00"]}})
TEN = Targets(answer={"appi": Span(business_days=10)}, correction=Span(business_days=3))
USUAL, LATER = date(2026, 12, 7), date(2026, 12, 8)
"""The tenth business day after the 20th of November, a Friday before a holiday on Monday; and one day on."""
WEDNESDAY = date(2026, 12, 2)
MORNING = parse_hours({"weekly": {"mon": ["9:00-12:00"]}}).weekly[0]
Close = Callable[..., int]


@pytest.fixture
def lead(desk: Desk) -> StaffMember:
    return desk.staff.add("lead", "correct horse", "責任者", role="lead")


@pytest.fixture
def close(desk: Desk, lead: StaffMember) -> Close:
    def put(day: date = WEDNESDAY, company: str = "oni") -> int:
        return desk.live.special_days.put(CompanyId(company), day, (), "棚卸し", lead)

    return put


@pytest.fixture(autouse=True)
def _rules(desk: Desk) -> None:
    for company in ("oni", "ocs"):
        desk.rulebook.put(CompanyId(company), CompanyRules(hours=HOURS, targets=TEN))


def running(desk: Desk, staff: StaffMember, company: str = "oni", region: str | None = None) -> RequestRecord:
    """A request whose papers came on Friday."""
    return move(desk, entered(desk, staff, draft(company, region=region)), staff, "received")


def now(desk: Desk, record: RequestRecord, staff: StaffMember) -> RequestRecord:
    return desk.requests.get(record.receipt, staff)


def moves(desk: Desk) -> list[tuple[str, str, str]]:
    audit = t.audit
    query = select(audit.c.actor, audit.c.subject, audit.c.detail).where(audit.c.action == "request.due")
    with desk.database.read() as conn:
        return [tuple(row) for row in conn.execute(query.order_by(audit.c.n))]


def reminders(desk: Desk) -> set[str]:
    with desk.database.read() as conn:
        return {job.payload["due"] for job in later.of_kinds(conn, ("reminder",))}


def test_a_date_that_runs_over_the_day_moves_by_one_business_day(
    desk: Desk, staff: StaffMember, close: Close
) -> None:
    record = running(desk, staff)
    assert record.due == USUAL
    assert close() == 1
    after = now(desk, record, staff)
    assert (after.due, due(after, "target")) == (LATER, LATER)
    assert moves(desk) == [("lead", record.receipt, f"target: {USUAL} -> {LATER}")]
    assert reminders(desk) == {LATER.isoformat()}
    fresh = running(desk, staff)
    assert fresh.due == LATER, "what begins now counts the same way"


def test_the_same_day_again_moves_nothing(desk: Desk, staff: StaffMember, close: Close) -> None:
    record = running(desk, staff)
    assert [close(), close()] == [1, 0]
    assert now(desk, record, staff).due == LATER
    assert len(moves(desk)) == 1


def test_taken_back_or_opened_after_all_the_date_comes_back(
    desk: Desk, staff: StaffMember, lead: StaffMember, close: Close
) -> None:
    record, days = running(desk, staff), desk.live.special_days
    close()
    assert days.remove(CompanyId("oni"), WEDNESDAY, lead) == 1
    assert days.remove(CompanyId("oni"), WEDNESDAY, lead) == 0
    assert now(desk, record, staff).due == USUAL
    close()
    assert days.put(CompanyId("oni"), WEDNESDAY, MORNING, "午前のみ", lead) == 1
    assert now(desk, record, staff).due == USUAL
    assert days.remove(CompanyId("oni"), WEDNESDAY, lead) == 0


def test_a_day_that_is_past_brings_nothing_back(
    desk: Desk, staff: StaffMember, clock: Clock, lead: StaffMember, close: Close
) -> None:
    record = running(desk, staff)
    close()
    clock.forward(days=13)
    assert desk.live.special_days.remove(CompanyId("oni"), WEDNESDAY, lead) == 0
    assert now(desk, record, staff).due == LATER


def test_a_date_on_the_closed_day_itself_moves_and_so_it_does_for_each_of_several(
    desk: Desk, staff: StaffMember, close: Close
) -> None:
    record = running(desk, staff)
    close(USUAL)
    assert now(desk, record, staff).due == LATER
    close(LATER)
    close(date(2026, 12, 9))
    assert now(desk, record, staff).due == date(2026, 12, 10)


@pytest.mark.parametrize(
    "day", [date(2026, 12, 5), date(2026, 11, 23), date(2026, 12, 8), date(2026, 11, 20)]
)
def test_a_day_that_was_none_or_lies_outside_moves_nothing(
    desk: Desk, staff: StaffMember, close: Close, day: date
) -> None:
    """A Saturday, a holiday, the day after the date, the day on which it began."""
    record = running(desk, staff)
    assert close(day) == 0
    assert now(desk, record, staff).due == USUAL


def test_only_what_counts_business_days_of_this_desk_moves(
    desk: Desk, staff: StaffMember, close: Close
) -> None:
    records = [
        running(desk, staff),
        running(desk, staff, "ocs", "eea_uk"),
        entered(desk, staff, draft("ocs", "access_ccpa", region="california")),
        desk.requests.patch(
            running(desk, staff, "ocs", "jp").receipt, RequestChanges(due=date(2026, 12, 4)), staff
        ),
    ]
    before = [life(now(desk, one, staff)).dues for one in records]
    assert all(before)
    assert close(company="ocs") == 0
    assert [life(now(desk, one, staff)).dues for one in records] == before


def test_a_length_in_days_moves_nothing(desk: Desk, staff: StaffMember, close: Close) -> None:
    desk.rulebook.put(
        CompanyId("oni"), CompanyRules(hours=HOURS, targets=Targets(answer={"appi": Span(days=20)}))
    )
    record = running(desk, staff)
    assert close() == 0
    assert now(desk, record, staff).due == record.due


def test_what_is_closed_or_erased_keeps_its_dates(desk: Desk, staff: StaffMember, close: Close) -> None:
    done = move(desk, known(desk, running(desk, staff), staff), staff, "answered")
    gone = running(desk, staff)
    with desk.database.write() as tx:
        erased = update(t.requests).where(t.requests.c.receipt == gone.receipt)
        tx.conn.execute(erased.values(erased_at=tx.now))
    assert close() == 0
    with desk.database.read() as conn:
        dues = t.request_dues
        found = conn.execute(select(dues.c.due).where(dues.c.receipt.in_([done.receipt, gone.receipt])))
        assert set(found.scalars()) == {USUAL}


def test_what_stands_still_stays_and_so_does_what_the_customer_was_told(
    desk: Desk, staff: StaffMember, clock: Clock, close: Close
) -> None:
    record = move(desk, running(desk, staff), staff, "awaiting_correction", note="押印がない")
    told = due(record, "correction")
    assert told is not None
    assert close(told) == 0
    after = now(desk, record, staff)
    assert (due(after, "target"), due(after, "correction")) == (USUAL, told)
    clock.forward(days=4)
    record = move(desk, record, staff, "in_progress")
    assert record.due == USUAL + timedelta(days=1), "Tuesday is the one business day of the four"
    assert close() == 1
    assert now(desk, record, staff).due == USUAL + timedelta(days=2)


def test_day_and_dates_are_one_transaction(desk: Desk, staff: StaffMember, close: Close) -> None:
    first, second = running(desk, staff), running(desk, staff)
    seen: list[str] = []

    def fail(_: object, __: object, statement: str, *___: object) -> None:
        if statement.startswith("UPDATE request_dues"):
            seen.append(statement)
            if len(seen) == 2:
                raise OSError("the disk is full")

    event.listen(desk.database.engine, "before_cursor_execute", fail)
    with pytest.raises(OSError, match="full"):
        close()
    event.remove(desk.database.engine, "before_cursor_execute", fail)
    assert desk.live.special_days.of(CompanyId("oni")) == {}
    assert {now(desk, one, staff).due for one in (first, second)} == {USUAL}
    assert moves(desk) == []
    assert close() == 2


def test_a_day_that_is_refused_moves_nothing(desk: Desk, staff: StaffMember, lead: StaffMember) -> None:
    record = running(desk, staff)
    with pytest.raises(ChangeInvalid):
        desk.live.special_days.put(CompanyId("oni"), WEDNESDAY, (), " ", lead)
    assert now(desk, record, staff).due == USUAL
