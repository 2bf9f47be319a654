"""`pytest --fold`: the cases of a parametrised test are tried one after the other in one item, and all that fail are named.

A pytest plugin, for `make unit`. Twelve thousand cases take a few milliseconds each, and a third of that is what pytest
does around each of them. Only cases that have nothing but their arguments are folded: no fixture, no mark of their own.
`make test` runs each by itself, and so does whoever names one (`make unit PART='tests/unit/test_a.py::test_b[c]'`).
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import Any

import pytest

_PLAIN = {"parametrize", "slow", "unit"}
"""Marks that do not change how a case runs."""
_OF_EVERY_TEST = {"request", "database_server", "_session_faker"}
"""Fixtures of the whole run, which a case does not ask for: a server that integration tests use."""


class CasesFailed(Exception):
    """Some of the cases of a test; each with what it raised."""

    def __init__(self, failed: Mapping[str, Exception]) -> None:
        super().__init__(", ".join(failed))
        self.failed = failed


class Cases(pytest.Item):
    """All cases of one test function in one file."""

    def __init__(self, *, cases: Sequence[pytest.Function], **named: Any) -> None:
        super().__init__(**named)
        self.cases = cases

    def runtest(self) -> None:
        """Tries all of them; the first failure does not hide the others."""
        failed: dict[str, Exception] = {}
        for case in self.cases:
            try:
                case.obj(**case.callspec.params)
            except Exception as error:  # whatever a test raises is told by `repr_failure`
                inside = error.__traceback__ and error.__traceback__.tb_next
                failed[case.callspec.id] = error.with_traceback(inside or error.__traceback__)
        if failed:
            raise CasesFailed(failed)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Each case that failed, as pytest tells it, under its name."""
        if not isinstance(excinfo.value, CasesFailed):
            return str(super().repr_failure(excinfo, style))
        failed = excinfo.value.failed
        told = [f"{len(failed)} of {len(self.cases)} cases of {self.name}"]
        for name, error in failed.items():
            shown = super().repr_failure(pytest.ExceptionInfo.from_exception(error), style)
            told += [f"---- case [{name}]", str(shown)]
        return "\n".join(told)

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where the function stands."""
        path, line, _ = self.cases[0].reportinfo()
        return path, line, self.name


def foldable(item: pytest.Item) -> bool:
    """Whether a test is a case that needs nothing but its arguments."""
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return False
    if _more_than_its_arguments(item.function, tuple(item.callspec.params)):
        return False
    if {mark.name for mark in item.iter_markers()} - _PLAIN:
        return False
    given = {
        name.strip()
        for mark in item.iter_markers("parametrize")
        if not mark.kwargs.get("indirect")
        for name in (mark.args[0].split(",") if isinstance(mark.args[0], str) else mark.args[0])
    }
    return set(item.fixturenames) - _OF_EVERY_TEST == set(item.callspec.params) == given


@cache
def _more_than_its_arguments(function: Callable[..., Any], names: tuple[str, ...]) -> bool:
    """Whether a function is a property, waits, or asks for something besides these names."""
    if hasattr(function, "hypothesis") or inspect.iscoroutinefunction(function):
        return True
    return bool({*inspect.signature(function).parameters} - {"self", *names})


def folded(items: Sequence[pytest.Item]) -> Iterator[pytest.Item]:
    """The tests in their order, neighbouring cases of one function as one."""

    def together(item: pytest.Item) -> object:
        return (
            (item.parent, item.originalname) if isinstance(item, pytest.Function) and foldable(item) else item
        )

    for _, run in groupby(items, together):
        cases = list(run)
        first = cases[0]
        if len(cases) == 1 or not isinstance(first, pytest.Function):
            yield from cases
            continue
        assert first.parent is not None
        one = Cases.from_parent(first.parent, name=first.originalname, cases=cases)
        one.own_markers.extend(mark for mark in first.own_markers if mark.name != "parametrize")
        one.keywords.update({mark.name: mark for mark in one.own_markers})
        yield one


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option."""
    parser.addoption("--fold", action="store_true", help="try all cases of a parametrised test in one item")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """After what is not to run was left out."""
    if config.getoption("--fold"):
        before = len(items)
        items[:] = folded(items)
        config.stash[_CASES] = (before, len(items))


_CASES = pytest.StashKey[tuple[int, int]]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """How many cases there were."""
    if _CASES in config.stash:
        cases, items = config.stash[_CASES]
        terminalreporter.write_line(f"{cases} tests in {items} items: cases of one function are one (--fold)")
