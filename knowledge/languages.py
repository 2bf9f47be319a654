"""Which language a text is written in, as far as the desk has to know."""

import re

_KANA = re.compile(r"[ぁ-ヶ]")


def is_japanese(text: str) -> bool:
    """Whether a text is written in Japanese: kana are more than a tenth of its letters."""
    return len(_KANA.findall(text)) >= sum(map(str.isalpha, text)) / 10


def is_english(text: str) -> bool:
    """Whether a text is written in English: nearly all its letters are plain Latin ones, and its small words are."""
    letters = [character for character in text if character.isalpha()]
    if not letters or sum(character.isascii() for character in letters) < 0.95 * len(letters):
        return False
    words = re.findall(r"[A-Za-z]+", text.lower())
    return sum(word in ("the", "of", "to", "and", "your", "we", "you") for word in words) >= len(words) / 20
