"""Figures of what customers say are of the company that was asked for, of those that the reader may see, and of the time."""

from datetime import timedelta

import pytest
from sqlalchemy import insert

from desk.reports.customerfigures import CustomerFigures, customer_figures
from desk.reports.figures import Period
from desk.storage import customer_tables as c
from desk.storage import tables as t
from desk.storage.database import Tx
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import START, request_row, transaction

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
DAY = Period(START.date(), START.date())


@pytest.fixture
def tx() -> Tx:
    """Each company has a rated request and a leak enquiry of an incident; Oni's customers ask twice as much."""
    made = transaction(
        t.requests, c.ratings, c.paper_questions, c.incidents, c.incident_questions, c.incident_requests
    )
    for number, company in enumerate((OCS, ONI), 1):
        one, enquiry, incident = f"R{number}", f"E{number}", f"i_{company}"
        moment = {"created_at": START, "updated_at": START}
        made.conn.execute(insert(t.requests).values(request_row(one, company)))
        made.conn.execute(insert(t.requests).values(request_row(enquiry, company, kind="leak_enquiry")))
        made.conn.execute(
            insert(c.incidents).values(
                id=incident, company=company, category="leak", fault="company", dated=START.date(), starts_at=START,
                revision=1, body_enc=b"", created_by="x", **moment,
            )
        )  # fmt: skip
        made.conn.execute(insert(c.ratings).values(receipt=one, stars=number * 2, at=START, changed_at=START))
        linked = {"receipt": enquiry, "incident_id": incident, "at": START, "by": "x"}
        made.conn.execute(insert(c.incident_requests).values(linked))
        for asked in range(number):
            day = START.date() + timedelta(days=asked)
            paper = {"id": f"{one}{asked}", "receipt": one, "asked_on": day, "asked_at": START}
            made.conn.execute(insert(c.paper_questions).values(paper))
            question = {"incident_id": incident, "conversation_id": f"c_{company}", "at": START}
            made.conn.execute(insert(c.incident_questions).values(question))
    return made


OF_OCS = CustomerFigures((0, 1, 0, 0, 0), 1, 1, 1, 1, 0)
OF_ONI = CustomerFigures((0, 0, 0, 1, 0), 2, 2, 1, 1, 0)
OF_BOTH = CustomerFigures((0, 1, 0, 1, 0), 3, 3, 2, 2, 0)


@pytest.mark.parametrize(
    ("companies", "company", "told"),
    [
        (None, OCS, OF_OCS),
        (None, ONI, OF_ONI),
        (None, None, OF_BOTH),
        ({OCS}, None, OF_OCS),
        ({OCS, ONI}, ONI, OF_ONI),
        ({OCS, ONI}, None, OF_BOTH),
    ],
)
def test_figures_are_of_the_company_that_was_asked_for_and_of_those_that_one_may_see(
    tx: Tx, companies: set[CompanyId] | None, company: CompanyId | None, told: CustomerFigures
) -> None:
    assert customer_figures(tx.conn, companies, company, DAY) == told


def test_what_was_said_on_another_day_does_not_count(tx: Tx) -> None:
    before = Period(START.date() - timedelta(days=2), START.date() - timedelta(days=1))
    assert customer_figures(tx.conn, None, None, before) == CustomerFigures((0,) * 5, 0, 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("stars", "mean"), [((0, 0, 0, 0, 0), None), ((1, 0, 0, 0, 1), 3.0), ((0, 1, 0, 3, 0), 3.5)]
)
def test_the_average_is_of_those_who_gave_stars(stars: tuple[int, ...], mean: float | None) -> None:
    assert CustomerFigures(stars, 0, 0, 0, 0, 0).mean == mean
