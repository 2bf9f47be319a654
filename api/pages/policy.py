"""A policy's tree as the page shows it: flat sections of blocks, cut where the quotation begins and ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from knowledge.policy import Policy
from knowledge.tree import HEADED, Node, NodeKind

_MAX_LEVEL = 6

TextKind = Literal["paragraph", "item", "note"]
_KIND: dict[NodeKind, TextKind] = {
    NodeKind.ITEM: "item",
    NodeKind.FOOTNOTE: "note",
    NodeKind.FURNITURE: "note",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text that is quoted as a whole or not at all; `first`: the first quoted one of the page."""

    text: str
    marked: bool = False
    first: bool = False


Segments = tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """What stands at a range of the policy (code points, `end` exclusive)."""

    start: int
    end: int

    @property
    def id(self) -> str:
        """The anchor on the page."""
        return f"c{self.start}"


@dataclass(frozen=True, slots=True)
class Text(Placed):
    """A paragraph, a list's item (`depth`: of how many others it is part) or a note."""

    kind: TextKind
    depth: int
    segments: Segments


@dataclass(frozen=True, slots=True)
class Table(Placed):
    """A table: rows of cells."""

    rows: tuple[tuple[Segments, ...], ...]
    kind: Literal["table"] = "table"


Block = Text | Table


@dataclass(frozen=True, slots=True)
class Section(Placed):
    """A heading (empty for text that has none) and what stands under it, up to the next.

    Attributes:
        level: how deep in the policy, 1 to 6.
        heading: of which level its heading is on the page, 2 to 6, so that none is left out below the page's own.
    """

    level: int
    title: Segments
    blocks: tuple[Block, ...] = ()
    heading: int = 2


class _Page:
    """Cuts texts at the borders of the marked range; the first marked piece is told apart."""

    def __init__(self, text: str, mark: tuple[int, int] | None) -> None:
        self.text = text
        self.mark = mark
        self.found = False

    def segments(self, start: int, end: int) -> Segments:
        """The text from `start` to `end` in pieces that are marked or not; surrounding blanks are left out."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start >= end:
            return ()
        borders = sorted({start, end, *(b for b in self.mark or () if start < b < end)})
        return tuple(self._segment(left, right) for left, right in pairwise(borders))

    def _segment(self, start: int, end: int) -> Segment:
        marked = self.mark is not None and self.mark[0] <= start and end <= self.mark[1]
        first = marked and not self.found
        self.found = self.found or marked
        return Segment(self.text[start:end], marked, first)

    def rows(self, node: Node) -> tuple[tuple[Segments, ...], ...]:
        """A tab table's cells; a table without tabs has one cell a line."""
        out = []
        at = node.body
        for line in self.text[node.body : node.end].splitlines(keepends=True):
            cells = []
            for cell in line.split("\t"):
                cells.append(self.segments(at, at + len(cell)))
                at += len(cell) + 1
            at -= 1  # the last cell is followed by the next line, not by a tab
            if any(cells):
                out.append(tuple(cells))
        return tuple(out)


def sections(policy: Policy, mark: tuple[int, int] | None = None) -> tuple[Section, ...]:
    """The sections of a policy in reading order.

    Args:
        policy: its text and tree.
        mark: the quoted range, `start` inclusive, `end` exclusive, in code points.
    """
    return tuple(_with_headings(_sections(_Page(policy.text, mark), policy.root, 0)))


def _with_headings(found: Iterator[Section]) -> Iterator[Section]:
    above: list[int] = []
    for one in found:
        if one.title:
            while above and above[-1] >= one.level:
                above.pop()
            above.append(one.level)
        yield replace(one, heading=min(len(above) + 1, _MAX_LEVEL))


def _sections(page: _Page, node: Node, level: int) -> Iterator[Section]:
    """A node's own section, then those below it; text that follows a sub-section gets a section without title."""
    start, title = node.start, page.segments(node.start, node.body)
    blocks: list[Block] = []
    at = node.body
    for child in sorted(node.children, key=lambda n: n.start):
        blocks += _gap(page, at, child.start)
        at = child.end
        if child.kind not in HEADED:
            blocks += _blocks(page, child, 0)
            continue
        yield from _section(start, node.end, level, title, blocks)
        yield from _sections(page, child, level + 1)
        start, title, blocks = child.end, (), []
    blocks += _gap(page, at, node.end)
    yield from _section(start, node.end, level, title, blocks)


def _section(start: int, end: int, level: int, title: Segments, blocks: Sequence[Block]) -> Iterator[Section]:
    """The section, if there is anything in it."""
    if title or blocks:
        yield Section(start, end, max(1, min(level, _MAX_LEVEL)), title, tuple(blocks))


def _gap(page: _Page, start: int, end: int) -> list[Block]:
    segments = page.segments(start, end)
    return [Text(start, end, "paragraph", 0, segments)] if segments else []


def _blocks(page: _Page, node: Node, depth: int) -> list[Block]:
    if node.kind is NodeKind.TABLE:
        rows = page.rows(node)
        return [Table(node.start, node.end, rows)] if rows else []
    children = sorted(node.children, key=lambda n: n.start)
    first = children[0].start if children else node.end
    segments = page.segments(node.start, first)
    own = Text(node.start, node.end, _KIND.get(node.kind, "paragraph"), depth, segments)
    out: list[Block] = [own] if segments else []
    at = first
    for child in children:
        out += _gap(page, at, child.start) + _blocks(page, child, depth + 1)
        at = child.end
    return out + (_gap(page, at, node.end) if children else [])
