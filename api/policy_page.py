"""A policy's tree as the page shows it: flat sections of blocks, cut where the quotation begins and ends."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from knowledge.reading import Policy
from knowledge.tree import HEADED, Node, NodeKind

_MAX_LEVEL = 6
_KIND = {
    NodeKind.ITEM: "item",
    NodeKind.TABLE: "table",
    NodeKind.FOOTNOTE: "note",
    NodeKind.FURNITURE: "note",
}


class _Page:
    """Cuts texts at the borders of the marked range; the first marked piece is told apart."""

    def __init__(self, text: str, mark: tuple[int, int] | None) -> None:
        self.text = text
        self.mark = mark
        self.found = False

    def segments(self, start: int, end: int) -> list[dict[str, Any]]:
        """The text from `start` to `end` in pieces that are marked or not; surrounding blanks are left out."""
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end -= len(piece) - len(piece.rstrip())
        if start >= end:
            return []
        borders = sorted({start, end, *(b for b in self.mark or () if start < b < end)})
        out = []
        for left, right in pairwise(borders):
            marked = self.mark is not None and self.mark[0] <= left and right <= self.mark[1]
            first = marked and not self.found
            self.found = self.found or marked
            out.append({"text": self.text[left:right], "marked": marked, "first": first})
        return out

    def rows(self, node: Node) -> list[list[list[dict[str, Any]]]]:
        """A tab table's cells; a table without tabs has one cell a line."""
        out = []
        at = node.body
        for line in self.text[node.body : node.end].splitlines(keepends=True):
            cells = []
            for cell in line.split("\t"):
                segments = self.segments(at, at + len(cell))
                at += len(cell) + 1
                cells.append(segments)
            at -= 1  # the last cell is followed by the next line, not by a tab
            if any(cells):
                out.append(cells)
        return out


def sections(policy: Policy, mark: tuple[int, int] | None = None) -> list[dict[str, Any]]:
    """The sections of a policy in reading order (shape: see templates/policy.html).

    Args:
        policy: its text and tree.
        mark: the quoted range, `start` inclusive, `end` exclusive, in code points.
    """
    page = _Page(policy.text, mark)
    found = list(_sections(page, policy.root, 0))
    above: list[int] = []
    for one in found:
        if one["title"]:
            while above and above[-1] >= one["level"]:
                above.pop()
            above.append(one["level"])
        one["heading"] = min(len(above) + 1, _MAX_LEVEL)
    return found


def _sections(page: _Page, node: Node, level: int) -> Iterator[dict[str, Any]]:
    """A node's own section, then those below it; text that follows a sub-section gets a section without title."""
    section = _section(node.start, node.end, level, page.segments(node.start, node.body))
    at = node.body
    for child in sorted(node.children, key=lambda n: n.start):
        section["blocks"] += _gap(page, at, child.start)
        at = child.end
        if child.kind not in HEADED:
            section["blocks"] += _blocks(page, child, 0)
            continue
        if section["title"] or section["blocks"]:
            yield section
        yield from _sections(page, child, level + 1)
        section = _section(child.end, node.end, level, [])
    section["blocks"] += _gap(page, at, node.end)
    if section["title"] or section["blocks"]:
        yield section


def _section(start: int, end: int, level: int, title: list[dict[str, Any]]) -> dict[str, Any]:
    level = max(1, min(level, _MAX_LEVEL))
    return {"id": f"c{start}", "level": level, "title": title, "start": start, "end": end, "blocks": []}


def _gap(page: _Page, start: int, end: int) -> list[dict[str, Any]]:
    segments = page.segments(start, end)
    if not segments:
        return []
    return [
        {"kind": "paragraph", "id": f"c{start}", "start": start, "end": end, "depth": 0, "segments": segments}
    ]


def _blocks(page: _Page, node: Node, depth: int) -> list[dict[str, Any]]:
    kind = _KIND.get(node.kind, "paragraph")
    block: dict[str, Any] = {
        "kind": kind, "id": f"c{node.start}", "start": node.start, "end": node.end, "depth": depth,
    }  # fmt: skip
    if kind == "table":
        return [{**block, "rows": page.rows(node)}]
    children = sorted(node.children, key=lambda n: n.start)
    first = children[0].start if children else node.end
    out = [{**block, "segments": page.segments(node.start, first)}]
    at = first
    for child in children:
        out += _gap(page, at, child.start) + _blocks(page, child, depth + 1)
        at = child.end
    out += _gap(page, at, node.end) if children else []
    return [b for b in out if b.get("segments") or b.get("rows")]
