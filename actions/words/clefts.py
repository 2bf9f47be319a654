"""A wish whose verb is hidden: "What I'm after is a copy of whatever you've got on me", 「我要的就是…副本」. Pure.

A cleft sentence, or a bare "a copy of …, please", holds no verb of a right, so that the question beside it is all that
the dialogue model hears. It counts as a sentence that tells the desk what to do (`actions.words.commands`). Only what
is the writer's own is meant.
"""

import re

from desk.lexicon import data, doing, oneself, people
from desk.lexicon.wordlist import any_of

_LEAD_EN = (
    r"^(?:(?:hi|hello|hey|morning|so|well|look|right|ok(?:ay)?|basically|honestly|actually|really|sorry|and|but)"
    r"[,.!]*\s+){0,3}"
)
_DATA_EN = any_of(data.DATA_EN, data.DETAILS_EN, data.RECORDS_EN, ("stuff",))
_MINE_EN = (
    rf"(?:all )?(?:of )?my (?:own |personal )?(?:{_DATA_EN}|{any_of(data.PARTICULARS_EN, data.ACCOUNTS_EN)})"
)
_HELD_EN = (
    rf"(?:whatever|everything|anything|all(?: (?:the )?(?:personal )?(?:{_DATA_EN}))?|what"
    rf"|(?:the|any) (?:personal )?(?:{_DATA_EN}))(?: that| which)? you(?: guys| people| lot)?"
    r"(?:'ve| have)? ?(?:got|have|hold|held|keep|kept|store|stored|collected|know)?(?: (?:stored|saved|on file))?"
    r" (?:on|about|of) (?:me|myself)(?: on file| in your \w+)?"
)
_COPY_EN = (
    rf"(?:an? |the )?(?:full |complete |paper )?cop(?:y|ies) of (?:{_HELD_EN}"
    rf"|(?!my (?:e-?mail|number|name)\b(?! address)){_MINE_EN}(?: on file)?)"
)
_TAIL_EN = (
    r"(?:,? (?:basically|really|please|thanks|thank you|is all|that's all|if i may|if possible)){0,2}[.!\s]*$"
)
_CLEFT_EN = (
    r"(?:(?:what|all) (?:that )?i(?:'m| am)? (?:really |actually |basically |just )?"
    r"(?:after|want|need|wanted|looking for|asking(?: for)?|hoping for)(?: here)?(?: is|:|'s)"
    r"|(?:what|all) i(?:'d| would) (?:really )?(?:like|love)(?: is|:|'s)"
    r"|i(?:'m| am| would be|'d be) (?:really |just )?(?:after|looking for|wanting|hoping for))"
)
_IT_IS_EN = (
    r"(?:what|all) i(?:'m| am|'d| would)? (?:really |actually |basically |just )?"
    r"(?:after|want|need|like|looking for|asking(?: for)?)(?: is|:|'s)"
)
_TO_HAVE_EN = r"(?: (?:to )?(?:have|get|see|receive|obtain|be given|be sent))?"
_SEEN_EN = re.compile(
    rf"{_LEAD_EN}(?:(?:{_CLEFT_EN}|i(?:'d| would) (?:really )?(?:like|love)){_TO_HAVE_EN} {_COPY_EN}"
    rf"|{_IT_IS_EN} to (?:see|view|have|get|receive) (?:{_HELD_EN}|{_MINE_EN})"
    rf"|(?:please,? )?(?:just )?{_COPY_EN}(?=,? (?:please|if i may)\b)"
    rf"|please,? (?:just )?{_COPY_EN}){_TAIL_EN}",
    re.IGNORECASE,
)
_REMOVED_EN = re.compile(
    rf"{_LEAD_EN}{_CLEFT_EN}(?: (?:for|to have|to see|to get))* (?:(?:{_MINE_EN}|{_HELD_EN})(?: to be)? "
    rf"(?:{any_of(doing.REMOVED_EN)}|gone|wiped)|(?:for )?(?:you )?to (?:{any_of(doing.REMOVAL_EN)}) "
    rf"(?:{_MINE_EN}|{_HELD_EN})){_TAIL_EN}",
    re.IGNORECASE,
)
_MENDED_EN = re.compile(
    rf"{_LEAD_EN}{_CLEFT_EN}(?: (?:for|to have|to see|to get))* (?:{_MINE_EN}(?: to be)? "
    rf"(?:{any_of(doing.CORRECTED_EN)}|put right)|(?:for )?(?:you )?to (?:{any_of(doing.CORRECTION_EN)}) "
    rf"{_MINE_EN}){_TAIL_EN}",
    re.IGNORECASE,
)

_DATA_ZH = any_of(data.DATA_ZH, data.RECORDS_ZH)
_CLEFT_ZH = r"^(?:你好|您好|其实|那个?)?[，,\s]?我(?:想|只?想)?要的(?:东西)?(?:就|只|其实|不过)?是[，,\s]?"
_YOURS_ZH = (
    r"(?:你们|贵公司)?(?:公司)?(?:手[上里头]|那[里边儿]|这[里边儿])?"
    r"(?:所?(?:保存|持有|掌握|登记|收集|存)的?)?的?(?:关于|有关)?"
)
_OF_MINE_ZH = rf"{_YOURS_ZH}我(?:自己|本人)?的?(?:全部|所有)?的?(?:个人)?{_DATA_ZH}"
_SEEN_ZH = re.compile(
    rf"(?:{_CLEFT_ZH}(?:一份)?|^我(?:只|就)?想要(?!的)|^(?:请|麻烦|我要|我想要|给我)(?:给我)?(?:要)?一份)"
    rf"{_OF_MINE_ZH}的?(?:全部|完整)?的?(?:一份)?(?:副本|复印件|拷贝|复本|備份|备份)(?:就行|就好|而已)?[。！!\s]*$"
)
_REMOVED_ZH = re.compile(
    rf"{_CLEFT_ZH}(?:把{_OF_MINE_ZH}(?:全部|都)?(?:{any_of(doing.REMOVAL_ZH)}|删)[掉了]*"
    rf"|(?:你们|您)?(?:{any_of(doing.REMOVAL_ZH)}|删)[掉了]?{_OF_MINE_ZH}"
    rf"|{_OF_MINE_ZH}(?:全部|都)?被?(?:{any_of(doing.REMOVAL_ZH)}|删)[掉了]*)[。！!\s]*$"
)

_ME_JA = any_of(oneself.I_JA)
_DATA_JA = any_of(data.DATA_JA, data.PERSONAL_DATA_JA, data.REGISTERED_JA, ("記録", "登録"))
_CLEFT_JA = (
    rf"^(?:すみません|要するに|つまり|あの)?[、\s]?(?:(?:{_ME_JA})(?:が|の))?"
    r"(?:ほしい|欲しい|求めて(?:い)?る|お願いしたい|必要な)(?:の|もの)(?:は|って)[、\s]?"
)
_SEEN_JA = re.compile(
    rf"{_CLEFT_JA}(?:そちら|御社|貴社)?(?:[にでがの]{{1,2}})?(?:登録|保有|保管|保存)?(?:された|されて(?:い)?る|して(?:い)?る)?"
    rf"(?:{_ME_JA}(?:の|に関する|について(?:の)?))?(?:個人)?{_DATA_JA}(?:の)?(?:全部の|すべての)?(?:写し|コピー|控え|開示)"
    r"(?:だけ)?(?:なん)?(?:です|だ|でございます)(?:よ|ね)?[。！!\s]*$"
)
_DONE_JA = (
    rf"{_CLEFT_JA}(?:そちら|御社|貴社)?(?:[にでがの]{{1,2}})?(?:登録|保有|保管|保存)?(?:された|されて(?:い)?る|して(?:い)?る)?"
    rf"(?:{_ME_JA}(?:の|に関する|について(?:の)?))?(?:個人)?{_DATA_JA}の"
)
_ENDS_JA = r"(?:だけ)?(?:なん)?(?:です|だ|でございます)(?:よ|ね)?[。！!\s]*$"
_REMOVED_JA = re.compile(rf"{_DONE_JA}(?:{any_of(doing.REMOVAL_JA)}){_ENDS_JA}")
_MENDED_JA = re.compile(rf"{_DONE_JA}(?:{any_of(doing.CORRECTION_JA)}){_ENDS_JA}")
_KINDS = (
    ("request_disclosure", (_SEEN_EN, _SEEN_ZH, _SEEN_JA)),
    ("request_remove", (_REMOVED_EN, _REMOVED_ZH, _REMOVED_JA)),
    ("request_correction", (_MENDED_EN, _MENDED_JA)),
)
_LONGEST = 200
"""Characters; who tells a longer story is read as a whole."""
_ANOTHERS = re.compile(
    rf"\b(?:not|never)\b|n't\b|\border|订单|訂單|不|没|他|她|{any_of(people.RELATIVES_ZH, people.ACQUAINTED_ZH)}",
    re.IGNORECASE,
)


def wished_in_a_noun(sentence: str) -> str | None:
    """The intent of the request that a sentence wants without a verb of it; None for all others."""
    told = sentence.strip().replace("’", "'")
    if len(told) > _LONGEST or _ANOTHERS.search(told):
        return None
    return next((intent for intent, forms in _KINDS if any(one.match(told) for one in forms)), None)
