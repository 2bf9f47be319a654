"""Where a policy text was broken by the width of a page: breaks inside a sentence that mean nothing.

The quotation keeps them, since it is verbatim; what is embedded, cut into sentences and read by people does not. Nor
does what is embedded keep what only adorns a text: rows of dashes, borders of tables, marks of headings and bold type,
tags of a web page.
"""

import itertools
import re

from knowledge.layout import page_number
from knowledge.lines import split_lines

_ADORNED = re.compile(
    r"(?m)^[ 　\t]*(?:[-－=＝―─━*＊_]{4,}|\+(?:[-=]{2,}\+)+|[┌├└┏┣┗][─━┬┼┴┐┤┘┳╋┻┓┫┛]+)[ 　\t]*"
    r"(?:\r?\n|\Z)"  # a row that says nothing
    r"|^#{1,6}[ \t]+|\*\*|[│┃]"
    r"|</?(?:table|thead|tbody|tr|td|th|ul|ol|li|dl|dt|dd|p|br|div|span)\b[^<>]*>"
)


def soft_breaks(text: str) -> list[tuple[int, int]]:
    """The (start, end) of the line feeds, with the blanks around them, that only the width of a page has made."""
    if "\n" not in text.strip():
        return []
    lines = [line for line in split_lines(text) if line.wrapped or not page_number(line.text)]
    return [(before.end, line.start) for before, line in itertools.pairwise(lines) if line.wrapped]


def flowing(text: str) -> str:
    """The text with such breaks and adornments taken out; between two Latin words a blank stays."""
    pieces, at = [], 0
    for start, end in soft_breaks(text):
        latin = text[start - 1 : start].isascii() and text[end : end + 1].isascii()
        pieces += [text[at:start], " " if latin else ""]
        at = end
    return _ADORNED.sub(lambda found: " " if found.group()[0] in "│┃<" else "", "".join([*pieces, text[at:]]))
