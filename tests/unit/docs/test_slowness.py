"""What `make unit` says of tests that take long: those over a limit without the mark, and nothing of the others."""

import pytest

from tests.slowness import Slowness


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
