from pathlib import Path

import numpy as np
import pytest

from knowledge.adapter import BadAdapter, apply_adapter, write_adapter


def matrices(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    return rng.normal(size=(2, 6)).astype(np.float32), rng.normal(size=(4, 2)).astype(np.float32)


def test_a_weight_becomes_itself_plus_the_scaled_product(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    a, b = matrices(rng)
    before = rng.normal(size=(4, 6)).astype(np.float32)
    weights = {"layer.weight": before, "other.weight": before}
    write_adapter(tmp_path / "a.npz", {"layer": (a, b, 2.0)})
    assert apply_adapter(weights, tmp_path / "a.npz") == 1
    assert np.allclose(weights["layer.weight"], before + 2 * b @ a, atol=0.02)
    assert weights["other.weight"] is before


@pytest.mark.parametrize("weights", [{}, {"layer.weight": np.zeros((3, 3), dtype=np.float32)}])
def test_an_adapter_that_does_not_fit_is_refused(tmp_path: Path, weights: dict[str, np.ndarray]) -> None:
    a, b = matrices(np.random.default_rng(0))
    write_adapter(tmp_path / "a.npz", {"layer": (a, b, 1.0)})
    with pytest.raises(BadAdapter, match="layer"):
        apply_adapter(weights, tmp_path / "a.npz")
