"""What is learnt from is kept apart from what is reported: no evaluation question, nor a near copy, is in it."""

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import yaml
from scipy.sparse import csr_matrix

from knowledge.evaluation.scope import load_messages
from knowledge.topics.taxonomy import load_topics
from knowledge.training.edits import load_edits
from knowledge.training.texts import (
    GENERAL_KNOWLEDGE,
    LARGE,
    OUT_OF_SCOPE,
    TRADES,
    load_out_of_scope,
    load_policies,
    load_proper_names,
)

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
        for name in ("questions", "heldout", "corners", "by_clause", "other_questions", "further_questions")
        for line in (folder / f"{name}.jsonl").open(encoding="utf-8")
    ]
    dialogues = [
        json.loads(line)["turns"]
        for file in sorted(folder.glob("*dialogues.jsonl"))
        for line in file.open(encoding="utf-8")
    ]
    messages = [said.text for said in load_messages(folder / "scope.yml")]
    return questions + messages + [turn for turns in dialogues for turn in turns if len(turn) >= 18]


def learnt() -> Iterator[str]:
    for topic in load_topics().topics:
        yield from topic.asked
    from knowledge.training.adapt import load_texts  # with torch, which no fast test here needs

    for text in load_texts().all():
        yield text.partition(": ")[2]
    policies = load_policies()
    for policy in policies:
        yield from policy.not_stated
    yield from (edit.question for edit in load_edits(policies))
    named = load_proper_names()
    for folder in (OUT_OF_SCOPE, GENERAL_KNOWLEDGE, TRADES):
        for messages in load_out_of_scope(folder):
            yield from messages
    for messages in named:
        yield from messages
    for file in sorted((ROOT / "bot" / "data" / "nlu").rglob("*.yml")):
        for intent in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            yield from (example["text"] for example in intent["examples"])


def counted(texts: list[str], columns: dict[str, int]) -> csr_matrix:
    """One row a text, one column a pair of characters: 1 where the text has it."""
    rows = [[columns.setdefault(pair, len(columns)) for pair in pairs(text)] for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    ones = np.ones(ends[-1], dtype=np.int32)
    return csr_matrix((ones, np.concatenate([*rows, []]).astype(int), ends), shape=(len(texts), 1 << 20))


def copies(asked: list[str], known: list[str]) -> list[tuple[str, str]]:
    """What is asked beside what is known, where both share most of their pairs."""
    columns: dict[str, int] = {}
    left, right = counted(asked, columns), counted(known, columns)
    shared = (left @ right.T).tocoo()
    whole = left.getnnz(1)[shared.row] + right.getnnz(1)[shared.col] - shared.data
    near = (shared.data >= NEAR * whole).nonzero()[0]
    return [(asked[shared.row[n]], known[shared.col[n]]) for n in near]


@pytest.mark.slow
def test_no_evaluated_sentence_is_learnt_from() -> None:
    known = sorted({plain(text) for text in learnt()})
    assert len(known) > 20_000
    assert copies([plain(text) for text in evaluated()], known) == []


def test_a_near_copy_is_found() -> None:
    sentence = plain("開示の請求には、どのような書類が必要になりますか")
    assert copies([sentence], ["ほかの文", sentence]) == [(sentence, sentence)]
    assert copies([sentence], [sentence.replace("どのような", "どんな")]) != []
    assert copies([sentence], [plain("利用停止の請求には手数料がかかりますか")]) == []


@pytest.mark.slow
def test_in_a_batch_a_question_is_compared_with_its_own_policy_only() -> None:
    from knowledge.training.adapt import batch_of, load_texts

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
    large = next(b for b in (batch_of(texts, order, 0.0) for _ in range(20)) if len(b.right) > 30)
    assert bool(large.compared.all()) and len({policies[one.partition(": ")[2]] for one in large.right}) == 1
    topics = batch_of(texts, order, 1.0)
    assert topics.own == list(range(len(topics.left))) and bool(topics.compared.all())
    assert len(set(topics.right)) == len(topics.right)


def test_large_policies_are_large_and_each_question_is_one_clauses_own() -> None:
    large = load_policies(LARGE)
    assert len(large) >= 10 and any(policy.held_out for policy in large)
    for policy in large:
        assert len(policy.clauses) >= 50 and len(policy.not_stated) >= 10, policy.name
        asked = [question for clause in policy.clauses for question in clause.questions]
        assert len(set(asked)) == len(asked) >= 250, policy.name
    known = {policy.name for policy in load_policies()}
    assert not known & {policy.name for policy in large}, "no shipped model has learnt from them yet"
