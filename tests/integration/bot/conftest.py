"""One Rasa for all tests that talk to it."""

from collections.abc import Iterator

import pytest

from tests.integration.bot.talking import Rasa, talking


@pytest.fixture(scope="package")
def rasa(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rasa]:
    """Real Rasa with the trained model, and the actions it calls."""
    with talking(tmp_path_factory.mktemp("rasa")) as running:
        yield running
