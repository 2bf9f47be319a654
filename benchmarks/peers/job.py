"""What goes to the peers and what comes back: JSON files, so that the two environments share no library."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Chunk:
    """A passage: `policy[start:end]`; `text` is what is embedded and searched (it may have a heading in front)."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Found:
    """A passage that was found, and the score that it was found with (each system's own scale)."""

    start: int
    end: int
    score: float


@dataclass(frozen=True)
class Asked:
    """A question. `policy` names the text to search, `clauses` the list of chunks that this customer may be told."""

    id: str
    text: str
    policy: str
    clauses: str


@dataclass(frozen=True)
class Job:
    """Questions over policies. `model` is a folder that `knowledge.encoding.OnnxEncoder` reads."""

    model: str
    depth: int
    policies: dict[str, str]
    clauses: dict[str, list[Chunk]]
    questions: list[Asked]

    def write(self, path: Path) -> None:
        """Put it into a file."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @classmethod
    def read(cls, path: Path) -> Job:
        """Take it out of a file."""
        data = json.loads(path.read_text(encoding="utf-8"))
        clauses = {name: [Chunk(**one) for one in chunks] for name, chunks in data["clauses"].items()}
        questions = [Asked(**one) for one in data["questions"]]
        return cls(data["model"], data["depth"], data["policies"], clauses, questions)


Search = Callable[[str], Sequence[tuple[int, float]]]
"""A question -> (number of the chunk, score), best first."""


@dataclass(frozen=True)
class System:
    """One way to use a framework.

    `split` cuts a policy as the framework does by itself; None: our clauses are searched. `build` makes an index.
    """

    name: str
    split: Callable[[str], list[Chunk]] | None
    build: Callable[[list[Chunk], int], Search]


def run(system: System, job: Job) -> dict[str, list[Found]]:
    """Every question put to one system; what it found by the question's id."""
    chunks = (
        job.clauses
        if system.split is None
        else {name: system.split(text) for name, text in job.policies.items()}
    )
    indexes = {name: system.build(one, job.depth) for name, one in chunks.items() if one}
    found = {}
    for question in job.questions:
        name = question.clauses if system.split is None else question.policy
        hits = indexes[name](question.text) if name in indexes else ()
        found[question.id] = [
            Found(chunks[name][number].start, chunks[name][number].end, score)
            for number, score in list(hits)[: job.depth]
        ]
    return found


def located(policy: str, texts: Sequence[str], starts: Sequence[int | None]) -> list[Chunk]:
    """Chunks of a policy that a framework has cut. Raises ValueError: a chunk is not in the policy as it stands."""
    chunks = []
    for text, start in zip(texts, starts, strict=True):
        at = start if start is not None and policy.startswith(text, start) else policy.find(text)
        if at < 0:
            raise ValueError("a chunk is not a piece of its policy")
        chunks.append(Chunk(at, at + len(text), text))
    return chunks


def as_data(found: dict[str, list[Found]]) -> dict[str, list[list[float]]]:
    """For a JSON file."""
    return {name: [[one.start, one.end, one.score] for one in items] for name, items in found.items()}


def from_data(data: dict[str, list[list[Any]]]) -> dict[str, list[Found]]:
    """From a JSON file."""
    return {
        name: [Found(int(start), int(end), float(score)) for start, end, score in items]
        for name, items in data.items()
    }
