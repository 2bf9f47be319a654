"""Shares, ranks and separation, each with a 95 % interval from resampled questions (the seed is fixed)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROUNDS = 1000
SEED = 7
LOW, HIGH = 2.5, 97.5


@dataclass(frozen=True)
class Figure:
    """A figure over `n` questions with its 95 % interval; all three are 0..1. `other` is the size of the second
    group where two are compared."""

    value: float
    low: float
    high: float
    n: int
    other: int | None = None

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}-{self.high:.3f})"


def mean(values: Sequence[float | bool]) -> Figure | None:
    """The mean of shares or reciprocal ranks; None over nothing.

    Where all values are 0 or all are 1, resampling finds no other sample: the interval's other end is then the exact
    (Clopper-Pearson) bound of a share.
    """
    if not len(values):
        return None
    array = np.asarray(values, dtype=np.float64)
    n = len(array)
    sampled = array[_rng().integers(0, n, (ROUNDS, n))].mean(axis=1)
    low, high = (float(np.percentile(sampled, at)) for at in (LOW, HIGH))
    reach = 1.0 - float(((100 - HIGH) / 100) ** (1 / n))
    if (array == 0).all():
        high = reach
    elif (array == 1).all():
        low = 1.0 - reach
    return Figure(float(array.mean()), low, high, n)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> Figure | None:
    """How well a score tells two groups apart: the probability that one of `positive` has the higher score.

    Equal scores count half; 0.5 is chance. Each group is resampled by itself. None where a group is empty.
    """
    if not len(positive) or not len(negative):
        return None
    above = np.subtract.outer(np.asarray(positive, dtype=np.float64), np.asarray(negative, dtype=np.float64))
    wins: NDArray[np.float64] = np.where(above > 0, 1.0, np.where(above == 0, 0.5, 0.0))
    rng = _rng()
    rows = rng.integers(0, wins.shape[0], (ROUNDS, wins.shape[0]))
    columns = rng.integers(0, wins.shape[1], (ROUNDS, wins.shape[1]))
    sampled = [float(wins[np.ix_(r, c)].mean()) for r, c in zip(rows, columns, strict=True)]
    low, high = (float(np.percentile(sampled, at)) for at in (LOW, HIGH))
    return Figure(float(wins.mean()), low, high, len(positive), len(negative))


def hits(ranks: Sequence[int | None], depth: int) -> Figure | None:
    """The share of questions whose first right passage is among the first `depth`."""
    return mean([rank is not None and rank <= depth for rank in ranks])


def reciprocal(ranks: Sequence[int | None]) -> Figure | None:
    """The mean reciprocal rank; a question whose passage was not found counts 0."""
    return mean([1 / rank if rank else 0.0 for rank in ranks])


def _rng() -> np.random.Generator:
    return np.random.default_rng(SEED)
