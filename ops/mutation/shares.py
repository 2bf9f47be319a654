"""The figures of a sample of the whole: the share that a test noticed, and how sure it is."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile

from ops.mutation.table import Survivor, row

_Z = 1.96
"""Of an interval that holds in 95 of 100 samples."""
_HEAD = ("folder", "mutants", "tried", "killed", "timed out", "same", "unclear", "survived", "share", "95%")


@dataclass(frozen=True)
class Mutant:
    """One of the sample; `source` is the module's text with it."""

    module: str
    operator: str
    line: int
    diff: str
    source: str

    @property
    def survivor(self) -> Survivor:
        """As the other table knows it."""
        return Survivor(self.line, self.operator, self.diff)

    def __str__(self) -> str:
        """Its place and both wordings of its line."""
        one = self.survivor
        return f"{self.module}:{self.line} {self.operator}\n  - {one.was}\n  + {one.becomes}"


@dataclass(frozen=True)
class Tried:
    """What came of a mutant (`killed`, `timed out`, `same`, `unclear`, `survived`), and in which step.

    `open`: not noticed by the quick steps, and not tried on all tests.
    """

    mutant: Mutant
    outcome: str
    step: str


@dataclass
class Sample:
    """How many mutants each module has, and what came of those that were tried."""

    sizes: dict[str, int] = field(default_factory=dict)
    tried: list[Tried] = field(default_factory=list)


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Between which shares the true one lies in 95 of 100 samples. Of few, and near 0 or 1, it is right too."""
    if not of:
        return 0.0, 1.0
    share, more = hits / of, _Z**2 / of
    middle = share + more / 2
    off = _Z * math.sqrt(share * (1 - share) / of + more / (4 * of))
    return max(0.0, (middle - off) / (1 + more)), min(1.0, (middle + off) / (1 + more))


def _cells(folder: str, mutants: int, tried: list[Tried]) -> tuple[str, ...]:
    came = Counter(one.outcome for one in tried)
    noticed = came["killed"] + came["timed out"]
    of = noticed + came["survived"]
    low, high = wilson(noticed, of)
    share = (f"{noticed / of:.0%}", f"{low:.0%} to {high:.0%}") if of else ("", "")
    outcomes = (came[name] for name in _HEAD[3:8])
    return folder, str(mutants), str(len(tried)), *map(str, outcomes), *share


def report(sample: Sample) -> str:
    """What lived or gave no verdict, and the table by top folder.

    The table is of the sample's beginning up to the first that is still open: beyond it, those that the quick steps
    notice have a verdict and the others none. Of all that these steps were tried on, a line says what they alone
    notice: the share is at least that. Known to be the same as the code, and without a verdict: neither counts.
    """
    shown = [
        f"{one.outcome}: {one.mutant}\n" for one in sample.tried if one.outcome in ("survived", "unclear")
    ]
    whole = list(takewhile(lambda one: one.outcome != "open", sample.tried))
    rows = [row(_HEAD), "|---" + "|---:" * (len(_HEAD) - 1) + "|"]
    for folder in sorted({name.split("/")[0] for name in sample.sizes}):
        mutants = sum(size for name, size in sample.sizes.items() if name.startswith(f"{folder}/"))
        tried = [one for one in whole if one.mutant.module.startswith(f"{folder}/")]
        rows.append(row(_cells(folder, mutants, tried)))
    rows.append(row(_cells("together", sum(sample.sizes.values()), whole)))
    steps = Counter(one.step for one in whole if one.outcome in ("killed", "timed out"))
    noticed = ", ".join(f"{name} {steps[name]}" for name in ("guards", "near", "all"))
    return "".join(shown) + "\n" + "\n".join(rows) + f"\n\nNoticed by: {noticed}\n{_at_least(sample.tried)}"


def _at_least(tried: list[Tried]) -> str:
    counted = [one for one in tried if one.outcome not in ("same", "unclear")]
    quick = sum(one.outcome in ("killed", "timed out") and one.step != "all" for one in counted)
    if not counted:
        return ""
    low, high = wilson(quick, len(counted))
    return (
        f"Guards and near tests alone, on {len(counted)} mutants: {quick} noticed, {quick / len(counted):.0%} "
        f"({low:.0%} to {high:.0%})\n"
    )
