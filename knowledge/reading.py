"""Reads a policy text into a tree, without changing a character of it.

The reader is general: what is a heading, how deep it lies and where a list ends is judged by markers, order of
numbers, indentation and blank lines (`knowledge.lines`), so that another company's text needs no code.
"""

from dataclasses import dataclass, field, replace

from knowledge.contents import table_of_contents
from knowledge.headings import BEHIND, announced_tables, captions, doubled, find_headings
from knowledge.lines import Line, a_line_each, split_lines
from knowledge.markers import TOP_FAMILIES, succeeds
from knowledge.markup import without_tags
from knowledge.page import page_foot, page_top, policy_title
from knowledge.regional import heading_region, region_below
from knowledge.tree import CONTENTS, HEADED, Node, NodeKind, finish, lift_conclusions

_FEW_WORDS = 80


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
    branch: tuple[int, ...] = ()
    level: int = 0
    major: bool = False
    items: dict[str, int] = field(default_factory=dict)  # the last number of each family of items below it


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines, self.contents = _apart(split_lines(text))
        self.tables = announced_tables(self.lines)
        self.captions = captions(self.lines)
        self.page = page_foot(self.lines)  # what is the page's, not the policy's
        self.headings = find_headings(self.lines) - self.page
        self.root = Node(NodeKind.POLICY, "", 0, len(text), 0)
        self.stack: list[_Open] = []
        self.title_at = -1
        self.closed = False  # a closing line was read: the next plain heading opens a part
        self.noticed = False  # each line tells a matter of its own

    def read(self) -> Node:
        self._open_document(*policy_title(self.lines))
        self.noticed = not self.headings and a_line_each(self.lines)
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            if self.contents and line.start > self.contents[-1].start:
                self._leave_out_contents()
            if at == self.title_at:
                at += 1
            elif at in self.headings:
                at = self._heading(at)
            else:
                at = self._block(at)
                self.closed = self.closed or line.closing
        finish(self.root)
        for document in self.root.children:
            lift_conclusions(document)
        return self.root

    def _leave_out_contents(self) -> None:
        """A table of contents is the page's: it names the parts that follow, and stands in none of them."""
        first, last = self.contents[0], self.contents[-1]
        node = Node(NodeKind.FURNITURE, "", first.start, last.end, first.start, family=CONTENTS)
        self.stack[-1].node.children.append(node)
        self.contents = []

    # -- headings

    def _open_document(self, at: int | None, title: str) -> None:
        if at is None:
            node = Node(NodeKind.DOCUMENT, title, 0, 0, 0)
        else:
            line = self.lines[at]
            self.headings.difference_update(range(at + 1))
            self.page |= page_top(self.lines, at)
            # What stands before the title (a note, a menu) belongs to the document too.
            node = Node(NodeKind.DOCUMENT, title, 0, line.end, 0)
            node.children.append(Node(NodeKind.FURNITURE, title, line.start, line.end, line.end))
            self.title_at = at
        self.root.children.append(node)
        self.stack = [_Open(node, "document", 0, -1)]

    def _heading(self, at: int) -> int:
        start, caption = self.lines[at].start, ""
        if at in self.captions:
            caption, at = self.lines[at].text, at + 1
        line = self.lines[at]
        following = at + 2 if line.underlined else at + 1
        end, number = self.lines[following - 1].end, line.number
        kind = self._place(at, line, self._below_heading(at))
        title = self._title(line) + caption
        node = Node(kind, title, start, end, end, family=line.family)
        if doubled(self.lines, at):
            number = self.lines[following].number
        node.depth = len(self.stack)
        above = [opened.node for opened in self.stack]
        chapter = kind is NodeKind.CHAPTER
        region = heading_region(title) if chapter else region_below(title, (one.title for one in above))
        node.region = region if region not in (one.region for one in above) else None
        parent = self.stack[-1].node if self.stack else self.root
        parent.children.append(node)
        self.stack.append(
            _Open(node, _family(line), number, line.indent, line.numbers, line.branch, line.level, line.major)
        )
        self.closed = False
        return following

    def _title(self, line: Line) -> str:
        text = without_tags(line.text).strip("# ")
        return text[2:-2] if text.startswith(("**", "__")) and text.endswith(text[:2]) else text

    def _below_heading(self, at: int) -> bool:
        """Whether nothing stands between the heading before and this one."""
        above = at - 1
        while above >= 0 and (above in self.captions or self.lines[above].rule):
            above -= 1
        return above in self.headings

    def _place(self, at: int, line: Line, after_heading: bool) -> NodeKind:
        """Closes what this heading ends, and says what it is."""
        if line.family == "chapter":
            del self.stack[1:]
            return NodeKind.CHAPTER
        self._close_questions(line)
        if line.level and self._close_levels(line.level):
            pass
        elif line.family == "article":
            self._close_articles(latin=line.text.startswith("Article"))
        elif line.numbered:
            self._close_for_number(line)
        elif line.family in ("plain", "note") and not after_heading:
            if self._opens_part(at, line):
                self.stack.clear()
                return NodeKind.DOCUMENT
            self._close_for_plain(at, line)
        elif line.family == "plain" and after_heading and self.stack[-1].family.startswith("symbol"):
            pass  # right below a marked heading: a part of what that one heads
        elif self.closed:
            del self.stack[1:]
        elif not after_heading or self.stack[-1].family != _family(line):
            self._close_for_symbol(at, line)
        deep = sum(1 for opened in self.stack if opened.node.kind in (NodeKind.SECTION, NodeKind.SUBSECTION))
        return NodeKind.SUBSECTION if deep else NodeKind.SECTION

    def _close_articles(self, *, latin: bool) -> None:
        """Articles stand side by side: one never lies below another, nor below what an article holds; one in English
        lies below a chapter only (a short line without a number above it names who writes)."""
        first = next((depth for depth, opened in enumerate(self.stack) if opened.family == "article"), None)
        if first is not None:
            del self.stack[first:]
        elif latin:
            del self.stack[1 + sum(opened.family == "chapter" for opened in self.stack) :]
        elif self.closed:
            del self.stack[1:]

    def _close_levels(self, level: int) -> bool:
        """Closes the open heading of this level or a deeper one, or what lies below the open one that is above it:
        whether the text's own notation has told where the heading belongs."""
        first = next((depth for depth, opened in enumerate(self.stack) if opened.level >= level), None)
        if first is None:
            above = [depth for depth, opened in enumerate(self.stack) if 0 < opened.level < level]
            first = above[-1] + 1 if above else None
        if first is not None:
            del self.stack[first:]
        return first is not None

    def _close_questions(self, line: Line) -> None:
        """A question's answer ends with the next question, and with a heading that is no number within it."""
        first = next((depth for depth, opened in enumerate(self.stack) if opened.family == "question"), None)
        if first is not None and line.family not in ("paren", "rparen", "decimal", "kana", "alpha"):
            del self.stack[first:]

    def _close_for_number(self, line: Line) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            opened = self.stack[depth]
            if line.family == "decimal" and opened.family == "dot" and opened.number == line.numbers[0]:
                del self.stack[depth + 1 :]
                return
            slack = 2 if line.family == "paren" else 1
            if opened.family != line.family or abs(opened.indent - line.indent) > slack:
                continue
            follows = succeeds(line.number, line.branch, opened.number, opened.branch)
            if follows and line.numbers[:-1] == opened.numbers[:-1]:
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

    def _close_for_symbol(self, at: int, line: Line) -> None:
        """A sibling of such headings; the first of them, behind the last numbered section, is a part by its words."""
        if self._close_siblings(line):
            return
        if len(self.stack) == 2 and self._names_publisher(line):
            del self.stack[1:]
            return
        first = next((d for d, opened in enumerate(self.stack) if opened.family in TOP_FAMILIES), None)
        if first is None or not (line.blank_before and line.major) or line.indent > self.stack[first].indent:
            return
        if self.stack[first].number > 1 and self._next_number(at) is None:
            del self.stack[first:]

    def _names_publisher(self, line: Line) -> bool:
        """Whether the plain line right below the title, with a few words under it, is no part: headings follow apart
        that are marked."""
        document, above = self.stack[0].node, self.stack[1]
        headed = [child for child in document.children if child.kind in HEADED]
        below = above.node.children
        short = bool(below) and below[-1].end - above.node.body <= _FEW_WORDS
        return (
            headed == [above.node]
            and above.family == "plain"
            and not above.major
            and short
            and line.blank_before
        )

    def _close_siblings(self, line: Line) -> bool:
        for depth in range(len(self.stack) - 1, 0, -1):
            opened = self.stack[depth]
            if opened.family == _family(line) and abs(opened.indent - line.indent) <= 1:
                del self.stack[depth:]
                return True
        return False

    def _opens_part(self, at: int, line: Line) -> bool:
        """Whether numbering begins anew after this heading, so that it cannot lie below an open number."""
        if line.family != "plain" or line.indent > 0 or BEHIND.match(line.text):
            return False
        first = next((opened for opened in self.stack if opened.family in TOP_FAMILIES), None)
        upcoming = self._next_number(at)
        if first is None:
            opened_part = len(self.root.children) > 1 and upcoming is None and line.major
            return opened_part or (self.closed and upcoming == 1)
        if upcoming is None and any(opened.family == "plain" for opened in self.stack[1:]):
            return False
        return (upcoming == 1 and (self.closed or line.major)) or (
            line.major and upcoming is None and first.number > 1
        )

    def _next_number(self, at: int) -> int | None:
        for number in range(at + 1, len(self.lines)):
            line = self.lines[number]
            if number in self.headings and line.family == "chapter":
                return None
            if number in self.headings and line.family in TOP_FAMILIES:
                return line.number
        return None

    def _close_for_plain(self, at: int, line: Line) -> None:
        behind = BEHIND.match(line.text) and line.indent == 0
        if self.closed or behind:
            del self.stack[1:]
            return
        first = next(
            (depth for depth, opened in enumerate(self.stack) if opened.family in TOP_FAMILIES), None
        )
        plain = next((d for d, o in enumerate(self.stack) if o.family == "plain" and d > 0), None)
        if (
            first is not None
            and plain is None
            and line.major
            and line.indent <= self.stack[first].indent
            and self._next_number(at) is None
        ):
            del self.stack[first:]
            return
        self._close_siblings(line)

    # -- what lies below headings

    def _block(self, at: int) -> int:
        line = self.lines[at]
        end = at + 1
        if line.furniture or at in self.page:
            kind = NodeKind.FURNITURE
        elif line.family == "table":
            kind, end = NodeKind.TABLE, self._table_end(at)
        elif at in self.tables:
            kind, end = NodeKind.TABLE, self._solid_end(at)
        elif line.family == "note" or line.family == "star":
            kind = NodeKind.FOOTNOTE
        elif line.numbered or line.bulleted or line.family == "symbol":
            kind, end = NodeKind.ITEM, self._item_end(at)
        else:
            kind, end = NodeKind.PARAGRAPH, self._paragraph_end(at)
        if kind is NodeKind.ITEM and line.numbered:
            self._close_continued(line)
        changed = line.closing and line.blank_before and line.text[0] not in "(（"
        if changed and any(opened.node.region for opened in self.stack):
            del self.stack[1:]  # the day of its last change is the whole policy's
        last = self.lines[end - 1]
        node = Node(kind, "", line.start, last.end, line.start, family=line.family, depth=line.indent)
        parent = self.stack[-1].node if self.stack else self.root
        parent.children.append(node)
        return end

    def _plain(self, at: int) -> bool:
        line = self.lines[at]
        apart = at in self.headings or at in self.page or at == self.title_at
        return not apart and line.family == "plain" and not line.furniture

    def _table_end(self, at: int) -> int:
        end = at + 1
        while end < len(self.lines) and end not in self.headings:
            line = self.lines[end]
            if line.closing or (line.family != "table" and not line.furniture):
                break
            end += 1
        while end - 1 > at and self.lines[end - 1].family != "table" and "<" not in self.lines[end - 1].text:
            end -= 1  # a rule below the table is none of its rows; what is left of its tags is
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
            if line.wrapped:
                end += 1
                continue
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
            if end in self.tables or (self.noticed and not line.wrapped and before.text.endswith("。")):
                break
            end += 1
        return end


def _apart(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without a table of contents, and those of the table: what is next to it stands apart."""
    found = table_of_contents(lines)
    if not found:
        return lines, []
    behind = max(found) + 1
    rest = [
        replace(line, blank_before=True) if at == behind else line
        for at, line in enumerate(lines)
        if at not in found
    ]
    return rest, [lines[at] for at in sorted(found)]


def _family(line: Line) -> str:
    """Symbols of one shape are one family; others keep theirs."""
    return f"symbol{line.text[0]}" if line.family == "symbol" else line.family


def _broken(before: Line, line: Line) -> bool:
    """A sentence cut by a blank line: it does not end, and the next line goes on in mid-word."""
    return before.text[-1] not in "。.!?！？:：」)）]" and "ぁ" <= line.text[0] <= "ん" and before.sentence
