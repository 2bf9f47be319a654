"""A quotation as people read it: the source's markup and line noise left out, its words untouched.

The citation beside it stays verbatim; this is only how the text is shown in a message.
"""

import re

from knowledge.facts.rules import squeeze
from knowledge.flowing import flowing
from knowledge.markup import ANY_TAG, without_entities

_ITEM = re.compile(r"(?<!\s)\s*<li\b[^<>]*>\s*", re.IGNORECASE)  # each on a line of its own
_ROW_END = re.compile(r"</(?:tr|li)>|<br\b[^<>]*>", re.IGNORECASE)
_CELL_END = re.compile(r"</t[dh]>\s*<t[dh]\b[^<>]*>", re.IGNORECASE)
_BARRED = re.compile(r"^([\uE000-\uF8FF]?)\|(.*)\|([\uE000-\uF8FF]?)$")  # | cell | cell |
_BORDER = re.compile(r"^\+(?:[-=]{2,}\+)+$")
_LINK = re.compile(r"\[([^\]\n]*)\]\((?:#|https?:)[^)\s]*\)")
_RULE = re.compile(r"^[\s|:\-–—]{3,}$")
# What marks a passage (api.console.lookup_view) may stand in front of it.
_LIST_MARK = re.compile(r"^([\uE000-\uF8FF]?)[-*–]\s+")
_OWN_MARK = re.compile(r"^[\uE000-\uF8FF]?(?:[(（\[［]|\d+[.)\]．]|[①-⑳ⅰ-ⅹⅠ-Ⅹ※・◆■●○])")
_BLANKS = re.compile(r"[ \t　\u00a0]+")

_ITS_NUMBER = re.compile(r"^\s*[-*–•・※]?\s*(?:[①-⑳]|[(\[（［](?:\d+|[ivxⅰ-ⅻ]+)[)\]）］]|\d+[.)．）])?\s*")
"""Of a line of a list: -, ①, (1), (ⅲ), 2. A bare number may belong to the words."""


def says_no_more(quote: str, text: str) -> bool:
    """Whether a quotation only repeats a text that stands above it, but for the number of its line."""
    part = squeeze(text.strip("「」"))
    return bool(part) and part in (
        squeeze(one).removesuffix("。") for one in (quote, _ITS_NUMBER.sub("", quote))
    )


def readable(quote: str) -> str:
    """The quotation without HTML tags and entities, link targets, borders of tables and runs of blanks.

    Lines are kept, but for those that the width of a page has broken in mid-sentence. Items and rows in tags become
    lines, cells stand apart.

    The source's mark of a list (「- 」) becomes 「•」; it is left out where the item has a number of its own, and at
    the head of a quotation that is one item.
    """
    text = _CELL_END.sub(" ／ ", _ROW_END.sub("\n", _ITEM.sub("\n- ", quote)))
    text = _LINK.sub(r"\1", flowing(without_entities(ANY_TAG.sub(" ", text))))
    lines = []
    for line in text.splitlines():
        if _RULE.match(line) or _BORDER.match(line.strip()):
            continue
        if barred := _BARRED.match(line.strip()):
            line = barred[1] + " ／ ".join(cell.strip() for cell in barred[2].split("|")) + barred[3]
        plain = _BLANKS.sub(" ", line.replace("\t", " ／ ")).strip(" ／").strip()
        item = _LIST_MARK.sub(r"\1", plain)
        if item != plain:
            plain = item if _OWN_MARK.match(item) else _LIST_MARK.sub(r"• \1", plain)
        if plain:
            lines.append(plain)
    if sum(line.startswith("• ") for line in lines) == 1:
        lines[0] = lines[0].removeprefix("• ")
    return "\n".join(lines)
