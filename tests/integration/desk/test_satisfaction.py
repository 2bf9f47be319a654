"""How a finished request was: said once it is finished, changed for fourteen days, counted by day and company."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from desk.bootstrap import Desk
from desk.errors import ChangeInvalid, NotNow
from desk.model import RequestDraft, StaffMember
from desk.requests.receipts import Receipt
from desk.requests.satisfaction import Satisfaction
from desk.storage import tables as t
from desk.storage.customer_tables import ratings
from desk.texts import MaskedText
from knowledge.vocabulary import CompanyId
from tests.integration.desk.requests_support import entered, known, move
from tests.integration.desk.support import Clock, spec

LITTLE = timedelta(seconds=1)


def asked_of(company: str) -> RequestDraft:
    made = spec(company=company, region="jp" if company == "ocs" else None).request
    assert made is not None
    return made


def finished(desk: Desk, staff: StaffMember, company: str = "ocs") -> Receipt:
    record = known(desk, move(desk, entered(desk, staff, asked_of(company)), staff, "received"), staff)
    return move(desk, record, staff, "answered").receipt


def rate(desk: Desk, receipt: Receipt, stars: int, comment: str | None = None) -> None:
    """As the status page does, once it knows whose request it is."""
    with desk.database.write() as tx:
        row: Any = tx.conn.execute(select(t.requests).where(t.requests.c.receipt == receipt)).one()
        desk.satisfaction.rate_in(tx, row, stars, MaskedText(comment) if comment is not None else None)


def said(desk: Desk, receipt: Receipt) -> tuple[int, str | None] | None:
    with desk.database.read() as conn:
        found = desk.satisfaction.of_request(conn, receipt)
    return None if found is None else (found.stars, found.comment)


@pytest.mark.parametrize(
    ("after", "settled"),
    [
        (timedelta(days=13), False),
        (timedelta(days=14) - LITTLE, False),
        (timedelta(days=14), True),
        (timedelta(days=15), True),
    ],
)
def test_an_answer_can_be_changed_for_fourteen_days_and_no_longer(
    desk: Desk, clock: Clock, staff: StaffMember, after: timedelta, settled: bool
) -> None:
    receipt = finished(desk, staff)
    rate(desk, receipt, 2, "遅かったです")
    clock.now += after
    if settled:
        with pytest.raises(NotNow, match="cannot be changed any more"):
            rate(desk, receipt, 5)
        assert said(desk, receipt) == (2, "遅かったです")
    else:
        rate(desk, receipt, 5)
        assert said(desk, receipt) == (5, None)


def test_the_days_are_counted_from_the_first_answer_and_the_page_is_told_their_end(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    receipt = finished(desk, staff)
    rate(desk, receipt, 2)
    first = clock.now
    clock.forward(days=10)
    rate(desk, receipt, 3)
    with desk.database.read() as conn:
        found = desk.satisfaction.of_request(conn, receipt)
        changed = conn.execute(select(ratings.c.changed_at)).scalar_one()
    assert found is not None
    assert (found.at, found.until, changed) == (first, first + timedelta(days=14), clock.now)
    clock.forward(days=4)
    with pytest.raises(NotNow):
        rate(desk, receipt, 4)


def test_who_has_not_been_answered_is_not_asked_and_who_is_erased_not_any_more(
    desk: Desk, staff: StaffMember
) -> None:
    running = entered(desk, staff, asked_of("ocs")).receipt
    with pytest.raises(NotNow, match="not finished"):
        rate(desk, running, 3)
    receipt = finished(desk, staff)
    desk.erasures.erase([receipt], "operator")
    with pytest.raises(NotNow, match="erased"):
        rate(desk, receipt, 3)
    assert said(desk, receipt) is None


@pytest.mark.parametrize(("stars", "allowed"), [(0, False), (1, True), (5, True), (6, False)])
def test_stars_are_one_to_five(desk: Desk, staff: StaffMember, stars: int, allowed: bool) -> None:
    receipt = finished(desk, staff)
    if allowed:
        rate(desk, receipt, stars)
        assert said(desk, receipt) == (stars, None)
    else:
        with pytest.raises(ChangeInvalid, match="1 to 5") as refused:
            rate(desk, receipt, stars)
        assert (refused.value.field, refused.value.allowed) == ("stars", ("1", "2", "3", "4", "5"))


def test_a_word_has_five_hundred_characters_and_is_kept_sealed(desk: Desk, staff: StaffMember) -> None:
    receipt = finished(desk, staff)
    rate(desk, receipt, 3, f"  {'あ' * 500} ")
    assert said(desk, receipt) == (3, "あ" * 500)
    with pytest.raises(ChangeInvalid, match="at most 500"):
        rate(desk, receipt, 3, "あ" * 501)
    with desk.database.read() as conn:
        assert "あ".encode() not in conn.execute(select(ratings.c.comment_enc)).scalar_one()
        found = desk.satisfaction.of_request(conn, receipt)
    assert "あ" not in repr(found), "nothing that is logged shows it"
    rate(desk, receipt, 3, "  ")
    assert said(desk, receipt) == (3, None), "blanks are no word"


def test_averages_are_of_the_companies_and_days_that_are_asked_for(
    desk: Desk, clock: Clock, staff: StaffMember
) -> None:
    """A day ends at midnight in Japan, which is 15:00 UTC."""
    for stars in (1, 4, 4):
        rate(desk, finished(desk, staff), stars)
    clock.now = clock.now.replace(hour=14, minute=59)
    rate(desk, finished(desk, staff), 5)
    clock.now = clock.now.replace(hour=15, minute=0)
    rate(desk, finished(desk, staff, "oni"), 2)
    finished(desk, staff, "oni")
    entered(desk, staff, asked_of("prestige"))
    ocs = Satisfaction(CompanyId("ocs"), (1, 0, 0, 2, 1), 4)
    oni = Satisfaction(CompanyId("oni"), (0, 1, 0, 0, 0), 2)
    assert desk.satisfaction.averages() == (ocs, oni)
    assert (ocs.number, ocs.mean, oni.mean) == (4, 3.5, 2.0)
    assert desk.satisfaction.averages([CompanyId("oni")]) == (oni,)
    friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
    assert desk.satisfaction.averages(until=friday) == (ocs,)
    assert desk.satisfaction.averages(since=saturday) == (oni,)
    assert desk.satisfaction.averages(since=friday, until=saturday) == (ocs, oni)
    assert desk.satisfaction.averages(since=date(2026, 11, 22)) == ()


def test_a_company_whose_requests_ended_without_an_answer_has_no_mean(desk: Desk, staff: StaffMember) -> None:
    finished(desk, staff)
    (found,) = desk.satisfaction.averages()
    assert (found.counts, found.finished, found.number, found.mean) == ((0, 0, 0, 0, 0), 1, 0, None)
