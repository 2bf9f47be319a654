"""Which topics the clauses of the invented policies state, and which the questions on them ask about
(`question_topics.tsv`): labelled clause by clause, with the questions that are on another topic named."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from knowledge.training.texts import FOLDER, TrainingPolicy, load_policies, split

LABELS = FOLDER / "question_topics.tsv"
NONE = "-"
"""What fits no topic."""


class BadLabels(ValueError):
    """The labels do not fit the policies or the topics; the message names the line."""


@dataclass(frozen=True)
class Labelled:
    """A question or a clause, and the topics it may be on: one or more."""

    text: str
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Labels:
    """Of the policies that are learnt from, in the order of the file; a question of a clause with two topics may be on
    either. What fits no topic is left out."""

    questions: tuple[Labelled, ...] = ()
    clauses: tuple[Labelled, ...] = ()

    @property
    def digest(self) -> str:
        """A SHA-256 over all that is learnt from it."""
        content = [[[one.text, one.topics] for one in part] for part in (self.questions, self.clauses)]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def load_labels(known: frozenset[str], path: Path = LABELS) -> Labels:
    """Reads and checks the labels.

    Args:
        known: the topics' ids.
        path: the labels' file.

    Raises:
        BadLabels: a line names a policy, clause, question or topic that is not there.
    """
    policies = {policy.name: policy for policy in load_policies()}
    learnt = {policy.name for policy in split(list(policies.values()))[0]}
    questions: list[Labelled] = []
    clauses: list[Labelled] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("#"):
            continue
        try:
            clause, of_clause = _of_line(line, policies, known)
        except (KeyError, IndexError, ValueError) as error:
            raise BadLabels(f"{path.name}, line {number}: {type(error).__name__} {error}") from error
        if line.partition("\t")[0] in learnt:
            questions += [one for one in of_clause if one.topics]
            clauses += [clause] if clause.topics else []
    return Labels(tuple(questions), tuple(clauses))


def _of_line(
    line: str, policies: dict[str, TrainingPolicy], known: frozenset[str]
) -> tuple[Labelled, list[Labelled]]:
    name, number, topics, *rest = line.split("\t")
    clause = policies[name].clauses[int(number)]
    exceptions = dict(pair.split("=") for pair in rest[0].split()) if rest else {}
    unknown = sorted({*topics.split(","), *exceptions.values()} - known - {NONE})
    if unknown:
        raise ValueError(f"no such topic: {', '.join(unknown)}")
    by_question = {clause.questions[int(place)]: topic for place, topic in exceptions.items()}
    questions = [
        Labelled(question, _topics(by_question.get(question, topics))) for question in clause.questions
    ]
    return Labelled(clause.text, _topics(topics)), questions


def _topics(told: str) -> tuple[str, ...]:
    return tuple(topic for topic in told.split(",") if topic != NONE)
