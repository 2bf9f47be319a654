"""The figures: one row for each module, and every mutant that lives."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ops.mutation.plan import Equivalent, Guarded, RunProblem

_HEAD = ("module", "mutants", "tried", "killed", "timed out", "same", "survived", "share")
_REMOVED, _ADDED = re.compile(r"^-(?!--)(.*)$", re.M), re.compile(r"^\+(?!\+\+)(.*)$", re.M)


@dataclass(frozen=True)
class Survivor:
    """A mutant that every guarding test lets pass."""

    line: int
    operator: str
    diff: str

    @property
    def was(self) -> str:
        """What the mutated lines said."""
        return _joined(_REMOVED.findall(self.diff.partition("\n@@")[2]))

    @property
    def becomes(self) -> str:
        """What they say in the mutant."""
        return _joined(_ADDED.findall(self.diff.partition("\n@@")[2]))

    def is_one_of(self, equivalents: tuple[Equivalent, ...]) -> bool:
        """Whether it is known to do the same as the code."""
        return any(one.was == self.was and one.becomes == self.becomes for one in equivalents)


def _joined(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)


@dataclass
class Figures:
    """What came of a module. `mutants`: all of it; `due`: the sample; the rest: of the sample, as far as tried."""

    module: str
    mutants: int
    due: int
    killed: int = 0
    timed_out: int = 0
    same: int = 0
    survivors: list[Survivor] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """Mutants that a verdict was found for."""
        return self.killed + self.timed_out + self.same + len(self.survivors)

    @property
    def share(self) -> float | None:
        """Of the mutants that differ from the code, those that a test noticed; None where none was tried."""
        different = self.tried - self.same
        return (self.killed + self.timed_out) / different if different else None


def counted(guarded: Guarded, sizes: dict[str, int], results: list[dict[str, str | int]]) -> Figures:
    """The figures of a module from what `session.py` prints.

    Raises:
        RunProblem: a mutant could not be tried at all; with what Cosmic Ray says of it.
    """
    figures = Figures(guarded.module, sizes["mutants"], sizes["tried"])
    for one in results:
        outcome = one["outcome"]
        survivor = Survivor(int(one["line"]), str(one["operator"]), str(one["diff"]))
        if outcome == "killed":
            figures.killed += 1
        elif outcome == "timeout":
            figures.timed_out += 1
        elif outcome != "survived":
            raise RunProblem(f"{guarded.module}:{one['line']}: {one['diff']}")
        elif survivor.is_one_of(guarded.equivalents):
            figures.same += 1
        else:
            figures.survivors.append(survivor)
    return figures


def row(cells: tuple[str, ...]) -> str:
    """A row of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def _cells(one: Figures) -> tuple[str, ...]:
    tried = str(one.tried) if one.tried == one.due else f"{one.tried} of {one.due}"
    rest = (one.killed, one.timed_out, one.same, len(one.survivors))
    share = "" if one.share is None else f"{one.share:.0%}"
    return one.module, str(one.mutants), tried, *map(str, rest), share


def table(all_figures: list[Figures]) -> str:
    """The table, as Markdown, with a last row for all modules together."""
    together = Figures(
        "together", sum(one.mutants for one in all_figures), sum(one.due for one in all_figures)
    )
    for one in all_figures:
        together.killed += one.killed
        together.timed_out += one.timed_out
        together.same += one.same
        together.survivors += one.survivors
    lines = [row(_HEAD), "|---" + "|---:" * (len(_HEAD) - 1) + "|"]
    lines += [row(_cells(one)) for one in (*all_figures, together)]
    return "\n".join(lines) + "\n"


def survivors(all_figures: list[Figures]) -> str:
    """Every survivor with its place and both wordings of its line."""
    return "".join(
        f"{one.module}:{survivor.line} {survivor.operator}\n  - {survivor.was}\n  + {survivor.becomes}\n"
        for one in all_figures
        for survivor in one.survivors
    )
