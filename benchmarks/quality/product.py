"""This desk, asked as staff's look-up asks it: company and region given."""

from __future__ import annotations

import random
from collections.abc import Sequence

from benchmarks.quality.outcomes import DEPTH, Outcome, outcome
from knowledge.answering import Answer, Answerer
from knowledge.evaluation.questions import Question
from knowledge.vocabulary import MessageKind

STRANGE_QUESTIONS = 500
SEED = 20261125


def without_facts(answerer: Answerer) -> Answerer:
    """The same, as if no company had a `desk.yml`: what a new company gets on its policy text alone."""
    return Answerer(answerer.ranker, {}, answerer.routes, answerer.closely)


def ask(answerer: Answerer, questions: Sequence[Question]) -> list[Outcome]:
    """Every question, with what was found and whether it was answered."""
    index = answerer.ranker.searcher.index
    outcomes = []
    for question in questions:
        said = answerer.answer(
            question.question, company=question.company, region=question.region, audience="staff", limit=DEPTH
        )
        found = [one.citation for one in said.passages]
        answered = said.kind is MessageKind.ANSWER
        outcomes.append(outcome(question, found, index, answerability(said), answered=answered))
    return outcomes


def answerability(said: Answer) -> float:
    """How sure the desk is that the policy answers, 0..1. Its `confidence` is in what it says: a question that it is
    sure to be unanswered has a high one."""
    return said.confidence if said.kind is MessageKind.ANSWER else 1.0 - said.confidence


def strangers(answerer: Answerer, questions: Sequence[str], count: int = STRANGE_QUESTIONS) -> list[bool]:
    """Put questions that are nobody's business here to companies at random; which were answered from a policy.

    The sample and the companies are the same in every run over the same questions and companies.
    """
    rng = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    companies = sorted(answerer.ranker.searcher.index.companies)
    sample = rng.sample(sorted(questions), min(count, len(questions)))
    put = [(question, rng.choice(companies)) for question in sample]
    return [answerer.answer(text, company=name).kind is MessageKind.ANSWER for text, name in put]
