"""Desk facts as parameters of a text (`desk.wording.render`): one place says how a paper or a form reads."""

from typing import Any

from knowledge.facts.keys import Address, Form, Paper


def form_name(form: Form) -> str:
    """A form, with its number where forms are numbered: 様式 2「訂正請求書」."""
    return f"{form.number}「{form.name}」" if form.number else f"「{form.name}」"


def paper_text(paper: Paper) -> dict[str, Any] | str:
    """One paper in the policy's words, with how many, what may be chosen, and what to cover."""
    parts: list[Any] = [paper.label]
    if paper.choices:
        parts.append({"key": "facts.paper_choices", "params": {"choices": list(paper.choices)}})
    if paper.count:
        parts.append({"key": "facts.paper_count", "params": {"count": paper.count}})
    if paper.medium:
        parts.append({"key": f"facts.medium_{paper.medium}"})
    if paper.mask:
        parts.append({"key": "facts.paper_mask", "params": {"mask": list(paper.mask)}})
    return {"joined": parts} if len(parts) > 1 else paper.label


def address_line(address: Address) -> str:
    """A postal address in one line."""
    code = f"{address.postal_code} " if address.postal_code else ""
    return f"{code}{address.address} {address.addressee}"
