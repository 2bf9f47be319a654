"""An end that was recorded by mistake is taken back: the request stands again as it stood before, with its dates.

Nothing of the history goes: the end stays in it, and what follows says that it was taken back, by whom and why. What
the customer did (a withdrawal), and what an erasure ended, staff do not take back. Decision 0020.
"""

from dataclasses import dataclass
from typing import Any, get_args

from sqlalchemy import Connection, Row, select, update

from desk.audited import Audited
from desk.calendar.duebook import Duebook
from desk.errors import ChangeInvalid, Forbidden, NotNow
from desk.jobs import mails
from desk.life import RequestStatus
from desk.model import RequestRecord, StaffMember
from desk.notify import STAFF
from desk.requests.moving import Moves
from desk.requests.receipts import Receipt
from desk.requests.records import Records
from desk.requests.requests import workable_request
from desk.roles import Permission
from desk.statuses import FINAL, TAKEN_BACK, Rule
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context

NEEDS_NOTE = "end_was_wrong"
"""The reason that says too little by itself."""
_BY_ITSELF = frozenset(get_args(Rule))


@dataclass(frozen=True, slots=True)
class End:
    """The end of a request that staff recorded, and the status before it."""

    row: Row[Any]
    before: RequestStatus


def end_of(conn: Connection, row: Row[Any]) -> End | None:
    """The end that this request has; None where it goes on, has been erased, or was not ended by staff."""
    if row.status not in FINAL or row.erased_at is not None:
        return None
    history = t.request_history
    lines = select(history).where(history.c.receipt == row.receipt, history.c.what == "status")
    last = conn.execute(lines.order_by(history.c.n.desc()).limit(2)).all()
    if len(last) < 2 or last[0].reason in _BY_ITSELF:
        return None
    return End(last[0], last[1].status)


def may_take_back(end: End, by: StaffMember) -> bool:
    """Whoever recorded it, and who may decide against what is usual: leads and administrators."""
    return end.row.staff_id == by.id or by.may(Permission.TAKE_BACK_ENDS)


class Reopening:
    """Each method is one transaction."""

    def __init__(self, context: Context, customer: bool = True) -> None:
        """`customer`: whether the record that is given back comes with the customer's data."""
        self._context, self._db = context, context.db
        self._moves, self._book = Moves(context), Duebook(context)
        self._records = Records(context, customer)

    def take_back(
        self, receipt: Receipt, reason: str, by: StaffMember, note: str | None = None
    ) -> RequestRecord:
        """The status is the one before the end again, the dates that the end had stopped run on as they were, a
        decision that came with it is void, and a mail about it that has not gone out does not go. Where one has, or
        goes out because it was on its way, the customer is told that it was a mistake.

        Raises RequestNotFound, Forbidden (somebody else's end), ChangeInvalid (reason, note), NotNow (erased; no end,
        or not one that staff recorded).
        """
        if reason not in TAKEN_BACK:
            raise ChangeInvalid(f"reason: one of {', '.join(TAKEN_BACK)}.", "reason", TAKEN_BACK)
        if reason == NEEDS_NOTE and not (note or "").strip():
            raise ChangeInvalid("note: the reason in your own words.", "note")
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            end = end_of(tx.conn, row)
            if end is None:
                raise NotNow("no_end_of_staff", "There is no end that staff recorded: nothing to take back.")
            if not may_take_back(end, by):
                raise Forbidden
            self._moves.undo_decision(tx, row)
            values = {"status": end.before, "updated_at": tx.now}
            tx.conn.execute(update(t.requests).where(t.requests.c.receipt == row.receipt).values(**values))
            self._moves.note(tx, row, end.before, by, note, reason)
            self._book.reopened(tx, row.receipt, end.row.at)
            self._tell(tx, row, end)
            told = f"{row.status} -> {end.before} why={reason}"
            tx.audit(by.username, Audited.REQUEST_REOPEN, row.receipt, told)
            tx.topics.add(STAFF)
            return self._records.full(tx, row.receipt, by.username, "change")

    def _tell(self, tx: Tx, row: Row[Any], end: End) -> None:
        """Of the mail that the end had sent: it does not go, or another says that it was a mistake."""
        about = select(t.mails.c.id).where(
            t.mails.c.receipt == row.receipt,
            t.mails.c.template == mails.OF_STATUS.get(row.status),
            t.mails.c.created_at >= end.row.at,
        )
        found = tx.conn.execute(about.order_by(t.mails.c.n)).scalars().all()
        mails.take_back(self._context, tx, row.receipt, found)
