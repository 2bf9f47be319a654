"""Places of a text that are hidden, and what is put there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desk.chat.masking import PLACEHOLDERS

NAME = "［お名前］"
DOUBT = "［お名前か地名］"
"""Stands where a word is known as a name and as a place, and the place in the sentence does not say as which."""
_PLACEHOLDER = re.compile("|".join(map(re.escape, sorted({*PLACEHOLDERS.values(), NAME, DOUBT}))))
"""Those that the desk puts itself: what else stands in such brackets was typed."""


@dataclass(frozen=True, slots=True, order=True)
class Hidden:
    """From one character to another. `doubt`: it may as well be a place."""

    start: int
    end: int
    doubt: bool = False


def replaced(text: str, spans: Iterable[Hidden]) -> str:
    """The text with these places hidden; those that only spaces part are one name. What has been hidden before stays
    as it is."""
    shown = [match.span() for match in _PLACEHOLDER.finditer(text)]
    groups: list[Hidden] = []
    for one in sorted(spans):
        if any(one.start < end and start < one.end for start, end in shown):
            continue
        last = groups[-1] if groups else None
        if last is not None and (one.start < last.end or not text[last.end : one.start].strip(" 　・")):
            groups[-1] = Hidden(last.start, max(last.end, one.end), last.doubt and one.doubt)
        else:
            groups.append(one)
    parts: list[str] = []
    at = 0
    for one in groups:
        parts += [text[at : one.start], DOUBT if one.doubt else NAME]
        at = one.end
    return "".join([*parts, text[at:]])
