"""E-mail to the customer: which mails there are, and their place in the request's life. Off by default.

A mail is queued in the transaction that makes it necessary, and sent later (`desk.jobs.postman`). Its text stands in
the wording (`mail.*`). It names the receipt and the company, and no other data of the customer: no name, no access
code, no link to a document. Nothing of it is stored: the address is read from the vault when it is sent.
"""

from typing import Literal, get_args

from sqlalchemy import insert, select

from desk.jobs import later
from desk.requests.receipts import Receipt
from desk.storage import tables as t
from desk.storage.database import Tx
from desk.storage.store import Context
from desk.vaulting.crypto import new_id
from desk.vaulting.vault import Vault

Template = Literal[
    "receipt", "papers_received", "more_needed", "fee_due", "answered", "expired", "extended", "question_answered",
    "reopened",
]  # fmt: skip
TEMPLATES: tuple[str, ...] = get_args(Template)

OF_STATUS: dict[str, Template] = {
    "awaiting_papers": "more_needed",
    "awaiting_correction": "more_needed",
    "awaiting_fee": "fee_due",
    "expired": "expired",
    "answered": "answered",
    "partly_answered": "answered",
    "partly_closed": "answered",
    "refused": "answered",
}
"""The mail that goes out with a change to this status. That papers have come is told apart: `papers_came`."""


def papers_came(context: Context, tx: Tx, receipt: Receipt) -> None:
    """The customer's papers are together: told once, however often a request comes back to here."""
    told = select(t.mails.c.n).where(t.mails.c.receipt == receipt, t.mails.c.template == "papers_received")
    if tx.conn.execute(told).first() is None:
        queue(context, tx, receipt, "papers_received")


def queue(context: Context, tx: Tx, receipt: Receipt, template: Template) -> str | None:
    """Have a mail sent, where mails are on and the customer left an address; its id."""
    if not context.mails:
        return None
    if not Vault(context).has(tx.conn, receipt, "email"):
        return None
    mail_id = new_id("e")
    tx.conn.execute(
        insert(t.mails).values(
            id=mail_id, receipt=receipt, template=template, state="queued", created_at=tx.now
        )
    )
    later.schedule(tx, "mail", f"mail:{mail_id}", payload={"mail": mail_id})
    return mail_id
