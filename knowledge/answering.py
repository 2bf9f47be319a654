"""Answers questions from the policies: verbatim quotations, or that the policy does not say.

The topic of a question decides which desk facts speak to it; what the facts do not cover is answered from
the clauses that search and topic find together. A company without `desk.yml` is answered from its clauses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from knowledge.citations import Citation
from knowledge.composing import (
    Asker,
    Audience,
    Regions,
    Routed,
    Statement,
    clause_citation,
    closure,
    closure_first,
    quote_from,
    route_facts,
    unique,
    withheld,
)
from knowledge.encoding import Encoder
from knowledge.encoding_st import make_encoder
from knowledge.facts.loading import load_desks
from knowledge.facts.model import Desk
from knowledge.facts.procedure import offered_types
from knowledge.facts.routes import Route, load_routes
from knowledge.grounding import Grounding, ground
from knowledge.index import ensure_index
from knowledge.places import customer_region
from knowledge.ranking import Coverage, Ranked, Ranker, Reading
from knowledge.search import Searcher
from knowledge.topics.classifier import TopicClassifier, artefact_path, load_or_train
from knowledge.vocabulary import MessageKind, Region, Requester, RequestType

OUT_OF_SCOPE_FROM = 0.6
"""From this probability on a question is none of the desk's business."""
ANSWERED_FROM = 0.25
"""A question is answered where the policy states at least this part of what it is probably about."""
SILENT_FROM = 0.5
"""Where the topics of which the policy is known to say nothing are this probable together, the desk says so."""
SECOND_TOPIC = 0.5
"""The facts of a second topic are said where it comes to this share of the first one."""
SECOND_CLAUSE = 0.85
"""A second clause is quoted where its score comes to this share of the first one's."""
LONGEST = 900
"""An answer's statements end here, in characters; the first one is always said."""


@dataclass(frozen=True)
class Answer:
    """What the desk says to a question.

    `statements` are verbatim; `near` is what the policy says nearby where it does not answer; `replaced`
    (staff only) is what the region's chapter puts out of force. `topic` is the likeliest topic's id.
    `silent_regions`: the region is open, and of these the policy does not say what it says of others.
    `next_step` is the request that could be opened. `confidence` 0..1.
    """

    kind: MessageKind
    confidence: float
    topic: str | None
    statements: tuple[Statement, ...] = ()
    near: tuple[Statement, ...] = ()
    replaced: tuple[Statement, ...] = ()
    passages: tuple[FoundPassage, ...] = ()
    next_step: RequestType | None = None
    region: Region | None = None
    silent_regions: Regions = ()


@dataclass(frozen=True)
class FoundPassage:
    """A clause for the look-up, best first: `rank` from 1, `score` 0..1."""

    rank: int
    score: float
    citation: Citation
    region: Region | None = None


@dataclass(frozen=True)
class Lookup:
    """The look-up of staff: whether the policy answers, how sure the desk is, the answer, the clauses."""

    answerable: bool
    confidence: float
    answer: Answer | None
    passages: tuple[FoundPassage, ...]


class Answerer:
    """Answers questions. Safe to use from several threads; a call takes some 10 to 50 ms."""

    def __init__(self, ranker: Ranker, desks: Mapping[str, Desk], routes: Mapping[str, Route]) -> None:
        self.ranker = ranker
        self.desks = desks
        self.routes = routes
        self._grounded: dict[tuple[str, Region | None], Grounding] = {}

    def ready(self) -> bool:
        """Whether questions can be answered."""
        return bool(self.ranker.searcher.index.companies)

    def lookup(
        self,
        question: str,
        *,
        company: str | None = None,
        region: Region | str | None = None,
        limit: int = 5,
        companies: Collection[str] | None = None,
    ) -> Lookup:
        """The clauses for a question, and the answer of the company asked about.

        Without a company the clauses of all (or of `companies`) are searched and nothing is answered: an answer
        is never taken from another company's policy. Raises KeyError: no such company.
        """
        if company is None:
            reading = self.ranker.read(question)
            ranked = self.ranker.rank(reading, company=None, region=_region(region))
            own = [one for one in ranked if companies is None or one.clause.company in companies]
            return Lookup(False, 0.0, None, _passages(own[:limit]))
        answer = self.answer(question, company=company, region=region, audience="staff", limit=limit)
        return Lookup(answer.kind is MessageKind.ANSWER, answer.confidence, answer, answer.passages)

    def answer(
        self,
        question: str,
        *,
        company: str,
        region: Region | str | None = None,
        requester: Requester | None = None,
        request_type: RequestType | None = None,
        audience: Audience = "customer",
        limit: int = 5,
    ) -> Answer:
        """The answer for this customer. A place in the question counts before `region`.

        Raises:
            KeyError: there is no such company.
        """
        part = self.ranker.searcher.index.companies[company]
        desk = self.desks.get(company)
        regions = desk.regions if desk is not None else part.regions
        reading = self.ranker.read(question)
        if not reading.text:
            return Answer(MessageKind.OUT_OF_SCOPE, 1.0, None)
        own = (customer_region(question) or _region(region)) if regions else None
        grounding = self._ground(company, own)
        ranked = self.ranker.rank(reading, company=company, region=own, grounding=grounding)
        visible = {one.clause.id for one in ranked}
        coverage = self.ranker.coverage(reading, company, visible, grounding)
        asker = Asker(own, requester, request_type, audience)
        answer = _Composer(self, reading, ranked, coverage, grounding, company, asker).answer()
        answer = replace(answer, passages=_passages(ranked[:limit]), region=own)
        return answer if audience == "staff" else replace(answer, replaced=())

    def _ground(self, company: str, region: Region | None) -> Grounding:
        """Computed once for each company and region: desk facts do not change while the app runs."""
        if (company, region) not in self._grounded:
            part = self.ranker.searcher.index.companies[company]
            topic_ids = self.ranker.topics.topic_ids
            self._grounded[company, region] = ground(
                part, self.desks.get(company), self.routes, topic_ids, region
            )
        return self._grounded[company, region]


class _Composer:
    """Decides what is said to one question."""

    def __init__(
        self,
        answerer: Answerer,
        reading: Reading,
        ranked: list[Ranked],
        coverage: Coverage,
        grounding: Grounding,
        company: str,
        asker: Asker,
    ) -> None:
        self.answerer, self.reading, self.ranked = answerer, reading, ranked
        self.coverage, self.asker = coverage, asker
        self.desk = answerer.desks.get(company)
        silent = np.where(grounding.silent, coverage.asked, 0.0)
        self.known_silent = float(silent.sum()) >= SILENT_FROM
        leading = silent if self.known_silent else coverage.asked
        self.topic = coverage.topic_ids[int(leading.argmax())]

    def answer(self) -> Answer:
        """An answer, or which kind of none."""
        if self.reading.out_of_scope >= OUT_OF_SCOPE_FROM:
            return Answer(MessageKind.OUT_OF_SCOPE, self.reading.out_of_scope, self.topic)
        total = self.coverage.total
        if not self.ranked or self.known_silent or total < ANSWERED_FROM:
            return self._not_stated(1.0 - total)
        topics = self.coverage.likeliest(SECOND_TOPIC)[:2]
        routed = [found for topic, _ in topics if (found := self._facts(topic)) is not None and found.stated]
        facts = unique(one for found in routed for one in found.stated)
        statements = (*facts, *self._quoted(1 if facts else 2, facts))
        return Answer(
            MessageKind.ANSWER,
            total,
            topics[0][0],
            statements=_shortened(closure_first(statements)),
            replaced=unique(one for found in routed for one in found.replaced),
            next_step=self._next_step(topics[0][0]),
            silent_regions=routed[0].silent_regions if routed else (),
        )

    def _not_stated(self, confidence: float) -> Answer:
        routed = self._facts(self.topic)
        near = routed.near if routed is not None and routed.silent else self._quoted(1)
        return Answer(MessageKind.NOT_STATED, confidence, self.topic, near=_shortened(closure_first(near)))

    def _facts(self, topic: str) -> Routed | None:
        """What the desk facts say on a topic; None where none are routed to it."""
        route = self.answerer.routes.get(topic)
        return route_facts(self.desk, route, self.asker) if self.desk is not None and route else None

    def _quoted(self, most: int, said: tuple[Statement, ...] = ()) -> tuple[Statement, ...]:
        """Quotations from the best clauses, apart from what is said already and what customers are not told."""
        hidden = withheld(self.desk, self.asker.audience) if self.desk is not None else ()
        open_region = self.asker.region is None
        best = [one for one in self.ranked[:most] if one.score >= SECOND_CLAUSE * self.ranked[0].score]
        quotations = [
            quote_from(
                one.clause,
                one.passage.version,
                self.answerer.ranker.sentences(self.reading, one.clause),
                region=one.clause.region if open_region else None,
                said=(*said, *hidden),
            )
            for one in best
        ]
        found = unique(one for one in quotations if one is not None)
        if self.desk is not None and any(_holds(one, hidden) for one in best):
            return unique([*closure(self.desk), *found])
        return found

    def _next_step(self, topic: str | None) -> RequestType | None:
        route = self.answerer.routes.get(topic) if topic is not None else None
        if self.desk is None or route is None or self.desk.fact("desk.closed") is not None:
            return None
        wanted = route.next or self.asker.request_type
        return wanted if wanted in offered_types(self.desk, self.asker.region) else None


def _passages(ranked: list[Ranked]) -> tuple[FoundPassage, ...]:
    return tuple(
        FoundPassage(
            rank,
            min(1.0, one.score / 2),
            clause_citation(one.clause, one.passage.version),
            one.clause.region,
        )
        for rank, one in enumerate(ranked, 1)
    )


def _holds(ranked: Ranked, statements: tuple[Statement, ...]) -> bool:
    clause = ranked.clause
    return any(one.citation.start < clause.end and clause.start < one.citation.end for one in statements)


def _shortened(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    length, kept = 0, 0
    for one in statements:
        length += len(one.text)
        if kept and length > LONGEST:
            break
        kept += 1
    return statements[:kept]


def _region(region: Region | str | None) -> Region | None:
    return Region(region) if region else None


def ensure_topics(encoder: Encoder) -> TopicClassifier:
    """The topic classifier of this installation; trained (some minutes) where it is missing or outdated.

    The set-up calls it, so that the app does not train when it starts.
    """
    return load_or_train(artefact_path(), encoder)


def load_answerer() -> Answerer:
    """The answerer over this installation's model, index, topics and desk facts; builds what is missing."""
    encoder = make_encoder()
    index = ensure_index(encoder)
    topics = ensure_topics(encoder)
    return Answerer(Ranker(Searcher(index, encoder), topics), load_desks(), load_routes())
