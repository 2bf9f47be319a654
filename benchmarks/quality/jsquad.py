"""JSQuAD as passage retrieval: a question to the paragraph that it was written for, among all paragraphs.

JSQuAD (Yahoo Japan and Waseda University, CC BY-SA 4.0) is read from the shared folder and never copied here.
Not a task of this desk: it shows whether adapting the encoder to policies has spoilt it for other text.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.quality.baselines import reciprocal_rank_fusion
from benchmarks.quality.figures import hits, reciprocal
from benchmarks.quality.outcomes import Row
from benchmarks.quality.vectors import VectorStore
from knowledge.encoding import Encoder, FloatArray
from knowledge.index import word_index
from knowledge.search import normalise_question
from knowledge.tokenizing import search_terms

FILE = Path("bench") / "jsquad" / "valid-v1.3.json"
NAME = "JSQuAD valid"


@dataclass(frozen=True)
class Jsquad:
    """All different paragraphs (title and text), and the questions with their paragraph's number."""

    paragraphs: tuple[str, ...]
    questions: tuple[str, ...]
    gold: tuple[int, ...]


def load(shared: Path) -> Jsquad | None:
    """The validation part; None where it is not there."""
    path = shared / FILE
    if not path.is_file():
        return None
    return parse(json.loads(path.read_text(encoding="utf-8")))


def parse(data: dict[str, list[dict[str, list[dict[str, object]]]]]) -> Jsquad:
    """From SQuAD's form. A context is the article's title, ` [SEP] ` and the text; here a line end divides them."""
    numbers: dict[str, int] = {}
    questions: list[str] = []
    gold: list[int] = []
    for article in data["data"]:
        for paragraph in article["paragraphs"]:
            text = str(paragraph["context"]).replace(" [SEP] ", "\n", 1)
            number = numbers.setdefault(text, len(numbers))
            asked = paragraph["qas"]
            for one in asked if isinstance(asked, list) else []:
                questions.append(str(one["question"]))
                gold.append(number)
    return Jsquad(tuple(numbers), tuple(questions), tuple(gold))


def rank_of(scores: FloatArray, wanted: int) -> int:
    """The rank of one thing, from 1; among equals the earlier one goes first."""
    own = scores[wanted]
    return 1 + int((scores > own).sum()) + int((scores[:wanted] == own).sum())


def rows(data: Jsquad, plain: Encoder, adapted: Encoder, store: VectorStore) -> list[Row]:
    """The figures of each way to search. Ranks have no depth: all paragraphs are ranked."""
    words = word_index([search_terms(text) for text in data.paragraphs])
    asked = [normalise_question(question) for question in data.questions]
    terms = [search_terms(text) for text in asked]

    def by_words(number: int) -> FloatArray:
        if not terms[number]:
            return np.zeros(len(data.paragraphs), dtype=np.float32)
        return np.asarray(words.get_scores(terms[number]), dtype=np.float32)

    def by_vectors(encoder: Encoder) -> Callable[[int], FloatArray]:
        texts = store.vectors(encoder, data.paragraphs, queries=False)
        questions = store.vectors(encoder, asked, queries=True)
        return lambda number: np.asarray(texts @ questions[number], dtype=np.float32)

    by_plain, by_adapted = by_vectors(plain), by_vectors(adapted)
    ways: dict[str, Callable[[int], FloatArray]] = {
        "BM25": by_words,
        "plain e5": by_plain,
        "adapted e5 (this desk's encoder)": by_adapted,
        "plain e5 + BM25, RRF": lambda n: reciprocal_rank_fusion([by_plain(n), by_words(n)]),
        "plain e5 + BM25, scaled sum": lambda n: scaled_sum([by_plain(n), by_words(n)]),
        "adapted e5 + BM25, RRF": lambda n: reciprocal_rank_fusion([by_adapted(n), by_words(n)]),
        "adapted e5 + BM25, scaled sum": lambda n: scaled_sum([by_adapted(n), by_words(n)]),
    }
    made = []
    for name, scores in ways.items():
        ranks = [rank_of(scores(number), gold) for number, gold in enumerate(data.gold)]
        found = {
            "hit1": hits(ranks, 1),
            "hit3": hits(ranks, 3),
            "hit5": hits(ranks, 5),
            "mrr": reciprocal(ranks),
        }
        figures = {key: figure for key, figure in found.items() if figure is not None}
        made.append(Row(NAME, name, str(len(ranks)), figures))
    return made


def scaled_sum(scores: Sequence[FloatArray]) -> FloatArray:
    """Each brought to 0..1 over all paragraphs, then added."""
    total = np.zeros(len(scores[0]), dtype=np.float32)
    for one in scores:
        spread = float(one.max() - one.min())
        total += (one - one.min()) / spread if spread > 0 else 0.0
    return total
