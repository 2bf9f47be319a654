"""What the words of a message tell of whether it is the desk's business.

A question vector sees what a sentence is like, and 「…の手続きは何年に始まりましたか」 is much like what a privacy desk
is asked, whatever stands in front. The words tell what it is about: a name that no question to such a desk and no
clause of a policy has ever held speaks for general knowledge, many of a desk's own words against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FEATURES = 7
_INSIDE, _OUTSIDE, _CLAUSES = range(3)
_KNOWN_INSIDE, _KNOWN_CLAUSES = 1, 2
"""A word is a privacy desk's own where more texts than this have it: one may be a name of its trade."""


@dataclass(frozen=True)
class Words:
    """In how many texts each word stands: messages inside the scope, messages outside, clauses. `texts`: how many
    messages there are of the first two."""

    counts: Mapping[str, tuple[int, int, int]]
    texts: tuple[int, int]

    @classmethod
    def of(
        cls,
        inside: Iterable[Sequence[str]],
        outside: Iterable[Sequence[str]],
        clauses: Iterable[Sequence[str]],
    ) -> Words:
        """Counted from texts that are cut into words."""
        sets = [[set(words) for words in part] for part in (inside, outside, clauses)]
        counters = [Counter(word for words in part for word in words) for part in sets]
        known = sorted(set().union(*counters))
        return cls(
            {word: (counters[0][word], counters[1][word], counters[2][word]) for word in known},
            (len(sets[0]), len(sets[1])),
        )

    def features(self, words: Iterable[str]) -> NDArray[np.float64]:
        """(7,): how many words; the share that no message inside and no clause has, and that no message inside has;
        the sum, mean and highest of their log odds of being inside; the share of what they tell (by their
        rarity) that is a privacy desk's own."""
        own = list(dict.fromkeys(words))
        if not own:
            return np.zeros(FEATURES)
        counts = np.array([self.counts.get(word, (0, 0, 0)) for word in own], dtype=np.float64)
        inside, outside = counts[:, _INSIDE], counts[:, _OUTSIDE]
        odds = np.log((inside + 0.5) / (self.texts[0] + 1)) - np.log((outside + 0.5) / (self.texts[1] + 1))
        rare = np.log(max(sum(self.texts), 1) / (1.0 + inside + outside))
        ours = (inside > _KNOWN_INSIDE) | (counts[:, _CLAUSES] > _KNOWN_CLAUSES)
        unknown = inside == 0
        return np.array(
            [
                len(own),
                (unknown & (counts[:, _CLAUSES] == 0)).mean(),
                unknown.mean(),
                odds.sum(),
                odds.mean(),
                odds.max(),
                rare[ours].sum() / max(float(rare.sum()), 1e-9),
            ]
        )
