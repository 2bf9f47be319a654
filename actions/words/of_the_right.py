"""A question about the right to a request: how often, when, where or whether one may make it. Pure.

It names what one would ask for ("How many times a year can I ask you to show me my data?"), so that the dialogue model
hears a wish. Whether something can be had (「見せてもらえますか」, "can you show me my data?") stays a wish.
"""

import re

from actions.words.commands import commands
from desk.lexicon import doing
from desk.lexicon.wordlist import any_of
from knowledge.several import sentences

_LONGEST = 160
"""Characters of the sentence that asks."""
_LEAD_EN = (
    r"^(?:(?:hi|hello|hey|so|and|but|ok(?:ay)?|well|sorry|quick question|just (?:wondering|asking|curious)"
    r"|out of (?:interest|curiosity)|by the way)[,.:!]*\s+){0,3}"
)
_ONE_EN = r"(?:i|we|one|people|customers|somebody|someone|a (?:person|customer|resident)|residents)"
_MAY_EN = rf"(?:can|could|may|do|should|am|are|is) {_ONE_EN}(?: actually| really| even| legally)?"
_OFTEN_EN = (
    r"(?:how (?:many times|often|frequently)"
    r"(?: (?:(?:in )?an?|per|each|every) (?:\d+ )?(?:years?|months?|weeks?))?)"
)
_ASKING_EN = (
    r"(?:ask|request|apply|demand|make (?:an?|the|such an?|this|my) (?:\w+ )?(?:request|application))\b"
)
_HAVE_EN = r"(?:see|get|have|view|access|obtain)\b"
_ALLOWED_EN = r"(?:allowed|entitled|permitted|free) to"
_TIMES_EN = (
    r"(?:more than once|twice|(?:two|three|several|many) times|every (?:year|month|week)"
    r"|(?:once|twice) an? (?:year|month))"
)
_RIGHT_EN = r"(?:ask|request|demand|see|get|have|make|access|view|obtain)\b"
_OF_OFTEN_EN = (
    re.compile(
        rf"{_LEAD_EN}(?:{_OFTEN_EN}|how many requests) (?:(?:can|could|may|am|are|is) {_ONE_EN}"
        rf"(?: actually| really| even| legally)?(?: {_ALLOWED_EN}| get to)?|do(?:es)? {_ONE_EN} get to)"
        rf" (?:{_ASKING_EN}|{_HAVE_EN}|make\b"
        r"|do (?:it|this|that)\b)[^.?!]{0,80}\?*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}{_OFTEN_EN} (?:can|may|could) (?:an? |the |such )?(?:\w+ )?requests? be (?:made|sent|filed)"
        r"[^.?!]{0,40}\?*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}is there (?:an?|any) (?:limit|cap|maximum|restriction)\b[^.?!]{{0,30}}"
        rf"\b(?:times|often|requests?)\b[^.?!]{{0,50}}\?*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}(?:can|may|could) {_ONE_EN} (?:{_ASKING_EN}|{_HAVE_EN})"
        r"(?:(?!\b(?:you (?:sen[dt]|store|collect\w*|have|hold|keep|ma[dk]e|got)|i(?:'ve)?|which|that|what|sent"
        rf"|made)\b)[^.?!,]){{0,50}}\b{_TIMES_EN}(?: (?:an?|per|each|every|in an?) (?:year|month))?\?*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}(?:can|could|may) {_ONE_EN} (?:make|file|send|submit) (?:more than (?:one|\d)|several|many|two)"
        r" requests?(?: (?:an?|per|each|every|in an?) (?:year|month))?\?*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:know|wondering|wonder|curious|tell me|asking|ask you),? {_OFTEN_EN} {_ONE_EN}(?:'m| am| are| is)?"
        rf"(?: can| could| may| should)?(?: {_ALLOWED_EN})? (?:{_ASKING_EN}|{_HAVE_EN})[^.?!]{{0,80}}[.?]*\s*$",
        re.IGNORECASE,
    ),
)
_OF_MAY_EN = (
    re.compile(
        rf"{_LEAD_EN}(?:(?:from |until )?when|where|at what age|in what cases) {_MAY_EN}(?: {_ALLOWED_EN}| get to)? "
        rf"{_ASKING_EN}[^.?!]{{0,80}}\?*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}(?:am|are) (?:i|we|people|customers) (?:even |actually |legally |at all )?{_ALLOWED_EN} "
        rf"{_RIGHT_EN}[^.?!]{{0,80}}\?*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}do (?:i|we) (?:even |actually |legally )?have (?:the|a|any) right to {_RIGHT_EN}"
        r"[^.?!]{0,80}\?*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}(?:do|will|would|should) (?:i|we) (?:get|be) (?:told|notified|informed)\b"
        r"[^.?!]{0,12}\b(?:if|when|once|before|after)\b[^.?!]{0,70}\?*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:know|wondering|wonder|curious|tell me|asking|ask you),? (?:if|whether|when) "
        rf"(?:i|we|one|people)(?:'m| am| are| is)? (?:(?:even |actually |legally )?{_ALLOWED_EN}"
        r"|(?:can |will )?(?:get|be) (?:told|notified|informed)|have (?:the|a|any) right to)"
        r"[^.?!]{0,80}[.?]*\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_LEAD_EN}(?:do|will|would) you (?:(?:tell|notify|inform) me|let me know) (?:when|once|after) "
        rf"(?:it|that|they|my (?:\w+ )?\w+)(?:'s|'ve| is| are| has| have)?(?: been)? "
        rf"(?:{any_of(doing.DONE_EN)}|done|gone)\?*\s*$",
        re.IGNORECASE,
    ),
)

_DONE_ZH = (
    rf"(?:申请|申請|要求|请求|請求|索取|提出|查|看|调取|{any_of(doing.DO_TO_DATA_ZH, doing.SEEING_ZH)})"
)
_OFTEN_ZH = re.compile(
    rf"(?:^|[，,。！!\s])[^，,。？?！!]{{0,16}}?(?:{_DONE_ZH}[^，,。？?！!]{{0,16}}?(?:几次|幾次|多少次|几回|几遍)"
    rf"|(?:能|可以|最多|可)[^，,。？?！!]{{0,8}}?(?:几次|幾次|多少次|几回|几遍)[^，,。？?！!]{{0,4}}?{_DONE_ZH}"
    rf"|多久(?:可以|能|才能)?{_DONE_ZH}一[次回]|多久一[次回][^，,。？?！!]{{0,4}}?{_DONE_ZH})[^，,。？?！!]{{0,16}}[？?。\s]*$"
    rf"|(?:^|[，,。！!\s])(?:能|可以)(?:多次|重复|每年都?){_DONE_ZH}[^，,。？?！!]{{0,10}}[吗嗎][？?。\s]*$"
    rf"|(?:^|[，,。！!\s]){_DONE_ZH}[^，,。？?！!]{{0,10}}?(?:次数|次數)[^，,。？?！!]{{0,4}}(?:限制|上限)[^，,。？?！!]{{0,6}}[吗嗎呢么]?[？?。\s]*$"
)
_MAY_ZH = re.compile(
    r"(?:^|[，,。！!\s])(?:请问|那|我|本人|客户|用户){0,3}(?:什么时候|什麼時候|何时|从什么时候|在?哪[里儿裡]?|在什么情况下)"
    r"(?:才)?(?:可以|能|能够|有权)?(?:申请|申請|要求|提出)[^，,。？?！!]{0,24}[？?。\s]*$"
    rf"|(?:^|[，,。！!\s])(?:请问|那|我|本人|客户|用户){{0,3}}(?:有没有|有沒有|是否有|有)(?:权利?|權利?|资格)(?:{_DONE_ZH})?"
    r"[^，,。？?！!]{0,20}(?:[吗嗎呢][？?。\s]*|[？?]\s*)$"
    rf"|(?:^|[，,。！!\s])(?:请问|那|我|本人){{0,3}}(?:有没有|有沒有|是否有)(?:权利?|權利?|资格){_DONE_ZH}[^，,。？?！!]{{0,20}}$"
    r"|^(?:请问)?(?:数据|资料|信息)?(?:删了|删掉|删完|删除(?:之?后|以后|了))[，,]?(?:会不会|会)(?:告知|告诉|通知)我?[吗嗎呢]?[？?。\s]*$"
    rf"|(?:^|[，,。！!\s])[^，,。？?！!]{{0,12}}{any_of(doing.DO_TO_DATA_ZH)}[^，,。？?！!]{{0,10}}(?:会不会|会|會)(?:被)?(?:告知|通知)(?:我|本人|到我)?[吗嗎呢]?[？?。\s]*$"
)


_DONE_JA = rf"(?:請求|申請|依頼|見せ|見られ|頼[みめん]|求め|出せ|{any_of(doing.DO_TO_DATA_JA)})"
_TIMES_JA = r"(?:(?:年|月|週|一年|1年|１年|半年|期)(?:間)?に(?:は)?[、\s]?)?(?:何|なん)(?:回|度)(?:まで|くらい|ぐらい)?"
_OFTEN_JA = re.compile(
    rf"(?:^|[、。！!\s])[^。？?！!]{{0,24}}?(?:{_TIMES_JA}[^、。？?！!]{{0,18}}?{_DONE_JA}[^、。？?！!]{{0,14}}?(?:でき|られ|もらえ|いただけ|頂け|せ|め|可能|いい|よい)"
    rf"|{_DONE_JA}[^、。？?！!]{{0,14}}?(?:のは|は|って)[、\s]?{_TIMES_JA})"
    r"[^、。？?！!]{0,10}?(?:か(?:な|ね)?|の|です|ます)?[？?。\s]*$"
    rf"|(?:^|[、。！!\s])(?:[年月]|[1１一]年)に(?:[2-9２-９二三四五]|複数)[回度](?:以上)?[^、。？?！!]{{0,8}}?{_DONE_JA}[^、。？?！!]{{0,6}}"
    r"(?:でき|られ|せ)ます?か?[？?。\s]*$"
    rf"|(?:^|[、。\s])(?:請求|申請)は何[回度]でも(?:でき|可能)[^、。？?！!]{{0,6}}[？?。\s]*$"
    rf"|(?:^|[、。\s]){_DONE_JA}[^、。？?！!]{{0,6}}?回数(?:に|の)?(?:制限|上限)[^、。？?！!]{{0,14}}[？?。\s]*$"
)
_NOT_ASKED = re.compile(
    r"何[度回]も|何[度回]か|何[度回]目|何[度回](?:言|いっ|お願い|頼ん|請求し|申請し|問)|ました|ない[。\s]*$"
    r"|何[度回][^。、？?]{0,8}(?:れば|たら|めば)|た(?:の)?(?:は|が|って)[、\s]?(?:何|なん)[度回]"
    r"|了[几幾好多]+次|[没沒]|不|[几幾][次回遍](?:才|的|订单|记录|照片)|的[几幾][次回]"
)
"""「何度も頼んだ」, 「何回請求すればいいんですか」, 「申请了几次」 complain."""
_ANOTHER_MATTER = re.compile(
    r"\b(?:refunds?|compensat\w+|lawyers?|attorneys?|complain\w*|jobs?|orders?|parcels?|deliver\w+|discounts?)\b"
    r"|退款|退货|赔偿|投诉|工作|快递|订单|返金|返品|賠償|注文|荷物",
    re.IGNORECASE,
)
_WISHES_BESIDE = re.compile(
    rf"\bplease,? (?:just )?(?:{any_of(doing.DO_TO_DATA_EN, ('show', 'send', 'give', 'stop'))})\b",
    re.IGNORECASE,
)
"""In the sentence that asks."""
_MAY_JA = re.compile(
    rf"(?:^|[、。！!\s])(?:いつ(?:から|まで|になったら)?|どこで|どんな(?:とき|時|場合)に)[、\s]?[^、。？?！!]{{0,12}}?"
    rf"(?:請求|申請|依頼|{any_of(doing.DO_TO_DATA_JA)}(?:請求|を(?:請求|申請|依頼)))(?:は|を|が)?"
    r"(?:すること(?:が|は))?(?:でき|可能|して(?:いい|よい|良い))[^、。？?！!]{0,8}(?:か|の)[？?。\s]*$"
    rf"|(?:^|[、。！!\s])[^、。？?！!]{{0,16}}?(?:請求|申請|{any_of(doing.DO_TO_DATA_JA)})(?:を)?(?:する|してもらう|求める)?権利(?:は|が|って)"
    r"(?:私に(?:も)?)?(?:ある|あり)[^、。？?！!]{0,8}(?:か|の)[？?。\s]*$"
    rf"|^[^、。？?！!]{{0,10}}?(?:{any_of(doing.DO_TO_DATA_JA)}(?:を)?(?:し|され|が終わっ|が済ん)|消[しえ])[ただ](?:ら|とき|時|場合|後)(?:は|に|には)?[、\s]?"
    r"(?:お)?(?:知らせて?|教えて|通知|連絡)(?:を|は|が)?(?:して)?(?:もらえ|いただけ|頂け|くれ|くださ|下さ|来|き|され|あり|ある)"
    r"[^、。？?！!]{0,8}(?:か|の)[？?。\s]*$"
)
_WISHES_BEFORE = re.compile(
    r"\b(?:i(?:'d| would)? (?:\w+ )?(?:want|like|need|wish)|please|can you|could you|copy of my)\b"
    r"|たい|ください|下さい|ほしい|欲しい|お願いし|帮我|请你|我要|我想(?!问|知道)",
    re.IGNORECASE,
)
"""In the sentences before the one that asks: then there is a wish beside the question."""
_OFTEN = {
    "en": (_OF_OFTEN_EN, "is there a limit on how many times a year a request can be made?"),
    "ja": ((_OFTEN_JA,), "請求は年に何回までできますか。回数の制限はありますか"),
    "zh": ((_OFTEN_ZH,), "一年最多可以申请几次？申请的次数有限制吗？"),
}


def _last(text: str) -> str | None:
    """The sentence that asks, where nothing before it is a wish."""
    told = text.strip().replace("’", "'")
    said = [one.strip() for one in sentences(told) if one.strip()]
    *before, last = said or [""]
    # In Latin letters a full stop ends a sentence, too.
    head, _, tail = last.rpartition(". ") if told.isascii() else ("", "", last)
    if len(tail) > _LONGEST or commands(text):
        return None
    if any(_WISHES_BEFORE.search(one) for one in (*before, head)):
        return None
    beside = _WISHES_BESIDE.search(tail) or _ANOTHER_MATTER.search(tail)
    return None if beside else tail


def asks_how_often(text: str) -> str | None:
    """The question how often a request can be made, as the search understands it; None where that is not asked."""
    last = _last(text)
    if last is None or _NOT_ASKED.search(last):
        return None
    return next((whole for forms, whole in _OFTEN.values() if any(one.search(last) for one in forms)), None)


def asks_of_the_right(text: str) -> bool:
    """Whether it is asked how often, when, where or whether one may make a request, or will hear of it; whoever asks
    so wishes for none."""
    if asks_how_often(text) is not None:
        return True
    last = _last(text)
    return last is not None and any(one.search(last) for one in (*_OF_MAY_EN, _MAY_ZH, _MAY_JA))
