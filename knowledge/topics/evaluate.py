"""`python -m knowledge.topics.evaluate`: how often the topic classifier is right.

Questions: each author's by a model that has learnt the other authors' examples, as the weights are fitted. What a
stranger's questions will see are the further authors' figures: the first one wrote with the example clauses in view.
Clauses: cross-validated, near-duplicates kept together, as the temperature is fitted.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.encoding import OnnxEncoder
from knowledge.paths import model_dir
from knowledge.topics.heads import held_out_logits
from knowledge.topics.questions import fit_weights, held_out_opinions
from knowledge.topics.taxonomy import OUT_OF_SCOPE, TopicMap, load_topics
from knowledge.topics.training import (
    FloatArray,
    TrainingData,
    encode_topics,
    fit_temperature,
    folds_by_author,
    softmax,
)
from knowledge.training.labels import load_labels


def top_k(probabilities: FloatArray, labels: NDArray[np.int64], k: int) -> float:
    """The share of rows whose label is among the k likeliest."""
    best = np.argsort(-probabilities, axis=1)[:, :k]
    return float((best == labels[:, None]).any(axis=1).mean())


def auroc(positive: FloatArray, negative: FloatArray) -> float:
    """The probability that a positive scores above a negative; ties count half."""
    scores = np.concatenate([positive, negative])
    _, inverse, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[inverse]
    above = ranks[: len(positive)].sum() - len(positive) * (len(positive) + 1) / 2
    return float(above / (len(positive) * len(negative)))


def calibration_error(probabilities: FloatArray, labels: NDArray[np.int64], bins: int = 10) -> float:
    """The expected calibration error of the likeliest topic: |stated - true| averaged over equal bins."""
    stated = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    number = np.minimum((stated * bins).astype(int), bins - 1)
    gaps = [
        abs(float(stated[number == b].mean() - right[number == b].mean())) * float((number == b).mean())
        for b in range(bins)
        if (number == b).any()
    ]
    return sum(gaps)


def _line(probabilities: FloatArray, labels: NDArray[np.int64]) -> str:
    found = " ".join(f"top-{k} {top_k(probabilities, labels, k):.3f}" for k in (1, 3, 5))
    return f"n={len(labels)} {found} calibration error {calibration_error(probabilities, labels):.3f}"


def report(topics: TopicMap, data: TrainingData, confusions: int) -> list[str]:
    """The lines to print."""
    out = np.array([topic.scope == OUT_OF_SCOPE for topic in topics.topics])
    lines = [f"{len(topics.topics)} topics ({int(out.sum())} out of scope)"]
    folds, labels = folds_by_author(data), data.questions.topics
    opinions = held_out_opinions(data, folds)
    further = ~folds[0]
    weights = fit_weights(opinions[:, further], labels[further])
    probabilities = softmax(np.tensordot(weights, opinions, axes=1))
    names = ("vector", "nearest examples", "wording")
    lines.append("weights: " + ", ".join(f"{n} {w:.2f}" for n, w in zip(names, weights, strict=True)))
    for author in range(int(data.authors.max()) + 1):
        rows = data.authors == author
        alone = ", ".join(
            f"{name} {top_k(one[rows], labels[rows], 1):.3f}"
            for name, one in zip(names, opinions, strict=True)
        )
        lines.append(
            f"questions of author {author + 1} {_line(probabilities[rows], labels[rows])}; alone: {alone}"
        )
    logits, of_clauses = held_out_logits("clause", data)
    temperature = fit_temperature(logits, of_clauses)
    lines.append(f"clauses {_line(softmax(logits / temperature), of_clauses)} temperature {temperature:.2f}")
    beside = probabilities[:, out].sum(axis=1)
    lines.append(f"out-of-scope AUROC {auroc(beside[out[labels]], beside[~out[labels]]):.3f}")
    for threshold in (0.5, 0.7, 0.9):
        lines.append(
            f"  out-of-scope probability >= {threshold}: finds {(beside[out[labels]] >= threshold).mean():.3f},"
            f" false alarms {(beside[~out[labels]] >= threshold).mean():.3f}"
        )
    guesses = probabilities.argmax(axis=1)
    wrong = Counter((topics.ids[y], topics.ids[g]) for y, g in zip(labels, guesses, strict=True) if y != g)
    lines.extend(
        f"  {count:3} {true} taken for {guess}" for (true, guess), count in wrong.most_common(confusions)
    )
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Encodes the topic map, cross-validates, prints."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.topics.evaluate", description=__doc__)
    parser.add_argument("--model", type=Path, default=model_dir(), help="the encoder's folder")
    parser.add_argument("--confusions", type=int, default=15, help="how many confused pairs to print")
    chosen = parser.parse_args(arguments)
    topics = load_topics()
    data = encode_topics(topics, OnnxEncoder(chosen.model), load_labels(frozenset(topics.ids)))
    sys.stdout.write("\n".join(report(topics, data, chosen.confusions)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
