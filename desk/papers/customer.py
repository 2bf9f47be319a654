"""The customer's papers by kind."""

from collections.abc import Callable, Mapping

from desk.locales import Locale
from desk.papers.blocks import Paper
from desk.papers.case import KINDS, Case
from desk.papers.checklist import checklist
from desk.papers.posting import address_label, cover_letter
from desk.papers.sheets import mandate, request_sheet

MAKERS: Mapping[str, Callable[[Case, Locale], Paper]] = {
    "request_sheet": request_sheet,
    "mandate": mandate,
    "checklist": checklist,
    "cover_letter": cover_letter,
    "address_label": address_label,
}

if set(MAKERS) != set(KINDS):  # a kind without a maker would fail only when a customer asks for it
    raise RuntimeError("papers and their makers do not fit")
