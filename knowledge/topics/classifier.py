"""Which topic a question or a policy sentence is about, from its vector. Numpy only once trained."""

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge.encoding import Encoder
from knowledge.paths import var_dir
from knowledge.topics.taxonomy import OUT_OF_SCOPE, TopicMap, load_topics
from knowledge.topics.training import (
    FloatArray,
    Samples,
    TrainingData,
    encode_topics,
    fit_softmax,
    fit_temperature,
    fold_masks,
    fold_of_group,
    softmax,
)

FORMAT = 2
FOLDS = 3
_SEED = 20261122
# What a head trains on besides its own samples counts less: it is there to support, not to decide.
_FOREIGN_WEIGHT = 0.3
_HEADS = ("question", "clause")


class TopicsOutdatedError(RuntimeError):
    """The artefact is missing, damaged, or was trained from other data or for another model."""


@dataclass(frozen=True)
class TopicScore:
    """A topic's id and its calibrated probability, 0 to 1."""

    topic: str
    probability: float


@dataclass(frozen=True)
class Head:
    """One linear classifier. Logits are `((v - mean) / scale) @ weights.T + bias`, divided by `temperature`."""

    mean: FloatArray
    scale: float
    weights: FloatArray
    bias: FloatArray
    temperature: float = 1.0

    def logits(self, vectors: FloatArray) -> FloatArray:
        """(n, topics) before the temperature."""
        return np.asarray(((vectors - self.mean) / self.scale) @ self.weights.T + self.bias)

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
    parts: list[tuple[Samples, FloatArray, float]]
    if name == "question":
        parts = [(data.questions, asked, 1.0), (data.clauses, stated, 1.0), (data.clauses_asked, asked, 1.0)]
        mean = asked
    else:
        mean = stated
        parts = [(data.clauses, stated, 1.0), (data.questions, asked, _FOREIGN_WEIGHT)]
    vectors = np.concatenate([(samples.vectors - centre) / scale for samples, centre, _ in parts])
    labels = np.concatenate([samples.topics for samples, _, _ in parts])
    weights = np.concatenate([np.full(len(samples.topics), weight) for samples, _, weight in parts])
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
            replace(data, questions=own.only(~held))
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


class TopicClassifier:
    """Topics of questions and of policy sentences. Immutable: any number of threads may share it."""

    def __init__(
        self, topic_ids: tuple[str, ...], out_of_scope: tuple[str, ...], heads: dict[str, Head]
    ) -> None:
        self.topic_ids = topic_ids
        self._out = np.array([topic in set(out_of_scope) for topic in topic_ids])
        self._heads = heads

    @classmethod
    def train(cls, topics: TopicMap, encoder: Encoder) -> "TopicClassifier":
        """Trains from the topic map; the temperatures come from held-out folds. Deterministic."""
        return cls.from_data(topics, encode_topics(topics, encoder))

    @classmethod
    def from_data(cls, topics: TopicMap, data: TrainingData) -> "TopicClassifier":
        """The same from vectors that are there already."""
        heads = {}
        for name in _HEADS:
            logits, labels = held_out_logits(name, data)
            head = fit_head(name, data)
            temperature = fit_temperature(logits, labels)
            heads[name] = Head(head.mean, head.scale, head.weights, head.bias, temperature)
        return cls(topics.ids, _out_of_scope(topics), heads)

    def question_probabilities(self, vectors: NDArray[Any]) -> FloatArray:
        """(n, topics) for (n, dim) question vectors, columns as in `topic_ids`; rows add up to 1."""
        return self._heads["question"].probabilities(_matrix(vectors))

    def clause_probabilities(self, vectors: NDArray[Any]) -> FloatArray:
        """(n, topics) for (n, dim) passage vectors; the share of out-of-scope topics is that of no topic."""
        result = self._heads["clause"].probabilities(_matrix(vectors))
        result[:, self._out] = 0.0
        return result

    def classify(self, vector: NDArray[Any], limit: int | None = None) -> list[TopicScore]:
        """The topics of a question, likeliest first, out-of-scope topics among them.

        Args:
            vector: from `encode_queries`.
            limit: how many; all if None.
        """
        return self._ranked(self.question_probabilities(vector)[0], limit)

    def out_of_scope_probability(self, vector: NDArray[Any]) -> float:
        """The probability, 0 to 1, that a question is none of the desk's business."""
        probabilities = self.question_probabilities(vector)[0]
        return float(probabilities[self._out].sum())

    def _ranked(self, probabilities: FloatArray, limit: int | None) -> list[TopicScore]:
        order = np.argsort(-probabilities, kind="stable")[:limit]
        return [TopicScore(self.topic_ids[number], float(probabilities[number])) for number in order]

    def save(self, path: Path, topics: TopicMap, model_name: str) -> None:
        """Writes the artefact aside and swaps it in whole.

        Args:
            path: an `.npz` file.
            topics: what it was trained from; its hash goes into the manifest.
            model_name: the encoder's name.
        """
        manifest = {
            "format": FORMAT,
            "topics_sha256": topics.digest,
            "model": model_name,
            "topic_ids": list(self.topic_ids),
            "out_of_scope": list(_out_of_scope(topics)),
        }
        arrays: dict[str, Any] = {"manifest": np.array(json.dumps(manifest))}
        for name, head in self._heads.items():
            arrays[f"{name}_mean"] = head.mean.astype(np.float32)
            arrays[f"{name}_weights"] = head.weights.astype(np.float32)
            arrays[f"{name}_bias"] = head.bias.astype(np.float32)
            arrays[f"{name}_numbers"] = np.array([head.scale, head.temperature])
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, **arrays)
            os.replace(aside, path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise

    @classmethod
    def load(cls, path: Path, topics: TopicMap, model_name: str) -> "TopicClassifier":
        """Reads the artefact.

        Raises:
            TopicsOutdatedError: it is missing or damaged, or was not made from `topics` for this model.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            manifest = json.loads(str(arrays["manifest"]))
            wanted = {"format": FORMAT, "topics_sha256": topics.digest, "model": model_name}
            for key, value in wanted.items():
                if manifest[key] != value:
                    raise TopicsOutdatedError(f"{path.name}: {key} is {manifest[key]!r}, wanted {value!r}")
            heads = {name: _head(name, arrays) for name in _HEADS}
            return cls(tuple(manifest["topic_ids"]), tuple(manifest["out_of_scope"]), heads)
        except FileNotFoundError as error:
            raise TopicsOutdatedError(f"{path.name}: not there yet") from error
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
            raise TopicsOutdatedError(f"{path.name}: damaged ({type(error).__name__})") from error


def _head(name: str, arrays: dict[str, Any]) -> Head:
    scale, temperature = (float(number) for number in arrays[f"{name}_numbers"])
    mean, weights, bias = (
        arrays[f"{name}_{part}"].astype(np.float64) for part in ("mean", "weights", "bias")
    )
    return Head(mean, scale, weights, bias, temperature)


def _matrix(vectors: NDArray[Any]) -> FloatArray:
    return np.atleast_2d(np.asarray(vectors, dtype=np.float64))


def _out_of_scope(topics: TopicMap) -> tuple[str, ...]:
    return tuple(topic.id for topic in topics.topics if topic.scope == OUT_OF_SCOPE)


def artefact_path() -> Path:
    """Where the trained classifier lies: beside the index, which is swapped in whole, not inside it."""
    return var_dir() / "topics" / "topics.npz"


def load_or_train(
    path: Path, encoder: Encoder, topics: TopicMap | None = None, progress: Callable[[str], None] = print
) -> TopicClassifier:
    """The classifier from its artefact, trained anew (about a minute) where that is missing or outdated; says so by
    `progress`."""
    topics = topics or load_topics()
    try:
        return TopicClassifier.load(path, topics, encoder.name)
    except TopicsOutdatedError as reason:
        progress(f"topics: {reason}; they are learnt anew, which takes about a minute")
        classifier = TopicClassifier.train(topics, encoder)
        classifier.save(path, topics, encoder.name)
        # What is served is what was stored, rounding included: the same before and after a restart.
        return TopicClassifier.load(path, topics, encoder.name)
