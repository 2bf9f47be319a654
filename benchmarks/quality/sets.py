"""The question sets that are there, each with the policies that it asks about."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from knowledge.evaluation.questions import Question, evaluation_dir, load_questions
from knowledge.paths import var_dir

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class QuestionSet:
    """Questions; `policies` is the folder of the companies they ask about, None for this installation's own."""

    name: str
    questions: tuple[Question, ...]
    policies: Path | None = None


def question_sets(folder: Path | None = None) -> tuple[list[QuestionSet], list[str]]:
    """The sets in the evaluation folder, and a line for each that is not there (held-out sets are not everywhere)."""
    folder = folder or evaluation_dir()
    wanted = (
        ("development", "questions.jsonl", None),
        ("held out", "heldout.jsonl", None),
        ("other policies", "other_questions.jsonl", folder / "other_policies"),
    )
    sets, missing = [], []
    for name, file, policies in wanted:
        if not (folder / file).is_file() or (policies is not None and not policies.is_dir()):
            missing.append(f"{name}: left out, there is no {file} with its policies in the evaluation folder")
            continue
        sets.append(QuestionSet(name, tuple(load_questions(folder / file)), policies))
    return sets, missing


@contextmanager
def policies_of(question_set: QuestionSet, workspace: Path) -> Iterator[None]:
    """While it lasts, `knowledge` reads the policies that the set asks about.

    For other policies than this installation's own, what is built from them goes to a folder of its own below
    `workspace`, with the installation's models linked into it: the index that is served stays as it is.
    """
    if question_set.policies is None:
        yield
        return
    var = workspace / question_set.name
    var.mkdir(parents=True, exist_ok=True)
    for name in ("models", "topics"):
        link = var / name
        link.unlink(missing_ok=True)
        link.symlink_to((var_dir() / name).resolve())
    with _environment(MADOGUCHI_POLICIES_DIR=str(question_set.policies), MADOGUCHI_VAR_DIR=str(var)):
        yield


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def shared_dir() -> Path:
    """Where data lie that are not of this repository: `MADOGUCHI_SHARED`, or `shared` beside the repository."""
    return Path(os.environ.get("MADOGUCHI_SHARED") or _ROOT.parent / "shared")
