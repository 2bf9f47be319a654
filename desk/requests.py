"""Requests (開示等の請求): how they stand, and what staff does with them."""

import types
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, get_args

from sqlalchemy import Connection, Row, insert, select, update

from desk.crypto import same
from desk.dues import due_date
from desk.errors import ChangeInvalid, Forbidden, RequestNotFound, TransitionNotAllowed
from desk.model import (
    HistoryEntry,
    Page,
    RequestChanges,
    RequestRecord,
    RequestStanding,
    RequestStatus,
    StaffMember,
)
from desk.notify import STAFF
from desk.receipts import parse_access_code, parse_receipt
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, within
from desk.throttle import Throttle
from knowledge.vocabulary import ReplyMethod

STATUSES: tuple[str, ...] = get_args(RequestStatus)

TRANSITIONS: Mapping[str, frozenset[str]] = types.MappingProxyType(
    {
        "announced": frozenset(
            {"sending_form", "awaiting_papers", "received", "checking_identity", "in_progress"}
            | {"refused", "withdrawn", "expired"}
        ),
        "sending_form": frozenset({"awaiting_papers", "received", "refused", "withdrawn", "expired"}),
        "awaiting_papers": frozenset(
            {"sending_form", "received", "checking_identity", "refused", "withdrawn", "expired"}
        ),
        "received": frozenset(
            {"awaiting_papers", "checking_identity", "awaiting_fee", "in_progress"}
            | {"answered", "partly_answered", "refused", "withdrawn"}
        ),
        "checking_identity": frozenset(
            {"awaiting_papers", "awaiting_fee", "in_progress", "refused", "withdrawn"}
        ),
        "awaiting_fee": frozenset({"checking_identity", "in_progress", "refused", "withdrawn", "expired"}),
        "in_progress": frozenset(
            {"awaiting_papers", "checking_identity", "awaiting_fee"}
            | {"answered", "partly_answered", "refused", "withdrawn"}
        ),
        "partly_answered": frozenset({"in_progress", "answered"}),
        "answered": frozenset(),
        "refused": frozenset(),
        "withdrawn": frozenset(),
        "expired": frozenset(),
    }
)
"""Where a request may go from each status."""

FINAL = frozenset(status for status, onward in TRANSITIONS.items() if not onward)
"""Statuses of requests that are done with."""
_NOT_YET_STANDING = frozenset({"announced", "sending_form", "awaiting_papers"})


def set_status(tx: Tx, row: Row[Any], status: str, by: str, note: bytes | None = None) -> dict[str, Any]:
    """Check and record a transition; gives the columns that change. Raises TransitionNotAllowed."""
    if status not in TRANSITIONS[row.status]:
        raise TransitionNotAllowed(row.status, status, sorted(TRANSITIONS[row.status]))
    tx.conn.execute(
        insert(t.request_history).values(receipt=row.receipt, status=status, by=by, at=tx.now, note_enc=note)
    )
    values: dict[str, Any] = {"status": status}
    if row.standing == "announcement" and status not in _NOT_YET_STANDING | FINAL:
        # The papers have come: now it is the request, and the time for the answer begins.
        values["standing"] = "request"
        if row.due is None:
            values["due"] = due_date(codec.due_from_json(row.due_rule), tx.now)
    return values


def locked_request(tx: Tx, receipt: str) -> Row[Any]:
    """The request's row, kept for this transaction. Raises RequestNotFound."""
    query = select(t.requests).where(t.requests.c.receipt == receipt).with_for_update()
    row = tx.conn.execute(query).one_or_none()
    if row is None:
        raise RequestNotFound
    return row


def withdraw_in(tx: Tx, receipt: str) -> None:
    """Withdraw inside another service's transaction; withdrawn already is fine."""
    row = locked_request(tx, parse_receipt(receipt) or "")
    if row.status == "withdrawn":
        return
    values = set_status(tx, row, "withdrawn", "customer")
    tx.conn.execute(
        update(t.requests).where(t.requests.c.receipt == row.receipt).values(updated_at=tx.now, **values)
    )
    tx.audit("customer", "request.withdraw", row.receipt)
    tx.topics.add(STAFF)


class Requests:
    """Each method is one transaction."""

    def __init__(self, context: Context) -> None:
        self._db, self._keys = context.db, context.keys
        self._throttle = Throttle(context.keys, "access_code", limit=5, window=timedelta(minutes=15))

    # ------------------------------------------------------------ the customer

    def status(self, receipt: str, access_code: str, now: datetime | None = None) -> RequestStanding:
        """For the customer. Five wrong codes shut a receipt for 15 minutes, whether it exists or not.
        Raises RequestNotFound, TooManyAttempts."""
        with self._db.write(now) as tx:
            row = self._opened(tx, receipt, access_code)
            if row is not None:
                return self._standing(tx.conn, row)
        raise RequestNotFound

    def withdraw(self, receipt: str, access_code: str, now: datetime | None = None) -> RequestStanding:
        """The customer takes the request back; taken back already is fine.
        Raises RequestNotFound, TooManyAttempts, TransitionNotAllowed."""
        with self._db.write(now) as tx:
            row = self._opened(tx, receipt, access_code)
            if row is not None:
                withdraw_in(tx, row.receipt)
                return self._standing(tx.conn, locked_request(tx, row.receipt))
        raise RequestNotFound

    def by_code(
        self, receipt: str, access_code: str, reading: str | None = None, now: datetime | None = None
    ) -> RequestRecord:
        """The record for whoever holds its access code. `reading` says what the personal data is read for (an audited
        reading); without it the record comes without them. Raises RequestNotFound, TooManyAttempts."""
        with self._db.write(now) as tx:
            row = self._opened(tx, receipt, access_code)
            if row is not None and reading is None:
                return _record(row)
            if row is not None:
                tx.audit("customer", "vault.read", row.receipt, reading or "")
                return self._full(tx.conn, row)
        raise RequestNotFound

    def of_conversation(self, conversation_id: str) -> tuple[RequestStanding, ...]:
        """The requests opened in a conversation, oldest first, for whoever holds its token."""
        query = (
            select(t.requests).where(t.requests.c.conversation_id == conversation_id).order_by(t.requests.c.n)
        )
        with self._db.read() as conn:
            return tuple(self._standing(conn, row) for row in conn.execute(query).all())

    def _opened(self, tx: Tx, receipt: str, access_code: str) -> Row[Any] | None:
        """The request that this code opens, or None; a failure is counted (and must be committed)."""
        name, code = parse_receipt(receipt), parse_access_code(access_code)
        if name is None:
            return None  # cannot exist: there is nothing to guess
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

    def _standing(self, conn: Connection, row: Row[Any]) -> RequestStanding:
        return RequestStanding(
            receipt=row.receipt,
            status=row.status,
            due=row.due,
            due_basis=row.due_basis if row.due else None,
            history=tuple(replace(entry, note=None) for entry in self._history(conn, row.receipt)),
            company=row.company,
            request_type=row.request_type,
        )

    def _history(self, conn: Connection, receipt: str) -> tuple[HistoryEntry, ...]:
        history = t.request_history
        rows = conn.execute(select(history).where(history.c.receipt == receipt).order_by(history.c.n)).all()
        return tuple(
            HistoryEntry(
                row.status,
                row.at,
                row.by,
                note=self._keys.open(row.note_enc, f"request_history:{receipt}").decode()
                if row.note_enc
                else None,
            )
            for row in rows
        )

    # ------------------------------------------------------------ staff

    def list(
        self,
        companies: Collection[str] | None = None,
        status: str | None = None,
        company: str | None = None,
        cursor: str | None = None,
        limit: int = 50,
    ) -> Page[RequestRecord]:
        """Newest first, without customer data. A cursor that is not one of ours starts at the beginning."""
        query = select(t.requests).where(*within(companies, t.requests.c.company))
        if status is not None:
            query = query.where(t.requests.c.status == status)
        if company is not None:
            query = query.where(t.requests.c.company == company)
        if cursor is not None and cursor.isdecimal():
            query = query.where(t.requests.c.n < int(cursor))
        with self._db.read() as conn:
            rows = conn.execute(query.order_by(t.requests.c.n.desc()).limit(limit + 1)).all()
        items = tuple(_record(row) for row in rows[:limit])
        return Page(items, str(rows[limit - 1].n) if len(rows) > limit else None)

    def get(self, receipt: str, by: StaffMember, reading: str = "") -> RequestRecord:
        """The whole record with history and customer data; the reading is audited, with what it is for.
        Raises RequestNotFound, Forbidden."""
        with self._db.write() as tx:
            row = self._allowed(tx, receipt, by)
            tx.audit(by.username, "vault.read", row.receipt, reading)
            return self._full(tx.conn, row)

    def patch(self, receipt: str, changes: RequestChanges, by: StaffMember) -> RequestRecord:
        """Change status, reply method or due date. A due date set by hand has the basis "operator_target".
        A status that it has already changes nothing. Raises TransitionNotAllowed, ChangeInvalid, RequestNotFound,
        Forbidden."""
        if changes.status is not None and changes.status not in STATUSES:
            raise ChangeInvalid(f"status: one of {', '.join(STATUSES)}.")
        if changes.reply_method is not None and changes.reply_method not in list_of(ReplyMethod):
            raise ChangeInvalid(f"reply_method: one of {', '.join(list_of(ReplyMethod))}.")
        with self._db.write() as tx:
            row = self._allowed(tx, receipt, by)
            values: dict[str, Any] = {}
            note = (
                self._keys.seal(changes.note.encode(), f"request_history:{row.receipt}")
                if changes.note
                else None
            )
            if changes.status is not None and changes.status != row.status:
                values |= set_status(tx, row, changes.status, by.alias, note)
            elif note is not None:
                tx.conn.execute(
                    insert(t.request_history).values(
                        receipt=row.receipt, status=row.status, by=by.alias, at=tx.now, note_enc=note
                    )
                )
            if changes.reply_method is not None:
                values["reply_method"] = changes.reply_method
            if changes.due is not None:
                values |= {"due": changes.due, "due_basis": "operator_target"}
            if values:
                tx.audit(by.username, "request.change", row.receipt, ",".join(sorted(values)))
            tx.conn.execute(
                update(t.requests)
                .where(t.requests.c.receipt == row.receipt)
                .values(updated_at=tx.now, **values)
            )
            tx.topics.add(STAFF)
            tx.audit(by.username, "vault.read", row.receipt)
            return self._full(tx.conn, locked_request(tx, row.receipt))

    def _allowed(self, tx: Tx, receipt: str, by: StaffMember) -> Row[Any]:
        row = locked_request(tx, parse_receipt(receipt) or "")
        if not by.may(row.company):
            raise Forbidden
        return row

    def _full(self, conn: Connection, row: Row[Any]) -> RequestRecord:
        kept = conn.execute(select(t.vault).where(t.vault.c.receipt == row.receipt)).one()
        customer = self._keys.open_json(kept.data_enc, f"vault.data_enc:{row.receipt}")
        return _record(row, self._history(conn, row.receipt), customer)


def list_of(words: type[ReplyMethod]) -> tuple[str, ...]:
    """The values of a vocabulary."""
    return tuple(word.value for word in words)


def _record(
    row: Row[Any], history: tuple[HistoryEntry, ...] = (), customer: Mapping[str, str] | None = None
) -> RequestRecord:
    return RequestRecord(
        receipt=row.receipt,
        company=row.company,
        region=row.region,
        request_type=row.request_type,
        requester=row.requester,
        subject=row.subject,
        reply_method=row.reply_method,
        status=row.status,
        standing=row.standing,
        due=row.due,
        due_basis=row.due_basis if row.due else None,
        policy_version=row.policy_version,
        conversation_id=row.conversation_id,
        checklist=codec.checklist_from_json(row.checklist),
        send_to=row.send_to,
        documents=tuple(row.documents),
        created_at=row.created_at,
        updated_at=row.updated_at,
        history=history,
        customer=customer,
    )
