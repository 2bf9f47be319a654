"""Incident mode: a leak is announced. While it runs its notice comes first in every conversation of the company, once;
what is asked about it is counted apart; records that it leads to are linked to it, with what that means for the fee."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, or_, select, update

from desk.crypto import new_id
from desk.duebook import Duebook
from desk.errors import Forbidden
from desk.fee_waiver import charge_again, waive
from desk.incident_model import (
    Draft,
    Incident,
    IncidentCounts,
    IncidentNotFound,
    IncidentOver,
)
from desk.leaks import asks_about_leak
from desk.life import Terms
from desk.model import NewMessage, RequestDraft
from desk.notify import STAFF
from desk.requests import allowed_request, workable_request
from desk.roles import Permission, StaffMember
from desk.statuses import FINAL
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.customer_tables import (
    incident_questions,
    incident_requests,
    incident_shown,
    incidents,
)
from desk.storage.database import Tx
from desk.storage.store import Context, Store, within
from knowledge.vocabulary import MessageKind

NOTICE, ANSWER = "incident.notice", "incident.answer"
"""Wording keys: the notice that comes first by itself, and the one that answers a question. A message with the second
carries the incident's id in its params, and is counted."""


@dataclass(frozen=True, slots=True)
class OfRecord:
    """The incident that a record is linked to; the scripts that staff should have before them (for an enquiry about a
    leak that is linked to none: of what runs); the terms, with what the policy says of the fee."""

    receipt: str
    incident: Incident | None
    scripts: tuple[Incident, ...]
    terms: Terms | None


Actor = StaffMember | str
"""Who does it: a member of staff, whose rights are checked, or the operator at the terminal."""


def place_of(incident_id: str) -> str:
    """Where a notice's text is bound to."""
    return f"incidents.body_enc:{incident_id}"


class Incidents:
    """Public methods are one transaction each, but for those that take a `tx`."""

    def __init__(self, context: Context) -> None:
        self._context, self._db, self._keys = context, context.db, context.keys
        self._store = Store(context)

    # ------------------------------------------------------------ announcing, changing, ending

    def announce(self, draft: Draft, by: Actor) -> Incident:
        """Announce an incident. Raises ChangeInvalid, Forbidden."""
        _check(by, draft.company)
        with self._db.write() as tx:
            draft = draft.checked(tx.now)
            incident_id = new_id("x")
            tx.conn.execute(
                insert(incidents).values(
                    id=incident_id,
                    company=draft.company,
                    category="leak",
                    revision=1,
                    created_by=_alias(by),
                    created_at=tx.now,
                    **self._values(tx, incident_id, draft),
                )
            )
            tx.audit(_actor(by), "incident.announce", incident_id, f"{draft.company} fault={draft.fault}")
            tx.topics.add(STAFF)
            return self._incident(self._row(tx.conn, incident_id), tx.now)

    def change(self, incident_id: str, draft: Draft, by: Actor) -> Incident:
        """Another text, script, end or fault; who has seen the notice is not shown it again. Where the fault turns out
        to be the company's, the fee of the linked requests that are open is waived.
        Raises IncidentNotFound, IncidentOver, ChangeInvalid, Forbidden."""
        with self._db.write() as tx:
            row = self._mine(tx, incident_id, by)
            if _state(row, tx.now) == "ended":
                raise IncidentOver
            draft = replace(draft, company=row.company, starts_at=draft.starts_at or row.starts_at)
            draft = draft.checked(tx.now)
            tx.conn.execute(
                update(incidents)
                .where(incidents.c.id == incident_id)
                .values(revision=row.revision + 1, **self._values(tx, incident_id, draft))
            )
            tx.audit(_actor(by), "incident.change", incident_id, f"fault={draft.fault}")
            if draft.fault != row.fault:
                self._fit_linked(tx, incident_id, draft.fault, _actor(by))
            tx.topics.add(STAFF)
            return self._incident(self._row(tx.conn, incident_id), tx.now)

    def end(self, incident_id: str, by: Actor) -> Incident:
        """The notice is shown no more; what is linked stays linked.
        Raises IncidentNotFound, IncidentOver, Forbidden."""
        with self._db.write() as tx:
            row = self._mine(tx, incident_id, by)
            if _state(row, tx.now) == "ended":
                raise IncidentOver
            values = {"ends_at": tx.now, "ended_by": _alias(by), "updated_at": tx.now}
            tx.conn.execute(update(incidents).where(incidents.c.id == incident_id).values(**values))
            tx.audit(_actor(by), "incident.end", incident_id)
            tx.topics.add(STAFF)
            return self._incident(self._row(tx.conn, incident_id), tx.now)

    def _values(self, tx: Tx, incident_id: str, draft: Draft) -> dict[str, Any]:
        body = {
            "title": dict(draft.title),
            "text": dict(draft.text),
            "script": draft.script,
            "keywords": list(draft.keywords),
        }
        key = self._keys.of(tx.conn, draft.company)
        return {
            "fault": draft.fault,
            "dated": draft.dated,
            "starts_at": draft.starts_at,
            "ends_at": draft.ends_at,
            "body_enc": key.seal_json(body, place_of(incident_id)),
            "updated_at": tx.now,
        }

    # ------------------------------------------------------------ reading

    def all(self, companies: Collection[str] | None = None) -> tuple[Incident, ...]:
        """Newest first, of these companies (None: all)."""
        query = select(incidents).where(*within(companies, incidents.c.company))
        with self._db.read() as conn:
            rows = conn.execute(query.order_by(incidents.c.n.desc()).limit(200)).all()
            return tuple(self._incident(row, self._db.clock()) for row in rows)

    def of_company(self, conn: Connection, company: str, now: datetime) -> tuple[Incident, ...]:
        """All of a company's, oldest first, in a transaction of the caller's."""
        query = select(incidents).where(incidents.c.company == company).order_by(incidents.c.n)
        return tuple(self._incident(row, now) for row in conn.execute(query))

    def get(self, incident_id: str, by: Actor) -> Incident:
        """One. Raises IncidentNotFound (another company's, too)."""
        with self._db.read() as conn:
            row = self._row(conn, incident_id)
            if isinstance(by, StaffMember) and not by.works_for(row.company):
                raise IncidentNotFound
            return self._incident(row, self._db.clock())

    def running_for(self, company: str) -> tuple[Incident, ...]:
        """What is announced now, newest first: for pages, for the chat, and (its script) for staff."""
        with self._db.read() as conn:
            return self._running(conn, company, self._db.clock())

    def counts(self, incident_id: str) -> IncidentCounts:
        """How much is asked about it."""
        asked, linked = incident_questions, incident_requests
        with self._db.read() as conn:
            questions, conversations = conn.execute(
                select(func.count(), func.count(func.distinct(asked.c.conversation_id))).where(
                    asked.c.incident_id == incident_id
                )
            ).one()
            kinds = conn.execute(
                select(t.requests.c.kind, func.count())
                .join(linked, linked.c.receipt == t.requests.c.receipt)
                .where(linked.c.incident_id == incident_id)
                .group_by(t.requests.c.kind)
            ).all()
        by_kind: dict[str, int] = {row[0]: row[1] for row in kinds}
        return IncidentCounts(
            questions, conversations, by_kind.get("leak_enquiry", 0), by_kind.get("request", 0)
        )

    def asked_about(self, company: str, text: str) -> tuple[Incident, ...]:
        """The running incidents that this message of a customer may be about."""
        return tuple(one for one in self.running_for(company) if asks_about_leak(text, one.keywords))

    def of_record(self, receipt: str, by: StaffMember) -> OfRecord:
        """What a record has to do with incidents; nothing of its customer's data. Raises RequestNotFound, Forbidden."""
        linked = incident_requests
        query = select(incidents).join(linked, linked.c.incident_id == incidents.c.id)
        with self._db.write() as tx:
            row = allowed_request(tx, receipt, by)
            found = tx.conn.execute(query.where(linked.c.receipt == row.receipt)).one_or_none()
            own = self._incident(found, tx.now) if found is not None else None
            scripts: tuple[Incident, ...] = (own,) if own is not None else ()
            if own is None and row.kind == "leak_enquiry":
                scripts = self._running(tx.conn, row.company, tx.now)
        return OfRecord(row.receipt, own, scripts, codec.terms_from_json(row.terms))

    def _running(self, conn: Connection, company: str, now: datetime) -> tuple[Incident, ...]:
        query = select(incidents).where(
            incidents.c.company == company,
            incidents.c.starts_at <= now,
            or_(incidents.c.ends_at.is_(None), incidents.c.ends_at > now),
        )
        return tuple(self._incident(row, now) for row in conn.execute(query.order_by(incidents.c.n.desc())))

    def _row(self, conn: Connection, incident_id: str, **lock: Any) -> Row[Any]:
        query = select(incidents).where(incidents.c.id == incident_id)
        row = conn.execute(query.with_for_update(**lock) if lock else query).one_or_none()
        if row is None:
            raise IncidentNotFound
        return row

    def _mine(self, tx: Tx, incident_id: str, by: Actor) -> Row[Any]:
        """It, kept for this transaction: also from requests that are just being opened in its connection."""
        row = self._row(tx.conn, incident_id, key_share=True)
        if isinstance(by, StaffMember) and not by.works_for(row.company):
            raise IncidentNotFound  # another company's: not even that it exists
        _check(by, row.company)
        return row

    def _incident(self, row: Row[Any], now: datetime) -> Incident:
        body = self._keys.open_json(row.body_enc, place_of(row.id))
        return Incident(
            row.id, row.company, row.category, row.fault, row.dated, row.starts_at, row.ends_at, row.ended_by,
            row.revision, body["title"], body["text"], body["script"], tuple(body["keywords"]), row.created_by,
            row.created_at, _state(row, now),
        )  # fmt: skip

    # ------------------------------------------------------------ in a conversation

    def show_in(
        self, tx: Tx, conversation: Row[Any], said: Sequence[NewMessage] = (), locale: str | None = None
    ) -> list[str]:
        """The notices that this conversation has not had yet, as messages before anything else that is said now; gives
        their ids. Where `said` answers a question with the notice, that is counted, and it is not said twice."""
        answered = [str(one.params["incident"]) for one in said if one.key == ANSWER]
        for incident_id in answered:
            tx.conn.execute(
                insert(incident_questions).values(
                    incident_id=incident_id, conversation_id=conversation.id, at=tx.now
                )
            )
        running = self._running(tx.conn, conversation.company, tx.now)
        if not running:
            return []
        shown = incident_shown
        had = set(
            tx.conn.execute(
                select(shown.c.incident_id).where(shown.c.conversation_id == conversation.id)
            ).scalars()
        )
        ids = []
        for incident in running:
            if incident.id in had:
                continue
            tx.conn.execute(
                insert(shown).values(incident_id=incident.id, conversation_id=conversation.id, at=tx.now)
            )
            if incident.id not in answered:
                message = self.message(incident, NOTICE, locale or conversation.locale)
                ids.append(self._store.add_message(tx, conversation.id, "system", message))
        return ids

    def message(self, incident: Incident, key: str, locale: str) -> NewMessage:
        """The notice as a message: whose it is, its date, its words."""
        title, text = incident.words(locale)
        company = self._context.rulebook.of(incident.company).name or incident.company
        params = {"company": company, "date": incident.dated, "title": title, "text": text}
        return NewMessage(
            text=self._context.render(key, locale, params),
            kind=MessageKind.NOTICE,
            key=key,
            params={"incident": incident.id},
        )

    # ------------------------------------------------------------ requests in its connection

    def fitted(self, tx: Tx, conversation: Row[Any], draft: RequestDraft) -> tuple[RequestDraft, str | None]:
        """A request that is about to be opened in a conversation: whether it is in connection with an incident (a leak
        enquiry, or a conversation that has asked about one), and if so without a fee that the policy waives for it."""
        incident = self._connected(tx, conversation, draft)
        if incident is None:
            return draft, None
        # As it is now: whoever changes its fault waits until this one is linked.
        incident = self._incident(self._row(tx.conn, incident.id, read=True), tx.now)
        if incident.fault == "company" and draft.terms is not None:
            items, terms = waive(draft.checklist, draft.terms, conversation.locale, self._context.render)
            draft = replace(draft, checklist=items, terms=terms)
        return draft, incident.id

    def _connected(self, tx: Tx, conversation: Row[Any], draft: RequestDraft) -> Incident | None:
        running = self._running(tx.conn, conversation.company, tx.now)
        if not running or draft.kind not in ("request", "leak_enquiry"):
            return None
        asked = incident_questions
        last = tx.conn.execute(
            select(asked.c.incident_id)
            .where(
                asked.c.conversation_id == conversation.id, asked.c.incident_id.in_([one.id for one in running])
            )
            .order_by(asked.c.n.desc())
        ).scalars().first()  # fmt: skip
        if last is not None:
            return next(one for one in running if one.id == last)
        return running[0] if draft.kind == "leak_enquiry" else None

    def link_in(self, tx: Tx, receipt: str, incident_id: str, by: str) -> None:
        """Write down that a record is in connection with an incident."""
        linked = incident_requests
        tx.conn.execute(linked.delete().where(linked.c.receipt == receipt))
        tx.conn.execute(insert(linked).values(receipt=receipt, incident_id=incident_id, at=tx.now, by=by))
        tx.audit(by, "incident.link", receipt, incident_id)

    def link(self, receipt: str, incident_id: str | None, by: StaffMember) -> None:
        """Staff link a record to an incident of the same company (also an ended one), or take the link away (None); its
        fee follows. Raises IncidentNotFound, RequestNotFound, NotNow, Forbidden."""
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            if incident_id is None:
                linked = incident_requests
                gone = tx.conn.execute(linked.delete().where(linked.c.receipt == row.receipt)).rowcount
                if gone:
                    tx.audit(by.username, "incident.unlink", row.receipt)
                self._fit(tx, row, False)
            else:
                incident = self._row(tx.conn, incident_id)
                if incident.company != row.company:
                    raise IncidentNotFound
                self.link_in(tx, row.receipt, incident.id, by.username)
                self._fit(tx, row, incident.fault == "company")
            tx.topics.add(STAFF)

    def _fit_linked(self, tx: Tx, incident_id: str, fault: str, actor: str) -> None:
        linked = incident_requests
        query = (
            select(t.requests)
            .join(linked, linked.c.receipt == t.requests.c.receipt)
            .where(linked.c.incident_id == incident_id, t.requests.c.erased_at.is_(None))
            .order_by(t.requests.c.n)
            .with_for_update(of=t.requests, key_share=True)
        )
        for row in tx.conn.execute(query).all():
            if self._fit(tx, row, fault == "company"):
                tx.audit(actor, "request.fee", row.receipt, "waived" if fault == "company" else "charged")

    def _fit(self, tx: Tx, row: Row[Any], waived: bool) -> bool:
        """Waive the fee of a record, or charge it again; whether anything changed. What has ended stays as it ended."""
        terms = codec.terms_from_json(row.terms)
        if terms is None or row.status in FINAL:
            return False
        items = codec.checklist_from_json(row.checklist)
        change = waive if waived else charge_again
        new_items, new_terms = change(items, terms, row.locale, self._context.render)
        if new_terms == terms:
            return False
        tx.conn.execute(
            update(t.requests)
            .where(t.requests.c.receipt == row.receipt)
            .values(terms=asdict(new_terms), checklist=codec.checklist_to_json(new_items), updated_at=tx.now)
        )
        if waived:
            book = Duebook(self._context)
            book.met(tx, row.receipt, "fee")  # nothing is to be paid by any day
            book.refresh(tx, row.receipt)
        return True


def _state(row: Row[Any], now: datetime) -> Any:
    if row.ends_at is not None and row.ends_at <= now:
        return "ended"
    return "planned" if row.starts_at > now else "running"


def _check(by: Actor, company: str) -> None:
    if isinstance(by, StaffMember) and not by.may(Permission.INCIDENT, company):
        raise Forbidden


def _actor(by: Actor) -> str:
    return by.username if isinstance(by, StaffMember) else by


def _alias(by: Actor) -> str:
    return by.alias if isinstance(by, StaffMember) else by


def drop_incidents(tx: Tx, company: str) -> int:
    """At the end of a contract: the company's incidents with their counts; gives how many there were."""
    mine = select(incidents.c.id).where(incidents.c.company == company).scalar_subquery()
    for table in (incident_shown, incident_questions, incident_requests):
        tx.conn.execute(table.delete().where(table.c.incident_id.in_(mine)))
    return tx.conn.execute(incidents.delete().where(incidents.c.company == company)).rowcount
