"""Whether the policy answers a question: the signals that speak for and against it, weighed.

The weights come from `python -m knowledge.evaluation.tuning`: those without desk facts from invented policies alone, so
that they hold for a company that nobody has curated; those with desk facts from the development questions.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

_FURTHEST = 6.0


@dataclass(frozen=True)
class Signals:
    """What is known of one question, each about -3 to 3 or 0 to 1.

    `reader`: the reader's log odds that one of the clauses answers; `coverage`: how far the policy states the
    topics that are probably asked about; `silent` and `stated`: the probability that what is asked is known, by
    desk facts, to be unsaid or said; without desk facts `silent` is near 1 where surely no clause holds the words of
    what is asked (`knowledge.facts.evidence`); `nearest`: the best sentence's cosine; `outside`: the log odds that it
    is not the desk's business.
    """

    reader: float
    coverage: float
    silent: float
    stated: float
    nearest: float
    outside: float


@dataclass(frozen=True)
class Judge:
    """A logistic regression over `Signals`: `weights` in their order. A question is answered from `threshold` on."""

    weights: tuple[float, ...]
    bias: float
    threshold: float

    def answered(self, signals: Signals) -> float:
        """The probability, 0 to 1, that the policy answers."""
        total = self.bias + sum(w * x for w, x in zip(self.weights, astuple(signals), strict=True))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def log_odds(probability: float) -> float:
    """Bounded log odds of a probability."""
    p = min(max(probability, 1e-9), 1 - 1e-9)
    return bounded(math.log(p / (1 - p)))


def bounded(odds: float) -> float:
    """Log odds no further from 0 than anything counts."""
    return max(-_FURTHEST, min(_FURTHEST, odds))


WITHOUT_FACTS = Judge((0.725, 0.0, -2.448, 0.0, -3.492, 0.0), 3.4, threshold=0.58)
WITH_FACTS = Judge((0.257, 1.119, -1.119, 1.119, -0.759, -0.248), 0.103, threshold=0.5)
"""Refusing a question that the policy answers is the worse mistake: the thresholds keep it rare."""


@dataclass(frozen=True)
class Border:
    """Whether a question is the desk's business, once its clauses have been seen: what the question alone says
    (`asked`, its log odds of being outside) and how well the best clause speaks to it (`near`, the comparison's
    logit). A question on general knowledge finds no clause that speaks to it."""

    asked: float
    near: float
    bias: float

    def outside(self, asked: float, near: float | None) -> float:
        """The probability, 0 to 1, that it is none of the desk's business, of its log odds by the question alone.
        `near` is None where nothing was compared: then the question alone tells."""
        total = asked - ALONE if near is None else self.asked * asked + self.near * near + self.bias
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


BORDER = Border(asked=1.096, near=-0.634, bias=-1.297)
"""From `python -m knowledge.evaluation.tuning`, as are the judges: the strictest of those shown there that refuses at
most 2 % of the questions on held-out invented policies. A question is outside from 0.5 on."""
ALONE = log_odds(0.6)
"""The log odds from which a question is outside by itself (docs/decisions/0054)."""


def judge_for(*, curated: bool) -> Judge:
    """The judge for a company with desk facts, or for one that has its policy text only."""
    return WITH_FACTS if curated else WITHOUT_FACTS
