"""Which topic a question is on: three opinions, weighed.

A linear head over the vector, the nearest examples (what a topic looks like need not be one cloud), and the characters
(knowledge/character_runs.py). They are multiplied as a product of experts (Hinton 2002); how much each counts, and with
it how sure the whole may be, is fitted on each further author's examples by opinions that have learnt from the others'.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.character_runs import RunsMachine, fit_runs
from knowledge.topics.heads import Head, fit_head
from knowledge.topics.training import FloatArray, IntArray, TrainingData, folds_by_author, softmax

# Chosen with all else held, on examples of an author who was not learnt from; flat around these.
_NEAREST, _SHARPNESS, _FLOOR = 12, 10.0, 1e-4
_LABELLED_WEIGHT = 0.3
"""How much a labelled question counts beside one that was written for its topic."""


@dataclass(frozen=True)
class Neighbours:
    """The examples themselves: unit vectors (n, dim) around the questions' mean, and their topics."""

    vectors: NDArray[np.float32]
    topics: IntArray

    def log_shares(self, vectors: FloatArray, topics: int) -> FloatArray:
        """(n, topics): the logarithm of each topic's share of the nearest examples; vectors centred as these are."""
        # In the examples' own precision: numpy would copy all of them into the other one at each call.
        near = _unit(vectors).astype(np.float32) @ self.vectors.T
        count = min(_NEAREST, near.shape[1])
        found = np.argpartition(-near, count - 1, axis=1)[:, :count]
        shares = np.full((len(vectors), topics), _FLOOR)
        for row, numbers in enumerate(found):
            weights = np.exp(_SHARPNESS * (near[row, numbers] - near[row, numbers].max()))
            np.add.at(shares[row], self.topics[numbers], weights)
        return np.asarray(np.log(shares / shares.sum(axis=1, keepdims=True)))


@dataclass(frozen=True)
class QuestionModel:
    """`weights` (3,): how much the head, the neighbours and the characters count."""

    head: Head
    neighbours: Neighbours
    runs: RunsMachine
    weights: FloatArray

    def probabilities(self, vectors: FloatArray, texts: Sequence[str]) -> FloatArray:
        """(n, topics) for (n, dim) vectors of these texts; rows add up to 1."""
        return softmax(np.tensordot(self.weights, self.opinions(vectors, texts), axes=1))

    def opinions(self, vectors: FloatArray, texts: Sequence[str]) -> FloatArray:
        """(3, n, topics): what each says, as logarithms up to a constant of the row."""
        topics = len(self.head.bias)
        told = np.log(softmax(self.head.logits(vectors)) + 1e-12)
        near = self.neighbours.log_shares(self.head.centred(vectors), topics)
        return np.stack([told, near, self.runs.scores(texts)])


def fit_questions(data: TrainingData) -> QuestionModel:
    """Learns from all of `data`; the weights are fitted on the examples of each author but the first, by a model of the
    others'. Deterministic; half a minute.

    The first author wrote with the example clauses in view, which all models learn: a stranger's question is like
    the other authors'. Where there is no other, its halves judge.
    """
    folds = folds_by_author(data)
    judges = folds[1:] if data.authors.any() else folds
    held = np.logical_or.reduce(judges)
    opinions = held_out_opinions(data, judges)[:, held]
    return _fit_parts(data, fit_weights(opinions, data.questions.topics[held]))


def held_out_opinions(data: TrainingData, folds: Sequence[NDArray[np.bool_]]) -> FloatArray:
    """(3, n, topics): of each question that a fold holds out, what a model says that has learnt nothing of the fold; 0
    of the rest."""
    opinions = np.zeros((3, len(data.texts), len(data.topic_ids)))
    for held in folds:
        model = _fit_parts(data.without_questions(held), np.ones(3))
        texts = [text for text, out in zip(data.texts, held, strict=True) if out]
        opinions[:, held] = model.opinions(data.questions.vectors[held], texts)
    return opinions


def fit_weights(opinions: FloatArray, labels: IntArray) -> FloatArray:
    """(3,) weights, none below 0, by which the right topics of (3, n, topics) opinions are likeliest."""
    from scipy.optimize import minimize
    from scipy.special import logsumexp

    rows = np.arange(len(labels))

    def loss(weights: FloatArray) -> tuple[float, FloatArray]:
        logits = np.tensordot(weights, opinions, axes=1)
        miss = softmax(logits)
        miss[rows, labels] -= 1
        slope = np.tensordot(opinions, miss, axes=([1, 2], [0, 1])) / len(labels)
        return float((logsumexp(logits, axis=1) - logits[rows, labels]).mean()), slope

    found = minimize(loss, np.array([0.3, 0.2, 3.0]), jac=True, method="L-BFGS-B", bounds=[(0.0, None)] * 3)
    return np.asarray(found.x)


def _fit_parts(data: TrainingData, weights: FloatArray) -> QuestionModel:
    head = fit_head("question", data)
    neighbours = Neighbours(
        _unit(head.centred(data.questions.vectors)).astype(np.float32), data.questions.topics
    )
    texts = [*data.texts, *data.sentences, *(text for text, _ in data.labelled)]
    topics = np.concatenate(
        [data.questions.topics, data.clauses.topics, np.array([t for _, t in data.labelled], dtype=np.int64)]
    )
    counts = np.ones(len(texts))
    counts[len(texts) - len(data.labelled) :] = _LABELLED_WEIGHT
    return QuestionModel(head, neighbours, fit_runs(texts, topics, counts), weights)


def _unit(vectors: FloatArray) -> FloatArray:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9))
