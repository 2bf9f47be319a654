"""Data is to stay for some time and to be removed then: "keep it until the claim is settled, then delete it". Pure.

The removal is wanted, and when. The dialogue model hears that data is only not to be used, and the removal was lost.
"""

import re

from actions.words.questions import asking
from desk.lexicon import doing
from desk.lexicon.wordlist import any_of

_GONE_JA = rf"(?:消して|消し|消す|{any_of(doing.REMOVAL_JA)})"
_JA = re.compile(
    rf"(?:まで|うち|あいだ|間)(?:は|に)?[、\s]?[^。]{{0,12}}?(?:残し|残って|持って|取って|とって|置い|保管し"
    rf"|保存し|そのまま|消さな)[^。]{{0,12}}?[、。\s]"
    rf"[^。]{{0,6}}?(?:そのあと|その後|それから|そうしたら|終わったら|済んだら|すんだら|あとで|後で"
    rf"|以降)[^。]{{0,10}}?{_GONE_JA}"
    rf"|(?:終わっ|済ん|すん|解決し|完了し|支払われ|届い|決まっ|終了し)(?:たら|だら|てから|でから|た(?:あと"
    rf"|後)(?:に|で)?)[、\s]?[^。、？?]{{0,10}}?{_GONE_JA}を?(?:て(?:ください|ほしい|もらいたい|もらえれば)|しい"
    rf"|ください|お願い|$)"
)
_EN_GONE = rf"(?:{any_of(doing.REMOVAL_EN)}|wipe|get rid of|destroy)"
_EN = re.compile(
    rf"\b(?:keep|hold|leave|store|retain)\b[^.?!]{{0,30}}?\b(?:until|till|for now|while"
    rf"|as long as)\b[^.?!]{{0,50}}?[,;]? ?(?:and )?(?:then|after that|afterwards) (?:please )?{_EN_GONE}\b"
    rf"|\b{_EN_GONE} (?:it|them|everything|that|my \w+(?: \w+)?) (?:only )?(?:once|after|when"
    rf"|as soon as) (?!i\b|you (?:can|get|have time))[^.?!]{{3,50}}",
    re.IGNORECASE,
)
_ZH_GONE = rf"(?:删|{any_of(doing.REMOVAL_ZH)})"
_ZH = re.compile(
    rf"(?:先|暂时)?(?:留着|保留|保存|别删|不要删|放着)[^。？?]{{0,6}}?[，,]?[^。？?]{{0,14}}?(?:之后|以后"
    rf"|完了?|结束|了)[，,]?(?:就)?(?:再|然后)(?:帮我|请)?[^。？?]{{0,4}}?{_ZH_GONE}"
    rf"|等[^。？?，]{{1,14}}(?:之后|以后|后|完了?|结束|了)[，,]?(?:就)?(?:再|才)(?:帮我|请"
    rf"|把)?[^。？?]{{0,6}}?{_ZH_GONE}"
)
_LONGEST = 140


def removed_then(text: str) -> bool:
    """Whether a removal is wanted for a later time, or after something has happened; no question is that."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or asking(told):
        return False
    return any(words.search(told) for words in (_JA, _EN, _ZH))
