"""Which topic a question or a policy sentence is about, from its vector. Numpy only once trained."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge.character_runs import RunsMachine
from knowledge.encoding import Encoder
from knowledge.paths import var_dir
from knowledge.topics.heads import Head, fit_head, held_out_logits
from knowledge.topics.questions import Neighbours, QuestionModel, fit_questions
from knowledge.topics.taxonomy import OUT_OF_SCOPE, TopicMap, load_topics
from knowledge.topics.training import FloatArray, TrainingData, encode_topics, fit_temperature
from knowledge.training.labels import Labels, load_labels

FORMAT = 5


class TopicsOutdatedError(RuntimeError):
    """The artefact is missing, damaged, or was trained from other data or for another model."""


@dataclass(frozen=True)
class TopicScore:
    """A topic's id and its calibrated probability, 0 to 1."""

    topic: str
    probability: float


class TopicClassifier:
    """Topics of questions and of policy sentences. Immutable: any number of threads may share it."""

    def __init__(
        self,
        topic_ids: tuple[str, ...],
        out_of_scope: tuple[str, ...],
        questions: QuestionModel,
        clauses: Head,
    ) -> None:
        self.topic_ids = topic_ids
        self._out = np.array([topic in set(out_of_scope) for topic in topic_ids])
        self._number = {topic: number for number, topic in enumerate(topic_ids)}
        self._questions = questions
        self._clauses = clauses

    @classmethod
    def train(cls, topics: TopicMap, encoder: Encoder, labels: Labels | None = None) -> "TopicClassifier":
        """Trains from the topic map, and from invented policies with their topics. Deterministic."""
        return cls.from_data(topics, encode_topics(topics, encoder, labels))

    @classmethod
    def from_data(cls, topics: TopicMap, data: TrainingData) -> "TopicClassifier":
        """The same from vectors that are there already. The clauses' temperature comes from held-out folds."""
        clauses = fit_head("clause", data)
        temperature = fit_temperature(*held_out_logits("clause", data))
        head = Head(clauses.mean, clauses.scale, clauses.weights, clauses.bias, temperature)
        return cls(topics.ids, _out_of_scope(topics), fit_questions(data), head)

    def question_probabilities(self, vectors: NDArray[Any], texts: Sequence[str]) -> FloatArray:
        """(n, topics) for (n, dim) question vectors and their texts, columns as in `topic_ids`; rows add up to 1."""
        return self._questions.probabilities(_matrix(vectors), texts)

    def clause_probabilities(self, vectors: NDArray[Any]) -> FloatArray:
        """(n, topics) for (n, dim) passage vectors; the share of out-of-scope topics is that of no topic."""
        result = self._clauses.probabilities(_matrix(vectors))
        result[:, self._out] = 0.0
        return result

    def classify(self, vector: NDArray[Any], text: str, limit: int | None = None) -> list[TopicScore]:
        """The topics of a question, likeliest first, out-of-scope topics among them.

        Args:
            vector: from `encode_queries`.
            text: its wording; without a sentence on where somebody lives, which is half left out of the vector too.
            limit: how many; all if None.
        """
        probabilities = self.question_probabilities(vector, [text])[0]
        order = np.argsort(-probabilities, kind="stable")[:limit]
        return [TopicScore(self.topic_ids[number], float(probabilities[number])) for number in order]

    def out_of_scope_probability(self, scores: Sequence[TopicScore]) -> float:
        """The probability, 0 to 1, that a question of these scores (all topics) is none of the desk's business."""
        return float(self.in_order(scores)[self._out].sum())

    def in_order(self, scores: Sequence[TopicScore]) -> FloatArray:
        """(topics,): the probabilities of these scores, columns as in `topic_ids`, 0 where one is left out."""
        result = np.zeros(len(self.topic_ids))
        for score in scores:
            result[self._number[score.topic]] = score.probability
        return result

    def save(self, path: Path, topics: TopicMap, model_name: str, labels: Labels | None = None) -> None:
        """Writes the artefact aside and swaps it in whole.

        Args:
            path: an `.npz` file.
            topics: what it was trained from; its hash goes into the manifest.
            labels: and the invented policies; likewise.
            model_name: the encoder's name.
        """
        manifest = {
            "format": FORMAT,
            "topics_sha256": _digest(topics, labels),
            "model": model_name,
            "topic_ids": list(self.topic_ids),
            "out_of_scope": list(_out_of_scope(topics)),
        }
        near, runs = self._questions.neighbours, self._questions.runs
        arrays: dict[str, Any] = {
            "manifest": np.array(json.dumps(manifest)),
            "weights": self._questions.weights,
            "near_vectors": near.vectors,
            "near_topics": near.topics.astype(np.int16),
            "runs_rarity": runs.rarity,
            "runs_weights": runs.weights,
            "runs_bias": runs.bias,
        }
        for name, head in (("question", self._questions.head), ("clause", self._clauses)):
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
    def load(
        cls, path: Path, topics: TopicMap, model_name: str, labels: Labels | None = None
    ) -> "TopicClassifier":
        """Reads the artefact.

        Raises:
            TopicsOutdatedError: it is missing or damaged, or was not made from `topics` and `labels` for this
                model.
        """
        try:
            with np.load(path, allow_pickle=False) as stored:
                arrays = {name: stored[name] for name in stored.files}
            manifest = json.loads(str(arrays["manifest"]))
            wanted = {"format": FORMAT, "topics_sha256": _digest(topics, labels), "model": model_name}
            for key, value in wanted.items():
                if manifest[key] != value:
                    raise TopicsOutdatedError(f"{path.name}: {key} is {manifest[key]!r}, wanted {value!r}")
            questions = QuestionModel(
                _head("question", arrays),
                Neighbours(arrays["near_vectors"], arrays["near_topics"].astype(np.int64)),
                RunsMachine(arrays["runs_rarity"], arrays["runs_weights"], arrays["runs_bias"]),
                arrays["weights"],
            )
            clauses = _head("clause", arrays)
            return cls(tuple(manifest["topic_ids"]), tuple(manifest["out_of_scope"]), questions, clauses)
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


def _digest(topics: TopicMap, labels: Labels | None) -> str:
    """Of all that is learnt from: the topic map, and the invented policies with their topics."""
    return hashlib.sha256(f"{topics.digest} {(labels or Labels()).digest}".encode()).hexdigest()


def artefact_path() -> Path:
    """Where the trained classifier lies: beside the index, which is swapped in whole, not inside it."""
    return var_dir() / "topics" / "topics.npz"


def load_or_train(
    path: Path, encoder: Encoder, topics: TopicMap | None = None, progress: Callable[[str], None] = print
) -> TopicClassifier:
    """The classifier from its artefact, trained anew (a minute or two) where that is missing or outdated; says so by
    `progress`. Another topic map than the shipped one (None) is learnt without the labelled policies."""
    labels = load_labels(frozenset(load_topics().ids)) if topics is None else None
    topics = topics or load_topics()
    try:
        return TopicClassifier.load(path, topics, encoder.name, labels)
    except TopicsOutdatedError as reason:
        progress(f"topics: {reason}; they are learnt anew, which takes a minute or two")
        classifier = TopicClassifier.train(topics, encoder, labels)
        classifier.save(path, topics, encoder.name, labels)
        # What is served is what was stored, rounding included: the same before and after a restart.
        return TopicClassifier.load(path, topics, encoder.name, labels)
