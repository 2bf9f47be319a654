"""The pages of the documentation, their code blocks, and what they say that one should type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
PAGES = tuple(sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")]))

_FENCE = re.compile(r"^(?P<before>[^\n]*)\n+^```(?P<info>[^\n]*)\n(?P<text>.*?)^```[ ]*$", re.M | re.S)
_MARKED = re.compile(r"<!-- not run: (.+) -->")


@dataclass(frozen=True)
class Block:
    """A fenced block. `why` is what `<!-- not run: ... -->` before it says, where it says so."""

    page: str
    language: str
    text: str
    why: str | None

    def __str__(self) -> str:
        return f"{self.page}: {self.text.splitlines()[0] if self.text else ''}"


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def rows(page: Path) -> Iterator[list[str]]:
    """The cells of every table row of a page."""
    for line in text_of(page).splitlines():
        if line.startswith("|"):
            yield [cell.strip() for cell in re.split(r" \| | \|$", line[1:])][: line.count(" | ") + 1]


def blocks() -> Iterator[Block]:
    """Every fenced block of every page."""
    for page in PAGES:
        for found in _FENCE.finditer(text_of(page)):
            marked = _MARKED.fullmatch(found["before"].strip())
            language = found["info"].split(maxsplit=1)[0] if found["info"].strip() else ""
            yield Block(name_of(page), language, found["text"], marked[1] if marked else None)


def typed(page: Path) -> Iterator[str]:
    """What a page shows as code: inline, in fences, indented; line by line, continued lines together, no comments."""
    text = text_of(page)
    yield from re.findall(r"`([^`\n]+)`", text)
    lines = re.findall(r"^ {4,}(\S.*)$", text, re.M)
    for fence in _FENCE.finditer(text):
        if not fence["info"].startswith("text"):
            lines += fence["text"].replace("\\\n", " ").splitlines()
    for line in lines:
        yield re.sub(r"\s+# .*$", "", line)
