"""Any sentence-transformers model as an encoder, and the choice of the encoder by setting."""

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from knowledge.encoding import Encoder, FloatArray, OnnxEncoder, QueryCache
from knowledge.paths import model_dir
from knowledge.pieces import BadPieces


class ModelMissing(RuntimeError):
    """The embedding model has not been built, or cannot be loaded."""


class SentenceTransformerEncoder:
    """A sentence-transformers model by name or path.

    Its own prompts "query" and "passage" are used where it has them; E5's prefixes are added where the name
    says E5 and there are none.
    """

    def __init__(self, name_or_path: str, threads: int | None = None) -> None:
        import torch
        from sentence_transformers import SentenceTransformer

        if threads:
            torch.set_num_threads(threads)
        try:
            self._model = SentenceTransformer(name_or_path, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelMissing(f"cannot load the embedding model {name_or_path}: {error}") from error
        prompts = dict(self._model.prompts or {})
        fallback = ("query: ", "passage: ") if "e5" in Path(name_or_path).name.lower() else ("", "")
        self._query = prompts.get("query") or fallback[0]
        self._passage = prompts.get("passage") or prompts.get("document") or fallback[1]
        self._name = f"sentence-transformers:{name_or_path}"
        self._cache = QueryCache()

    @property
    def name(self) -> str:
        """The model as it was named."""
        return self._name

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """(n, dim) unit vectors of questions; those of the last questions come from a cache."""
        rows = []
        for text in texts:
            vector = self._cache.get(text)
            if vector is None:
                vector = self._encode([text], self._query)[0]
                self._cache.put(text, vector)
            rows.append(vector)
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dim)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """(n, dim) unit vectors of texts to be found."""
        return self._encode(texts, self._passage)

    def _encode(self, texts: Sequence[str], prompt: str) -> FloatArray:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = self._model.encode(
            list(texts), prompt=prompt, normalize_embeddings=True, batch_size=16, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


def make_encoder(threads: int = 2) -> Encoder:
    """The encoder of this installation: the built e5-small, or `MADOGUCHI_EMBEDDING_MODEL`.

    Raises:
        ModelMissing: nothing is built yet, or by an older version, or the named model cannot be loaded.
    """
    wanted = os.environ.get("MADOGUCHI_EMBEDDING_MODEL")
    if wanted:
        return SentenceTransformerEncoder(wanted, threads)
    folder = model_dir()
    if not (folder / "model.json").exists():
        raise ModelMissing(f"no embedding model in {folder}: run make setup")
    try:
        return OnnxEncoder(folder, threads)
    except BadPieces as error:
        problem = (
            f"the embedding model in {folder} is an older version's or damaged ({error}): run make setup"
        )
        raise ModelMissing(problem) from error
