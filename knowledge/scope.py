"""Whether a message is the desk's business at all: a question on personal data or a request, or anything else.

A support vector machine over question vectors: what is outside lies on all sides of what is inside, where no plane
divides them. It learns from the topic map, from questions on invented policies, and from messages that people type into
the same box: the trades' ordinary business, small talk, injected instructions, pasted numbers
(knowledge/training/out_of_scope.yml), general knowledge (general_knowledge.yml). Numpy only once trained.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.encoding import Encoder
from knowledge.paths import var_dir
from knowledge.topics.taxonomy import OUT_OF_SCOPE, TopicMap, load_topics
from knowledge.training.texts import (
    GENERAL_KNOWLEDGE,
    TrainingPolicy,
    load_out_of_scope,
    load_policies,
    split,
)

FORMAT = 2
OUTSIDE_SHARE = 0.3
"""What share of messages is taken to be none of the desk's business: the prior of the probabilities."""
_COST = 3.0
_WIDTH = 0.5
"""Of the kernel, in parts of the usual 1 / (dimensions * variance). Both chosen by cross-validation on these texts."""
_FOLDS = 3
_SEED = 20261126


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
    known, asked_alike = load_out_of_scope(GENERAL_KNOWLEDGE)
    policies = split(load_policies())[0]
    inside = [*looks_outside, *asked_alike, *(q for policy in policies for q in _some_questions(policy))]
    further: list[str] = []
    for topic in topics.topics:
        (further if topic.scope == OUT_OF_SCOPE else inside).extend(topic.examples)
    return ScopeTexts(tuple(dict.fromkeys(inside)), tuple(dict.fromkeys([*outside, *known, *further])))


def _some_questions(policy: TrainingPolicy) -> list[str]:
    of_clauses = [
        clause.questions[number % len(clause.questions)]
        for number, clause in enumerate(policy.clauses)
        if clause.questions
    ]
    return [*of_clauses, *policy.not_stated[::3]]


@dataclass(frozen=True)
class Machine:
    """A support vector machine with a Gaussian kernel. `support` (n, dim) and `duals` (n,) are its vectors with their
    weights; the log odds of being outside are `slope * margin + bias`."""

    support: NDArray[np.float32]
    duals: NDArray[np.float32]
    intercept: float
    gamma: float
    slope: float = 1.0
    bias: float = 0.0

    def margins(self, vectors: NDArray[np.float64]) -> NDArray[np.float64]:
        """(n,) signed distances from the border, positive outside."""
        squares = (vectors**2).sum(axis=1)[:, None] + (self.support**2).sum(axis=1)[None, :]
        near = np.exp(-self.gamma * np.maximum(squares - 2.0 * vectors @ self.support.T, 0.0))
        return np.asarray(near @ self.duals + self.intercept, dtype=np.float64)

    def arrays(self) -> dict[str, Any]:
        """What is stored."""
        numbers = np.array([self.intercept, self.gamma, self.slope, self.bias])
        return {"support": self.support, "duals": self.duals, "numbers": numbers}

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[np.floating]]) -> "Machine":
        """From what `arrays` gave. Raises KeyError, ValueError."""
        return cls(arrays["support"], arrays["duals"], *(float(number) for number in arrays["numbers"]))


def _weights(labels: NDArray[np.int64]) -> NDArray[np.float64]:
    outside = labels == 1
    share = np.where(outside, OUTSIDE_SHARE / outside.sum(), (1 - OUTSIDE_SHARE) / (~outside).sum())
    return np.asarray(share * len(labels))


def _fit(vectors: NDArray[np.float64], labels: NDArray[np.int64]) -> Machine:
    from sklearn.svm import SVC

    gamma = _WIDTH / (vectors.shape[1] * float((vectors - vectors.mean(axis=0)).std()) ** 2)
    model = SVC(C=_COST, gamma=gamma).fit(vectors, labels, sample_weight=_weights(labels))
    support, duals = (
        np.asarray(part, dtype=np.float32) for part in (model.support_vectors_, model.dual_coef_[0])
    )
    return Machine(support, duals, float(model.intercept_[0]), gamma)


class ScopeClassifier:
    """The trained classifier. Immutable: any number of threads may share it."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    @classmethod
    def train(cls, texts: ScopeTexts, encoder: Encoder) -> "ScopeClassifier":
        """Trains from the texts; deterministic, about a minute a core. Probabilities come from held-out folds."""
        from sklearn.linear_model import LogisticRegression
        from sklearn.model_selection import StratifiedKFold

        vectors = encoder.encode_queries([*texts.inside, *texts.outside]).astype(np.float64)
        labels = np.array([0] * len(texts.inside) + [1] * len(texts.outside))
        held_out = np.zeros(len(labels))
        for kept, held in StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED).split(vectors, labels):
            held_out[held] = _fit(vectors[kept], labels[kept]).margins(vectors[held])
        told = LogisticRegression().fit(held_out[:, None], labels, sample_weight=_weights(labels))
        machine = _fit(vectors, labels)
        return cls(replace(machine, slope=float(told.coef_[0, 0]), bias=float(told.intercept_[0])))

    def outside(self, vector: NDArray[np.floating]) -> float:
        """The probability, 0 to 1, that a message with this question vector is none of the desk's business."""
        machine = self._machine
        margin = float(machine.margins(np.asarray(vector, dtype=np.float64)[None, :])[0])
        return float(1.0 / (1.0 + np.exp(-(machine.slope * margin + machine.bias))))

    def save(self, path: Path, digest: str, model: str) -> None:
        """Writes the artefact aside and swaps it in whole."""
        manifest = json.dumps({"format": FORMAT, "texts": digest, "model": model})
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, manifest=np.array(manifest), **self._machine.arrays())
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
                return cls(Machine.of({name: stored[name] for name in stored.files}))
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
