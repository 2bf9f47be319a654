"""That nothing is said but that the request is to end (「やっぱりやめます」, "cancel this", 「不办了」). Pure.

What else stands in the sentence may be what is to end instead (「電話だけやめて」): then it is no such end. Nor is what
points at data (「全部いらない」, "forget everything"), nor what tells that something was called off elsewhere.
"""

import re

from desk.lexicon import doing, wishing
from desk.lexicon.wordlist import any_of

_SAID_BEFORE_JA = (
    r"(?:やっぱり?|やはり|もう|今回は|今日は|いったん|一旦|とりあえず|途中ですが|これ以上(?:は)?|すみません(?:が)?|申し訳(?:ない|ありません)(?:(?:の)?です)?(?:が)?"
    r"|悪い(?:です)?(?:けど|が)|あの|えっと|じゃあ?|では|それなら|なら|気が変わ(?:った|りました)(?:ので|から|ん(?:で|だ))?|全部|ここで)"
)
_IT_JA = (
    r"(?:(?:この|その|今の|いまの|私の)?(?:ご?請求|お?手続き?|申請|申し?込み?|申し出|依頼|お願い|件|話|やつ)|これ|それ)"
    r"(?:は|を|も|自体(?:を)?)?"
)
_ENDS_JA = (
    r"(?:(?:取り)?[や止]め(?:ます|る|たい|た|にし|と[きく]|てお[きく]|て(?=(?:くださ|下さ|ほし|欲し|いい|もら|いただ)|$))|(?:取り?消"
    r"|取り?下げ)(?:し(?=たい|ます|て)|す|ます|たい|て|る)?"
    r"|キャンセル|きゃんせる|中止|中断|終了|見送(?:り|る)|なし(?=で|に)|無し(?=で|に)|終わり(?=で|に)|終わら?(?:せて|る)|(?:結構|不要|要らな|いらな|要りませ"
    r"|いりませ)(?=です|だ|に|や|わ|よ|い|ん|$))"
)
_ENDING_JA = (
    r"(?:を|に|で|と|し|て|する|した|い|いた|いたし|なり|おき|く|き|せ|さ|ます|ました|ません|ん|たい|です|だ|ください|下さい|ほしい|欲しい"
    r"|もらえますか|いただけま(?:す|せん)か|いただけますでしょうか|もらえる|お願い(?:します|いたします|できますか)?|わ|よ|ね|な|なった|の|ので|から|けど|が|や)"
)
_ENDS_EN = (
    r"(?:(?:please|ok|okay|no|nah|actually|sorry|well|then|just|i'?d like to|i would like to|i want to"
    r"|i wanna|can you|could you"
    r"|let'?s|i'?ll|i changed my mind(?: and| so)?)[,\s]*){0,4}"
    r"(?:cancel|abort|quit|withdraw|scrap|end|stop|drop|forget)"
    r"(?: (?:about )?(?:(?:it|this|that|all of it|everything|the whole thing)"
    r"|(?:this|the|my|that)(?: whole)? (?:request|application|process|procedure|form|thing)))?"
    r"(?: (?:please|now|then|here|altogether|for now|thanks|thank you))*"
)
_ASKING_ZH = any_of(wishing.ASKING_ZH)
_ENDS_ZH = (
    rf"(?:{_ASKING_ZH}|那|我|还是|還是|算了|好吧|哎|不好意思|我想|想|我要|[，,\s]){{0,5}}"
    r"(?:把)?(?:这个|這個|那个|刚才的|我的|本次)?"
    r"(?:申请|申請|请求|請求|手续|手續)?"
    rf"{_ASKING_ZH}?(?:不(?:办|辦|弄|申请|申請|搞|要|用)了|取消|撤销|撤銷|撤回|算了(?!一下)|停止|终止|終止|中止)(?:办理|辦理|申请|申請|请求|手续)?(?:一下"
    r"|了|掉|吧|就行|行了吧|就好)*"
)
_END = re.compile(
    rf"{_SAID_BEFORE_JA}*(?:{_IT_JA})?{_SAID_BEFORE_JA}*{_ENDS_JA}{_ENDING_JA}{{0,7}}|(?:もう|やっぱり?"
    rf"|今回は)いい(?:です|わ|や)?|{_ENDS_EN}|{_ENDS_ZH}",
    re.IGNORECASE,
)
_CIVIL = re.compile(
    rf"{_SAID_BEFORE_JA}+|ありがとう(?:ございま(?:す|した))?|お手数(?:を)?(?:おかけして|かけて)?(?:すみません|申し訳ありません)?|ごめん(?:なさい|ね)?"
    r"|気が変わりました|(?:ok(?:ay)?|sorry|thanks|thank you|no|actually|i changed my mind|never ?mind)|谢谢|謝謝"
    r"|不好意思|抱歉|我改主意了|好的?|嗯|太?(?:麻烦|麻煩)了?",
    re.IGNORECASE,
)
_NOT = re.compile(r"(?:[めさし]|て(?:い)?)(?:ない|ません)")
_POINTS = re.compile(
    r"(?:これ|それ|全部|すべて|全て)(?:は|も|を)?(?:もう)?(?:結構|不要|要らな|いらな|要りませ|いりませ)"
    r"|(?:キャンセル|中止|中断|終了|取り?消し)に?な(?:り|っ)"
    r"|\b(?:forget|drop|end)(?: about)? (?:everything|all of it)\b",
    re.IGNORECASE,
)
_RIGHT_JA = rf"(?:{any_of(doing.RIGHTS_JA)}|利用停止)"
_RIGHT_ZH = rf"(?:{any_of(doing.DO_TO_DATA_ZH)})"
_TAKEN_BACK = re.compile(
    rf"{_SAID_BEFORE_JA}*(?:(?:この|その|今の|さっきの|先ほどの|先程の|出した|送った|私の)(?:(?:個人)?(?:情報|データ)の)?)?"
    rf"(?:{_RIGHT_JA}の?)?(?:ご?請求|申請|申し?出|依頼|お?手続き?|リクエスト)(?:は|を|自体を)?{_SAID_BEFORE_JA}*"
    rf"(?:撤回|取り?(?:消|下げ))(?:させて|し(?=たい|ます|て)|す|たい|ます|て)?{_ENDING_JA}{{0,7}}"
    r"|(?:(?:please|ok(?:ay)?|no|actually|sorry|well|then|just|i'?d like to|i would like to|i want to"
    r"|let me|i(?:'ll)?)[,\s]+){0,4}"
    r"(?:take back|withdraw|retract|rescind) (?:my|this|the|that) "
    r"(?:(?:whole|deletion|erasure|removal|disclosure|access|correction|data) )?(?:request|application)"
    r"(?: (?:please|now|then|after all))*"
    rf"|(?:{_ASKING_ZH}|那|我|还是|還是|算了|我?想|要|[，,\s]){{0,5}}(?:(?:撤回|撤销|撤銷|取消)(?:掉)?(?:这个|我的?|刚才的?|之前的?)?{_RIGHT_ZH}?(?:的)?(?:申请|申請|请求)"
    rf"|把?(?:这个|我的?|刚才的?|之前的?)?{_RIGHT_ZH}?(?:的)?(?:申请|申請|请求)(?:给)?(?:撤回|撤销|撤銷|取消))(?:了|掉|吧|一下)*",
    re.IGNORECASE,
)
"""The request is named, so that no consent is meant."""
_DONE = re.compile(r"(?:し|下げ)(?:まし)?た(?!い|く)")
"""Told of what was taken back before."""
_CLAUSES = re.compile(r"[。．.！!、，,；;\n…]+")


def ends_plainly(text: str) -> bool:
    """Whether nothing is said but that what is under way is to end; no question is one."""
    clauses = [part for one in _CLAUSES.split(text) if (part := one.strip())]
    if _NOT.search(text) or _POINTS.search(text) or not any(_ends(one) for one in clauses):
        return False
    return all(_ends(one) or _CIVIL.fullmatch(one) for one in clauses)


def takes_request_back(text: str) -> bool:
    """Whether nothing is said but that the request, which is named, is taken back (「申請を撤回します」,
    「撤回申请」): to the dialogue model a withdrawal of consent."""
    clauses = [part for one in _CLAUSES.split(text) if (part := one.strip())]
    if _NOT.search(text) or _DONE.search(text) or not any(_TAKEN_BACK.fullmatch(one) for one in clauses):
        return False
    return all(_TAKEN_BACK.fullmatch(one) or _CIVIL.fullmatch(one) for one in clauses)


def _ends(clause: str) -> bool:
    return _END.fullmatch(clause) is not None or _TAKEN_BACK.fullmatch(clause) is not None
