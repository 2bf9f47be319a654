"""The clause reader at work: which of a few clauses answers a question, or that none does.

A small network (the encoder's upper layers, retrained by knowledge/training/reader.py) in which the question's tokens
look at the tokens of a clause. What it needs of a clause lies in the index (`Sides`), what it needs of a question
comes with its vector, so that reading is cheap: three clauses cost about one query embedding (decision 0056).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.late_interaction import MAX_QUESTION_TOKENS
from knowledge.sessions import session

FIRST_LAYER = 8
"""The first of the encoder's layers (from 0) that the reader replaces; below it both use the same states."""

READER = Path(__file__).resolve().parent / "training" / "reader.npz"
"""The reader that is shipped; without the file clauses are ranked without it."""

READER_FILE = "reader.onnx"
SIDES_FILE = "sides.onnx"
"""The graphs in the model's folder, made by knowledge/readergraphs.py: reading, and what is read of a clause."""
_LEAST = 1e-4
"""The smallest scale of 8-bit numbers: half precision holds it with all its digits."""
TOGETHER = 1
"""So many clauses are read at once. In 8 bits all that is read at once has one scale, so that beside another a clause's
logit moves a little; alone it is the clause's own."""

FloatArray = NDArray[np.float32]


def feed_names(layers: int) -> tuple[str, ...]:
    """The inputs of the reading graph, in the order in which it was traced."""
    names = ["question", "mask", "cosine"]
    for layer in range(layers):
        names += [f"{what}{layer}" for what in ("keys", "key_scales", "values", "value_scales")]
    return tuple(names)


class BadReader(ValueError):
    """The file is not a reader of this model."""


def write_reader(path: Path, weights: Mapping[str, Any], heads: int) -> None:
    """Keep the weights, matrices in 8 bits with a scale a row; `weights` maps names to tensors or arrays."""
    arrays: dict[str, NDArray[Any]] = {"heads": np.array(heads)}
    for name, tensor in weights.items():
        value = np.asarray(tensor.detach().float().numpy() if hasattr(tensor, "detach") else tensor)
        if value.ndim == 2 and min(value.shape) > 1:
            scale = np.maximum(np.abs(value).max(axis=1, keepdims=True), 1e-12) / 127.0
            arrays[f"{name}:q"] = np.round(value / scale).astype(np.int8)
            arrays[f"{name}:s"] = scale.astype(np.float32)
        else:
            arrays[name] = value.astype(np.float32)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def read_reader(path: Path = READER) -> tuple[dict[str, FloatArray], int]:
    """(weights by name, number of attention heads).

    Raises:
        BadReader: it is damaged, or of another form.
    """
    weights: dict[str, FloatArray] = {}
    try:
        with np.load(path, allow_pickle=False) as arrays:
            heads = int(arrays["heads"])
            for key in arrays.files:
                name, _, part = key.rpartition(":")
                if part == "q":
                    weights[name] = arrays[key].astype(np.float32) * arrays[f"{name}:s"]
                elif part != "s" and key != "heads":
                    weights[key] = arrays[key].astype(np.float32)
    except (OSError, ValueError, KeyError) as error:
        raise BadReader(f"{path.name} is no clause reader: {type(error).__name__}") from error
    return weights, heads


@dataclass(frozen=True)
class Sides:
    """What is read of a clause: for each of its tokens, in each layer, the attention's keys and values.

    In 8 bits: `numbers` (tokens, layers, 2, heads, depth), times `scales` (tokens, layers, 2, heads).
    """

    numbers: NDArray[np.int8]
    scales: NDArray[np.float16]

    @classmethod
    def of(cls, exact: FloatArray) -> "Sides":
        """Rounded to 8 bits."""
        scales = np.maximum(np.abs(exact).max(axis=-1) / 127.0, _LEAST).astype(np.float16)
        numbers = np.clip(np.round(exact / scales[..., None].astype(np.float32)), -127, 127)
        return cls(numbers.astype(np.int8), scales)

    def __len__(self) -> int:
        """How many tokens."""
        return len(self.numbers)


@dataclass(frozen=True)
class ClausePart:
    """What is read of a clause, and the cosine of its best part."""

    sides: Sides
    cosine: float


class SideMaker:
    """Makes the sides of clauses: when an index is built, never for a question."""

    def __init__(self, path: Path) -> None:
        self._session = session(path, threads=1)

    def sides(self, states: FloatArray) -> Sides:
        """Of the clause with these states (layers, tokens, width)."""
        return Sides.of(self._session.run(["sides"], {"states": states})[0])


class ClauseReader:
    """The reader on onnxruntime. One instance may serve many threads.

    Args:
        path: the graph that `knowledge.modelbuild` made.
        threads: threads inside one operator.
    """

    def __init__(self, path: Path, threads: int = 2) -> None:
        self._session = session(path, threads)

    def logits(self, question: FloatArray, parts: Sequence[ClausePart]) -> FloatArray:
        """How well each part answers, (n,), against 0 for "none of them does"; `question` is (tokens, width)."""
        found = np.zeros(len(parts), dtype=np.float32)
        by_length = sorted(range(len(parts)), key=lambda number: len(parts[number].sides))
        for start in range(0, len(parts), TOGETHER):
            batch = by_length[start : start + TOGETHER]
            feed = _feed(question[None, :MAX_QUESTION_TOKENS], [parts[number] for number in batch])
            found[batch] = self._session.run(["logits"], feed)[0]
        return found


def _feed(question: FloatArray, parts: Sequence[ClausePart]) -> dict[str, NDArray[Any]]:
    """The reading graph's inputs."""
    count, longest = len(parts), max(len(part.sides) for part in parts)
    _, layers, both, heads, depth = parts[0].sides.numbers.shape
    mask = np.zeros((count, longest), dtype=np.float32)
    numbers = np.zeros((layers, both, count, heads, longest, depth), dtype=np.int8)
    scales = np.zeros((layers, both, count, heads, longest), dtype=np.float32)
    for row, part in enumerate(parts):
        tokens = len(part.sides)
        mask[row, :tokens] = 1.0
        numbers[:, :, row, :, :tokens] = part.sides.numbers.transpose(1, 2, 3, 0, 4)
        scales[:, :, row, :, :tokens] = part.sides.scales.transpose(1, 2, 3, 0)
    values = [question, mask, np.array([part.cosine for part in parts], dtype=np.float32)]
    for layer in range(layers):
        for side in range(both):
            values += [numbers[layer, side], scales[layer, side]]
    return dict(zip(feed_names(layers), values, strict=True))
