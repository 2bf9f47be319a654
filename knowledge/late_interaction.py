"""Which of a few clauses speaks to a question: both are compared token by token.

Late interaction (ColBERT, Khattab and Zaharia 2020): each token of a question looks for the nearest token of a clause;
how near it comes, weighed by how much the token matters, is how well the clause speaks to the question. What the
encoder says of the tokens in its last two layers is brought to a small space by one matrix for questions and one for
clauses (`knowledge/training/matcher.py` learns them). The clauses' tokens lie in the index, those of the question come
with its vector: comparing costs one small product for each clause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

LAYERS = 2
"""The encoder's last layers whose output is seen, side by side."""
QUESTION_PREFIX_TOKENS, CLAUSE_PREFIX_TOKENS = 4, 3
"""What stands before a text's own tokens: the opening mark, and e5's word for questions or texts with its colon."""
MAX_QUESTION_TOKENS = 64
MAX_CLAUSE_TOKENS = 192
"""A question and a part of a clause are compared and read up to here, what stands before them included."""

MATCHER = Path(__file__).resolve().parent / "training" / "matcher.npz"
"""The matcher that is shipped; without the file clauses are ranked without it."""

TOKEN_OUTPUTS = ("question_tokens", "question_weights", "clause_tokens")
"""What the encoder's graph gives for it beside `embedding`."""

FloatArray = NDArray[np.float32]
Tokens = NDArray[np.float16]


class BadMatcher(ValueError):
    """The file is not a matcher."""


@dataclass(frozen=True)
class MatcherWeights:
    """What is learnt. Seen are the outputs of the last `LAYERS` layers side by side, (seen,).

    `mean` (seen,) is taken away first; `question` and `clause` (seen, width) bring tokens to the small space;
    `importance` (seen,) and `importance_bias` tell how much a question's token matters. A clause's logit is
    `scale` * (nearness - `nothing`) + `cosine_scale` * (cosine - `cosine_nothing`).
    """

    mean: FloatArray
    question: FloatArray
    clause: FloatArray
    importance: FloatArray
    importance_bias: float
    scale: float
    nothing: float
    cosine_scale: float
    cosine_nothing: float

    @classmethod
    def of(cls, arrays: Mapping[str, FloatArray]) -> "MatcherWeights":
        """Of arrays by these names; what is a single number may be one without axes."""
        values: dict[str, Any] = {
            name: value if value.ndim else float(value) for name, value in arrays.items()
        }
        return cls(**values)


def write_matcher(path: Path, weights: MatcherWeights) -> None:
    """Keep the weights, matrices in half precision."""
    arrays = {
        name: np.asarray(value, dtype=np.float16 if np.ndim(value) == 2 else np.float32)
        for name, value in asdict(weights).items()
    }
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def read_matcher(path: Path = MATCHER) -> MatcherWeights:
    """The weights in a file.

    Raises:
        BadMatcher: it is damaged, or of another form.
    """
    try:
        with np.load(path, allow_pickle=False) as arrays:
            found = {one.name: arrays[one.name].astype(np.float32) for one in fields(MatcherWeights)}
            weights = MatcherWeights.of(found)
    except (OSError, ValueError, KeyError) as error:
        raise BadMatcher(f"{path.name} is no matcher: {type(error).__name__}") from error
    seen = len(weights.mean)
    if not (weights.question.shape == weights.clause.shape == (seen, weights.clause.shape[-1])):
        raise BadMatcher(f"{path.name} is no matcher: its matrices do not fit each other")
    return weights


@dataclass(frozen=True)
class QuestionTokens:
    """A question as it is compared: unit vectors (tokens, width), and how much each matters, (tokens,), in sum 1."""

    vectors: FloatArray
    weights: FloatArray


@dataclass(frozen=True)
class PartTokens:
    """What is compared of a clause: the unit vectors (tokens, width) of a part of it, and the part's cosine."""

    tokens: Tokens
    cosine: float


class Matcher:
    """The comparison at work. One instance may serve many threads."""

    def __init__(self, weights: MatcherWeights) -> None:
        self._weights = weights

    def logits(self, question: QuestionTokens, parts: Sequence[PartTokens]) -> FloatArray:
        """How well each part speaks to the question, (n,), against 0 for "none of them does"."""
        near = np.zeros(len(parts), dtype=np.float32)
        for row, part in enumerate(parts):
            if len(part.tokens) and len(question.vectors):
                nearest = (question.vectors @ part.tokens.astype(np.float32).T).max(axis=1)
                near[row] = nearest @ question.weights
        cosines = np.array([part.cosine for part in parts], dtype=np.float32)
        w = self._weights
        found = w.scale * (near - w.nothing) + w.cosine_scale * (cosines - w.cosine_nothing)
        return np.asarray(found, dtype=np.float32)
