"""What `make unit` does with the cases of a parametrised test: one item, in which each is tried and each failure named."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # starts pytest

ROOT = Path(__file__).resolve().parents[3]

TESTS = """
import pytest

@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_folded(n):
    assert n % 2

@pytest.mark.parametrize("n", [1, 2])
def test_with_a_folder(n, tmp_path):
    assert tmp_path.is_dir()

@pytest.fixture
def doubled(request):
    return request.param * 2

@pytest.mark.parametrize("doubled", [1, 2], indirect=True)
def test_through_a_fixture(doubled):
    assert doubled % 2 == 0

@pytest.mark.parametrize("n", [1, pytest.param(2, marks=pytest.mark.xfail), 3])
def test_with_a_mark(n):
    assert n != 2

class TestOfAClass:
    @pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 3)])
    def test_of_a_class(self, n, m):
        assert n == m
"""


def test_each_case_is_tried_and_each_that_fails_is_named(tmp_path: Path) -> None:
    (tmp_path / "test_some.py").write_text(TESTS, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.folding",
        "-p",
        "no:cacheprovider",
        "--fold",
        "-rA",
    ]
    run = subprocess.run(
        [*command, "."],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 1, run.stdout
    assert "2 of 4 cases" in run.stdout
    assert "folding.py:" not in run.stdout, "only the test's own lines"
    assert "case [2]" in run.stdout and "case [4]" in run.stdout and "case [1]" not in run.stdout
    assert "case [2-3]" in run.stdout
    for one in ("test_with_a_folder[1]", "test_through_a_fixture[2]", "test_with_a_mark[1]"):
        assert f"PASSED test_some.py::{one}" in run.stdout
    assert "2 failed, 6 passed, 1 xfailed" in run.stdout
    assert "13 tests in 9 items" in run.stdout
