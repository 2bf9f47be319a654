"""The order in which staff read reminders."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import insert

from desk.calendar.agenda import Agenda
from desk.storage import tables as t
from tests.unit.desk.small_store import START, SmallDatabase, request_row, transaction

DAY = timedelta(days=1)


def test_reminders_of_one_moment_stand_by_their_date_whichever_was_written_down_first() -> None:
    tx = transaction(t.conversations, t.requests, t.request_dues, t.reminders)
    context: Any = SimpleNamespace(db=SmallDatabase(tx))
    written = [("a", date(2026, 12, 23), START), ("late", date(2026, 12, 26), START)]
    written += [("b", date(2026, 12, 23), START), ("newest", date(2027, 1, 1), START + DAY)]
    for receipt, due, at in written:
        tx.conn.execute(insert(t.requests).values(**request_row(receipt)))
        tx.conn.execute(insert(t.reminders).values(receipt=receipt, what="answer", due=due, at=at))
    assert [one.receipt for one in Agenda(context).reminders()] == ["newest", "a", "b", "late"]
