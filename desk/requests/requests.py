"""Requests (開示等の請求): how they stand, and what staff changes of the record itself."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select, update

from desk.audited import Audited
from desk.calendar.duebook import Duebook
from desk.errors import ChangeInvalid, Forbidden, NotNow, RequestNotFound
from desk.ids import ConversationId
from desk.life import RecordKind, RequestStatus
from desk.model import Page, RequestChanges, RequestDraft, RequestRecord, RequestStanding, StaffMember
from desk.notify import STAFF
from desk.requests.moving import Moves, locked_request, may_withdraw, withdraw_in
from desk.requests.receipts import Receipt, typed_code
from desk.requests.records import Records, record_of
from desk.statuses import FINAL, TRANSITIONS
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, within
from desk.throttle import Throttle
from desk.vaulting.crypto import same
from desk.vaulting.vault import Why
from desk.words import asked_for, known
from knowledge.vocabulary import CompanyId, Region, ReplyMethod, Requester

__all__ = ["FINAL", "TRANSITIONS", "Requests"]


def allowed_request(tx: Tx, receipt: Receipt, by: StaffMember) -> Row[Any]:
    """A request that this person works on. Raises RequestNotFound, Forbidden."""
    row = locked_request(tx, receipt)
    if not by.works_cases or not by.works_for(row.company):
        raise Forbidden
    return row


def workable_request(tx: Tx, receipt: Receipt, by: StaffMember) -> Row[Any]:
    """The same, to change it. Raises NotNow too: what is written to an erased request would outlive its erasure."""
    row = allowed_request(tx, receipt, by)
    if row.erased_at is not None:
        raise NotNow(
            "erased", "The personal data of this request has been erased: nothing is added to it any more."
        )
    return row


def draft_of(row: Row[Any]) -> RequestDraft:
    """What the conversation or staff had settled of a request, as it stands now; for the rules on what is filled in."""
    return RequestDraft(
        company=row.company,
        request_type=asked_for(row.request_type),
        requester=Requester(row.requester),
        policy_version=row.policy_version,
        standing=row.standing,
        region=known(Region, row.region),
        subject=row.subject,
        reply_method=known(ReplyMethod, row.reply_method),
        kind=row.kind,
        terms=codec.terms_from_json(row.terms),
    )


class Requests:
    """Each method is one transaction."""

    def __init__(self, context: Context, customer: bool = True) -> None:
        """`customer`: whether `get` and `patch` come with the customer's data."""
        self._context = context
        self._db, self._keys = context.db, context.keys
        self._records = Records(context, customer)
        self._throttle = Throttle(context.keys, "access_code", limit=5, window=timedelta(minutes=15))

    # ------------------------------------------------------------ the customer

    def status(self, receipt: Receipt, access_code: str, now: datetime | None = None) -> RequestStanding:
        """For the customer. Five wrong codes shut a receipt for 15 minutes, whether it exists or not.
        Raises RequestNotFound, TooManyAttempts."""
        with self._db.write(now) as tx:
            row = self._opened(tx, receipt, access_code)
            if row is not None:
                return self._records.standing(tx.conn, row)
        raise RequestNotFound

    def withdraw(self, receipt: Receipt, access_code: str, now: datetime | None = None) -> RequestStanding:
        """The customer takes the request back; taken back already is fine.
        Raises RequestNotFound, TooManyAttempts, TransitionNotAllowed."""
        with self._db.write(now) as tx:
            row = self._opened(tx, receipt, access_code)
            if row is not None:
                withdraw_in(self._context, tx, row.receipt, "withdrew_by_code")
                return self._records.standing(tx.conn, locked_request(tx, row.receipt))
        raise RequestNotFound

    def by_code(
        self, receipt: Receipt, access_code: str, document: str | None = None, now: datetime | None = None
    ) -> RequestRecord:
        """The record for whoever holds its access code. `document` names the paper that the customer's data is read
        for (an audited reading); without it the record comes without that data.
        Raises RequestNotFound, TooManyAttempts."""
        with self._db.write(now) as tx:
            row = self._opened(tx, receipt, access_code)
            if row is not None and document is None:
                return record_of(row)
            if row is not None:
                return self._records.full(tx, row.receipt, "customer", "document", document or "")
        raise RequestNotFound

    def of_conversation(self, conversation_id: ConversationId) -> tuple[RequestStanding, ...]:
        """The requests opened in a conversation, oldest first, for whoever holds its token."""
        with self._db.read() as conn:
            return tuple(self._records.standing(conn, row) for row in _rows_of(conn, conversation_id))

    def withdrawable(self, conversation_id: ConversationId) -> tuple[RequestStanding, ...]:
        """Those of them that can be taken back as they stand (`desk.requests.moving.may_withdraw`)."""
        with self._db.read() as conn:
            rows = _rows_of(conn, conversation_id)
            return tuple(self._records.standing(conn, row) for row in rows if may_withdraw(conn, row))

    def _opened(self, tx: Tx, receipt: Receipt, access_code: str) -> Row[Any] | None:
        """The request that this code opens, or None; a failure is counted (and must be committed)."""
        name, code = receipt, typed_code(access_code)
        self._throttle.check(tx, name)
        row = tx.conn.execute(select(t.requests).where(t.requests.c.receipt == name)).one_or_none()
        given = self._keys.mac("access_code", name, code or "")
        # The same work whether the receipt exists or not.
        kept = row.code_mac if row is not None else self._keys.mac("no_such_code", name)
        if same(kept, given) and row is not None and code is not None:
            self._throttle.succeeded(tx, name)
            return row
        self._throttle.failed(tx, name)
        return None

    # ------------------------------------------------------------ staff

    def list(
        self,
        companies: Collection[CompanyId] | None = None,
        status: RequestStatus | None = None,
        company: CompanyId | None = None,
        kind: RecordKind | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[RequestRecord]:
        """Newest first, without customer data; `companies`: of these only (None: of all). A
        cursor that is not one of ours starts at the beginning."""
        query = select(t.requests).where(*within(companies, t.requests.c.company))
        if status is not None:
            query = query.where(t.requests.c.status == status)
        if company is not None:
            query = query.where(t.requests.c.company == company)
        if kind is not None:
            query = query.where(t.requests.c.kind == kind)
        if cursor is not None and cursor.isdecimal():
            query = query.where(t.requests.c.n < int(cursor))
        with self._db.read() as conn:
            rows = conn.execute(query.order_by(t.requests.c.n.desc()).limit(limit + 1)).all()
        items = tuple(record_of(row) for row in rows[:limit])
        return Page(items, str(rows[limit - 1].n) if len(rows) > limit else None)

    def statuses(self, receipts: Collection[Receipt], by: StaffMember) -> dict[Receipt, RequestStatus]:
        """How these stand, of those that this person works on; nothing of a customer's is read."""
        if not by.works_cases:
            return {}
        table = t.requests.c
        query = select(table.receipt, table.status).where(table.receipt.in_(receipts))
        with self._db.read() as conn:
            rows = conn.execute(query.where(*within(by.companies, table.company))).all()
        return {row.receipt: row.status for row in rows}

    def get(self, receipt: Receipt, by: StaffMember, why: Why = "case", about: str = "") -> RequestRecord:
        """The whole record with history and customer data; the reading is audited, with what it is for (`about`: a
        word, which paper). Raises RequestNotFound, Forbidden."""
        with self._db.write() as tx:
            row = allowed_request(tx, receipt, by)
            return self._records.full(tx, row.receipt, by.username, why, about)

    def patch(self, receipt: Receipt, changes: RequestChanges, by: StaffMember) -> RequestRecord:
        """Change status, reply method or the company's own date. A status that it has already changes nothing (but
        where the desk waits for a fee: `reached` and `deadline` begin its period anew).
        Raises TransitionNotAllowed, ChangeInvalid, NotNow, RequestNotFound, Forbidden."""
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            changed = self._apply(tx, row, changes, by)
            if changed:
                tx.audit(by.username, Audited.REQUEST_CHANGE, row.receipt, ",".join(sorted(changed)))
            tx.conn.execute(
                update(t.requests).where(t.requests.c.receipt == row.receipt).values(updated_at=tx.now)
            )
            tx.topics.add(STAFF)
            return self._records.full(tx, row.receipt, by.username, "change")

    def _apply(self, tx: Tx, row: Row[Any], changes: RequestChanges, by: StaffMember) -> set[str]:
        """What was changed."""
        moves, book, changed = Moves(self._context), Duebook(self._context), set()
        status, reply_method = changes.status, changes.reply_method
        if status is not None and status != row.status:
            moves.move(tx, row, status, by, changes)
            changed |= {"status", "standing"}
        else:
            if changes.grounds or changes.reasons_letter is not None:
                raise ChangeInvalid("grounds: they come with the status that they are given for.", "grounds")
            if changes.reached is not None or changes.deadline is not None:
                book.anew(tx, row, changes.deadline, changes.reached)
                changed.add("deadline")
            if changes.note:
                moves.note(tx, row, row.status, by, changes.note)
        if reply_method is not None:
            tx.conn.execute(
                update(t.requests)
                .where(t.requests.c.receipt == row.receipt)
                .values(reply_method=reply_method)
            )
            changed.add("reply_method")
        if changes.due is not None:
            book.set_target(tx, row, changes.due)
            changed.add("due")
        return changed


def _rows_of(conn: Connection, conversation_id: ConversationId) -> Sequence[Row[Any]]:
    """The requests opened in a conversation, oldest first."""
    of_this = t.requests.c.conversation_id == conversation_id
    return conn.execute(select(t.requests).where(of_this).order_by(t.requests.c.n)).all()
