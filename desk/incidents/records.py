"""Records in connection with an announced incident: which one a record belongs to, and what that means for its fee."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select

from desk.audited import Audited
from desk.errors import ChangeInvalid
from desk.incidents.model import Incident, IncidentNotFound, IncidentState
from desk.life import Terms
from desk.locales import Locale
from desk.model import RequestDraft
from desk.notify import STAFF
from desk.requests.fee_waiver import fit_fee, waive
from desk.requests.hands import Hand
from desk.requests.receipts import Receipt
from desk.requests.requests import allowed_request, workable_request
from desk.roles import StaffMember
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.customer_tables import incident_questions, incident_requests, incidents
from desk.storage.database import Tx
from desk.storage.store import Context
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class OfRecord:
    """The incident that a record is linked to; the scripts that staff should have before them (for an enquiry about a
    leak that is linked to none: of what runs); the terms, with what the policy says of the fee."""

    receipt: Receipt
    incident: Incident | None
    scripts: tuple[Incident, ...]
    terms: Terms | None


def place_of(incident_id: str) -> str:
    """Where a notice's text is bound to."""
    return f"incidents.body_enc:{incident_id}"


class IncidentRecords:
    """What is written to records; `desk.incidents.incidents` adds announcing. Public methods are one transaction
    each, but for those that take a `tx`."""

    def __init__(self, context: Context) -> None:
        self._context, self._db, self._keys = context, context.db, context.keys

    # ------------------------------------------------------------ reading

    def of_company(self, conn: Connection, company: CompanyId, now: datetime) -> tuple[Incident, ...]:
        """All of a company's, oldest first, in a transaction of the caller's."""
        query = select(incidents).where(incidents.c.company == company).order_by(incidents.c.n)
        return tuple(self._incident(row, now) for row in conn.execute(query))

    def of_record(self, receipt: Receipt, by: StaffMember) -> OfRecord:
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

    def _running(self, conn: Connection, company: CompanyId, now: datetime) -> tuple[Incident, ...]:
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

    def _incident(self, row: Row[Any], now: datetime) -> Incident:
        body = self._keys.open_json(row.body_enc, place_of(row.id))
        return Incident(
            row.id, row.company, row.category, row.fault, row.dated, row.starts_at, row.ends_at, row.ended_by,
            row.revision, body["title"], body["text"], body["script"], tuple(body["keywords"]), row.created_by,
            row.created_at, state_of(row, now),
        )  # fmt: skip

    # ------------------------------------------------------------ records in its connection

    def fitted(self, tx: Tx, conversation: Row[Any], draft: RequestDraft) -> tuple[RequestDraft, str | None]:
        """A request that is about to be opened in a conversation: whether it is in connection with an incident (a leak
        enquiry, or a conversation that has asked about one), and if so without a fee that the policy waives for it."""
        incident = self._held(tx, self._connected(tx, conversation, draft))
        return self._with_fee(draft, incident, conversation.locale), incident.id if incident else None

    def fitted_entry(
        self, tx: Tx, draft: RequestDraft, chosen: str | None, locale: Locale
    ) -> tuple[RequestDraft, str | None]:
        """The same for what staff enters of a letter or a call: the incident that they chose (also an ended one: the
        letter may have taken its time), else for a leak enquiry the newest that runs.
        Raises ChangeInvalid: no incident of this company."""
        incident: Incident | None
        if chosen is not None:
            query = select(incidents).where(incidents.c.id == chosen, incidents.c.company == draft.company)
            row = tx.conn.execute(query).one_or_none()
            if row is None:
                raise ChangeInvalid("incident: one of this company's incidents.", "incident")
            incident = self._incident(row, tx.now)
        elif draft.kind == "leak_enquiry":
            incident = next(iter(self._running(tx.conn, draft.company, tx.now)), None)
        else:
            incident = None
        incident = self._held(tx, incident)
        return self._with_fee(draft, incident, locale), incident.id if incident else None

    def _held(self, tx: Tx, incident: Incident | None) -> Incident | None:
        """It as it stands: whoever changes its fault waits until the record is linked to it."""
        if incident is None:
            return None
        return self._incident(self._row(tx.conn, incident.id, read=True), tx.now)

    def _with_fee(self, draft: RequestDraft, incident: Incident | None, locale: Locale) -> RequestDraft:
        """Without the fee where the policy waives it for such an incident."""
        if incident is None or incident.fault != "company" or draft.terms is None:
            return draft
        items, terms = waive(draft.checklist, draft.terms, locale, self._context.render)
        return replace(draft, checklist=items, terms=terms)

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

    def link_in(self, tx: Tx, receipt: Receipt, incident_id: str, by: str) -> None:
        """Write down that a record is in connection with an incident."""
        linked = incident_requests
        tx.conn.execute(linked.delete().where(linked.c.receipt == receipt))
        tx.conn.execute(insert(linked).values(receipt=receipt, incident_id=incident_id, at=tx.now, by=by))
        tx.audit(by, Audited.INCIDENT_LINK, receipt, incident_id)

    def link(self, receipt: Receipt, incident_id: str | None, by: StaffMember) -> None:
        """Staff link a record to an incident of the same company (also an ended one), or take the link away (None); its
        fee follows. Raises IncidentNotFound, RequestNotFound, NotNow, Forbidden."""
        with self._db.write() as tx:
            row = workable_request(tx, receipt, by)
            if incident_id is None:
                linked = incident_requests
                gone = tx.conn.execute(linked.delete().where(linked.c.receipt == row.receipt)).rowcount
                if gone:
                    tx.audit(by.username, Audited.INCIDENT_UNLINK, row.receipt)
                fit_fee(self._context, tx, row, False, by)
            else:
                incident = self._row(tx.conn, incident_id)
                if incident.company != row.company:
                    raise IncidentNotFound
                self.link_in(tx, row.receipt, incident.id, by.username)
                fit_fee(self._context, tx, row, incident.fault == "company", by)
            tx.topics.add(STAFF)

    def _fit_linked(self, tx: Tx, incident_id: str, fault: str, actor: str, by: Hand) -> None:
        """`actor` stands in the audit log, `by` in the requests' histories."""
        linked = incident_requests
        query = (
            select(t.requests)
            .join(linked, linked.c.receipt == t.requests.c.receipt)
            .where(linked.c.incident_id == incident_id, t.requests.c.erased_at.is_(None))
            .order_by(t.requests.c.n)
            .with_for_update(of=t.requests, key_share=True)
        )
        for row in tx.conn.execute(query).all():
            if fit_fee(self._context, tx, row, fault == "company", by):
                tx.audit(
                    actor, Audited.REQUEST_FEE, row.receipt, "waived" if fault == "company" else "charged"
                )


def state_of(row: Row[Any], now: datetime) -> IncidentState:
    """Not begun, running or ended."""
    if row.ends_at is not None and row.ends_at <= now:
        return "ended"
    return "planned" if row.starts_at > now else "running"
