"""The dates of a request: what begins, stands still, is met and ends, by itself or because the customer has to do something."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from desk.calendar.duebook import FURTHEST
from desk.errors import ChangeInvalid
from desk.life import Terms
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from tests.unit.desk.dates_world import FRIDAY, OCS, ONE, OTHER, TODAY, World
from tests.unit.desk.small_store import LITTLE


@pytest.fixture
def world() -> World:
    return World()


# ---------------------------------------------------------------------- beginnings


def test_a_laws_period_runs_from_the_day_on_which_the_request_came(world: World) -> None:
    world.open(company=OCS, region="eea_uk", came_on=date(2026, 11, 18))
    row = world.row()
    assert (row.due, row.due_basis, row.regime) == (date(2026, 12, 18), "gdpr_12_3", "gdpr_12_3")
    (found,) = world.dues().values()
    assert (found.what, found.whose, found.started) == ("answer", "law", date(2026, 11, 18))


def test_what_no_law_or_target_dates_has_no_date(world: World) -> None:
    world.open(company=OCS, status="received")
    world.open(OTHER, company=OCS, region="eea_uk", of="complaint")
    for receipt in (ONE, OTHER):
        assert world.dues(receipt) == {} and world.row(receipt).due is None
    assert world.row(OTHER).regime is None


def test_the_companys_own_period_begins_with_complete_papers_and_once(world: World) -> None:
    world.open()
    assert world.dues() == {} and world.row().papers_at is None
    world.forward(3)
    world.move("received")
    assert (world.due("target"), world.row().papers_at) == (date(2026, 12, 7), world.tx.now)
    assert world.row().due == date(2026, 12, 7)
    first = world.row().papers_at
    world.forward(1)
    world.move("in_progress")
    assert (world.due("target"), world.row().papers_at) == (date(2026, 12, 7), first)


def test_papers_that_came_with_the_request_count_from_its_day(world: World) -> None:
    world.open(status="received", came_on=date(2026, 11, 18))
    assert world.due("target") == date(2026, 12, 2)


def test_papers_that_are_not_in_order_begin_nothing(world: World) -> None:
    world.open(status="awaiting_correction")
    assert world.row().papers_at is None and world.due("target") is None


# ---------------------------------------------------------------------- standing still


def test_a_companys_period_stands_still_while_the_customer_is_waited_for(world: World) -> None:
    world.open(status="received")
    assert world.due("target") == date(2026, 12, 4)
    world.move("awaiting_correction")
    world.forward(5)  # Monday to Wednesday are three of the desk's days
    world.move("received")
    assert world.due("target") == date(2026, 12, 9)
    (pause,) = world.tx.conn.execute(select(t.request_pauses)).all()
    assert (pause.since, pause.until) == (FRIDAY, world.tx.now)
    world.forward(1)
    world.move("in_progress")
    assert world.due("target") == date(2026, 12, 9), "it stands still no more"


def test_one_requests_pause_puts_no_others_date_off(world: World) -> None:
    for receipt in (ONE, OTHER):
        world.open(receipt, status="received")
    world.move("awaiting_correction", OTHER)
    world.forward(5)
    world.move("in_progress", ONE)
    world.move("received", OTHER)
    assert (world.due("target", ONE), world.due("target", OTHER)) == (date(2026, 12, 4), date(2026, 12, 9))


def test_before_the_papers_came_nothing_stands_still(world: World) -> None:
    world.open()
    world.move("awaiting_papers")
    assert world.tx.conn.execute(select(t.request_pauses)).all() == []


def test_a_laws_period_stands_still_for_nobody(world: World) -> None:
    world.open(company=OCS, region="eea_uk", status="received")
    world.move("awaiting_correction")
    world.forward(5)
    world.move("received")
    assert world.due("answer") == date(2026, 12, 20)
    assert world.tx.conn.execute(select(t.request_pauses)).all() == []


def test_a_date_that_staff_set_is_not_put_off_by_a_pause(world: World) -> None:
    world.open(status="received")
    world.book.set_target(world.tx, world.row(), date(2026, 12, 1))
    world.move("awaiting_correction")
    world.forward(5)
    world.move("received")
    assert world.due("target") == date(2026, 12, 1)


# ---------------------------------------------------------------------- what the customer has to do


def test_a_correction_has_staffs_day_or_the_companys_own_period(world: World) -> None:
    for receipt, deadline, due in (
        (ONE, None, date(2026, 12, 4)),
        (OTHER, date(2026, 11, 30), date(2026, 11, 30)),
    ):
        world.open(receipt, status="received")
        world.move("awaiting_correction", receipt, deadline)
        assert world.due("correction", receipt) == due
        found = world.dues(receipt)["correction"]
        assert (found.basis, found.whose, found.started) == ("operator_target", "company", TODAY)
        world.move("received", receipt)
        assert world.due("correction", receipt) is None, "it came"
    world.open(Receipt("MDG-0000-0003"), status="received", company=OCS)
    world.move("awaiting_correction", Receipt("MDG-0000-0003"))
    assert world.dues(Receipt("MDG-0000-0003")) == {}, "without a figure there is no date"


def test_a_day_for_a_status_that_has_none_is_refused(world: World) -> None:
    world.open(status="received")
    with pytest.raises(ChangeInvalid, match="in_progress has none"):
        world.move("in_progress", deadline=date(2026, 12, 1))


@pytest.mark.parametrize(("reached", "weeks"), [(True, 1), (None, 1), (False, 2)])
def test_a_fee_is_to_be_paid_in_the_weeks_that_the_policy_gives(
    world: World, reached: bool | None, weeks: int
) -> None:
    world.open(status="received", terms=Terms(fee="yes", fee_weeks=(1, 2)))
    world.move("awaiting_fee", reached=reached)
    found = world.dues()["fee"]
    assert (found.due, found.basis, found.whose) == (
        TODAY + timedelta(weeks=weeks),
        "policy_fee_period",
        "policy",
    )
    world.forward(3)
    world.book.anew(world.tx, world.row(), None, True)
    assert world.due("fee") == TODAY + timedelta(days=3, weeks=1), "told again, it begins anew"


def test_a_policy_without_weeks_sets_no_day_for_paying(world: World) -> None:
    world.open(ONE, status="received", terms=Terms(fee="yes"))
    world.open(OTHER, status="received")
    for receipt in (ONE, OTHER):
        world.move("awaiting_fee", receipt, reached=True)
        assert world.due("fee", receipt) is None


def test_only_a_fees_notice_is_given_anew_without_a_day(world: World) -> None:
    world.open(status="received")
    world.move("awaiting_correction")
    with pytest.raises(ChangeInvalid, match="awaiting_fee only"):
        world.book.anew(world.tx, world.row(), None, True)
    world.book.anew(world.tx, world.row(), date(2026, 12, 10), None)
    assert world.due("correction") == date(2026, 12, 10)


def test_staff_set_a_day_from_today_on_within_five_years(world: World) -> None:
    world.open(status="received")
    for day in (TODAY, TODAY + FURTHEST):
        assert world.book.future("due", day, FRIDAY) == day
    for day in (TODAY - timedelta(days=1), TODAY + FURTHEST + timedelta(days=1)):
        with pytest.raises(ChangeInvalid, match="due: a day from today on"):
            world.book.set_target(world.tx, world.row(), day)
    midnight_in_japan = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    with pytest.raises(ChangeInvalid):
        world.book.future("due", TODAY, midnight_in_japan)
    assert world.book.future("due", TODAY, midnight_in_japan - LITTLE) == TODAY


# ---------------------------------------------------------------------- ends


def test_with_the_request_every_date_ends_and_nobody_is_reminded(world: World) -> None:
    for receipt in (ONE, OTHER):
        world.open(receipt, company=OCS, region="california", kind="access_ccpa", status="received")
    world.move("answered")
    assert {what: row.met_at for what, row in world.dues().items()} == {
        "answer": FRIDAY,
        "confirmation": FRIDAY,
    }
    assert world.reminder("answer") is None and world.reminder("confirmation") is None
    assert world.due("answer", OTHER) is not None and world.reminder("answer", OTHER) is not None


def test_a_date_is_met_once_and_no_other_with_it(world: World) -> None:
    world.open(company=OCS, region="california", kind="access_ccpa", status="received")
    world.open(OTHER, company=OCS, region="california", kind="access_ccpa", status="received")
    assert world.book.met(world.tx, ONE, "confirmation")
    assert not world.book.met(world.tx, ONE, "confirmation")
    assert not world.book.met(world.tx, ONE, "fee")
    assert world.due("answer") is not None and world.due("confirmation", OTHER) is not None


def test_an_end_that_is_taken_back_lets_its_dates_run_on_and_no_other(world: World) -> None:
    world.open(company=OCS, region="california", kind="access_ccpa", status="received")
    world.book.met(world.tx, ONE, "confirmation")
    world.forward(1)
    ended = world.tx.now
    world.move("answered")
    world.tx.conn.execute(update(t.requests).values(status="in_progress"))
    world.forward(1)
    world.book.reopened(world.tx, ONE, ended)
    assert world.due("answer") == date(2027, 1, 4)
    assert world.due("confirmation") is None, "it was met before the end"
    assert world.reminder("answer") is not None


def test_taken_back_while_the_customer_is_waited_for_it_has_stood_still_since_the_end(world: World) -> None:
    world.open(status="received")
    world.move("awaiting_correction")
    world.forward(1)
    ended = world.tx.now
    world.move("expired")
    world.tx.conn.execute(update(t.requests).values(status="awaiting_correction"))
    world.forward(3)
    world.book.reopened(world.tx, ONE, ended)
    (pause,) = world.tx.conn.execute(select(t.request_pauses).where(t.request_pauses.c.until.is_(None))).all()
    assert pause.since == ended
