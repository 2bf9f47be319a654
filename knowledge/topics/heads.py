"""The linear heads over vectors: one for questions, one for clauses."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.topics.training import (
    FloatArray,
    Samples,
    TrainingData,
    fit_softmax,
    fold_masks,
    fold_of_group,
    softmax,
)

FOLDS = 3
_SEED = 20261122
# What a head trains on besides its own samples counts less: it is there to support, not to decide. Chosen on the
# clauses of invented policies that were held out.
_QUESTION_WEIGHT = 0.1
_LABELLED_WEIGHT = 0.3


@dataclass(frozen=True)
class Head:
    """One linear classifier. Logits are `((v - mean) / scale) @ weights.T + bias`, divided by `temperature`."""

    mean: FloatArray
    scale: float
    weights: FloatArray
    bias: FloatArray
    temperature: float = 1.0

    def centred(self, vectors: FloatArray) -> FloatArray:
        """(n, dim): around the mean of what it has learnt from, in units of their spread."""
        return np.asarray((vectors - self.mean) / self.scale)

    def logits(self, vectors: FloatArray) -> FloatArray:
        """(n, topics) before the temperature."""
        return np.asarray(self.centred(vectors) @ self.weights.T + self.bias)

    def probabilities(self, vectors: FloatArray) -> FloatArray:
        """(n, topics), calibrated."""
        return softmax(self.logits(vectors) / self.temperature)


def fit_head(name: str, data: TrainingData) -> Head:
    """Trains one of the heads `question`, `clause` on all of `data`.

    Questions and clauses lie in different places of the space: each side is centred on its own mean, after
    which clauses help the questions' head and the other way round.
    """
    asked = data.questions.vectors.mean(axis=0)
    stated = data.clauses.vectors.mean(axis=0)
    scale = float((data.questions.vectors - asked).std())
    one = np.ones
    parts: list[tuple[Samples, FloatArray, FloatArray]]
    if name == "question":
        mean = asked
        parts = [
            (data.questions, asked, one(len(data.questions.topics))),
            (data.clauses, stated, one(len(data.clauses.topics))),
            (data.clauses_asked, asked, one(len(data.clauses_asked.topics))),
        ]
    else:
        mean = stated
        parts = [
            (data.clauses, stated, one(len(data.clauses.topics))),
            (data.questions, asked, _QUESTION_WEIGHT * one(len(data.questions.topics))),
            (data.stated, stated, _LABELLED_WEIGHT * data.shares),
        ]
    vectors = np.concatenate([(samples.vectors - centre) / scale for samples, centre, _ in parts])
    labels = np.concatenate([samples.topics for samples, _, _ in parts])
    weights = np.concatenate([of_part for _, _, of_part in parts])
    coefficients, bias = fit_softmax(vectors, labels, weights, len(data.topic_ids))
    return Head(mean, scale, coefficients, bias)


def held_out_heads(
    name: str, data: TrainingData, folds: int = FOLDS
) -> Iterator[tuple[NDArray[np.bool_], Head]]:
    """For each fold, which of the head's own samples are held out, and the head that has seen neither them nor their
    groups."""
    own = data.questions if name == "question" else data.clauses
    for held in fold_masks(own, fold_of_group(own, folds, _SEED), folds):
        kept = (
            data.without_questions(held)
            if name == "question"
            else replace(data, clauses=own.only(~held), clauses_asked=data.clauses_asked.only(~held))
        )
        yield held, fit_head(name, kept)


def held_out_logits(
    name: str, data: TrainingData, folds: int = FOLDS
) -> tuple[FloatArray, NDArray[np.int64]]:
    """(logits, topics) of the head's own samples, each by a head that has seen neither it nor its group."""
    own = data.questions if name == "question" else data.clauses
    logits = np.zeros((len(own.topics), len(data.topic_ids)))
    for held, head in held_out_heads(name, data, folds):
        logits[held] = head.logits(own.vectors[held])
    return logits, own.topics
