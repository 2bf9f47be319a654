"""What a few lines of code reach: BM25, the plain encoder, and both together, over our clauses.

They search what this customer may be told of the company asked about, as the desk does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import faiss
import numpy as np

from benchmarks.peers.job import Found
from benchmarks.quality.vectors import VectorStore
from knowledge.chunking import Clause
from knowledge.encoding import Encoder, FloatArray
from knowledge.evaluation.questions import Question
from knowledge.index import CompanyIndex, Index
from knowledge.search import normalise_question, visible
from knowledge.tokenizing import search_terms

RRF_K = 60
"""The constant of reciprocal rank fusion, as in its paper (Cormack, Clarke and Büttcher 2009)."""

Scores = Callable[[CompanyIndex, str], FloatArray]
"""(clauses of a company, question) -> one score a clause."""


def words(part: CompanyIndex, question: str) -> FloatArray:
    """BM25 over Sudachi's words."""
    terms = search_terms(normalise_question(question))
    if not terms:
        return np.zeros(len(part.clauses), dtype=np.float32)
    return np.asarray(part.words.get_scores(terms), dtype=np.float32)


def vectors(encoder: Encoder, index: Index, store: VectorStore) -> Scores:
    """Cosine of question and clause, by FAISS over the clauses as the desk embeds them: with their headings."""
    flat: dict[str, faiss.Index] = {}
    for name, part in index.companies.items():
        flat[name] = faiss.IndexFlatIP(encoder.dim)
        flat[name].add(store.vectors(encoder, [embedded(one) for one in part.clauses], queries=False))

    def scores(part: CompanyIndex, question: str) -> FloatArray:
        query = encoder.encode_queries([normalise_question(question)])
        values, numbers = flat[part.company].search(query, len(part.clauses))
        result = np.zeros(len(part.clauses), dtype=np.float32)
        result[numbers[0]] = values[0]
        return result

    return scores


def embedded(clause: Clause) -> str:
    """The text of a clause that is embedded and searched for words (`knowledge.index.passage_texts`)."""
    return f"{clause.section}\n{clause.text}"


def reciprocal_rank_fusion(rows: Sequence[FloatArray]) -> FloatArray:
    """One score from several rankings of the same things."""
    total = np.zeros(len(rows[0]), dtype=np.float64)
    for row in rows:
        order = np.argsort(-row, kind="stable")
        total[order] += 1.0 / (RRF_K + 1 + np.arange(len(row)))
    return total.astype(np.float32)


def search(index: Index, question: Question, scorers: Sequence[Scores], depth: int) -> list[Found]:
    """The best clauses by one scorer, or by several fused."""
    part = index.companies[question.company]
    told = [n for n, one in enumerate(part.clauses) if visible(one, question.region, part.regions)]
    rows = [scorer(part, question.question)[told] for scorer in scorers]
    total = rows[0] if len(rows) == 1 else reciprocal_rank_fusion(rows)
    best = np.argsort(-total, kind="stable")[:depth]
    found = [(part.clauses[told[at]], float(total[at])) for at in best]
    return [Found(clause.start, clause.end, score) for clause, score in found]
