"""Answers questions from the policies: verbatim quotations, or that the policy does not say.

The topic of a question decides which desk facts may speak to it; the clauses that search and topic find together are
read closely, and the reading decides what is said. A company without `desk.yml` is answered from its clauses.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from threadpoolctl import threadpool_limits

from knowledge.answer import Answer, FoundPassage, Lookup
from knowledge.articles import by_their_matter
from knowledge.bare_wishes import how_it_is_requested
from knowledge.choosing import Chooser, Examined
from knowledge.close_reading import Closely, CloseReading, load_close_reading, put_first
from knowledge.composing import Asker, Audience, clause_citation
from knowledge.encoding import Encoder
from knowledge.encoding_st import make_encoder
from knowledge.facts.loading import load_desks
from knowledge.facts.model import Desk
from knowledge.facts.routes import Route, load_routes
from knowledge.grounding import Grounding, ground
from knowledge.index import Index, ensure_index
from knowledge.languages import is_japanese
from knowledge.left_open import of_what_is_stated
from knowledge.mending.mender import load_mender
from knowledge.places import customer_region
from knowledge.ranking import Coverage, Ranked, Ranker, Reading
from knowledge.scope import load_or_train_scope
from knowledge.search import Searcher
from knowledge.shorthand import written_out
from knowledge.topics.classifier import TopicClassifier, artefact_path, load_or_train
from knowledge.topics.taxonomy import load_topics
from knowledge.vocabulary import CompanyId, MessageKind, Region, Requester, RequestType

__all__ = ["Answer", "Answerer", "FoundPassage", "Lookup", "answerer_over", "load_answerer"]


SURE_TOPIC = 0.5
"""From this probability of a topic and its like on, the region's own rule on them goes first."""
BESIDE_TOPIC = 0.17
"""And that on a topic of its group which comes to this share of its probability. Set so that two wordings of a question
in a development dialogue hold; from 0.15 on down a development question is told worse."""


class Answerer:
    """Answers questions. Safe to use from several threads; `make bench` shows what a call costs."""

    def __init__(
        self,
        ranker: Ranker,
        desks: Mapping[CompanyId, Desk],
        routes: Mapping[str, Route],
        closely: CloseReading | None = None,
    ) -> None:
        self.ranker = ranker
        self.desks = desks
        self.routes = routes
        self.closely = closely
        self._other_language: dict[CompanyId, bool] = {}
        self._grounded: dict[tuple[str, Region | None, RequestType | None], Grounding] = {}

    def ready(self) -> bool:
        """Whether questions can be answered."""
        return bool(self.ranker.searcher.index.companies)

    def lookup(
        self,
        question: str,
        *,
        company: CompanyId | None = None,
        region: Region | None = None,
        limit: int = 5,
        companies: Collection[CompanyId] | None = None,
    ) -> Lookup:
        """The clauses for a question, and the answer of the company asked about.

        Without a company the clauses of all (or of `companies`) are searched and nothing is answered: an answer
        is never taken from another company's policy. A bare wish is the question how that is requested. Raises
        KeyError: no such company.
        """
        question = how_it_is_requested(question)
        if company is None:
            reading = self.ranker.read(question)
            ranked = self.ranker.rank(reading, company=None, region=region)
            own = [one for one in ranked if companies is None or one.clause.company in companies]
            return Lookup(
                False, 0.0, None, _passages(self._read_closely(reading, own, curated=bool(self.desks)), limit)
            )
        answer = self.answer(question, company=company, region=region, audience="staff", limit=limit)
        return Lookup(answer.kind is MessageKind.ANSWER, answer.confidence, answer, answer.passages)

    def answer(
        self,
        question: str,
        *,
        company: CompanyId,
        region: Region | None = None,
        requester: Requester | None = None,
        request_type: RequestType | None = None,
        audience: Audience = "customer",
        limit: int = 5,
    ) -> Answer:
        """The answer for this customer. A place in the question counts before `region`.

        Raises:
            KeyError: there is no such company.
        """
        asker = Asker(region, requester, request_type, audience)
        examined = self.examine(question, company, asker)
        if examined is None:
            return Answer(MessageKind.OUT_OF_SCOPE, 1.0, None)
        answer = Chooser(self.ranker, self.desks.get(company), self.routes, examined).answer()
        answer = replace(answer, passages=_passages(examined.found, limit), region=examined.asker.region)
        answer = replace(answer, on_topic=_on_topic(examined))
        return answer if audience == "staff" else replace(answer, replaced=())

    def examine(self, question: str, company: CompanyId, asker: Asker) -> Examined | None:
        """All that is known of a question before it is decided what to say; None for an empty one."""
        part = self.ranker.searcher.index.companies[company]
        desk = self.desks.get(company)
        regions = desk.regions if desk is not None else part.regions
        reading = self.ranker.read(by_their_matter(written_out(question), regions))
        if not reading.text:
            return None
        own = (customer_region(question) or asker.region) if regions else None
        grounding = self._ground(company, own, asker.request_type)
        told, ids = asker.requester is not None, self.ranker.topics.topic_ids
        topics = of_what_is_stated(reading.topics, ids, grounding, question, asker_told=told)
        reading = replace(reading, topics=topics)
        ranked = self.ranker.rank(reading, company=company, region=own, grounding=grounding)
        visible = {one.clause.id for one in ranked}
        coverage = self.ranker.coverage(reading, company, visible, grounding)
        found = self._read_closely(reading, ranked, curated=desk is not None)
        if own is not None:
            found = put_first(found, self._own_rules(ranked, coverage, grounding, own))
        return Examined(
            company, replace(asker, region=own), reading, found, coverage, grounding, self._foreign(company)
        )

    def _foreign(self, company: CompanyId) -> bool:
        """Whether the company's policy is in another language than Japanese: looked at once."""
        if company not in self._other_language:
            part = self.ranker.searcher.index.companies[company]
            self._other_language[company] = not is_japanese("".join(one.text for one in part.clauses))
        return self._other_language[company]

    def _read_closely(self, reading: Reading, ranked: list[Ranked], *, curated: bool) -> Closely:
        if self.closely is None:
            return Closely(ranked, 1.0 if ranked else 0.0)
        return self.closely.read(reading, ranked, self.ranker.searcher.index.companies, curated=curated)

    def _own_rules(
        self, ranked: list[Ranked], coverage: Coverage, grounding: Grounding, region: Region
    ) -> set[int]:
        """The clauses of the region's chapter in which checked facts stand on the likeliest topic, or on another of its
        group that is nearly as likely: whether originals are wanted is answered where the papers are named."""
        top = int(coverage.asked.argmax())
        groups = [self.ranker.groups.get(topic, topic) for topic in coverage.topic_ids]
        alike = [
            number
            for number, group in enumerate(groups)
            if group == groups[top] and coverage.asked[number] >= BESIDE_TOPIC * coverage.asked[top]
        ]
        if coverage.asked[alike].sum() < SURE_TOPIC:
            return set()
        return {
            one.number
            for one in ranked
            if one.clause.region is region and grounding.holds[one.number, alike].any()
        }

    def _ground(
        self, company: CompanyId, region: Region | None, request_type: RequestType | None = None
    ) -> Grounding:
        """Computed once for each company, region and type of request: desk facts do not change while the app runs."""
        about = company, region, request_type if region is not None else None
        if about not in self._grounded:
            part = self.ranker.searcher.index.companies[company]
            topic_ids = self.ranker.topics.topic_ids
            self._grounded[about] = ground(
                part, self.desks.get(company), self.routes, topic_ids, region, about[2]
            )
        return self._grounded[about]


def _on_topic(examined: Examined) -> float:
    """How likely the question is the desk's business, and about the likeliest topic."""
    coverage = examined.coverage
    return float(coverage.asked.max() * coverage.sure * (1.0 - examined.outside))


def _passages(found: Closely, limit: int) -> tuple[FoundPassage, ...]:
    return tuple(
        FoundPassage(rank, score, clause_citation(one.clause, one.passage.version), one.clause.region)
        for rank, (one, score) in enumerate(zip(found.ranked[:limit], found.scores[:limit], strict=True), 1)
    )


def ensure_topics(encoder: Encoder) -> TopicClassifier:
    """The topic classifier of this installation; trained (some minutes) where it is missing or outdated.

    The set-up calls it, so that the app does not train when it starts.
    """
    return load_or_train(artefact_path(), encoder)


def load_answerer() -> Answerer:
    """The answerer over this installation's model, index, topics and desk facts; builds what is missing."""
    encoder = make_encoder()
    answerer = answerer_over(ensure_index(encoder), encoder, load_desks())
    one_thread_a_product()
    return answerer


def answerer_over(index: Index, encoder: Encoder, desks: Mapping[CompanyId, Desk]) -> Answerer:
    """The answerer as it is served, over this index: what tries a policy out is told what customers would be."""
    routes = load_routes()
    by_place = [topic for topic, route in routes.items() if route.broad]
    groups = {topic.id: topic.group for topic in load_topics().topics}
    ranker = Ranker(
        Searcher(index, encoder),
        ensure_topics(encoder),
        load_or_train_scope(encoder),
        by_place,
        groups,
        load_mender(),
    )
    return Answerer(ranker, desks, routes, load_close_reading())


def one_thread_a_product() -> None:
    """Numpy's products on the caller's thread only, in the whole process from now on.

    A question's are so small (a vector by some hundred or thousand rows) that waking a second thread takes longer than
    all of the work, and on a busy machine many times as long: the scope's product alone half an embedding.
    """
    threadpool_limits(limits=1, user_api="blas")
