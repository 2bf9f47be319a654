"""The first few clauses of a ranking read closely: put in order anew, and whether any of them answers at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.encoding import FloatArray
from knowledge.index import CompanyIndex
from knowledge.paths import model_dir
from knowledge.ranking import Ranked, Reading
from knowledge.reader import READER_FILE, ClausePart, ClauseReader
from knowledge.vocabulary import CompanyId

READ = 6
"""How many clauses are read: the right one is hardly ever beyond, and each costs some milliseconds."""


FURTHEST = 3.0
"""The reader moves a clause by at most this on either side: it does not overrule what checked facts say of a region."""


@dataclass(frozen=True)
class Weights:
    """How the ranking's score and the reader's logit are put together.

    Chosen on held-out invented policies and on half of the other companies' questions
    (`python -m knowledge.evaluation.tuning`), never on the questions that are reported.
    """

    ranking: float = 8.0
    reader: float = 1.0


@dataclass(frozen=True)
class Closely:
    """`ranked`: best first, those that were read in front; `answered`: the probability, 0..1, that one of them
    answers, by the reader alone; `logits` of those that were read, in the new order."""

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
    chapter goes before a clause of chapter 1, however well that one reads."""
    read = len(found.logits)
    rows = [(one, found.logits[n] if n < read else None) for n, one in enumerate(found.ranked)]
    rows = (
        [row for row in rows[:read] if row[0].number in numbers]
        + [row for row in rows[:read] if row[0].number not in numbers]
        + rows[read:]
    )
    return Closely(
        [one for one, _ in rows], found.answered, tuple(logit for _, logit in rows if logit is not None)
    )


class CloseReading:
    """Reads. Safe to use from several threads."""

    def __init__(self, reader: ClauseReader, weights: Weights | None = None) -> None:
        self._reader = reader
        self.weights = weights or Weights()

    def read(
        self, reading: Reading, ranked: Sequence[Ranked], companies: dict[CompanyId, CompanyIndex]
    ) -> Closely:
        """The ranking after reading its first clauses."""
        first = list(ranked[:READ])
        parts = [self._part(reading, one, companies[one.clause.company]) for one in first]
        if reading.states is None or any(part is None for part in parts) or not first:
            return Closely(list(ranked), 1.0 if ranked else 0.0)
        logits = self._reader.logits(reading.states[0], [part for part in parts if part is not None])
        bounded = np.clip(logits, -FURTHEST, FURTHEST)
        total = self.weights.reader * bounded + self.weights.ranking * np.array([one.score for one in first])
        order = np.argsort(-total, kind="stable")
        none = 1.0 / (1.0 + float(np.exp(np.minimum(logits, 50.0)).sum()))
        again = [first[number] for number in order]
        return Closely([*again, *ranked[READ:]], 1.0 - none, tuple(float(logits[number]) for number in order))

    @staticmethod
    def _part(reading: Reading, one: Ranked, company: CompanyIndex) -> ClausePart | None:
        """The part of the clause that holds its nearest sentence."""
        number = one.number
        candidates = company.parts.of_clause.get(number)
        if not candidates:
            return None
        cosines: FloatArray = company.parts.vectors[candidates] @ reading.vector.astype(np.float32)
        best = candidates[int(cosines.argmax())]
        return ClausePart(company.parts.sides(best), float(cosines.max()))


def load_close_reading(threads: int = 2) -> CloseReading | None:
    """The reader of this installation's model; None where another model is set, or it was built without one."""
    path = model_dir() / READER_FILE
    if os.environ.get("MADOGUCHI_EMBEDDING_MODEL") or not path.exists():
        return None
    return CloseReading(ClauseReader(path, threads))
