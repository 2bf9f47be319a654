"""What the conversation is told once its form has been sent."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desk.citing import KeptCitation
from desk.locales import Locale
from desk.model import Choice, NewMessage, Submitted
from desk.wording import render
from knowledge.vocabulary import MessageKind


def announce(result: Submitted, locale: Locale, later: Sequence[str] = ()) -> NewMessage:
    """The conversation's message about a submitted form; it never shows the access code. `later`: requests that were
    wished for in the same breath, a button each."""
    if result.purpose == "contact":
        return _notice("system.contact_saved", locale, {})
    key = "request.received_request" if result.standing == "request" else "request.received_announcement"
    to_send = [item.label for item in result.checklist if item.kind != "fee"]
    fees = [item.label for item in result.checklist if item.kind == "fee"]
    params = {"receipt": result.receipt, "papers": {"items": to_send}}
    if result.form_to_come is not None:
        key, params["form"] = "request.received_form_to_come", result.form_to_come
    message = _notice(key, locale, params)
    citations = tuple(_unique(item.citation for item in result.checklist))
    # A fee is no paper that makes the request formal, and perhaps there is none.
    said = [
        message.text,
        *([render("request.fee_beside", locale, {"fees": {"items": fees}})] if fees else []),
    ]
    text, choices = (
        "\n".join(said),
        tuple(Choice(render(f"choices.next_{one}", locale), one) for one in later),
    )
    if later:
        others = [{"key": "wish.remove" if one == "remove" else f"request_type.{one}"} for one in later]
        text = "\n".join([text, render("request.next_wish", locale, {"others": others})])
    return NewMessage(text=text, kind=message.kind, key=key, citations=citations, choices=choices)


def _notice(key: str, locale: Locale, params: Mapping[str, Any]) -> NewMessage:
    return NewMessage(text=render(key, locale, params), kind=MessageKind.NOTICE, key=key)


def _unique(citations: Iterable[KeptCitation | None]) -> list[KeptCitation]:
    found: list[KeptCitation] = []
    for citation in citations:
        if citation is not None and citation not in found:
            found.append(citation)
    return found
