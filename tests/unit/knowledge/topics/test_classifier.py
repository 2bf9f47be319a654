"""Training, reading and refusing, with an encoder of the test's own: character pairs hashed into 96 numbers."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.search import normalise_question
from knowledge.topics.classifier import TopicClassifier, TopicsOutdatedError, load_or_train
from knowledge.topics.evaluate import auroc, calibration_error, top_k
from knowledge.topics.kana import is_kana_only
from knowledge.topics.taxonomy import OUT_OF_SCOPE, POLICY, Topic, TopicMap
from knowledge.topics.training import encode_topics, fit_temperature, near_duplicate_groups, softmax
from knowledge.training.labels import Labelled, Labels

pytestmark = pytest.mark.slow  # topics are learnt

DIM = 96
_WORDS = "朝昼夜春夏秋冬山川海空町村駅店庭窓机本紙"


class PairEncoder:
    """Deterministic vectors: texts that share character pairs are near. Counts how often it is asked."""

    def __init__(self, name: str = "pairs@1") -> None:
        self.name = name
        self.dim = DIM
        self.calls = 0

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.calls += 1
        return self._vectors(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._vectors(texts) + np.float32(0.05)

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        result = np.zeros((len(texts), DIM), dtype=np.float32)
        for row, text in enumerate(texts):
            for i in range(max(1, len(text) - 1)):
                number = int.from_bytes(hashlib.sha256(text[i : i + 2].encode()).digest()[:4], "big")
                result[row, number % DIM] += 1.0
        return np.asarray(result / np.linalg.norm(result, axis=1, keepdims=True), dtype=np.float32)


def _topic(topic: str, scope: str, word: str, kana: str) -> Topic:
    examples = [f"{a}の{word}は{b}ですか" for a, b in zip(_WORDS, reversed(_WORDS), strict=True)]
    spoken = [f"{kana}は{k}ですか" for k in ("いつ", "どこ", "なに", "いくら", "だれ", "どれ")]
    clauses = [f"当社は{word}を{a}に定めます。" for a in _WORDS[:5]]
    return Topic(topic, "group", scope, "見本。", ((*examples, *spoken),), tuple(clauses))


@pytest.fixture(scope="module")
def topics() -> TopicMap:
    return TopicMap(
        (
            _topic("fee", POLICY, "手数料", "てすうりょう"),
            _topic("papers", POLICY, "本人確認書類", "ほんにんかくにん"),
            _topic("weather", OUT_OF_SCOPE, "天気予報", "てんきよほう"),
        )
    )


LABELS = Labels(
    (
        Labelled("いくら包めばよいものか", ("fee",)),
        Labelled("お月さまはまるいか", ("weather", "fee")),
        Labelled("いくらつつめばよいものか", ("fee",)),
    ),
    (Labelled("第三条　御代", ("fee",)), Labelled("第四条　御代と証", ("fee", "papers"))),
)


@pytest.fixture(scope="module")
def classifier(topics: TopicMap) -> TopicClassifier:
    return TopicClassifier.train(topics, PairEncoder())


def test_a_question_finds_its_topic_and_the_probabilities_add_up(classifier: TopicClassifier) -> None:
    text = "開示の手数料を知りたい"
    scores = classifier.classify(PairEncoder().encode_queries([text])[0], text)
    assert scores[0].topic == "fee"
    assert sum(score.probability for score in scores) == pytest.approx(1.0)
    assert [s.probability for s in scores] == sorted((s.probability for s in scores), reverse=True)
    assert len(classifier.classify(np.zeros(DIM), "", limit=2)) == 2
    in_order = classifier.in_order(scores)
    assert [in_order[classifier.topic_ids.index(s.topic)] for s in scores] == [s.probability for s in scores]


def test_nothing_is_learnt_from_examples_in_kana_only(topics: TopicMap) -> None:
    asked: list[str] = []

    class Listening(PairEncoder):
        def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
            asked.extend(texts)
            return super().encode_queries(texts)

    encode_topics(topics, Listening())
    assert "朝の手数料は紙ですか" in asked and "てすうりょうはいくらですか" not in asked


def test_invented_policies_teach_wording_and_clauses(topics: TopicMap, classifier: TopicClassifier) -> None:
    data = encode_topics(topics, PairEncoder(), LABELS)
    assert data.labelled == (("いくら包めばよいものか", 0),), "one topic, and not in kana only"
    assert data.stated.topics.tolist() == [0, 0, 1] and data.stated.groups.tolist() == [0, 1, 1]
    assert data.shares.tolist() == [1.0, 0.5, 0.5], "a clause of two topics counts once"

    taught, untaught = TopicClassifier.from_data(topics, data), classifier
    nothing = np.zeros(DIM)

    def share(of: TopicClassifier) -> float:
        return {s.topic: s.probability for s in of.classify(nothing, "いくら包めばよいものか")}["fee"]

    assert share(taught) > share(untaught) + 0.1
    clause = PairEncoder().encode_passages(["第三条　御代"])
    assert taught.clause_probabilities(clause)[0, 0] > untaught.clause_probabilities(clause)[0, 0] + 0.1


def test_what_is_learnt_from_is_normalised_as_what_is_asked(topics: TopicMap) -> None:
    wide = TopicMap((replace(topics.topics[0], examples=(("ＦＥＥ　ですか　？",),)),))
    assert encode_topics(wide, PairEncoder()).texts == (normalise_question("ＦＥＥ　ですか　？"),)


def test_out_of_scope_is_told_from_policy(classifier: TopicClassifier) -> None:
    outside, inside = (
        classifier.out_of_scope_probability(
            classifier.classify(PairEncoder().encode_queries([text])[0], text)
        )
        for text in ("明日の天気予報は晴れ", "手数料の金額")
    )
    assert outside > 0.5 > inside


def test_the_wording_tells_what_the_vector_does_not(classifier: TopicClassifier) -> None:
    """The same vector for both: what is typed decides."""
    vector = PairEncoder().encode_queries(["これはいくつですか"])[0]
    told = {
        classifier.classify(vector, text)[0].topic
        for text in ("手数料はいくつですか", "天気予報はいくつですか")
    }
    assert told == {"fee", "weather"}


def test_a_clause_states_policy_topics_only(classifier: TopicClassifier) -> None:
    clauses = PairEncoder().encode_passages(
        ["当社は手数料を別に定めます。", "当社は本人確認書類を別に定めます。"]
    )
    stated = classifier.clause_probabilities(clauses)
    assert [classifier.topic_ids[row.argmax()] for row in stated] == ["fee", "papers"]
    assert (stated[:, classifier.topic_ids.index("weather")] == 0.0).all()


def test_training_twice_gives_the_same_bytes(topics: TopicMap, tmp_path: Path) -> None:
    for name in ("one.npz", "two.npz"):
        TopicClassifier.train(topics, PairEncoder()).save(tmp_path / name, topics, "pairs@1")
    one, two = (np.load(tmp_path / name) for name in ("one.npz", "two.npz"))
    assert one.files == two.files
    assert all(np.array_equal(one[name], two[name]) for name in one.files)


def test_what_was_saved_answers_as_before(
    classifier: TopicClassifier, topics: TopicMap, tmp_path: Path
) -> None:
    path = tmp_path / "deep" / "topics.npz"
    classifier.save(path, topics, "pairs@1")
    loaded = TopicClassifier.load(path, topics, "pairs@1")
    vectors = PairEncoder().encode_queries(["手数料", "天気予報", "書類"])
    texts = ["手数料", "天気予報", "書類"]
    np.testing.assert_allclose(
        loaded.question_probabilities(vectors, texts),
        classifier.question_probabilities(vectors, texts),
        atol=1e-5,
    )
    np.testing.assert_allclose(
        loaded.clause_probabilities(vectors), classifier.clause_probabilities(vectors), atol=1e-5
    )
    assert loaded.topic_ids == topics.ids
    assert [p.name for p in path.parent.iterdir()] == ["topics.npz"]


def test_an_artefact_of_other_data_or_another_model_is_refused(
    classifier: TopicClassifier, topics: TopicMap, tmp_path: Path
) -> None:
    path = tmp_path / "topics.npz"
    classifier.save(path, topics, "pairs@1")
    first = topics.topics[0]
    for changed in (
        replace(first, definition="別の説明。"),
        replace(first, examples=(*first.examples, ("ほかの人の問い",))),
    ):
        with pytest.raises(TopicsOutdatedError, match="topics_sha256"):
            TopicClassifier.load(path, TopicMap((changed, *topics.topics[1:])), "pairs@1")
    with pytest.raises(TopicsOutdatedError, match="model"):
        TopicClassifier.load(path, topics, "pairs@2")
    with pytest.raises(TopicsOutdatedError, match="topics_sha256"):
        TopicClassifier.load(path, topics, "pairs@1", LABELS)


def test_a_missing_or_damaged_artefact_is_refused(
    classifier: TopicClassifier, topics: TopicMap, tmp_path: Path
) -> None:
    path = tmp_path / "topics.npz"
    with pytest.raises(TopicsOutdatedError, match="not there"):
        TopicClassifier.load(path, topics, "pairs@1")
    classifier.save(path, topics, "pairs@1")
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], b"", b"not a zip file", whole[:900] + b"\0" * 64 + whole[964:]):
        path.write_bytes(damaged)
        with pytest.raises(TopicsOutdatedError, match="damaged"):
            TopicClassifier.load(path, topics, "pairs@1")


def test_load_or_train_trains_once_and_again_when_the_model_changes(topics: TopicMap, tmp_path: Path) -> None:
    path, encoder = tmp_path / "topics.npz", PairEncoder()
    told: list[str] = []
    load_or_train(path, encoder, topics, told.append)
    trained = encoder.calls
    assert trained > 0
    load_or_train(path, encoder, topics, told.append)
    assert encoder.calls == trained
    assert len(told) == 1 and "learnt anew" in told[0], "who waits is told what for"
    other = PairEncoder("pairs@2")
    load_or_train(path, other, topics)
    assert other.calls == trained


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("てすうりょうはいくら？", True),
        ("くっきーってなに", True),
        ("手数料はいくら", False),
        ("アナリティクス", False),
        ("How much", False),
        ("IPあどれす", False),
        ("はい", False),
        ("123", False),
        ("", False),
    ],
)
def test_a_text_in_kana_only_is_told_from_every_other(text: str, kana: bool) -> None:
    assert is_kana_only(text) is kana


def test_near_duplicates_share_a_group_within_their_topic_only() -> None:
    texts = [
        "手数料はいくらですか",
        "手数料はいくらですか？",
        "まったく別の質問です",
        "手数料はいくらですか!",
    ]
    groups = near_duplicate_groups(texts, np.array([0, 0, 0, 1]))
    assert groups[0] == groups[1]
    assert len({groups[0], groups[2], groups[3]}) == 3


def test_the_temperature_softens_what_is_too_sure() -> None:
    random = np.random.default_rng(7)
    labels = random.integers(0, 4, 400)
    logits = random.normal(size=(400, 4))
    logits[np.arange(400), labels] += 1.0
    honest = fit_temperature(logits, labels)
    assert fit_temperature(logits * 2, labels) == pytest.approx(honest * 2, rel=0.05)


def test_the_figures_of_the_evaluation_are_those_counted_by_hand() -> None:
    probabilities = np.array([[0.6, 0.3, 0.1], [0.2, 0.5, 0.3], [0.1, 0.2, 0.7]])
    labels = np.array([0, 2, 2])
    assert top_k(probabilities, labels, 1) == pytest.approx(2 / 3)
    assert top_k(probabilities, labels, 2) == 1.0
    assert auroc(np.array([0.9, 0.5]), np.array([0.5, 0.1])) == pytest.approx(0.875)
    assert calibration_error(np.array([[0.8, 0.2]] * 10), np.array([0] * 8 + [1] * 2)) == pytest.approx(0.0)
    assert softmax(np.array([[0.0, 0.0]])).tolist() == [[0.5, 0.5]]
