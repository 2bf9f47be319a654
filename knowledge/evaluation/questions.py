"""The evaluation questions and the rule by which a passage counts as right (tests/eval/README.md)."""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.search import Passage
from knowledge.vocabulary import CompanyId, Region

NO_GOLD = ("unanswerable", "out_of_scope")


@dataclass(frozen=True)
class Question:
    """One question of the set; `gold_spans` are exact pieces of the policy, together the answer."""

    id: str
    company: CompanyId
    region: Region | None
    type: str
    style: str
    question: str
    gold_spans: tuple[str, ...]
    must_say: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether the policy answers it."""
        return self.type not in NO_GOLD


def evaluation_dir() -> Path:
    """The folder of the evaluation set: `MADOGUCHI_EVAL_DIR`, or `tests/eval` of this repository."""
    default = Path(__file__).resolve().parents[2] / "tests" / "eval"
    return Path(os.environ.get("MADOGUCHI_EVAL_DIR") or default)


def load_questions(path: Path | None = None) -> list[Question]:
    """All questions, in the order of the file."""
    lines = (path or evaluation_dir() / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [_question(json.loads(line)) for line in lines if line.strip()]


def _question(row: dict[str, object]) -> Question:
    region = row["region"]
    return Question(
        id=str(row["id"]),
        company=CompanyId(str(row["company"])),
        region=Region(str(region)) if region else None,
        type=str(row["type"]),
        style=str(row["style"]),
        question=str(row["question"]),
        gold_spans=tuple(_strings(row["gold_spans"])),
        must_say=tuple(_strings(row["must_say"])),
    )


def _strings(value: object) -> Iterable[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def hit(passage: Passage, question: Question) -> bool:
    """Whether the passage is right: it holds a gold span, and is of the right company.

    A regional chapter counts only for a customer of that region; for a question without region none does.
    """
    clause = passage.clause
    if clause.company != question.company:
        return False
    if clause.region is not None and clause.region is not question.region:
        return False
    return any(span in clause.text for span in question.gold_spans)
