"""What a mail says between its greeting and the receipt number: for most a text of their own, for some with what the
policy says and by when. Nothing of the customer's data: only the company's own words, and dates.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, select

from desk.citing import KeptCitation
from desk.jobs.later import Permanent
from desk.life import Terms
from desk.statuses import FINAL
from desk.storage import tables as t
from desk.storage.codec import terms_from_json
from desk.storage.store import Render
from desk.wording import render
from desk.wording.display import readable
from desk.words import abroad

Say = Callable[..., str]
_WHY_EXPIRED = ("no_papers_in_time", "not_corrected_in_time", "fee_not_paid_in_time", "no_reply")
"""Reasons of the end that the customer is told in words of their own."""


def text_of(conn: Connection, row: Any, words: Render, *, closed: bool = False) -> str:
    """The text of a queued mail, in the customer's language; `closed`: the policy in force says that the desk has
    closed, so that nothing goes to its address. Raises Permanent: what it would say is not so any more."""

    def say(key: str, **params: Any) -> str:
        return words(f"mail.{key}", row.locale, params)

    terms = terms_from_json(row.terms)
    if row.template == "fee_due":
        return _fee(conn, row, terms, say, closed)
    if row.template == "expired":
        return _expired(conn, row, terms, say)
    if row.template == "reopened" and row.status in FINAL:
        raise Permanent("the request has come to its end after all")
    if row.template == "receipt" and row.standing != "request":
        return _announced(row, terms, say, closed)
    return "\n".join(
        [say(f"text.{row.template}"), *(_where_to(row, say, closed) if row.template == "more_needed" else [])]
    )


def _announced(row: Any, terms: Terms | None, say: Say, closed: bool) -> str:
    """What comes next: papers, or first the form; and where they go."""
    form = terms is not None and terms.sends_form
    text = say("text.receipt_form_to_come" if form else "text.receipt_announcement")
    return "\n".join([text, say("papers"), *_where_to(row, say, closed)])


def _address(row: Any) -> str:
    """The desk's address, as the policy states it, in a line; empty where it states none."""
    target = row.send_to or {}
    if not target.get("address"):
        return ""
    lines = [str(target[key]) for key in ("postal_code", "address", "name") if target.get(key)]
    return " ".join([*lines, *([render("papers.address_label.country", "ja")] if abroad(row.region) else [])])


def _where_to(row: Any, say: Say, closed: bool, key: str = "send_to") -> list[str]:
    """Where it goes; of a desk that has closed, that it has, whatever the request was told when it was opened."""
    if closed:
        return [say("closed")]
    address = _address(row)
    return [say(key, address=address)] if address else []


def _fee(conn: Connection, row: Any, terms: Terms | None, say: Say, closed: bool) -> str:
    """How much, by when, how, and where the policy says so; what it leaves open is the desk's to tell."""
    if row.status != "awaiting_fee" or (terms is not None and terms.waived):
        raise Permanent("the request waits for no fee any more")
    dues = t.request_dues
    query = select(dues.c.due).where(
        dues.c.receipt == row.receipt, dues.c.what == "fee", dues.c.met_at.is_(None)
    )
    by = conn.execute(query).scalar_one_or_none()
    terms = terms or Terms()
    lines = [
        say("text.fee_due"),
        say("fee.amount", amount=terms.fee_amount) if terms.fee_amount else say("fee.amount_open"),
        say("fee.by", day={"date": by.isoformat()}) if by is not None else say("fee.by_open"),
        say("fee.payment", payment=terms.fee_payment) if terms.fee_payment else say("fee.payment_open"),
        *_where_to(row, say, closed, "fee.desk"),
        *_policy(say, terms.fee_citation, terms.fee_payment_citation, terms.fee_period_citation),
    ]
    return "\n".join(lines)


def _expired(conn: Connection, row: Any, terms: Terms | None, say: Say) -> str:
    """That it has ended, why, and that a new one may be made."""
    if row.status != "expired":
        raise Permanent("the request has not expired")
    history = t.request_history
    query = (
        select(history.c.reason)
        .where(history.c.receipt == row.receipt, history.c.status == "expired", history.c.what == "status")
        .order_by(history.c.n.desc())
        .limit(1)
    )
    reason = conn.execute(query).scalar_one_or_none()
    why = [say(f"why_expired.{reason}")] if reason in _WHY_EXPIRED else []
    of_fee = (terms.fee_period_citation,) if terms is not None and reason == "fee_not_paid_in_time" else ()
    return "\n".join([say("text.expired"), *why, *_policy(say, *of_fee), say("again")])


def _policy(say: Say, *citations: KeptCitation | None) -> list[str]:
    """The policy's own words, each once, with their place."""
    found = dict.fromkeys(
        (one["quote"], one["document"], one["section"]) for one in citations if one is not None
    )
    return [
        say(
            "cited",
            quote=" ".join(readable(quote).split()),
            place=" ".join(filter(None, (document, section))),
        )
        for quote, document, section in found
    ]
