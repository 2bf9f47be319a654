"""What is mutated: the modules, the tests that guard each, and the mutants that change nothing (`guards.yml`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("guards.yml")


class PlanProblem(Exception):
    """`guards.yml` or the command asks for something that is not there; says what."""


class RunProblem(Exception):
    """Something but a mutant failed; says what."""


@dataclass(frozen=True)
class Equivalent:
    """A mutant that no test can kill, because the code does the same; recognised by its changed line."""

    was: str
    becomes: str
    why: str


@dataclass(frozen=True)
class Guarded:
    """A module, the test files that guard it, how many mutants are tried, those that are known to be no change, and the
    modules whose fixtures the tests want."""

    module: str
    tests: tuple[str, ...]
    sample: int
    equivalents: tuple[Equivalent, ...]
    fixtures: tuple[str, ...] = ()

    @property
    def words(self) -> list[str]:
        """What pytest is told of it. Of databases SQLite alone: a server would be started for each mutant."""
        fixtures = [word for name in self.fixtures for word in ("-p", name)]
        return [*fixtures, *(["-k", "not postgresql"] if fixtures else []), *self.tests]


def read_plan(file: Path = FILE) -> list[Guarded]:
    """The plan of a file.

    Raises:
        PlanProblem: where an equivalent, or a database, belongs to a module that is not in the plan.
    """
    content: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    same: dict[str, list[dict[str, str]]] = content.get("equivalent") or {}
    strangers = sorted(set(same) - set(content["modules"]))
    if strangers:
        raise PlanProblem(f"{file.name}: equivalents of {', '.join(strangers)}, which is not mutated")
    database: list[str] = content.get("database") or []
    unknown = sorted(set(database) - set(content["modules"]))
    if unknown:
        raise PlanProblem(f"{file.name}: a database for {', '.join(unknown)}, which is not mutated")
    return [
        Guarded(
            module,
            tuple(tests),
            content["sample"],
            tuple(Equivalent(one["was"], one["becomes"], one["why"]) for one in same.get(module, ())),
            tuple(content["fixtures"]) if module in database else (),
        )
        for module, tests in content["modules"].items()
    ]


def chosen(plan: list[Guarded], wanted: list[str]) -> list[Guarded]:
    """The modules that are asked for by the beginning or the end of their path; all where none is asked for.

    Raises:
        PlanProblem: for a word that fits none.
    """
    if not wanted:
        return plan
    for word in wanted:
        if not any(one.module.startswith(word) or one.module.endswith(word) for one in plan):
            raise PlanProblem(f"no module of {FILE.name} begins or ends with {word!r}")
    return [
        one
        for one in plan
        if any(one.module.startswith(word) or one.module.endswith(word) for word in wanted)
    ]
