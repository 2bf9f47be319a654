"""A module that a docstring or a comment names by its dotted path exists: who moves one finds the places that name it."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from knowledge.facts.keys import SHAPES
from tests.unit.docs.pages import ROOT

_MAY_BE_SAID = re.compile(r"""#.*|^[ \t]*[rR]?(\"{3}|'{3}|"|')[\s\S]*?\1""", re.M)
"""Comments and texts that stand alone, and what else begins like one."""
PACKAGES = ("desk", "knowledge", "actions", "api", "ops", "bot", "evaluation", "benchmarks")
_NAMED = re.compile(rf"(?<![\w./@-])(?:{'|'.join(PACKAGES)})(?:\.[A-Za-z_]\w*)+(?![\w/@-])")
_FILES = re.compile(r"\.(?:yml|py|json|jsonl|txt|csv|html|css|js|md|toml|onnx|pdf|npz)$")


def said(source: str) -> Iterator[str]:
    """The docstrings and comments of a file."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            yield node.value.value
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


@cache
def exists(dotted: str) -> bool:
    """Whether it is a module, or a name that one of them mentions (`desk.statuses.RULES`)."""
    if dotted in SHAPES:  # a desk fact of that name (`desk.hours`)
        return True
    parts = dotted.split(".")
    for n in range(len(parts), 0, -1):
        at = ROOT.joinpath(*parts[:n])
        module = at.with_suffix(".py") if at.with_suffix(".py").is_file() else at / "__init__.py"
        if module.is_file() or at.is_dir():
            text = module.read_text(encoding="utf-8") if module.is_file() else ""
            return all(re.search(rf"\b{re.escape(part)}\b", text) for part in parts[n:])
    return False


def stale(texts: Iterator[str]) -> set[str]:
    named = {one for text in texts for one in _NAMED.findall(text)}
    return {one for one in named if not _FILES.search(one) and not exists(one)}


def files() -> list[Path]:
    found = (path for package in (*PACKAGES, "tests") for path in (ROOT / package).rglob("*.py"))
    return sorted(
        path for path in found if any(f"{one}." in path.read_text(encoding="utf-8") for one in PACKAGES)
    )


def stale_in(source: str) -> set[str]:
    """What docstrings and comments name that is not there. To tell them from the rest costs more than all else: it is
    done where something that looks like one names what is not there."""
    return stale(said(source)) if stale(one[0] for one in _MAY_BE_SAID.finditer(source)) else set()


@pytest.mark.slow
def test_modules_named_in_docstrings_and_comments_exist() -> None:
    wrong = {str(path.relative_to(ROOT)): stale_in(path.read_text(encoding="utf-8")) for path in files()}
    assert {path: sorted(names) for path, names in wrong.items() if names} == {}


def test_modules_named_in_the_import_contract_exist() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    names = re.findall(r'^name = "(.+)"$', pyproject, re.M)
    assert stale(iter(names)) == set()


NO_MODULES = {
    "about", "accept", "accepted", "answered", "ask_receipt", "client_id", "close", "commit_turn", "confidence",
    "json_message", "not_stated", "offer_form", "reason", "receive_content", "release", "show_status", "slot",
    "withdraw_request",
}  # fmt: skip
"""What architecture.md names in one word that is no module: effects, members, words of events."""


def bare_names(page: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)`", page))


def modules_and_folders() -> set[str]:
    found = (path for package in (*PACKAGES, "tests", "docs") for path in (ROOT / package).rglob("*"))
    return {path.stem for path in found if path.suffix == ".py" or path.is_dir()}


def test_modules_that_the_architecture_names_in_one_word_exist() -> None:
    named = bare_names((ROOT / "docs/architecture.md").read_text(encoding="utf-8"))
    assert sorted(named - NO_MODULES - modules_and_folders()) == [], "gone, or a word that is no module"
    assert sorted(NO_MODULES - named) == [], "no longer named: take it off the list"
    assert bare_names("sealed by `incident_model`") - modules_and_folders() == {"incident_model"}


@pytest.mark.parametrize("named", ["desk.crypto", "desk.vaulting.nothing", "desk.statuses.NO_SUCH_NAME"])
def test_a_named_module_that_has_moved_is_seen(named: str) -> None:
    assert stale_in(f"# sealed by {named}, see there\n") == {named}
    assert stale_in(f'"""Sealed by {named}."""\n') == {named}
    assert stale_in(f"x = '\"'  # {named}\n") == {named}
    assert stale_in(f'def f():\n    """Of\n\n    {named} # see\n    """\n') == {named}
    assert stale_in(f"class C:\n    x = 1\n    r'''{named}'''\n    'x {named}'\n") == {named}
    assert stale_in(f"name = '{named}'\n") == set()
    assert stale_in(f"name = (\n    '{named}'\n)\n") == set()
