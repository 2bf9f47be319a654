"""What topics are learnt from, encoded once; softmax regression over unit vectors; folds that keep near-duplicates
together, or authors apart.

Runs when the index is built (scikit-learn); answering needs numpy only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.encoding import Encoder
from knowledge.search import normalise_question
from knowledge.topics.kana import is_kana_only
from knowledge.topics.taxonomy import Topic, TopicMap, folded
from knowledge.training.labels import Labels

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

# Chosen on cross-validation folds of this data; the result is flat from 0.1 to 0.5.
_INVERSE_REGULARISATION = 0.2
_ITERATIONS = 200
_TOLERANCE = 1e-3
_NEAR_DUPLICATE = 0.6


@dataclass(frozen=True)
class Samples:
    """Vectors with their topic's number; `group` is the same for texts that must not be split by a fold."""

    vectors: FloatArray
    topics: IntArray
    groups: IntArray

    def only(self, mask: NDArray[np.bool_]) -> "Samples":
        """The samples that the mask marks."""
        return Samples(self.vectors[mask], self.topics[mask], self.groups[mask])


@dataclass(frozen=True)
class TrainingData:
    """Everything encoded once.

    Attributes:
        questions: the `learnt_examples`; `texts` and `authors` (from 0 on) are theirs.
        clauses: policy sentences, encoded as passages; `sentences` are their texts.
        clauses_asked: the same sentences, encoded as questions.
        labelled: questions on invented policies, for their wording only, with their topics' numbers.
        stated: clauses of invented policies, encoded as passages: a row for each topic that a clause states, its weight
            in `shares`; `groups` are the clauses.
    """

    topic_ids: tuple[str, ...]
    questions: Samples
    texts: tuple[str, ...]
    authors: IntArray
    clauses: Samples
    clauses_asked: Samples
    sentences: tuple[str, ...]
    labelled: tuple[tuple[str, int], ...]
    stated: Samples
    shares: FloatArray

    def without_questions(self, held: NDArray[np.bool_]) -> "TrainingData":
        """The same without these questions."""
        texts = tuple(text for text, gone in zip(self.texts, held, strict=True) if not gone)
        return replace(self, questions=self.questions.only(~held), texts=texts, authors=self.authors[~held])


def learnt_examples(topic: Topic) -> list[tuple[str, int]]:
    """A topic's examples as they are read (normalised) and their author's number, but for those in kana only.

    Questions are mended before they are read (knowledge/mending/), and mended examples have been seen to add nothing.
    """
    return [
        (normalise_question(text), author)
        for author, texts in enumerate(topic.examples)
        for text in texts
        if not is_kana_only(text)
    ]


def encode_topics(topics: TopicMap, encoder: Encoder, labels: Labels | None = None) -> TrainingData:
    """Encodes the whole topic map: about two minutes a core.

    Args:
        topics: the map.
        encoder: the embedding model.
        labels: invented policies with their topics; questions that may be on several topics, or are in kana only, are
            left out.
    """
    examples = [learnt_examples(topic) for topic in topics.topics]
    texts = [text for of_topic in examples for text, _ in of_topic]
    authors = np.array([author for of_topic in examples for _, author in of_topic], dtype=np.int64)
    asked = _labels([len(of_topic) for of_topic in examples])
    groups = near_duplicate_groups(texts, asked)
    sentences = [text for topic in topics.topics for text in topic.clauses]
    clause_labels = _labels([len(topic.clauses) for topic in topics.topics])
    own = np.arange(len(sentences), dtype=np.int64)
    number = {topic: place for place, topic in enumerate(topics.ids)}
    labels = labels or Labels()
    stated = [(at, number[t], len(one.topics)) for at, one in enumerate(labels.clauses) for t in one.topics]
    at, of, among = (np.array([row[column] for row in stated], dtype=np.int64) for column in range(3))
    vectors = _encoded(encoder.encode_passages([one.text for one in labels.clauses] or [""]))
    return TrainingData(
        topics.ids,
        Samples(_encoded(encoder.encode_queries(texts)), asked, groups),
        tuple(texts),
        authors,
        Samples(_encoded(encoder.encode_passages(sentences)), clause_labels, own),
        Samples(_encoded(encoder.encode_queries(sentences)), clause_labels, own),
        tuple(sentences),
        tuple(
            (normalise_question(one.text), number[one.topics[0]])
            for one in labels.questions
            if len(one.topics) == 1 and not is_kana_only(one.text)
        ),
        Samples(vectors[at], of, at),
        1.0 / among,
    )


def _encoded(vectors: NDArray[np.float32]) -> FloatArray:
    return vectors.astype(np.float64)


def _labels(counts: Sequence[int]) -> IntArray:
    return np.repeat(np.arange(len(counts)), counts).astype(np.int64)


def near_duplicate_groups(texts: Sequence[str], labels: IntArray) -> IntArray:
    """A group number a text; texts of one topic that share most of their character pairs share the group.

    Without it, a fold would test on a sentence whose twin it has trained on.
    """
    pairs = [frozenset(f[i : i + 2] for i in range(max(1, len(f) - 1))) for f in map(folded, texts)]
    group = list(range(len(texts)))

    def root(number: int) -> int:
        while group[number] != number:
            number = group[number]
        return number

    for number in range(len(texts)):
        for earlier in range(number - 1, -1, -1):
            if labels[earlier] != labels[number]:
                break
            shared = len(pairs[number] & pairs[earlier])
            if shared >= _NEAR_DUPLICATE * len(pairs[number] | pairs[earlier]):
                group[root(number)] = root(earlier)
    return np.array([root(number) for number in range(len(texts))], dtype=np.int64)


def fold_of_group(samples: Samples, folds: int, seed: int) -> dict[int, int]:
    """The fold each group is held out in; each topic's groups are spread evenly."""
    random = np.random.default_rng(seed)
    result: dict[int, int] = {}
    for topic in range(int(samples.topics.max()) + 1):
        groups = np.unique(samples.groups[samples.topics == topic])
        random.shuffle(groups)
        offset = int(random.integers(folds))
        for position, group in enumerate(groups):
            result[int(group)] = (position + offset) % folds
    return result


def folds_by_author(data: TrainingData) -> list[NDArray[np.bool_]]:
    """Which questions are held out: each author's in turn. Where a topic has one author, some of its groups.

    Cross-validation within one author's examples promises more than a stranger's question keeps. Example clauses and
    invented policies are learnt from in all: the first author's examples, which were written with the clauses, are
    told a little better for it.
    """
    fold = data.authors.copy()
    folds = max(2, int(data.authors.max()) + 1)
    for topic in range(len(data.topic_ids)):
        rows = np.flatnonzero(data.questions.topics == topic)
        if len(np.unique(data.authors[rows])) < 2:
            places = {group: place for place, group in enumerate(np.unique(data.questions.groups[rows]))}
            fold[rows] = [places[group] % folds for group in data.questions.groups[rows]]
    return [fold == number for number in range(folds)]


def fold_masks(samples: Samples, assigned: dict[int, int], folds: int) -> Iterator[NDArray[np.bool_]]:
    """For each fold, which samples are held out."""
    fold = np.array([assigned[int(group)] for group in samples.groups])
    for number in range(folds):
        yield fold == number


def fit_softmax(
    vectors: FloatArray, labels: IntArray, weights: FloatArray, topics: int
) -> tuple[FloatArray, FloatArray]:
    """Weights (topics, dim) and bias (topics,) of a multinomial logistic regression; deterministic.

    Raises:
        ValueError: a topic has no sample.
    """
    from sklearn.linear_model import LogisticRegression

    if len(np.unique(labels)) != topics:
        raise ValueError("each topic needs a sample")
    model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=_ITERATIONS, tol=_TOLERANCE)
    # The vectors of such a model all lie in one narrow cone. Around their mean the same optimum (the intercept
    # is not regularised) is found in a fraction of the iterations.
    mean = vectors.mean(axis=0, keepdims=True)
    model.fit(vectors - mean, labels, sample_weight=weights)
    coefficients = np.asarray(model.coef_, dtype=np.float64)
    intercept = np.asarray(model.intercept_, dtype=np.float64) - (coefficients @ mean.T)[:, 0]
    return coefficients, intercept


def softmax(logits: FloatArray) -> FloatArray:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))


def fit_temperature(logits: FloatArray, labels: IntArray) -> float:
    """The number that logits are divided by so that held-out probabilities mean what they say.

    The smallest negative log likelihood over a grid of factors from 0.3 to 3.
    """
    rows = np.arange(len(labels))
    best, lowest = 1.0, float("inf")
    for temperature in np.geomspace(0.3, 3.0, 93):
        loss = -float(np.log(softmax(logits / temperature)[rows, labels] + 1e-12).mean())
        if loss < lowest:
            best, lowest = float(temperature), loss
    return best
