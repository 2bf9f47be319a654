"""What a system made of each question, and the figures of a set."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benchmarks.quality.figures import Figure, auroc, hits, mean, reciprocal
from benchmarks.quality.passages import Range, Ranks, ranks
from knowledge.evaluation.questions import Question
from knowledge.index import Index

DEPTH = 10
"""How many passages each system is asked for; a right one further down counts as not found."""


@dataclass(frozen=True)
class Outcome:
    """One question. `score` is what the system says of its first passage (0 where it found none), on its own scale.

    `answered`: whether a policy was quoted as the answer; None for what only ranks passages. `length` is that of the
    first passage, in characters.
    """

    question: Question
    ranks: Ranks
    score: float
    length: int | None = None
    answered: bool | None = None


@dataclass(frozen=True)
class Row:
    """A line of the table: a system on a set. `figures` by the names of `COLUMNS`; what does not apply is left out."""

    set: str
    system: str
    n: str
    figures: dict[str, Figure]
    length: float | None = None
    notes: tuple[str, ...] = field(default=())


COLUMNS = {
    "hit1": "hit@1",
    "hit3": "hit@3",
    "hit5": "hit@5",
    "mrr": "MRR",
    "hit3_any_length": "hit@3, any length",
    "auroc": "AUROC unanswerable",
    "answered": "answered: answerable",
    "answered_unanswerable": "answered: unanswerable",
    "answered_out_of_scope": "answered: out of scope",
}


def outcome(
    question: Question, found: Sequence[Range], index: Index, score: float, *, answered: bool | None = None
) -> Outcome:
    """A question with the passages that a system has found for it, best first."""
    part = index.companies[question.company]
    length = found[0].end - found[0].start if found else None
    return Outcome(question, ranks(found[:DEPTH], question, part), score, length, answered)


def row(set_name: str, system: str, outcomes: Sequence[Outcome]) -> Row:
    """The figures of a system on a set. Ranks count over answerable questions; the others have no right passage."""
    kinds: dict[str, Callable[[Outcome], bool]] = {
        "answered": lambda one: one.question.answerable,
        "answered_unanswerable": lambda one: one.question.type == "unanswerable",
        "answered_out_of_scope": lambda one: one.question.type == "out_of_scope",
    }
    groups = {name: [one for one in outcomes if belongs(one)] for name, belongs in kinds.items()}
    answerable, unanswerable = groups["answered"], groups["answered_unanswerable"]
    short = [one.ranks.short for one in answerable]
    figures = {
        "hit1": hits(short, 1),
        "hit3": hits(short, 3),
        "hit5": hits(short, 5),
        "mrr": reciprocal(short),
        "hit3_any_length": hits([one.ranks.any_length for one in answerable], 3),
        "auroc": auroc([one.score for one in answerable], [one.score for one in unanswerable]),
    }
    for name, members in groups.items():
        figures[name] = mean([one.answered for one in members if one.answered is not None])
    lengths = [one.length for one in outcomes if one.length is not None]
    return Row(
        set_name,
        system,
        "+".join(str(len(members)) for members in groups.values()),
        {name: figure for name, figure in figures.items() if figure is not None},
        statistics.median(lengths) if lengths else None,
    )
