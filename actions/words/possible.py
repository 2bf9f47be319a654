"""Whether something can be done with one's own data, asked so politely that it may be a wish
(「消してもらえるものなんでしょうか」, "would it be possible to correct my address?"). Pure.

Where the dialogue model hears the wish, the request begins. Where it hears the question, an answer alone would leave
who meant it as a wish with nothing, and the search knows no policy that says "yes, please do": so it is answered, and
the request is offered (docs/decisions/0099).
"""

import re

from actions.vocabulary import REMOVE
from desk.lexicon import data, doing, oneself
from desk.lexicon.wordlist import any_of
from knowledge.several import sentences
from knowledge.vocabulary import RequestType

_OBJECT_JA = (
    rf"(?:(?:{any_of(oneself.I_JA)}|自身)の|登録(?:した|してい?る)|そちらの)?"
    rf"(?:{any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.REGISTERED_JA, data.NAMES_JA, data.ADDRESSES_JA)}"
    rf"|{any_of(data.CONTACTS_JA, data.BIRTHDATES_JA, data.HISTORY_JA, data.ACCOUNTS_JA)})"
)
_BEFORE_JA = (
    r"^(?:(?:すみません|すいません|あの|ちなみに|もしかして|お忙しいところ[^、。]{0,12}|恐れ入りますが|恐縮ですが"
    r"|もし(?:可能|よろし)[^、。]{1,10})[、,\s]?){0,2}"
    rf"(?:{_OBJECT_JA}(?:を|の|も|は|って)?)?(?:全部|すべて|今すぐ|すぐに)?"
)
_TAIL_JA = r"(?:(?:もの|ん|の)?(?:な(?:の|ん))?(?:でしょう|です)?(?:か(?:な|ね|しら)?|の|よ?ね)|(?<=ます))[？?。\s]*$"
_CAN_JA = (
    r"(?:(?:お願い)?(?:でき|出来)(?:る|ます|ない|ません|たりし(?:ます|ません|ない)|たりする)"
    rf"|可能(?:だったりし(?:ます|ません)|だったりする)?){_TAIL_JA}"
)
_BE_IT_JA = r"(?:(?:こと|の|の?って)?(?:は|が|も|って)?)"
_FOR_ME_JA = (
    rf"て(?:(?:もらえ|いただけ|頂け)(?:る|ます|ない|ません|たりし(?:ます|ません|ない)|たりする){_TAIL_JA}"
    rf"|(?:もらう|いただく|頂く){_BE_IT_JA}{_CAN_JA}|(?:もらった|いただいた|頂いた)り(?:って|は|とか)?{_CAN_JA}"
    rf"|(?:もらい|いただき|頂き)たい(?:の|ん)ですが[、,\s]?{_CAN_JA}"
    rf"|(?:くれ|くださ|下さ)(?:る|ます|ない|ません|います|いません){_TAIL_JA})"
)
"""Nothing but that: a fee or the papers of it (「消してもらうのに…」) and what is done (「消してもらえましたか」) are
asked in other words."""
_ASKED_FOR_JA = (
    r"(?:の(?:手続き?|請求))?(?:を|の)?(?:お願い|依頼)"
    rf"(?:する{_BE_IT_JA}|したい(?:の|ん)ですが[、,\s]?|したり(?:って|は|とか)?|は|って)?{_CAN_JA}"
)
_VERBS_JA = (
    (RequestType.DELETION, "削除し?"),
    (RequestType.ERASURE, "消去し?"),
    (REMOVE, "消し|抹消し?"),
    (RequestType.CORRECTION, rf"直し|変え|{any_of(doing.CORRECTION_JA, doing.CHANGE_JA)}し?"),
    (RequestType.DISCLOSURE, rf"見せ|{any_of(doing.DISCLOSURE_JA)}し?"),
    (RequestType.USE_STOP, "(?:利用|使用)(?:を)?停止し?"),
)
_OBJECT_EN = (
    r"(?:all |any )?(?:of )?my (?:personal |registered |postal )?"
    rf"{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, data.ACCOUNTS_EN, ('record', 'records'))}"
)
_BEFORE_EN = r"^(?:(?:hi|hello|excuse me|sorry|please)[,.!]?\s+)*"
_MAY_EN = (
    r"(?:(?:is|would|might) it (?:be )?possible (?:for you )?to|would it be (?:ok|okay|alright) to ask you to"
    r"|(?:would|could|can|will) you (?:be able|be willing|possibly be able) to"
    r"|(?:would|could|can) you possibly)"
)
_END_EN = r"(?:,? please)?\s*\?*\s*$"
_VERBS_EN = (
    (REMOVE, any_of(doing.REMOVAL_EN), any_of(doing.REMOVED_EN)),
    (RequestType.CORRECTION, any_of(doing.CORRECTION_EN), any_of(doing.CORRECTED_EN)),
    (RequestType.DISCLOSURE, any_of(doing.DISCLOSURE_EN, doing.SHOWING_EN), "disclosed"),
)
_BEFORE_ZH = (
    r"^(?:请问|你好|您好|不好意思)?[，,\s]?(?:能不能|可不可以|可以|能否|可否|是否可以|能)(?:请|麻烦)?(?:你们|您|你|贵公司)?"
    r"(?:帮我|给我|让我)?(?:把)?"
)
_MINE_ZH = rf"我的?(?:个人)?{any_of(data.DATA_ZH, data.PARTICULARS_ZH)}"
_VERBS_ZH = (
    (REMOVE, any_of(doing.REMOVAL_ZH)),
    (RequestType.CORRECTION, any_of(doing.CORRECTION_ZH)),
    (RequestType.DISCLOSURE, "披露|查看|查阅"),
)
_ASKS = tuple(
    [
        (kind, re.compile(rf"{_BEFORE_JA}(?:{verb})(?:{_FOR_ME_JA}|{_ASKED_FOR_JA})"))
        for kind, verb in _VERBS_JA
    ]
    + [
        (
            kind,
            re.compile(
                rf"{_BEFORE_EN}(?:{_MAY_EN} (?:{verb}) {_OBJECT_EN}"
                rf"|(?:(?:is|would) it (?:be )?possible to (?:have|get)|(?:can|could|may) i (?:have|get)) "
                rf"{_OBJECT_EN} (?:{done})){_END_EN}",
                re.IGNORECASE,
            ),
        )
        for kind, verb, done in _VERBS_EN
    ]
    + [
        (
            kind,
            re.compile(
                rf"{_BEFORE_ZH}(?:(?:{verb}){_MINE_ZH}|{_MINE_ZH}(?:{verb}))[掉了一下吗嗎呢？?。\s]*$"
            ),
        )
        for kind, verb in _VERBS_ZH
    ]
)
_SAYS_MORE = re.compile(
    r"勝手に|無断|誰|だれ|どこ|どう|いつ|いくら|何|場合|たら|れば|ないで|なくて|ないの|なかった|なぜ"
)
"""A reproach, a condition, or a question of another kind."""


def asks_if_possible(text: str) -> RequestType | str | None:
    """The request (or that something is removed in some way) of which a message asks whether it can be had; None where
    it says or asks anything besides."""
    told = [one for one in sentences(text.strip()) if one.strip()]
    if len(told) != 1 or _SAYS_MORE.search(text):
        return None
    return next((kind for kind, words in _ASKS if words.match(text.strip())), None)
