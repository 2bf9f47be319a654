"""Rows of requests as data classes, and what belongs to their lives."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from desk.life import (
    Decision,
    Due,
    Extension,
    FlagState,
    Life,
    MailState,
    Pause,
    Terms,
    Tick,
)
from desk.model import HistoryEntry, RequestRecord, RequestStanding
from desk.requests import duplicates
from desk.requests.checks import how_they_stand
from desk.requests.hands import told_apart
from desk.requests.moving import allowed_now
from desk.requests.receipts import Receipt
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.vaulting.vault import Vault, Why
from desk.words import asked_for, known
from knowledge.vocabulary import Region, ReplyMethod, Requester


def record_of(
    row: Row[Any],
    history: tuple[HistoryEntry, ...] = (),
    customer: Mapping[str, str] | None = None,
    life: Life | None = None,
) -> RequestRecord:
    """A request as staff sees it."""
    return RequestRecord(
        receipt=row.receipt,
        company=row.company,
        region=known(Region, row.region),
        request_type=asked_for(row.request_type),
        requester=Requester(row.requester),
        subject=row.subject,
        reply_method=known(ReplyMethod, row.reply_method),
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
        erased_at=row.erased_at,
        kind=row.kind,
        came_by=row.came_by,
        came_on=row.came_on,
        history=history,
        customer=customer,
        life=life,
    )


class Records:
    """Reads what is kept of a request."""

    def __init__(self, context: Context, customer: bool = True) -> None:
        """`customer`: whether `full` reads the customer's data."""
        self._keys, self._vault, self._customer = context.keys, Vault(context), customer

    def full(self, tx: Tx, receipt: Receipt, by: str, why: Why, about: str = "") -> RequestRecord:
        """The whole record with the customer's data (empty once it has been erased); the reading is recorded. Where
        these records come without that data, nothing is read and nothing recorded."""
        conn = tx.conn
        row = conn.execute(select(t.requests).where(t.requests.c.receipt == receipt)).one()
        customer = self._vault.read(tx, receipt, by, why, about=about) if self._customer else None
        return record_of(row, self.history(conn, receipt), customer, self.life(conn, row))

    def standing(self, conn: Connection, row: Row[Any]) -> RequestStanding:
        """What the customer may see: changes of status without notes, and only a law's date."""
        answer = next((due for due in self.dues(conn, row.receipt) if due.what == "answer"), None)
        history = self.history(conn, row.receipt)
        return RequestStanding(
            receipt=row.receipt,
            status=row.status,
            due=answer.due if answer is not None else None,
            due_basis=answer.basis if answer is not None else None,
            history=tuple(
                replace(entry, note=None, reason=None, account=None)
                for entry in history
                if entry.what == "status"
            ),
            company=row.company,
            request_type=asked_for(row.request_type),
        )

    def history(self, conn: Connection, receipt: Receipt) -> tuple[HistoryEntry, ...]:
        """Changes of status, notes, how checks turned out, and corrections, oldest first."""
        history = t.request_history
        rows = conn.execute(select(history).where(history.c.receipt == receipt).order_by(history.c.n)).all()
        place = f"request_history:{receipt}"
        accounts = told_apart(conn, rows)
        return tuple(replace(self._entry(row, place), account=accounts.get(row.n)) for row in rows)

    def _entry(self, row: Row[Any], place: str) -> HistoryEntry:
        text = self._text(row.note_enc, place)
        if row.what != "corrected":
            return HistoryEntry(row.status, row.at, row.by, text, row.what, row.reason)
        # The sealed text of a correction is the names of its fields; it goes when the record is erased.
        fields = tuple(text.split(",")) if text is not None else ()
        return HistoryEntry(row.status, row.at, row.by, None, row.what, row.reason, fields)

    def life(self, conn: Connection, row: Row[Any]) -> Life:
        """Everything that belongs to this request's life."""
        terms = codec.terms_from_json(row.terms)
        return Life(
            terms=terms,
            allowed=allowed_now(conn, row),
            decision=self._decision(row),
            ticks=self.ticks(conn, row.receipt),
            checks=how_they_stand(conn, self._keys, row),
            flags=self._flags(conn, row.receipt, terms),
            dues=self.dues(conn, row.receipt),
            pauses=self._pauses(conn, row.receipt),
            extensions=self.extensions(conn, row.receipt),
            duplicates=duplicates.resembling(conn, self._vault, row.receipt),
            mails=_mails(conn, row.receipt),
        )

    def ticks(self, conn: Connection, receipt: Receipt) -> tuple[Tick, ...]:
        """The papers that have arrived, in the order of the checklist."""
        table = t.request_ticks
        rows = conn.execute(select(table).where(table.c.receipt == receipt).order_by(table.c.item))
        return tuple(Tick(row.item, row.at, row.by) for row in rows)

    def dues(self, conn: Connection, receipt: Receipt) -> tuple[Due, ...]:
        """The dates, earliest first."""
        table = t.request_dues
        rows = conn.execute(select(table).where(table.c.receipt == receipt).order_by(table.c.due, table.c.n))
        return tuple(due_of(row) for row in rows)

    def _text(self, sealed: bytes | None, place: str) -> str | None:
        return self._keys.open(sealed, place).decode() if sealed else None

    def _decision(self, row: Row[Any]) -> Decision | None:
        if row.decision_enc is None:
            return None
        data = self._keys.open_json(row.decision_enc, f"requests.decision_enc:{row.receipt}")
        data.pop("before", None)
        return Decision(
            **{
                **data,
                "grounds": codec.grounds_from_json(data["grounds"]),
                "at": datetime.fromisoformat(data["at"]),
            }
        )

    def _flags(self, conn: Connection, receipt: Receipt, terms: Terms | None) -> tuple[FlagState, ...]:
        table, rules = t.request_flags, terms.flag_rules if terms is not None else {}
        rows = conn.execute(select(table).where(table.c.receipt == receipt).order_by(table.c.flag))
        return tuple(
            FlagState(
                row.flag,
                row.by,
                row.at,
                self._text(row.note_enc, f"request_flags:{receipt}:{row.flag}"),
                rules.get(row.flag),
                tuple(row.found_in or ()),
            )
            for row in rows
        )

    def _pauses(self, conn: Connection, receipt: Receipt) -> tuple[Pause, ...]:
        table = t.request_pauses
        rows = conn.execute(select(table).where(table.c.receipt == receipt).order_by(table.c.n))
        return tuple(Pause(row.status, row.since, row.until) for row in rows)

    def extensions(self, conn: Connection, receipt: Receipt) -> tuple[Extension, ...]:
        """What was put off, and with which notice."""
        table = t.request_extensions
        rows = conn.execute(select(table).where(table.c.receipt == receipt).order_by(table.c.n))
        return tuple(
            Extension(
                row.at,
                row.by,
                row.before,
                row.after,
                self._text(row.notice_enc, f"request_extensions:{row.n}") or "",
            )
            for row in rows
        )


def due_of(row: Row[Any]) -> Due:
    """A date as data."""
    return Due(row.what, row.due, row.basis, row.whose, row.started, row.met_at, row.extended)


def _mails(conn: Connection, receipt: Receipt) -> tuple[MailState, ...]:
    table = t.mails
    rows = conn.execute(select(table).where(table.c.receipt == receipt).order_by(table.c.n))
    return tuple(
        MailState(row.id, row.template, row.state, row.done_at or row.created_at, row.failure) for row in rows
    )
