"""`make mutation-sample`: of all mutants of whole folders a sample, and what share of it the unit tests notice.

Each mutant of each module has the same chance to be tried, whether the module has guards or not. It is tried first on
the module's guards, then on the unit tests near it, then on all unit tests that are not slow
(`docs/decisions/0086-a-sample-of-the-whole.md`).
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from ops.layout import Layout
from ops.mutation.__main__ import PLUGINS, PYTEST, SEED, Workshop, workshop
from ops.mutation.asking import PASSED, UNCLEAR, ask_all
from ops.mutation.near import tests_near
from ops.mutation.plan import Guarded, RunProblem, read_plan
from ops.mutation.shares import Mutant, Sample, Tried, report

FOLDERS = ("knowledge", "desk")
# With the conftest: here are tests that want its fixtures. What hangs is ended test by test.
_UNIT = ("-x", "-q", "-m", "not slow", *PLUGINS, "-p", "no:faker", "--timeout=60")
_NEAR, _ALL = "--hypothesis-profile=mutants", "--hypothesis-profile=mutants-quick"
_PATIENCE = {"guards": 120.0, "near": 180.0, "all": 900.0}
"""Seconds that a step may take, on a machine on which others work too."""
_QUICK = 0.7
"""The share of the time after which those that live by then are tried on all tests."""
Words = tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """Runs of pytest side by side, one of which is to notice the mutant."""

    name: str
    runs: tuple[Words, ...]


def halves(root: Path) -> tuple[Words, ...]:
    """All unit tests in two runs, as `make unit` has them."""
    first = ("tests/unit/desk", "tests/unit/ops")
    folders = sorted(
        one.relative_to(root).as_posix() for one in (root / "tests/unit").iterdir() if one.is_dir()
    )
    rest = tuple(name for name in folders if name not in first and not name.endswith("__pycache__"))
    return first, rest


def steps_for(guarded: Guarded | None, near: Words, everything: tuple[Words, ...]) -> list[Step]:
    """The steps that the mutants of a module are tried in, the quickest first."""
    steps = [Step("guards", ((*PYTEST, *guarded.words),))] if guarded else []
    if near:
        steps.append(Step("near", ((*_UNIT, _NEAR, *near),)))
    return [*steps, Step("all", tuple((*_UNIT, _ALL, *words) for words in everything))]


@dataclass
class Trial:
    """Tries mutants in a workshop."""

    shop: Workshop
    steps: dict[str, list[Step]]
    sound: dict[Step, bool] = field(default_factory=dict)
    """Of each step that was asked for it, whether its tests pass on the code as it is."""

    def _told(self, step: Step) -> str:
        return ask_all(str(self.shop.address), step.runs, _PATIENCE[step.name])

    def is_sound(self, step: Step) -> bool:
        """Whether the tests of a step pass without a mutant: if not, that they fail with one says nothing."""
        if step not in self.sound:
            self.sound[step] = self._told(step) == PASSED
        return self.sound[step]

    def outcome(self, mutant: Mutant, last: bool) -> tuple[str, str]:
        """What came of a mutant, and in which step: in the `last` one, which runs all tests, or in those before it."""
        file, unclear = self.shop.tree / mutant.module, False
        before = file.read_bytes()
        *quick, slow = self.steps[mutant.module]
        for step in [slow] if last else quick:
            try:
                file.write_text(mutant.source, encoding="utf-8")
                told = self._told(step)
            finally:
                file.write_bytes(before)
            if told == PASSED:
                continue
            if told != UNCLEAR and self.is_sound(step):
                return told, step.name
            unclear = True
        return ("unclear" if unclear else "survived") if last else "open", slow.name


@dataclass(frozen=True)
class Kept:
    """What came of each mutant so far, in a file: a later run goes on with it."""

    file: Path
    goes_on: bool

    def write(self, tried: list[Tried]) -> None:
        """After each mutant: a run may be cut off."""
        lines = [json.dumps([str(one.mutant), one.outcome, one.step], ensure_ascii=False) for one in tried]
        self.file.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def earlier(self, mutants: list[Mutant]) -> list[Tried]:
        """What an earlier run found of the same sample; nothing where this one begins anew.

        Raises:
            RunProblem: that was another sample, or the code has changed since.
        """
        if not self.goes_on or not self.file.exists():
            return []
        told = [json.loads(line) for line in self.file.read_text(encoding="utf-8").splitlines()]
        if [words for words, _, _ in told] != [str(one) for one in mutants[: len(told)]]:
            raise RunProblem("the earlier run was of another sample, or the code has changed: begin anew")
        return [Tried(one, outcome, step) for one, (_, outcome, step) in zip(mutants, told, strict=False)]


def _prepare(shop: Workshop) -> None:
    """Give the copy what tests of the tree itself want: git's list of files, and the app's environment.

    Pytest reads all tests once: it keeps what it makes of their files, for the runs to come.
    """
    (shop.tree / ".venv").symlink_to(shop.layout.app_env)
    for words in (["init", "-q"], ["add", "--all", "--", ".", ":!var"]):
        subprocess.run(["git", *words], cwd=shop.tree, check=True)
    command = [str(shop.layout.app_python), "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    nothing = subprocess.DEVNULL
    subprocess.run([*command, "tests/unit"], cwd=shop.tree, env=environ, stdout=nothing, check=False)


def drawn(shop: Workshop, folders: list[str], size: int) -> tuple[dict[str, int], list[Mutant]]:
    """How many mutants each module of the folders has, and the sample.

    Raises:
        RunProblem: a folder has no module.
    """
    modules: list[str] = []
    for folder in folders:
        files = sorted((shop.tree / folder).rglob("*.py"))
        if not files:
            raise RunProblem(f"{folder}: no modules there")
        modules += [file.relative_to(shop.tree).as_posix() for file in files]
    sizes, *mutants = map(json.loads, shop.session("draw", size, f"{SEED}:whole", *modules))
    return sizes, [Mutant(**one) for one in mutants]


def run(layout: Layout, folders: list[str], size: int, kept: Kept, ends_at: float, found: Sample) -> None:
    """Try the sample until `ends_at` (of the monotonic clock); what is found is added to `found`.

    Raises:
        RunProblem: what is tried could not be, or the tests fail without a mutant.
    """
    guards = {one.module: one for one in read_plan()}
    with workshop(layout) as shop:
        found.sizes, mutants = drawn(shop, folders, size)
        modules = sorted({one.module for one in mutants})
        near, everything = tests_near(modules, shop.tree), halves(shop.tree)
        trial = Trial(shop, {name: steps_for(guards.get(name), near[name], everything) for name in modules})
        _prepare(shop)
        if modules and not trial.is_sound(trial.steps[modules[0]][-1]):
            raise RunProblem(
                "the unit tests fail without a mutant, at least in the process that mutants are tested in"
            )
        quick_ends = time.monotonic() + (ends_at - time.monotonic()) * _QUICK
        found.tried += kept.earlier(mutants)
        for mutant in mutants[len(found.tried) :]:
            if time.monotonic() >= quick_ends:
                break
            outcome, step = trial.outcome(mutant, last=False)
            guarded = guards.get(mutant.module)
            if outcome == "open" and guarded and mutant.survivor.is_one_of(guarded.equivalents):
                outcome = "same"
            found.tried.append(Tried(mutant, outcome, step))
            kept.write(found.tried)
        for place, one in enumerate(found.tried):
            if one.outcome == "open" and time.monotonic() < ends_at:
                found.tried[place] = Tried(one.mutant, *trial.outcome(one.mutant, last=True))
                kept.write(found.tried)


def main(arguments: list[str]) -> int:
    """Try the sample, print the survivors and the table. Returns 0; 2 for a problem. That mutants live is no failure:
    the command measures."""
    parser = argparse.ArgumentParser(prog="make mutation-sample", description=__doc__)
    parser.add_argument("folders", nargs="*", default=list(FOLDERS), help="default: knowledge desk")
    parser.add_argument("--sample", type=int, default=200, help="so many mutants of the whole (default: 200)")
    parser.add_argument(
        "--go-on", action="store_true", help="with what an earlier run has found of this sample"
    )
    parser.add_argument("--minutes", type=float, default=60.0, help="stop after so long (default: 60)")
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended too
    layout, found = Layout.here(), Sample()
    ends_at = time.monotonic() + options.minutes * 60
    kept = Kept(layout.var / "mutation" / "whole.jsonl", options.go_on)
    try:
        run(layout, options.folders, options.sample, kept, ends_at, found)
    except RunProblem as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted: the table has what was finished.", file=sys.stderr)
    told = report(found)
    (layout.var / "mutation" / "whole.md").write_text(told, encoding="utf-8")
    print(told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
