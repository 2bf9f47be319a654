"""Citations for tests that need one and do not care which."""

from desk.citing import KeptCitation
from knowledge.vocabulary import CompanyId


def cited(quote: str, *, section: str = "1", start: int = 0) -> KeptCitation:
    """A quotation of a policy that nobody opens."""
    return KeptCitation(
        company=CompanyId("ocs"),
        document="プライバシーポリシー",
        version="abc123",
        section=section,
        quote=quote,
        start=start,
        end=start + len(quote),
    )
