"""The customer's own page about a request: how it stands, what happens next, what is for them to do, and what they can
do from there. Everything after the first page goes by ticket (desk.requests.ticket); the access code is given once and
kept nowhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, select

from desk.calendar.dues import day_of
from desk.life import AskedFor, Due, RecordKind, RequestStatus, Terms
from desk.locales import Locale
from desk.model import ChecklistItem, HistoryEntry, Standing
from desk.papers import links
from desk.requests import ticket as tickets
from desk.requests.moving import charges, may_withdraw, withdraw_in
from desk.requests.paper_questions import PaperQuestion, PaperQuestions, may_ask
from desk.requests.receipts import Receipt
from desk.requests.records import Records
from desk.requests.requests import Requests
from desk.requests.satisfaction import Rating, Satisfactions
from desk.requests.ticket import Ticket, TicketOver
from desk.statuses import FINAL, RULES
from desk.storage import codec, customer_tables
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.texts import MaskedText
from desk.vaulting.crypto import same
from desk.words import asked_for, known
from knowledge.vocabulary import CompanyId, Region

Todo = Literal["nothing", "papers", "papers_again", "correction", "fee", "wait_for_form"]
"""`papers_again`: staff wait for a paper although each of the list has come (one is out of date, or cannot be read)."""
_LAWS = ("answer", "confirmation")
_CUSTOMERS = ("papers", "correction", "fee")
"""Dates that the customer has to keep, whoever set them; the company's own target is for its staff only."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the checklist, and whether it has arrived."""

    item: ChecklistItem
    arrived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the page shows. None of it is what the customer entered.

    `todo` is what is for the customer to do now, `dates` are those that run: a law's, and the customer's own.
    `extension_notice` is what staff says of a law's date that was put off.
    `fee_may_be_refunded`: it is linked to a leak whose facts are not known yet, and the policy has a rule for that.
    `question_answered_by` is the day by which an open question should be answered.
    """

    receipt: Receipt
    company: CompanyId
    kind: RecordKind
    request_type: AskedFor
    region: Region | None
    status: RequestStatus
    standing: Standing
    locale: Locale
    opened_at: datetime
    policy_version: str
    todo: Todo
    checklist: tuple[Listed, ...]
    send_to: Mapping[str, str]
    terms: Terms | None
    dates: tuple[Due, ...]
    extension_notice: str | None
    history: tuple[HistoryEntry, ...]
    questions: tuple[PaperQuestion, ...]
    may_ask: bool
    asked_today: bool
    question_answered_by: date | None
    may_withdraw: bool
    finished: bool
    rating: Rating | None
    may_rate: bool
    fee_may_be_refunded: bool
    documents: Mapping[str, str] = field(repr=False)
    documents_until: datetime | None = None

    @property
    def missing(self) -> tuple[Listed, ...]:
        """Forms and papers that have not arrived."""
        return tuple(one for one in self.checklist if one.item.kind != "fee" and one.arrived_at is None)


def todo_of(row: Row[Any], missing: int) -> Todo:
    """What the customer has to do, from the status, and whether there is a fee: flags and notes are staff's."""
    if row.status == "sending_form":
        return "wait_for_form"
    if row.status == "awaiting_correction":
        return "correction"
    if row.status == "awaiting_fee":
        return "fee" if charges(row) else "nothing"
    if RULES[row.status].pending and missing:
        return "papers"
    return "papers_again" if row.status == "awaiting_papers" else "nothing"


class StatusPage:
    """Each method is one transaction. All but `enter` raise TicketOver."""

    def __init__(self, context: Context, requests: Requests) -> None:
        self._context, self._requests = context, requests
        self._db, self._keys, self._records = context.db, context.keys, Records(context)
        self._questions, self._ratings = PaperQuestions(context), Satisfactions(context)

    def enter(self, receipt: Receipt, access_code: str) -> str:
        """A ticket for whoever has receipt and access code. Raises RequestNotFound, TooManyAttempts."""
        record = self._requests.by_code(receipt, access_code)
        with self._db.read() as conn:
            code_mac = conn.execute(
                select(t.requests.c.code_mac).where(t.requests.c.receipt == record.receipt)
            ).scalar_one()
        now = self._db.clock()
        return tickets.issue(self._keys, Ticket(record.receipt, tickets.bound_to(code_mac), now), now)

    def again(self, ticket: str) -> str:
        """A ticket with a new quarter of an hour."""
        now = self._db.clock()
        return tickets.issue(self._keys, tickets.read(self._keys, ticket, now), now)

    def view(self, ticket: str, locale: Locale) -> StatusView:
        """The page. Links to papers are made anew, for fifteen minutes."""
        with self._db.read() as conn:
            now = self._db.clock()
            return self._view(conn, self._row(conn, ticket, now), locale, now)

    def ask(self, ticket: str) -> bool:
        """「書類は届きましたか」. False: asked today already. Raises NotNow."""
        return bool(
            self._do(ticket, lambda tx, row: self._questions.ask_in(tx, row, self._arrived(tx.conn, row)))
        )

    def withdraw(self, ticket: str) -> None:
        """Take the request back; taken back already is fine. Raises TransitionNotAllowed."""
        self._do(ticket, lambda tx, row: withdraw_in(self._context, tx, row.receipt, "withdrew_on_page"))

    def rate(self, ticket: str, stars: int, comment: MaskedText | None) -> None:
        """How it was. `comment` has been masked. Raises ChangeInvalid, NotNow."""
        self._do(ticket, lambda tx, row: self._ratings.rate_in(tx, row, stars, comment))

    # ------------------------------------------------------------ inside

    def _do(self, ticket: str, work: Callable[[Tx, Row[Any]], Any]) -> Any:
        with self._db.write() as tx:
            return work(tx, self._row(tx.conn, ticket, tx.now, lock=True))

    def _row(self, conn: Connection, value: str, now: datetime, lock: bool = False) -> Row[Any]:
        ticket = tickets.read(self._keys, value, now)
        query = select(t.requests).where(t.requests.c.receipt == ticket.receipt)
        row = conn.execute(query.with_for_update(key_share=True) if lock else query).one_or_none()
        bound = tickets.bound_to(row.code_mac) if row is not None else ""
        if row is None or not same(bound.encode(), ticket.bound.encode()):
            raise TicketOver
        return row

    @staticmethod
    def _refundable(conn: Connection, row: Row[Any]) -> bool:
        terms = codec.terms_from_json(row.terms)
        if terms is None or terms.leak_refund is None or not terms.charges:
            return False
        linked, incidents = customer_tables.incident_requests, customer_tables.incidents
        query = select(incidents.c.fault).join(linked, linked.c.incident_id == incidents.c.id)
        return conn.execute(query.where(linked.c.receipt == row.receipt)).scalar() == "unknown"

    def _arrived(self, conn: Connection, row: Row[Any]) -> int:
        return len(self._records.ticks(conn, row.receipt))

    def _view(self, conn: Connection, row: Row[Any], locale: Locale, now: datetime) -> StatusView:
        ticks = {tick.item: tick.at for tick in self._records.ticks(conn, row.receipt)}
        items = codec.checklist_from_json(row.checklist)
        listed = tuple(Listed(item, ticks.get(number)) for number, item in enumerate(items))
        missing = sum(one.item.kind != "fee" and one.arrived_at is None for one in listed)
        questions = self._questions.of_request(conn, row.receipt)
        waiting = [one for one in questions if one.answered_at is None]
        rating = self._ratings.of_request(conn, row.receipt)
        finished = row.status in FINAL
        alive = row.erased_at is None
        kinds = tuple(row.documents) if alive and not finished and row.kind == "request" else ()
        tokens = links.issue(self._keys, row.receipt, kinds, locale, now)
        return StatusView(
            receipt=row.receipt,
            company=row.company,
            kind=row.kind,
            request_type=asked_for(row.request_type),
            region=known(Region, row.region),
            status=row.status,
            standing=row.standing,
            locale=row.locale,
            opened_at=row.created_at,
            policy_version=row.policy_version,
            todo=todo_of(row, missing),
            checklist=listed,
            send_to=row.send_to,
            terms=codec.terms_from_json(row.terms),
            dates=_shown(self._records.dues(conn, row.receipt)),
            extension_notice=next((one.notice for one in self._records.extensions(conn, row.receipt)), None)
            or None,
            # Notes are for staff.
            history=tuple(
                replace(one, note=None)
                for one in self._records.history(conn, row.receipt)
                if one.what == "status"
            ),
            questions=questions,
            may_ask=may_ask(row, len(ticks)),
            asked_today=any(day_of(one.asked_at) == day_of(now) for one in questions),
            question_answered_by=self._questions.answer_by(conn, row.company, day_of(waiting[-1].asked_at))
            if waiting
            else None,
            may_withdraw=may_withdraw(conn, row),
            finished=finished,
            rating=rating,
            may_rate=finished and alive and (rating is None or now < rating.until),
            fee_may_be_refunded=self._refundable(conn, row),
            documents=tokens,
            documents_until=now + links.LINK_LIVES if tokens else None,
        )


def _shown(dues: tuple[Due, ...]) -> tuple[Due, ...]:
    """The dates that the customer may see, of those that run."""
    return tuple(
        due
        for due in dues
        if due.met_at is None and ((due.whose == "law" and due.what in _LAWS) or due.what in _CUSTOMERS)
    )
