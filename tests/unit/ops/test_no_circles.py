"""No file imports another that, by whatever way, imports it: also not from inside of a function."""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
INDENTED = re.compile(r"^[ \t]+(?:import|from)\b", re.M)
PACKAGES = ("knowledge", "desk", "actions", "api", "ops", "bot", "evaluation", "benchmarks")


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree_of(source: str) -> ast.Module:
    return ast.parse(source)


def imported(source: str, modules: set[str], inner: bool) -> set[str]:
    """`inner`: also what a function imports when it runs; that is looked for where a line is indented and imports."""
    tree = tree_of(source)
    inner = inner and INDENTED.search(source) is not None
    found: set[str] = set()
    for node in ast.walk(tree) if inner else tree.body:
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


def test_a_circle_is_seen() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})
    assert imported("def f():\n    from a import b\n", {"a"}, inner=True) == {"a"}
