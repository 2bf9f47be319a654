"""Vectors kept in files between runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.encoding import Encoder, FloatArray


class VectorStore:
    """Vectors in files, by model and text: embedding takes minutes, and the texts seldom change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def vectors(self, encoder: Encoder, texts: Sequence[str], *, queries: bool) -> FloatArray:
        """(n, dim). One text at a time, as the desk embeds: with int8 a vector depends a little on its batch."""
        digest = hashlib.sha256("\0".join([encoder.name, str(queries), *texts]).encode()).hexdigest()
        path = self._folder / f"{digest[:32]}.npy"
        if path.is_file():
            return np.asarray(np.load(path, allow_pickle=False), dtype=np.float32)
        encode = encoder.encode_queries if queries else encoder.encode_passages
        made = np.concatenate([encode([text]) for text in texts])
        self._folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part.npy")
        np.save(part, made)
        part.replace(path)
        return made
