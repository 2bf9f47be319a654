"""Companies on no list as the owners of an account, told by grammar alone: "delete my Zara account",
「删除我在得物的账号」. Pure.

Names cannot be listed. In Latin letters a name is told by its capital where the words around it have none; in Chinese
by its place (「我在…的账号」). Whatever else may stand there (a kind of account, a place, a time, a tool) is none: what
is not surely a name refuses nothing.
"""

import re

from desk.lexicon import data, doing, oneself
from desk.lexicon.wordlist import any_of
from knowledge.places import customer_region

_NAME = r"[A-Z][A-Za-z0-9&+-]{1,19}(?: [A-Z][A-Za-z0-9&+-]{1,15})?"
_DO = rf"(?i:{any_of(doing.DO_TO_DATA_EN, doing.CLOSING_EN)}|show|stop)"
_HELD = rf"(?i:(?:personal )?{any_of(data.DATA_EN, data.DETAILS_EN, ('record', 'records'))}|{any_of(data.ACCOUNTS_EN)})"
_DONE = any_of(doing.DONE_EN)
_EN = (
    re.compile(
        rf"\b{_DO}\b[^.?!,]{{0,16}}?\bmy (?P<name>{_NAME})(?:'s)? (?:(?:user|customer|online|personal) )?"
        r"(?:account|profile|membership)\b"
    ),
    re.compile(
        rf"\b{_DO}\b[^.?!,]{{0,16}}?\bmy {_HELD} (?:(?:which|that) is )?(?:held |stored |kept )?"
        rf"(?:at|with|by) (?P<name>{_NAME})\s*[.!?]*$"
    ),
    # What is to be done with it said behind it; a capital at the beginning of a sentence tells nothing of "My".
    re.compile(
        rf"(?:^|[.?!,;:]\s+|\b(?i:want|need|like|have|get)\s+)[Mm]y (?P<name>{_NAME})(?:'s)? "
        r"(?:(?:user|customer|online|personal) )?(?:account|profile|membership)"
        rf"(?: (?i:should|must|needs? to|has to|can|could|to|please)(?: please)?(?: be)?| (?i:be))? {_DONE}\b"
    ),
    re.compile(
        rf"(?:^|[.?!]\s+)[Mm]y (?P<name>{_NAME})(?:'s)? (?:(?:user|customer|online|personal) )?"
        rf"(?:account|profile|membership)[.,:;!]?\s+(?i:(?:please |just |can you )*){_DO} (?i:it|that|this)\b"
    ),
    re.compile(rf"\b{_DO}\b[^.?!,]{{0,8}}?\b(?P<name>{_NAME})'s {_HELD} (?:about|on|of) me\b"),
)
_ACCOUNT_ZH = any_of(data.ACCOUNTS_ZH)
_DO_ZH = rf"(?:{any_of(doing.DO_TO_DATA_ZH, doing.CLOSING_ZH)}|取消|停用|查询)"
_ZH = (
    re.compile(
        rf"{_DO_ZH}[^。？！?!]{{0,4}}?我的?在(?P<name>[A-Za-z0-9一-龥·]{{2,8}}?)"
        rf"(?:上|里|平台|网站|公司|那里|那边)?(?:注册|开通)?的{_ACCOUNT_ZH}"
    ),
    re.compile(rf"{_DO_ZH}[^。？！?!]{{0,4}}?我的?(?P<name>[A-Z][A-Za-z0-9&]{{1,19}}) ?的?{_ACCOUNT_ZH}"),
    re.compile(
        rf"{_DO_ZH}[^。？！?!]{{0,4}}?我的?在(?P<name>[A-Z][A-Za-z0-9&]{{1,19}}) ?(?:上|里)?的"
        rf"(?:个人)?{any_of(data.DATA_ZH)}"
    ),
)
_JA = re.compile(
    r"(?<![A-Za-z0-9-])(?P<name>[A-Z][A-Za-z0-9&]{2,19})(?:さん)?"
    rf"(?:の(?:{any_of(oneself.I_JA)}の)?(?:アカウント|会員(?:情報|登録)?)(?!で|から)[^。、！？!?]{{0,8}}(?:消|{any_of(doing.REMOVAL_JA)}|解約|停止|止め)"
    r"|を退会(?:し(?:たい|ます)|させて|する(?:に|方法)))"
)
_NO_OWNER = re.compile(
    r"^(?:personal|private|user|customer|client|member|premium|basic|free|paid|trial|test|guest|online|web(?:site)?"
    r"|internet|e-?mail|mail|mobile|bank|business|company|corporate|old|new|former|previous|other|second|first|main"
    r"|whole|entire|own|public|social|home|work|office|family|joint|student|employee|staff|shopping|points?|app|login|id|sns|dm|pc|ip|gps|line|vip|ec|cookies?"
    rf"|{any_of(data.DATA_EN, data.PHONES_EN, data.ACCOUNTS_EN)}"
    r"|privacy|service|newsletter|immediate|effect|regards|thanks|best|kind|mr|mrs|ms|dr|staff|support|you|the|your"
    r"|gmail|hotmail|outlook|icloud|iphone|ipad|android|windows|mac|analytics|chrome|wi-?fi|english|japanese|chinese"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|christmas)(?: |$)"
    r"|贵|你|您|这|那|网|系统|数据|公司|平台|服务|应用|软件|手机|电脑|邮箱|之前|以前|当时|现在|过去|最近|[去今前昨]年|时|填|写|登|注册"
    r"|购|买|用|店|处|方|上面|下面|里面|国|地|这里|家",
    re.IGNORECASE,
)
"""A kind of account, a tool, a person's title, a day; in Chinese the desk itself, a place or a time."""


def named_owner(text: str) -> str | None:
    """The name of a company, as it is written, with whose account or data something is to be done; None where no name
    surely stands there."""
    if text.isascii() and text.upper() == text:
        return None  # all in capitals: none of them tells a name
    for pattern in (*_EN, *_ZH, _JA):
        found = pattern.search(text)
        if found is not None and not _NO_OWNER.search(found["name"]):
            return None if customer_region(found["name"]) is not None else found["name"]
    return None
