"""A policy may waive its fee for requests that follow from a leak of the company's own (Prestige, 1.2 手数料:
「当社グループの責に帰する個人情報の漏洩等に伴う開示請求については、手数料の徴取は行いません」). The rule is a desk fact
(`fee.waived_for_leak`), kept with the request; whether it applies is decided by the incident that it is linked to."""

from collections.abc import Sequence
from dataclasses import replace

from desk.life import Terms
from desk.model import ChecklistItem
from desk.storage.store import Render


def waive(
    items: Sequence[ChecklistItem], terms: Terms, locale: str, render: Render
) -> tuple[tuple[ChecklistItem, ...], Terms]:
    """Without the fee; in its place the clause that waives it. Nothing changes where the policy has no such clause."""
    if terms.leak_waiver is None or terms.waived or not terms.charges:
        return tuple(items), terms
    label = render("checklist.fee_waived_for_leak", locale, {})
    kept = [item for item in items if item.kind != "fee"]
    return (*kept, ChecklistItem(label, terms.leak_waiver, "fee")), replace(terms, waived=True)


def charge_again(
    items: Sequence[ChecklistItem], terms: Terms, locale: str, render: Render
) -> tuple[tuple[ChecklistItem, ...], Terms]:
    """As it was before `waive`."""
    if not terms.waived:
        return tuple(items), terms
    kept = [item for item in items if item.kind != "fee"]
    label = render(f"checklist.fee_{terms.fee}", locale, {})
    return (*kept, ChecklistItem(label, terms.fee_citation, "fee")), replace(terms, waived=False)
