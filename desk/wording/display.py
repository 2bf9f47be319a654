"""A quotation as people read it: the source's markup and line noise left out, its words untouched.

The citation beside it stays verbatim; this is only how the text is shown in a message.
"""

import re

from knowledge.flowing import flowing

_TAG = re.compile(r"</?(?:ul|ol|li|br|p|div|span|table|tr|td|th)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]\n]*)\]\((?:#|https?:)[^)\s]*\)")
_RULE = re.compile(r"^[\s|:\-–—]{3,}$")
# What marks a passage (api.console.lookup_view) may stand in front of it.
_LIST_MARK = re.compile(r"^([\uE000-\uF8FF]?)[-*–]\s+")
_OWN_MARK = re.compile(r"^[\uE000-\uF8FF]?(?:[(（\[［]|\d+[.)\]．]|[①-⑳ⅰ-ⅹⅠ-Ⅹ※・◆■●○])")
_BLANKS = re.compile(r"[ \t　]+")


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
