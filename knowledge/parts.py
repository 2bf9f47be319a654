"""The parts of a clause that the clause reader reads: the whole of a short one, runs of sentences of a long one.

What the reader needs of them (`Sides`) is made when the index is built, and kept beside its vectors.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from knowledge.chunking import Clause
from knowledge.encoding import Encoded, FloatArray, file_digest
from knowledge.flowing import flowing
from knowledge.late_interaction import CLAUSE_PREFIX_TOKENS, MAX_CLAUSE_TOKENS, Tokens
from knowledge.reader import SIDES_FILE, SideMaker, Sides
from knowledge.sentences import sentence_ranges


@runtime_checkable
class StateEncoder(Protocol):
    """An encoder that gives states."""

    @property
    def folder(self) -> Path:
        """The model's folder, in which its reader's graphs lie."""

    @property
    def has_states(self) -> bool:
        """Whether it was built with them."""

    def encode_clause(self, text: str) -> Encoded:
        """A clause's vector and states."""

    def tokens(self, text: str) -> int:
        """How many tokens it has."""


@dataclass(frozen=True)
class Part:
    """`policy.text[start:end]`, a part of the clause with this number; its sides are rows `first` to `last`."""

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
    """All parts of a policy's clauses; `vectors` (parts, dim) and the rows of `numbers` and `scales` (see `Sides`)
    belong to them, and those of `tokens` (rows, width), which the matcher compares: none where there is no matcher."""

    parts: tuple[Part, ...] = ()
    vectors: FloatArray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))
    numbers: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, 0, 2, 0, 0), dtype=np.int8))
    scales: NDArray[np.float16] = field(default_factory=lambda: np.zeros((0, 0, 2, 0), dtype=np.float16))

    tokens: Tokens = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float16))

    @cached_property
    def of_clause(self) -> dict[int, list[int]]:
        """The numbers of each clause's parts."""
        found: dict[int, list[int]] = {}
        for number, part in enumerate(self.parts):
            found.setdefault(part.clause, []).append(number)
        return found

    def sides(self, number: int) -> Sides:
        """Those of the part with this number."""
        part = self.parts[number]
        return Sides(self.numbers[part.first : part.last], self.scales[part.first : part.last])

    def own_tokens(self, number: int) -> Tokens:
        """Those of the part with this number, without what stands in front of its text."""
        part = self.parts[number]
        return self.tokens[part.first + CLAUSE_PREFIX_TOKENS : part.last]


class MakesSides(Protocol):
    """Makes what the reader needs of a clause (`SideMaker`)."""

    def sides(self, states: FloatArray) -> Sides:
        """Of the clause with these states (layers, tokens, width)."""


def _graph(encoder: object) -> Path | None:
    """What makes the sides for this encoder; None where it was built without a reader."""
    if not isinstance(encoder, StateEncoder) or not encoder.has_states:
        return None
    path = encoder.folder / SIDES_FILE
    return path if path.exists() else None


def read_for(encoder: object) -> str:
    """Tells one reader from another: the hash of what makes its sides; empty where there is none."""
    path = _graph(encoder)
    return file_digest(path) if path is not None else ""


def read_parts(clauses: Sequence[Clause], encoder: object, maker: MakesSides | None = None) -> Parts:
    """The parts of a policy's clauses; none where the encoder has no states, or its model no reader.

    `maker` is by default the one of the encoder's model.
    """
    path = _graph(encoder)
    if maker is None and path is not None:
        maker = SideMaker(path)
    if maker is None or not isinstance(encoder, StateEncoder):
        return Parts()
    parts: list[Part] = []
    vectors: list[FloatArray] = []
    sides: list[Sides] = []
    tokens: list[Tokens] = []
    row = 0
    for number, clause in enumerate(clauses):
        for start, end in cut(clause, encoder):
            found = encoder.encode_clause(headed(clause, start, end))
            if found.states is None:
                raise ValueError("the encoder says that it has states, and gives none")
            made = maker.sides(found.states[:, :MAX_CLAUSE_TOKENS])
            vectors.append(found.vector)
            parts.append(Part(number, start, end, row, row + len(made)))
            sides.append(made)
            if found.clause is not None:
                tokens.append(found.clause[:MAX_CLAUSE_TOKENS])
            row += len(made)
    if not parts:
        return Parts()
    numbers, scales = (
        np.concatenate([getattr(one, name) for one in sides]) for name in ("numbers", "scales")
    )
    compared = {"tokens": np.concatenate(tokens)} if tokens else {}
    return Parts(tuple(parts), np.stack(vectors), numbers, scales, **compared)
