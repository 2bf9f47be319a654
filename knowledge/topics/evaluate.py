"""`python -m knowledge.topics.evaluate`: cross-validated accuracy of the topic classifier.

Folds are grouped (near-duplicates stay together) and the same that the temperatures are fitted on.
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
from knowledge.topics.classifier import held_out_logits
from knowledge.topics.taxonomy import OUT_OF_SCOPE, TopicMap, load_topics
from knowledge.topics.training import FloatArray, TrainingData, encode_topics, fit_temperature, softmax


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


def report(topics: TopicMap, data: TrainingData, confusions: int) -> list[str]:
    """The lines to print."""
    out = np.array([topic.scope == OUT_OF_SCOPE for topic in topics.topics])
    lines = [f"{len(topics.topics)} topics ({int(out.sum())} out of scope)"]
    told: dict[str, tuple[FloatArray, NDArray[np.int64]]] = {}
    for name in ("question", "clause"):
        logits, labels = held_out_logits(name, data)
        temperature = fit_temperature(logits, labels)
        probabilities = softmax(logits / temperature)
        lines.append(
            f"{name:9} n={len(labels):5} top-1 {top_k(probabilities, labels, 1):.3f}"
            f" top-3 {top_k(probabilities, labels, 3):.3f} top-5 {top_k(probabilities, labels, 5):.3f}"
            f" calibration error {calibration_error(probabilities, labels):.3f}"
            f" temperature {temperature:.2f}"
        )
        told[name] = probabilities, labels
    probabilities, labels = told["question"]
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
    data = encode_topics(topics, OnnxEncoder(chosen.model))
    sys.stdout.write("\n".join(report(topics, data, chosen.confusions)) + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
