"""Many at once, with few connections: everybody waits in turn, and nobody for somebody who waits for them."""

import threading
from datetime import date

import pytest
from sqlalchemy import QueuePool, create_engine, event

from desk.bootstrap import Desk
from desk.calendar.hours import parse_hours
from desk.calendar.regimes import Span
from desk.calendar.rulebook import CompanyRules, Targets
from desk.model import RequestChanges
from desk.storage import database
from knowledge.vocabulary import CompanyId
from tests.integration.desk.support import RIGHT, announce, form_token, opened, spec

MANY = 12


@pytest.fixture
def few(desk: Desk) -> Desk:
    """The desk with a pool of three connections."""
    engine = create_engine(
        desk.database.engine.url, poolclass=QueuePool, pool_size=3, max_overflow=0, pool_timeout=20
    )
    event.listen(engine, "connect", database._sqlite_connect)
    event.listen(engine, "begin", database._sqlite_begin)
    desk.database.engine.dispose()
    desk.database.engine = engine
    return desk


def test_a_burst_of_dates_in_business_days_is_counted(few: Desk) -> None:
    lead = few.staff.add("lead", "correct horse", "責任者", role="lead")
    hours = parse_hours({"weekly": {"mon-fri": ["09:00-17:00"]}})
    few.rulebook.put(
        CompanyId("oni"), CompanyRules(hours=hours, targets=Targets({"appi": Span(business_days=10)}))
    )
    few.live.special_days.put(CompanyId("oni"), date(2026, 11, 24), (), "棚卸し", lead)
    tokens = [form_token(few, opened(few, "oni"), spec(company="oni", region=None)) for _ in range(MANY)]
    gate, failed = threading.Barrier(MANY), []
    dates: list[date | None] = []

    def send(token: str) -> None:
        gate.wait()
        try:
            receipt = few.forms.submit(token, RIGHT, announce).receipt
            dates.append(few.requests.patch(receipt, RequestChanges(status="received"), lead).due)
        except Exception as problem:  # whatever it is, it is shown below
            failed.append(problem)

    threads = [threading.Thread(target=send, args=(token,)) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert dates == [date(2026, 12, 8)] * MANY
