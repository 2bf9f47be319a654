"""Measures retrieval on the evaluation questions: `python -m knowledge.evaluation.retrieval [--misses]`.

Only questions that the policy answers count. A hit is a passage that holds a gold span (`questions.hit`).
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.encoding_st import ModelMissing, make_encoder
from knowledge.evaluation.questions import Question, first_hit, load_questions
from knowledge.index import IndexUnusable, ensure_index
from knowledge.search import Searcher

DEPTH = 20


@dataclass(frozen=True)
class Score:
    """Retrieval quality over `count` questions; each share is 0..1."""

    count: int
    hit1: float
    hit3: float
    mrr: float


def score(ranks: Sequence[int | None]) -> Score:
    """The figures for these ranks of the first right passage (None: not among the first `DEPTH`)."""
    if not ranks:
        return Score(0, 0.0, 0.0, 0.0)
    count = len(ranks)
    return Score(
        count,
        sum(rank == 1 for rank in ranks) / count,
        sum(rank is not None and rank <= 3 for rank in ranks) / count,
        sum(1 / rank for rank in ranks if rank) / count,
    )


def measure(searcher: Searcher, questions: Iterable[Question]) -> list[tuple[Question, int | None]]:
    """The rank of the first right passage for each question that has an answer."""
    return [
        (
            question,
            first_hit(
                searcher.search(
                    question.question, company=question.company, region=question.region, limit=DEPTH
                ),
                question,
            ),
        )
        for question in questions
        if question.answerable
    ]


def table(measured: Sequence[tuple[Question, int | None]]) -> list[tuple[str, Score]]:
    """Scores over all questions, then by company, type and style."""
    groups: dict[str, list[int | None]] = defaultdict(list)
    for question, rank in measured:
        for name in ("all", question.company, f"type {question.type}", f"style {question.style}"):
            groups[name].append(rank)
    order = sorted(groups, key=lambda name: (name != "all", " " in name, name))
    return [(name, score(groups[name])) for name in order]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line: prints the table. Returns 1 where model or policies are missing."""
    parser = argparse.ArgumentParser(prog="knowledge.evaluation.retrieval", description=__doc__)
    parser.add_argument(
        "--misses", action="store_true", help="also list the questions not hit in the first 3"
    )
    options = parser.parse_args(arguments)
    try:
        encoder = make_encoder()
        searcher = Searcher(ensure_index(encoder), encoder)
    except (ModelMissing, IndexUnusable) as error:
        print(error, file=sys.stderr)
        return 1
    measured = measure(searcher, load_questions())
    print(f"{'':22} {'n':>4} {'hit@1':>6} {'hit@3':>6} {'MRR':>6}")
    for name, figures in table(measured):
        print(f"{name:22} {figures.count:4} {figures.hit1:6.3f} {figures.hit3:6.3f} {figures.mrr:6.3f}")
    if options.misses:
        for question, rank in measured:
            if rank is None or rank > 3:
                print(f"{question.id} {question.company} rank {rank}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
