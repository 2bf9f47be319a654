"""Questions written in kana only. The embedding model hardly understands them, so they get a head of their own."""

import re
import unicodedata
from collections.abc import Sequence

from sudachipy import dictionary, tokenizer

_KANJI = re.compile(r"[\u3400-\u9fff]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_LETTER = re.compile(r"[A-Za-z\u3400-\u9fff]")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
# One short loanword in katakana (アナリティクス) is an ordinary question; what tells is the hiragana.
_MIN_HIRAGANA_SHARE = 0.5
_MIN_KANA = 3
_MAX_LENGTH = 40


def is_kana_only(text: str) -> bool:
    """Whether `text` is Japanese without any kanji or Latin letter, mostly hiragana."""
    plain = unicodedata.normalize("NFKC", text)
    kana = _KANA.findall(plain)
    hiragana = sum("ぁ" <= c <= "ゖ" for c in kana)
    enough = len(kana) >= _MIN_KANA and hiragana >= _MIN_HIRAGANA_SHARE * len(kana)
    return enough and not _LETTER.search(plain)


def kana_readings(texts: Sequence[str]) -> list[tuple[int, str]]:
    """(number of the text, its reading in hiragana) of the short Japanese texts that have kanji."""
    made = dictionary.Dictionary()
    create = getattr(made, "tokenizer", None) or made.create  # renamed in SudachiPy 0.7
    sudachi = create()
    result = []
    for number, text in enumerate(texts):
        if len(text) > _MAX_LENGTH or not (_KANJI.search(text) and _KANA.search(text)):
            continue
        words = sudachi.tokenize(text, tokenizer.Tokenizer.SplitMode.C)
        reading = "".join(word.reading_form() or word.surface() for word in words)
        result.append((number, reading.translate(_TO_HIRAGANA)))
    return result
