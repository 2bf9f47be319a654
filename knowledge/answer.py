"""What the desk says to a question, as data."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.citations import Citation
from knowledge.composing import Regions, Statement
from knowledge.vocabulary import MessageKind, Region, RequestType


@dataclass(frozen=True)
class Answer:
    """What the desk says to a question.

    `statements` are verbatim; `near` is what the policy says nearby where it does not answer; `replaced`
    (staff only) is what the region's chapter puts out of force. `topic` is the likeliest topic's id.
    `silent_regions`: the region is open, and of these the policy does not say what it says of others.
    `silent_keys`: particulars of the topic that it does not state although it states others; keys of desk facts.
    `next_step` is the request that could be opened. `confidence` 0..1.
    `on_topic` 0..1: how likely it is that this is a question for the desk, and about `topic`.
    """

    kind: MessageKind
    confidence: float
    topic: str | None
    statements: tuple[Statement, ...] = ()
    near: tuple[Statement, ...] = ()
    replaced: tuple[Statement, ...] = ()
    passages: tuple[FoundPassage, ...] = ()
    next_step: RequestType | None = None
    region: Region | None = None
    silent_regions: Regions = ()
    silent_keys: tuple[str, ...] = ()
    on_topic: float = 0.0


@dataclass(frozen=True)
class FoundPassage:
    """A clause for the look-up, best first: `rank` from 1, `score` 0..1."""

    rank: int
    score: float
    citation: Citation
    region: Region | None = None


@dataclass(frozen=True)
class Lookup:
    """The look-up of staff: whether the policy answers, how sure the desk is, the answer, the clauses."""

    answerable: bool
    confidence: float
    answer: Answer | None
    passages: tuple[FoundPassage, ...]
