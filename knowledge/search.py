"""Finds the clauses that speak to a question."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from knowledge.chunking import Clause
from knowledge.encoding import Encoder, FloatArray
from knowledge.index import CompanyIndex, Index
from knowledge.tokenizing import closed_up, search_terms
from knowledge.vocabulary import CompanyId, Region

_SPACE = re.compile(r"\s+")
_ALIKE = 0.6
"""Share of a clause's character pairs that a regional clause must hold to speak of the same."""


@dataclass(frozen=True)
class Weights:
    """How the three scores are summed, each first brought to 0..1 over the clauses in question.

    `regional` is added for a clause of the customer's own chapter: where it and chapter 1 both speak, it goes first.
    `abroad` is taken from a clause of any regional chapter as long as nobody has said where the customer lives: what
    holds for everybody goes before what holds for some.
    Chosen on invented policies that were held out of all training (knowledge/evaluation/tuning.py), `abroad` on half of
    the questions by clause (docs/decisions/0088); flat around it.
    """

    clause: float = 0.3
    sentence: float = 0.5
    words: float = 0.2
    regional: float = 0.2
    abroad: float = 0.3


@dataclass(frozen=True)
class Passage:
    """A clause found. `score` is 0..1 within its question.

    `cosine` is the best sentence's plain cosine: comparable between questions, which `score` is not.
    """

    rank: int
    score: float
    clause: Clause
    version: str
    cosine: float = 0.0
    words: float = 0.0


def normalise_question(text: str) -> str:
    """Width and space variants made alike, gaps between kana closed; what a customer typed is else left as it is."""
    return closed_up(_SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip())


def visible(clause: Clause, region: Region | None, regions: Sequence[Region]) -> bool:
    """Whether a customer of `region` may be told this clause.

    Clauses outside regional chapters hold for all. A regional chapter is for its own region only; without a region
    (staff) all is visible.
    """
    if clause.region is None or region is None or not regions:
        return True
    return clause.region is region


def counterparts(part: CompanyIndex) -> dict[int, tuple[int, ...]]:
    """For each clause outside regional chapters, the regional clauses that repeat most of its words."""
    if not part.regions:
        return {}
    pieces = [_bigrams(clause.text) for clause in part.clauses]
    regional = [number for number, clause in enumerate(part.clauses) if clause.region is not None]
    found: dict[int, tuple[int, ...]] = {}
    for number, clause in enumerate(part.clauses):
        if clause.region is None and pieces[number]:
            alike = (n for n in regional if len(pieces[number] & pieces[n]) >= _ALIKE * len(pieces[number]))
            found[number] = tuple(alike)
    return {number: alike for number, alike in found.items() if alike}


def _bigrams(text: str) -> frozenset[str]:
    plain = _SPACE.sub("", text)
    return frozenset(a + b for a, b in pairwise(plain))


class Searcher:
    """Searches an index. Safe to use from several threads."""

    def __init__(self, index: Index, encoder: Encoder, weights: Weights | None = None) -> None:
        self.index = index
        self.encoder = encoder
        self.weights = weights or Weights()
        self._counterparts = {name: counterparts(part) for name, part in index.companies.items()}

    def search(
        self, question: str, *, company: CompanyId | None = None, region: Region | None = None, limit: int = 5
    ) -> list[Passage]:
        """The best clauses for a question, best first.

        Args:
            question: as the customer put it.
            company: whose policy; None searches all (staff only: an answer is never taken from another's policy).
            region: where the customer lives, see `visible`.
            limit: how many passages at most.

        Raises:
            KeyError: there is no such company.
        """
        text = normalise_question(question)
        if not text:
            return []
        vector = self.encoder.encode_queries([text])[0]
        return self.similar(vector, company=company, region=region, limit=limit, terms=search_terms(text))

    def similar(
        self,
        vector: FloatArray,
        *,
        company: CompanyId | None = None,
        region: Region | None = None,
        limit: int = 5,
        terms: Sequence[str] = (),
    ) -> list[Passage]:
        """The best clauses for a question whose vector is known already; `terms` are its `search_terms`."""
        found = (
            [self.index.companies[company]] if company is not None else list(self.index.companies.values())
        )
        rows: list[tuple[CompanyIndex, int]] = []
        columns: list[FloatArray] = []
        for part in found:
            scores = self._scores(part, vector, terms)
            for number, clause in enumerate(part.clauses):
                if visible(clause, region, part.regions):
                    rows.append((part, number))
                    columns.append(scores[:, number])
        if not rows:
            return []
        table = np.stack(columns, axis=1)
        total = self._fuse(table)
        if region is not None:
            own = np.array([part.clauses[number].region is region for part, number in rows])
            total = np.asarray(total + self.weights.regional * own, dtype=np.float32)
            self._put_regional_first(total, rows)
        else:
            abroad = np.array([part.clauses[number].region is not None for part, number in rows])
            total = np.asarray(total - self.weights.abroad * abroad, dtype=np.float32)
        order = np.argsort(-total, kind="stable")[:limit]
        return [
            self._passage(rank, float(total[at]), rows[at], table[:, at]) for rank, at in enumerate(order, 1)
        ]

    def _put_regional_first(self, total: FloatArray, rows: Sequence[tuple[CompanyIndex, int]]) -> None:
        """Where the customer's chapter says what chapter 1 says, its clause goes before that of chapter 1."""
        at = {(part.company, number): row for row, (part, number) in enumerate(rows)}
        for (company, number), row in at.items():
            for regional in self._counterparts[company].get(number, ()):
                other = at.get((company, regional))
                if other is not None:
                    total[other] = max(total[other], total[row] + 1e-4)

    def _scores(self, part: CompanyIndex, vector: FloatArray, terms: Sequence[str]) -> FloatArray:
        """(3, clauses): clause cosine, best sentence cosine, BM25."""
        query = np.ascontiguousarray(vector, dtype=np.float32).reshape(1, -1)
        count = len(part.clauses)
        result = np.zeros((3, count), dtype=np.float32)
        values, numbers = part.clause_vectors.search(query, count)
        result[0, numbers[0]] = values[0]
        result[1] = result[0]
        if part.sentences:
            values, numbers = part.sentence_vectors.search(query, len(part.sentences))
            for value, number in zip(values[0][::-1], numbers[0][::-1], strict=True):
                result[1, part.sentences[number].clause] = value
        if terms:
            result[2] = part.words.get_scores(list(terms))
        return result

    def _fuse(self, table: FloatArray) -> FloatArray:
        low = table.min(axis=1, keepdims=True)
        spread = table.max(axis=1, keepdims=True) - low
        scaled = np.where(spread > 1e-9, (table - low) / np.maximum(spread, 1e-9), 0.0)
        weights = np.array([self.weights.clause, self.weights.sentence, self.weights.words])
        fused = (weights[:, None] * scaled).sum(axis=0) / weights.sum()
        return np.asarray(fused, dtype=np.float32)

    @staticmethod
    def _passage(rank: int, score: float, row: tuple[CompanyIndex, int], raw: FloatArray) -> Passage:
        part, number = row
        return Passage(
            rank=rank,
            score=min(1.0, max(0.0, score)),
            clause=part.clauses[number],
            version=part.version,
            cosine=float(raw[1]),
            words=float(raw[2]),
        )
