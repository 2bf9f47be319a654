"""Whether a desk has been made in a database is told without making one there."""

from pathlib import Path

import pytest
from sqlalchemy import inspect

from desk.bootstrap import build, holds_a_desk
from desk.storage.database import make_engine
from tests.integration.desk.support import settings_for

pytestmark = pytest.mark.database("sqlite", "postgresql")


def test_looking_for_a_desk_finds_the_one_that_was_made_and_makes_none(tmp_path: Path) -> None:
    settings = settings_for(tmp_path)
    for _ in range(2):
        assert not holds_a_desk(settings.database_url)
    assert not settings.secret_key_file.exists()
    engine = make_engine(settings.database_url, pooled=False)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    build(settings).dispose()
    assert holds_a_desk(settings.database_url)
