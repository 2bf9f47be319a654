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
from knowledge.training.texts import load_out_of_scope, load_policies

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
    questions = [
        json.loads(line)["question"]
        for name in ("questions", "heldout", "other_questions")
        for line in (folder / f"{name}.jsonl").open(encoding="utf-8")
    ]
    dialogues = [json.loads(line)["turns"] for line in (folder / "dialogues.jsonl").open(encoding="utf-8")]
    return questions + [turn for turns in dialogues for turn in turns if len(turn) >= 18]


def learnt() -> Iterator[str]:
    for topic in load_topics().topics:
        yield from topic.examples
    for text in load_texts().all():
        yield text.partition(": ")[2]
    for policy in load_policies():
        yield from policy.not_stated
    for messages in load_out_of_scope():
        yield from messages
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


def test_in_a_batch_a_question_is_compared_with_its_own_policy_only() -> None:
    order = random.Random(1)
    texts = load_texts()
    assert not {p.name for p in texts.policies} & {p.name for p in texts.held_out}
    batch = batch_of(texts, order, 0.0)
    assert len(batch.left) == len(batch.own) == batch.compared.shape[0] and len(batch.left) >= 8
    policies = {clause.text: p.name for p in texts.policies for clause in p.clauses}
    for row, own in enumerate(batch.own):
        assert batch.compared[row, own]
        beside = {policies[batch.right[n].partition(": ")[2]] for n in batch.compared[row].nonzero()[:, 0]}
        assert len(beside) == 1
    topics = batch_of(texts, order, 1.0)
    assert topics.own == list(range(len(topics.left))) and bool(topics.compared.all())
    assert len(set(topics.right)) == len(topics.right)
