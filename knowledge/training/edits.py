"""Pairs of clauses that differ in a few words, and a question that only one of the two answers.

A clause that is near a question need not answer it: 「防犯カメラの映像は30日間保存します」 is silent on the one at the
bicycle stand. Each edit puts one question to a clause and to the same clause with some words changed; as the question
is the same on both sides, nothing but reading tells them apart (contrast sets, Gardner et al. 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.training.texts import PAIRS, TrainingPolicy
from knowledge.yaml_reading import read_yaml

EDITS = PAIRS / "edits"
"""No part of `all_texts`: the encoder's vocabulary stays as it is."""


class BadEdit(ValueError):
    """An edit does not fit the clause that it names; says which and why."""


@dataclass(frozen=True)
class Edit:
    """`clause`: its number in the policy; `edited`: the clause as it is embedded, its words changed; `cut`: the clause
    as it stands answers the question and the edited one does not, else the other way round."""

    policy: str
    clause: int
    question: str
    edited: str
    cut: bool


def load_edits(policies: Sequence[TrainingPolicy], folder: Path = EDITS) -> list[Edit]:
    """All edits of these policies' clauses, in the order of the files; those of other policies are passed over.

    Raises:
        BadEdit: a clause is unknown, or the words to change do not stand in it exactly once.
    """
    numbers = {
        (policy.name, clause.text.partition("\n")[0]): (number, clause.text)
        for policy in policies
        for number, clause in enumerate(policy.clauses)
    }
    names = {policy.name for policy in policies}
    edits = []
    for file in sorted(folder.glob("*.yml")):
        for item in read_yaml(file.read_text(encoding="utf-8")):
            place = (item["policy"], item["section"])
            if place[0] not in names:
                continue
            if place not in numbers:
                raise BadEdit(f"{file.name}: no clause {place[1]} in {place[0]}")
            number, text = numbers[place]
            section, _, body = text.partition("\n")
            for edit in item["edits"]:
                if edit["kind"] not in ("cut", "add"):
                    raise BadEdit(f"{file.name}: {place[1]}: kind is cut or add, not {edit['kind']}")
                if body.count(edit["old"]) != 1 or edit["old"] == edit["new"]:
                    raise BadEdit(f"{file.name}: {place[1]}: must stand there once and change: {edit['old']}")
                edited = f"{section}\n{body.replace(edit['old'], edit['new'])}"
                edits.append(Edit(place[0], number, edit["question"], edited, edit["kind"] == "cut"))
    return edits
