"""A file can be read in a sitting, and a function on a page; what is longer has its reason here."""

import ast
import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.unit.docs.pages import ROOT

MOST_OF_A_FILE, MOST_OF_A_FUNCTION = 400, 60
"""Lines, with comments and docstrings; of a function with its decorators left out."""
LONGER = {
    "desk/storage/migrations/versions/0001_first_shape.py:upgrade": "the first tables, one after another, never changed",
}
_BEGINS = re.compile(r"^( *)(async def|def|class) ", re.M)


def python_files() -> list[str]:
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.py"]
    names = subprocess.run(listing, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return [name for name in names.split("\0") if name and (ROOT / name).is_file()]


def may_have_a_long_function(source: str) -> bool:
    """Whether it is worth while to parse it: the next definition that is not inside of a function is far off."""
    found = [(len(one[1]), source.count("\n", 0, one.start()), one[2]) for one in _BEGINS.finditer(source)]
    found.append((0, source.count("\n") + 1, ""))
    for n, (indent, line, word) in enumerate(found[:-1]):
        after = next(at for deep, at, _ in found[n + 1 :] if deep <= indent)
        if word != "class" and after - line > MOST_OF_A_FUNCTION:
            return True
    return False


def functions(source: str) -> Iterator[tuple[str, int]]:
    """Every function and method, also one inside of another, with its lines."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or 0) - node.lineno + 1


def too_long(name: str, source: str) -> Iterator[str]:
    if len(source.splitlines()) > MOST_OF_A_FILE:
        yield name
    if may_have_a_long_function(source):
        for function, lines in functions(source):
            if lines > MOST_OF_A_FUNCTION:
                yield f"{name}:{function}"


def test_nothing_is_too_long_to_be_read_but_what_has_a_reason() -> None:
    sources = {name: (ROOT / name).read_text(encoding="utf-8") for name in python_files()}
    found = {one for name, source in sources.items() for one in too_long(name, source)}
    assert sorted(found - set(LONGER)) == [], "split it, or give the reason in LONGER"
    assert sorted(set(LONGER) - found) == [], "no longer long, or gone: take it off the list"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def f():\n" + "    pass\n" * 60, ["m:f"]),
        ("def f():\n" + "    pass\n" * 59, []),
        ("class C:\n" + "    x = 1\n" * 61, []),
        ("class C:\n    async def f(self):\n" + "        pass\n" * 60 + "    def g(self): ...\n", ["m:f"]),
        ("def f():\n    text = '''\n" + "x\n" * 60 + "'''\ndef g(): ...\n", ["m:f"]),
        ("def f():\n    def g():\n" + "        pass\n" * 60, ["m:f", "m:g"]),
        ("x = 1\n" * 401, ["m"]),
        ("x = 1\n" * 400, []),
    ],
)
def test_a_file_or_function_that_is_too_long_is_found(source: str, found: list[str]) -> None:
    assert list(too_long("m", source)) == found
