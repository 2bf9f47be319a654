"""A quotation as people read it: the source's markup and line noise left out, its words untouched.

The citation beside it stays verbatim; this is only how the text is shown in a message.
"""

import re

from knowledge.facts.rules import squeeze
from knowledge.flowing import flowing

_TAG = re.compile(r"</?(?:ul|ol|li|br|p|div|span|table|tr|td|th)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]\n]*)\]\((?:#|https?:)[^)\s]*\)")
_RULE = re.compile(r"^[\s|:\-–—]{3,}$")
# What marks a passage (api.console.lookup_view) may stand in front of it.
_LIST_MARK = re.compile(r"^([\uE000-\uF8FF]?)[-*–]\s+")
_OWN_MARK = re.compile(r"^[\uE000-\uF8FF]?(?:[(（\[［]|\d+[.)\]．]|[①-⑳ⅰ-ⅹⅠ-Ⅹ※・◆■●○])")
_BLANKS = re.compile(r"[ \t　]+")

_ITS_NUMBER = re.compile(r"^\s*[-*–•・※]?\s*(?:[①-⑳]|[(\[（［](?:\d+|[ivxⅰ-ⅻ]+)[)\]）］]|\d+[.)．）])?\s*")
"""Of a line of a list: -, ①, (1), (ⅲ), 2. A bare number may belong to the words."""


def says_no_more(quote: str, text: str) -> bool:
    """Whether a quotation only repeats a text that stands above it, but for the number of its line."""
    part = squeeze(text.strip("「」"))
    return bool(part) and part in (
        squeeze(one).removesuffix("。") for one in (quote, _ITS_NUMBER.sub("", quote))
    )


def readable(quote: str) -> str:
    """The quotation without HTML tags, link targets, table rulers and runs of blanks; lines are kept, but for those
    that the width of a page has broken in mid-sentence.

    The source's mark of a list (「- 」) becomes 「•」; it is left out where the item has a number of its own, and at
    the head of a quotation that is one item.
    """
    text = _LINK.sub(r"\1", _TAG.sub(" ", flowing(quote)))
    lines = []
    for line in text.splitlines():
        if _RULE.match(line):
            continue
        plain = _BLANKS.sub(" ", line.replace("\t", " ／ ")).strip(" ／").strip()
        item = _LIST_MARK.sub(r"\1", plain)
        if item != plain:
            plain = item if _OWN_MARK.match(item) else _LIST_MARK.sub(r"• \1", plain)
        if plain:
            lines.append(plain)
    if sum(line.startswith("• ") for line in lines) == 1:
        lines[0] = lines[0].removeprefix("• ")
    return "\n".join(lines)
