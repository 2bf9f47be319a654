"""Figures of what customers say on their status page and ask about announced incidents. Counts only.

Ratings count by the day on which they were given, questions about papers and incidents by the day on which they were
asked, records by the day on which they were linked to the incident.
"""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from desk.reports.figures import Period
from desk.requests.satisfaction import STARS
from desk.storage import customer_tables as c
from desk.storage import tables as t
from desk.storage.store import within
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class CustomerFigures:
    """`stars`: how many gave one, two, ... five; `paper_questions`: 「書類は届きましたか」; of announced incidents:
    questions in the chat, conversations with such a question, leak enquiries and requests that belong to one."""

    stars: tuple[int, ...]
    paper_questions: int
    leak_questions: int
    leak_conversations: int
    leak_enquiries: int
    leak_requests: int

    @property
    def ratings(self) -> int:
        """How many said how the desk was."""
        return sum(self.stars)

    @property
    def mean(self) -> float | None:
        """The average of the stars; None where nobody gave any."""
        if not self.ratings:
            return None
        return sum(n * count for n, count in zip(STARS, self.stars, strict=True)) / self.ratings


def customer_figures(
    conn: Connection, companies: Collection[CompanyId] | None, company: CompanyId | None, period: Period
) -> CustomerFigures:
    """The figures of a company, or of these (None: all)."""
    requests, incidents = t.requests, c.incidents
    of_requests, of_incidents = within(companies, requests.c.company), within(companies, incidents.c.company)
    if company is not None:
        of_requests.append(requests.c.company == company)
        of_incidents.append(incidents.c.company == company)
    given = (
        select(c.ratings.c.stars, func.count())
        .join(requests, requests.c.receipt == c.ratings.c.receipt)
        .where(*of_requests, *period.holds(c.ratings.c.at))
        .group_by(c.ratings.c.stars)
    )
    rated: dict[int, int] = {row[0]: row[1] for row in conn.execute(given)}
    papers = conn.execute(
        select(func.count())
        .select_from(c.paper_questions)
        .join(requests, requests.c.receipt == c.paper_questions.c.receipt)
        .where(*of_requests, *period.holds(c.paper_questions.c.asked_at))
    ).scalar_one()
    asked = c.incident_questions
    questions, conversations = conn.execute(
        select(func.count(), func.count(func.distinct(asked.c.conversation_id)))
        .select_from(asked)
        .join(incidents, incidents.c.id == asked.c.incident_id)
        .where(*of_incidents, *period.holds(asked.c.at))
    ).one()
    linked = c.incident_requests
    records = (
        select(requests.c.kind, func.count())
        .join(linked, linked.c.receipt == requests.c.receipt)
        .where(*of_requests, *period.holds(linked.c.at))
        .group_by(requests.c.kind)
    )
    kinds: dict[str, int] = {row[0]: row[1] for row in conn.execute(records)}
    return CustomerFigures(
        tuple(rated.get(stars, 0) for stars in STARS),
        papers,
        questions,
        conversations,
        kinds.get("leak_enquiry", 0),
        kinds.get("request", 0),
    )
