"""Questions answered from the policies: `actions.ports.Answers` over `knowledge.answering`."""

from typing import TYPE_CHECKING, Any

from actions.ports import Reply, Stated
from desk.wording.answers import statement_text

if TYPE_CHECKING:
    from knowledge.answering import Answerer


class PolicyAnswers:
    """Asks the answerer, and puts what it says into the shape that is spoken."""

    def __init__(self, answerer: "Answerer") -> None:
        self._answerer = answerer

    def answer(self, company: str, region: str | None, question: str) -> Reply:
        """The answer to a customer's question at this company, for this region."""
        found: Any = self._answerer.answer(question, company=company, region=region)
        return Reply(
            kind=str(found.kind),
            topic=found.topic,
            statements=tuple(Stated(statement_text(s, "ja"), (s.citation,)) for s in found.statements),
            near=tuple(s.citation for s in found.near),
            next_step=str(found.next_step) if found.next_step else None,
            confidence=float(found.confidence),
        )
