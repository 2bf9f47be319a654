"""Reads a policy text into a tree, without changing a character of it.

The reader is general: what is a heading, how deep it lies and where a list ends is judged by markers, order of
numbers, indentation and blank lines (`knowledge.lines`), so that another company's text needs no code.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from knowledge.headings import announced_tables, doubled, find_headings, policy_title
from knowledge.lines import Line, split_lines
from knowledge.places import find_places
from knowledge.vocabulary import Region

# Below chapters only a heading about people of a place limits what stands under it, not one about data going there.
_RESIDENCE = re.compile(
    r"居住|在住|所在|お住まい|の(?:お客|皆)様|の方|residents?|located in|consumers", re.IGNORECASE
)


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


@dataclass(frozen=True)
class Policy:
    """A company's policy. `version` is the first 12 hex digits of the SHA-256 of the file."""

    company: str
    version: str
    text: str
    root: Node

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions between which this policy tells apart, empty if it does not."""
        found = {node.region for node in self.root.walk() if node.region is not None}
        if not found:
            return ()
        return tuple(region for region in Region if region in found | {Region.JP, Region.OTHER})


def policy_version(data: bytes) -> str:
    """The version of a policy file with this content."""
    return hashlib.sha256(data).hexdigest()[:12]


def read_policy(path: Path, company: str) -> Policy:
    """The policy in the UTF-8 file `path`. Offsets count code points of the file as it is.

    Raises:
        OSError: the file cannot be read. UnicodeDecodeError: it is not UTF-8.
    """
    data = path.read_bytes()
    text = data.decode("utf-8")
    return Policy(company, policy_version(data), text, read_tree(text))


def read_tree(text: str) -> Node:
    """The tree of a policy text; its root has the whole text as its range."""
    return _Reader(text).read()


@dataclass
class _Open:
    """A heading that is still open: what follows lies below it."""

    node: Node
    family: str
    number: int
    indent: int
    numbers: tuple[int, ...] = ()
    items: dict[str, int] = field(default_factory=dict)  # the last number of each family of items below it


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines = split_lines(text)
        self.tables = announced_tables(self.lines)
        self.headings = find_headings(self.lines)
        self.root = Node(NodeKind.POLICY, "", 0, len(text), 0)
        self.stack: list[_Open] = []
        self.title_at = -1
        self.closed = False  # a closing line was read: the next plain heading opens a part

    def read(self) -> Node:
        self._open_document(*policy_title(self.lines))
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if at == self.title_at:
                at += 1
            elif at in self.headings:
                at = self._heading(at)
            else:
                at = self._block(at)
                self.closed = self.closed or line.closing
        _finish(self.root, len(self.root.title) or self.root.end)
        for document in self.root.children:
            _lift_conclusions(document, 0)
        return self.root

    # -- headings

    def _open_document(self, at: int | None, title: str) -> None:
        if at is None:
            node = Node(NodeKind.DOCUMENT, title, 0, 0, 0)
        else:
            line = self.lines[at]
            self.headings.difference_update(range(at + 1))
            # What stands before the title (a note, a menu) belongs to the document too.
            node = Node(NodeKind.DOCUMENT, title, 0, line.end, 0)
            node.children.append(Node(NodeKind.FURNITURE, title, line.start, line.end, line.end))
            self.title_at = at
        self.root.children.append(node)
        self.stack = [_Open(node, "document", 0, -1)]

    def _heading(self, at: int) -> int:
        line = self.lines[at]
        after_heading = at > 0 and (at - 1 in self.headings)
        end, number, following = line.end, line.number, at + 1
        kind = self._place(at, line, after_heading)
        node = Node(kind, line.text.strip("# "), line.start, end, end, family=line.family)
        if doubled(self.lines, at):
            number = self.lines[following].number
        node.depth = len(self.stack)
        if kind is NodeKind.CHAPTER or (len(self.stack) <= 1 and _RESIDENCE.search(node.title)):
            node.region = heading_region(node.title)
        parent = self.stack[-1].node if self.stack else self.root
        parent.children.append(node)
        self.stack.append(_Open(node, _family(line), number, line.indent, line.numbers))
        self.closed = False
        return following

    def _place(self, at: int, line: Line, after_heading: bool) -> NodeKind:
        """Closes what this heading ends, and says what it is."""
        if line.family == "chapter":
            del self.stack[1:]
            return NodeKind.CHAPTER
        if line.numbered:
            self._close_for_number(line)
        elif line.family in ("plain", "note") and not after_heading:
            if self._opens_part(at, line):
                self.stack.clear()
                return NodeKind.DOCUMENT
            self._close_for_plain(at, line)
        elif self.closed:
            del self.stack[1:]
        elif not after_heading:
            self._close_siblings(line)
        deep = sum(1 for opened in self.stack if opened.node.kind in (NodeKind.SECTION, NodeKind.SUBSECTION))
        return NodeKind.SUBSECTION if deep else NodeKind.SECTION

    def _close_for_number(self, line: Line) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            opened = self.stack[depth]
            if line.family == "decimal" and opened.family == "dot" and opened.number == line.numbers[0]:
                del self.stack[depth + 1 :]
                return
            slack = 2 if line.family == "paren" else 1
            if opened.family != line.family or abs(opened.indent - line.indent) > slack:
                continue
            if line.number == opened.number + 1 and line.numbers[:-1] == opened.numbers[:-1]:
                del self.stack[depth:]
                return
        if line.number > 1:  # a gap in the numbers: still a sibling of the nearest of its kind
            self._close_siblings(line)

    def _close_continued(self, line: Line) -> None:
        """An item that goes on with the numbers of an open heading, or of a list above an open heading,
        does not lie below that heading."""
        for depth in range(len(self.stack) - 1, -1, -1):
            opened = self.stack[depth]
            if opened.items.get(line.family) == line.number - 1:
                del self.stack[depth + 1 :]
                break
            if depth and opened.family == line.family and opened.number + 1 == line.number:
                if abs(opened.indent - line.indent) <= 1:
                    del self.stack[depth:]
                break
        if self.stack:
            self.stack[-1].items[line.family] = line.number

    def _close_siblings(self, line: Line) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            opened = self.stack[depth]
            if opened.family == _family(line) and abs(opened.indent - line.indent) <= 1:
                del self.stack[depth:]
                return

    def _opens_part(self, at: int, line: Line) -> bool:
        """Whether numbering begins anew after this heading, so that it cannot lie below an open number."""
        if line.family != "plain" or line.indent > 0:
            return False
        first = next((opened for opened in self.stack if opened.family == "dot"), None)
        upcoming = self._next_dot(at)
        if first is None:
            opened_part = len(self.root.children) > 1 and upcoming is None and line.major
            return opened_part or (self.closed and upcoming == 1)
        if upcoming is None and any(opened.family == "plain" for opened in self.stack[1:]):
            return False
        return (upcoming == 1 and (self.closed or line.major)) or (
            line.major and upcoming is None and first.number > 1
        )

    def _next_dot(self, at: int) -> int | None:
        for number in range(at + 1, len(self.lines)):
            line = self.lines[number]
            if number in self.headings and line.family == "chapter":
                return None
            if number in self.headings and line.family == "dot":
                return line.number
        return None

    def _close_for_plain(self, at: int, line: Line) -> None:
        if self.closed:
            del self.stack[1:]
            return
        first = next((depth for depth, opened in enumerate(self.stack) if opened.family == "dot"), None)
        plain = next((d for d, o in enumerate(self.stack) if o.family == "plain" and d > 0), None)
        if (
            first is not None
            and plain is None
            and line.major
            and line.indent <= self.stack[first].indent
            and self._next_dot(at) is None
        ):
            del self.stack[first:]
            return
        self._close_siblings(line)

    # -- what lies below headings

    def _block(self, at: int) -> int:
        line = self.lines[at]
        end = at + 1
        if line.furniture or (at < self.title_at and line.headinglike):
            kind = NodeKind.FURNITURE
        elif line.family == "table":
            kind, end = NodeKind.TABLE, self._table_end(at)
        elif at in self.tables:
            kind, end = NodeKind.TABLE, self._solid_end(at)
        elif line.family == "note" or line.family == "star":
            kind = NodeKind.FOOTNOTE
        elif line.numbered or line.bulleted:
            kind, end = NodeKind.ITEM, self._item_end(at)
        else:
            kind, end = NodeKind.PARAGRAPH, self._paragraph_end(at)
        if kind is NodeKind.ITEM and line.numbered:
            self._close_continued(line)
        last = self.lines[end - 1]
        node = Node(kind, "", line.start, last.end, line.start, family=line.family, depth=line.indent)
        parent = self.stack[-1].node if self.stack else self.root
        parent.children.append(node)
        return end

    def _plain(self, at: int) -> bool:
        line = self.lines[at]
        return at not in self.headings and line.family == "plain" and not line.furniture

    def _table_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and end not in self.headings:
            line = self.lines[end]
            if line.family != "table" and not line.furniture:
                break
            end += 1
        return end

    def _solid_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and end not in self.headings and not self.lines[end].blank_before:
            end += 1
        return end

    def _item_end(self, at: int) -> int:
        """An item goes on over plain lines right below it, and over a sentence broken by a blank line."""
        end = at + 1
        while end < len(self.lines) and self._plain(end):
            line, before = self.lines[end], self.lines[end - 1]
            if line.blank_before and not (line.indent > self.lines[at].indent and line.indent > 3):
                break
            apart = line.indent <= self.lines[at].indent and line.sentence and not _broken(before, line)
            if apart and line.text[0] not in "(（":
                break
            end += 1
        return end

    def _paragraph_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and self._plain(end):
            line, before = self.lines[end], self.lines[end - 1]
            if line.blank_before and not _broken(before, line):
                break
            if end in self.tables:
                break
            end += 1
        return end


def heading_region(title: str) -> Region | None:
    """The region that a chapter heading names: EEA and UK, China, California; else None."""
    for place in find_places(title):
        if place.region in (Region.EEA_UK, Region.CHINA, Region.CALIFORNIA):
            return place.region
    return None


def _family(line: Line) -> str:
    """Symbols of one shape are one family; others keep theirs."""
    return f"symbol{line.text[0]}" if line.family == "symbol" else line.family


def _broken(before: Line, line: Line) -> bool:
    """A sentence cut by a blank line: it does not end, and the next line goes on in mid-word."""
    return before.text[-1] not in "。.!?！？:：」)）]" and "ぁ" <= line.text[0] <= "ん" and before.sentence


def _finish(node: Node, end: int) -> None:
    """Sets each headed node's end to the end of the last thing below it."""
    for child in node.children:
        _finish(child, end)
    if node.kind in HEADED and node.kind is not NodeKind.POLICY and node.children:
        node.end = max(node.end, *(child.end for child in node.children))
        node.start = min(node.start, node.children[0].start) if node.kind is NodeKind.DOCUMENT else node.start


def _lift_conclusions(node: Node, depth: int) -> None:
    """Moves a concluding paragraph out of the last of several alike subsections, to where it speaks of all.

    `1) ... 2) ... 3) ...`, each with one paragraph, and then one more: it concludes the whole enumeration.
    """
    for child in list(node.children):
        _lift_conclusions(child, depth + 1)
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
