"""A citation as the desk keeps it: with a message, a checklist, the terms of a request."""

from typing import TypedDict

from knowledge.citations import Citation
from knowledge.vocabulary import CompanyId


class KeptCitation(TypedDict):
    """`knowledge.citations.Citation` as JSON, member by member. It stays what was quoted when it was kept; the address
    of its place is made where it is shown (`api.rendering`)."""

    company: CompanyId
    document: str
    version: str
    section: str
    quote: str
    start: int
    end: int


def kept(citation: Citation) -> KeptCitation:
    """The citation to be kept."""
    return KeptCitation(
        company=citation.company,
        document=citation.document,
        version=citation.version,
        section=citation.section,
        quote=citation.quote,
        start=citation.start,
        end=citation.end,
    )
