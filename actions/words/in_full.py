"""A short or oddly put question as the search understands it best: whose hours, what takes its time, how a tool on the
website is turned off. Pure."""

import re

from actions.words.about_the_desk import HOURS_IN_FULL, NUMBER_IN_FULL, asks_hours, asks_number
from actions.words.bare_words import asks_how_long
from actions.words.other_words import in_other_words
from actions.words.politely import without_thanks
from actions.words.questions import wanted_to_know
from actions.words.why_needed import asks_why_needed

_ANALYTICS = r"(?:google|グーグル)?\s*(?:アナリティクス|analytics)|アクセス解析"
_COOKIES = r"(?:クッキー|cookies?)"
_TRACKING = r"(?:トラッキング|tracking|行動ターゲティング(?:広告)?)"
_STOPPED = r"(?:[止や]め|停止|オフに|オプトアウト|無効|拒否|切って|使わな|ブロック)"
_NO_WISH = r"[^、。？?]*(?:たら|れば|すると|ても|でき(?:な|ませ)|し(?:た|ました)(?!い)|困|エラー)"
"""What follows from it, or that it does not work."""
_TOOLS = (
    (
        _ANALYTICS,
        "アクセス解析をオプトアウトするにはどこから手続きできますか",
        "how can I opt out of Google Analytics?",
    ),
    (_COOKIES, "クッキーを無効にする方法を教えてください", "how can I refuse cookies?"),
    (
        _TRACKING,
        "行動ターゲティング広告を無効にする方法を教えてください",
        "how can I opt out of tracking and targeted advertising?",
    ),
)
_STOPS_TOOL = tuple(
    (
        re.compile(
            rf"^(?:(?:すみません|あの|あと|もう)[、,\s]*)?(?:{tool})(?:の(?:利用|使用|計測))?(?:を|は|も)?(?:もう)?{_STOPPED}"
            rf"(?!{_NO_WISH})[^、。？?]{{0,12}}[。！!]*$",
            re.IGNORECASE,
        ),
        re.compile(
            r"^(?:please |i want (?:you )?to |can you |i'd like to )*"
            r"(?:turn off|switch off|stop|disable|block|opt (?:me )?out of|refuse)\s+"
            rf"(?:using |the |your |all )*(?:{tool})(?: me)?"
            r"(?: please)?[.!?]*$",
            re.IGNORECASE,
        ),
        japanese,
        english,
    )
    for tool, japanese, english in _TOOLS
)


def stops_a_tool(text: str) -> str | None:
    """The question how a tool is turned off, where somebody wants that (「Googleアナリティクスを止めて」): the
    policy may state an opt-out, and no request does it. None for anything else, and for data from such a tool."""
    text = text.strip()
    for japanese, english, question, question_en in _STOPS_TOOL:
        if japanese.match(text):
            return question
        if english.match(text):
            return question_en
    return None


def in_full(text: str) -> str:
    """The question as the search understands it best: that the hours are the desk's is said (「営業時間は？」), and
    that it is a request that takes its time; how a tool is turned off is asked."""
    if asks_hours(text):
        return HOURS_IN_FULL
    if text.isascii() and asks_number(text):  # "who do I ring if I have a grumble?" has no word of a clause's
        return NUMBER_IN_FULL
    text = without_thanks(text).replace(
        "开示", "披露"
    )  # the right is called so where Japanese is read in Chinese
    whole = stops_a_tool(text) or asks_how_long(text) or in_other_words(text) or asks_why_needed(text)
    return whole or wanted_to_know(text)
