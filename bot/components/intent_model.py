"""Which intent a message has: two opinions, weighed. Needs no Rasa.

A regression over the sentence features (bot/components/featurizers.py) and the characters themselves
(knowledge/character_runs.py), multiplied as experts (Hinton 2002): the features tell what is meant, the characters keep
what an embedding blurs. How much each counts is chosen on authors who were not learnt from (`python -m bot.tuning`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from knowledge.character_runs import RunsMachine, fit_runs
from knowledge.tokenizing import closed_up


@dataclass
class IntentModel:
    """`weights` (2,): how much the regression's log probabilities and the characters' scores count."""

    regression: LogisticRegression
    runs: RunsMachine
    weights: Sequence[float]

    @property
    def intents(self) -> List[str]:
        """The intents, as the columns of what it says."""
        return [str(name) for name in self.regression.classes_]

    @classmethod
    def fit(
        cls,
        regression: LogisticRegression,
        matrix: np.ndarray,
        texts: Sequence[str],
        intents: Sequence[str],
        weights: Sequence[float],
    ) -> IntentModel:
        """Learns from the messages' features (n, d), texts and intents; deterministic."""
        names, numbers = np.unique(np.array(intents), return_inverse=True)
        regression.fit(matrix, names[numbers])
        # Every intent counts the same, however many examples it has, as in the regression.
        shares = len(texts) / (len(names) * np.bincount(numbers))
        runs = fit_runs([closed_up(text) for text in texts], numbers, shares[numbers])
        return cls(regression, runs, weights)

    def opinions(self, matrix: np.ndarray, texts: Sequence[str]) -> np.ndarray:
        """(2, n, intents): what each says, as logarithms up to a constant of the row."""
        told = np.log(self.regression.predict_proba(matrix) + 1e-12)
        scores = self.runs.scores([closed_up(text) for text in texts])
        if scores.shape[1] == 1:  # of two classes the machine keeps one column, the second one's
            scores = np.hstack([-scores, scores])
        return np.stack([told, scores])

    def probabilities(self, matrix: np.ndarray, texts: Sequence[str]) -> np.ndarray:
        """(n, intents); rows add up to 1."""
        total = np.tensordot(np.asarray(self.weights), self.opinions(matrix, texts), axes=1)
        shares = np.exp(total - total.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True))
