"""Somebody who follows a page on an installation that is set up."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evaluation.stack import VAR, free_port
from tests.integration.docs.tutorial import ROOT, Reader


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    """An installation that is set up, with a database and policies of its own."""
    var = tmp_path / "var"
    var.mkdir()
    (var / "models").symlink_to(VAR / "models")
    for name in ("topics", "rasa", "index"):  # what a block may make anew is its own
        shutil.copytree(VAR / name, var / name)
    shutil.copytree(ROOT / "knowledge/policies", tmp_path / "policies")
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("MADOGUCHI_DATABASE")},
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "MADOGUCHI_VAR_DIR": str(var),
        "MADOGUCHI_POLICIES_DIR": str(tmp_path / "policies"),
        "MADOGUCHI_PORT": str(free_port()),
        "TMPDIR": str(tmp_path),
    }
    made = [sys.executable, "-m", "api.cli", "db", "upgrade"]
    subprocess.run(made, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=120)
    one = Reader(tmp_path, environment)
    yield one
    one.end()
