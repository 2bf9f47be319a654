"""Whether a customer asks about a leak. Looked at only while one is announced: then a word too many costs nothing (the
notice comes first, and what the policy says follows), and a word missed leaves somebody without it."""

import re
import unicodedata
from collections.abc import Iterable

_LEAK = re.compile(
    r"漏えい|漏洩|漏泄|ろうえい|流出|流失|情報漏れ|不正アクセス|ハッキング|ハッカー|サイバー攻撃|ランサム"
    r"|(?:情報|データ|名簿|番号|住所|メール|アドレス|パスワード)(?:[がはもを]|とか)?(?:外部[にへ]|外[にへ]|勝手に|他人に)?(?:漏|洩|もれ(?!なく))"
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
