"""Questions written in kana only. The embedding model hardly understands them as they are."""

import re
import unicodedata

_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_LETTER = re.compile(r"[A-Za-z\u3400-\u9fff]")
# One short loanword in katakana (アナリティクス) is an ordinary question; what tells is the hiragana.
_MIN_HIRAGANA_SHARE = 0.5
_MIN_KANA = 3


def is_kana_only(text: str) -> bool:
    """Whether `text` is Japanese without any kanji or Latin letter, mostly hiragana."""
    plain = unicodedata.normalize("NFKC", text)
    kana = _KANA.findall(plain)
    hiragana = sum("ぁ" <= c <= "ゖ" for c in kana)
    enough = len(kana) >= _MIN_KANA and hiragana >= _MIN_HIRAGANA_SHARE * len(kana)
    return enough and not _LETTER.search(plain)
