"""`python -m benchmarks.switching`."""

import sys
from pathlib import Path

import pytest

from api.pace import SWITCH_SECONDS
from benchmarks.switching import APPS, measured


def test_the_measured_interval_is_the_one_that_the_app_sets() -> None:
    assert APPS == SWITCH_SECONDS


@pytest.mark.slow
def test_every_step_is_counted_and_python_is_left_as_it_was(tmp_path: Path) -> None:
    before = sys.getswitchinterval()
    assert len(measured(tmp_path / "db.sqlite3", APPS, steps=5, busy=1)) == 5
    assert sys.getswitchinterval() == before
