"""An answer of `knowledge.answering` as text: fixed wording around verbatim quotations.

What is given as a parameter here is rendered in the customer's language, wherever it is said (`render`).
"""

from collections.abc import Sequence
from typing import Any

from desk.wording.display import readable
from desk.wording.rendering import has, render
from knowledge.answer import Answer
from knowledge.composing import Statement
from knowledge.vocabulary import Region


def quotation(statement: Statement) -> Any:
    """One quotation as a parameter: behind its regions where several regions' rules stand side by side."""
    text = f"「{readable(statement.citation.quote)}」"
    if not statement.regions:
        return text
    return {"key": "answer.for_regions", "params": {"regions": _names(statement.regions), "text": text}}


def silent_regions(regions: Sequence[Region]) -> dict[str, Any]:
    """As a parameter: that the policy does not say for these regions what it says for others."""
    return {"key": "answer.silent_regions", "params": {"regions": _names(regions)}}


def _names(regions: Sequence[Region]) -> dict[str, Any]:
    parts: list[dict[str, Any]] = []
    for region in regions:
        parts += [{"key": "answer.and_region"}] if parts else []
        parts.append({"key": f"region.{region.value}"})
    return {"joined": parts}


def _text(parameter: Any, locale: str) -> str:
    if isinstance(parameter, str):
        return parameter
    return render(parameter["key"], locale, parameter["params"])


def statement_text(statement: Statement, locale: str) -> str:
    """One quotation as people read it."""
    return _text(quotation(statement), locale)


def answer_text(answer: Answer, locale: str) -> str:
    """The whole answer as one text: a lead, then each quotation on a line of its own, then the silent regions."""
    key = f"topic.{answer.topic}"
    lines = [render(key if has(key) else "topic.any", locale)]
    lines += [statement_text(one, locale) for one in answer.statements]
    if answer.silent_regions:
        lines.append(_text(silent_regions(answer.silent_regions), locale))
    return "\n".join(lines)
