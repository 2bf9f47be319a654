"""What is learnt from is kept apart from what is reported: no evaluation question, nor a near copy, is in it."""

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import yaml

from knowledge.topics.taxonomy import load_topics
from knowledge.training.adapt import batch_of, load_texts

ROOT = Path(__file__).resolve().parents[3]
NEAR = 0.75
"""Share of common character pairs from which a sentence counts as a copy."""


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def pairs(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def evaluated() -> list[str]:
    """Every question, and the turns that are long enough to be somebody's own words."""
    folder = ROOT / "tests" / "eval"
    questions = [json.loads(line)["question"] for line in (folder / "questions.jsonl").open(encoding="utf-8")]
    dialogues = [json.loads(line)["turns"] for line in (folder / "dialogues.jsonl").open(encoding="utf-8")]
    return questions + [turn for turns in dialogues for turn in turns if len(turn) >= 18]


def learnt() -> Iterator[str]:
    for topic in load_topics().topics:
        yield from topic.examples
    for policy in load_texts(random.Random(0)).all():
        yield policy.partition(": ")[2]
    for file in sorted((ROOT / "bot" / "data" / "nlu").glob("*.yml")):
        for intent in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            yield from (example["text"] for example in intent["examples"])


def test_no_evaluated_sentence_is_learnt_from() -> None:
    known: dict[str, list[str]] = {}
    texts = {plain(text) for text in learnt()}
    for text in texts:
        for pair in pairs(text):
            known.setdefault(pair, []).append(text)
    copies = []
    for question in map(plain, evaluated()):
        own = pairs(question)
        counts: dict[str, int] = {}
        for pair in own:
            for text in known.get(pair, ()):
                counts[text] = counts.get(text, 0) + 1
        for text, shared in counts.items():
            if shared >= NEAR * len(own | pairs(text)):
                copies.append((question, text))
    assert copies == []


def test_in_a_batch_each_question_has_one_partner() -> None:
    order = random.Random(1)
    texts = load_texts(order)
    assert not {id(policy) for policy in texts.policies} & {id(policy) for policy in texts.held_out}
    for share in (0.0, 1.0):
        left, right = batch_of(texts, order, share)
        assert len(left) == len(right) >= 8
        assert len(set(right)) == len(right)
