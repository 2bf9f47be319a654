"""When a passage counts as right, whoever cut it: the rule of `knowledge.evaluation.questions`, over ranges of a text.

A passage that another splitter has made has no region of its own, and may reach across chapters. It counts where a gold
span stands in it outside the chapters of other regions. For one of our clauses this is `questions.hit`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from knowledge.chunking import MAXIMUM
from knowledge.evaluation.questions import Question
from knowledge.index import CompanyIndex


class Range(Protocol):
    """A piece of a policy."""

    @property
    def start(self) -> int:
        """Its first character's offset."""

    @property
    def end(self) -> int:
        """The offset after its last character."""


@dataclass(frozen=True)
class Ranks:
    """The rank of the first right passage; None: none is right.

    `short`: passages longer than `MAXIMUM` do not count unless they lie in one clause (a long table or list): who
    shows a whole chapter has not found the clause. `any_length`: they count.
    """

    short: int | None
    any_length: int | None


def ranks(found: Sequence[Range], question: Question, part: CompanyIndex) -> Ranks:
    """Where the first right passage stands, from 1. `part` is the policy that the question is about."""
    right = [number for number, one in enumerate(found, 1) if holds_gold(one, question, part)]
    short = [number for number in right if not too_long(found[number - 1], part)]
    return Ranks(next(iter(short), None), next(iter(right), None))


def holds_gold(passage: Range, question: Question, part: CompanyIndex) -> bool:
    """Whether a gold span stands in the passage, in a place that holds for the question's region."""
    places = (at for span in question.gold_spans for at in _places(part.text, span, passage))
    return any(_holds_for(part, at, question) for at in places)


def too_long(passage: Range, part: CompanyIndex) -> bool:
    """Whether the passage is more than one clause, table or list may be."""
    if passage.end - passage.start <= MAXIMUM:
        return False
    return not any(one.start <= passage.start and passage.end <= one.end for one in part.clauses)


def _places(text: str, span: str, passage: Range) -> Iterator[int]:
    at = text.find(span, passage.start, passage.end)
    while at >= 0:
        yield at
        at = text.find(span, at + 1, passage.end)


def _holds_for(part: CompanyIndex, at: int, question: Question) -> bool:
    region = next((one.region for one in part.clauses if one.start <= at < one.end), None)
    return region is None or region is question.region
