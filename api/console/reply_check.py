"""The warning before a reply, with what each company may say of itself."""

from functools import lru_cache

from api.context import Context
from desk.chat.masking import Masker, masker_of
from desk.handover.replycheck import personal_kinds
from knowledge.vocabulary import CompanyId


@lru_cache(maxsize=64)
def _masker(policy_text: str) -> Masker:
    """One a policy: finding a policy's own contact data takes a moment."""
    return masker_of(policy_text)


def checked_kinds(context: Context, company_id: CompanyId, text: str) -> tuple[str, ...]:
    """The kinds of personal data that a reply seems to hold; the company's own contact data counts for nothing."""
    company = context.companies.get(company_id)
    return personal_kinds(text, _masker(company.policy.text) if company is not None else Masker())
