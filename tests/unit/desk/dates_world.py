"""Requests with their dates on five tables in memory, with the regimes that come with the desk."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Row, insert, select, update

from desk.calendar.duebook import Duebook, reminder_key
from desk.calendar.regimes import Span
from desk.calendar.rulebook import DEFAULT_HOURS, CompanyRules, Rulebook, Targets
from desk.jobs import later
from desk.life import RequestStatus, Terms
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.database import Tx
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import Sealing, transaction

ONI, OCS = CompanyId("oni"), CompanyId("ocs")
ONE, OTHER = Receipt("MDG-0000-0001"), Receipt("MDG-0000-0002")
FRIDAY = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
"""Ten o'clock where the desk is."""
TODAY = FRIDAY.date()
WEEKDAYS = replace(DEFAULT_HOURS, holidays=False)
TEN = Targets(answer={"appi": Span(business_days=10)}, correction=Span(days=14))


class World:
    """The dates of requests on a database of five tables; the desk rests on Saturdays and Sundays alone."""

    def __init__(self) -> None:
        tables = (t.requests, t.request_dues, t.request_pauses, t.request_extensions, t.later)
        self.tx: Tx = transaction(*tables, now=FRIDAY)
        self.rulebook = rulebook = Rulebook()
        rulebook.put(ONI, CompanyRules(hours=WEEKDAYS, targets=TEN))
        self.special: dict[date, Any] = {}
        rulebook.special = lambda _, company: self.special if company == ONI else {}
        self.context = cast("Any", SimpleNamespace(keys=Sealing(), rulebook=rulebook))
        self.book = Duebook(self.context)

    def open(
        self,
        receipt: Receipt = ONE,
        status: RequestStatus = "announced",
        *,
        company: CompanyId = ONI,
        region: str | None = None,
        kind: str = "disclosure",
        came_on: date = TODAY,
        terms: Terms | None = None,
        of: str = "request",
    ) -> None:
        row = {
            "receipt": receipt, "code_mac": b"", "kind": of, "came_on": came_on, "company": company, "region": region,
            "request_type": kind, "requester": "self", "status": status, "standing": "request", "policy_version": "v",
            "checklist": [], "send_to": {}, "documents": [], "created_at": self.tx.now, "updated_at": self.tx.now,
            "terms": asdict(terms) if terms else None,
        }  # fmt: skip
        self.tx.conn.execute(insert(t.requests).values(row))
        self.book.opened(self.tx, receipt)

    def move(
        self, to: RequestStatus, receipt: Receipt = ONE, deadline: date | None = None, **more: Any
    ) -> None:
        before = self.row(receipt).status
        self.tx.conn.execute(update(t.requests).where(t.requests.c.receipt == receipt).values(status=to))
        self.book.moved(self.tx, receipt, before, deadline, more.get("reached"))

    def forward(self, days: int) -> None:
        self.tx.now += timedelta(days=days)

    def row(self, receipt: Receipt = ONE) -> Row[Any]:
        return self.tx.conn.execute(select(t.requests).where(t.requests.c.receipt == receipt)).one()

    def dues(self, receipt: Receipt = ONE) -> dict[str, Row[Any]]:
        found = self.tx.conn.execute(select(t.request_dues).where(t.request_dues.c.receipt == receipt))
        return {row.what: row for row in found}

    def due(self, what: str, receipt: Receipt = ONE) -> date | None:
        """The date, where it runs."""
        row = self.dues(receipt).get(what)
        return row.due if row is not None and row.met_at is None else None

    def reminder(self, what: str, receipt: Receipt = ONE) -> later.Job | None:
        found = later.known(self.tx, reminder_key(receipt, what))
        waits = {job.key for job in later.of_kinds(self.tx.conn, ["reminder"])}
        return found if found is not None and found.key in waits else None
