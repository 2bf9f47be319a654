"""Desk facts as parameters of a text (`desk.wording.render`): one place says how a paper or a form reads."""

from typing import Any

from knowledge.facts.keys import Address, Form, Paper


def form_name(form: Form) -> str:
    """A form, with its number where forms are numbered: 様式2「訂正請求書」."""
    return f"{form.number.replace(' ', '')}「{form.name}」" if form.number else f"「{form.name}」"


def paper_text(paper: Paper) -> dict[str, Any] | str:
    """One paper in the policy's words; choices and number are added where those words do not hold them."""
    parts: list[Any] = [paper.label]
    if paper.choices and not any(item in paper.label for item in paper.choices):
        parts.append({"key": "facts.paper_choices", "params": {"choices": list(paper.choices)}})
    if paper.count and not any(f"{paper.count}{unit}" in paper.label for unit in ("点", "通")):
        parts.append({"key": "facts.paper_count", "params": {"count": paper.count}})
    return {"joined": parts} if len(parts) > 1 else paper.label


def address_line(address: Address) -> str:
    """A postal address in one line."""
    code = f"{address.postal_code} " if address.postal_code else ""
    return f"{code}{address.address} {address.addressee}"
