"""Desk facts as parameters of a text (`desk.wording.render`): one place says how a paper or a form reads."""

import re

from desk.chat.said import Param, Params
from knowledge.facts.keys import Address, Form, Paper

_CALLED = re.compile("①[～〜~-]([②-⑳])")


def form_name(form: Form) -> str:
    """A form, with its number where forms are numbered: 様式2「訂正請求書」."""
    return f"{form.number.replace(' ', '')}「{form.name}」" if form.number else f"「{form.name}」"


def paper_text(paper: Paper) -> str | Params:
    """One paper in the policy's words; choices and number are added where those words do not hold them."""
    parts: list[Param] = [paper.label]
    if paper.choices and not any(item in paper.label for item in paper.choices):
        parts.append({"key": "facts.paper_choices", "params": {"choices": _numbered(paper)}})
    if paper.count and not any(f"{paper.count}{unit}" in paper.label for unit in ("点", "通")):
        parts.append({"key": "facts.paper_count", "params": {"count": paper.count}})
    return {"joined": parts} if len(parts) > 1 else paper.label


def _numbered(paper: Paper) -> list[str]:
    """The choices, under the numbers by which the policy's words call them: 「①～④」 needs a ① to point to."""
    called = _CALLED.search(paper.label)
    if called is None or ord(called[1]) - ord("①") + 1 != len(paper.choices):
        return list(paper.choices)
    return [f"{chr(ord('①') + at)}{item}" for at, item in enumerate(paper.choices)]


def address_line(address: Address) -> str:
    """A postal address in one line."""
    code = f"{address.postal_code} " if address.postal_code else ""
    return f"{code}{address.address} {address.addressee}"
