"""What is counted, written straight into a few tables in memory: turns of chats, claims, requests with their dates."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from desk.calendar.dues import DESK_ZONE
from desk.reports.figures import Period
from desk.storage import board_tables as bt
from desk.storage import tables as t
from knowledge.vocabulary import CompanyId
from tests.unit.desk.small_store import request_row, transaction

OCS, ONI = CompanyId("ocs"), CompanyId("oni")
ONE_OF_OCS_TWO_OF_ONI: tuple[tuple[set[CompanyId] | None, CompanyId | None, int], ...] = (
    (None, None, 3), (None, OCS, 1), (None, ONI, 2), ({OCS}, None, 1), ({OCS, ONI}, ONI, 2), ({OCS}, ONI, 0),
)  # fmt: skip
"""Whose desks may be seen (None: all), which is asked for (None: all of these), and how many of the three count."""
NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
FIRST = datetime(2026, 11, 1, tzinfo=DESK_ZONE)
NEXT = datetime(2026, 12, 1, tzinfo=DESK_ZONE)
LITTLE = timedelta(seconds=1)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=DESK_ZONE)
TODAY = NOON.date()
OF_REQUESTS = (
    t.requests, t.request_history, t.request_checks, t.request_dues, t.request_pauses, bt.request_grounds,
)  # fmt: skip


class World:
    def __init__(self) -> None:
        self.tx = transaction(bt.turn_facts, t.audit, *OF_REQUESTS, now=NOON)
        self.conn = self.tx.conn
        self._turns = 0

    def _put(self, table: Any, **values: Any) -> None:
        self.conn.execute(insert(table).values(**values))

    # ------------------------------------------------------------ chats

    def turn(
        self,
        chat: str = "c1",
        kind: str = "answer",
        topic: str | None = "purposes",
        *,
        at: datetime = NOON,
        seconds: float = 2,
        company: CompanyId = OCS,
        handoff: str | None = None,
        failed: bool = False,
    ) -> None:
        """A message of a customer, answered after so many seconds."""
        self._turns += 1
        self._put(
            bt.turn_facts, inbound_id=f"i{self._turns}", conversation_id=chat, company=company, locale="ja", kind=kind,
            topic=topic, handoff=handoff, failed=failed, received_at=at, answered_at=at + timedelta(seconds=seconds),
        )  # fmt: skip

    def handed(self, chat: str = "c1", at: datetime = NOON, reason: str = "asked", **more: Any) -> None:
        """A turn that gives the conversation to people at once."""
        self.turn(chat, "other", None, at=at, seconds=0, handoff=reason, **more)

    def claim(self, chat: str = "c1", at: datetime = NOON, action: str = "claim") -> None:
        """Somebody takes it over."""
        self._put(t.audit, at=at, actor="hanako", action=action, subject=chat, detail="", hash=b"")

    # ------------------------------------------------------------ requests

    def request(self, receipt: str, came_on: date = TODAY, **more: Any) -> str:
        self._put(t.requests, **request_row(receipt, **{"came_on": came_on, "came_by": "web", **more}))
        return receipt

    def history(self, receipt: str, status: str, at: datetime = NOON, what: str = "status") -> None:
        self._put(t.request_history, receipt=receipt, what=what, status=status, by="desk", at=at)

    def due(
        self,
        receipt: str,
        due: date,
        met: datetime | None = None,
        *,
        what: str = "answer",
        whose: str = "policy",
    ) -> None:
        self._put(
            t.request_dues, receipt=receipt, what=what, due=due, basis="b", whose=whose, started=due, met_at=met,
            extended=False,
        )  # fmt: skip

    def pause(self, receipt: str, until: datetime | None = None) -> None:
        self._put(t.request_pauses, receipt=receipt, status="awaiting_fix", since=NOON, until=until)

    def check(self, receipt: str, what: str, result: str = "waived", at: datetime = NOON) -> None:
        self._put(t.request_checks, receipt=receipt, what=what, result=result, at=at, by="lead")

    def ground(self, receipt: str, ground: str, text: str) -> None:
        self._put(bt.request_grounds, receipt=receipt, ground=ground, text=text)
