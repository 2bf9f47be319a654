"""Whether a message is the desk's business at all: a question on personal data or a request, or anything else.

A linear classifier over question vectors. It learns from the topic map, from questions on invented policies, and from
messages that people type into the same box: the trades' ordinary business, small talk, general knowledge, injected
instructions, pasted numbers (knowledge/training/out_of_scope.yml). Numpy only once trained.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.encoding import Encoder
from knowledge.paths import var_dir
from knowledge.topics.taxonomy import OUT_OF_SCOPE, TopicMap, load_topics
from knowledge.training.texts import TrainingPolicy, load_out_of_scope, load_policies, split

FORMAT = 1
OUTSIDE_SHARE = 0.3
"""What share of messages is taken to be none of the desk's business: the prior of the probabilities."""
_INVERSE_REGULARISATION = 1.0


class ScopeOutdatedError(RuntimeError):
    """The artefact is missing, damaged, or was trained from other texts or for another model."""


@dataclass(frozen=True)
class ScopeTexts:
    """What is learnt from: messages inside the desk's scope and outside it."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def digest(self) -> str:
        """A SHA-256 over all of them."""
        content = json.dumps([FORMAT, OUTSIDE_SHARE, self.inside, self.outside], ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()


def load_scope_texts() -> ScopeTexts:
    """The topic map's examples, a question of each clause of the invented policies, what they leave unsaid, and the
    messages that are, or only look, out of scope."""
    topics: TopicMap = load_topics()
    outside, looks_outside = load_out_of_scope()
    policies = split(load_policies())[0]
    inside = [*looks_outside, *(q for policy in policies for q in _some_questions(policy))]
    further: list[str] = []
    for topic in topics.topics:
        (further if topic.scope == OUT_OF_SCOPE else inside).extend(topic.examples)
    return ScopeTexts(tuple(dict.fromkeys(inside)), tuple(dict.fromkeys([*outside, *further])))


def _some_questions(policy: TrainingPolicy) -> list[str]:
    of_clauses = [
        clause.questions[number % len(clause.questions)]
        for number, clause in enumerate(policy.clauses)
        if clause.questions
    ]
    return [*of_clauses, *policy.not_stated[::3]]


class ScopeClassifier:
    """The trained classifier. Immutable: any number of threads may share it."""

    def __init__(self, weights: NDArray[np.float64], bias: float) -> None:
        self._weights, self._bias = weights, bias

    @classmethod
    def train(cls, texts: ScopeTexts, encoder: Encoder) -> "ScopeClassifier":
        """Trains from the texts; deterministic, about half a minute a core."""
        from sklearn.linear_model import LogisticRegression

        vectors = encoder.encode_queries([*texts.inside, *texts.outside]).astype(np.float64)
        labels = np.array([0] * len(texts.inside) + [1] * len(texts.outside))
        mean = vectors.mean(axis=0)
        scale = float((vectors - mean).std())
        weights = np.where(
            labels == 1, OUTSIDE_SHARE / len(texts.outside), (1 - OUTSIDE_SHARE) / len(texts.inside)
        )
        model = LogisticRegression(C=_INVERSE_REGULARISATION, max_iter=500)
        model.fit((vectors - mean) / scale, labels, sample_weight=weights * len(labels))
        direction = np.asarray(model.coef_[0]) / scale
        return cls(direction, float(model.intercept_[0]) - float(direction @ mean))

    def outside(self, vector: NDArray[np.floating]) -> float:
        """The probability, 0 to 1, that a message with this question vector is none of the desk's business."""
        return float(1.0 / (1.0 + np.exp(-(float(self._weights @ vector) + self._bias))))

    def save(self, path: Path, digest: str, model: str) -> None:
        """Writes the artefact aside and swaps it in whole."""
        manifest = json.dumps({"format": FORMAT, "texts": digest, "model": model})
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, manifest=np.array(manifest), weights=self._weights, bias=np.array(self._bias))
            os.replace(aside, path)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise

    @classmethod
    def load(cls, path: Path, digest: str, model: str) -> "ScopeClassifier":
        """Reads the artefact. Raises ScopeOutdatedError."""
        try:
            with np.load(path, allow_pickle=False) as stored:
                manifest = json.loads(str(stored["manifest"]))
                if manifest != {"format": FORMAT, "texts": digest, "model": model}:
                    raise ScopeOutdatedError(f"{path.name}: trained from other texts or for another model")
                return cls(stored["weights"], float(stored["bias"]))
        except FileNotFoundError:
            raise ScopeOutdatedError(f"{path.name}: not there yet") from None
        except (OSError, ValueError, KeyError, EOFError) as error:
            raise ScopeOutdatedError(f"{path.name}: damaged ({type(error).__name__})") from error


def scope_path() -> Path:
    """Where the trained classifier lies."""
    return var_dir() / "topics" / "scope.npz"


def load_or_train_scope(encoder: Encoder, path: Path | None = None) -> ScopeClassifier:
    """The classifier from its artefact, trained anew where that is missing or outdated."""
    path = path or scope_path()
    texts = load_scope_texts()
    try:
        return ScopeClassifier.load(path, texts.digest, encoder.name)
    except ScopeOutdatedError:
        ScopeClassifier.train(texts, encoder).save(path, texts.digest, encoder.name)
        return ScopeClassifier.load(path, texts.digest, encoder.name)
