"""One thing to be done with data rather than another, in English ("I'd rather have it corrected than deleted"), or
nothing to be removed ("please don't delete it"). Pure.

The dialogue model hears the verbs, and took one that is not wanted. In Japanese the names of the rights tell it
(`actions.words.phrases.declined_at`).
"""

import re
from collections.abc import Sequence

from actions.words.questions import has_question_word
from desk.chat.english import asks_by_order
from desk.lexicon import data, doing, oneself, wishing
from desk.lexicon.wordlist import any_of

_DONE = {
    "request_correction": (doing.CORRECTION_EN, r"correct|rectif|updat|chang|fix"),
    "request_deletion": (("delete",), "delet"),
    "request_erasure": (("erase",), "eras"),
    "request_remove": (("remove",), "remov"),
}
"""Intent -> its verbs as one says them to somebody, and how their forms begin."""
_ANY = "|".join(stem for _, stem in _DONE.values())
_NEAR = r"[^.?!;]{0,40}?"
_OVER = rf"{_NEAR}\b(?:instead of|rather than|not(?! (?:only|just|forget|possible|allowed)\b))\b{_NEAR}\b"
_NO = r"(?!(?: (?:that|you|i|it|to|do|did|would))*(?: not\b|n't\b))"
_TELLING = (
    r"(?:no,? |i (?:meant|mean|said) (?:to |you (?:should|to) )?|please |just |only |but |i want "
    r"(?:you )?to |can you |could you )*"
)


def _preferred(verbs: Sequence[str], stem: str) -> re.Pattern[str]:
    other = rf"(?!{stem})(?:{_ANY})"
    return re.compile(
        rf"\b(?:rather|prefer)\b{_NO}{_NEAR}\b(?:{stem})\w*{_NEAR}\b(?:than|over|instead of|not)\b{_NEAR}\b{other}"
        rf"|^{_TELLING}{any_of(verbs)}\b{_OVER}{other}"
        rf"|\b(?:have|get|want) (?:it|them|that|my \w+)(?: to be)? (?:{stem})ed\b{_OVER}{other}"
        rf"|^(?:no[,.]? )?(?:please )?(?:don't|do not)(?: want you to)? {other}\w*\b[^.?!;]{{0,30}}[,;.]\s*"
        rf"{_TELLING}{any_of(verbs)}\b",
        re.IGNORECASE,
    )


_PREFERRED = {intent: _preferred(verbs, stem) for intent, (verbs, stem) in _DONE.items()}


def preferred_intent(text: str) -> str | None:
    """The intent of the request that is wanted where another is named as not wanted, a no where only a removal is;
    None for all other texts."""
    told = text.strip().replace("’", "'")
    if not told.isascii() or has_question_word(told) or asks_by_order(told):
        return None
    preferred = next((intent for intent, words in _PREFERRED.items() if words.search(told)), None)
    return "deny" if preferred is None and declines_removal(told) else preferred


_REMOVAL = r"(?:delet|eras|remov)\w*"
_KEPT_JA = any_of(data.PERSONAL_DATA_JA, data.DATA_JA, data.ACCOUNTS_JA, data.PARTICULARS_JA)
_DECLINED = re.compile(
    rf"^(?:(?:no|please|and|but|ok(?:ay)?|just|wait|sorry)[,.]?\s+)*(?:"
    rf"(?:do not|don't|never) (?:you )?(?:ever )?{any_of(doing.REMOVAL_EN)}\b(?! not\b)"
    rf"|i (?:do not|don't) (?:really )?want (?:you to {any_of(doing.REMOVAL_EN)}\b"
    rf"|(?:my \w+|it|them|anything)(?: \w+)? (?:to be )?{_REMOVAL})"
    rf"|(?:i'd|i would|we'd) rather (?:not (?:have (?:my \w+|it|them)(?: \w+)? {_REMOVAL}|{any_of(doing.REMOVAL_EN)}\b)"
    rf"|(?:you )?(?:did not|didn't|do not|don't) {any_of(doing.REMOVAL_EN)}\b)"
    r")[^.?!;,]{0,40}[.!\s]*$"
    r"|^(?:请|麻烦|拜托)?[，,]?(?:你们)?(?:千万)?(?:不要|别|请勿)(?:把)?(?:我的?)?"
    rf"(?:{any_of(doing.REMOVAL_ZH)}(?![^，。？?！]{{0,14}}(?:只|改|而|更正|停止))[^，。？?！]{{0,14}}|[^，。？?！]{{1,10}}{any_of(doing.REMOVAL_ZH)})[。！!\s]*$"
    rf"|^(?:(?:やっぱり?|やはり|すみません|いや|いえ)[、,\s]?){{0,2}}(?:(?:{any_of(oneself.I_JA)}の|登録した)?{_KEPT_JA}"
    rf"(?:を|は)?)?(?:絶対に?|まだ|勝手に)?(?:{any_of(doing.REMOVAL_JA)}しないで|消さないで)(?:おいて)?(?:{any_of(wishing.DO_FOR_ME_JA)})?(?:です)?(?:ね|よ)?[。！!\s]*$",
    re.IGNORECASE,
)


def declines_removal(text: str) -> bool:
    """Whether somebody says that nothing is to be removed, and nothing else ("I'd rather not have my data deleted",
    「不要删除我的数据」): to the dialogue model that is a wish for it."""
    return _DECLINED.match(text.strip().replace("’", "'")) is not None


_YET = re.compile(r"まだ|\byet\b", re.IGNORECASE)


def puts_off_removal(text: str) -> bool:
    """Whether nothing is to be removed for the time being (「まだ消さないで」): nobody has given it up."""
    return declines_removal(text) and _YET.search(text) is not None
