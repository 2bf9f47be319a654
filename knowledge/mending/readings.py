"""How Japanese words are read, in hiragana."""

import re
from dataclasses import dataclass

from knowledge.tokenizing import tokens

_KANJI = re.compile(r"[\u3400-\u9fff々]")
_KATAKANA = re.compile(r"[ァ-ヺ]")
_HIRAGANA = re.compile(r"[ぁ-ゖ]")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
_ATTACHED = frozenset({"助詞", "助動詞"})


@dataclass(frozen=True)
class Word:
    """A word as it is written, its reading in hiragana (what has none, as it is written), and its kind."""

    surface: str
    reading: str
    kind: str

    @property
    def in_hiragana(self) -> bool:
        """Whether it is written in hiragana only."""
        return all("ぁ" <= character <= "ゖ" or character == "ー" for character in self.surface)

    @property
    def attached(self) -> bool:
        """Whether it is a particle or an auxiliary: what an inflected word or a noun before it goes on with."""
        return self.kind in _ATTACHED


def _reading(surface: str, form: str) -> str:
    """Numbers, Latin letters and marks are left: their readings (まる for 。) are not what anybody types."""
    if not (_KANJI.search(surface) or _KATAKANA.search(surface)):
        return surface
    reading = form.translate(_TO_HIRAGANA)
    return reading if _HIRAGANA.search(reading) else surface


def words(text: str) -> list[Word]:
    """The words of a text, in order; their surfaces make up the text again."""
    return [
        Word(token.surface, _reading(token.surface, token.reading), token.pos[0])
        for token in tokens(text, "C")
    ]
