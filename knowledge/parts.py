"""The parts of a clause that the clause reader reads: the whole of a short one, runs of sentences of a long one.

Their states are computed when the index is built and kept beside its vectors, in half precision.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np

from knowledge.chunking import Clause
from knowledge.encoding import Encoded, FloatArray
from knowledge.flowing import flowing
from knowledge.reader import MAX_CLAUSE_TOKENS, States
from knowledge.sentences import sentence_ranges


@runtime_checkable
class StateEncoder(Protocol):
    """An encoder that gives states."""

    @property
    def has_states(self) -> bool:
        """Whether it was built with them."""

    def encode_clause(self, text: str) -> Encoded:
        """A clause's vector and states."""

    def tokens(self, text: str) -> int:
        """How many tokens it has."""


@dataclass(frozen=True)
class Part:
    """`policy.text[start:end]`, a part of the clause with this number; its states are rows `first` to `last`."""

    clause: int
    start: int
    end: int
    first: int
    last: int


def cut(clause: Clause, encoder: StateEncoder, most: int = MAX_CLAUSE_TOKENS) -> list[tuple[int, int]]:
    """The (start, end) in the policy of a clause's parts: as long as the reader reads, one sentence shared."""
    if encoder.tokens(headed(clause, clause.start, clause.end)) <= most:
        return [(clause.start, clause.end)]
    sentences = [(clause.start + a, clause.start + b) for a, b in sentence_ranges(clause.text)]
    parts: list[tuple[int, int]] = []
    first = 0
    while first < len(sentences):
        last = first
        while last + 1 < len(sentences) and (
            encoder.tokens(headed(clause, sentences[first][0], sentences[last + 1][1])) <= most
        ):
            last += 1
        parts.append((sentences[first][0], sentences[last][1]))
        if last + 1 >= len(sentences):
            break
        first = max(last, first + 1)
    return parts or [(clause.start, clause.end)]


def headed(clause: Clause, start: int, end: int) -> str:
    """The text that is read: the heading path in front, as in training."""
    return f"{clause.section}\n{flowing(clause.text[start - clause.start : end - clause.start])}"


@dataclass(frozen=True)
class Parts:
    """All parts of a policy's clauses; `vectors` (parts, dim) and `states` (rows, layers, width) belong to them."""

    parts: tuple[Part, ...] = ()
    vectors: FloatArray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    states: States = field(default_factory=lambda: np.zeros((0, 0, 0), dtype=np.float16))

    @cached_property
    def of_clause(self) -> dict[int, list[int]]:
        """The numbers of each clause's parts."""
        found: dict[int, list[int]] = {}
        for number, part in enumerate(self.parts):
            found.setdefault(part.clause, []).append(number)
        return found


def read_parts(clauses: Sequence[Clause], encoder: object) -> Parts:
    """The parts of a policy's clauses; none where the encoder has no states."""
    parts: list[Part] = []
    vectors: list[FloatArray] = []
    states: list[States] = []
    row = 0
    if not isinstance(encoder, StateEncoder) or not encoder.has_states:
        return Parts()
    for number, clause in enumerate(clauses):
        for start, end in cut(clause, encoder):
            found = encoder.encode_clause(headed(clause, start, end))
            if found.states is None:
                raise ValueError("the encoder says that it has states, and gives none")
            vectors.append(found.vector)
            kept = found.states[:, :MAX_CLAUSE_TOKENS].astype(np.float16).transpose(1, 0, 2)
            parts.append(Part(number, start, end, row, row + len(kept)))
            states.append(kept)
            row += len(kept)
    return Parts(tuple(parts), np.stack(vectors), np.concatenate(states)) if parts else Parts()
