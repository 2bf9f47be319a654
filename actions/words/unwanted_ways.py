"""A way by which somebody does not want to be written to or rung up: 「メールは使わないでください」. Pure.

The dialogue model hears a wish that data is not used. Of an address, a number or anything that is the writer's
(「私のメールは使わないで」) it may be one; of a way alone it is how the answer is not to come.
"""

import re

from actions.words.no_data import FAX, PHONE
from desk.lexicon import wishing
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import ReplyMethod

MESSAGE = "message"
"""A text message or a chat: no answer comes so, and people name it."""
_LONGEST = 80
"""Characters; who tells a longer story is read as a whole."""

_LEAD_JA = (
    r"^(?:(?:あと|それと|ただし?|でも|けど|できれば|出来れば|なるべく|すみません(?:が)?|申し訳(?:ない|ありません)(?:です)?が|いや|いえ|はい|では?)[、,\s]?){0,3}"
    r"(?:(?:ご?(?:回答|返事|返答|返信|連絡))(?:は|に|には|を|で)?[、\s]?)?"
)
_WHY_JA = (
    r"(?:(?:に)?(?:は|が)?[、\s]?(?:ほとんど|あまり|もう)?(?:[見読](?:ない|ません|られない|めない)|使(?:わ|え)ない|使って(?:い)?ない"
    r"|出(?:ない|られない|られません)|届(?:かない|きません)|困る|苦手な)(?:ので|んで|から)[、\s]?)?"
)
_NOT_JA = (
    r"(?:(?:で|で?の(?:ご?(?:連絡|回答|返事|返信|やり(?:取|と)り)))?(?:は|を|だけは|も)?[、\s]?(?:絶対に?|なるべく|できれば|もう)?"
    r"(?:使わないで|使用しないで|利用しないで|(?:ご?(?:連絡|返事|返信|回答))(?:を)?し(?:てこ)?ないで|(?:や|止)めて|控えて|避けて)"
    r"|(?:を|は)?(?:かけて?こないで|かけないで|しないで)"
    r"|で(?:は|だけは)?[、\s]?(?:絶対に?)?送(?:って(?:こ|来)|ら|付し|信し)ないで)"
)
_SENT_JA = r"(?:は|を|も)?[、\s]?(?:絶対に?)?送(?:って(?:こ|来)|ら|付し)ないで"
_PLEASE_JA = (
    rf"(?:{any_of(wishing.DO_FOR_ME_JA)}|(?:もらえ|いただけ|頂け)(?:ます|ません|ない(?:です|でしょう)?)か"
    r"|お?願い(?:します|いたします|したい(?:です)?))?(?:です)?"
    r"(?:ね|よ)?[。．.！!\s]*$"
)
_REFUSED_JA = (
    r"(?:(?:で|での(?:ご?(?:連絡|回答|返事|返信)))?(?:は|だけは)?[、\s]?(?:ちょっと|絶対に?)?"
    r"(?:(?:困(?:ります|る)|避けたい|遠慮し(?:たい|ます))|(?:NG|ＮＧ|だめ|ダメ|駄目|無理|嫌|いや|イヤ|苦手|お断り)(?:です|で|なの(?:で|です))?"
    r"|勘弁(?:して)?(?:(?:くだ|下)さい|ほしい|くれ)?)(?:です)?"
    r"|以外(?:の(?:方法|手段|連絡方法|やり方))?(?:で|に(?:して)?|が(?:いい|よい|良い|希望))"
    rf"(?:[、\s]?(?:ご?(?:連絡|回答|返事|返信)(?:を)?(?:して)?|送って)?(?:{any_of(wishing.DO_FOR_ME_JA)})?"
    r"(?:お?願い(?:します|いたします|したい)?)?)?(?:です)?"
    r"|(?:じゃ|では)ない(?:ほう|方)(?:が(?:いい|よい|良い|助かります)|で(?:お願いします)?)(?:です)?)"
    r"(?:ので|から|けど|が)?(?:ね|よ)?[。．.！!\s]*$"
)
"""That it does not suit (「電話は困ります」, 「メール以外で」)."""
_LEAD_EN = r"^(?:(?:and|but|also|oh|ok(?:ay)?|yes|no|well|sorry|just|please|kindly|if possible)[,.]?\s+){0,3}"
_END_EN = (
    r"(?:,? (?:please|though|thanks|thank you|if possible|for (?:this|that|it|the (?:answer|reply))"
    r"|to (?:reply|answer|contact me|reach me)))*[.!\s]*$"
)
_NOT_EN = (
    r"(?:(?:do not|don't|dont|never)|i(?:'d| would) (?:rather|prefer) (?:that )?you (?:not|didn't|did not)"
    r"|i (?:do not|don't) want you to)"
)
_NONE_EN = (
    r"i (?:do not|don't|dont) want (?:to (?:get|receive|have) )?(?:an? |any )?",
    r"(?: calls?)?s?(?: (?:at|to) (?:my |our )?(?:home|house|place|office))?",
)
"""Around a way: "I don't want a letter", "no post please"."""
_BY_EN = (
    r"(?:use|(?:contact|reach|answer|reply to|write to) (?:me|us) (?:by|via|through|on|over)(?: the)?"
    r"|(?:reply|answer|respond) (?:by|via|through)|send (?:it|anything|the (?:answer|reply)) (?:by|via|through))"
)
_LEAD_ZH = (
    r"^(?:(?:但是?|不过|另外|还有|好的?|对了|那)[，,]?)?(?:请|麻烦|千万|绝对)?(?:你们|您)?"
    r"(?:(?:答复|回复|联系)(?:时|的时候)?[，,]?)?"
)
_NOT_ZH = r"(?:请?不要|请?别|请勿|不想|不希望)(?:再)?(?:给我|向我)?"
_END_ZH = (
    r"(?:来|到(?:我)?(?:家里?|公司|单位)(?:来)?)?(?:的?方式)?(?:给我|向我|跟我)?(?:联系|聯繫|联络|回复|答复|通知|发送|发)?(?:给?我)?"
    r"(?:吧|了)?[。！!\s]*$"
)


def _unwanted(
    ja: str, en: str, zh: str, en_verb: str = "", zh_verb: str = "", *, sent_ja: bool = False
) -> re.Pattern[str]:
    """The words of one way that is not wanted; `en_verb`, `zh_verb`: what one does by it ("e-mail me"); `sent_ja`: also
    what is not to be sent (「手紙は送らないで」; 「メールは送らないで」 may be said of advertising)."""
    verb_en = rf"|{_LEAD_EN}{_NOT_EN} (?:{en_verb})(?: (?:me|us))?{_END_EN}" if en_verb else ""
    sent = rf"|{_SENT_JA}{_PLEASE_JA}" if sent_ja else ""
    none_before, none_after = _NONE_EN
    verb_zh = rf"|{_LEAD_ZH}{_NOT_ZH}(?:{zh_verb}){_END_ZH}" if zh_verb else ""
    return re.compile(
        rf"{_LEAD_JA}(?:{ja})(?:{_WHY_JA}{_NOT_JA}{_PLEASE_JA}|{_REFUSED_JA}{sent})"
        rf"|{_LEAD_EN}{_NOT_EN} {_BY_EN} (?:{en})s?{_END_EN}"
        rf"|{_LEAD_EN}(?:not (?:by|via|over)|anything but(?: (?:by|via|over))?)(?: the)? (?:{en}){_END_EN}"
        rf"|{_LEAD_EN}(?:{none_before}(?:{en}){none_after}{_END_EN}"
        rf"|no (?:{en}){none_after}(?=,? (?:please|thanks|thank you)){_END_EN})"
        rf"|{_LEAD_ZH}{_NOT_ZH}(?:用|通过|使用|以)(?:{zh}){_END_ZH}"
        rf"|{_LEAD_ZH}不(?:想|希望|要)(?:收到?|接到?)(?:{zh})[了。！!\s]*${verb_en}{verb_zh}",
        re.IGNORECASE,
    )


_WAYS = (
    (
        str(ReplyMethod.EMAIL),
        _unwanted(
            r"(?:電子|[eEｅＥ][-‐]?)?(?:メール|めーる)",
            r"e-?mail",
            r"电子邮件|邮件|电邮",
            r"e-?mail",
            r"发(?:电子)?邮件",
        ),
    ),
    (
        str(ReplyMethod.POST),
        _unwanted(
            r"郵送|ゆうそう|郵便|書面|手紙|ハガキ|はがき",
            r"(?:the )?post|(?:snail |regular |paper )mail|letter",
            r"邮寄|信件|书面|纸质信件",
            r"(?:send|write|post|mail)(?: me| us)?(?: any| a)? (?:letter|post(?:card)?)s?"
            r"(?: (?:at|to) (?:my |our )?(?:home|house|place|office))?",
            "寄信|邮寄|郵寄",
            sent_ja=True,
        ),
    ),
    (
        PHONE,
        _unwanted(
            r"お?(?:電話|でんわ)",
            r"(?:tele)?phone",
            r"电话|電話",
            r"call|phone|ring(?: up)?",
            r"打电话|打電話",
        ),
    ),
    (FAX, _unwanted(r"[fF][aA][xX]|ＦＡＸ|ファック?ス", r"fax", r"传真", "fax", "发传真")),
    (
        MESSAGE,
        _unwanted(
            r"SMS|ＳＭＳ|ショートメール|ショートメッセージ|LINE|ライン",
            r"sms|text(?: message)?|line|whatsapp",
            r"短信|微信",
            "text",
            "发短信|发微信",
        ),
    ),
)


def unwanted_way(text: str) -> str | None:
    """The way that somebody does not want to be reached by, where nothing else is said; None for all others."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST:
        return None
    return next((way for way, words in _WAYS if words.match(told)), None)
