"""What was read from a policy, and what looks wrong about it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.chunking import MAXIMUM, Clause, clauses
from knowledge.languages import is_english, is_japanese
from knowledge.markers import read_marker, succeeds
from knowledge.paths import company_of, policy_paths
from knowledge.policy import Policy
from knowledge.tree import HEADED, Node, NodeKind
from knowledge.vocabulary import CompanyId, Region

LONG = 2 * MAXIMUM
"""A list or table longer than this, in characters, is more than one answer can show."""
_SHOWN = 30
_ID = re.compile(r"[a-z0-9_-]+")


@dataclass(frozen=True)
class Checkup:
    """How much was read, and `faults`: one line each on what a person should look at."""

    company: CompanyId
    characters: int
    documents: tuple[str, ...]
    chapters: int
    sections: int
    clauses: int
    lists: int
    tables: int
    regions: tuple[Region, ...]
    faults: tuple[str, ...]


def policies_in(folder: Path) -> dict[CompanyId, Path]:
    """The policy texts of a folder: its own `policy.txt`, or those of its folders; by company id."""
    if (folder / "policy.txt").is_file():
        return {company_of(folder.resolve()): folder / "policy.txt"}
    return policy_paths(folder)


def check_policy(policy: Policy) -> Checkup:
    """Reads a policy and looks at the result."""
    found = clauses(policy)
    nodes = list(policy.root.walk())
    sections = [node for node in nodes if node.kind in (NodeKind.SECTION, NodeKind.SUBSECTION)]
    return Checkup(
        company=policy.company,
        characters=len(policy.text),
        documents=tuple(node.title for node in policy.root.children),
        chapters=sum(node.kind is NodeKind.CHAPTER for node in nodes),
        sections=len(sections),
        clauses=len(found),
        lists=sum(clause.kind == "list" for clause in found),
        tables=sum(clause.kind == "table" for clause in found),
        regions=policy.regions,
        faults=tuple(_faults(policy, found, nodes)),
    )


def _faults(policy: Policy, found: list[Clause], nodes: list[Node]) -> Iterator[str]:
    if not _ID.fullmatch(policy.company):
        yield f"the folder's name {policy.company!r} cannot be a company id: use a-z, 0-9, _ and -"
    if not found:
        yield "no clause could be read: the text is empty, or headings only"
    outside = _outside(policy, found, nodes)
    if outside:
        yield f"{sum(map(len, outside))} characters stand in no clause: {_shown(outside)}"
    left = [policy.text[node.start : node.end] for node in nodes if node.kind is NodeKind.FURNITURE]
    left = [
        text
        for text in left
        if text.strip("#*_ 【】《》■◆") not in {node.title for node in policy.root.children}
        and re.search(r"\w", text)
        and not re.fullmatch(r"以[\s　]*上|記", text)
    ]
    if left:
        yield f"taken for page furniture, not searched: {_shown(left)}"
    for clause in found:
        if len(clause.text) > LONG:
            yield f"a {clause.kind} of {len(clause.text)} characters at {clause.start}: {_shown([clause.text])}"
    empty = [node.title for node in nodes if node.kind in HEADED and _bare(node)]
    if empty:
        yield f"headings with nothing below them: {_shown(empty)}"
    if is_english(policy.text):
        yield "the text is in English: the draft has fewer facts, and says of little that it is not stated"
    elif not is_japanese(policy.text):
        yield "the text is not in Japanese: the draft has few facts, and says of nothing that it is not stated"
    replaced = policy.text.count("\ufffd")
    if replaced:
        yield f"{replaced} characters were lost before the text came here (U+FFFD)"
    yield from _gaps(policy.root)


def _bare(node: Node) -> bool:
    return node.kind not in (NodeKind.POLICY, NodeKind.DOCUMENT) and not any(
        child.kind is not NodeKind.FURNITURE for child in node.children
    )


def _outside(policy: Policy, found: list[Clause], nodes: list[Node]) -> list[str]:
    """Text that is in no clause and is neither heading nor furniture."""
    ranges = [(clause.start, clause.end) for clause in found]
    ranges += [(node.start, node.body) for node in nodes if node.kind in HEADED]
    ranges += [(node.start, node.end) for node in nodes if node.kind is NodeKind.FURNITURE]
    left, at = [], 0
    for start, end in [*sorted(ranges), (len(policy.text), len(policy.text))]:
        if start > at and policy.text[at:start].strip():
            left.append(policy.text[at:start].strip())
        at = max(at, end)
    return left


def _gaps(node: Node) -> Iterator[str]:
    """Numbers that are left out between neighbouring articles: a heading was perhaps not recognised."""
    before = None
    for child in node.children:
        yield from _gaps(child)
        marker = read_marker(child.title) if child.kind in HEADED else None
        if marker is None or marker.family not in ("article", "chapter") or not marker.numbers:
            continue
        if before and before[0] == marker.family:
            number, branch = marker.numbers[-1], marker.branch
            if number > before[1] and not succeeds(number, branch, before[1], before[2]):
                yield f"numbers are missing between 「{before[3]}」 and 「{child.title}」"
        before = (marker.family, marker.numbers[-1], marker.branch, child.title)


def _shown(texts: list[str]) -> str:
    first = [" ".join(text.split())[:_SHOWN] for text in texts[:4]]
    more = f" and {len(texts) - 4} more" if len(texts) > 4 else ""
    return ", ".join(f"「{text}」" for text in first) + more
