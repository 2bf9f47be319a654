"""Names of people leave a text before it goes to Slack.

The chat's own masking (`desk.chat.masking`) leaves names, because our database may hold them, sealed and for a time.
Slack is somebody else's store, so here they go too. It errs to the side of hiding: what Sudachi takes for a person's
name, what stands where people give their name and may be one (a module for each language), handles. What may be a name
or a place is hidden as that. How many it finds, and how many sentences without a name it leaves alone, is measured
(tests/unit/desk/slack/test_names_measured.py); a name that none of these sees can pass.
"""

import re
from collections.abc import Iterator

from desk.slack.chinese_names import chinese_names, is_chinese
from desk.slack.english_names import english_names
from desk.slack.japanese_names import japanese_names
from desk.slack.ordinary import is_english
from desk.slack.spans import DOUBT, NAME, Hidden, replaced

_HANDLE = re.compile(r"(?<![A-Za-z0-9_.@＠])[@＠][A-Za-z0-9_][A-Za-z0-9_.-]{1,30}(?<![.-])")
_ACCOUNT = re.compile(
    r"(?i:(?:LINE|ライン|Twitter|ツイッター|Instagram|インスタ(?:グラム)?|Discord|TikTok|Facebook|Skype|WeChat|微信)"
    r"(?:の)?(?:ID|名|アカウント)?|ユーザー名|ユーザーID|ニックネーム|ハンドル(?:ネーム)?|アカウント名"
    r"|user ?name|user ?id|handle|nickname)(?:は|が|is|[:：=＝]|[ 　])+([A-Za-z0-9_.-]{3,30})"
)


def without_names(text: str) -> str:
    """The text with people's names replaced. Doing it again changes nothing."""
    while True:
        shown = replaced(text, _found(text))
        if shown == text:
            return text
        text = shown  # what was hidden is a new neighbour of what stands beside it


def _found(text: str) -> Iterator[Hidden]:
    yield from chinese_names(text)
    if not is_chinese(text):
        yield from japanese_names(text)
    yield from english_names(text)
    yield from _handles(text)


def _handles(text: str) -> Iterator[Hidden]:
    yield from (Hidden(*match.span()) for match in _HANDLE.finditer(text))
    for match in _ACCOUNT.finditer(text):
        if re.search(r"[0-9_.]", match[1]) or not is_english(match[1]):
            yield Hidden(*match.span(1))


__all__ = ["DOUBT", "NAME", "without_names"]
