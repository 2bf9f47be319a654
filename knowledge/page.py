"""What of a text is the page's that it was copied from: the menu above the policy's title, the links at its foot."""

import re

from knowledge.lines import Line
from knowledge.markup import without_tags

_FALLBACK_TITLE = "プライバシーポリシー"
_TITLE_AMONG = 8  # the first lines, among which a title may be of many words
_TITLE_WITHIN = 60  # below a long menu only one that is a title and nothing else
_LINK_LENGTH = 20
_TITLE_ITSELF = re.compile(
    r"(?:プライバシー[・\s]?ポリシー|(?:個人情報|お?客様情報)(?:等)?の?(?:お?取り?扱い?(?:について|方針|規程)?|保護(?:方針|規程|について)?)"
    r"|Privacy (?:Policy|Notice))(?:[（(].*[)）])?",
    re.IGNORECASE,
)
# Words of the links at the foot of a page, whole lines of them.
_FOOT = re.compile(
    r"サイトマップ|リンク集|(?:サイト|ご?利用)(?:の?ご?利用)?(?:規約|条件|ガイド)|ショッピングガイド|特定商取引(?:法|に関する).{0,8}(?:表記|表示)"
    r"|会社(?:概要|案内|情報)|企業情報|運営会社|採用情報|お問い?合わ?せ(?:フォーム)?|アクセス|よくある(?:ご?質問)|プライバシー・?ポリシー|個人情報保護方針"
    r"|ホーム|HOME|TOP|Sitemap|Privacy(?: Policy)?|Terms(?: of (?:Use|Service))?|Security|Contact(?: us)?|English"
    r"|日本語|ログイン|メニュー",
    re.IGNORECASE,
)
_TITLE_WORDS = (
    "ポリシー",
    "方針",
    "宣言",
    "規程",
    "取扱い",
    "取り扱い",
    "保護",
    "policy",
    "privacy",
    "notice",
)


def policy_title(lines: list[Line]) -> tuple[int | None, str]:
    """The line of the policy's own title, among the first lines, and the title."""
    for at, line in enumerate(lines[:_TITLE_AMONG]):
        if line.numbered:
            break
        if line.headline and any(word in line.content.lower() for word in _TITLE_WORDS):
            return at, line.content
        if line.menu or line.furniture:
            continue
        text = without_tags(line.text)
        short = line.family == "plain" and len(text) <= 60 and not line.sentence
        if short and any(word in text.lower() for word in _TITLE_WORDS):
            return at, text
        if line.text.startswith(("**", "__")) and any(word in line.content.lower() for word in _TITLE_WORDS):
            return at, line.content
    below = _below_menu(lines)
    if below is not None:
        return below, lines[below].content
    if lines and lines[0].family == "plain" and lines[0].headinglike and not lines[0].menu:
        return 0, lines[0].text
    return None, _FALLBACK_TITLE


def _below_menu(lines: list[Line]) -> int | None:
    """A title below the menu of its page: nothing but a title, and above it short lines and at most a notice."""
    sentences = 0
    for at, line in enumerate(lines[:_TITLE_WITHIN]):
        if line.numbered:  # 「1. 個人情報の取扱い」 is the heading of a part
            return None
        if _TITLE_ITSELF.fullmatch(line.content) and at + 1 < len(lines) and not lines[at + 1].menu:
            beside = [lines[n] for n in (at - 1, at + 1) if 0 <= n < len(lines)]
            linked = not line.blank_before and not beside[-1].blank_before and not line.underlined
            if not (linked and all(one.headinglike for one in beside)):  # no link among others
                return at
        sentences += line.sentence
        if sentences > 2:
            return None
    return None


def page_top(lines: list[Line], title_at: int) -> set[int]:
    """Links and buttons above the title. A name, a date and a sentence there belong to the policy."""
    return {
        at
        for at in range(title_at)
        if lines[at].menu
        or lines[at].headinglike
        or (
            not (len(lines[at].text) > _LINK_LENGTH or lines[at].entity or "。" in lines[at].text)
            and not lines[at].dated
        )
    }


def page_foot(lines: list[Line]) -> set[int]:
    """The links and marks at the end of the page that the text was copied from."""
    found: set[int] = set()
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if not (line.furniture or line.menu or _FOOT.fullmatch(line.text.strip(" 　・>＞»›|｜"))):
            break
        found.add(at)
    sure = any((lines[at].furniture and not lines[at].closing) or lines[at].menu for at in found)
    return found if sure or len(found) > 2 else set()
