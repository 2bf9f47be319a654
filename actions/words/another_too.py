"""「私の娘の分も」: what has just been asked or wished for, for somebody else as well. Pure.

By itself it says nothing of what is wanted, and in the form it sounds like the answer to who asks: the request would be
the daughter's then, and no longer the writer's own.
"""

import re

from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import Requester

_WHO_JA = any_of(people.RELATIVES_JA, people.FAMILY_JA, people.FRIENDS_JA)
_OF_THEM_JA = any_of(
    ("分", "もの", "やつ", "ほう", "方"), data.DATA_JA, data.PERSONAL_DATA_JA, data.REGISTERED_JA
)
_TOO_JA = re.compile(
    r"^(?:(?:あの|それって|これって|それは|それと|それから|あと|できれば|じゃあ?|では|ついでに)[、,\s]*)*"
    rf"(?:(?:{any_of(oneself.I_JA, oneself.HOME_JA)})の)?(?P<who>{_WHO_JA}){people.TITLE_JA}の(?:{_OF_THEM_JA})?も"
    r"(?:[、\s]*(?:一緒に|いっしょに|併せて|あわせて|同時に|まとめて))?"
    r"[、\s]*(?:お願い(?:します|したい(?:です)?|できますか)?|(?:でき|見られ|頼め)(?:ます|る)(?:か|の)?|いいですか|です)?[。！!?？\s]*$"
)
_TOO_EN = re.compile(
    r"^(?=.*\b(?:also|too|as well|what about|how about|and)\b)(?:(?:and|also|actually|oh|what about"
    r"|how about),?\s+)*(?:for\s+)?my "
    rf"(?P<who>{any_of(people.RELATIVES_EN, people.FRIENDS_EN)})(?:'s)?(?: (?:data|one|information|account))?"
    r"(?:,? (?:too|as well|also|please))*[?.!\s]*$",
    re.IGNORECASE,
)
_TOO_ZH = re.compile(
    rf"^(?:还有|還有|另外)?[，,\s]*(?:我的?)?(?P<who>{any_of(people.RELATIVES_ZH, people.FRIENDS_ZH)})"
    r"的?(?:也(?:要|一起|可以吗|可以嗎|能办吗)?|呢)[。！？?\s]*$"
)
_CHILDREN = frozenset({*people.CHILDREN_JA, *people.CHILDREN_EN, *people.CHILDREN_ZH})


def also_for(text: str) -> Requester | None:
    """As what somebody would ask for another person as well, where that is all that they say: as a child's parent, or
    as somebody whom the person has asked. None for anything else."""
    found = next(filter(None, (one.match(text.strip()) for one in (_TOO_JA, _TOO_EN, _TOO_ZH))), None)
    if found is None:
        return None
    return Requester.STATUTORY_AGENT if found["who"].lower() in _CHILDREN else Requester.VOLUNTARY_AGENT


_ME_TOO = re.compile(
    r"^(?:(?:それと|それから|あと|できれば|じゃあ?|では|ついでに)[、,\s]*){0,3}"
    rf"{any_of(oneself.I_JA)}の(?:{_OF_THEM_JA})?も"
    r"(?:[、\s]*(?:一緒に|いっしょに|併せて|あわせて|同時に|まとめて))?[、\s]*(?:お願い(?:します|したい(?:です)?|できますか)?|です)?[。！!?？\s]*$"
    r"|^(?:and |also )*(?:(?:for )?me|mine|my (?:own )?(?:data|information|account)),? (?:too|as well|also)"
    r"(?:,? please)?[.!\s]*$"
    r"|^(?:还有|還有|另外)?[，,\s]*我(?:自己)?的也(?:要|一起)?[。！\s]*$",
    re.IGNORECASE,
)


def for_oneself_too(text: str) -> bool:
    """Whether somebody who asks for another wants the same for themself as well (「あと私のも」), and says no more."""
    return _ME_TOO.match(text.strip()) is not None
