"""E-mail to the customer: which mails there are, and their place in the request's life. Off by default.

A mail is queued in the transaction that makes it necessary, and sent later (`desk.jobs.postman`). Its text stands in
the wording (`mail.*`). It names the receipt and the company, and no other data of the customer: no name, no access
code, no link to a document. Nothing of it is stored: the address is read from the vault when it is sent.

A mail is `queued`, and `sending` from the moment it is about to be handed to the mail server until that is recorded:
nobody can stop it then. What should not go any more is stopped where it waits, and `recalled` where it is on its way:
if it goes out, the customer is told of the mistake (`take_back`).
"""

from collections.abc import Collection
from typing import Any, Literal, get_args

from sqlalchemy import Row, insert, select, update

from desk.jobs import later
from desk.life import MailStatus
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
TAKEN_BACK = "taken back"
"""The failure of a mail that did not go out because what it says was a mistake."""
PERHAPS_GONE = "may have gone"
"""How the failure of a mail begins of which nobody knows whether the server took it."""


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


def row_of(tx: Tx, mail_id: str) -> Row[Any] | None:
    """A mail, kept for this transaction; None where it is gone with its request's data."""
    return tx.conn.execute(select(t.mails).where(t.mails.c.id == mail_id).with_for_update()).one_or_none()


def mark(tx: Tx, mail_id: str, state: MailStatus, failure: str | None = None) -> None:
    """What has become of it."""
    done_at = tx.now if state in ("sent", "failed") else None
    values = {"state": state, "failure": failure, "done_at": done_at}
    tx.conn.execute(update(t.mails).where(t.mails.c.id == mail_id).values(**values))


def settle(context: Context, tx: Tx, mail_id: str, failure: str | None = None) -> None:
    """A mail has gone out, or will not (`failure`). One that should not have gone, and has or may have, is followed by
    another that says so."""
    row = row_of(tx, mail_id)
    if row is None or row.state in ("sent", "failed"):  # told already by whoever knew more
        return
    if failure is not None and row.state != "queued":
        failure = f"{PERHAPS_GONE}: {failure}"[:100]
    mark(tx, mail_id, "sent" if failure is None else "failed", failure)
    if row.state == "recalled":
        _tell_mistake(context, tx, row.receipt)


def take_back(context: Context, tx: Tx, receipt: Receipt, mail_ids: Collection[str]) -> None:
    """What these mails say was a mistake: those that wait do not go. Where one has gone or may have, the customer is
    told; where one is on its way, once it is known what became of it."""
    gone = False
    for mail_id in mail_ids:
        # The work before the mail, as its runner takes them: neither waits for the other in a circle.
        later.hold(tx, f"mail:{mail_id}")
        row = row_of(tx, mail_id)
        if row is None:
            continue
        gone = gone or row.state == "sent" or (row.failure or "").startswith(PERHAPS_GONE)
        if row.state == "queued":
            later.cancel(tx, f"mail:{mail_id}")
            mark(tx, mail_id, "failed", TAKEN_BACK)
        elif row.state == "sending":
            mark(tx, mail_id, "recalled")
    if gone:
        _tell_mistake(context, tx, receipt)


def _tell_mistake(context: Context, tx: Tx, receipt: Receipt) -> None:
    waiting = (t.mails.c.receipt == receipt, t.mails.c.template == "reopened", t.mails.c.state == "queued")
    if tx.conn.execute(select(t.mails.c.n).where(*waiting)).first() is None:
        queue(context, tx, receipt, "reopened")
