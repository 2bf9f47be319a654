"""Ranks clauses for a question: hybrid search, joined with what the question and the clause are about.

A paraphrase shares no word with the clause that answers it. Its topic does: the probability that the
question is about a topic, times the degree in which a clause states it, summed over the topics, counts
beside the search score. Both sides are trained on texts that come from no company's policy.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.asked_ways import by_its_way
from knowledge.chunking import Clause
from knowledge.encoding import FloatArray, encode_question
from knowledge.grounding import Grounding
from knowledge.index import CompanyIndex
from knowledge.late_interaction import QuestionTokens
from knowledge.mending.mender import Mender
from knowledge.residence import without_residence
from knowledge.scope import ScopeClassifier
from knowledge.search import Passage, Searcher, normalise_question
from knowledge.tokenizing import search_terms
from knowledge.topics.classifier import TopicClassifier, TopicScore
from knowledge.vocabulary import CompanyId, Region

Floats = NDArray[np.float64]
# Chosen on invented policies that were held out of all training (knowledge/evaluation/tuning.py).
_TOPIC_WEIGHT = 0.4
_TOPIC_WEIGHT_IN_CLAUSE = 1.0
_FACT_SHARE = 3.0
_GUESS_BESIDE_FACT = 0.5
_EVERYTHING = 100_000
_NAMES_A_LAW = re.compile(
    r"gdpr|ccpa|cpra|pipl|dpa\b|一般データ保護|消費者プライバシー法|個人情報保護法|个人信息保护法"
    r"|権利|权利|權利|\brights\b|\bright to\b",
    re.IGNORECASE,
)
"""What makes a question one about the law of a place, rather than one by somebody who lives there."""


@dataclass(frozen=True)
class Ranked:
    """A clause, its number in the company's index, and its score, 0..2: half from the search, half from the topic."""

    score: float
    passage: Passage
    number: int = 0

    @property
    def clause(self) -> Clause:
        """The clause."""
        return self.passage.clause


@dataclass(frozen=True)
class Reading:
    """What a question is about; `out_of_scope` is the probability that it is none of the desk's business.

    `text` is the question in ordinary spelling, `typed` what was typed where that differs. `states` (layers, tokens,
    width) are what the clause reader works on, `tokens` what the matcher compares; None where the encoder has none.
    """

    text: str
    vector: Floats
    topics: tuple[TopicScore, ...]
    out_of_scope: float
    states: FloatArray | None = None
    tokens: QuestionTokens | None = None
    typed: str = ""


@dataclass(frozen=True)
class Coverage:
    """Per topic: the probability that it is asked about, and the part of it that the policy states.

    `sure`: how much of the question is told by these topics, 0..1. The rest spoke for topics that only a place in it
    suggests, and which are left out.
    """

    topic_ids: tuple[str, ...]
    asked: Floats
    stated: Floats
    sure: float = 1.0

    @property
    def total(self) -> float:
        """How far the question is answered by the policy, 0..1."""
        return float(self.stated.sum())

    def likeliest(self, least: float) -> list[tuple[str, float]]:
        """The topics that are asked about and stated, with at least this share of the leading one."""
        order = np.argsort(-self.stated, kind="stable")
        top = float(self.stated[order[0]])
        return [
            (self.topic_ids[number], float(self.stated[number]))
            for number in order
            if top > 0 and self.stated[number] >= least * top
        ]


@dataclass(frozen=True)
class _Statement:
    """Per company: which topics each clause and each sentence states, as probabilities."""

    clauses: Floats
    sentences: Floats


class Ranker:
    """Ranks the clauses of an index. Safe to use from several threads."""

    def __init__(
        self,
        searcher: Searcher,
        topics: TopicClassifier,
        scope: ScopeClassifier | None = None,
        suggested_by_place: Collection[str] = (),
        groups: Mapping[str, str] | None = None,
        mender: Mender | None = None,
    ) -> None:
        """`groups`: of what kind each topic is (fee, whether, how much, who pays the postage are one).
        `suggested_by_place`: topics on the law of a region. Any place in a question speaks for them, so they count
        only where it names a law or rights."""
        self.searcher = searcher
        self.topics = topics
        self.scope = scope
        self._mender = mender
        self.groups = dict(groups or {})
        parts = searcher.index.companies
        self._numbers = {
            company: {clause.id: number for number, clause in enumerate(part.clauses)}
            for company, part in parts.items()
        }
        self._by_place = np.array([topic in suggested_by_place for topic in topics.topic_ids])
        # The clauses' head gives no share to topics that are none of the desk's business.
        self._policy_topics = topics.clause_probabilities(np.zeros(searcher.index.dim))[0] > 0
        self._stated = {company: _statements(part, topics) for company, part in parts.items()}

    def read(self, question: str) -> Reading:
        """Normalises, mends and embeds a question, and tells its topics.

        A sentence that only says where somebody lives draws the vector towards clauses on other countries; without it
        a regional chapter's own words are found worse. The mean of both vectors does neither.
        """
        typed = normalise_question(question)
        text = self._mender.mend(typed) if self._mender is not None else typed
        encoded = encode_question(self.searcher.encoder, text)
        vector = encoded.vector.astype(np.float64)
        matter = without_residence(text)
        if matter != text:
            both = vector + encode_question(self.searcher.encoder, matter).vector
            vector = both / np.linalg.norm(both)
        topics = by_its_way(self.topics.classify(vector, matter), matter)
        outside = (
            self.scope.outside(vector, text)
            if self.scope is not None
            else self.topics.out_of_scope_probability(topics)
        )
        return Reading(
            text=text,
            vector=vector,
            topics=topics,
            out_of_scope=outside,
            states=encoded.states,
            tokens=encoded.question,
            typed=typed if typed != text else "",
        )

    def rank(
        self,
        reading: Reading,
        *,
        company: CompanyId | None,
        region: Region | None,
        grounding: Grounding | None = None,
    ) -> list[Ranked]:
        """All clauses that this customer may be told, best first. Raises KeyError: no such company.

        `grounding` (of one company) tells which clauses are known to state a topic, and which hold only
        rules that are out of force: those go last.
        """
        found = self.searcher.similar(
            reading.vector.astype(np.float32),
            company=company,
            region=region,
            limit=_EVERYTHING,
            # As it was typed as well: a name that was converted wrongly still finds its clause.
            terms=list(dict.fromkeys([*search_terms(reading.text), *search_terms(reading.typed)])),
        )
        about, _ = self._about(reading)
        names = [company] if company is not None else list(self.searcher.index.companies)
        ranked: list[tuple[bool, Ranked]] = []
        bonus = {name: self._shares(name, grounding) @ about for name in names}
        for passage in found:
            name = passage.clause.company
            number = self._numbers[name][passage.clause.id]
            score = passage.score + _TOPIC_WEIGHT * float(bonus[name][number])
            spent = grounding is not None and bool(grounding.replaced[number])
            ranked.append((spent, Ranked(score, passage, number)))
        return [one for _, one in sorted(ranked, key=lambda pair: (pair[0], -pair[1].score))]

    def coverage(
        self, reading: Reading, company: CompanyId, visible: set[str], grounding: Grounding
    ) -> Coverage:
        """How far the policy, as far as this customer may see it, states what is asked.

        For a topic with desk facts they decide; for another one its best clause among `visible` (by id).
        """
        rows = [number for name, number in self._numbers[company].items() if name in visible]
        stated = self._stated[company].clauses
        best = np.sqrt(stated[rows].max(axis=0)) if rows else np.zeros(stated.shape[1])
        best = np.where(grounding.silent, 0.0, np.where(grounding.stated, 1.0, best))
        about, sure = self._about(reading)
        return Coverage(self.topics.topic_ids, about, np.asarray(about * best), sure)

    def sentences(self, reading: Reading, clause: Clause) -> list[tuple[int, int, float]]:
        """The clause's sentences as (start, end, score), in the order of the text."""
        part = self.searcher.index.companies[clause.company]
        about, _ = self._about(reading)
        stated = self._stated[clause.company].sentences
        rows = [
            number
            for number, sentence in enumerate(part.sentences)
            if clause.start <= sentence.start and sentence.end <= clause.end
        ]
        if not rows:
            return []
        vectors = np.stack([part.sentence_vectors.reconstruct(number) for number in rows])
        cosine = vectors @ reading.vector
        spread = float(cosine.max() - cosine.min()) or 1.0
        score = (cosine - cosine.min()) / spread + _TOPIC_WEIGHT_IN_CLAUSE * np.sqrt(stated[rows]) @ about
        return [
            (part.sentences[number].start, part.sentences[number].end, float(value))
            for number, value in zip(rows, score, strict=True)
        ]

    def _about(self, reading: Reading) -> tuple[Floats, float]:
        """The question's probabilities over the policy topics, as if it were the desk's business; and the share of
        them that was left when those that only a place suggests were taken out."""
        all_topics = self.topics.in_order(reading.topics)
        inside = np.where(self._policy_topics, all_topics, 0.0)
        total = max(float(inside.sum()), 1e-9)
        if not _NAMES_A_LAW.search(reading.text):
            inside = np.where(self._by_place, 0.0, inside)
        left = max(float(inside.sum()), 1e-9)
        return np.asarray(inside / left), min(left / total, 1.0)

    def _shares(self, company: CompanyId, grounding: Grounding | None) -> Floats:
        """Each clause's degree of stating each topic, 1 for the clause of the company that does so most.

        The square root keeps the second and third clause of a topic in play. Where checked facts tell which
        clauses state it, those lead, and the guesses about the others count half.
        """
        root = np.sqrt(self._stated[company].clauses)
        shares = root / np.maximum(root.max(axis=0), 1e-9)
        if grounding is None:
            return np.asarray(shares)
        known = grounding.holds.any(axis=0)
        sure = np.where(grounding.holds, _FACT_SHARE, _GUESS_BESIDE_FACT * shares)
        return np.asarray(np.where(known, sure, shares))


def _statements(part: CompanyIndex, topics: TopicClassifier) -> _Statement:
    """A clause states what it states as a whole, or in one of its sentences."""
    clauses = topics.clause_probabilities(part.clause_vectors.reconstruct_n(0, len(part.clauses)))
    if not part.sentences:
        return _Statement(clauses, clauses[:0])
    sentences = topics.clause_probabilities(part.sentence_vectors.reconstruct_n(0, len(part.sentences)))
    for number, sentence in enumerate(part.sentences):
        clauses[sentence.clause] = np.maximum(clauses[sentence.clause], sentences[number])
    return _Statement(clauses, sentences)
