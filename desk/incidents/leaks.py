"""Whether a customer asks about a leak.

`asks_about_leak` is looked at only while one is announced: then a word too many costs nothing (the notice comes first,
and what the policy says follows), and a word missed leaves somebody without it.
"""

import re
import unicodedata
from collections.abc import Iterable

from desk.lexicon import data, oneself
from desk.lexicon.wordlist import any_of

_LEAK = re.compile(
    r"漏えい|漏洩|漏泄|ろうえい|流出|流失|情報漏れ|不正アクセス|ハッキング|ハッカー|サイバー攻撃|ランサム"
    rf"|(?:{any_of(data.DATA_JA, data.PARTICULARS_JA)}|名簿|番号|パスワード|クレカ|{any_of(data.PAYMENTS_JA)})"
    r"(?:[がはもを]|とか)?(?:外部[にへ]|外[にへ]|勝手に|他人に)?(?:[漏洩](?!れなく)|もれ(?!なく))"
    r"|\bleak(?:s|ed|ing|age)?\b|\bbreach(?:es|ed)?\b|\bhack(?:ed|ers?|ing)?\b|\bcompromised\b|\bransomware\b"
    r"|\b(?:data|security|privacy) incident\b|\bunauthori[sz]ed access\b"
    r"|泄露|泄漏|外泄|洩露|洩漏|外洩|数据泄|黑客|非法访问",
    re.IGNORECASE,
)


def asks_about_leak(text: str, keywords: Iterable[str] = ()) -> bool:
    """`keywords` are words of this incident (a product, a date), given with the notice."""
    plain = unicodedata.normalize("NFKC", text)
    folded = plain.casefold()
    return _LEAK.search(plain) is not None or any(
        unicodedata.normalize("NFKC", word).casefold() in folded for word in keywords if word.strip()
    )


_DATA_JA = (
    rf"(?:{any_of(data.DATA_JA, data.PERSONAL_DATA_JA, data.PARTICULARS_JA, data.PHONES_JA, data.PAYMENTS_JA)}(?:とか)?"
    r"|登録|分|やつ|とこ)"
)
_DATA_EN = any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, ("account",))
_DATA_ZH = any_of(data.DATA_ZH, data.ACCOUNTS_ZH)
_MINE = re.compile(
    rf"^(?:え+っ?|あの|で|じゃあ?|では|もしかして|まさか|ひょっとして|つまり|ていうか|それって|それ|その中に)?[、,\s]*"
    rf"{any_of(oneself.I_JA, oneself.HOME_JA)}(?:の{_DATA_JA}?)?(?P<of>も|は|って|が)?[、\s]*"
    r"(?P<how>含まれ|入っ|対象|該当|漏れ|洩れ|もれ|大丈夫|無事|平気|影響)?"
    r"(?:が?あ(?:る|り)|さ?れ|して|て|た|い|る|ます|まし|です|でしょう|なの|なん|だっ|ん|の|か|かな|よね)*[?？。！!…\s]*$"
    r"|^(?:(?:and|so|but|oh|ok|then|what about|how about)[,\s]+)*"
    r"(?:(?:is|was|are|were|am|has|have|does it (?:include|concern|affect))\s+)?"
    r"(?:i|me|mine"
    rf"|my (?:own )?{_DATA_EN})"
    r"(?:\s+(?:been|too|as well|also|affected|included|leaked|concerned|safe|ok(?:ay)?"
    r"|among (?:it|them|those)|in (?:it|there)|part of it))*"
    r"\s*(?P<mark>[?])[?!\s]*$"
    rf"|^(?:那么?|所以|请问)?[，,\s]*我(?:的(?:个人)?{_DATA_ZH}?)?(?:也|是不是|有没有|会不会)?(?:被)?"
    r"(?:泄露|泄漏|外泄|包括在内|在内|受影响|有影响|安全)?"
    r"(?:了)?(?P<zh>吗|呢|嗎|没有)?[？?。\s]*$",
    re.IGNORECASE,
)


def asks_whether_mine(text: str) -> bool:
    """Whether somebody who has just read of a leak asks if they are concerned (「私のも？」, "mine too?",
    「我的呢？」), and nothing else. Only there: anywhere else the same words ask whatever was spoken of."""
    found = _MINE.match(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return False
    asked = text.rstrip().endswith(("?", "？", "か", "の", "かな"))
    return bool(
        found["mark"] or found["zh"] or ((found["of"] or found["how"]) and asked) or (asked and found["of"])
    )
