"""What holds for unit tests only."""

import gc

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is imported by now stays to the end. The collector would go through millions of such objects again and again:
    a sixth of the time that unit tests take."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
