"""`python -m benchmarks.switching`."""

import sys
from pathlib import Path

from api.pace import SWITCH_SECONDS
from benchmarks.switching import APPS, measured


def test_it_measures_the_interval_that_the_app_sets() -> None:
    assert APPS == SWITCH_SECONDS


def test_it_counts_every_step_and_leaves_python_as_it_was(tmp_path: Path) -> None:
    before = sys.getswitchinterval()
    assert len(measured(tmp_path / "db.sqlite3", APPS, steps=5, busy=1)) == 5
    assert sys.getswitchinterval() == before
