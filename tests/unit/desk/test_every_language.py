"""What is told by language is told in every language of the desk: adding one fails here until each place knows it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.locales import LOCALES

ROOT = Path(__file__).resolve().parents[3]


def constants(parts: list[ast.expr | None] | list[ast.expr]) -> set[str]:
    return {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def told_by_language(text: str) -> Iterator[tuple[int, set[str]]]:
    """The lines of a module that list languages, as keys or as such: those that hold Japanese and a third one."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Dict):
            named = constants(node.keys)
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            named = constants(node.elts)
        else:
            continue
        if {"ja", "zh"} <= named:
            yield node.lineno, named


def modules() -> list[Path]:
    found = (
        path
        for room in ("actions", "api", "bot", "desk", "knowledge")
        for path in (ROOT / room).rglob("*.py")
    )
    return sorted(path for path in found if '"zh"' in path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_that_tells_by_language_knows_every_one(path: Path) -> None:
    lacking = {
        line: sorted(set(LOCALES) - named)
        for line, named in told_by_language(path.read_text(encoding="utf-8"))
        if set(LOCALES) - named
    }
    assert lacking == {}, f"{path.relative_to(ROOT)} lacks languages at these lines"


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("api/static/widget/app.js", r"const LOCALES = \[([^\]]+)\]"),
        ("api/static/widget/panel.js", r"const LANGUAGES = \{([^}]+)\}"),
        ("api/templates/_status_parts.html", r"for code, name in \[(.+?)\] %"),
    ],
)
def test_customers_are_offered_every_language(path: str, listed: str) -> None:
    found = re.search(listed, (ROOT / path).read_text(encoding="utf-8"))
    assert found
    assert set(re.findall(r"\b[a-z]{2}\b(?=[\":])", found[1])) == set(LOCALES)


@pytest.mark.parametrize("folder", ["desk/wording", "desk/papers/letters"])
def test_every_language_has_its_texts(folder: str) -> None:
    there = {path.stem for path in (ROOT / folder).iterdir() if path.is_dir()} - {"__pycache__"}
    assert there | {"ja"} == set(LOCALES)


def test_a_list_of_languages_is_seen_and_other_words_are_not() -> None:
    seen = list(told_by_language('A = {"ja": 1, "zh": 2}\nB = ("ja", "en")\nC = ["ja", "en", "zh"]\n'))
    assert seen == [(1, {"ja", "zh"}), (3, {"ja", "en", "zh"})]
