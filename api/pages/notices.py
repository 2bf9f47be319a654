"""What a company announces now, for its pages."""

from dataclasses import dataclass

from api.context import Context
from desk.locales import Locale
from desk.wording import render
from knowledge.vocabulary import CompanyId


@dataclass(frozen=True, slots=True)
class Announced:
    """An announced incident as customers read it; `head` says whose it is, with its date."""

    head: str
    title: str
    text: str


def notices(context: Context, company_id: CompanyId, locale: Locale) -> list[Announced]:
    """Newest first. Reads the database."""
    company = context.companies.get(company_id)
    name = company.name if company is not None else company_id
    found = []
    for incident in context.desk.incidents.running_for(company_id):
        title, text = incident.words(locale)
        head = render("incident.page_head", locale, {"company": name, "date": incident.dated})
        found.append(Announced(head, title, text))
    return found
