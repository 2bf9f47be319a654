"""A verb of a right and a relative in one short message (「能不能帮我妈妈删掉」, "can you delete it for my mum"). Pure.

Too little for the dialogue model, where it names no data. By what right somebody asks is asked next.
"""

import re

from actions.vocabulary import AMBIGUOUS_REMOVE
from desk.lexicon import data, doing, oneself, people, wishing
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import RequestType

_LONGEST = 80
"""Characters."""

_DATA_ZH = rf"(?:(?:个人)?{any_of(data.DATA_ZH, data.PARTICULARS_ZH, data.ACCOUNTS_ZH)})?"
_BEFORE_ZH = (
    r"^(?:你好|您好|请问)?[，,\s]?(?:你们|您)?(?:我)?(?:能不能|可不可以|能否|可以|能|想|要|需要)?(?:请|麻烦)?(?:帮|替|给|为)(?:一下)?"
    rf"(?:(?:我的?)?{any_of(people.RELATIVES_ZH)}|我老?[妈爸])(?:把)?(?:[他她]?的)?{_DATA_ZH}"
)
_BEHIND_ZH = rf"(?:一下|掉)?(?:[他她]?的)?{_DATA_ZH}(?:吗|么|吧|呢)?[。？?！!\s]*$"
_DATA_JA = any_of(data.DATA_JA, data.PERSONAL_DATA_JA, data.PARTICULARS_JA, data.REGISTERED_JA)
_BEFORE_JA = (
    rf"^(?:あの|すみません|すいません)?[、,\s]?(?:{any_of(oneself.I_JA)}の)?"
    rf"{any_of(people.RELATIVES_JA)}{people.TITLE_JA}"
    rf"の(?:代わりに|かわりに|(?:{_DATA_JA}|分|ぶん)(?:を|も)?|[をも])[、\s]?(?:全部|すべて|全て)?"
)
_BEHIND_JA = (
    rf"(?:て(?:{any_of(wishing.DO_FOR_ME_JA)}|(?:もらえ|くれ|いただけ)(?:ます|ません|ないです)(?:でしょう)?か|ね?(?=[。！!\s]*$))|たい)"
    r"(?:です|ん(?:です|だ)|の(?:です|だ))?(?:が|けど)?[。？?！!\s]*$"
)
_BEFORE_EN = (
    rf"^(?:(?:hi|hello|please|{any_of(wishing.ASKING_EN)}|i want to|i(?:'d| would) like to"
    r"|i need to)[,.]?\s+){0,3}"
)
_BEHIND_EN = (
    r" (?:it|everything|them|all of it|the data|the account"
    rf"|(?:his|her|their) (?:{any_of(data.DATA_EN, data.DETAILS_EN, data.ACCOUNTS_EN)}))"
    rf"(?: all)? for my (?!late |dead |deceased )(?:\w+ )?{any_of(people.RELATIVES_EN)}(?: please)?[.?!\s]*$"
)
_WISHED = tuple(
    (
        intent,
        re.compile(
            rf"{_BEFORE_ZH}(?:{zh}){_BEHIND_ZH}|{_BEFORE_JA}(?:{ja}){_BEHIND_JA}|{_BEFORE_EN}{en}{_BEHIND_EN}",
            re.IGNORECASE,
        ),
    )
    for intent, ja, en, zh in (
        (
            AMBIGUOUS_REMOVE,
            rf"消し|{any_of(doing.REMOVAL_JA)}(?:を)?し",
            any_of(doing.REMOVAL_EN),
            rf"{any_of(doing.REMOVAL_ZH)}|删(?=掉|一下)",
        ),
        (
            f"request_{RequestType.CORRECTION}",
            rf"直し|{any_of(doing.CORRECTION_JA)}(?:を)?し",
            any_of(doing.CORRECTION_EN),
            any_of(doing.CORRECTION_ZH),
        ),
        (
            f"request_{RequestType.DISCLOSURE}",
            rf"{any_of(doing.DISCLOSURE_JA)}(?:を)?し",
            any_of(doing.DISCLOSURE_EN),
            any_of(doing.DISCLOSURE_ZH),
        ),
    )
)


def wished_for_kin(text: str) -> str | None:
    """The intent of the request that somebody wants for a relative, and says no more; None for all other texts."""
    told = text.strip()
    if len(told) > _LONGEST:
        return None
    return next((intent for intent, words in _WISHED if words.match(told)), None)
