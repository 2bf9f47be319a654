"""Cuts a policy into clauses, the smallest pieces that the desk quotes.

A clause is one section with its heading where that is short, else a group of its paragraphs, or one list or table
with its lead-in. Clauses do not overlap, and together they hold all the text that is neither heading nor furniture.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from knowledge.policy import Policy
from knowledge.sentences import LATIN_STOP
from knowledge.tree import CONTENTS, HEADED, Node, NodeKind
from knowledge.vocabulary import CompanyId, Region

MAXIMUM = 800
"""A clause is at most this long, in characters; a list or table may be longer."""
TARGET = 500
"""Sections up to this length stay whole; paragraphs are grouped up to it."""
TINY = 60
"""A shorter piece joins its neighbour under the same heading."""

_LEADS_IN = re.compile(r"(?:次の|以下|下記|とおり|通り|同封|[:：])")
_STOP = re.compile(rf"[。．！？!?][」』）)]*|{LATIN_STOP}")
_QUESTION = "question"
_MARKED = ("dot", "decimal", "kanji", "article")
_MARKS = "■◆▼◇□▶★☆◎▽△▲●○【〔#*"
_REQUESTER = re.compile(r"本人|代理|親権|後見|相続|遺族|の(?:方|場合)[】〕）)]?$")
# What leads an item, what it is called (before a blank or a colon, or in brackets), what steps of a request are called.
_LEADING = re.compile(r"\A(?:<[^<>]*>|[\s　・●○◆■-]|[(（]?[\d０-９]{1,2}[)）.．、]|[①-⑳])+")
_NAMED = re.compile(r"[^\s　。、：:]{2,16}(?:[：:]|　)(?=[\s　]*\S)|[【「（(][^】」）)]{2,16}[】」）)]")
_STEP = re.compile(
    r"手数料|費用|回答|方法|書類|代理|窓口|本人|送付|提出|様式|請求|申し?[出込]|でき(?:ない|ません)|期間|不開示"
)
_MATTER, _SEVERAL, _MOST = 35, 3, 0.7
_TAGS = re.compile(r"<[^<>]*>")  # of a web page: nothing stands between a heading and the list that they open
_PATH = " > "


@dataclass(frozen=True)
class Clause:
    """A quotable piece: `policy.text[start:end] == text`. `section` is the heading path, innermost last.

    `region` is that of the chapter it stands in, None where it holds for everyone.
    """

    id: str
    company: CompanyId
    document: str
    section: str
    region: Region | None
    kind: str
    start: int
    end: int
    text: str


@dataclass
class _Piece:
    """A run of the source under one heading path."""

    start: int
    end: int
    path: tuple[str, ...]
    kind: str
    headings: int  # length of the heading at its front
    alone: bool = False  # a question with its answer: joins nothing
    part: bool = (
        False  # of one of several marked parts, or a paragraph of a text without headings: joins none of them
    )

    @property
    def length(self) -> int:
        return self.end - self.start


def clauses(policy: Policy, target: int = TARGET) -> list[Clause]:
    """The clauses of a policy, in the order of the text.

    Args:
        policy: the policy.
        target: see `TARGET`.
    """
    result: list[Clause] = []
    for document in policy.root.children:
        for node, region in _scopes(document, None):
            for piece in _cut_scope(policy.text, node, target):
                result.append(_clause(policy, document, node, region, piece))
    return result


def _clause(policy: Policy, document: Node, scope: Node, region: Region | None, piece: _Piece) -> Clause:
    path = piece.path
    if scope.kind is not NodeKind.DOCUMENT:
        path = (scope.title, *path)
    return Clause(
        id=f"{policy.company}:{policy.version}:{piece.start}-{piece.end}",
        company=policy.company,
        document=document.title,
        section=_PATH.join(path) or document.title,
        region=region,
        kind=piece.kind,
        start=piece.start,
        end=piece.end,
        text=policy.text[piece.start : piece.end],
    )


def _scopes(
    node: Node, region: Region | None, above: tuple[str, ...] = ()
) -> Iterator[tuple[Node, Region | None]]:
    """Documents and chapters by themselves, and what is for people of a place: no clause reaches across their borders.

    `above`: the headings over a section that is one; its title is the path.
    """
    run: list[Node] = []
    section = node.kind in (NodeKind.SECTION, NodeKind.SUBSECTION)
    title = _PATH.join((*above, node.title))
    for child in [*node.children, None]:
        if child is not None and child.kind is not NodeKind.CHAPTER and not _regional(child):
            run.append(child)
            continue
        if run:
            whole = not section or run[0] is node.children[0]
            start, body = (node.start, node.body) if whole else (run[0].start, run[0].start)
            end = run[-1].end if section else node.end
            yield Node(node.kind, title, start, end, body, run, family=node.family), node.region or region
            run = []
        if child is not None:
            yield from _scopes(child, node.region or region, (*above, node.title) if section else ())


def _regional(node: Node) -> bool:
    """Whether it is for people of a place, or holds what is."""
    return any(one.region is not None for one in node.walk())


def _cut_scope(text: str, scope: Node, target: int) -> list[_Piece]:
    if scope.kind in (NodeKind.DOCUMENT, NodeKind.CHAPTER):
        return _cut(text, scope, (), target)
    # A section that is a scope by itself: its own title is added by the caller.
    return [_Piece(p.start, p.end, p.path[1:], p.kind, p.headings) for p in _cut(text, scope, (), target)]


def _cut(text: str, node: Node, path: tuple[str, ...], target: int) -> list[_Piece]:
    """The pieces of what lies below a scope, a section or a subsection."""
    section = node.kind in (NodeKind.SECTION, NodeKind.SUBSECTION)
    here = (*path, node.title) if section else path
    if section and _whole(text, node, target):
        kind, alone = _kind(node.children), node.family == _QUESTION
        piece = _Piece(node.start, node.end, here, kind, node.body - node.start, alone)
        return [piece] if node.children else []
    pieces: list[_Piece] = []
    before: list[_Piece] = []
    parts = _parts(text, node) if section else []
    # A text without any heading tells its matters apart by paragraphs.
    unheaded = node.kind is NodeKind.DOCUMENT and not any(one.kind in HEADED for one in node.children)
    for group in _groups(node.children):
        if group[0].kind in HEADED:
            apart = group[0] in parts
            pieces.extend(
                replace(piece, part=piece.part or apart) for piece in _cut(text, group[0], here, target)
            )
        elif group[0].kind is not NodeKind.FURNITURE:
            found = _block_pieces(text, group, here)
            pieces.extend(
                replace(piece, part=piece.part or (unheaded and piece.length >= TINY)) for piece in found
            )
        elif group[0].family == CONTENTS:
            before, pieces = _merge(text, pieces, here, target), []
    pieces = [*before, *_merge(text, pieces, here, target)]
    if section and pieces and not _TAGS.sub("", text[node.body : pieces[0].start]).strip():
        first = pieces[0]
        if first.end - node.start <= MAXIMUM or first.kind != "clause":
            pieces[0] = replace(first, start=node.start, headings=first.start - node.start)
    return pieces


def _parts(text: str, node: Node) -> list[Node]:
    """The parts of a section that stand apart, each under a heading with a mark or number of the usual kind: a fee and
    an address are two things to ask for. Who asks (《ご本人の場合》) makes no part."""
    found = [
        child
        for child in node.children
        if child.kind in HEADED
        and (
            (child.family in _MARKED and "。" in text[child.body : child.end])  # no list with lists below
            or (child.family == "symbol" and text[child.start] in _MARKS)
        )
        and not _REQUESTER.search(child.title)
    ]
    return found if len(found) > 1 else []


def _whole(text: str, node: Node, target: int) -> bool:
    inside = [child for child in node.walk() if child is not node]
    blocked = bool(_parts(text, node))
    blocked = blocked or any(child.kind is NodeKind.FURNITURE or child.region is not None for child in inside)
    # Questions stand apart, however short, and so do tables under headings of their own.
    blocked = blocked or any(child.family == _QUESTION for child in inside if child.kind in HEADED)
    tables = [child for child in inside if child.kind in HEADED and _kind(child.children) == "table"]
    return node.end - node.start <= target and not blocked and len(tables) < 2


def _kind(children: list[Node]) -> str:
    kinds = {child.kind for child in children}
    if NodeKind.TABLE in kinds:
        return "table"
    return "list" if sum(child.kind is NodeKind.ITEM for child in children) > 1 else "clause"


def _groups(children: list[Node]) -> Iterator[list[Node]]:
    """Neighbouring blocks that belong together: a list with its lead-in, a table with its own."""
    group: list[Node] = []
    for child in children:
        if child.kind in HEADED or child.kind is NodeKind.FURNITURE:
            if group:
                yield group
                group = []
            yield [child]
        else:
            group.append(child)
    if group:
        yield group


def _block_pieces(text: str, blocks: list[Node], path: tuple[str, ...]) -> list[_Piece]:
    """Paragraphs, items and tables under one heading, grouped."""
    pieces: list[_Piece] = []
    for run in _runs(blocks):
        start, end = run[0].start, run[-1].end
        kind = _kind(run)
        if _matters(text, run):
            pieces.extend(replace(piece, part=True) for piece in _split_list(run, path))
        elif end - start <= MAXIMUM or kind == "table" or not any(b.kind is NodeKind.ITEM for b in run):
            pieces.append(_Piece(start, end, path, kind, 0))
        else:
            pieces.extend(_split_list(run, path))
    return [part for piece in pieces for part in _capped(text, piece)]


def _matters(text: str, run: list[Node]) -> bool:
    """Whether a long list tells how requests are made, item by item: each begins with what it is called and goes on
    with whole sentences. A fee and who may act for somebody are two things to ask for; of purposes all are asked."""
    items = [_LEADING.sub("", text[one.start : one.end]) for one in run if one.kind is NodeKind.ITEM]
    named = [found for one in items if len(one) >= _MATTER and "。" in one and (found := _NAMED.match(one))]
    if len(items) < _SEVERAL or run[-1].end - run[0].start <= TARGET - TINY:
        return False
    steps = sum(bool(_STEP.search(found[0])) for found in named)
    return len(named) >= _MOST * len(items) and steps >= _SEVERAL


def _capped(text: str, piece: _Piece) -> Iterator[_Piece]:
    """Prose longer than `MAXIMUM` in parts: cut after a sentence, else after a line, else in mid-line."""
    start = piece.start
    while piece.kind == "clause" and piece.end - start > MAXIMUM:
        window = text[start : start + MAXIMUM]
        cut = max((found.end() for found in _STOP.finditer(window)), default=0)
        end = start + (
            cut if cut > TINY else window.rfind("\n") + 1 if window.rfind("\n") > TINY else MAXIMUM
        )
        yield _Piece(start, start + len(text[start:end].rstrip()), piece.path, piece.kind, 0)
        start = end + len(text[end : piece.end]) - len(text[end : piece.end].lstrip())
    yield replace(piece, start=start, headings=0)


def _runs(blocks: list[Node]) -> list[list[Node]]:
    """Lists with the paragraph that leads to them, and notes with what they explain."""
    runs: list[list[Node]] = []
    for block in blocks:
        previous = runs[-1][-1] if runs else None
        joins = previous is not None and (
            (block.kind is NodeKind.ITEM and (previous.kind is NodeKind.ITEM or len(runs[-1]) == 1))
            or (block.kind is NodeKind.TABLE and previous.kind in (NodeKind.PARAGRAPH, NodeKind.ITEM)
                and len(runs[-1]) == 1)
            or block.kind is NodeKind.FOOTNOTE
        )  # fmt: skip
        if joins:
            runs[-1].append(block)
        else:
            runs.append([block])
    return runs


def _split_list(run: list[Node], path: tuple[str, ...]) -> list[_Piece]:
    """A list too long for one clause, cut between its outermost items; each keeps what lies below it."""
    outer = next(block for block in run if block.kind is NodeKind.ITEM)
    parts: list[list[Node]] = []
    for block in run:
        opens = block.kind is NodeKind.ITEM and block.family == outer.family and block.depth <= outer.depth
        if not parts or (opens and not (len(parts) == 1 and parts[0][-1].kind is NodeKind.PARAGRAPH)):
            parts.append([block])
        else:
            parts[-1].append(block)
    return [
        _Piece(part[0].start, part[-1].end, path, "list" if len(part) > 1 else "clause", 0) for part in parts
    ]


def _merge(text: str, pieces: list[_Piece], here: tuple[str, ...], target: int) -> list[_Piece]:
    """Joins neighbours while they stay short: tiny ones up to `MAXIMUM`, others of one section up to `target`."""
    merged: list[_Piece] = []
    for piece in pieces:
        if merged and _may_join(text, merged[-1], piece, here, target):
            last = merged[-1]
            kind = (
                last.kind
                if last.kind == piece.kind
                else "list"
                if "list" in (last.kind, piece.kind)
                else "clause"
            )
            path = last.path if last.path == piece.path else here
            part = last.part or piece.part
            merged[-1] = _Piece(last.start, piece.end, path, kind, last.headings, part=part)
        else:
            merged.append(piece)
    return merged


def _may_join(text: str, last: _Piece, piece: _Piece, here: tuple[str, ...], target: int) -> bool:
    total = piece.end - last.start
    if "table" in (last.kind, piece.kind) or len(text[last.end : piece.start].split("\n\n")) > 4:
        return False
    same = last.path == piece.path
    if last.alone or piece.alone or (last.part and piece.part) or not (same or here):
        return False  # sections of a chapter stay apart, however short
    if min(last.length - last.headings, piece.length - piece.headings) < TINY:
        return total <= MAXIMUM
    leads = bool(_LEADS_IN.search(text[last.start : last.end][-40:])) and last.length <= 200
    if leads and total <= MAXIMUM and same:
        return True
    return total <= target and same
