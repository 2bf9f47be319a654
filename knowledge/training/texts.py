"""The texts that models are learnt from: the topic map, invented policies with their questions, and what is no
business of a privacy desk. Nothing of a real company's policy, and no question that is evaluated, is among them.

A fixed part of the invented policies is held out of all training: on it progress is measured and what stands
above the models (weights, thresholds) is chosen.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.topics.taxonomy import load_topics
from knowledge.yaml_reading import read_yaml

FOLDER = Path(__file__).resolve().parent
PAIRS = FOLDER / "pairs"
LARGE = PAIRS / "large"
"""Of 55 and more clauses each, by five strangers. No shipped model has learnt from them (decision 0069)."""
OUT_OF_SCOPE = FOLDER / "out_of_scope"
GENERAL_KNOWLEDGE = FOLDER / "general_knowledge"
"""A folder of files of the same form; no part of `all_texts`, from which the encoder's vocabulary is taken."""
TRADES = FOLDER / "trades"
"""The ordinary business of thirty trades and what only sounds like it, in files of the same form; no part of
`all_texts` either: scope alone learns from them."""
PROPER_NAMES = FOLDER / "proper_names.yml"
HELD_OUT_SHARE = 0.1
QUERY, PASSAGE = "query: ", "passage: "
"""What multilingual-e5 puts in front of questions and of texts to be found."""


@dataclass(frozen=True)
class TrainingClause:
    """A clause of an invented policy as it is embedded (heading path, line feed, text), and what it alone answers."""

    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class TrainingPolicy:
    """An invented policy; `not_stated` are questions on its topics that its text does not answer."""

    name: str
    clauses: tuple[TrainingClause, ...]
    not_stated: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        """Whether nothing is learnt from it. Decided by its name, so that a new policy moves no other one."""
        digest = hashlib.sha256(self.name.encode()).digest()
        return digest[1] < HELD_OUT_SHARE * 256


def load_policies(folder: Path = PAIRS) -> list[TrainingPolicy]:
    """All invented policies, in the order of the files. Clauses without a question serve as wrong answers."""
    policies = []
    for file in sorted(folder.glob("*.yml")):
        for item in read_yaml(file.read_text(encoding="utf-8")):
            clauses = tuple(
                TrainingClause(f"{one['section']}\n{one['text'].strip()}", lines(one["questions"]))
                for one in item["clauses"]
            )
            policies.append(TrainingPolicy(item["policy"], clauses, lines(item.get("not_stated"))))
    return policies


def load_topic_pairs() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """(questions, clauses) of each topic."""
    return [(topic.asked, topic.clauses) for topic in load_topics().topics]


def load_out_of_scope(path: Path = OUT_OF_SCOPE) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(messages that are none of the desk's business, messages that only look so) of a file, or of a folder's files."""
    files = sorted(path.glob("*.yml")) if path.is_dir() else [path]
    contents = [read_yaml(file.read_text(encoding="utf-8")) for file in files]
    outside, inside = (
        tuple(line for content in contents for group in content[name] for line in lines(group["examples"]))
        for name in ("out_of_scope", "in_scope")
    )
    return outside, inside


def load_proper_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Genuine questions that name services, persons, places: (to learn from, never learnt from)."""
    content = read_yaml(PROPER_NAMES.read_text(encoding="utf-8"))
    fit, check = (
        tuple(line for group in content[name] for line in lines(group["examples"]))
        for name in ("fit", "check")
    )
    return fit, check


def all_texts() -> Iterator[str]:
    """Every one of these texts: a few thousand in Japanese, English and Chinese."""
    for questions, clauses in load_topic_pairs():
        yield from (*questions, *clauses)
    for policy in load_policies():
        yield from policy.not_stated
        for clause in policy.clauses:
            yield from (clause.text, *clause.questions)
    for messages in load_out_of_scope():
        yield from messages


def lines(text: str | None) -> tuple[str, ...]:
    """The entries of a block text, one a line."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def split(policies: Sequence[TrainingPolicy]) -> tuple[list[TrainingPolicy], list[TrainingPolicy]]:
    """(to learn from, held out)."""
    return [p for p in policies if not p.held_out], [p for p in policies if p.held_out]
