"""Chooses what is said to one question: desk facts, quotations, or that the policy does not say.

The topic of a question names the desk facts that may answer it; the clauses that were read closely tell whether they
do. Facts of a topic are said first where one of them stands in a clause that the reader found to the point; else the
best clause goes first, and facts follow only if their topic is more likely than not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from knowledge.answer import Answer
from knowledge.asked_values import load_asked_values
from knowledge.close_reading import READ, Closely
from knowledge.composing import (
    CLOSURE,
    Asker,
    Routed,
    Statement,
    closure,
    closure_first,
    quote_from,
    route_facts,
    unique,
    withheld,
)
from knowledge.facts.model import Desk
from knowledge.facts.procedure import offered_types
from knowledge.facts.routes import Route
from knowledge.fee_lines import FEE_TOPICS, SURE, says_the_fee
from knowledge.grounding import Grounding
from knowledge.judging import BORDER, Signals, judge_for, log_odds
from knowledge.ranking import Coverage, Ranked, Ranker, Reading
from knowledge.vocabulary import CompanyId, MessageKind, RequestType

OUT_OF_SCOPE_FROM = 0.5
"""From this probability on a question is none of the desk's business."""
SILENT_FROM = 0.85
"""Where the likeliest topic (with others of its group that are as silent) is this probable, and the policy is known to
say nothing of it, that is what is said, whatever the judge thinks: a clause that looks right may be another region's
rule. Less probable ones are weighed by the judge: every topic is either stated or silent, so that a topic wrongly
guessed would deny what the policy does say."""
ONLY_IF_SURE = 8
"""Silence that is told by words alone counts with this power of its topics' probability. Of questions on invented
policies 85 of 406 unanswered and 31 of 1,404 answered ones came to 0.9 and more, but 11 and 31 to between 0.8 and 0.9:
there the topic was as likely guessed wrongly."""
SECOND_TOPIC = 0.5
"""The facts of a second topic are said where it comes to this share of the first one."""
UNREAD_TOPIC = 0.5
"""Facts that stand in none of the clauses to the point are said where their topic is at least this probable."""
TO_THE_POINT = 4.0
"""A clause is to the point as well where the comparison's logit for it is this near to the best one's. Chosen on the
development questions without desk facts: of what must be said .82 is with 1.5, .84 with 2.5, .87 with 4."""
STANDS_ALONE = -1.0
"""Without desk facts a clause answers whatever the judge thinks, where the comparison's logit for it is at least this
and no other is to the point (docs/decisions/0096). Of 378 questions that policies leave open none more was answered."""
COVERED, NOT_COVERED = 0.8, 0.1
"""For a policy in another language than Japanese no words tell that it is silent, and the reader is unsure of questions
in Japanese. Whether its clauses are on the topic tells more there: from `COVERED` on a clause that is `APART` answers,
and below `NOT_COVERED` none does that hardly speaks to the question (docs/decisions/0102)."""
APART = 2.5
"""So far behind the best clause the next one is, by the comparison's logit, where the topic is covered."""
UNSAID = 0.5
"""It does not where what is asked is this probably unsaid by the words of all clauses."""
HOW_TO_ASK = frozenset(
    {"request_how_to_start", "reply_time", "reply_method", "send_to_address", "refusal_grounds"}
    | {"identity_papers_which", "agent_papers_statutory", "agent_papers_mandate"}
)
"""How a request is made and what comes of it is told together, in a chapter of several clauses or in one long one, so
that the reader finds none that answers; where the topics tell that the policy says it, it is answered
(docs/decisions/0113)."""
WAYS = {"desk_phone": "telephone", "desk_email": "email", "desk_fax": "fax"}
"""By topic the kind of value (`asked_values.yml`) that answers it: a number in a box of contacts says little else, so
that the reader finds no clause that answers. Not hours: a trade's own ("when are you open") were answered with the
desk's."""
SECOND_CLAUSE = 0.85
"""Without a reader: a second clause is quoted where its score comes to this share of the first one's."""
MOST_CLAUSES = 2
MOST_NEAR = 2
"""Where the policy is silent, so many quotations of what it says nearby."""
WITHOUT_ITS_VALUE = 0.05
"""An answer is at most this probable where a value is asked for and nothing near the question holds one of its kind."""
LONGEST = 1100
"""An answer's statements end here, in characters; the first one is always said."""


@dataclass(frozen=True)
class Examined:
    """Everything that is known of a question before it is decided what to say."""

    company: CompanyId
    asker: Asker
    reading: Reading
    found: Closely
    coverage: Coverage
    grounding: Grounding
    foreign: bool = False
    """Whether the policy is written in another language than Japanese."""

    @property
    def signals(self) -> Signals:
        """What speaks for and against the policy answering."""
        asked = self.coverage.asked
        known, told = (
            float(np.where(which, asked, 0.0).sum()) * self.coverage.sure
            for which in (self.grounding.silent, self.grounding.unspoken)
        )
        return Signals(
            reader=log_odds(self.found.answered),
            coverage=self.coverage.total,
            silent=known + told**ONLY_IF_SURE,
            stated=float(np.where(self.grounding.stated, asked, 0.0).sum()),
            nearest=max((one.passage.cosine for one in self.found.ranked), default=0.0),
            outside=log_odds(self.reading.out_of_scope),
        )

    @property
    def outside(self) -> float:
        """The probability, 0 to 1, that the question is none of the desk's business."""
        return BORDER.outside(log_odds(self.reading.out_of_scope), max(self.found.logits, default=None))

    @property
    def answers_plainly(self) -> bool:
        """Whether a company's policy text alone answers, whatever the reader says."""
        return self.stands_alone or self.told_in_a_line or self.tells_how_to_ask or self.holds_the_way

    @property
    def stands_alone(self) -> bool:
        """Whether one clause speaks to the question and every other is far behind, and nothing tells of a silence."""
        logits = self.found.logits
        if len(logits) < 2 or self.signals.silent >= UNSAID:
            return False
        return logits[0] >= STANDS_ALONE and logits[0] - max(logits[1:]) >= TO_THE_POINT

    @property
    def covered(self) -> bool | None:
        """For a policy that is not in Japanese: whether its topics tell that it answers, or does not; None where they
        leave that open."""
        logits, total = self.found.logits, self.coverage.total
        if not self.foreign or len(logits) < 2:
            return None
        if total >= COVERED and logits[0] - max(logits[1:]) >= APART:
            return True
        return False if total < NOT_COVERED and logits[0] < 0 else None

    @property
    def tells_how_to_ask(self) -> bool:
        """Whether it is surely how a request is made that is asked, and the policy's topics tell that it says so."""
        top = int(self.coverage.asked.argmax())
        sure = self.coverage.topic_ids[top] in HOW_TO_ASK and bool(self.coverage.asked[top] >= SURE)
        return sure and self.coverage.total >= COVERED and self.signals.silent < UNSAID

    @property
    def holds_the_way(self) -> bool:
        """Whether a way to the desk is surely asked, and the best clause or the next holds one."""
        top = int(self.coverage.asked.argmax())
        kind = WAYS.get(self.coverage.topic_ids[top])
        if kind is None or self.coverage.asked[top] < SURE:
            return False
        return load_asked_values().held(
            (kind,), [one.clause.text for one in self.found.ranked[:MOST_CLAUSES]]
        )

    @property
    def told_in_a_line(self) -> bool:
        """Whether it is surely the fee that is asked for, and a line of the best clause names it."""
        asked = self.coverage.asked
        top = int(asked.argmax())
        if self.coverage.topic_ids[top] not in FEE_TOPICS or asked[top] < SURE or not self.found.ranked:
            return False
        best = self.found.ranked[0].clause
        return says_the_fee(best.section, best.text)

    @property
    def wanting(self) -> bool:
        """Whether a value is asked for, and neither the first clauses nor those with facts on the topic hold one."""
        values = load_asked_values()
        kinds = values.asked(self.reading.text)
        if not kinds:
            return False
        holds = self.grounding.holds[:, int(self.coverage.asked.argmax())]
        near = [
            one.clause.text
            for place, one in enumerate(self.found.ranked)
            if place < READ or holds[one.number]
        ]
        return not values.held(kinds, near)


class Chooser:
    """Decides what is said to one question."""

    def __init__(
        self, ranker: Ranker, desk: Desk | None, routes: Mapping[str, Route], examined: Examined
    ) -> None:
        self.ranker, self.desk, self.routes, self.examined = ranker, desk, routes, examined
        self.asker, self.ranked = examined.asker, examined.found.ranked
        self.judge = judge_for(curated=desk is not None)
        answered = self.judge.answered(examined.signals)
        if desk is None and examined.answers_plainly:
            answered = max(answered, self.judge.threshold)
        elif desk is None and examined.covered is not None:
            answered = max(answered, self.judge.threshold) if examined.covered else min(answered, NOT_COVERED)
        self.answered = min(answered, WITHOUT_ITS_VALUE) if examined.wanting else answered
        coverage = examined.coverage
        likeliest = int(coverage.asked.argmax())
        self.known_silent = bool(
            examined.grounding.silent[likeliest] and self._silent_beside(likeliest) >= SILENT_FROM
        )
        self.topic = coverage.topic_ids[likeliest]

    def _silent_beside(self, likeliest: int) -> float:
        """How probable it is that this topic is asked about, or another of its group of which nothing is said."""
        coverage, groups = self.examined.coverage, self.ranker.groups
        group = groups.get(coverage.topic_ids[likeliest])
        alike = [
            number == likeliest or (group is not None and groups.get(topic) == group)
            for number, topic in enumerate(coverage.topic_ids)
        ]
        mass = np.where(self.examined.grounding.silent & np.array(alike), coverage.asked, 0.0).sum()
        return float(mass) * coverage.sure

    def answer(self) -> Answer:
        """An answer, or which kind of none."""
        outside = self.examined.outside
        if outside >= OUT_OF_SCOPE_FROM:
            return Answer(MessageKind.OUT_OF_SCOPE, outside, self.topic)
        if not self.ranked or self.known_silent or self.answered < self.judge.threshold:
            return self._not_stated()
        topics = self.examined.coverage.likeliest(SECOND_TOPIC)[:2]
        best = self._to_the_point()
        # What only the place suggests comes after what is asked.
        by_matter = sorted(topics, key=lambda pair: pair[0] in self.routes and self.routes[pair[0]].broad)
        # None: the policy states nothing of what is probably asked, and yet a clause was found to answer.
        leading = by_matter[0][0] if by_matter else None
        routed = [
            (found, 0.0 if self.routes[topic].broad else share)
            for topic, share in by_matter
            if (found := self._facts(topic)) is not None and found.stated
        ]
        confirmed = [found for found, _ in routed if any(_holds(one, found.stated) for one in best)]
        likely = [found for found, share in routed if found not in confirmed and share >= UNREAD_TOPIC]
        facts = unique(one for found in confirmed for one in found.stated)
        quoted = self._quoted(best, facts)
        further = unique(one for found in likely for one in found.stated)
        said = confirmed + likely
        return Answer(
            MessageKind.ANSWER,
            self.answered,
            leading if said or not routed else None,
            statements=_shortened(closure_first(unique([*facts, *quoted, *further]))),
            replaced=unique(one for found in said for one in found.replaced),
            next_step=self._next_step(leading),
            silent_regions=said[0].silent_regions if said else (),
            silent_keys=said[0].silent_keys if said else (),
        )

    def _not_stated(self) -> Answer:
        routed = self._facts(self.topic)
        near = routed.near if routed is not None and routed.silent else self._quoted(self.ranked[:1], ())
        route = self.routes.get(self.topic)
        return Answer(
            MessageKind.NOT_STATED,
            1.0 - self.answered,
            self.topic,
            near=_shortened(_nearby(near)),
            next_step=self._offered_of(route.next) if route is not None else None,
        )

    def _to_the_point(self) -> list[Ranked]:
        """The best clause, and the next where it is nearly as good.

        Beside a clause of the customer's own chapter, none of chapter 1 is quoted: side by side they would read as if
        both rules had to be met.
        """
        first, logits = self.ranked[:MOST_CLAUSES], self.examined.found.logits
        own = first[0].clause.region if self.asker.region is not None else None
        found = first[:1]
        for number, one in enumerate(first[1:], 1):
            near = (
                logits[number] >= logits[0] - TO_THE_POINT
                if logits
                else one.score >= SECOND_CLAUSE * first[0].score
            )
            if near and (own is None or one.clause.region is own):
                found.append(one)
        return found

    def _facts(self, topic: str) -> Routed | None:
        """What the desk facts say on a topic; None where none are routed to it."""
        route = self.routes.get(topic)
        return route_facts(self.desk, route, self.asker) if self.desk is not None and route else None

    def _quoted(self, best: list[Ranked], said: tuple[Statement, ...]) -> tuple[Statement, ...]:
        """The best clauses in quotations, apart from what is said already and what customers are not told.

        The sentences nearest to the question go first; what else the first clause says follows, so that a list is
        given whole.
        """
        hidden = withheld(self.desk, self.asker.audience) if self.desk is not None else ()
        quotations: list[Statement] = []
        for number, one in enumerate(best):
            sentences = self.ranker.sentences(self.examined.reading, one.clause)
            for _ in range(4 if number == 0 and not said else 1):
                quotation = quote_from(
                    one.clause,
                    one.passage.version,
                    sentences,
                    region=one.clause.region if self.asker.region is None else None,
                    said=(*said, *hidden, *quotations),
                )
                if quotation is None or ((said or quotations) and _only_headings(quotation)):
                    break
                quotations.append(quotation)
        found = unique(quotations)
        if self.desk is not None and any(_holds(one, hidden) for one in best):
            return unique([*closure(self.desk), *found])
        return found

    def _next_step(self, topic: str | None) -> RequestType | None:
        """The request to offer with an answer: the topic's own, else the one that is being asked about."""
        route = self.routes.get(topic) if topic is not None else None
        if route is None:
            return None
        asked = (self.asker.request_type,) if self.asker.request_type else ()
        return self._offered_of(route.next or asked)

    def _offered_of(self, wanted: tuple[RequestType, ...]) -> RequestType | None:
        """The first of these that the desk has for this customer; none at a desk that has closed."""
        if self.desk is None or self.desk.fact("desk.closed") is not None:
            return None
        types = offered_types(self.desk, self.asker.region)
        return next((one for one in wanted if one in types), None)


def _only_headings(quotation: Statement) -> bool:
    """Whether nothing is left of a clause but what its section is called: beside an answer it tells nothing."""
    section = {"".join(part.split()) for part in quotation.citation.section.split(" > ")}
    return all("".join(line.split()) in section for line in quotation.text.splitlines() if line.strip())


def _nearby(near: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """At most `MOST_NEAR` of what stands nearby; that the desk has closed goes in front and does not count."""
    closed = tuple(one for one in near if one.lead in CLOSURE)
    return (*closed, *[one for one in near if one.lead not in CLOSURE][:MOST_NEAR])


def _holds(ranked: Ranked, statements: tuple[Statement, ...]) -> bool:
    clause = ranked.clause
    return any(one.citation.start < clause.end and clause.start < one.citation.end for one in statements)


def _shortened(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    ends = accumulate(len(one.text) for one in statements)
    return statements[: max(1, sum(end <= LONGEST for end in ends))]
