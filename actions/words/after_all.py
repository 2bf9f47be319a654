"""What is wanted after all: a request that was given up, another one instead of it, or one that the desk took for
another company's. Pure.

Each holds only right after the desk has said so (`said_last`): later the same words may mean whatever was said since.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from actions.case import Case, Heard
from actions.vocabulary import AMBIGUOUS_REMOVE, REMOVALS
from actions.words.names import kind_named
from actions.words.pausing import resumes
from actions.words.phrases import takes_up_again
from actions.words.whose import without_legal_form
from desk.chat.said import MalformedSaid, Utterance, read
from desk.lexicon import data, oneself
from desk.lexicon.wordlist import any_of
from desk.requests.stages import Stage
from knowledge.vocabulary import RequestType

Event = Mapping[str, Any]

_CIVIL = frozenset({"talk.thanks", "talk.greet", "talk.goodbye", "talk.chitchat"})


def said_last(events: Sequence[Event]) -> list[Utterance]:
    """The utterances of the desk's last turn, in order; none where the tracker does not hold it, or it was a civility,
    which nobody wants again."""
    said: list[Utterance] = []
    users = 0
    for event in reversed(events):
        users += event["event"] == "user"
        if users > 1:
            break
        one = uttered(event)
        if users and one is not None:
            said.append(replace(one, about=None))  # the question counts once
    return [] if all(one.utterance in _CIVIL for one in said) else said[::-1]


def given_up(case: Case, text: str, events: Sequence[Event]) -> dict[str, str]:
    """The kind of the request that was given up and what was told for it, where the desk has just said so, the text
    takes it up again (「やっぱりやります」) and nothing else is open, offered or left to read; the kind that it names
    instead (「やっぱり開示で」); else nothing. Who says that they go on with what they had begun
    (「さっきの続きから」) may have asked other things since."""
    instead, refers_back = named_instead(text), resumes(text)
    if case.stage != Stage.NONE or case.request_type is not None or case.ambiguous is not None:
        return {}
    if not refers_back:
        if instead is None and not takes_up_again(text):
            return {}
        if case.offer is not None or case.more is not None or not _has_said(events, "request.cancelled"):
            return {}
    if instead is not None and not refers_back:
        return {"request_type": str(instead)}
    cancelled = False
    told: dict[str, str] = {}
    for event in reversed(events):
        cancelled = cancelled or _cancels(event)
        if not cancelled or event["event"] != "slot" or event.get("value") is None:
            continue
        name, value = str(event["name"]), str(event["value"])
        if name in _OF_THE_REQUEST:
            told.setdefault(name, value)
        if name in ("request_type", "ambiguous"):
            return {**told, name: value} if not refers_back or _may_be_meant(text, value) else {}
    return {}


_OF_THE_REQUEST = ("subject", "reply_method")
"""What has been told for it is not asked again; who asks, and from where, is never forgotten."""


def _may_be_meant(text: str, given_up: str) -> bool:
    """Whether who goes on with what they had begun names no request, or the one that was given up."""
    told = [kind for name, kind in _NAMED_JA.items() if name in text]
    removed = given_up in (*REMOVALS, AMBIGUOUS_REMOVE)
    return not told or any(given_up == kind or (removed and kind in REMOVALS) for kind in told)


_NAMED_JA = {
    "開示": RequestType.DISCLOSURE,
    "訂正": RequestType.CORRECTION,
    "削除": RequestType.DELETION,
}
"""What may be named in it (`actions.words.pausing.resumes`)."""


_INSTEAD = (
    re.compile(
        r"^(?:(?:あ|いや|ごめん(?:なさい)?|すみません|すいません|やっぱ(?:り|し)?|それなら|じゃあ?|では|代わりに)[、,。\s]*)*"
        r"(?P<what>[^、。,.!！?？\s]{2,14}?)(?:のほう|の方|だけ)?"
        r"(?:(?:で(?:お願い)?|に|を?お願い|を)(?:します|する|して(?:ください|下さい)?|したい(?:です)?|お願いします)?|します|したい(?:です)?)?"
        r"[。！!\s]*$"
    ),
    re.compile(
        r"^(?:(?:actually|sorry|ok(?:ay)?|then|well|wait|hmm|rather)[,.]?\s+|no[,.]\s*)*"
        r"(?:(?:i(?:'d| would)? (?:want|like|prefer|rather have)|make it|let's do|do)\s+)?(?:an?\s+|the\s+)?"
        r"(?P<what>[a-z][a-z -]{3,40}?)(?:\s+request)?(?:,?\s+(?:then|instead|after all|please))*[.!\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:(?:算了|那)[，,]?|不[，,])?(?:还是|那就|改成|改为)?(?:要|想|办理?|申请)?(?P<what>[^，。？?\s]{2,10}?)吧?[。！!\s]*$"
    ),
)
_LOOKING = re.compile(rf"(?:查询|查阅|查看|披露)(?:我的)?(?:个人)?{any_of(data.DATA_ZH)}?")
_CHINESE = {"删除": RequestType.DELETION, "更正": RequestType.CORRECTION, "停止使用": RequestType.USE_STOP}
"""What Chinese customers call them in a word: the desk's labels are whole phrases there."""


def named_instead(text: str) -> RequestType | None:
    """The one request that the text names, where it says nothing else; "go on" and 「还是」 name none."""
    for pattern in _INSTEAD:
        found = pattern.match(text.strip())
        if found is None:
            continue
        what = found["what"].strip()
        if what.endswith("した"):
            return None  # it is over
        if _LOOKING.fullmatch(what):
            return RequestType.DISCLOSURE
        if (kind := _CHINESE.get(what) or kind_named(what)) is not None:
            return kind
    return None


_DATA_EN = any_of(data.DATA_EN, ("record", "records"))
_OURS = (
    re.compile(
        r"^(?:(?:いいえ|いえ|いや|違(?:う|います|くて)|ちがう|ちがいます|そう(?:じゃ|では)なく(?:て)?|(?:じゃ|では)なく(?:て)?|だから|あの)"
        r"(?:って(?:ば)?|よ|ね|の)?[、,。！!\s]*)*"
        r"(?:御社|貴社|おたく(?:の会社)?|お宅|そ(?:ちら|っち)(?:の会社)?|あなた(?:たち|の会社)?|あんた(?:ら|の会社)?|お前(?:ら|んとこ)?|ここ)"
        r"(?:さん)?"
        r"(?:の|に(?:ある|登録した|登録している)|が持って(?:い)?る|(?=(?:です|だ)[よけが。！!\s]*$))"
        rf"(?:(?:持って(?:い)?る)?{any_of(oneself.I_JA)}?の?(?:個人)?(?:{any_of(data.DATA_JA, data.REGISTERED_JA)}"
        r"|登録|ほう|方|やつ|もの|分)(?:のこと)?)?"
        r"(?:です|だ(?:よ|って|から)?|の(?:こと|話)(?:です|だ)?|を?お願いします)?(?:よ|ね|けど|が)?[。！!\s]*$"
    ),
    re.compile(
        r"^(?:(?:no+|nope|sorry|wrong|actually|i said)[,.!]*\s+|not \w+[,.!]+\s+)*"
        r"(?:(?:but )?i (?:mean|meant|want)\s+)?(?:it(?:'s| is)\s+)?(?:about\s+)?"
        rf"(?:your(?:s| (?:own )?(?:company(?:'s)?|{_DATA_EN}|copy|side))"
        rf"|(?:my |the )?(?:{_DATA_EN}|one)(?: that)? (?:you|your company) (?:have|hold|keep|store|got)"
        r"(?: (?:on|of|about) me)?"
        rf"|my {_DATA_EN} (?:with|at) (?:you|your company))[,\s]*(?:please)?[.!\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:(?:不|不是|不对)[，,。！!]+\s*|(?:我是说|我说的是|我指的是)[，,。\s]*)*(?:是)?(?:你们|贵公司|贵司|这里|你们公司)(?:公司|这里)?的?"
        rf"(?:我的)?(?:个人)?{any_of(data.DATA_ZH)}?[。！!\s]*$"
    ),
)
_NOT_OURS = frozenset(
    {
        "talk.perhaps_other_desk",
        "talk.perhaps_other_desk_closed",
        "talk.perhaps_other_desk_no_successor",
        "talk.other_desk",
    }
)


def means_us(text: str, own: Sequence[str] = ()) -> bool:
    """Whether somebody says that they mean the data of the company whose desk this is (「いえ、御社の情報です」), and
    nothing else. `own`: its names."""
    for name in sorted({*own, *map(without_legal_form, own)} - {""}, key=len, reverse=True):
        text = re.sub(re.escape(name), "御社", text, flags=re.IGNORECASE)
    return any(one.match(text.strip()) for one in _OURS)


def meant_here(text: str, events: Sequence[Event], own: Sequence[str]) -> Heard | None:
    """The wish that the desk has set aside as another company's, where the text says that it is this one's."""
    return set_aside(events) if means_us(text, own) else None


def set_aside(events: Sequence[Event]) -> Heard | None:
    """The message that the desk has just taken for one about another company's data; None where it has not."""
    if not any(_has_said(events, key) for key in _NOT_OURS):
        return None
    users = [event for event in reversed(events) if event["event"] == "user"]
    if len(users) < 2 or not users[1].get("parse_data"):
        return None
    return Heard.of_message(users[1]["parse_data"])


def only_asked(aside: Heard) -> bool:
    """Whether what was set aside was a question, and no wish."""
    return aside.intent in ("ask_question", "ask_price") or aside.only_asks


def _has_said(events: Sequence[Event], key: str) -> bool:
    return any(one.utterance == key for one in said_last(events))


def _cancels(event: Event) -> bool:
    one = uttered(event)
    return one is not None and one.utterance == "request.cancelled"


def uttered(event: Event) -> Utterance | None:
    """The message that an event of the tracker holds; None for an effect, for events of other kinds, and for what an
    earlier version said in another shape: a conversation goes on after an update."""
    custom = (event.get("data") or {}).get("custom") if event["event"] == "bot" else None
    try:
        one = read(custom) if custom else None
    except MalformedSaid:
        return None
    return one if isinstance(one, Utterance) else None
