"""`python -m knowledge.evaluation.badly_written`: topics of badly written questions, as typed and mended.

The topic map's Japanese examples with kanji, each made worse in every kind of `noise`, told by heads over vectors
(which is what misspelling hurts) that have seen neither the example nor its near duplicates; the words' counts leave
all of the topic map's examples out as well.
"""

import argparse
import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.encoding import Encoder, OnnxEncoder
from knowledge.evaluation.noise import KINDS, Noise
from knowledge.mending.commonness import WordCounts, counted_texts
from knowledge.mending.mender import Mender
from knowledge.paths import model_dir
from knowledge.search import normalise_question
from knowledge.topics.heads import Head, held_out_heads
from knowledge.topics.taxonomy import TopicMap, load_topics
from knowledge.topics.training import TrainingData, encode_topics, learnt_examples

_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ]")
_KANJI = re.compile(r"[\u3400-\u9fff]")
_SEED = 20261127


@dataclass(frozen=True)
class Told:
    """Of one kind of noise: how many texts, the share whose likeliest topic is right as typed and mended, and the share
    that mending has changed."""

    kind: str
    count: int
    typed: float
    mended: float
    changed: float

    def __str__(self) -> str:
        return f"{self.kind:14} {self.count:5} {self.typed:6.3f} {self.mended:7.3f} {self.changed:8.3f}"


HEADER = f"{'':14} {'n':>5} {'typed':>6} {'mended':>7} {'changed':>8}"


@dataclass(frozen=True)
class Bench:
    """What the examples are measured with: the samples, the heads of each fold, the encoder, the mender."""

    data: TrainingData
    folds: list[tuple[NDArray[np.bool_], Head]]
    encoder: Encoder
    mender: Mender


def told(bench: Bench, kind: str, noise: Noise, texts: dict[int, str]) -> Told:
    """What becomes of these examples, by their number, under one kind of noise."""
    chance = random.Random(_SEED)  # noqa: S311 - mistakes, not secrets
    numbers = np.array(list(texts))
    typed = [normalise_question(noise(text, chance)) for text in texts.values()]
    mended = [bench.mender.mend(text) for text in typed]
    vectors = [bench.encoder.encode_queries(made).astype(np.float64) for made in (typed, mended)]
    right = np.zeros((2, len(numbers)), dtype=bool)
    for held, head in bench.folds:
        rows = held[numbers]
        for row, of_kind in enumerate(vectors):
            guesses = head.logits(of_kind[rows]).argmax(axis=1)
            right[row, rows] = guesses == bench.data.questions.topics[numbers][rows]
    shares = right.mean(axis=1)
    changed = np.mean([a != b for a, b in zip(typed, mended, strict=True)])
    return Told(kind, len(numbers), float(shares[0]), float(shares[1]), float(changed))


def counts_without(topics: TopicMap) -> WordCounts:
    """Counts over the training texts, the topic map's examples left out."""
    examples = {text for topic in topics.topics for text in topic.asked}
    return WordCounts.of(text for text in counted_texts() if text not in examples)


def chosen_examples(topics: TopicMap, most: int) -> dict[int, str]:
    """At most so many Japanese examples with kanji, by their number among those that are learnt from."""
    texts = [text for topic in topics.topics for text, _ in learnt_examples(topic)]
    fit = [n for n, text in enumerate(texts) if _JAPANESE.search(text) and _KANJI.search(text)]
    chance = random.Random(_SEED)  # noqa: S311 - a sample, not a secret
    return {number: texts[number] for number in sorted(chance.sample(fit, min(most, len(fit))))}


def main(arguments: Sequence[str] | None = None) -> int:
    """Encodes the topic map, makes its examples worse, prints a line a kind."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.evaluation.badly_written", description=__doc__)
    parser.add_argument("--most", type=int, default=600, help="how many examples of each kind")
    chosen = parser.parse_args(arguments)
    topics, encoder = load_topics(), OnnxEncoder(model_dir())
    mender = Mender(counts_without(topics))
    examples = chosen_examples(topics, chosen.most)
    data = encode_topics(topics, encoder)
    bench = Bench(data, list(held_out_heads("question", data)), encoder, mender)
    sys.stdout.write(HEADER + "\n")
    for kind, noise in KINDS.items():
        sys.stdout.write(f"{told(bench, kind, noise, examples)}\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
