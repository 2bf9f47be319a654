"""A policy may waive its fee for requests that follow from a leak of the company's own (Prestige, 1.2 手数料:
「当社グループの責に帰する個人情報の漏洩等に伴う開示請求については、手数料の徴取は行いません」). The rule is a desk fact
(`fee.waived_for_leak`), kept with the request; whether it applies is decided by the incident that it is linked to."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Row, update

from desk.calendar.duebook import Duebook
from desk.life import Terms
from desk.locales import Locale
from desk.model import ChecklistItem
from desk.requests.hands import Hand
from desk.requests.moving import Moves, locked_request
from desk.statuses import FINAL
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context, Render


def fee_label(fee: str, amount: str | None, payment: str | None, locale: Locale, render: Render) -> str:
    """What a checklist says of a fee (`yes`, `sometimes`): how much, else how it is paid, where the policy says it."""
    if amount is not None:
        return render(f"checklist.fee_{fee}_amount", locale, {"amount": amount})
    if payment is not None:
        return render(f"checklist.fee_{fee}_payment", locale, {"payment": payment})
    return render(f"checklist.fee_{fee}", locale, {})


def waive(
    items: Sequence[ChecklistItem], terms: Terms, locale: Locale, render: Render
) -> tuple[tuple[ChecklistItem, ...], Terms]:
    """Without the fee; in its place the clause that waives it. Nothing changes where the policy has no such clause."""
    if terms.leak_waiver is None or terms.waived or not terms.charges:
        return tuple(items), terms
    label = render("checklist.fee_waived_for_leak", locale, {})
    kept = [item for item in items if item.kind != "fee"]
    return (*kept, ChecklistItem(label, terms.leak_waiver, "fee")), replace(terms, waived=True)


def charge_again(
    items: Sequence[ChecklistItem], terms: Terms, locale: Locale, render: Render
) -> tuple[tuple[ChecklistItem, ...], Terms]:
    """As it was before `waive`."""
    if not terms.waived:
        return tuple(items), terms
    kept = [item for item in items if item.kind != "fee"]
    label = fee_label(str(terms.fee), terms.fee_amount, terms.fee_payment, locale, render)
    return (*kept, ChecklistItem(label, terms.fee_citation, "fee")), replace(terms, waived=False)


def fit_fee(context: Context, tx: Tx, row: Row[Any], waived: bool, by: Hand) -> bool:
    """Waive the fee of a record, or charge it again; whether anything changed. What has ended stays as it ended; nobody
    waits for a fee that is waived. `by` stands in the history."""
    terms = codec.terms_from_json(row.terms)
    if terms is None or row.status in FINAL:
        return False
    items = codec.checklist_from_json(row.checklist)
    change = waive if waived else charge_again
    new_items, new_terms = change(items, terms, row.locale, context.render)
    if new_terms == terms:
        return False
    tx.conn.execute(
        update(t.requests)
        .where(t.requests.c.receipt == row.receipt)
        .values(terms=asdict(new_terms), checklist=codec.checklist_to_json(new_items), updated_at=tx.now)
    )
    row, book = locked_request(tx, row.receipt), Duebook(context)
    if waived and row.status == "awaiting_fee":
        Moves(context).move(
            tx, row, "in_progress", by, rule="fee_waived_for_leak"
        )  # ends the fee's date, too
    elif waived:
        book.met(tx, row.receipt, "fee")  # nothing is to be paid by any day
        book.refresh(tx, row.receipt)
    elif row.status == "awaiting_fee":  # of a desk that did not move such requests on
        book.fee_notice(tx, row, reached=True)  # its date was met by the waiver
        book.refresh(tx, row.receipt)
    return True
