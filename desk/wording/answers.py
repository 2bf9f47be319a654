"""An answer of `knowledge.answering` as text: fixed wording around verbatim quotations.

What is given as a parameter here is rendered in the customer's language, wherever it is said (`render`).
"""

from collections.abc import Sequence

from desk.chat.said import Params
from desk.locales import Locale
from desk.wording.display import readable
from desk.wording.rendering import as_text, has, render
from knowledge.answer import Answer
from knowledge.composing import Statement
from knowledge.vocabulary import Region


def quotation(statement: Statement) -> str | Params:
    """One quotation as a parameter: behind its regions where several regions' rules stand side by side."""
    text = f"「{readable(statement.citation.quote)}」"
    if not statement.regions:
        return text
    return {"key": "answer.for_regions", "params": {"regions": _names(statement.regions), "text": text}}


def silent_regions(regions: Sequence[Region]) -> Params:
    """As a parameter: that the policy does not say for these regions what it says for others."""
    return {"key": "answer.silent_regions", "params": {"regions": _names(regions)}}


def silent_keys(keys: Sequence[str]) -> Params:
    """As a parameter: that the policy does not say these particulars (keys of desk facts)."""
    parts: list[Params] = []
    for key in keys:
        parts += [{"key": "answer.and_key"}] if parts else []
        parts.append({"key": f"answer.particular.{key.replace('.', '_')}"})
    return {"key": "answer.silent_keys", "params": {"keys": {"joined": parts}}}


def unsaid(answer: Answer) -> Params | None:
    """As a parameter: what the policy leaves open of what the answer speaks of; None where nothing is."""
    regions = silent_regions(answer.silent_regions) if answer.silent_regions else None
    keys = silent_keys(answer.silent_keys) if answer.silent_keys else None
    if regions and keys:
        return {"key": "answer.silent_both", "params": {"regions": regions, "keys": keys}}
    return regions or keys


def _names(regions: Sequence[Region]) -> Params:
    parts: list[Params] = []
    for region in regions:
        parts += [{"key": "answer.and_region"}] if parts else []
        parts.append({"key": f"region.{region.value}"})
    return {"joined": parts}


def statement_text(statement: Statement, locale: Locale) -> str:
    """One quotation as people read it."""
    return as_text(quotation(statement), locale)


def answer_text(answer: Answer, locale: Locale) -> str:
    """The whole answer as one text: a lead, each quotation on a line of its own, what the policy leaves open."""
    key = f"topic.{answer.topic}"
    lines = [render(key if has(key) else "topic.any", locale)]
    lines += [statement_text(one, locale) for one in answer.statements]
    left = unsaid_text(answer, locale)
    return "\n".join(lines if left is None else [*lines, left])


def unsaid_text(answer: Answer, locale: Locale) -> str | None:
    """What the policy leaves open of what the answer speaks of, as people read it; None where nothing is."""
    left = unsaid(answer)
    return as_text(left, locale) if left is not None else None
