"""Announced incidents with conversations and records on a few tables in memory; the time is moved by `tx.now`."""

from dataclasses import asdict
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Row, insert, select, update

from desk.calendar.rulebook import CompanyRules, Rulebook
from desk.incidents.incidents import ANSWER, Actor, Incidents
from desk.incidents.model import Draft, Incident
from desk.life import Terms
from desk.model import NewMessage, RequestDraft
from desk.requests.receipts import Receipt
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.customer_tables import (
    incident_questions,
    incident_requests,
    incident_shown,
    incidents,
)
from knowledge.vocabulary import CompanyId, Requester, RequestType
from tests.citing import cited
from tests.unit.desk.queue.queue_world import OCS, ONI, member
from tests.unit.desk.small_store import START, Sealing, SmallDatabase, request_row, transaction

OF_INCIDENTS = (incidents, incident_shown, incident_questions, incident_requests)
OF_RECORDS = (t.requests, t.request_dues, t.request_pauses, t.request_extensions, t.later)
LEAD, HANAKO = member("lead", "lead", alias="責任者"), member("hanako")
STRANGER = member("far", "admin", ONI)
HOUR = timedelta(hours=1)
WAIVING = Terms(
    fee="yes", fee_citation=cited("手数料をいただきます"), leak_waiver=cited("漏えいの場合は徴取しません")
)


class World:
    """Two companies; OCS is called by its name, ONI by its id."""

    def __init__(self) -> None:
        self.tx = transaction(*OF_INCIDENTS, *OF_RECORDS, t.conversations, t.messages)
        rulebook = Rulebook()
        rulebook.put(OCS, CompanyRules(name="OCS社"))
        context: Any = SimpleNamespace(
            db=SmallDatabase(self.tx),
            keys=Sealing(),
            render=lambda key, locale, params: "|".join([key, locale, *map(str, params.values())]),
            rulebook=rulebook,
            watchers=[],
        )
        self.it = Incidents(context)

    def forward(self, step: timedelta = HOUR) -> None:
        self.tx.now += step

    def draft(self, company: CompanyId = OCS, **more: Any) -> Draft:
        given: dict[str, Any] = {
            "dated": date(2026, 11, 19), "title": {"ja": "漏えいの件", "en": "A leak"},
            "text": {"ja": "判明しました。", "en": "It was found."}, "script": "まずおわびする。",
        }  # fmt: skip
        return Draft(company, **{**given, **more})

    def announced(self, company: CompanyId = OCS, by: Actor = LEAD, **more: Any) -> Incident:
        return self.it.announce(self.draft(company, **more), by)

    def again(self, incident: Incident) -> Incident:
        """It as it stands now."""
        return self.it.get(incident.id, "operator")

    def logged(self) -> list[tuple[str, str, str, str]]:
        """What is recorded since this was last asked."""
        found = [(one.actor, one.action, one.subject, one.detail) for one in self.tx.entries]
        self.tx.entries.clear()
        return found

    # ------------------------------------------------------------ conversations

    def talk(self, name: str = "c1", company: CompanyId = OCS, locale: str = "ja") -> Row[Any]:
        """The row of a conversation, which is begun with this."""
        known = select(t.conversations).where(t.conversations.c.id == name)
        if self.tx.conn.execute(known).one_or_none() is None:
            self.tx.conn.execute(
                insert(t.conversations).values(
                    id=name, company=company, locale=locale, channel="web", owner="bot", token_mac=b"", state_enc=b"",
                    state_version=1, last_seq=0, created_at=START, updated_at=START, purged=False,
                )
            )  # fmt: skip
        return self.tx.conn.execute(known).one()

    def shown(self, row: Row[Any], *said: NewMessage, **more: Any) -> list[str]:
        """The texts that are shown before what is said."""
        ids = self.it.show_in(self.tx, row, said, **more)
        kept = {one.id: one for one in self.tx.conn.execute(select(t.messages))}
        assert all((kept[one].sender, kept[one].kind) == ("system", "notice") for one in ids)
        found = [Sealing().open_json(kept[one].body_enc, f"messages.body_enc:{one}") for one in ids]
        return [str(one["text"]) for one in found]

    def asked(self, row: Row[Any], *about: Incident) -> None:
        """The customer has asked about these, and was answered."""
        self.it.show_in(self.tx, row, [self.it.message(one, ANSWER, "ja") for one in about])

    # ------------------------------------------------------------ records

    def record(
        self, receipt: str, company: CompanyId = OCS, *, terms: Terms | None = WAIVING, **more: Any
    ) -> Receipt:
        """A record of a request with a fee that a clause waives."""
        kept = {"terms": asdict(terms) if terms else None, "locale": "ja"}
        self.tx.conn.execute(insert(t.requests).values(request_row(receipt, company, **kept, **more)))
        return Receipt(receipt)

    def erase(self, receipt: Receipt) -> None:
        self.tx.conn.execute(
            update(t.requests).where(t.requests.c.receipt == receipt).values(erased_at=START)
        )

    def waived(self, receipt: Receipt) -> bool:
        """Whether the fee of a record is waived."""
        query = select(t.requests.c.terms).where(t.requests.c.receipt == receipt)
        terms = codec.terms_from_json(self.tx.conn.execute(query).scalar_one())
        return terms is not None and terms.waived

    def linked(self) -> dict[str, str]:
        rows = self.tx.conn.execute(select(incident_requests.c.receipt, incident_requests.c.incident_id))
        return {row[0]: row[1] for row in rows}


def asking_for(
    kind: Any = "request", company: CompanyId = OCS, terms: Terms | None = WAIVING
) -> RequestDraft:
    """A request, or a record of another kind, that is about to be opened."""
    return RequestDraft(
        company, RequestType.DISCLOSURE, Requester.SELF, "v", "request", kind=kind, terms=terms
    )
