"""What the characters of a message tell, beside its vector: a linear machine over runs of one to three of them.

A sentence's vector knows what is meant and blurs the particulars (手数料 and 送料, 何日 and 何通); the characters know
nothing but the particulars. Runs of characters need no dictionary and forgive a mistyped one. A linear support vector
machine, one class against all others (Joachims 1998), over TF-IDF in hashed columns. Numpy only once trained.
"""

import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

COLUMNS = 1 << 15
LENGTHS = (1, 2, 3)
_COST = 1.0
_SEED = 20261126


def runs(text: str) -> Counter[int]:
    """How often each column's runs of characters occur in a text; width and case do not matter."""
    plain = f" {unicodedata.normalize('NFKC', text).lower()} "
    return Counter(
        zlib.crc32(plain[start : start + length].encode()) % COLUMNS
        for length in LENGTHS
        for start in range(len(plain) - length + 1)
    )


@dataclass(frozen=True)
class RunsMachine:
    """`rarity` (columns,) is the inverse document frequency; a text's score for a class is its unit vector times
    `weights` (columns, classes) plus `bias`: how far inside that class's border it lies, negative outside. Of two
    classes there is one column, the second one's."""

    rarity: NDArray[np.float32]
    weights: NDArray[np.float16]
    bias: NDArray[np.float32]

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """(n, classes)."""
        return np.stack([self._scores(text) for text in texts]) if texts else np.zeros((0, len(self.bias)))

    def _scores(self, text: str) -> NDArray[np.float64]:
        found = runs(text)
        columns = np.fromiter(found, dtype=np.int64, count=len(found))
        values = _weighed(
            np.fromiter(found.values(), dtype=np.float64, count=len(found)), self.rarity[columns]
        )
        return np.asarray(values @ self.weights[columns].astype(np.float64) + self.bias)


def fit_runs(texts: Sequence[str], classes: NDArray[np.int64], weights: NDArray[np.float64]) -> RunsMachine:
    """Learns from texts (n,), their classes' numbers (from 0, none left out) and how much each text counts.
    Deterministic."""
    from scipy import sparse
    from sklearn.svm import LinearSVC

    counted = [runs(text) for text in texts]
    seen = np.zeros(COLUMNS)
    for found in counted:
        seen[list(found)] += 1
    rarity = (np.log((1 + len(texts)) / (1 + seen)) + 1).astype(np.float32)
    ends = np.cumsum([0, *map(len, counted)])
    columns = np.concatenate([np.fromiter(found, dtype=np.int64) for found in counted])
    values = np.concatenate(
        [_weighed(np.fromiter(found.values(), dtype=np.float64), rarity[list(found)]) for found in counted]
    )
    rows = sparse.csr_matrix((values, columns, ends), shape=(len(texts), COLUMNS))
    machine = LinearSVC(C=_COST, random_state=_SEED).fit(rows, classes, sample_weight=weights)
    return RunsMachine(rarity, machine.coef_.T.astype(np.float16), machine.intercept_.astype(np.float32))


def _weighed(counts: NDArray[np.float64], rarity: NDArray[np.float32]) -> NDArray[np.float64]:
    values = (1 + np.log(counts)) * rarity
    return np.asarray(values / max(float(np.linalg.norm(values)), 1e-9))
