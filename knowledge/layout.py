"""What rows of a text are only beside each other: tables whose columns are blanks, headings above a row of dashes.

A table copied out of a web page or a PDF often keeps its rows and loses its borders: the cells of a row stand apart by
several blanks. Nothing here knows any company.
"""

import re
import unicodedata
from collections.abc import Sequence

# Blanks that no sentence has: two full-width ones, three half-width ones, or one of each kind in a row. `対　象` in
# front of them is one cell, whose letters were set apart to fill it.
_GAP = re.compile(r"(?<=\S)(?:　{2,}|[ \u00a0]{3,}|[ \u00a0]+　[ \u00a0]*|　[ \u00a0]+)(?=\S)")
_BLANK = re.compile(r"(?<=\S)[ 　]+(?=\S)")
_PAGE_NUMBER = re.compile(
    r"[-－–‐][ 　]*\d{1,3}[ 　]*[-－–‐]|\d{1,3}[ 　]*[/／][ 　]*\d{1,3}(?:[ 　]*ページ)?"
)
_RULE = re.compile(r"[=＝]{3,}|[-－―─━]{4,}")
_LONGEST_HEADING, _LONGEST_BULLETED = 60, 40
_ROUND = "●○◯"
_SEVERAL = 3
# A row of a table with one cell: | text |, │ text │, <tr><td>text</td></tr>.
_CELL = re.compile(r"[|│┃][ 　]*([^|│┃\s　](?:[^|│┃]*[^|│┃\s　])?)[ 　]*[|│┃]$")
_TAGGED_CELL = re.compile(
    r"(?:<(?:table|tbody|tr)\b[^<>]*>\s*)*<tr\b[^<>]*>\s*<t([dh])\b[^<>]*>\s*([^<>\s][^<>]*?)\s*</t\1>\s*</tr>"
    r"(?:\s*</(?:table|tbody)>)*$"
)
_BORDER = re.compile(r"[┌├└┏┣┗][─━]+[┐┤┘┓┫┛]|\+[-=]{2,}\+|\|[ :]*-{2,}[ :]*\||</?(?:table|tbody)\b[^<>]*>")
_LIST = re.compile(r"(?:</?(?:ul|ol|li)\b[^<>]*>\s*)+", re.IGNORECASE)
_ENDED = re.compile(r"</(?:ul|ol)>\s*$", re.IGNORECASE)
_FULL_WIDTH = re.compile(r"[^\x00-\x7f｡-ﾟ]")
_ROW = re.compile(r"[|│┃┌├└┏┣┗]|\+[-=]{2,}\+|</?t(?:able|body|r|d|h)\b")


def columned(rows: Sequence[str], blank_before: Sequence[bool]) -> set[int]:
    """The rows of tables whose columns are blanks: two at least, right below each other, each of several cells."""
    found: set[int] = set()
    for at in range(1, len(rows)):
        if not blank_before[at] and _cells(rows[at]) and _cells(rows[at - 1]):
            found |= {at - 1, at}
    for at in range(2, len(rows)):
        # A long cell leaves one blank only: its row is known by where its next cell stands.
        known = at - 1 in found and at not in found and not blank_before[at] and "。" not in rows[at]
        if known and _columns_of(rows[at - 1], _GAP) & _columns_of(rows[at], _BLANK):
            found.add(at)
    return found


def _columns_of(row: str, between: re.Pattern[str]) -> set[int]:
    """Where its cells begin, but for the first."""
    return {columns(row[: gap.end()]) for gap in between.finditer(row)}


def framed(rows: Sequence[str], blank_before: Sequence[bool]) -> dict[int, tuple[int, int]]:
    """The rows of tables whose every row has one cell, with the (start, end) of what it holds (nothing of a border): a
    frame around lines, whose headings and sentences are read as any."""
    found: dict[int, tuple[int, int]] = {}
    first = 0
    for at in range(1, len(rows) + 1):
        if at < len(rows) and not blank_before[at] and _ROW.match(rows[at]) and _ROW.match(rows[at - 1]):
            continue
        run = {number: _only_cell(rows[number]) for number in range(first, at)}
        if None not in run.values() and any(cell and cell[1] for cell in run.values()):
            found.update((number, cell) for number, cell in run.items() if cell)
        first = at
    return found


def listed(rows: Sequence[str]) -> dict[int, bool]:
    """The rows that hold nothing but where a list of a web page begins or ends, or an item of it; whether the list ends
    there, so that what follows is none of it."""
    return {at: bool(_ENDED.search(row)) for at, row in enumerate(rows) if _LIST.fullmatch(row)}


def _only_cell(row: str) -> tuple[int, int] | None:
    """Where the one cell of a row stands; (0, 0) for a border, None for any other row."""
    if _BORDER.fullmatch(row):
        return 0, 0
    if cell := _CELL.match(row):
        return cell.span(1)
    cell = _TAGGED_CELL.match(row)
    return cell.span(2) if cell else None


def _cells(row: str) -> bool:
    return "\t" not in row and "。" not in row and bool(_GAP.search(row))


def page_number(row: str) -> bool:
    """Whether a row holds the number of a page and nothing else: - 2 -, 3 / 12."""
    return bool(_PAGE_NUMBER.fullmatch(row))


def ruled(rows: Sequence[str], blank_before: Sequence[bool]) -> set[int]:
    """The rows of dashes that mark the row right above them as a heading, where the text has several such headings."""
    found = {
        at
        for at in range(1, len(rows))
        if _RULE.fullmatch(rows[at])
        and not blank_before[at]
        and len(rows[at - 1]) <= _LONGEST_HEADING
        and re.search(r"\w", rows[at - 1])
        and not re.search(r"[。、|\t]", rows[at - 1])
    }
    return found if len(found) > 1 else set()


def marked(rows: Sequence[str], blank_before: Sequence[bool]) -> set[int]:
    """The rows with a round bullet that are headings: each row with it stands apart above what is its own, or right
    above a sentence.

    A bullet leads the items of most texts. Where each of several rows with it begins a part, it is what ■ is in others.
    """
    found: set[int] = set()
    for bullet in _ROUND:
        led = [at for at, row in enumerate(rows) if row.startswith(bullet)]
        if len(led) < 2 or not all(_begins_part(rows, at, bullet) for at in led):
            continue
        if all(blank_before[at] for at in led) or _above_sentences(rows, led):
            found.update(led)
    return found


def _begins_part(rows: Sequence[str], at: int, bullet: str) -> bool:
    head = rows[at].strip(f"{bullet} 　")
    below = at + 1 < len(rows) and not rows[at + 1].startswith(bullet)
    return below and 0 < len(head) <= _LONGEST_BULLETED and not re.search(r"。|[、：:]$", head)


def _above_sentences(rows: Sequence[str], led: Sequence[int]) -> bool:
    """Whether most of the several rows with a bullet stand right above a sentence: without blank rows between them they
    are headings then, and no items with a word of explanation below each."""
    told = [at for at in led if re.search(r"。[）)]?$", rows[at + 1]) and rows[at + 1][0] not in "（("]
    return len(led) >= _SEVERAL and 2 * len(told) > len(led)


def rank(row: str) -> int:
    """How deep a row of dashes puts its heading: equals signs above dashes."""
    return 1 if unicodedata.normalize("NFKC", row)[0] == "=" else 2


def columns(text: str) -> int:
    """The width of a text in columns: two for a full-width character."""
    return len(text) + len(_FULL_WIDTH.findall(text))


def indented(space: str) -> int:
    """How many columns a line's leading blanks take."""
    return sum(2 if character == "　" else 1 for character in space)
