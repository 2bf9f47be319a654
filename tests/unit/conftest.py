"""What holds for unit tests only."""

import gc
import re
from pathlib import Path

import pytest

gc.disable()
"""Nearly all that is made while the tests are imported stays: the collector took a quarter of that time and found nothing."""

_ALL_SLOW = re.compile(r"^pytestmark = pytest\.mark\.slow\b", re.MULTILINE)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file whose tests are all slow is not imported where none of them runs: they import what is slow to load, the
    command line and the whole app."""
    if (
        config.getoption("markexpr") != "not slow"
        or collection_path.suffix != ".py"
        or collection_path.is_dir()
    ):
        return None
    return _ALL_SLOW.search(collection_path.read_text(encoding="utf-8")) is not None or None


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
