"""Questions answered from the policies: `actions.ports.Answers` over `knowledge.answering`."""

from actions.ports import Question, Reply, Stated
from desk.wording.answers import quotation, unsaid
from knowledge.answering import Answerer
from knowledge.composing import Statement


def _stated(statement: Statement) -> Stated:
    return Stated(quotation(statement), (statement.citation,))


class PolicyAnswers:
    """Asks the answerer, and puts what it says into the shape that is spoken."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer

    def answer(self, asked: Question) -> Reply:
        """The answer to a customer's question, by the rule in force for this customer."""
        found = self._answerer.answer(
            asked.text,
            company=asked.company,
            region=asked.region,
            request_type=asked.request_type,
            requester=asked.requester,
        )
        left = unsaid(found)
        return Reply(
            kind=found.kind,
            topic=found.topic,
            statements=tuple(_stated(s) for s in found.statements),
            near=tuple(_stated(s) for s in found.near),
            silent=Stated(left) if left is not None else None,
            next_step=str(found.next_step) if found.next_step else None,
            confidence=found.confidence,
            on_topic=found.on_topic,
            by_region=bool(found.silent_regions) or any(one.regions for one in found.statements),
            facts=tuple(dict.fromkeys(s.lead for s in (*found.statements, *found.near) if s.lead)),
        )
