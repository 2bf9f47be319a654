"""Lists of words, and the expressions made of them. Pure."""

import re
from collections.abc import Sequence
from typing import TypeAlias

Words: TypeAlias = tuple[str, ...]
"""Words of one notion as they are written: no expressions, so that they can be counted and compared."""


def words(text: str) -> Words:
    """The words of a line, which `|` divides: an English one may hold a blank."""
    return tuple(one.strip() for one in text.split("|"))


def any_of(*notions: Sequence[str]) -> str:
    """An expression for any word of these notions, as one group; a longer word goes before one that begins it."""
    every = dict.fromkeys(word for notion in notions for word in notion)
    return f"(?:{'|'.join(re.escape(one) for one in sorted(every, key=len, reverse=True))})"
