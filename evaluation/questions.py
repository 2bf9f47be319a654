"""Puts the evaluation questions to the running system's look-up, and scores what comes back."""

import json
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evaluation.client import Desk
from evaluation.dialogues import squeeze

SILENT = ("unanswerable", "out_of_scope")

ScopeOf = Callable[[str, int], str | None]
"""The region whose chapter holds a character of a company's policy, or None."""


@dataclass
class Result:
    """One question and what the desk made of it."""

    id: str
    company: str
    region: str | None
    type: str
    style: str
    question: str
    rank: int | None
    answerable: bool
    confidence: float
    facts_said: int
    facts: int
    text: str
    faults: list[str] = field(default_factory=list)

    @property
    def silent(self) -> bool:
        """Whether the right answer is that the policy does not say, or that this is not the place."""
        return self.type in SILENT


def load(path: Path) -> list[dict[str, Any]]:
    """The questions of a JSON-lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def ask(desk: Desk, question: dict[str, Any], policies: dict[str, str], scope_of: ScopeOf) -> Result:
    """Look one question up, company and region given, and compare with its gold spans."""
    found = desk.lookup(question["question"], question["company"], question["region"])
    answer = found["answer"] or {"text": "", "citations": []}
    said = squeeze(answer["text"])
    return Result(
        id=question["id"],
        company=question["company"],
        region=question["region"],
        type=question["type"],
        style=question["style"],
        question=question["question"],
        rank=_rank(found["passages"], question, scope_of),
        answerable=found["answerable"],
        confidence=found["confidence"],
        facts_said=sum(squeeze(fact) in said for fact in question["must_say"]),
        facts=len(question["must_say"]),
        text=answer["text"],
        faults=_faults([*answer["citations"], *found["passages"]], question, policies, scope_of),
    )


def _rank(passages: Iterable[dict[str, Any]], question: dict[str, Any], scope_of: ScopeOf) -> int | None:
    """The rank of the first passage that holds a gold span, outside other regions' chapters: of a customer whose region
    is not known, outside of all of them (`knowledge.evaluation.questions.hit`)."""
    golds = [squeeze(span) for span in question["gold_spans"]]
    for passage in passages:
        scope = scope_of(passage["company"], passage["start"])
        if scope is not None and scope != question["region"]:
            continue
        quote = squeeze(passage["quote"])
        if any(gold in quote for gold in golds):
            return int(passage["rank"])
    return None


def _faults(
    citations: Iterable[dict[str, Any]],
    question: dict[str, Any],
    policies: dict[str, str],
    scope_of: ScopeOf,
) -> list[str]:
    """What must never happen: a quotation that is not verbatim, another company, another region."""
    faults = []
    for citation in citations:
        if policies[citation["company"]][citation["start"] : citation["end"]] != citation["quote"]:
            faults.append("not verbatim")
        if citation["company"] != question["company"]:
            faults.append("another company")
        scope = scope_of(citation["company"], citation["start"])
        if scope is not None and question["region"] is not None and scope != question["region"]:
            faults.append(f"another region ({scope})")
    return sorted(set(faults))


@dataclass(frozen=True)
class Figures:
    """The figures of a group of questions; None where the group has none that count."""

    n: int
    hit1: float | None
    hit3: float | None
    mrr: float | None
    must_say: float | None
    refused: float | None
    unanswerable: float | None
    out_of_scope: float | None
    faults: int


def figures(results: list[Result]) -> Figures:
    """Score a group of questions."""
    answerable = [r for r in results if not r.silent]
    facts = [r for r in answerable if r.facts]
    silent = {kind: [r for r in results if r.type == kind] for kind in SILENT}
    return Figures(
        n=len(results),
        hit1=_mean(r.rank == 1 for r in answerable),
        hit3=_mean(r.rank is not None and r.rank <= 3 for r in answerable),
        mrr=_mean(1 / r.rank if r.rank else 0.0 for r in answerable),
        must_say=sum(r.facts_said for r in facts) / sum(r.facts for r in facts) if facts else None,
        refused=_mean(not r.answerable for r in answerable),
        unanswerable=_mean(not r.answerable for r in silent["unanswerable"]),
        out_of_scope=_mean(not r.answerable for r in silent["out_of_scope"]),
        faults=sum(bool(r.faults) for r in results),
    )


def interval(
    results: list[Result], name: str, rounds: int = 1000, seed: int = 7
) -> tuple[float, float] | None:
    """A 95 % bootstrap interval of one figure, over questions."""
    rng = random.Random(seed)  # noqa: S311 - a resampling, not a secret
    values = []
    for _ in range(rounds):
        sample = [results[rng.randrange(len(results))] for _ in results]
        value = getattr(figures(sample), name)
        if value is not None:
            values.append(value)
    if not values:
        return None
    values.sort()
    return values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1]


def _mean(values: Iterable[float | bool]) -> float | None:
    items = [float(value) for value in values]
    return sum(items) / len(items) if items else None
