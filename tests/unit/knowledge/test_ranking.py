"""How clauses are ranked: by the search and by what question and clause are about, with topics that a test plants."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.grounding import Grounding
from knowledge.index import CompanyIndex, ensure_index
from knowledge.paths import policies_dir
from knowledge.ranking import Ranker, Reading
from knowledge.search import Searcher, normalise_question
from knowledge.topics.classifier import TopicClassifier, TopicScore
from knowledge.vocabulary import CompanyId
from tests.unit.knowledge.fakes import BigramEncoder

ONI = CompanyId("oni")
TOPICS = ("fee", "abroad", "weather")
"""The second is on the law of a place; the third is none of the desk's business."""
QUESTION = "クッキーを拒否するとどうなりますか"
Flags = NDArray[np.bool_]


class PlantedTopics:
    """Says of a text's vector what was planted for it, and nothing of any other."""

    topic_ids = TOPICS

    def __init__(self) -> None:
        self.planted: list[tuple[NDArray[Any], str, float]] = []
        self.asked: tuple[TopicScore, ...] = ()
        self.heard: list[str] = []

    def plant(self, vector: Any, topic: str, probability: float) -> None:
        self.planted.append((np.asarray(vector), topic, probability))

    def clause_probabilities(self, vectors: NDArray[Any]) -> NDArray[np.float64]:
        rows = np.atleast_2d(vectors)
        found = np.tile([1e-12, 1e-12, 0.0], (len(rows), 1))
        for number, row in enumerate(rows):
            for vector, topic, probability in self.planted:
                if np.allclose(row, vector):
                    found[number, TOPICS.index(topic)] = probability
        return found

    def in_order(self, scores: Sequence[TopicScore]) -> NDArray[np.float64]:
        known = {one.topic: one.probability for one in scores}
        return np.array([known.get(topic, 0.0) for topic in TOPICS])

    def classify(self, vector: NDArray[Any], text: str) -> list[TopicScore]:
        self.heard.append(text)
        return list(self.asked)

    def out_of_scope_probability(self, scores: Sequence[TopicScore]) -> float:
        return sum(one.probability for one in scores if one.topic == "weather")


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    encoder, folder = BigramEncoder(), tmp_path_factory.mktemp("index")
    paths: dict[CompanyId, Path] = {ONI: policies_dir() / "oni" / "policy.txt"}
    return Searcher(ensure_index(encoder, folder, lambda _: None, paths), encoder)


@pytest.fixture
def part(searcher: Searcher) -> CompanyIndex:
    return searcher.index.companies[ONI]


def ranker(searcher: Searcher, topics: PlantedTopics, by_place: Sequence[str] = ("abroad",)) -> Ranker:
    return Ranker(searcher, cast(TopicClassifier, topics), suggested_by_place=by_place)


def reading(searcher: Searcher, text: str = QUESTION, **topics: float) -> Reading:
    vector = searcher.encoder.encode_queries([normalise_question(text)])[0].astype(np.float64)
    return Reading(text, vector, tuple(TopicScore(name, value) for name, value in topics.items()), 0.0)


def known(part: CompanyIndex, **flags: Any) -> Grounding:
    rows, columns = len(part.clauses), len(TOPICS)
    none: dict[str, Flags] = {
        "holds": np.zeros((rows, columns), dtype=bool),
        "stated": np.zeros(columns, dtype=bool),
        "silent": np.zeros(columns, dtype=bool),
        "replaced": np.zeros(rows, dtype=bool),
        "unspoken": np.zeros(columns, dtype=bool),
    }
    return Grounding(**{**none, **flags})


def order(ranker: Ranker, read: Reading, grounding: Grounding | None = None) -> list[int]:
    return [one.number for one in ranker.rank(read, company=ONI, region=None, grounding=grounding)]


def scores(ranker: Ranker, read: Reading, grounding: Grounding | None = None) -> dict[int, float]:
    return {one.number: one.score for one in ranker.rank(read, company=ONI, region=None, grounding=grounding)}


def test_a_clause_on_the_matter_gains_by_as_much_as_the_matter_is_asked_about(
    searcher: Searcher, part: CompanyIndex
) -> None:
    plain = scores(ranker(searcher, PlantedTopics()), reading(searcher))
    topics = PlantedTopics()
    topics.plant(part.clause_vectors.reconstruct(3), "fee", 0.8)
    topics.plant(part.clause_vectors.reconstruct(5), "fee", 0.2)
    planted = ranker(searcher, topics)
    asked = scores(planted, reading(searcher, fee=0.6, weather=0.4))
    assert asked[3] - plain[3] == pytest.approx(0.4), (
        "the clause that states it most, whatever else was meant"
    )
    assert asked[5] - plain[5] == pytest.approx(0.2), "the square root of a quarter keeps the second in play"
    assert asked[7] - plain[7] == pytest.approx(0.0, abs=1e-4)
    best = planted.rank(reading(searcher, fee=1.0), company=ONI, region=None)
    assert [one.score for one in best] == sorted((one.score for one in best), reverse=True)
    assert len(best) == len(part.clauses)
    assert all(one.clause is part.clauses[one.number] for one in best)


def test_a_clause_states_what_one_of_its_sentences_states(searcher: Searcher, part: CompanyIndex) -> None:
    number = next(n for n, one in enumerate(part.sentences) if one.clause == 4)
    topics = PlantedTopics()
    topics.plant(part.sentence_vectors.reconstruct(number), "fee", 0.9)
    plain = scores(ranker(searcher, PlantedTopics()), reading(searcher))
    found = scores(ranker(searcher, topics), reading(searcher, fee=1.0))
    gained = {at for at, score in found.items() if score - plain[at] > 0.3}
    assert 4 in gained
    assert len(gained) < 4


def test_facts_lead_over_guesses_and_what_is_out_of_force_goes_last(
    searcher: Searcher, part: CompanyIndex
) -> None:
    topics = PlantedTopics()
    topics.plant(part.clause_vectors.reconstruct(3), "fee", 0.8)
    planted, asked = ranker(searcher, topics), reading(searcher, fee=1.0)
    plain = scores(ranker(searcher, PlantedTopics()), reading(searcher))
    holds = np.zeros((len(part.clauses), len(TOPICS)), dtype=bool)
    holds[6, 0] = True
    found = scores(planted, asked, known(part, holds=holds))
    assert found[6] - plain[6] == pytest.approx(0.4 * 3.0)
    assert found[3] - plain[3] == pytest.approx(0.4 * 0.5)
    spent = np.zeros(len(part.clauses), dtype=bool)
    spent[6] = True
    ranked = order(planted, asked, known(part, holds=holds, replaced=spent))
    assert ranked[-1] == 6
    assert order(planted, asked, known(part, holds=holds))[0] == 6


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("ドイツからです。手数料は？", 0.75),
        ("GDPRでは手数料は？", 1.0),
        ("What are my rights in Germany?", 1.0),
        ("個人情報保護法では？", 1.0),
    ],
)
def test_a_place_suggests_its_law_only_to_who_names_a_law_or_rights(
    searcher: Searcher, part: CompanyIndex, text: str, sure: float
) -> None:
    asked = reading(searcher, text, fee=0.6, abroad=0.2, weather=0.2)
    found = ranker(searcher, PlantedTopics()).coverage(asked, ONI, set(), known(part))
    assert found.sure == pytest.approx(sure)
    assert list(found.asked) == pytest.approx([1.0, 0.0, 0.0] if sure < 1 else [0.75, 0.25, 0.0])


def test_a_policy_covers_what_it_is_known_to_state_and_nothing_on_which_it_is_known_to_be_silent(
    searcher: Searcher, part: CompanyIndex
) -> None:
    topics = PlantedTopics()
    topics.plant(part.clause_vectors.reconstruct(3), "fee", 0.49)
    planted, asked = ranker(searcher, topics, ()), reading(searcher, fee=0.5, abroad=0.5)
    seen, unseen = {part.clauses[3].id, part.clauses[4].id}, {part.clauses[4].id}

    def covered(visible: set[str], **flags: list[bool]) -> list[float]:
        facts = known(part, **{name: np.array(value) for name, value in flags.items()})
        return list(planted.coverage(asked, ONI, visible, facts).stated)

    assert covered(seen) == pytest.approx([0.35, 0.0, 0.0], abs=1e-4)
    assert covered(unseen) == pytest.approx([0.0, 0.0, 0.0], abs=1e-4), (
        "a clause that is not for this customer"
    )
    assert covered(set()) == pytest.approx([0.0, 0.0, 0.0])
    assert covered(seen, stated=[True, False, False]) == pytest.approx([0.5, 0.0, 0.0], abs=1e-4)
    assert covered(seen, silent=[True, False, False]) == pytest.approx([0.0, 0.0, 0.0], abs=1e-4)
    both = planted.coverage(asked, ONI, seen, known(part, stated=np.array([True, True, False])))
    assert both.total == pytest.approx(1.0)
    assert both.likeliest(0.9) == [("fee", 0.5), ("abroad", 0.5)]
    half = planted.coverage(asked, ONI, seen, known(part, stated=np.array([False, True, False])))
    assert half.likeliest(0.8) == [("abroad", 0.5)]
    assert [name for name, _ in half.likeliest(0.7)] == ["abroad", "fee"]
    assert planted.coverage(asked, ONI, set(), known(part)).likeliest(0.0) == []


def test_the_sentences_of_a_clause_are_told_in_their_order_with_what_speaks_for_each(
    searcher: Searcher, part: CompanyIndex
) -> None:
    at = max(range(len(part.clauses)), key=lambda n: sum(one.clause == n for one in part.sentences))
    clause = part.clauses[at]
    own = [n for n, one in enumerate(part.sentences) if one.clause == at]
    topics = PlantedTopics()
    topics.plant(part.sentence_vectors.reconstruct(own[-1]), "fee", 0.25)
    plain = ranker(searcher, PlantedTopics()).sentences(reading(searcher, fee=1.0), clause)
    found = ranker(searcher, topics).sentences(reading(searcher, fee=1.0), clause)
    places = [(part.sentences[n].start, part.sentences[n].end) for n in own]
    assert [(start, end) for start, end, _ in found] == places
    assert found[-1][2] - plain[-1][2] == pytest.approx(0.5, abs=1e-3), "the square root of a quarter"
    assert found[0][2] - plain[0][2] == pytest.approx(0.0, abs=1e-3)
    said = [score for _, _, score in plain]
    assert (min(said), max(said)) == pytest.approx((0.0, 1.0), abs=1e-3)


def test_where_somebody_lives_is_left_out_of_what_is_asked_and_kept_in_what_is_searched(
    searcher: Searcher,
) -> None:
    topics = PlantedTopics()
    topics.asked = (TopicScore("fee", 0.7), TopicScore("weather", 0.3))
    planted = ranker(searcher, topics)
    read = planted.read("ドイツに住んでいます。手数料はいくらですか")
    assert topics.heard == ["手数料はいくらですか"]
    whole, matter = searcher.encoder.encode_queries(
        ["ドイツに住んでいます。手数料はいくらですか", "手数料はいくらですか"]
    )
    both = (whole + matter) / np.linalg.norm(whole + matter)
    assert read.vector == pytest.approx(both, abs=1e-5)
    assert (read.out_of_scope, read.typed, read.topics) == (0.3, "", topics.asked)
    alone = planted.read("手数料はいくらですか")
    assert alone.vector == pytest.approx(matter, abs=1e-6)
