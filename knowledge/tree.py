"""The tree of a policy: documents, chapters, sections, and what stands below them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from knowledge.vocabulary import Region


class NodeKind(StrEnum):
    """What a node of the tree is."""

    POLICY = "policy"
    DOCUMENT = "document"
    CHAPTER = "chapter"
    SECTION = "section"
    SUBSECTION = "subsection"
    ITEM = "item"
    TABLE = "table"
    FOOTNOTE = "footnote"
    PARAGRAPH = "paragraph"
    FURNITURE = "furniture"


HEADED = frozenset(
    {NodeKind.POLICY, NodeKind.DOCUMENT, NodeKind.CHAPTER, NodeKind.SECTION, NodeKind.SUBSECTION}
)

CONTENTS = "contents"
"""The family of a table of contents, a piece of furniture: no clause reaches over it."""


@dataclass
class Node:
    """A piece of the policy: `text[start:end]` is its source, a heading's own line included.

    `body` is where the text after the heading begins (equal to `start` for a piece without heading);
    `region` is set on a chapter whose heading names a place.
    """

    kind: NodeKind
    title: str
    start: int
    end: int
    body: int
    children: list["Node"] = field(default_factory=list)
    region: Region | None = None
    depth: int = 0
    family: str = ""

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def finish(node: Node) -> None:
    """Sets each headed node's end to the end of the last thing below it."""
    for child in node.children:
        finish(child)
    if node.kind in HEADED and node.kind is not NodeKind.POLICY and node.children:
        node.end = max(node.end, *(child.end for child in node.children))
        node.start = min(node.start, node.children[0].start) if node.kind is NodeKind.DOCUMENT else node.start


def lift_conclusions(node: Node) -> None:
    """Moves a concluding paragraph out of the last of several alike subsections, to where it speaks of all.

    `1) ... 2) ... 3) ...`, each with one paragraph, and then one more: it concludes the whole enumeration.
    """
    for child in list(node.children):
        lift_conclusions(child)
    headed = [child for child in node.children if child.kind is NodeKind.SUBSECTION]
    if len(headed) < 2 or node.children[-1] is not headed[-1] or headed[-1].family != headed[-2].family:
        return
    alike = [child for child in headed if child.family == headed[-1].family]
    counts = [_paragraphs(child) for child in alike[:-1]]
    if max(counts) != 1 or _paragraphs(headed[-1]) < 2:
        return
    last = headed[-1]
    seen = 0
    for position, child in enumerate(last.children):
        seen += child.kind is NodeKind.PARAGRAPH
        if seen == 2:
            node.children.extend(last.children[position:])
            del last.children[position:]
            last.end = last.children[-1].end
            return


def _paragraphs(node: Node) -> int:
    return sum(1 for child in node.children if child.kind is NodeKind.PARAGRAPH)
