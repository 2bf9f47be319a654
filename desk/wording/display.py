"""A quotation as people read it: the source's markup and line noise left out, its words untouched.

The citation beside it stays verbatim; this is only how the text is shown in a message.
"""

import re

from knowledge.flowing import flowing

_TAG = re.compile(r"</?(?:ul|ol|li|br|p|div|span|table|tr|td|th)\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]\n]*)\]\((?:#|https?:)[^)\s]*\)")
_RULE = re.compile(r"^[\s|:\-–—]{3,}$")
_BLANKS = re.compile(r"[ \t　]+")


def readable(quote: str) -> str:
    """The quotation without HTML tags, link targets, table rulers and runs of blanks; lines are kept, but for those
    that the width of a page has broken in mid-sentence."""
    text = _LINK.sub(r"\1", _TAG.sub(" ", flowing(quote)))
    lines = []
    for line in text.splitlines():
        if _RULE.match(line):
            continue
        plain = _BLANKS.sub(" ", line.replace("\t", " ／ ")).strip(" ／").strip()
        if plain:
            lines.append(plain)
    return "\n".join(lines)
