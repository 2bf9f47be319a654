"""Why the company wants what it asks for: "why on earth do you need that", 「なんでそんなこと聞くの」. Pure.

What that answers is what data is used for; the search took the bare words for no matter of the desk's. Why papers, a
fee or somebody's identity are asked for is another question.
"""

import re

from desk.lexicon import data, oneself, people
from desk.lexicon.wordlist import any_of

_JA = re.compile(
    r"^(?:(?:え|は|で|てか|ていうか|そもそも|でも|じゃあ?|ちなみに)[、,\s]?)*(?:なんで|なぜ|何故|どうして"
    r"|何のために|なんのために|何で)[、\s]?"
    r"(?:(?:そんな|こんな|そこまで|ここまで)(?:の|もの|こと|情報|個人情報)?|それ|これ"
    rf"|(?:うち|{any_of(oneself.I_JA, people.RELATIVES_JA, people.FAMILY_JA)})の[^、。？?]{{1,12}}?"
    rf"|{any_of(data.PERSONAL_DATA_JA, data.PARTICULARS_JA)}"
    r"|口座番号|勤務先|パスポート(?:番号)?|位置情報)"
    r"(?:が|を|まで|なんか|なんて|とか|も)*[、\s]?(?:御社|そちら|おたく|会社)?(?:が|に|で)?(?:必要|要る|(?<!て)いる"
    r"|要り|聞(?:く|かれ|き)|知りたが|知りたい|知る|集め|取(?:る|り|って)|とる|求め|収集)"
    r"[^、。？?]{0,8}[?？!！。…\s]*$"
)
_EN = re.compile(
    r"^(?:(?:but|and|so|wait|ok(?:ay)?|well|hang on|sorry|hm+)[,.]?\s+)*why (?:on earth |the hell |exactly "
    r"|in the world )?"
    r"(?:do|did|would|does|must|are|is) (?:you|they|your \w+|the company|anyone)(?: guys| people| even| ever)? "
    r"(?:need|want|ask(?:ing)?(?: me)? for|require|collect(?:ing)?)(?: to (?:know|have|collect|keep|ask(?: for)?))? "
    r"(?:that|this|it|all (?:of )?(?:this|that|it)|so much|(?:this|that|such) (?:info\w*|data)|my (?:\w+ ){0,2}\w+)"
    r"(?: (?:anyway|for|from me|at all|in the first place))*[?!.\s]*$",
    re.IGNORECASE,
)
_ZH = re.compile(
    r"^(?:(?:那|可是|但是|请问|不过)[，,]?)*(?:你们|贵司)?(?:为什么|为啥|干嘛|干吗|凭什么"
    r"|为何)(?:你们)?(?:需要|要|收集|问|登记|记录|索要)+(?:知道|收集|问|留)?"
    r"(?:这个|那个|这些|那些|这种|它|我的?[^，。？?]{1,10}|个人信息|(?:护照|身份证|手机|电话)号?码?|生日"
    rf"|{any_of(data.NAMES_ZH, data.ADDRESSES_ZH)})(?:东西|{any_of(data.DATA_ZH)})?"
    r"(?:啊|呢|呀)?[？?！!。\s]*$"
)
_SOMETHING_ELSE = re.compile(
    r"本人確認|書類|手数料|委任|証明|期間|時間|手続|住んで|窓口|\b(?:papers?|documents?|proof|identif\w*"
    r"|identity|fee|money|forms?|signature|mandate|licen[cs]e"
    r"|consent|permission|help|time)\b|材料|证明|委托|手续|费|签字|时间",
    re.IGNORECASE,
)
_PURPOSES = {
    "ja": "個人情報の利用目的は何ですか",
    "en": "what is personal data used for?",
    "zh": "个人信息用于什么目的？",
}


def asks_why_needed(text: str) -> str | None:
    """The question what data is used for, where somebody asks why it is wanted; None for all others."""
    told = text.strip().replace("’", "'")
    if _SOMETHING_ELSE.search(told):
        return None
    return next(
        (_PURPOSES[one] for one, words in (("ja", _JA), ("en", _EN), ("zh", _ZH)) if words.search(told)), None
    )
