"""Which unit tests are near a module: those that import it themselves, or that name it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path


def _imported(source: str) -> set[str]:
    """What a file imports, by dotted names: of `from a import b` both `a` and `a.b`, which may be a module too."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def dotted(module: str) -> str:
    """The name that a module's file is imported by."""
    return module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def tests_near(modules: list[str], root: Path) -> dict[str, tuple[str, ...]]:
    """The test files of `tests/unit` near each of the modules, in the order of their names."""
    named = {
        module: re.compile(rf"{re.escape(module)}(?!\w)|[\"']{re.escape(dotted(module))}(?!\w)")
        for module in modules
    }
    near: defaultdict[str, list[str]] = defaultdict(list)
    for file in sorted((root / "tests/unit").rglob("test_*.py")):
        source = file.read_text(encoding="utf-8")
        imported = _imported(source)
        for module in modules:
            if dotted(module) in imported or named[module].search(source):
                near[module].append(file.relative_to(root).as_posix())
    return {module: tuple(near[module]) for module in modules}
