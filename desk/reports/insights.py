"""The insights page and the monthly report: the figures of a period, and examples of what the policy does not say."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.audited import Audited
from desk.errors import Forbidden
from desk.model import StaffMember
from desk.reports.customerfigures import CustomerFigures, customer_figures
from desk.reports.figures import ChatFigures, Period, chat_figures, complete_since
from desk.reports.requestfigures import RequestFigures, records_may_be_gone, request_figures
from desk.roles import Permission
from desk.storage import board_tables as bt
from desk.storage import tables as t
from desk.storage.store import Context, Store, within
from desk.upkeep.keeping import Keepings
from knowledge.vocabulary import CompanyId

EXAMPLES = 3
"""Questions shown of a topic."""
_READ = 300


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a period. `since`: the first day of which all questions are still known; None: of none.
    `records_gone`: records of requests of the period may be gone, their time being over."""

    company: CompanyId | None
    period: Period
    at: datetime
    chat: ChatFigures
    requests: RequestFigures
    customers: CustomerFigures
    since: date | None
    records_gone: bool


class Insights:
    """Each method is one transaction. `kept`: how long each company keeps its chats."""

    def __init__(self, context: Context, kept: Keepings) -> None:
        self._db, self._store, self._kept = context.db, Store(context), kept

    def figures(self, by: StaffMember, company: CompanyId | None, period: Period) -> Figures:
        """The figures of a company, or of all that this person works for. Raises Forbidden."""
        if not by.may(Permission.INSIGHTS, company):
            raise Forbidden
        return self._figures(by.companies, company, period)

    def figures_for_report(self, company: CompanyId, period: Period) -> Figures:
        """The same for the operator's command, who is asked for no role."""
        return self._figures(None, company, period)

    def _figures(
        self, companies: Collection[CompanyId] | None, company: CompanyId | None, period: Period
    ) -> Figures:
        with self._db.read() as conn:
            now = self._db.clock()
            return Figures(
                company,
                period,
                now,
                chat_figures(conn, companies, company, period),
                request_figures(conn, companies, company, period, now),
                customer_figures(conn, companies, company, period),
                complete_since(conn, companies, company, self._kept, now),
                records_may_be_gone(conn, companies, company, self._kept, period, now),
            )

    def unanswered(
        self, by: StaffMember, company: CompanyId | None, period: Period
    ) -> Mapping[str | None, tuple[str, ...]]:
        """Of each topic that a policy said nothing on, the newest questions as they were kept: masked, but words of
        customers all the same. For who reads conversations; recorded. Raises Forbidden."""
        if not by.may(Permission.INSIGHTS, company) or not by.may(Permission.READ_CONVERSATIONS):
            raise Forbidden
        facts, messages, conv = bt.turn_facts, t.messages, t.conversations
        found: dict[str | None, list[str]] = {}
        with self._db.write() as tx:
            query = (
                select(facts.c.topic, messages.c.id)
                .join(messages, messages.c.inbound_id == facts.c.inbound_id)
                .join(conv, conv.c.id == facts.c.conversation_id)
                .where(facts.c.kind == "not_stated", messages.c.sender == "customer")
                .where(*within(by.companies, facts.c.company), *period.holds(facts.c.received_at))
                .where(conv.c.purged.is_(False))
                .order_by(facts.c.received_at.desc())
                .limit(_READ)
            )
            if company is not None:
                query = query.where(facts.c.company == company)
            wanted: dict[str, str | None] = {}
            taken: dict[str | None, int] = {}
            for row in tx.conn.execute(query):
                if taken.get(row.topic, 0) < EXAMPLES:
                    taken[row.topic] = taken.get(row.topic, 0) + 1
                    wanted[row.id] = row.topic
            for message in self._store.messages_by_id(tx.conn, list(wanted)):
                found.setdefault(wanted[message.id], []).append(message.text)
            detail = f"{period.first}..{period.last} n={len(wanted)}"
            tx.audit(by.username, Audited.INSIGHTS_EXAMPLES, company or "all", detail)
        return {topic: tuple(texts) for topic, texts in found.items()}
