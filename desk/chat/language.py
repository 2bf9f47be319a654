"""Which of the desk's languages a customer writes in, where that is beyond doubt."""

import re
import unicodedata
from typing import Literal

Locale = Literal["ja", "en", "zh"]

_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_PLACEHOLDER = re.compile(r"［[^］]*］")
# Characters that Chinese sentences need and Japanese ones without kana practically never have.
_CHINESE = re.compile(
    r"[吗呢吧们这那么谁哪您你给对请让说谢没还吗為麼們這誰請問謝沒嗎妳]|我的|可以|怎么|什么|如何|需要|多少"
)


def detect(text: str) -> Locale | None:
    """The language of `text`, or None where it may be any (a number, a name, 「住所」).

    Short Latin words inside Japanese (GDPR, cookie) leave it Japanese: any kana decides.
    """
    plain = unicodedata.normalize("NFKC", _PLACEHOLDER.sub(" ", text))
    if _KANA.search(plain):
        return "ja"
    if _HAN.search(plain):
        return "zh" if _CHINESE.search(plain) else None
    words = _WORD.findall(plain)
    if len(words) >= 3 or (len(words) == 2 and plain.rstrip().endswith(("?", "!", "."))):
        return "en"
    return None
