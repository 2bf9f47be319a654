"""Which of the desk's languages a customer writes in, where that is beyond doubt."""

import re
import unicodedata
from typing import Literal

Locale = Literal["ja", "en", "zh"]

_KANA = re.compile(r"[ぁ-ゖァ-ヺー]")
_HAN = re.compile(r"[㐀-䶿一-鿿]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_PLACEHOLDER = re.compile(r"［[^］]*］")
# Characters that Japanese writes otherwise or makes no use of (not 請, 問, 為, 誰, 那: 請求, 質問, 為替, 那覇); words.
_CHINESE = re.compile(
    r"[吗呢吧们这么谁哪您你给对请让说谢没还麼們這沒嗎妳诉删资话码电证钱费员发银应办处询问务订赔偿联]"
    r"|我的|我要|我想|可以|怎么|什么|如何|需要|多少|請問|謝謝|為什|因為|那么|那个"
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
