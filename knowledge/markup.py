"""The tags that a policy copied out of a web page's source keeps: they mark, and say nothing.

Policies are meant to be plain text; many are pasted with their markup. It stays in the text, since citations are
verbatim, and is read past.
"""

import html
import re
from itertools import pairwise

BLOCKS = (
    "address article aside blockquote body caption center dd details div dl dt figcaption figure footer header hgroup"
    " h[1-6] hr html li main nav ol p pre section summary table tbody tfoot thead ul"
)
INLINE = "a abbr b br em font i img ins mark s small span strong sub sup time u wbr"
CELLS = "tr th td"


def _tags(names: str) -> str:
    return rf"</?(?:{'|'.join(names.split())})(?:\s[^<>]*)?/?>"


TAG = re.compile(rf"{_tags(f'{BLOCKS} {INLINE}')}|<!--[^<>]*-->|&nbsp;", re.IGNORECASE)
"""What marks a line. Cells of a table are none: a row of cells is told by them."""

ANY_TAG = re.compile(rf"{_tags(f'{BLOCKS} {INLINE} {CELLS}')}|<!--[^<>]*-->", re.IGNORECASE)
"""What nobody wants to read in a message."""

LINKS = re.compile(
    r"(?:<[^a][^<>]*>|\s)*(?:<a\b[^<>]*>[^<>]{1,24}</a>(?:<[^a][^<>]*>|[\s|｜/・])*){2,}", re.IGNORECASE
)
"""A whole row of short links."""


_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)


def without_entities(text: str) -> str:
    """The text with its entities written out. Only whole ones: `&region=jp` of an address is no ®."""
    return _ENTITY.sub(lambda one: html.unescape(one[0]), text)


def without_tags(text: str) -> str:
    """The text without what a web page has left in it; as it is where nothing else is in it."""
    return TAG.sub("", text).strip() or text


_HEADING_EDGE = r"</h[1-6]>|(?=<h[1-6]\b)|(?=<(?:ul|ol|table)\b)"
_OWN_LINE = "p|div|section|article|address|blockquote|header|main"
_EDGE = re.compile(rf"{_HEADING_EDGE}|<br\s*/?>|</(?:{_OWN_LINE})>|(?=<(?:{_OWN_LINE}|dl)\b)", re.IGNORECASE)
_OF_TERMS = re.compile(rf"{_EDGE.pattern}|</d[td]>|(?=<dt\b)", re.IGNORECASE)
_OF_ITEMS = re.compile(_HEADING_EDGE, re.IGNORECASE)
_ITEM_OR_CELL = re.compile(r"<(?:t[rdh]|li)\b", re.IGNORECASE)
_HEADING = re.compile(r"<h[1-6]\b", re.IGNORECASE)
_TABLE_ROW = re.compile(r"<tr\b(?:(?!</?tr\b)[\s\S]){0,2000}</tr>", re.IGNORECASE)
_TO_BLANKS = str.maketrans("\r\n", "  ")


def broken(row: str) -> list[str]:
    """A row of the source, cut where a web page begins a line: at a break, a paragraph, a heading.

    Within a cell or an item the words go on; a term stays beside what is told of it, unless that is a sentence.
    Nothing is lost: together the pieces are the row.
    """
    if "<" not in row or "\t" in row.strip():  # a row of cells
        return [row]
    edges = _OF_ITEMS if _ITEM_OR_CELL.search(row) else _OF_TERMS if "。" in row else _EDGE
    found, full = [""], False
    for piece in _between(row, edges):
        words = bool(TAG.sub("", piece).strip())
        if found[-1] and words and (full or _HEADING.match(piece)):
            found.append(piece)
        else:
            found[-1] += piece  # tags alone stay with the words beside them
        full |= words
    return found


def whole_rows(text: str) -> str:
    """The source with the rows of its tables in one line each; every character stands where it stood."""
    return _TABLE_ROW.sub(lambda row: row[0].translate(_TO_BLANKS), text)


def _between(row: str, edges: re.Pattern[str]) -> list[str]:
    cuts = [0, *sorted({one.end() for one in edges.finditer(row)} - {0, len(row)}), len(row)]
    return [row[first:last] for first, last in pairwise(cuts)]
