"""Who speaks of an end and makes none: 「取り消さないでください」, "I never said cancel", "did you cancel it?". Pure.

Each is an end to the dialogue model, and surely (.9 and more): the form was gone by it, and a request that had been
received was withdrawn. Who is taken for one of these by mistake is told how to end it; so these may be wide.
"""

import re

from actions.words.ending import ends_plainly
from desk.lexicon import wishing
from desk.lexicon.wordlist import any_of
from knowledge.several import asks

_LONGEST = 80
"""Characters; who says more tells something besides."""

_END_JA = r"(?:[や止]め|取り?消|取り?下げ|キャンセル|中止|中断|終[わ了]|撤回)"
_NOT_JA = (
    rf"{_END_JA}(?:[さしらせてるすたろにのとはがをいおりく]|じゃ|では|わけ|つもり|気|こと|言って|頼んで|よう){{0,9}}"
    r"(?:ない|なく|ません|ありません)(?:で|です|ください|下さい|ほしい|欲しい|お?願い(?:します|いたします)|んです|のに|けど|が|から|よ|ね|って|ば)*[。．.！!…\s]*$"
)
_NOT_EN = (
    r"(?:\b(?:not|never|nobody|no one)|n't|\bdont)\s+"
    r"(?:(?:actually|really|ever|want(?:ed)?|wish|mean(?:t)?|need|ask(?:ed)?|say|said|tell|told|going|have|you|be|been|to|that|for|an?|any)\s+){0,5}"
    r"(?:cancel|stop|withdraw|abort|quit|end|close|drop)(?:l?ing|l?ed|lation|ped|ping|al)?\b[^,.;!?]{0,30}[.!\s]*$"
    r"|^no cancel(?:lation)?[.!\s]*$"
)
_NOT_ZH = (
    r"(?:(?<![要能会是可想])(?:不(?:要|想|用|是(?:要|想)?|能|会)?|别|勿)|没(?:有)?(?:说|想|要|让|叫)?过?(?:要|想|你们?)?)(?:再)?"
    r"(?:取消|撤销|撤銷|撤回|停|终止|中止)[^，,。；！？?!]{0,10}[。！!\s]*$"
)
_NOT = re.compile(f"{_NOT_JA}|{_NOT_EN}|{_NOT_ZH}", re.IGNORECASE)
_WHETHER = re.compile(
    rf"^[^。、，,.!！?？]{{0,16}}{_END_JA}(?:に)?(?:し|さ|な[っり]|れ)*(?:た|まし(?:た)?|て(?:い)?(?:る|ます|た)|てしま[^。、]{{1,5}}|ちゃった)"
    r"(?:の|ん)?(?:です|でしょう)?(?:か[。.\s]*$|(?:か)?[?？\s]+$)"
    rf"|^(?:なんで|なぜ|どうして|何で)[^。、，,.!！?？]{{0,12}}{_END_JA}"
    r"|^(?:and |but |so |wait,? )?(?:(?:did|have|has|is|was|were|are) [^.!?]{0,40}\b"
    r"|why (?:did|have|has|is|was|were|are|would) [^.!?]{0,40}"
    r"|what if [^.!?]{0,30})(?:cancel|stop|withdr[ae]w|end|drop|clos)(?:l?ed|p?ed|n|l?ing|e)?\b[^.!?]{0,20}[?.\s]*$"
    r"|^[^，,。！!]{0,10}(?:取消|撤销|撤銷|撤回|停止|终止)(?:掉)?了(?:吗|么|嗎|没有?)[？?\s]*$|^(?:(?:为什么|為什麼)(?:会|要)?|怎么(?:会|给我|就))(?:取消|撤销|撤回|停)[^，,。]{0,6}了?[？?\s]*$",
    re.IGNORECASE,
)
"""Whether or why it has ended."""
_FOR_IT = re.compile(
    r"(?:もらえ|いただけ|頂け|くれ|くださいま)(?:ます|ません|る|ない)|お?願いでき"
    r"|^(?:(?:hi|hello|ok(?:ay)?|sorry|please|so),?\s+)*(?:can|could|will|would) you "
    r"(?:please |just )?(?:cancel|stop|withdraw|end|drop)"
    rf"|{any_of(wishing.ASKING_ZH)}(?![问問])",
    re.IGNORECASE,
)
"""A question that asks to have it done."""
_SAID = re.compile(r"[。．.！!?？、，,；;\n]+")


def ends_nothing(text: str) -> bool:
    """Whether an end is spoken of that is not to be, or it is asked whether or why there has been one."""
    told = text.strip().replace("’", "'")
    return len(told) <= _LONGEST and (_NOT.search(told) is not None or _WHETHER.search(told) is not None)


def asks_of_an_end(text: str) -> bool:
    """Whether it is only asked about an end (「取り消せますか」), and no part of the message makes one or asks for one
    ("can you cancel it?")."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or not asks(told) or _FOR_IT.search(told):
        return False
    return not any(ends_plainly(one) for one in _SAID.split(told))
