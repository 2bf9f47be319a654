"""The dates of a request: the law's, the policy's, the company's own; what extends, stops and ends them."""

from datetime import date, timedelta

import pytest

from desk.bootstrap import Desk
from desk.calendar.regimes import Span
from desk.calendar.rulebook import CompanyRules, Targets
from desk.errors import ChangeInvalid, NotNow
from desk.model import RequestChanges, StaffMember
from knowledge.vocabulary import CompanyId
from tests.integration.desk.requests_support import HOURS, draft, due, entered, known, life, move
from tests.integration.desk.support import Clock

pytestmark = pytest.mark.database("sqlite", "postgresql")


def test_prestiges_week_runs_from_contact_and_is_two_where_nobody_was_reached(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    record = move(desk, entered(desk, staff, draft("prestige")), staff, "received")
    waiting = move(desk, record, staff, "awaiting_fee", reached=False)
    assert due(waiting, "fee") == date(2026, 12, 4)
    clock.forward(days=3)
    told = desk.requests.patch(record.receipt, RequestChanges(reached=True), staff)
    assert due(told, "fee") == date(2026, 11, 30)
    fee = next(one for one in life(told).dues if one.what == "fee")
    assert (fee.whose, fee.basis, fee.started) == ("policy", "policy_fee_period", date(2026, 11, 23))
    assert due(move(desk, record, staff, "in_progress"), "fee") is None
    with pytest.raises(ChangeInvalid, match="reached"):
        desk.requests.patch(record.receipt, RequestChanges(reached=True), staff)


def test_a_correction_has_its_own_deadline_and_says_what_is_wanted(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    desk.rulebook.put(CompanyId("oni"), CompanyRules(hours=HOURS, targets=Targets(correction=Span(days=14))))
    record = move(desk, entered(desk, staff, draft("oni")), staff, "received")
    with pytest.raises(ChangeInvalid) as missing:
        move(desk, record, staff, "awaiting_correction")
    assert missing.value.field == "note"
    waiting = move(desk, record, staff, "awaiting_correction", note="押印がない")
    assert due(waiting, "correction") == date(2026, 12, 4)
    again = desk.requests.patch(record.receipt, RequestChanges(deadline=date(2026, 12, 10)), staff)
    assert due(again, "correction") == date(2026, 12, 10)
    for bad in (date(2026, 11, 19), date(2099, 1, 1)):
        with pytest.raises(ChangeInvalid, match="deadline"):
            desk.requests.patch(record.receipt, RequestChanges(deadline=bad), staff)
    assert due(move(desk, record, staff, "received"), "correction") is None
    with pytest.raises(ChangeInvalid, match="deadline"):
        move(desk, record, staff, "in_progress", deadline=date(2026, 12, 10))


def test_gdpr_runs_from_the_receipt_and_is_put_off_once_with_notice(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    record = entered(desk, staff, draft("ocs", "portability", region="eea_uk"), came_on=date(2026, 11, 18))
    assert (record.due, record.due_basis) == (date(2026, 12, 18), "gdpr_12_3")
    for status in ("received", "awaiting_correction"):
        record = move(desk, record, staff, status, note="署名がない")
    clock.forward(days=10)
    record = move(desk, record, staff, "received")
    assert record.due == date(2026, 12, 18), "no law's period stands still"
    assert life(record).pauses == ()
    extended = desk.casework.extend(record.receipt, "件数が多く、2か月延長します。", staff)
    assert extended.due == date(2027, 2, 18)
    one = life(extended).extensions[0]
    assert (one.before, one.after, one.notice) == (
        date(2026, 12, 18), date(2027, 2, 18), "件数が多く、2か月延長します。",
    )  # fmt: skip
    with pytest.raises(NotNow, match="once"):
        desk.casework.extend(record.receipt, "もう一度", staff)
    with pytest.raises(ChangeInvalid):
        desk.casework.extend(record.receipt, " ", staff)


def test_an_extension_comes_too_late_after_the_first_period(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    record = entered(desk, staff, draft("ocs", "deletion", region="california"))
    clock.forward(days=46)
    with pytest.raises(NotNow, match="within it"):
        desk.casework.extend(record.receipt, "遅れます", staff)
    japanese = entered(desk, staff, draft("oni"))
    with pytest.raises(NotNow, match="No date"):
        desk.casework.extend(japanese.receipt, "遅れます", staff)


def test_an_extension_is_in_time_on_the_last_day_of_the_first_period(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    record = entered(desk, staff, draft("ocs", "portability", region="eea_uk"))
    clock.forward(days=30)
    assert record.due == date(2026, 12, 20)
    assert desk.casework.extend(record.receipt, "件数が多いためです。", staff).due == date(2027, 2, 20)


def test_ccpa_wants_a_confirmation_and_an_answer(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("ocs", "access_ccpa", region="california"))
    assert due(record, "confirmation") == date(2026, 12, 7), "ten US business days, Thanksgiving left out"
    assert due(record, "answer") == date(2027, 1, 4)
    record = desk.casework.confirmed(record.receipt, staff)
    assert due(record, "confirmation") is None
    with pytest.raises(NotNow):
        desk.casework.confirmed(record.receipt, staff)


def test_the_companys_own_target_counts_from_complete_papers_and_stands_still(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    targets = Targets(answer={"appi": Span(business_days=10)})
    desk.rulebook.put(CompanyId("oni"), CompanyRules(hours=HOURS, targets=targets))
    record = entered(desk, staff, draft("oni"))
    assert (record.due, life(record).dues) == (None, ())
    clock.forward(days=3)  # Monday the 23rd, a holiday
    record = move(desk, record, staff, "received")
    assert (record.due, record.due_basis) == (date(2026, 12, 7), "appi_target")
    assert life(record).dues[0].whose == "company"
    record = move(desk, record, staff, "awaiting_correction", note="押印がない")
    assert [one.until for one in life(record).pauses] == [None]
    clock.forward(days=5)
    record = move(desk, record, staff, "in_progress")
    assert record.due == date(2026, 12, 11), (
        "four business days, from the holiday to Saturday: no Saturday is one"
    )
    assert [(p.until - p.since) for p in life(record).pauses if p.until] == [timedelta(days=5)]
    record = desk.requests.patch(record.receipt, RequestChanges(due=date(2026, 12, 3)), staff)
    assert (record.due, record.due_basis) == (date(2026, 12, 3), "operator_target")
    record = move(desk, record, staff, "awaiting_correction", note="x")
    clock.forward(days=1)
    assert move(desk, record, staff, "in_progress").due == date(2026, 12, 3), "what staff set stays"


def test_a_request_that_is_done_with_gets_no_date_any_more(desk: Desk, staff: StaffMember) -> None:
    """Also not with the change that ends it: nothing would ever end such a date."""
    record = entered(desk, staff, draft("oni"))
    with pytest.raises(ChangeInvalid, match="due: a request that is withdrawn has none"):
        move(desk, record, staff, "withdrawn", due=date(2026, 12, 1))
    record = move(desk, record, staff, "withdrawn")
    with pytest.raises(ChangeInvalid, match="has none"):
        desk.requests.patch(record.receipt, RequestChanges(due=date(2026, 12, 1)), staff)
    assert life(desk.requests.get(record.receipt, staff)).dues == ()


@pytest.mark.parametrize(("span", "due_on"), [(Span(days=14), 12), (Span(business_days=10), 11)])
def test_a_target_stands_still_by_the_days_in_which_it_is_counted(
    desk: Desk, staff: StaffMember, clock: Clock, span: Span, due_on: int
) -> None:
    desk.rulebook.put(CompanyId("oni"), CompanyRules(hours=HOURS, targets=Targets(answer={"appi": span})))
    record = entered(desk, staff, draft("oni"))
    clock.forward(days=3)
    record = move(desk, record, staff, "received")
    assert record.due == date(2026, 12, 7)
    record = move(desk, record, staff, "awaiting_correction", note="押印がない")
    clock.forward(days=5)
    assert move(desk, record, staff, "in_progress").due == date(2026, 12, due_on)


def test_the_laws_date_stays_beside_the_companys_own(desk: Desk, staff: StaffMember) -> None:
    record = entered(desk, staff, draft("ocs", "erasure", region="eea_uk"))
    record = desk.requests.patch(record.receipt, RequestChanges(due=date(2026, 12, 1)), staff)
    assert (record.due, record.due_basis) == (date(2026, 12, 20), "gdpr_12_3")
    assert due(record, "target") == date(2026, 12, 1)


def test_the_agenda_names_what_is_late_and_what_is_due_within_a_week(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    first = entered(desk, staff, draft("ocs", "erasure", region="eea_uk"))
    second = entered(desk, staff, draft("ocs", "access_ccpa", region="california"))
    assert desk.agenda.dues() == ()
    clock.forward(days=14)  # 2026-12-04
    assert [(e.receipt, e.due.what, e.days_left) for e in desk.agenda.dues(when="soon")] == [
        (second.receipt, "confirmation", 3)
    ]
    clock.forward(days=17)  # 2026-12-21
    late = desk.agenda.dues(when="late")
    assert [(e.receipt, e.due.what, e.days_left) for e in late] == [
        (second.receipt, "confirmation", -14),
        (first.receipt, "answer", -1),
    ]
    assert desk.agenda.dues([CompanyId("opt")]) == ()
    assert len(desk.agenda.dues(company=CompanyId("ocs"))) == 2
    known(desk, first, staff)
    for status in ("received", "in_progress", "answered"):
        move(desk, first, staff, status)
    assert [e.receipt for e in desk.agenda.dues(when="late")] == [second.receipt]
