"""What `make unit` says of tests that take long: those over a limit without the mark, and nothing of the others."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from tests.slowness import SilentPasses, Slowness
from tests.unit.conftest import pytest_ignore_collect


def report(test: str, when: str, computed: float, *marks: str) -> pytest.TestReport:
    """As pytest hands it over, or pytest-xdist from another process."""
    return pytest.TestReport(
        nodeid=test,
        location=("", None, ""),
        keywords=dict.fromkeys(marks, 1),
        outcome="passed",
        longrepr=None,
        when=when,  # type: ignore[arg-type]
        computed=computed,
    )


def test_a_test_over_the_limit_without_the_mark_is_named_with_what_it_cost_the_dearest_first() -> None:
    seen = Slowness(1.0)
    for one in (
        report("tests/unit/test_a.py::test_long", "call", 2.5),
        report("tests/unit/test_a.py::test_short", "call", 0.9),
        report("tests/unit/test_a.py::test_known", "call", 9.0, "slow"),
        report("tests/unit/test_b.py::test_dear_to_set_up", "setup", 3.0),
    ):
        seen.pytest_runtest_logreport(one)
    assert seen.lines() == [
        "  3.00 s setup    tests/unit/test_b.py::test_dear_to_set_up",
        "  2.50 s call     tests/unit/test_a.py::test_long",
    ]


def test_of_a_test_that_passes_nothing_is_written_and_anything_else_is_told() -> None:
    silent = SilentPasses()
    passed = report("tests/unit/test_a.py::test_one", "call", 0.1)
    assert silent.pytest_report_teststatus(passed) == ("passed", "", "")
    failed = report("tests/unit/test_a.py::test_one", "call", 0.1)
    failed.outcome = "failed"
    unexpected = report("tests/unit/test_a.py::test_one", "call", 0.1)
    unexpected.wasxfail = "a known mistake"
    set_up = report("tests/unit/test_a.py::test_one", "setup", 0.1)
    assert [silent.pytest_report_teststatus(one) for one in (failed, unexpected, set_up)] == [None] * 3


def test_many_short_tests_of_one_file_are_seen_together() -> None:
    seen = Slowness(1.0)
    for n in range(10):
        seen.pytest_runtest_logreport(report(f"tests/unit/test_a.py::test_one[{n}]", "call", 0.5))
    seen.pytest_runtest_logreport(report("tests/unit/test_b.py::test_one", "call", 0.75))
    assert seen.lines() == []
    assert seen.lines_by_file() == ["  5.00 s tests/unit/test_a.py", "  0.75 s tests/unit/test_b.py"]


def test_a_plugin_is_itself_and_no_other_whatever_has_been_measured() -> None:
    """Pytest looks plugins up in sets as soon as two folders have a conftest of their own."""
    one, other = Slowness(1.0), Slowness(1.0)
    assert {one, other} != {one}
    assert one in {one, other}


def test_a_file_that_is_slow_altogether_is_not_even_read_where_slow_tests_are_left_out(
    tmp_path: Path,
) -> None:
    slow, some, folder = tmp_path / "test_slow.py", tmp_path / "test_some.py", tmp_path / "of.py"
    slow.write_text("import pytest\npytestmark = pytest.mark.slow  # papers are set\n")
    some.write_text(
        "import pytest\n@pytest.mark.slow\ndef test_one(): ...\n# pytestmark = pytest.mark.slow\n"
    )
    folder.mkdir()

    def left_out(path: Path, expression: str) -> bool | None:
        config = SimpleNamespace(getoption={"markexpr": expression}.get)
        return pytest_ignore_collect(path, cast("pytest.Config", config))

    assert left_out(slow, "not slow")
    for other in ("", "slow", "not slow or unit"):
        assert left_out(slow, other) is None, "whoever asks for slow tests gets them"
    assert left_out(some, "not slow") is None and left_out(folder, "not slow") is None
