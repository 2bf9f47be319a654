"""What a company announces now, for its pages."""

from typing import Any

from api.context import Context
from desk.wording import render
from knowledge.vocabulary import CompanyId


def notices(context: Context, company_id: CompanyId, locale: str) -> list[dict[str, Any]]:
    """Head (whose, with its date), title and text, newest first. Reads the database."""
    company = context.companies.get(company_id)
    name = company.name if company is not None else company_id
    found = []
    for incident in context.desk.incidents.running_for(company_id):
        title, text = incident.words(locale)
        head = render("incident.page_head", locale, {"company": name, "date": incident.dated})
        found.append({"head": head, "title": title, "text": text})
    return found
