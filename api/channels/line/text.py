"""Lengths as LINE counts them (UTF-16 code units), and text in pieces that end where sentences end."""

import re

MAX_UNITS = 4_999
"""LINE takes texts of up to 5,000 units."""
_SENTENCE_END = re.compile(r"(?<=[。！？])(?![」』）)])|(?<=[.!?])(?=\s)|(?<=\n)")
_CLOSE = re.compile(r"(?<=[、，, ])")


def units(text: str) -> int:
    """How long LINE says that it is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, limit: int) -> str:
    """At most `limit` units, with an ellipsis where something is left out."""
    if units(text) <= limit:
        return text
    return _head(text, limit - 1) + "…"


def _head(text: str, limit: int) -> str:
    """The longest beginning of at most `limit` units; no character is cut in two."""
    size = 0
    for number, character in enumerate(text):
        size += 2 if ord(character) > 0xFFFF else 1
        if size > limit:
            return text[:number]
    return text


def split(text: str, limit: int = MAX_UNITS) -> list[str]:
    """The text in pieces of at most `limit` units, cut at the ends of lines or sentences; a sentence longer than a
    piece is cut after a comma, and only where there is none, anywhere. Blank pieces are left out."""
    pieces, current = [], ""
    for part in _parts(text, limit):
        if units(current) + units(part) > limit:
            pieces.append(current)
            current = ""
        current += part
    pieces.append(current)
    return [stripped for piece in pieces if (stripped := piece.strip())]


def _parts(text: str, limit: int) -> list[str]:
    found = []
    for sentence in _SENTENCE_END.split(text):
        for clause in [sentence] if units(sentence) <= limit else _CLOSE.split(sentence):
            while units(clause) > limit:
                head = _head(clause, limit)
                found.append(head)
                clause = clause[len(head) :]
            found.append(clause)
    return found
