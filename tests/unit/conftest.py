"""What holds for unit tests only."""

import gc

import pytest

gc.disable()
"""Nearly all that is made while the tests are imported stays: the collector took a quarter of that time and found nothing."""


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """What is imported by now stays to the end. The collector would go through millions of such objects again and again:
    a sixth of the time that unit tests take. Nor does it look once before: what nobody holds by now is little."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    """At the end pytest looks twice for what nobody holds, so as to hear what fails as it goes: here once, for both."""
    gc.collect()
    gc.freeze()
