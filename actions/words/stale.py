"""Data that is out of date: 「書類の住所が前のままでした」, "bills still go to the old flat", 「地址还是以前的」. Pure.

Who tells that wants it put right, in no word of wishing. The dialogue model took it for a leak or for nothing, and an
age that is wrong for the age of who writes.
"""

import re

from actions.words.questions import asking
from desk.lexicon import data
from desk.lexicon.wordlist import any_of

_DATA_JA = (
    rf"(?:{any_of(data.PARTICULARS_JA, data.REGISTERED_JA)}|番号|電話|勤務先|部署名?|肩書き?|役職|苗字|名字)"
)
_OLD_JA = (
    r"(?:前|以前|昔|まえ|むかし|古い|旧|(?:引っ?越し?|転居|結婚|離婚|異動|変更|改姓)(?:の|する)?前|実家)"
)
_STILL_JA = r"(?:まだ|いまだに|未だに|ずっと|今も|いまも|いつまでも)"
_JA = re.compile(
    rf"{_DATA_JA}(?:が|は|も)[、\s]?{_STILL_JA}?{_OLD_JA}(?:の)?(?:{_DATA_JA}|もの|やつ)?(?:の)?"
    r"(?:(?:まま|儘)(?:に)?(?:なって)?|に?なってい?(?=る|ます|まし|た))(?!に(?:し|お)|で(?:いい|良い|よい"
    r"|大丈夫|お願い|構|結構|けっこう|OK))"
    rf"|{_OLD_JA}の?{_DATA_JA}(?:で|に|の宛名で|宛て?で?に?)[、\s]?{_STILL_JA}?[^。、！？!?]{{0,8}}?"
    r"(?:届(?:く|き|いた|いて)|送られ(?:て|る|た)|来(?:る|ます|た|て)|きます|きて|印刷され|登録され|書かれ|載って)"
    rf"|{_STILL_JA}[、\s]?(?:旧姓|{_OLD_JA}の?{_DATA_JA})(?:の(?:まま|儘)|で(?:届|登録|来|送))"
)
_NOUN_EN = (
    rf"(?:{any_of(data.NAMES_EN, data.ADDRESSES_EN, data.CONTACTS_EN, data.PHONES_EN)}"
    r"|flat|apartment|house|home|place|surname|office|company|department|job title)"
)
_OLD_EN = rf"(?:my |our |the |an? )?(?:old|previous|former|maiden|outdated) {_NOUN_EN}"
_EN = re.compile(
    r"\b(?:still|keeps?|kept)\b[^.?!]{0,20}?\b(?:go(?:es|ing)?|sent|send(?:s|ing)?|com(?:e|es|ing)|addressed"
    r"|delivered|arriv\w+|shows?|showing|says?|has"
    rf"|have|lists?|listed|under|uses?|using|registered|carr(?:y|ies))\b[^.?!]{{0,24}}?\b{_OLD_EN}\b"
    rf"|\b(?:went|was sent|were sent|came|was delivered|was addressed|shows|has|lists) (?:to |under |with )?{_OLD_EN}\b"
    rf"|\bmy {_NOUN_EN} is (?:still )?(?:out of date|outdated|the old one|an old one)\b",
    re.IGNORECASE,
)
_DATA_ZH = rf"(?:{any_of(data.PARTICULARS_ZH)}|号码|單位|单位|部门)"
_OLD_ZH = r"(?:旧|老|以前|之前|原来|过去|搬家(?:之)?前|结婚前|过时)"
_ZH = re.compile(
    rf"{_DATA_ZH}(?:[^，。？?]{{0,4}})?(?:还|仍|一直|依然)(?:旧)?是?(?:写着?|用着?)?{_OLD_ZH}的?(?:那个|{_DATA_ZH})?"
    rf"|(?:还|仍|一直|依然|老)(?:在)?(?:是)?(?:寄|发|送|写|印|显示|用)(?:到|往|给|着"
    rf"|的)?(?:了)?(?:是)?(?:我)?(?:的)?{_OLD_ZH}的?{_DATA_ZH}"
    rf"|(?:寄|发|送)到(?:了)?(?:我)?(?:的)?{_OLD_ZH}的?{_DATA_ZH}"
)
_NO_FAULT = re.compile(
    r"他人|別の人|別人|知らない人|第三者|開け|開封|読まれ|見られ|漏|流出|盗|そのまま|ままで(?:いい|良|よ"
    r"|大丈夫|お願い|構|結構)|ままに(?!な)|ないで"
    r"|\b(?:stranger|someone|somebody|opened|leak\w*|stolen|please|keep (?:it|my|the)|don't|do not|if)\b"
    r"|别人|陌生|拆|泄|被看|请|不要|别|吧[。！!\s]*$|如果|要是"
)
"""A leak, a wish that it stays so, a case that is only supposed."""
_LONGEST = 120


def tells_stale_data(text: str) -> bool:
    """Whether it is told that data is out of date, and neither asked nor wished for otherwise."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or _NO_FAULT.search(told) or asking(told):
        return False
    return any(words.search(told) for words in (_JA, _EN, _ZH))


_AGE_WRONG = re.compile(
    r"(?:年齢|年令|生年月日|誕生日)[^。！？!?]{0,12}?(?:違|ちが|間違|まちが|誤|古い|訂正|直し|変更|修正)"
    r"|\b(?:age|birthday|date of birth|birth ?date)\b[^.?!]{0,24}?\b(?:wrong|incorrect|mistak\w*|correct\w*"
    r"|chang\w*|fix\w*|outdated|typo)\b"
    r"|\b(?:wrong|incorrect|correct|change|fix)\b[^.?!]{0,12}?\b(?:age|birthday|date of birth|birth ?date)\b"
    r"|(?:年龄|年齡|岁数|生日|出生日期)[^。？?]{0,8}?(?:不对|错|改|更正|有误|订正)|(?:错|改|更正)(?:了"
    r"|一下)?[^。？?，]{0,4}(?:年龄|年齡|生日)",
    re.IGNORECASE,
)
_UNDER_AGE = re.compile(
    r"未成年|小学|中学|高校生|高[1-3１-３一二三]|(?<!\d)(?:\d|1[0-7])\s*(?:歳|才|さい|岁|歲)|十[一二三四五六七]?[歳岁]"
    r"|\b(?:minor|under ?age|teenager|i(?:'m| am) (?:only )?(?:\d|1[0-7]))\b|初中|高中",
    re.IGNORECASE,
)


def corrects_an_age(text: str) -> bool:
    """Whether an age is spoken of as data that is wrong (「填的年龄不对，想改一下」): no minor writes for that."""
    told = text.replace("’", "'")
    return _AGE_WRONG.search(told) is not None and _UNDER_AGE.search(told) is None
