"""`pytest --name-slow SECONDS`: names the tests that cost more than that and are not marked `slow`;
`pytest --silent-passes` writes nothing of a test that passes.

A pytest plugin. What counts is what this process and its children computed, not how long somebody waited: a machine on
which others work too says the same. It is a report and fails nothing; `make unit` asks for it.
"""

import os
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

_SPENT = pytest.StashKey[float]()


def computed() -> float:
    """Seconds that this process and the children that it has waited for computed."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@dataclass(
    eq=False
)  # a plugin is looked up by what it is, as soon as two folders have a conftest of their own
class Slowness:
    """What each test cost, by the reports of its parts. Reports come from every process of the run."""

    limit: float
    costs: dict[tuple[str, str], float] = field(default_factory=dict)
    """By test and part of it: `setup`, `call`, `teardown`."""

    def add(self, test: str, part: str, seconds: float, marked: bool) -> None:
        """Keep what a part cost; what is marked as slow may be."""
        if not marked:
            self.costs[test, part] = seconds

    def lines(self) -> list[str]:
        """Those over the limit, the dearest first."""
        over = sorted(((cost, *name) for name, cost in self.costs.items() if cost > self.limit), reverse=True)
        return [f"{cost:6.2f} s {part:<8} {test}" for cost, test, part in over]

    def lines_by_file(self, most: int = 30) -> list[str]:
        """What the tests of each file cost together, the dearest files first."""
        files: dict[str, float] = {}
        for (test, _), cost in self.costs.items():
            name = Path(test.partition("::")[0]).as_posix()
            files[name] = files.get(name, 0.0) + cost
        dearest = sorted(((cost, name) for name, cost in files.items()), reverse=True)[:most]
        return [f"{cost:6.2f} s {name}" for cost, name in dearest]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """From here on the test costs something."""
        item.stash[_SPENT] = computed()
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Write on the report what its part has cost: pytest-xdist carries it to where it is read."""
        report = yield
        before, item.stash[_SPENT] = item.stash[_SPENT], computed()
        report.computed = item.stash[_SPENT] - before  # type: ignore[attr-defined]
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Read it there."""
        self.add(report.nodeid, report.when, getattr(report, "computed", 0.0), "slow" in report.keywords)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say it at the end."""
        lines = self.lines()
        if lines:
            terminalreporter.section(f"over {self.limit:g} s of computing, and not marked slow")
            terminalreporter.write("\n".join([*lines, ""]))
        if terminalreporter.config.option.verbose > 0:
            terminalreporter.section("what the files cost")
            terminalreporter.write("\n".join([*self.lines_by_file(), ""]))


class SilentPasses:
    """A test that passes writes no dot: where thousands take a few milliseconds each, a twentieth of their time."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """Counted as passed, and nothing to write; anything else is told as usual."""
        told = report.when == "call" and report.passed and not hasattr(report, "wasxfail")
        return ("passed", "", "") if told else None


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options."""
    parser.addoption("--silent-passes", action="store_true", help="write nothing of a test that passes")
    parser.addoption(
        "--name-slow",
        type=float,
        metavar="SECONDS",
        help="name tests that compute for longer and are not marked slow; with -v also what each file costs",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Measure where it is asked for; in pytest-xdist's workers, too."""
    if config.getoption("--silent-passes"):
        config.pluginmanager.register(SilentPasses(), "silent-passes")
    limit = config.getoption("--name-slow")
    if limit is not None:
        config.pluginmanager.register(Slowness(limit), "slowness")
