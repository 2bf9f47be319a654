"""A table of contents at the head of a policy: it names the parts that follow, and says nothing itself.

Its lines would be headings with nothing below them, or a list that holds the words of every question. Nothing here
knows any company.
"""

import re
import unicodedata

from knowledge.lines import Line
from knowledge.markers import read_marker
from knowledge.markup import without_tags

_HEAD = re.compile(
    r"[■◆●【《〔#\s　]*(?:目\s*次|もくじ|コンテンツ|(?:この|本)(?:ページ|方針|文書|ポリシー)の(?:目次|内容|構成)"
    r"|(?:Table of )?Contents|INDEX)[】》〕\s　:：]*",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"[\s　]*(?:[.．…‥・･·_＿─―-]{2,}[\s　]*(?:[pP]\.?[\s　]*)?[\d０-９]{0,3}|\t+[\d０-９]{1,3})$"
)
# A telephone, an amount, an address, an hour: it is said nowhere else, perhaps.
_FACT = re.compile(r"\d{2,}[-－‐(（]\d{2,}|\d円|[^\s(]@\w|\d{1,2}[:：時]\d{2}|\d時")
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()]*\)$")
_MARKS = "■◆▼◇□▶★☆◎▽△▲►→➡>＞›»・•●○◦▪*＊-–#＃ 　\t"
_BRACKETS = "（）()【】「」『』《》〔〕<>＜＞〈〉"
_LEADS = re.compile(r"(?:次の|以下|下記|following).*[。：:]$|[：:]$")
_TITLE = re.compile(
    r"ポリシー|方針|宣言|規程|取り?扱い|保護|(?:^|の)(?:個人)?情報(?:等)?について|policy|privacy|notice",
    re.IGNORECASE,
)
_FEW, _SEVERAL = 2, 3  # so many lines are a table of contents under that heading, and without it
_MOST = 0.7  # at least this part of its lines names a part that follows
_SENTENCES = 6  # before it: what a policy says first
_LONGEST = 60


def table_of_contents(lines: list[Line]) -> set[int]:
    """The lines of a table of contents, its own heading with them; none where there is no such table."""
    names = [_name(line.text) for line in lines]
    sentences = 0
    for at, line in enumerate(lines):
        if _HEAD.fullmatch(without_tags(line.text)):
            end = _run(lines, names, at + 1)
            if _lists_parts(lines, names, at + 1, end, _FEW):
                return set(range(at, end))
        elif names[at] and not line.wrapped:
            end = _run(lines, names, at)
            alone = at == 0 or not _heads(lines[at - 1])
            if alone and _lists_parts(lines, names, at, end, _SEVERAL, all_of_them=True):
                return set(range(at, end))
        sentences += line.sentence
        if sentences > _SENTENCES:
            break
    return set()


def _heads(line: Line) -> bool:
    """Whether a line says what those below it are: 次のとおりです。, or a heading of theirs, not the policy's."""
    return bool(_LEADS.search(line.text)) or (line.headinglike and not _TITLE.search(line.text))


def _name(text: str) -> str:
    """What a line names, without marks, number, link, dots and the page behind them; empty for a sentence."""
    text = without_tags(text).strip()
    if len(text) > 2 * _LONGEST or "。" in text or _FACT.search(text):
        return ""
    text = _LEADER.sub("", text).strip(_MARKS)
    for _ in range(2):  # the number stands before the link, or in it
        while (marker := read_marker(text)).family:
            text = text[marker.length :].strip(_MARKS)
        link = _LINK.match(text)
        text = (link[1] if link else text).strip(_MARKS)
    text = "".join(unicodedata.normalize("NFKC", text).split()).strip(_BRACKETS)
    return text if len(text) <= _LONGEST else ""


def _run(lines: list[Line], names: list[str], first: int) -> int:
    """The end of the lines from `first` on that may be entries: up to one that says something, or comes anew."""
    end, seen = first, set[str]()
    while end < len(lines) and names[end] and not lines[end].sentence and names[end] not in seen:
        seen.add(names[end])
        end += 1
    later = set(names[end:])
    while end > first and names[end - 1] not in later and not _LEADER.search(lines[end - 1].text):
        later.add(names[end - 1])  # the first heading of what follows, perhaps
        end -= 1
    return end


def _lists_parts(
    lines: list[Line], names: list[str], first: int, end: int, least: int, *, all_of_them: bool = False
) -> bool:
    """Whether the lines name, in their order, parts that follow with something below them."""
    places: list[int] = []
    at = end
    for name in names[first:end]:
        found = next((n for n in range(at, len(lines)) if names[n] == name), None)
        if found is not None:
            places.append(found)
            at = found + 1
    dotted = sum(bool(_LEADER.search(lines[n].text)) for n in range(first, end))
    wanted = end - first if all_of_them and dotted < least else _MOST * (end - first)
    filled = [n for n in places if n + 1 < len(lines) and n + 1 not in places]
    return len(places) >= max(least, wanted) and len(filled) >= _MOST * len(places)
