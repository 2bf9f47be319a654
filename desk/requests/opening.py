"""A record comes into being: from a form in the chat, or entered by staff from a letter or a call. One way for both."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from desk.audited import Audited
from desk.calendar.duebook import Duebook
from desk.calendar.dues import day_of
from desk.ids import ConversationId
from desk.jobs import mails
from desk.life import CameBy, RequestStatus
from desk.locales import Locale
from desk.model import RequestDraft
from desk.notify import STAFF
from desk.requests import duplicates
from desk.requests.flaws import raise_flag, seen_in
from desk.requests.hands import Hand, columns_of
from desk.requests.receipts import Receipt, new_access_code, new_receipt
from desk.storage import codec
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.vaulting.vault import Vault


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record comes from. `by`: "customer" or the member of staff who enters it; `actor`: the same for the audit
    log. `entry_id`: staff's own id of what they enter. `came_on`: the day on which it came in, if not
    today."""

    by: Hand
    actor: str
    came_by: CameBy = "web"
    locale: Locale = "ja"
    conversation_id: ConversationId | None = None
    form_id: str | None = None
    entry_id: str | None = None
    came_on: date | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A new record's receipt, and the access code that its customer gets (it is kept as a hash only)."""

    receipt: Receipt
    access_code: str = field(repr=False)


def first_status(draft: RequestDraft) -> RequestStatus:
    """How a record begins: it is the request already, or the desk sends its form, or papers are awaited."""
    if draft.standing == "request":
        return "received"
    return "sending_form" if draft.terms is not None and draft.terms.sends_form else "announced"


def open_record(
    context: Context, tx: Tx, draft: RequestDraft, values: Mapping[str, str], origin: Origin
) -> Opened:
    """Open it in the caller's transaction: request, vault, history, dates, marks for duplicates, mail."""
    receipt, code = _free_receipt(tx), new_access_code()
    status = first_status(draft)
    tx.conn.execute(
        insert(t.requests).values(
            receipt=receipt,
            code_mac=context.keys.mac("access_code", receipt, code),
            conversation_id=origin.conversation_id,
            form_id=origin.form_id,
            entry_id=origin.entry_id,
            kind=draft.kind,
            came_by=origin.came_by,
            came_on=origin.came_on or day_of(tx.now),
            locale=origin.locale,
            status=status,
            created_at=tx.now,
            updated_at=tx.now,
            **_settled(draft),
        )
    )
    tx.conn.execute(
        insert(t.request_history).values(
            receipt=receipt,
            status=status,
            at=tx.now,
            what="status",
            reason="form_submitted" if origin.form_id is not None else "entered_by_staff",
            **columns_of(origin.by),
        )
    )
    Vault(context).put(tx, receipt, draft.company, values)
    for flag, found_in in seen_in(draft, values).items():
        raise_flag(tx, context.keys, (receipt, draft.company), flag, ("desk", "desk"), found_in=found_in)
    duplicates.mark(tx.conn, context.keys, draft.company, receipt, values)
    Duebook(context).opened(tx, receipt)
    mails.queue(context, tx, receipt, "receipt")
    tx.audit(origin.actor, Audited.REQUEST_OPEN, receipt, draft.request_type)
    tx.topics.add(STAFF)
    return Opened(receipt, code)


def _settled(draft: RequestDraft) -> dict[str, Any]:
    return {
        "company": draft.company,
        "region": draft.region,
        "request_type": draft.request_type,
        "requester": draft.requester,
        "subject": draft.subject,
        "reply_method": draft.reply_method,
        "standing": draft.standing,
        "policy_version": draft.policy_version,
        "checklist": codec.checklist_to_json(draft.checklist),
        "send_to": dict(draft.send_to),
        "documents": list(draft.documents),
        "terms": asdict(draft.terms) if draft.terms is not None else None,
    }


def _free_receipt(tx: Tx) -> Receipt:
    while True:
        receipt = new_receipt()
        query = select(t.requests.c.n).where(t.requests.c.receipt == receipt)
        if tx.conn.execute(query).one_or_none() is None:
            return receipt
