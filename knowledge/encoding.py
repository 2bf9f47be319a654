"""Texts to vectors with onnxruntime. Python 3.10 and 3.11; needs only numpy, onnxruntime and sentencepiece.

Vectors are float32 of length one, so a dot product is the cosine. E5 models tell a question from a text by a
prefix; the prefixes stand in the model's `model.json`.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.late_interaction import (
    MAX_QUESTION_TOKENS,
    QUESTION_PREFIX_TOKENS,
    TOKEN_OUTPUTS,
    QuestionTokens,
    Tokens,
)
from knowledge.pieces import PIECES_FILE, PieceReader
from knowledge.sessions import session

FloatArray = NDArray[np.float32]

_BATCH_TOKENS = 4096
_CACHE_SIZE = 512


@dataclass(frozen=True)
class Encoded:
    """A text's unit vector and, where the model gives them, the states (layers, tokens, width) that the clause
    reader works on, and what the matcher compares: of a question `question`, of a clause the unit vectors `clause`
    (tokens, width) of its tokens, those in front of its own included."""

    vector: FloatArray
    states: FloatArray | None = None
    question: QuestionTokens | None = None
    clause: Tokens | None = None


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def name(self) -> str:
        """The model, with what tells one build of it from another; part of the index's manifest."""

    @property
    def dim(self) -> int:
        """The length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """(n, dim) unit vectors of questions."""

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """(n, dim) unit vectors of texts to be found."""


def encode_question(encoder: Encoder, text: str) -> Encoded:
    """A question's vector, with states where the encoder has them."""
    if isinstance(encoder, OnnxEncoder):
        return encoder.encode_question(text)
    return Encoded(encoder.encode_queries([text])[0])


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


class QueryCache:
    """The vectors of the last questions, keyed by a hash: a customer's text is not kept for this."""

    def __init__(self, size: int = _CACHE_SIZE) -> None:
        self._size = size
        self._vectors: OrderedDict[bytes, FloatArray] = OrderedDict()
        self._lock = threading.Lock()

    @staticmethod
    def _key(text: str) -> bytes:
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def get(self, text: str) -> FloatArray | None:
        """The vector of `text`, if it is among the last ones."""
        key = self._key(text)
        with self._lock:
            vector = self._vectors.get(key)
            if vector is not None:
                self._vectors.move_to_end(key)
            return vector

    def put(self, text: str, vector: FloatArray) -> None:
        """Remembers the vector of `text`, and forgets the oldest beyond the size."""
        with self._lock:
            self._vectors[self._key(text)] = vector
            while len(self._vectors) > self._size:
                self._vectors.popitem(last=False)


class OnnxEncoder:
    """The model that `knowledge.modelbuild` made, on onnxruntime. One instance may serve many threads.

    Args:
        model_dir: holds `model.json`, `sentencepiece.model` and `onnx/model.onnx`.
        threads: threads inside one operator; 1 is best where several requests run at once.
    """

    def __init__(self, model_dir: Path, threads: int = 2) -> None:
        self._folder = model_dir
        described = model_dir / "model.json"
        self._about: dict[str, Any] = (
            json.loads(described.read_text(encoding="utf-8"))
            if described.exists()
            else {"query_prefix": "query: ", "passage_prefix": "passage: ", "max_tokens": 512}
        )
        self._pieces = PieceReader(model_dir / PIECES_FILE, int(self._about["max_tokens"]))
        self._session = session(model_dir / "onnx" / "model.onnx", threads)
        self._dim = int(self._session.get_outputs()[0].shape[1] or self._about.get("dim", 384))
        self._outputs = [output.name for output in self._session.get_outputs()]
        digest = str(self._about.get("model_sha256", "unverified"))[:12]
        if pieces := self._about.get("pieces_sha256"):
            digest += f"-{str(pieces)[:6]}"
        self._name = f"{self._about.get('name', model_dir.name)}@onnx-int8-{digest}"
        self._cache = QueryCache()

    @property
    def name(self) -> str:
        """The model's name and the hashes of its weights and of its pieces."""
        return self._name

    @property
    def folder(self) -> Path:
        """The model's folder."""
        return self._folder

    @property
    def dim(self) -> int:
        """The length of a vector."""
        return self._dim

    def encode_queries(self, texts: Sequence[str]) -> FloatArray:
        """(n, dim) unit vectors of questions; those of the last questions come from a cache."""
        found = [self._cache.get(text) for text in texts]
        missing = [number for number, vector in enumerate(found) if vector is None]
        fresh = self._encode([texts[number] for number in missing], str(self._about["query_prefix"]))
        for number, vector in zip(missing, fresh):  # noqa: B905 - same length by construction
            found[number] = vector
            self._cache.put(texts[number], vector)
        return np.array(found, dtype=np.float32).reshape(len(texts), self._dim)

    def encode_passages(self, texts: Sequence[str]) -> FloatArray:
        """(n, dim) unit vectors of texts to be found."""
        return self._encode(texts, str(self._about["passage_prefix"]))

    @property
    def has_states(self) -> bool:
        """Whether the model was built with the states that the clause reader needs."""
        return "states" in self._outputs

    @property
    def has_tokens(self) -> bool:
        """Whether the model was built with what the matcher compares."""
        return set(TOKEN_OUTPUTS) <= set(self._outputs)

    def encode_question(self, text: str) -> Encoded:
        """A question's vector and states, in one pass. Its states are not cached: they tell more than a vector."""
        if not self.has_states:
            return Encoded(self.encode_queries([text])[0])
        found = self._pass_through(str(self._about["query_prefix"]) + text)
        question = None
        if self.has_tokens:
            own = slice(QUESTION_PREFIX_TOKENS, MAX_QUESTION_TOKENS)
            weights = found["question_weights"][own]
            question = QuestionTokens(
                found["question_tokens"][own], weights / max(float(weights.sum()), 1e-6)
            )
        return Encoded(found["embedding"], found["states"], question=question)

    def encode_clause(self, text: str) -> Encoded:
        """A clause's vector, states and tokens."""
        found = self._pass_through(str(self._about["passage_prefix"]) + text)
        tokens = found["clause_tokens"].astype(np.float16) if self.has_tokens else None
        return Encoded(found["embedding"], found.get("states"), clause=tokens)

    def tokens(self, text: str) -> int:
        """How many tokens a clause has, the passage prefix and the marks at both ends included."""
        return len(self._pieces.ids(str(self._about["passage_prefix"]) + text))

    def _pass_through(self, text: str) -> dict[str, FloatArray]:
        ids = np.array([self._pieces.ids(text)], dtype=np.int64)
        found = self._session.run(self._outputs, {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        return {name: value[0] for name, value in zip(self._outputs, found)}  # noqa: B905 - same length

    def _encode(self, texts: Sequence[str], prefix: str) -> FloatArray:
        result = np.zeros((len(texts), self._dim), dtype=np.float32)
        tokens = [self._pieces.ids(prefix + text) for text in texts]
        for batch in _batches([len(ids) for ids in tokens]):
            width = max(len(tokens[number]) for number in batch)
            ids = np.ones((len(batch), width), dtype=np.int64)  # 1 is <pad>
            mask = np.zeros((len(batch), width), dtype=np.int64)
            for row, number in enumerate(batch):
                ids[row, : len(tokens[number])] = tokens[number]
                mask[row, : len(tokens[number])] = 1
            result[batch] = self._session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})[0]
        return result


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Numbers of texts, alike in length together: padding is work thrown away."""
    batches: list[list[int]] = []
    current: list[int] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if current and (len(current) + 1) * lengths[number] > _BATCH_TOKENS:
            batches.append(current)
            current = []
        current.append(number)
    if current:
        batches.append(current)
    return batches
