"""A text that somebody has broken: found at the start."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.main import make_context
from api.settings import Settings
from desk.wording import WordingError, flat, rendering
from desk.wording.rendering import texts

pytestmark = pytest.mark.integration


@pytest.fixture
def fresh() -> Iterator[None]:
    """Nothing has been read yet, and what was read here is forgotten."""
    for read in (texts, flat):
        read.cache_clear()
    yield
    for read in (texts, flat):
        read.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_a_broken_text_stops_the_start_and_not_the_first_customer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ja.yml").write_text("greeting: [\n")
    monkeypatch.setattr(rendering, "files", lambda _: tmp_path)

    async def start() -> None:
        async with make_context(Settings(_env_file=None, var_dir=tmp_path)):
            raise AssertionError("it has started")

    with pytest.raises(WordingError, match=r"ja\.yml"):
        asyncio.run(start())
