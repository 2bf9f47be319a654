"""An answer of `knowledge.answering` as text: fixed wording around verbatim quotations."""

from desk.wording.display import readable
from desk.wording.rendering import has, render
from knowledge.answering import Answer
from knowledge.composing import Statement


def statement_text(statement: Statement, locale: str) -> str:
    """One quotation as people read it, behind its region where several regions' rules stand side by side."""
    text = f"「{readable(statement.citation.quote)}」"
    if statement.region is None:
        return text
    return f"{render(f'region.{statement.region.value}', locale)}: {text}"


def answer_text(answer: Answer, locale: str) -> str:
    """The whole answer as one text: a lead, then each quotation on a line of its own."""
    key = f"topic.{answer.topic}"
    lead = render(key if has(key) else "topic.any", locale)
    return "\n".join([lead, *(statement_text(s, locale) for s in answer.statements)])
