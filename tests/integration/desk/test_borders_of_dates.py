"""A date is late once its day is over and not on it, and soon from a week before: in each place where staff read it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desk.bootstrap import Desk
from desk.calendar.agenda import When
from desk.calendar.regimes import Span
from desk.calendar.rulebook import CompanyRules, Targets
from desk.errors import Forbidden, RequestNotFound
from desk.jobs.later import Job
from desk.life import DueStanding
from desk.model import RequestChanges, RequestRecord, StaffMember
from desk.reports.figures import Period
from desk.requests.board import Filters
from knowledge.vocabulary import CompanyId
from tests.integration.desk.requests_support import HOURS, due, entered, move
from tests.integration.desk.support import Clock, spec

DUE = date(2026, 12, 20)
"""A month of the GDPR's after the day on which the clock stands."""
MINUTE = timedelta(minutes=1)


@pytest.fixture
def record(desk: Desk, staff: StaffMember) -> RequestRecord:
    asked = spec(region="eea_uk").request
    assert asked is not None
    made = entered(desk, staff, asked)
    assert due(made, "answer") == DUE
    return made


def midnight(after: date) -> datetime:
    """When a day ends where the desks are."""
    return datetime(after.year, after.month, after.day, 15, tzinfo=UTC)


DAYS = pytest.mark.parametrize(
    ("left", "stands"), [(8, "later"), (7, "week"), (1, "week"), (0, "week"), (-1, "late"), (-2, "late")]
)


@DAYS
def test_what_is_due_today_stands_in_the_list_of_what_comes_and_not_of_what_is_late(
    desk: Desk, clock: Clock, record: RequestRecord, left: int, stands: DueStanding
) -> None:
    clock.forward(days=30 - left)

    def listed(when: When) -> list[tuple[str, int, str]]:
        return [(one.receipt, one.days_left, one.stands) for one in desk.agenda.dues(when=when)]

    entry = [(record.receipt, left, stands)]
    assert listed("late") == (entry if stands == "late" else [])
    assert listed("soon") == (entry if stands == "week" else [])
    assert listed("all") == (entry if stands != "later" else [])
    assert desk.standings.now().late == (stands == "late")


@DAYS
def test_a_card_of_the_board_stands_as_the_boards_filter_finds_it_and_as_the_figures_count_it(
    desk: Desk, clock: Clock, record: RequestRecord, left: int, stands: DueStanding
) -> None:
    lead = desk.staff.add("lead", "correct horse", "責任者", role="lead")
    clock.forward(days=30 - left)
    (card,) = desk.work.board.table(lead, Filters()).items
    assert (card.urgency, card.days_left) == (stands, left)
    assert [lane.cards[0].urgency for lane in desk.work.board.lanes(lead, Filters()) if lane.cards] == [
        stands
    ]
    found = [one for one in ("late", "week") if desk.work.board.table(lead, Filters(due=one)).items]
    assert found == ([] if stands == "later" else [stands])
    dates = desk.work.insights.figures(lead, record.company, Period.month("2026-12")).requests.dates
    assert (dates.late, dates.week, dates.later) == tuple(
        int(stands == one) for one in ("late", "week", "later")
    )


@pytest.mark.parametrize(("after", "late"), [(-MINUTE, False), (timedelta(0), True)])
def test_a_day_ends_at_midnight_where_the_desks_are(
    desk: Desk, clock: Clock, record: RequestRecord, after: timedelta, late: bool
) -> None:
    clock.now = midnight(DUE) + after
    assert [one.receipt for one in desk.agenda.dues(when="late")] == ([record.receipt] if late else [])


def remind(desk: Desk, record: RequestRecord, on: date) -> None:
    payload = {"receipt": record.receipt, "what": "answer", "due": on.isoformat()}
    with desk.database.write() as tx:
        desk.agenda.remind(tx, Job("", "reminder", "", payload, tx.now, 0))


def test_staff_are_reminded_once_of_a_date_and_only_while_it_runs(
    desk: Desk, staff: StaffMember, record: RequestRecord
) -> None:
    remind(desk, record, date(2026, 12, 19))
    assert desk.agenda.reminders() == (), "the date is another one by now"
    for _ in range(2):
        remind(desk, record, DUE)
    (one,) = desk.agenda.reminders(running=True)
    assert (one.receipt, one.what, one.due, one.acknowledged_by) == (record.receipt, "answer", DUE, None)
    move(desk, record, staff, "withdrawn")
    assert desk.agenda.reminders(running=True) == ()
    assert desk.agenda.reminders() == (one,), "it stays until somebody has seen it"
    desk.agenda.acknowledge(one.id, staff)
    desk.agenda.acknowledge(one.id, desk.staff.add("jiro", "correct horse", "担当B"))
    assert desk.agenda.reminders() == ()
    assert [seen.acknowledged_by for seen in desk.agenda.reminders(acknowledged=True)] == [staff.alias]


def test_a_reminder_is_acknowledged_by_who_works_on_requests_of_its_company(
    desk: Desk, record: RequestRecord
) -> None:
    remind(desk, record, DUE)
    (one,) = desk.agenda.reminders()
    for alias, values in (("照会", {"role": "look_up"}), ("岡山担当", {"companies": [CompanyId("oni")]})):
        stranger = desk.staff.add(f"u{len(alias)}", "correct horse", alias, **values)
        with pytest.raises(Forbidden):
            desk.agenda.acknowledge(one.id, stranger)
    with pytest.raises(RequestNotFound):
        desk.agenda.acknowledge(one.id + 1, desk.staff.add("hanae", "correct horse", "担当C"))
    assert desk.agenda.reminders() == (one,)


def test_the_earliest_date_comes_first_and_a_date_that_was_kept_does_not_come(
    desk: Desk, clock: Clock, staff: StaffMember, record: RequestRecord
) -> None:
    clock.forward(days=2)
    asked = spec(region="eea_uk").request
    assert asked is not None
    later = entered(desk, staff, asked)
    clock.forward(days=25)
    assert [one.receipt for one in desk.agenda.dues()] == [record.receipt, later.receipt]
    move(desk, record, staff, "withdrawn")
    assert [one.receipt for one in desk.agenda.dues()] == [later.receipt]


def test_a_target_that_stands_still_is_not_listed_and_holds_no_other_requests_back(
    desk: Desk, staff: StaffMember
) -> None:
    targets = Targets(answer={"appi": Span(days=5)})
    desk.rulebook.put(CompanyId("oni"), CompanyRules(hours=HOURS, targets=targets))
    asked = spec(company="oni", region=None).request
    assert asked is not None
    still, running = (move(desk, entered(desk, staff, asked), staff, "received") for _ in range(2))
    move(desk, still, staff, "awaiting_correction", note="押印がない")
    assert [one.receipt for one in desk.agenda.dues() if one.due.what == "target"] == [running.receipt]


@pytest.mark.parametrize(("after", "kept"), [(-MINUTE, True), (timedelta(0), False)])
def test_who_answers_on_the_last_day_has_kept_the_date(
    desk: Desk, clock: Clock, staff: StaffMember, record: RequestRecord, after: timedelta, kept: bool
) -> None:
    desk.casework.check(record.receipt, "identity", "confirmed", staff)
    move(desk, move(desk, record, staff, "received"), staff, "in_progress")
    clock.now = midnight(DUE) + after
    desk.requests.patch(record.receipt, RequestChanges(status="answered"), staff)
    found = desk.work.insights.figures_for_report(CompanyId("ocs"), Period.month("2026-12")).requests.dates
    assert (found.kept, found.missed) == (int(kept), int(not kept))
