"""What names no data although it is said to the question which data: a way of reply, a yes, who somebody is. Pure.

The form takes an answer that it cannot place at its word; these are answers to something else. 「メール」 by itself is
data, and 「メールで」 a way.
"""

import re

from desk.lexicon import data, oneself, people, wishing
from desk.lexicon.wordlist import any_of
from knowledge.tokenizing import tokens
from knowledge.vocabulary import ReplyMethod

PHONE = "phone"
"""A way by which no answer is chosen to come, and customers name all the same."""
FAX = "fax"
_LONGEST = 60
"""Characters of a way with what is said around it."""
_SHORT = 40
"""Characters of a yes, or of a name with what introduces it."""

_LEAD_JA = r"^(?:(?:はい|ええ|では?|じゃあ?|できれば|出来れば|やっぱり?|あの|えっと|普通に)[、,\s]?){0,2}"
_ANSWER_JA = r"(?:(?:ご?(?:回答|返事|返答|返信|連絡)|お返事|結果)(?:は|を)?[、\s]?)?"
_SENT_JA = (
    r"(?:[、\s]?(?:ご?(?:回答|返事|返信|連絡|通知)(?:を)?|送っ|送付し|届け|送信し|知らせ|返し|もらい(?=たい)|(?=くださ|下さ))(?:し)?(?:て)?"
    rf"(?:{any_of(wishing.DO_FOR_ME_JA)}|もらえますか|いただけますか)?)?"
    r"(?:[、\s]?(?:お願い(?:します|いたします|致します|したい(?:です)?|できます(?:でしょう)?か)?|頼(?:む|みます)|希望(?:です|します)?|いい(?:です)?|結構(?:です)?|大丈夫(?:です)?))?"
    r"(?:です)?(?:か|ね|よ)?[。．.！!?？\s]*$"
)
_LEAD_EN = (
    r"^(?:(?:yes|ok(?:ay)?|well|please|preferably|just|(?:can|could|would) you|you can"
    r"|i(?:'d| would) (?:prefer|like) it|send (?:it|me|it to me)"
    r"|reply(?: to me)?|answer(?: me)?|contact me)[,.]?\s+){0,3}"
)
_END_EN = (
    r"(?:,? (?:please|is (?:fine|good|ok(?:ay)?|best)|if possible|will do|thanks"
    r"|would be (?:good|fine|great|best)))*[.!?\s]*$"
)
_LEAD_ZH = r"^(?:好的?|可以|那就?|就|请|麻烦|希望|我想|我要|最好){0,3}[，,]?"
_END_ZH = (
    r"(?:给我|向我)?(?:回复|答复|回覆|联系|通知|发送|发|寄|告诉)?(?:给?我)?"
    r"(?:吧|就行|就好|就可以|即可|方式|谢谢)?[。！!\s]*$"
)


def _alone(ja: str, en: str, zh: str, *, bare_ja: bool) -> re.Pattern[str]:
    """The words of one way, and nothing else; `bare_ja`: also without what makes it a way (「郵送」 is no data)."""
    by = (
        r"(?:(?:の(?:ほう|方))?(?:で|にて)"
        + ("?" if bare_ja else "")
        + r"|(?:が|のほうが)(?=いい|よい|良い|希望))"
    )
    return re.compile(
        rf"{_LEAD_JA}{_ANSWER_JA}(?:{ja}){by}{_SENT_JA}|{_LEAD_EN}(?:{en}){_END_EN}|{_LEAD_ZH}(?:{zh}){_END_ZH}",
        re.IGNORECASE,
    )


_BY_EN = r"(?:by|via|through|over|per)(?: the| an?| regular| normal| snail)?"
_BY_ZH = r"(?:用|通过|以|发)"
_WAYS = (
    (
        str(ReplyMethod.EMAIL),
        _alone(
            r"(?:電子|[eEｅＥ][-‐]?)?(?:メール|めーる)",
            rf"{_BY_EN} e-?mail|e-?mail(?= (?:is|will|would) )|e-?mail (?:it to )?me",
            rf"{_BY_ZH}(?:电子邮件|邮件|邮箱|电邮)",
            bare_ja=False,
        ),
    ),
    (
        str(ReplyMethod.POST),
        _alone(
            r"郵送|郵便|書面|手紙|封書|紙(?=で)",
            rf"{_BY_EN} (?:post|mail|letter)|(?:in|on) (?:writing|paper)|(?:a )?(?:letter|post)",
            r"(?:用|通过)?(?:邮寄|郵寄|寄信|书面|信件|纸质|挂号信)",
            bare_ja=True,
        ),
    ),
    (PHONE, _alone(r"お?電話", rf"{_BY_EN} (?:tele)?phone", rf"{_BY_ZH}(?:电话|電話)|打电话", bare_ja=False)),
    (FAX, _alone(r"[fF][aA][xX]|ＦＡＸ|ファック?ス", rf"(?:{_BY_EN} )?fax", rf"{_BY_ZH}?传真", bare_ja=True)),
)


_MAY_BE_DATA = re.compile(
    r"(?:お?手紙|書面|封書|fax|ＦＡＸ|ファック?ス)(?:です)?[。．.！!\s]*|(?:(?:the|an?) )?(?:letter|post|fax)[.!\s]*"
    r"|(?:信件|书面|纸质|传真)[。！!\s]*",
    re.IGNORECASE,
)
"""By itself it may be what somebody has written or published, or a number."""


def way_alone(text: str) -> str | None:
    """The way of reply that is all a message names (「メールで」, "by post please"): a word of the vocabulary, or of
    this module; None for all others."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST:
        return None
    if _MAY_BE_DATA.fullmatch(told):
        return None
    return next((way for way, words in _WAYS if words.match(told)), None)


_YES = re.compile(
    r"^(?:(?:はい|ええ|うん|そう(?:です)?|了解(?:です|しました)?|承知(?:しました)?|わかりました|分かりました|(?:よろしく)?お願い(?:します|いたします)?"
    r"|いい(?:です)?|大丈夫(?:です)?|その(?:通り|とおり)(?:です)?|(?:それで|そう(?:して)?)(?:ください|お願いします)|(?:それで)?(?:かまい|構い)ません|はいはい|続けて(?:ください)?|どうぞ|オッケー|オーケー)(?:よ|ね)?[、。,\s！!]*){1,4}$"
    r"|^(?:(?:yes|yep|yeah|yup|sure|ok(?:ay)?|right|correct|exactly|that's right|of course|certainly|please|alright"
    r"|all right|fine|that's (?:fine|ok(?:ay)?)|go on|go ahead|carry on|do it"
    r"|please do)[,.!\s]*){1,4}(?:thanks|thank you)?[.!\s]*$"
    r"|^(?:(?:是的?|对的?|對的?|好的?|行|可以|嗯+|没错|沒錯|没问题|当然|请继续|继续)(?:吧|了|啊|呀)?[，,。！!\s]*){1,4}(?:谢谢)?[。！!\s]*$",
    re.IGNORECASE,
)


def only_agrees(text: str) -> bool:
    """Whether a yes, or that the desk may go on, is all that is said."""
    told = text.strip().replace("’", "'")
    return len(told) <= _SHORT and _YES.match(told) is not None


_FIRST_JA = r"^(?:(?:はい|あの|すみません|こんにちは)[、,\s]?)?"
_INTRODUCES = re.compile(
    rf"{_FIRST_JA}(?:{any_of(oneself.I_JA)}[、は]|名前は|氏名は)?[^。、，,？?！!のをがは]{{1,14}}と申し(?:ます|ておりま?す|上げます)[。！!\s]*$"
    r"|^(?:(?:yes|hi|hello),? )?(?:my (?:full )?name(?:'s| is)|i am called|i'm called) "
    r"(?:[a-z][\w.'-]{0,20}(?: |(?=[.!]?$))){1,3}[.!\s]*$"
    r"|^(?:[你您]好[，,])?(?:我叫(?![你您他她它大人车外什甚谁])|我姓(?!名)|我的名字(?:是|叫))[^，。？?！!的了错]{1,8}[。！!\s]*$"
    r"|^(?:(?:yes|hi|hello),? )?this is (?:[a-z][\w.'-]{1,20} ){1,3}speaking[.!\s]*$",
    re.IGNORECASE,
)
_CALLED_JA = re.compile(
    rf"{_FIRST_JA}(?:{any_of(oneself.I_JA)}の)?(?:名前|氏名)は(?P<name>[^\W\d_]{{1,8}}?)"
    r"(?:です|といいます|と言います)[。！!\s]*$"
)
_NO_NAME = re.compile(
    any_of(
        data.DATA_JA, data.PARTICULARS_JA, data.RECORDS_JA, data.DATA_ZH, data.PARTICULARS_ZH, data.RECORDS_ZH
    )
    + rf"|\b(?:{any_of(data.DATA_EN, data.DETAILS_EN, data.RECORDS_EN, data.ACCOUNTS_EN)})s?\b"
    + rf"|\b(?:{any_of(data.ADDRESSES_EN, data.CONTACTS_EN)})s?\b"
    + r"|\b(?:(?:in)?correct(?:ly)?|wrong(?:ly)?|right|old|new|(?:mis)?spel(?:led|t)|missing)\b"
    + r"|\b(?:not|on|in|the|registered|what|all)\b",
    re.IGNORECASE,
)
"""What is said of a name, or names data ("my name is spelled wrong")."""
_OWN = re.compile(
    rf"\bmy (?:full )?name\b|^(?:{any_of(oneself.I_JA)}の)?(?:名前|氏名)は|我的名字(?=[是叫])", re.IGNORECASE
)
_ENDS_JA = re.compile(
    rf"(?:{people.TITLE_JA})(?:と(?:いい|言い)ます|という(?:者|もの)です|です|だ|でございます)?(?:けど|が|よ|ね)?[。！!\s]*$"
)


_GREETS = re.compile(
    r"[。.、\s]+(?:どうぞ)?(?:よろしく|宜しく)お?願い(?:します|いたします|致します)[。！!\s]*$"
)


def introduces(text: str) -> bool:
    """Whether somebody tells who they are by their name (「田中花子です」, "my name is Lucy Grant", 「我叫李明」), and
    nothing else. A name in Latin letters alone may be a thing's."""
    told = text.strip().replace("’", "'")
    if len(told) > _SHORT:
        return False
    told = _GREETS.sub("", told)
    name = _OWN.sub("", told)
    if _NO_NAME.search(name):
        return False
    called = _CALLED_JA.match(told)
    if called is not None and all(one.pos[2] == "人名" for one in tokens(called["name"], "C")):
        return True
    return _INTRODUCES.match(told) is not None or _is_name(_ENDS_JA.sub("", name))


def _is_name(text: str) -> bool:
    """Whether each word of it is a person's name by Sudachi's dictionary (「田中 花子」); a first or last name by
    itself may be a place's or a thing's."""
    words = [one for one in tokens(text, "C") if one.surface.strip()]
    return len(words) > 1 and all(one.pos[:3] == ("名詞", "固有名詞", "人名") for one in words)


def names_none(text: str) -> bool:
    """Whether it is one of these."""
    return way_alone(text) is not None or only_agrees(text) or introduces(text)
