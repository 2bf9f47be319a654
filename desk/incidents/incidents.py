"""Incident mode: a leak is announced. While it runs its notice comes first in every conversation of the company, once;
what is asked about it is counted apart; records that it leads to are linked to it, with what that means for the fee."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, func, insert, select, update

from desk.audited import Audited
from desk.errors import Forbidden
from desk.incidents.leaks import asks_about_leak, asks_whether_mine
from desk.incidents.model import Draft, Incident, IncidentCounts, IncidentNotFound, IncidentOver
from desk.incidents.records import IncidentRecords, place_of, state_of
from desk.locales import Locale
from desk.model import NewMessage
from desk.notify import STAFF
from desk.roles import Permission, StaffMember
from desk.storage import tables as t
from desk.storage.customer_tables import (
    incident_questions,
    incident_requests,
    incident_shown,
    incidents,
)
from desk.storage.database import Tx
from desk.storage.store import Context, Store, within
from desk.texts import MaskedText
from desk.vaulting.crypto import new_id
from knowledge.vocabulary import CompanyId, MessageKind

NOTICE, ANSWER = "incident.notice", "incident.answer"
"""Wording keys: the notice that comes first by itself, and the one that answers a question. A message with the second
carries the incident's id in its params, and is counted."""

Actor = StaffMember | str
"""Who does it: a member of staff, whose rights are checked, or the operator at the terminal."""


class Incidents(IncidentRecords):
    """Public methods are one transaction each, but for those that take a `tx`."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
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
            tx.audit(
                _actor(by), Audited.INCIDENT_ANNOUNCE, incident_id, f"{draft.company} fault={draft.fault}"
            )
            tx.topics.add(STAFF)
            return self._incident(self._row(tx.conn, incident_id), tx.now)

    def change(self, incident_id: str, draft: Draft, by: Actor) -> Incident:
        """Another text, script, end or fault; who has seen the notice is not shown it again. Where the fault turns out
        to be the company's, the fee of the linked requests that are open is waived, and none waits for it any more.
        Raises IncidentNotFound, IncidentOver, ChangeInvalid, Forbidden."""
        with self._db.write() as tx:
            row = self._mine(tx, incident_id, by)
            if state_of(row, tx.now) == "ended":
                raise IncidentOver
            draft = replace(draft, company=row.company, starts_at=draft.starts_at or row.starts_at)
            draft = draft.checked(tx.now)
            tx.conn.execute(
                update(incidents)
                .where(incidents.c.id == incident_id)
                .values(revision=row.revision + 1, **self._values(tx, incident_id, draft))
            )
            tx.audit(_actor(by), Audited.INCIDENT_CHANGE, incident_id, f"fault={draft.fault}")
            if draft.fault != row.fault:
                self._fit_linked(tx, incident_id, draft.fault, _actor(by), by)
            tx.topics.add(STAFF)
            return self._incident(self._row(tx.conn, incident_id), tx.now)

    def end(self, incident_id: str, by: Actor) -> Incident:
        """The notice is shown no more; what is linked stays linked.
        Raises IncidentNotFound, IncidentOver, Forbidden."""
        with self._db.write() as tx:
            row = self._mine(tx, incident_id, by)
            if state_of(row, tx.now) == "ended":
                raise IncidentOver
            values = {"ends_at": tx.now, "ended_by": _alias(by), "updated_at": tx.now}
            tx.conn.execute(update(incidents).where(incidents.c.id == incident_id).values(**values))
            tx.audit(_actor(by), Audited.INCIDENT_END, incident_id)
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

    def all(self, companies: Collection[CompanyId] | None = None) -> tuple[Incident, ...]:
        """Newest first, of these companies (None: all)."""
        query = select(incidents).where(*within(companies, incidents.c.company))
        with self._db.read() as conn:
            rows = conn.execute(query.order_by(incidents.c.n.desc()).limit(200)).all()
            return tuple(self._incident(row, self._db.clock()) for row in rows)

    def get(self, incident_id: str, by: Actor) -> Incident:
        """One. Raises IncidentNotFound (another company's, too)."""
        with self._db.read() as conn:
            row = self._row(conn, incident_id)
            if isinstance(by, StaffMember) and not by.works_for(row.company):
                raise IncidentNotFound
            return self._incident(row, self._db.clock())

    def running_for(self, company: CompanyId) -> tuple[Incident, ...]:
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

    def asked_about(
        self, company: CompanyId, text: MaskedText, *, told: bool = False
    ) -> tuple[Incident, ...]:
        """The running incidents that this message of a customer may be about. `told`: they have just read of them."""
        mine = told and asks_whether_mine(text)
        return tuple(one for one in self.running_for(company) if mine or asks_about_leak(text, one.keywords))

    def _mine(self, tx: Tx, incident_id: str, by: Actor) -> Row[Any]:
        """It, kept for this transaction: also from requests that are just being opened in its connection."""
        row = self._row(tx.conn, incident_id, key_share=True)
        if isinstance(by, StaffMember) and not by.works_for(row.company):
            raise IncidentNotFound  # another company's: not even that it exists
        _check(by, row.company)
        return row

    # ------------------------------------------------------------ in a conversation

    def show_in(
        self, tx: Tx, conversation: Row[Any], said: Sequence[NewMessage] = (), locale: Locale | None = None
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

    def message(self, incident: Incident, key: str, locale: Locale) -> NewMessage:
        """The notice as a message: whose it is, its date, its words."""
        title, text = incident.words(locale)
        company = self._context.rulebook.name(incident.company)
        params = {"company": company, "date": incident.dated, "title": title, "text": text}
        return NewMessage(
            text=self._context.render(key, locale, params),
            kind=MessageKind.NOTICE,
            key=key,
            params={"incident": incident.id},
        )


def _check(by: Actor, company: CompanyId) -> None:
    if isinstance(by, StaffMember) and not by.may(Permission.INCIDENT, company):
        raise Forbidden


def _actor(by: Actor) -> str:
    return by.username if isinstance(by, StaffMember) else by


def _alias(by: Actor) -> str:
    return by.alias if isinstance(by, StaffMember) else by


def drop_incidents(tx: Tx, company: CompanyId) -> int:
    """At the end of a contract: the company's incidents with their counts; gives how many there were."""
    mine = select(incidents.c.id).where(incidents.c.company == company).scalar_subquery()
    for table in (incident_shown, incident_questions, incident_requests):
        tx.conn.execute(table.delete().where(table.c.incident_id.in_(mine)))
    return tx.conn.execute(incidents.delete().where(incidents.c.company == company)).rowcount
