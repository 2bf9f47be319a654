"""The desks of the five companies, loaded and checked once for all tests that only read them."""

from functools import cache

from knowledge.facts import Desk, load_desks
from knowledge.vocabulary import CompanyId


@cache
def five_desks() -> dict[CompanyId, Desk]:
    """By company, as the app loads them. Whoever wants to change one copies it."""
    return load_desks()


def desk_of(company: str) -> Desk:
    """The desk of one company."""
    return five_desks()[CompanyId(company)]
