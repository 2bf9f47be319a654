"""Traditional Chinese, written out in simplified characters for the dialogue model and for the rules.

Examples and word lists are simplified for the most part: 「我要申請查閱我的個人資料」 began no request, where the
same in simplified characters did. The transcript keeps what was written, and quotations of the policy are not touched.
"""

import re
from functools import cache

from opencc import OpenCC

from desk.chat.language import detect
from desk.lexicon.traditional import WORDS
from desk.lexicon.wordlist import any_of
from desk.locales import Locale
from desk.texts import MaskedText
from knowledge.places import find_places

_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_KEPT = re.compile(r"［[^］]*］|開示|訂正|個人情報(?:保護(?:管理者|責任者|方針|法)?)?")
"""What masking puts in the place of personal data, and Japanese names: rights as the desk's own buttons write them, and
what a policy is about."""
_ENGLISH = re.compile(r"\b[A-Za-z]{2,} [A-Za-z]{2,}\b")
"""「what does 個人情報 mean」: the word is quoted."""
_WORD = re.compile(any_of(tuple(WORDS)))


def in_simplified(masked: MaskedText, locale: Locale) -> MaskedText:
    """A Chinese text in simplified characters; any other as it is.

    `locale`: the language of the conversation, in which 「電郵」 by itself is written, that Japanese writes as well."""
    language = detect(masked) or (None if _ENGLISH.search(masked) else locale)
    if _KANA.search(masked) or language != "zh":
        return masked
    told, at = "", 0
    for start, end in _kept(masked):
        told += _simplified(masked[at:start]) + masked[start:end]
        at = end
    told += _simplified(masked[at:])
    return masked if told == masked else MaskedText(told)


def _kept(text: str) -> list[tuple[int, int]]:
    """Where what stays begins and ends: also the places, of which the gazetteer knows 「廣島」 and 「千葉縣」 so."""
    spans = [found.span() for found in _KEPT.finditer(text)]
    spans += [(one.start, one.end) for one in find_places(text)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


@cache
def _characters() -> OpenCC:
    """Of what has two simplified forms it takes the one of the word that it stands in (「乾淨」, 「乾隆」)."""
    return OpenCC("t2s")


def _simplified(text: str) -> str:
    return str(_characters().convert(_WORD.sub(lambda found: WORDS[found[0]], text)))
