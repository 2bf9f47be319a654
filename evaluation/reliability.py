"""Whether `confidence` means what it says: stated probability against what was so, in ten bins."""

from collections.abc import Sequence
from dataclasses import dataclass

from evaluation.questions import Result

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Questions whose stated probability of being answered by the policy lies in this tenth."""

    count: int
    stated: float
    was_so: float


def bins(results: Sequence[Result]) -> list[Bin]:
    """The bins that hold questions. Out-of-scope questions are left out: their confidence is about something else."""
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for one in results:
        if one.type == "out_of_scope":
            continue
        stated = one.confidence if one.answerable else 1.0 - one.confidence
        rows[min(BINS - 1, int(stated * BINS))].append((stated, not one.silent))
    return [
        Bin(len(row), sum(p for p, _ in row) / len(row), sum(so for _, so in row) / len(row))
        for row in rows
        if row
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """The mean distance between stated and true, by questions."""
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.stated - one.was_so) for one in found) / max(total, 1)


def diagram(found: Sequence[Bin], size: int = 240) -> str:
    """The reliability diagram as SVG: a dot a bin, its area by the number of questions, the diagonal for comparison."""
    dots = "".join(
        f'<circle cx="{one.stated * size:.0f}" cy="{(1 - one.was_so) * size:.0f}" '
        f'r="{2 + one.count**0.5:.1f}"><title>{one.count} questions: said {one.stated:.2f}, '
        f"was {one.was_so:.2f}</title></circle>"
        for one in found
    )
    return (
        f'<svg viewBox="-20 -20 {size + 40} {size + 40}" width="{size + 40}" role="img" '
        f'aria-label="reliability of confidence"><rect width="{size}" height="{size}" fill="none" stroke="#999"/>'
        f'<path d="M0 {size}L{size} 0" stroke="#999"/><g fill="#264" fill-opacity=".7">{dots}</g></svg>'
    )
