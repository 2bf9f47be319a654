"""The desk's adaptation of the embedding model: low-rank changes of its upper layers.

`knowledge/training/adapt.py` learns them from the topic map and from invented policies, never from a real
company's text. The file holds, for each changed weight W, two small matrices; W becomes W + scale * B A (LoRA).
"""

from collections.abc import MutableMapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ADAPTER = Path(__file__).resolve().parent / "training" / "adapter.npz"
"""The adapter that is shipped; the model is built without one where the file is missing."""


class BadAdapter(ValueError):
    """The adapter does not fit the model."""


def write_adapter(
    path: Path, matrices: dict[str, tuple[NDArray[np.float32], NDArray[np.float32], float]]
) -> None:
    """Keep (A, B, scale) by weight name, in half precision."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, (a, b, scale) in sorted(matrices.items()):
        arrays[f"{name}:a"] = a.astype(np.float16)
        arrays[f"{name}:b"] = (b * scale).astype(np.float16)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def apply_adapter(weights: MutableMapping[str, NDArray[np.float32]], path: Path = ADAPTER) -> int:
    """Change the weights that the adapter names; gives how many.

    Raises:
        BadAdapter: it names a weight that the model lacks, or one of another shape.
    """
    changed = 0
    with np.load(path) as arrays:
        for key in arrays.files:
            name, _, part = key.rpartition(":")
            if part != "a":
                continue
            weight = weights.get(f"{name}.weight")
            if weight is None:
                raise BadAdapter(f"the model has no weight {name}")
            change = arrays[f"{name}:b"].astype(np.float32) @ arrays[key].astype(np.float32)
            if change.shape != weight.shape:
                raise BadAdapter(f"{name}: {change.shape} does not fit {weight.shape}")
            weights[f"{name}.weight"] = weight + change
            changed += 1
    return changed
