"""The clause reader at work: which of a few clauses answers a question, or that none does.

A small network (the encoder's upper layers, retrained by knowledge/training/reader.py) in which the question's tokens
look at the tokens of a clause. It works on the states that the encoder has for both: those of the clauses lie in the
index, those of the question come with its vector, so that reading six clauses costs a few times one query embedding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

FIRST_LAYER = 8
"""The first of the encoder's layers (from 0) that the reader replaces; below it both use the same states."""
MAX_QUESTION_TOKENS = 64
MAX_CLAUSE_TOKENS = 192
"""A question and a part of a clause are read up to here."""

READER = Path(__file__).resolve().parent / "training" / "reader.npz"
"""The reader that is shipped; without the file clauses are ranked without it."""

INPUTS = ("question", "question_mask", "clauses", "clause_mask", "cosine")
"""The graph's inputs, in the order of the network's arguments."""

FloatArray = NDArray[np.float32]
States = NDArray[np.float16]


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
class ClausePart:
    """What is read of a clause: its states (layers, tokens, width) and the cosine of its best part."""

    states: States
    cosine: float


class ClauseReader:
    """The reader on onnxruntime. One instance may serve many threads.

    Args:
        path: the graph that `knowledge.modelbuild` made.
        threads: threads inside one operator.
    """

    def __init__(self, path: Path, threads: int = 2) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def logits(self, question: FloatArray, parts: Sequence[ClausePart]) -> FloatArray:
        """How well each part answers, (n,), against 0 for "none of them does"; `question` is (tokens, width)."""
        if not parts:
            return np.zeros(0, dtype=np.float32)
        question = question[:MAX_QUESTION_TOKENS]
        layers, _, width = parts[0].states.shape
        longest = max(part.states.shape[1] for part in parts)
        clauses = np.zeros((len(parts), layers, longest, width), dtype=np.float32)
        mask = np.zeros((len(parts), longest), dtype=np.float32)
        for row, part in enumerate(parts):
            clauses[row, :, : part.states.shape[1]] = part.states
            mask[row, : part.states.shape[1]] = 1.0
        feed = {
            "question": np.repeat(question[None], len(parts), axis=0),
            "question_mask": np.ones((len(parts), len(question)), dtype=np.float32),
            "clauses": clauses,
            "clause_mask": mask,
            "cosine": np.array([part.cosine for part in parts], dtype=np.float32),
        }
        found: FloatArray = self._session.run(["logits"], feed)[0]
        return found
