"""The shadow of a text: as long as the text, with every width, dash and digit of the same meaning made one.

Positions in the shadow are positions in the text, so what is found in one is replaced in the other.
"""

import re
import unicodedata
from dataclasses import dataclass

BARRIER = "\ufffc"
"""Stands for what must stay: placeholders, and strings of the company's own policy. No detector matches it."""

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufe00-\ufe0f]")
"""Characters that show nothing but would take a number or address apart."""

_HALF = re.compile("[\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Without invisible characters; halves of characters (JSON can hold them, UTF-8 cannot) become U+FFFD."""
    return _HALF.sub("\ufffd", INVISIBLE.sub("", text))


_DASHES = "‐‑‒–—―−─━﹣－ｰ〜～"
_DIGIT = "0-9"
_LONG_SOUND = re.compile(
    rf"(?<=[{_DIGIT})]|[〇零一二三四五六七八九])[ーｰ](?=[({_DIGIT}〇零一二三四五六七八九])"
)
_KANJI_DIGITS = {kanji: str(value) for value, kanji in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_KANJI_RUN = re.compile(r"[〇零一二三四五六七八九](?:[-ー ・]{0,2}[〇零一二三四五六七八九]){6,}")


@dataclass(frozen=True, slots=True)
class Found:
    """Personal data of a kind at [start, end)."""

    start: int
    end: int
    kind: str


def _plain(char: str) -> str:
    if char in _DASHES:
        return "-"
    if char in "\u3000\u00a0\u2002\u2003\u2009":
        return " "
    if unicodedata.category(char) == "Nd":
        return str(unicodedata.digit(char))
    # Width forms only: NFKC would also take apart characters that mean something else (㎏, ½).
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    return {"﹫": "@", "﹢": "+", "｡": "。", "･": "・"}.get(char, char)


def shadow_of(text: str) -> str:
    """The shadow: half-width letters and digits, one dash, kanji digits of long runs as digits."""
    plain = "".join(map(_plain, text))
    plain = _LONG_SOUND.sub("-", plain)
    return _KANJI_RUN.sub(
        lambda m: "".join(_KANJI_DIGITS.get(c, "-" if c == "ー" else c) for c in m.group()), plain
    )


def cover(shadow: str, start: int, end: int) -> str:
    """The shadow with a barrier over a span."""
    return shadow[:start] + BARRIER * (end - start) + shadow[end:]
