"""Finding a searched term in a policy text, however it is written there.

A policy writes the same word in full width and half width (`ＦＡＸ`, `FAX`), in capitals or not, with a blank or a line
end inside, or with brackets around a part of it (`「個人情報」とは`). A silence that such a spelling slips past would
tell customers that the policy does not say what it says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from knowledge.facts.placing import Ranges

PASSED_OVER = frozenset("「」『』“”‘’\"'〝〟*_")
"""Written around a word for emphasis or quotation: no part of the word."""


@lru_cache(maxsize=16)
def folded(text: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The text as it is compared, and for each of its characters where the original one starts and ends.

    NFKC, case folded, without white space and without what is `PASSED_OVER`. One character may become several
    (`㈱`) and two may become one (half-width `ｶﾞ`).
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        for letter in _letters(text[start:end]):
            letters.append(letter)
            starts.append(start)
            ends.append(end)
    return "".join(letters), tuple(starts), tuple(ends)


@lru_cache(maxsize=4096)
def folded_term(term: str) -> str:
    """A term as it is compared. The same few are looked for in every policy, and are no reason to forget its text."""
    return "".join(_letters(term[start:end]) for start, end in _clusters(term))


def term_places(text: str, term: str, ranges: Ranges) -> Iterator[tuple[int, int]]:
    """Where the term stands wholly inside one of the ranges: offsets into the text as it is.

    A term in Latin letters has to be a word of its own (`AI` is not in `mail`); a plural's `s` and a version (`SSLv3`)
    do not count, and a capital after a small letter begins a word (`OpenAI`).
    """
    wanted = folded_term(term)
    if not wanted:
        return
    letters, starts, ends = folded(text)
    at = letters.find(wanted)
    while at >= 0:
        start, end = starts[at], ends[at + len(wanted) - 1]
        inside = any(first <= start and end <= last for first, last in ranges)
        if inside and not _in_a_longer_word(text, term, start, end):
            yield start, end
        at = letters.find(wanted, at + 1)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Each character together with the marks that combine with it."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and _combines(text[at]):
            continue
        yield start, at
        start = at


@lru_cache(maxsize=8192)
def _letters(cluster: str) -> str:
    """What is compared of a character and its marks; a policy has thousands of characters, but few different ones."""
    whole = unicodedata.normalize("NFKC", cluster).casefold()
    return "".join(one for one in whole if not one.isspace() and one not in PASSED_OVER)


@lru_cache(maxsize=8192)
def _combines(char: str) -> bool:
    return bool(unicodedata.combining(unicodedata.normalize("NFKC", char)[0]))


def _in_a_longer_word(text: str, term: str, start: int, end: int) -> bool:
    before, found, after = text[max(start - 1, 0) : start], text[start:end], text[end : end + 2]
    before, found, after = (unicodedata.normalize("NFKC", one) for one in (before, found, after))
    if (
        _latin(term[0])
        and before
        and _latin(before[-1])
        and not (before[-1].islower() and found[0].isupper())
    ):
        return True
    return _latin(term[-1]) and bool(re.match(r"(?!s(?![A-Za-z])|v\d)[A-Za-z]", after, re.IGNORECASE))


def _latin(letter: str) -> bool:
    return bool(re.match(r"[A-Za-z]", unicodedata.normalize("NFKC", letter)))
