"""An end that was recorded by mistake is taken back: the request stands as it stood, with its dates, and nothing of what
happened is hidden."""
# ruff: noqa: F811 - fixtures come in as arguments of the same name

from datetime import date

import pytest
from sqlalchemy import select, update

from desk.bootstrap import Desk
from desk.calendar.regimes import Span
from desk.calendar.rulebook import CompanyRules, Targets
from desk.errors import ChangeInvalid, Forbidden, NotNow, TransitionNotAllowed
from desk.model import RequestRecord, StaffMember
from desk.reports.figures import Period
from desk.requests.records import Records
from desk.storage import board_tables as bt
from desk.storage import tables as t
from desk.upkeep.retention import finished
from knowledge.vocabulary import CompanyId
from tests.integration.desk.mail_server import mailbox, mailing, smtp  # noqa: F401
from tests.integration.desk.requests_support import HOURS, draft, due, entered, known, life, move
from tests.integration.desk.support import PLANTED, RIGHT, Clock, form_token, opened, spec

BY_MISTAKE = "ended_by_mistake"


@pytest.fixture
def staff(desk: Desk) -> StaffMember:
    return desk.staff.add("sato", "correct horse battery", "佐藤")


@pytest.fixture
def colleague(desk: Desk) -> StaffMember:
    return desk.staff.add("suzuki", "correct horse battery", "鈴木")


@pytest.fixture
def lead(desk: Desk) -> StaffMember:
    return desk.staff.add("lead", "correct horse battery", "責任者", role="lead")


def in_work(
    desk: Desk, staff: StaffMember, company: str = "ocs", region: str | None = "eea_uk"
) -> RequestRecord:
    record = entered(desk, staff, draft(company, region=region), {**PLANTED_OF_SELF})
    record = known(desk, move(desk, record, staff, "received", reason="papers_not_needed"), staff)
    return move(desk, record, staff, "in_progress")


PLANTED_OF_SELF = {name: PLANTED[name] for name in ("name", "address", "email")}


def test_the_status_and_the_dates_are_those_before_the_end(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    record = in_work(desk, staff)
    before = due(record, "answer")
    assert before is not None
    clock.forward(days=3)
    ended = move(desk, record, staff, "answered")
    assert due(ended, "answer") is None
    clock.forward(days=2)
    back = desk.reopening.take_back(record.receipt, BY_MISTAKE, staff)
    assert back.status == "in_progress"
    assert due(back, "answer") == before, "as it was, and not anew"
    assert [line.status for line in back.history][-2:] == ["answered", "in_progress"], "the end stays in it"
    assert back.history[-1].reason == BY_MISTAKE
    assert set(life(back).allowed) == set(life(record).allowed)
    with desk.database.read() as conn:
        (line,) = conn.execute(select(t.audit).where(t.audit.c.action == "request.reopen")).all()
    assert (line.actor, line.subject) == ("sato", record.receipt)
    assert line.detail == "answered -> in_progress why=ended_by_mistake"
    assert move(desk, back, staff, "answered").status == "answered"


def test_the_decision_that_came_with_it_is_void_and_its_grounds_are_not_counted(
    desk: Desk, staff: StaffMember
) -> None:
    record = in_work(desk, staff)
    given = life(record).terms
    grounds = (given.grounds[0].id,) if given is not None and given.grounds else ("業務に支障がある",)
    refused = move(desk, record, staff, "refused", grounds=grounds)
    assert life(refused).decision is not None
    back = desk.reopening.take_back(record.receipt, "other_request_meant", staff)
    assert life(back).decision is None
    with desk.database.read() as conn:
        assert conn.execute(select(bt.request_grounds)).all() == []


def test_what_was_decided_on_an_earlier_part_stands(desk: Desk, staff: StaffMember) -> None:
    record = in_work(desk, staff)
    given = life(record).terms
    listed = [one.id for one in given.grounds] if given is not None else []
    first = (listed[0],) if listed else ("一部は保有していない",)
    second = (listed[1],) if len(listed) > 1 else ("残りは業務に支障がある",)
    part = move(desk, record, staff, "partly_answered", grounds=first, reason="part_refused")
    closed = move(desk, part, staff, "partly_closed", grounds=second)
    before, after = life(part).decision, life(closed).decision
    assert before is not None and after is not None and len(after.grounds) == 2
    back = desk.reopening.take_back(record.receipt, BY_MISTAKE, staff)
    assert back.status == "partly_answered"
    assert life(back).decision == before


def test_who_ended_it_and_leads_may_others_not(
    desk: Desk, staff: StaffMember, colleague: StaffMember, lead: StaffMember
) -> None:
    record = move(desk, in_work(desk, staff), staff, "answered")
    with pytest.raises(Forbidden):
        desk.reopening.take_back(record.receipt, BY_MISTAKE, colleague)
    assert desk.reopening.take_back(record.receipt, BY_MISTAKE, lead).status == "in_progress"


def test_an_end_is_the_account_s_that_recorded_it_not_the_alias_s(desk: Desk, staff: StaffMember) -> None:
    namesake = desk.staff.add("sato2", "correct horse battery", staff.alias)
    record = move(desk, in_work(desk, staff), staff, "answered")
    assert not desk.work.casefiles.get(record.receipt, namesake).may_take_back
    with pytest.raises(Forbidden):
        desk.reopening.take_back(record.receipt, BY_MISTAKE, namesake)
    assert desk.work.casefiles.get(record.receipt, staff).may_take_back
    assert desk.reopening.take_back(record.receipt, BY_MISTAKE, staff).status == "in_progress"


def test_what_tells_two_of_one_alias_apart_is_shown_where_there_are_two_and_to_staff_only(
    desk: Desk, staff: StaffMember, colleague: StaffMember
) -> None:
    record = move(desk, in_work(desk, staff), staff, "answered")
    assert {line.account for line in record.history} == {None}
    namesake = desk.staff.add("sato2", "correct horse battery", staff.alias)
    desk.casework.note(record.receipt, "確認しました", namesake)
    desk.casework.note(record.receipt, "同じく", colleague)
    history = desk.requests.get(record.receipt, staff).history
    assert [(line.by, line.account) for line in history][-3:] == [
        ("佐藤", "sato"), ("佐藤", "sato2"), ("鈴木", None),
    ]  # fmt: skip
    with desk.database.read() as conn:
        row = conn.execute(select(t.requests).where(t.requests.c.receipt == record.receipt)).one()
        told = Records(desk.context).standing(conn, row)
    assert {line.account for line in told.history} == {None}


def test_a_reason_is_of_the_list_and_another_is_written(desk: Desk, staff: StaffMember) -> None:
    record = move(desk, in_work(desk, staff), staff, "answered")
    for reason in ("", "answer_sent"):
        with pytest.raises(ChangeInvalid):
            desk.reopening.take_back(record.receipt, reason, staff)
    with pytest.raises(ChangeInvalid):
        desk.reopening.take_back(record.receipt, "end_was_wrong", staff, "  ")
    back = desk.reopening.take_back(record.receipt, "end_was_wrong", staff, "別の件の回答でした")
    assert back.history[-1].note == "別の件の回答でした"


def test_what_the_customer_withdrew_is_the_customers_word(
    desk: Desk, staff: StaffMember, lead: StaffMember
) -> None:
    result = desk.forms.submit(form_token(desk, opened(desk), spec()), RIGHT)
    desk.requests.withdraw(result.receipt, result.access_code)
    for one in (staff, lead):
        with pytest.raises(NotNow) as wrong:
            desk.reopening.take_back(result.receipt, BY_MISTAKE, one)
        assert wrong.value.why == "no_end_of_staff"
    assert desk.work.casefiles.get(result.receipt, lead).back_to is None


def test_what_stood_still_has_stood_still_while_it_was_closed(
    desk: Desk, staff: StaffMember, clock: Clock
) -> None:
    targets = Targets(answer={"appi": Span(business_days=10)})
    desk.rulebook.put(CompanyId("oni"), CompanyRules(hours=HOURS, targets=targets))
    both = [
        move(desk, entered(desk, staff, draft("oni")), staff, "received", reason="papers_not_needed")
        for _ in "12"
    ]
    both = [move(desk, one, staff, "awaiting_correction", note="押印がない") for one in both]
    clock.forward(days=7)
    ended = move(desk, both[0], staff, "expired", reason="no_reply")
    clock.forward(days=7)
    back = desk.reopening.take_back(ended.receipt, BY_MISTAKE, staff)
    assert [one.until for one in life(back).pauses][-1] is None
    dues = [move(desk, one, staff, "in_progress", reason="corrected").due for one in both]
    assert dues[0] == dues[1] is not None, "as if it had not been closed"


def test_a_mail_about_the_end_that_waits_does_not_go_and_one_that_went_is_put_right(mailing: Desk) -> None:
    desk = mailing
    staff = desk.staff.add("sato", "correct horse battery", "佐藤")
    first, second = in_work(desk, staff), in_work(desk, staff)
    for record in (first, second):
        move(desk, record, staff, "answered")
    told = t.mails.c.template == "answered"
    with desk.database.write() as tx:
        tx.conn.execute(update(t.mails).where(told, t.mails.c.receipt == second.receipt).values(state="sent"))
    for record in (first, second):
        desk.reopening.take_back(record.receipt, BY_MISTAKE, staff)
    stopped, told_again = (life(desk.requests.get(one.receipt, staff)).mails for one in (first, second))
    assert [(m.template, m.state) for m in stopped][-1:] == [("answered", "failed")]
    assert [m.template for m in told_again][-2:] == ["answered", "reopened"]


def test_nothing_is_taken_back_where_staff_ended_nothing(desk: Desk, staff: StaffMember) -> None:
    record = in_work(desk, staff)
    with pytest.raises(NotNow) as wrong:
        desk.reopening.take_back(record.receipt, BY_MISTAKE, staff)
    assert wrong.value.why == "no_end_of_staff"


def test_an_end_is_no_step_of_the_table_all_the_same(desk: Desk, staff: StaffMember) -> None:
    record = move(desk, in_work(desk, staff), staff, "answered")
    with pytest.raises(TransitionNotAllowed):
        move(desk, record, staff, "in_progress", reason="written", note="x")


def test_what_is_kept_is_kept_from_the_end_that_stands_and_no_figure_counts_the_other(
    desk: Desk, staff: StaffMember, lead: StaffMember, clock: Clock
) -> None:
    record = move(desk, in_work(desk, staff), staff, "answered")
    clock.forward(days=40)
    back = desk.reopening.take_back(record.receipt, BY_MISTAKE, staff)
    with desk.database.read() as conn:
        assert finished(conn) == []
    clock.forward(days=1)
    again = move(desk, back, staff, "answered")
    with desk.database.read() as conn:
        (kept,) = finished(conn, t.requests.c.receipt == record.receipt)
    assert kept.finished == again.history[-1].at
    figures = desk.work.insights.figures(lead, None, Period(date(2026, 11, 1), date(2026, 12, 1)))
    assert figures.requests.decided == {} and figures.requests.answer_days is None, "the first was none"
