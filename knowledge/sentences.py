"""Cuts a clause into sentences, the finer grain of the index."""

import re
from collections.abc import Iterator

from knowledge.flowing import soft_breaks
from knowledge.layout import page_number

_ABBREVIATED = "".join(
    rf"(?<!\b{short})"
    for short in (
        *("Inc", "Ltd", "Co", "Corp", "Attn", "Art", "Sec", "Mr", "Ms", "Mrs", "Dr", "Prof", "St", "vs"),
        *(r"e\.g", r"i\.e", r"a\.m", r"p\.m"),
    )
)
LATIN_STOP = rf"(?:(?<=[a-z)\]\"'’”%])|(?<=\b[12]\d\d\d)){_ABBREVIATED}\.(?=\s+[A-Z(\"“‘])"
"""The full stop that ends a sentence in Latin letters: behind a word or a year, before a capital; none of Inc., e.g."""
_BREAK = re.compile(rf"[。！？!?](?:[」』）)]|\s|</\w{{1,6}}>)*|{LATIN_STOP}|[\r\n]+|\t+|(?=● )")
_SHORT = 14
# What a cell below its label holds, where a table came with one cell a line: 22円, 2 years, 無料.
_VALUE = re.compile(
    r"(?:[1１一][^\d０-９\s]{1,3}につき[\s　]*)?[\d０-９,，.]+[\s　]*"
    r"(?:円|日間?|年間?|か月間?|ヶ月間?|週間|(?:years?|months?|weeks?|days?|yen)\b)"
    r"|無料|無償|不要|なし|実費"
)


def sentence_ranges(text: str) -> list[tuple[int, int]]:
    """The (start, end) of the sentences, lines and items of `text`, without white space around them.

    A piece shorter than about a dozen characters goes with the next, or the last one with the one before; a value alone
    on its line goes with the line before.
    """
    ranges: list[tuple[int, int]] = []
    pending: int | None = None
    for start, end in _pieces(text):
        if _VALUE.fullmatch(text, start, end) and (ranges or pending is not None):
            # The value of the label before it, never of the one behind.
            ranges.append((pending if pending is not None else ranges.pop()[0], end))
            pending = None
            continue
        begin = start if pending is None else pending
        if end - begin < _SHORT:
            pending = begin
            continue
        ranges.append((begin, end))
        pending = None
    if pending is not None:
        last = len(text.rstrip())
        if ranges:
            ranges[-1] = (ranges[-1][0], last)
        elif last > pending:
            ranges.append((pending, last))
    return ranges


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    soft = {at for start, end in soft_breaks(text) for at in range(start, end)}
    for found in _BREAK.finditer(text):
        if found.start() in soft:
            continue  # a line that the page's width has broken goes on
        if found.end() > at:
            yield from _trimmed(text, at, found.end())
            at = found.end()
    yield from _trimmed(text, at, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped and not (page_number(stripped) and _own_row(text, start, end)):
        begin = start + piece.index(stripped)
        yield begin, begin + len(stripped)


def _own_row(text: str, start: int, end: int) -> bool:
    """Whether the piece is a whole row, and no cell of one."""
    return "\t" not in text[text.rfind("\n", 0, start) + 1 : end]
