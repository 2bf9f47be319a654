"""The pages of the documentation, their code blocks, and what they say that one should type."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
PAGES = tuple(sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *ROOT.glob("bot/*.md")]))

_MARKED = re.compile(r"<!-- not run: (.+) -->")


@dataclass(frozen=True)
class Block:
    """A block of code. `why` is what `<!-- not run: ... -->` before it says, where it says so."""

    page: str
    language: str
    text: str
    why: str | None

    def __str__(self) -> str:
        return f"{self.page}: {self.text.splitlines()[0] if self.text else ''}"

    def commands(self) -> tuple[str, ...]:
        """Its lines, continued ones together, without comments."""
        lines = self.text.replace("\\\n", " ").splitlines()
        return tuple(re.sub(r"\s+# .*$", "", line) for line in lines)


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


@cache
def blocks_of(page: Path) -> tuple[Block, ...]:
    """Every block of code of a page."""
    return blocks_in(name_of(page), text_of(page))


def blocks_in(page: str, text: str) -> tuple[Block, ...]:
    """Every block of code of a text, as a reader of Markdown sees it: fenced, also in a list; indented ones have the
    language `indented`."""
    found: list[Block] = []
    before = ""
    for token in MarkdownIt().parse(text):
        if token.type in {"fence", "code_block"}:
            marked = _MARKED.fullmatch(before.strip())
            said = "indented" if token.type == "code_block" else token.info.strip().split(" ")[0]
            found.append(Block(page, said, token.content, marked[1] if marked else None))
        if token.content:
            before = token.content
    return tuple(found)


def blocks() -> Iterator[Block]:
    """Every block of every page."""
    for page in PAGES:
        yield from blocks_of(page)


def typed(page: Path) -> Iterator[str]:
    """What a page shows as code: inline and in blocks; line by line, continued lines together, no comments."""
    yield from re.findall(r"`([^`\n]+)`", text_of(page))
    for block in blocks_of(page):
        if block.language != "text":
            yield from block.commands()
