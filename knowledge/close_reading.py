"""The first few clauses of a ranking read closely: put in order anew token by token, and whether any of the first
answers at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.encoding import FloatArray
from knowledge.index import CompanyIndex
from knowledge.late_interaction import MATCHER, Matcher, PartTokens, read_matcher
from knowledge.paths import model_dir
from knowledge.ranking import Ranked, Reading
from knowledge.reader import READER_FILE, ClausePart, ClauseReader
from knowledge.vocabulary import CompanyId

COMPARED = 10
"""How many clauses are compared token by token: the right one is hardly ever beyond."""
READ = 3
"""How many of them are read: whether one of these answers tells as well as six did, for half the time."""
FURTHEST = 5.0
"""The comparison moves a clause by at most this on either side: it does not overrule what facts say of a region."""


@dataclass(frozen=True)
class Weights:
    """How much the ranking's score counts beside the comparison's logit, for a company with desk facts and without.

    Chosen by `python -m knowledge.evaluation.tuning`: without facts on held-out invented policies and on half of the
    other companies' questions; with facts, which the ranking knows and the comparison does not, on the development
    questions, and so that no nearness overrules what they say of a region.
    """

    curated: float = 8.0
    bare: float = 12.0


@dataclass(frozen=True)
class Closely:
    """`ranked`: best first, those that were compared in front; `answered`: the probability, 0..1, that one of those
    that were read answers, by the reader alone; `logits` of the comparison, in the new order."""

    ranked: list[Ranked]
    answered: float
    logits: tuple[float, ...] = ()

    @property
    def scores(self) -> list[float]:
        """0..1 for each of `ranked`, never rising: the ranking's scores, as far as the order allows."""
        scores: list[float] = []
        for one in self.ranked:
            scores.append(min(one.score / 2, 1.0, *scores[-1:]))
        return scores


def put_first(found: Closely, numbers: set[int]) -> Closely:
    """The same with these clauses in front, each group in its order: what checked facts say of the customer's own
    chapter goes before a clause of chapter 1, however near that one comes."""
    compared = len(found.logits)
    rows = [(one, found.logits[n] if n < compared else None) for n, one in enumerate(found.ranked)]
    rows = (
        [row for row in rows[:compared] if row[0].number in numbers]
        + [row for row in rows[:compared] if row[0].number not in numbers]
        + rows[compared:]
    )
    return Closely(
        [one for one, _ in rows], found.answered, tuple(logit for _, logit in rows if logit is not None)
    )


class CloseReading:
    """Compares and reads. Safe to use from several threads."""

    def __init__(self, matcher: Matcher, reader: ClauseReader, weights: Weights | None = None) -> None:
        self._matcher, self._reader = matcher, reader
        self.weights = weights or Weights()

    def read(
        self,
        reading: Reading,
        ranked: Sequence[Ranked],
        companies: dict[CompanyId, CompanyIndex],
        *,
        curated: bool,
    ) -> Closely:
        """The ranking after its first clauses were compared, and the first of these read; `curated`: it knows facts."""
        first = [(one, _best_part(reading, one, companies[one.clause.company])) for one in ranked[:COMPARED]]
        found = [(one, part) for one, part in first if part is not None]
        if reading.states is None or reading.tokens is None or len(found) < len(first) or not found:
            return Closely(list(ranked), 1.0 if ranked else 0.0)
        logits = self._matcher.logits(reading.tokens, [part.compared for _, part in found])
        bounded = np.clip(logits, -FURTHEST, FURTHEST)
        scores = np.array([one.score for one, _ in found])
        weight = self.weights.curated if curated else self.weights.bare
        order = np.argsort(-(bounded + weight * scores), kind="stable")
        read = self._reader.logits(reading.states[0], [found[number][1].read for number in order[:READ]])
        none = 1.0 / (1.0 + float(np.exp(np.minimum(read, 50.0)).sum()))
        again = [found[number][0] for number in order]
        return Closely(
            [*again, *ranked[COMPARED:]], 1.0 - none, tuple(float(logits[number]) for number in order)
        )


@dataclass(frozen=True)
class _BestPart:
    """The part of a clause that holds its nearest sentence, as it is compared and as it is read."""

    compared: PartTokens
    read: ClausePart


def _best_part(reading: Reading, one: Ranked, company: CompanyIndex) -> _BestPart | None:
    """None where the index was made without a reader."""
    candidates = company.parts.of_clause.get(one.number)
    if not candidates:
        return None
    cosines: FloatArray = company.parts.vectors[candidates] @ reading.vector.astype(np.float32)
    best = candidates[int(cosines.argmax())]
    cosine = float(cosines.max())
    return _BestPart(
        PartTokens(company.parts.own_tokens(best), cosine), ClausePart(company.parts.sides(best), cosine)
    )


def load_close_reading(threads: int = 2) -> CloseReading | None:
    """Matcher and reader of this installation's model; None where another model is set, or it was built without them.

    Raises:
        BadMatcher: its file is damaged.
    """
    matcher, reader = model_dir() / MATCHER.name, model_dir() / READER_FILE
    if os.environ.get("MADOGUCHI_EMBEDDING_MODEL") or not (matcher.exists() and reader.exists()):
        return None
    return CloseReading(Matcher(read_matcher(matcher)), ClauseReader(reader, threads))
