"""The OpenAPI document that clients read."""

import pytest

from tests.described_app import described_app


@pytest.mark.slow
def test_no_shape_is_called_by_the_module_that_happens_to_hold_it() -> None:
    """Of two classes with one name FastAPI writes the module in front: the document then changes with our folders."""
    shapes = described_app().openapi()["components"]["schemas"]
    assert len(shapes) > 50
    assert [name for name in shapes if "__" in name] == []
