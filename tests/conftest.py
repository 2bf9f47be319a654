"""Fixtures shared by integration and browser tests."""

from collections.abc import Iterator

import pytest

from evaluation.stack import Stack, stack


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The real system: started once for all tests that need it."""
    with stack(tmp_path_factory.mktemp("stack")) as system:
        yield system
