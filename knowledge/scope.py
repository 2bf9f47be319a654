"""Whether a message is the desk's business at all: a question on personal data or a request, or anything else.

A support vector machine over question vectors: what is outside lies on all sides of what is inside, where no plane
divides them. What the words tell (knowledge/scope_words.py) and the characters (knowledge/character_runs.py) is weighed
with it. It learns from the topic map, from
questions on invented policies, and from messages that people type into the same box: the trades' ordinary business,
small talk, injected instructions, pasted numbers (knowledge/training/out_of_scope/, trades/), general knowledge
(general_knowledge/), genuine questions that name things (proper_names.yml). Numpy and Sudachi only once trained.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge.character_runs import RunsMachine, fit_runs
from knowledge.encoding import Encoder
from knowledge.paths import var_dir
from knowledge.scope_words import FEATURES, Words
from knowledge.search import normalise_question
from knowledge.tokenizing import search_terms
from knowledge.topics.taxonomy import OUT_OF_SCOPE, TopicMap, load_topics
from knowledge.training.texts import (
    GENERAL_KNOWLEDGE,
    TRADES,
    TrainingPolicy,
    load_out_of_scope,
    load_policies,
    load_proper_names,
    split,
)

FORMAT = 4
OUTSIDE_SHARE = 0.3
"""What share of messages is taken to be none of the desk's business: the prior of the probabilities."""
_COST = 3.0
_WIDTH = 0.5
"""Of the kernel, in parts of the usual 1 / (dimensions * variance). Both chosen by cross-validation on these texts."""
_FOLDS = 3
_BLOCK = 30
"""So many texts in a row are held out together: they are of one kind or trade, the next message is of another."""


class ScopeOutdatedError(RuntimeError):
    """The artefact is missing, damaged, or was trained from other texts or for another model."""


@dataclass(frozen=True)
class ScopeTexts:
    """What is learnt from: messages inside the desk's scope and outside it, and clauses for their words."""

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    clauses: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A SHA-256 over all of them."""
        content = json.dumps(
            [FORMAT, OUTSIDE_SHARE, self.inside, self.outside, self.clauses], ensure_ascii=False
        )
        return hashlib.sha256(content.encode()).hexdigest()


def load_scope_texts() -> ScopeTexts:
    """The topic map's examples, a question of each clause of the invented policies, what they leave unsaid, and the
    messages that are, or only look, out of scope."""
    topics: TopicMap = load_topics()
    outside, looks_outside = load_out_of_scope()
    known, asked_alike = load_out_of_scope(GENERAL_KNOWLEDGE)
    of_trades, in_their_words = load_out_of_scope(TRADES)
    policies = split(load_policies())[0]
    inside = [*looks_outside, *asked_alike, *in_their_words, *load_proper_names()[0]]
    inside += [question for policy in policies for question in _some_questions(policy)]
    further: list[str] = []
    for topic in topics.topics:
        (further if topic.scope == OUT_OF_SCOPE else inside).extend(topic.asked)
    clauses = [clause.text for policy in policies for clause in policy.clauses]
    clauses += [clause for topic in topics.topics for clause in topic.clauses]
    return ScopeTexts(
        tuple(dict.fromkeys(inside)),
        tuple(dict.fromkeys([*outside, *known, *of_trades, *further])),
        tuple(clauses),
    )


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
    weights."""

    support: NDArray[np.float32]
    duals: NDArray[np.float32]
    intercept: float
    gamma: float

    @cached_property
    def _squares(self) -> NDArray[np.float32]:
        return np.asarray((self.support**2).sum(axis=1))

    def margins(self, vectors: NDArray[np.floating]) -> NDArray[np.float64]:
        """(n,) signed distances from the border, positive outside."""
        # In the support's own precision: numpy would copy all of it into the other one at each call.
        narrow = vectors.astype(np.float32)
        squares = (narrow**2).sum(axis=1)[:, None] + self._squares[None, :]
        near = np.exp(-self.gamma * np.maximum(squares - 2.0 * narrow @ self.support.T, 0.0))
        return np.asarray(near @ self.duals + self.intercept, dtype=np.float64)


@dataclass(frozen=True)
class Weighing:
    """The log odds of being outside: `bias + weights @ (margin, *what the words tell, what the characters tell)`."""

    weights: NDArray[np.float64]
    bias: float


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


def _count(terms: Sequence[Sequence[str]], labels: NDArray[np.int64], clauses: list[list[str]]) -> Words:
    told = list(zip(terms, labels, strict=True))
    return Words.of([t for t, label in told if not label], [t for t, label in told if label], clauses)


def _weigh(features: NDArray[np.float64], labels: NDArray[np.int64]) -> Weighing:
    from sklearn.linear_model import LogisticRegression

    middle, spread = features.mean(axis=0), features.std(axis=0) + 1e-9
    model = LogisticRegression(max_iter=1000)
    model.fit((features - middle) / spread, labels, sample_weight=_weights(labels))
    weights = model.coef_[0] / spread
    return Weighing(weights, float(model.intercept_[0] - weights @ middle))


@dataclass(frozen=True)
class _Told:
    """All messages, those inside first: vectors (n, dim), terms, labels (1 is outside); the terms of the clauses."""

    messages: list[str]
    vectors: NDArray[np.float64]
    terms: list[list[str]]
    labels: NDArray[np.int64]
    clauses: list[list[str]]

    def held_out_features(self) -> NDArray[np.float64]:
        """(n, FEATURES + 2): what is told of each message by classifiers that have learnt nothing of its block."""
        labels = self.labels
        place = np.concatenate([np.arange((labels == side).sum()) for side in (0, 1)])
        block = _BLOCK if len(labels) > _FOLDS * _BLOCK * 2 else 1
        fold = (place // block) % _FOLDS
        features = np.zeros((len(labels), FEATURES + 2))
        for held in range(_FOLDS):
            opinions = self.only(np.flatnonzero(fold != held)).fit()
            out = np.flatnonzero(fold == held)
            features[out] = opinions.features(
                self.vectors[out], [self.messages[n] for n in out], [self.terms[n] for n in out]
            )
        return features

    def only(self, kept: NDArray[np.int64]) -> "_Told":
        """The same of these messages."""
        messages, terms = [self.messages[n] for n in kept], [self.terms[n] for n in kept]
        return _Told(messages, self.vectors[kept], terms, self.labels[kept], self.clauses)

    def fit(self) -> "_Opinions":
        """Learns from all of them."""
        return _Opinions(
            _fit(self.vectors, self.labels),
            _count(self.terms, self.labels, self.clauses),
            fit_runs(self.messages, self.labels, _weights(self.labels)),
        )


@dataclass(frozen=True)
class _Opinions:
    """What is weighed."""

    machine: Machine
    words: Words
    runs: RunsMachine

    def features(
        self, vectors: NDArray[np.floating], messages: Sequence[str], terms: Sequence[Sequence[str]]
    ) -> NDArray[np.float64]:
        """(n, FEATURES + 2): the vector's margin, what the words tell, the characters' margin."""
        words = np.stack([self.words.features(of_message) for of_message in terms])
        return np.hstack([self.machine.margins(vectors)[:, None], words, self.runs.scores(messages)])


def _told(texts: ScopeTexts, encoder: Encoder) -> _Told:
    messages = [normalise_question(text) for text in (*texts.inside, *texts.outside)]
    return _Told(
        messages,
        encoder.encode_queries(messages).astype(np.float64),
        [search_terms(text) for text in messages],
        np.array([0] * len(texts.inside) + [1] * len(texts.outside)),
        [search_terms(text) for text in texts.clauses],
    )


def held_out_log_odds(texts: ScopeTexts, encoder: Encoder) -> dict[str, float]:
    """Each message outside the desk's scope with its log odds of being outside, as a classifier sees it that has learnt
    nothing of its block; a minute or two."""
    told = _told(texts, encoder)
    features = told.held_out_features()
    weighing = _weigh(features, told.labels)
    odds = features @ weighing.weights + weighing.bias
    return dict(zip(texts.outside, odds[told.labels == 1].tolist(), strict=True))


class ScopeClassifier:
    """The trained classifier. Immutable: any number of threads may share it."""

    def __init__(self, opinions: "_Opinions", weighing: Weighing) -> None:
        self._opinions, self._weighing = opinions, weighing

    @classmethod
    def train(cls, texts: ScopeTexts, encoder: Encoder) -> "ScopeClassifier":
        """Trains from the texts; deterministic, some minutes a core.

        How much each opinion counts is learnt from held-out blocks, of whose kind nothing was learnt: for texts
        that are known by heart the margin alone would do.
        """
        told = _told(texts, encoder)
        return cls(told.fit(), _weigh(told.held_out_features(), told.labels))

    def outside(self, vector: NDArray[np.floating], text: str) -> float:
        """The probability, 0 to 1, that this message with this question vector is none of the desk's business."""
        features = self._opinions.features(vector[None, :], [text], [search_terms(text)])[0]
        total = float(features @ self._weighing.weights) + self._weighing.bias
        return float(1.0 / (1.0 + np.exp(-total)))

    def _arrays(self) -> dict[str, Any]:
        machine, words, runs = self._opinions.machine, self._opinions.words, self._opinions.runs
        weighing = self._weighing
        return {
            "runs_rarity": runs.rarity,
            "runs_weights": runs.weights,
            "runs_bias": runs.bias,
            "support": machine.support,
            "duals": machine.duals,
            "numbers": np.array([machine.intercept, machine.gamma, weighing.bias]),
            "weights": weighing.weights,
            "words": np.array("\n".join(words.counts)),
            "counts": np.array(list(words.counts.values()), dtype=np.int32).reshape(-1, 3),
            "texts": np.array(words.texts),
        }

    @classmethod
    def _of(cls, arrays: Mapping[str, NDArray[Any]]) -> "ScopeClassifier":
        intercept, gamma, bias = (float(number) for number in arrays["numbers"])
        machine = Machine(arrays["support"], arrays["duals"], intercept, gamma)
        counts = [(int(one[0]), int(one[1]), int(one[2])) for one in arrays["counts"]]
        known = str(arrays["words"]).split("\n") if counts else []
        inside, outside = (int(number) for number in arrays["texts"])
        words = Words(dict(zip(known, counts, strict=True)), (inside, outside))
        runs = RunsMachine(arrays["runs_rarity"], arrays["runs_weights"], arrays["runs_bias"])
        return cls(_Opinions(machine, words, runs), Weighing(arrays["weights"], bias))

    def save(self, path: Path, digest: str, model: str) -> None:
        """Writes the artefact aside and swaps it in whole."""
        manifest = json.dumps({"format": FORMAT, "texts": digest, "model": model})
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, manifest=np.array(manifest), **self._arrays())
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
                return cls._of({name: stored[name] for name in stored.files})
        except FileNotFoundError:
            raise ScopeOutdatedError(f"{path.name}: not there yet") from None
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
            raise ScopeOutdatedError(f"{path.name}: damaged ({type(error).__name__})") from error


def scope_path() -> Path:
    """Where the trained classifier lies."""
    return var_dir() / "topics" / "scope.npz"


def load_or_train_scope(
    encoder: Encoder, path: Path | None = None, progress: Callable[[str], None] = print
) -> ScopeClassifier:
    """The classifier from its artefact, trained anew where that is missing or outdated; says so by `progress`."""
    path = path or scope_path()
    texts = load_scope_texts()
    try:
        return ScopeClassifier.load(path, texts.digest, encoder.name)
    except ScopeOutdatedError as reason:
        progress(f"scope: {reason}; it is learnt anew, which takes some minutes")
        ScopeClassifier.train(texts, encoder).save(path, texts.digest, encoder.name)
        return ScopeClassifier.load(path, texts.digest, encoder.name)
