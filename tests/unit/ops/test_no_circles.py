"""No file imports another that, by whatever way, imports it: also not from inside of a function."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
_STATEMENT = re.compile(
    r"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+import\b[ \t]*(?:\([^)]*\)|[^\n(]+)|import[ \t]+[\w.][^\n]*)", re.M
)
PACKAGES = ("knowledge", "desk", "actions", "api", "ops", "bot", "evaluation", "benchmarks")


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def statements(source: str, inner: bool) -> Iterator[ast.stmt]:
    """What imports, at the top of a file or (`inner`) anywhere in it. To parse whole files costs twenty times as much:
    that is done where a line only looks like such a statement."""
    found = [one[0] for one in _STATEMENT.finditer(source)]
    found = [one.lstrip() for one in found if inner or not one[0].isspace()]
    try:
        yield from ast.parse("\n".join(found)).body
    except SyntaxError:
        tree = ast.parse(source)
        yield from (node for node in (ast.walk(tree) if inner else tree.body) if isinstance(node, ast.stmt))


def imported(source: str, modules: set[str], inner: bool) -> set[str]:
    """`inner`: also what a function imports when it runs."""
    found: set[str] = set()
    for node in statements(source, inner):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            whole = {f"{node.module}.{one.name}" for one in node.names}
            found |= (whole & modules) or {node.module}
    return found & modules


def circle(graph: dict[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.mark.parametrize("inner", [False, True], ids=["when read", "when run"])
def test_no_file_is_in_a_circle_of_imports(inner: bool) -> None:
    paths = {name_of(path): path for package in PACKAGES for path in (ROOT / package).rglob("*.py")}
    sources = {name: path.read_text(encoding="utf-8") for name, path in paths.items()}
    graph = {name: imported(source, set(paths), inner) - {name} for name, source in sources.items()}
    assert circle(graph) == []


def test_a_circle_of_imports_is_seen() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})


@pytest.mark.parametrize(
    ("source", "read", "run"),
    [
        ("def f():\n    from a import b\n", set(), {"a.b"}),
        (
            "from a import (  # why\n    c,\n    b as d,\n)\nimport e, f as g\n",
            {"a.b", "e", "f"},
            {"a.b", "e", "f"},
        ),
        ("from a import (  # (why)\n    b,\n)\n", {"a.b"}, {"a.b"}),
        ("if X:\n    import e\n", set(), {"e"}),
        ('"""What it has\nfrom a import of texts."""\nimport e\n', {"e"}, {"e"}),
        ("from . import b\nfrom x import y\n", set(), set()),
    ],
)
def test_what_a_module_imports_is_found(source: str, read: set[str], run: set[str]) -> None:
    modules = {"a", "a.b", "e", "f"}
    assert imported(source, modules, inner=False) == read
    assert imported(source, modules, inner=True) == run
