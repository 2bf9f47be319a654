"""An encoder for tests: character bigrams hashed into a small vector. Alike texts get alike vectors."""

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from knowledge.encoding import FloatArray

DIM = 256


@cache
def _place(pair: str) -> int:
    return int.from_bytes(hashlib.blake2b(pair.encode(), digest_size=4).digest(), "big") % DIM


class BigramEncoder:
    """Counts what it was asked, so that a test can see what was embedded again."""

    def __init__(self, name: str = "bigrams") -> None:
        self.name = name
        self.dim = DIM
        self.passages = 0

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """(n, DIM) unit vectors."""
        return np.array([self._vector(text) for text in texts], dtype=np.float32).reshape(-1, DIM)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """(n, DIM) unit vectors."""
        self.passages += len(texts)
        return self.encode_queries(texts)

    @staticmethod
    def _vector(text: str) -> FloatArray:
        places = [_place(a + b) for a, b in pairwise(text)]
        vector = (
            np.bincount(places, minlength=DIM).astype(np.float32) if places else np.zeros(DIM, np.float32)
        )
        length = float(np.linalg.norm(vector))
        return vector / length if length else np.eye(1, DIM, dtype=np.float32)[0]
