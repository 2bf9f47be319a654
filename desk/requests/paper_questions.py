"""「書類は届きましたか」: the customer asks, staff answers. It is a task on the request, and a reminder until
somebody has seen it; one question a day counts, so that pressing twice does nothing twice."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, delete, insert, select, update

from desk.audited import Audited
from desk.calendar.dues import business_days_later, day_of
from desk.errors import ChangeInvalid, NotNow
from desk.jobs import mails
from desk.life import AskedFor, RequestStatus
from desk.model import StaffMember
from desk.notify import STAFF
from desk.requests.receipts import Receipt
from desk.requests.requests import workable_request
from desk.statuses import FINAL
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.customer_tables import paper_questions as questions
from desk.storage.database import Tx
from desk.storage.store import Context, within
from desk.vaulting.crypto import new_id
from desk.words import asked_for
from knowledge.vocabulary import CompanyId

Answer = Literal["arrived", "partly", "not_arrived"]
ANSWERS: tuple[str, ...] = get_args(Answer)
MAX_TEXT = 500
"""Characters of what staff adds to an answer."""
REMINDER = "question"
"""What the reminder for staff is about (`reminders.what`)."""
_MOST = 500


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question. `answer` is None while it is open; `text` is what staff added for the customer."""

    id: str
    receipt: Receipt
    asked_at: datetime
    answer: Answer | None = None
    text: str | None = field(default=None, repr=False)
    answered_at: datetime | None = None
    answered_by: str | None = None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question in staff's list; `answer_by` is the business day by which somebody should have answered."""

    id: str
    receipt: Receipt
    company: CompanyId
    request_type: AskedFor
    status: RequestStatus
    asked_at: datetime
    answer_by: date


def place_of(question_id: str) -> str:
    """Where an answer's text is bound to."""
    return f"paper_questions.answer_enc:{question_id}"


def may_ask(row: Row[Any], arrived: int) -> bool:
    """Whether papers are still on their way: the request is open, and something of its checklist has not arrived."""
    wanted = [item for item in codec.checklist_from_json(row.checklist) if item.kind in ("form", "paper")]
    return row.status not in FINAL and row.erased_at is None and arrived < len(wanted)


class PaperQuestions:
    """Each public method is one transaction, but for those that take one."""

    def __init__(self, context: Context) -> None:
        self._context, self._db, self._keys = context, context.db, context.keys

    # ------------------------------------------------------------ the customer

    def ask_in(self, tx: Tx, row: Row[Any], arrived: int) -> bool:
        """The customer asks, inside the transaction that has checked who it is. False: asked today already.
        Raises NotNow where there is nothing to ask about."""
        if not may_ask(row, arrived):
            raise NotNow("nothing_on_its_way", "No paper of this request is still on its way.")
        today = day_of(tx.now)
        asked = select(questions.c.n).where(questions.c.receipt == row.receipt, questions.c.asked_on == today)
        if tx.conn.execute(asked).first() is not None:
            return False
        tx.conn.execute(
            insert(questions).values(id=new_id("q"), receipt=row.receipt, asked_on=today, asked_at=tx.now)
        )
        self._remind(tx, row, today)
        tx.audit("customer", Audited.REQUEST_ASK, row.receipt, "papers")
        tx.topics.add(STAFF)
        return True

    def _remind(self, tx: Tx, row: Row[Any], today: date) -> None:
        """A line in staff's reminders that stays until somebody has seen it. Saturday's and Sunday's questions come
        due on one day: there is one line for both, a new one where the first was seen before the second came."""
        table, due = t.reminders, self.answer_by(tx.conn, row.company, today)
        same = (table.c.receipt == row.receipt, table.c.what == REMINDER, table.c.due == due)
        there = tx.conn.execute(select(table.c.n, table.c.acknowledged_at).where(*same)).one_or_none()
        if there is not None and there.acknowledged_at is None:
            return
        values = {"receipt": row.receipt, "what": REMINDER, "due": due, "at": tx.now}
        if there is None:
            tx.conn.execute(insert(table).values(values))
            return
        # Its number is new, too: Slack posts a number once, and SQLite gives the newest again once its row is gone. A
        # day has one line: the new one waits under another day until the old one is gone (it stays in the audit log).
        number = tx.conn.execute(
            insert(table).values({**values, "due": date.max}).returning(table.c.n)
        ).scalar_one()
        tx.conn.execute(delete(table).where(table.c.n == there.n))
        tx.conn.execute(update(table).where(table.c.n == number).values(due=due))

    def answer_by(self, conn: Connection, company: CompanyId, asked: date) -> date:
        """The desk's next business day: what the status page promises."""
        return business_days_later(asked, 1, self._context.rulebook.of(conn, company))

    def of_request(self, conn: Connection, receipt: Receipt) -> tuple[PaperQuestion, ...]:
        """The questions about a request, oldest first."""
        rows = conn.execute(select(questions).where(questions.c.receipt == receipt).order_by(questions.c.n))
        return tuple(self._question(row) for row in rows)

    def _question(self, row: Row[Any]) -> PaperQuestion:
        text = self._keys.open(row.answer_enc, place_of(row.id)).decode() if row.answer_enc else None
        return PaperQuestion(
            row.id, row.receipt, row.asked_at, row.answer, text, row.answered_at, row.answered_by
        )

    # ------------------------------------------------------------ staff

    def open(self, companies: Collection[CompanyId] | None = None) -> tuple[OpenQuestion, ...]:
        """What nobody has answered, oldest first, one a request. A request that has been erased takes no answer."""
        requests = t.requests
        query = (
            select(questions, requests.c.company, requests.c.request_type, requests.c.status)
            .join(requests, requests.c.receipt == questions.c.receipt)
            .where(questions.c.answered_at.is_(None), requests.c.erased_at.is_(None))
            .where(*within(companies, requests.c.company))
            .order_by(questions.c.n)
            .limit(_MOST)
        )
        found: dict[str, OpenQuestion] = {}
        with self._db.read() as conn:
            for row in conn.execute(query):
                by = self.answer_by(conn, row.company, row.asked_on)
                one = OpenQuestion(
                    row.id,
                    row.receipt,
                    row.company,
                    asked_for(row.request_type),
                    row.status,
                    row.asked_at,
                    by,
                )
                found.setdefault(row.receipt, one)
        return tuple(found.values())

    def answer(self, receipt: Receipt, answer: str, by: StaffMember, text: str | None = None) -> None:
        """Answer every open question about a request; the customer reads it on the status page, and is told by mail
        (where mail is on) that an answer is there.

        Raises ChangeInvalid (an unknown answer, a text that is too long), NotNow (nothing is open), RequestNotFound,
        Forbidden.
        """
        if answer not in ANSWERS:
            raise ChangeInvalid(f"answer: one of {', '.join(ANSWERS)}.", "answer", ANSWERS)
        added = (text or "").strip()
        if len(added) > MAX_TEXT:
            raise ChangeInvalid(f"text: at most {MAX_TEXT} characters.", "text")
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            waiting = tx.conn.execute(
                select(questions.c.id).where(
                    questions.c.receipt == row.receipt, questions.c.answered_at.is_(None)
                )
            ).scalars().all()  # fmt: skip
            if not waiting:
                raise NotNow("no_open_question", "No question about this request is open.")
            key = self._keys.of(tx.conn, row.company)
            for question_id in waiting:
                tx.conn.execute(
                    update(questions)
                    .where(questions.c.id == question_id)
                    .values(
                        answer=answer,
                        answer_enc=key.seal(added.encode(), place_of(question_id)) if added else None,
                        answered_by=by.alias,
                        answered_at=tx.now,
                    )
                )
            self._seen(tx, row.receipt, by)
            mails.queue(self._context, tx, row.receipt, "question_answered")
            tx.audit(by.username, Audited.REQUEST_ANSWER, row.receipt, f"papers={answer}")
            tx.topics.add(STAFF)

    def _seen(self, tx: Tx, receipt: Receipt, by: StaffMember) -> None:
        reminders = t.reminders
        tx.conn.execute(
            update(reminders)
            .where(
                reminders.c.receipt == receipt,
                reminders.c.what == REMINDER,
                reminders.c.acknowledged_at.is_(None),
            )
            .values(acknowledged_by=by.alias, acknowledged_at=tx.now)
        )
