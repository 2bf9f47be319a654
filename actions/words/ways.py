"""By what way a request may be made, asked: 「メールで請求できますか」, 「郵送以外でもいいですか」. Pure."""

import re
from typing import Final, Literal

from desk.lexicon import doing
from desk.lexicon.wordlist import any_of
from knowledge.several import asks

Way = Literal["email", "fax", "online", "phone", "in_person", "not_post"]

_WAYS_JA: Final[tuple[tuple[Way, str], ...]] = (
    ("email", r"(?:電子|[eEｅＥ][-‐]?)?メール"),
    ("fax", r"[fF][aA][xX]|ＦＡＸ|ファック?ス"),
    (
        "online",
        r"(?:インター)?ネット|オンライン|ウェブ(?:サイト)?|[wW][eE][bB]|ホームページ|サイト|アプリ|フォーム",
    ),
    ("phone", r"お?電話"),
)
_RIGHT_JA = (
    rf"(?:{any_of(doing.REMOVAL_JA, doing.CORRECTION_JA, doing.DISCLOSURE_JA)}|追加|利用停止"
    r"|第三者提供の停止|利用目的の通知)"
)
_REQUEST_JA = (
    rf"(?:(?:個人情報|私の情報)の)?(?:{_RIGHT_JA}(?:など|等)?(?:の)?)?(?:ご?請求|申請|お?手続き?|申し?込み?|申し出|届出|届け出?|依頼)"
    rf"|(?:(?:個人情報|私の情報)の)?{_RIGHT_JA}(?:など|等)?|(?:必要)?書類|請求書|申請書|届出書|委任状"
)
_MAY_JA = (
    r"(?:(?:し|出し|送っ|送信し|提出し|やっ|頼ん|申し込ん|済ませ|お願いし)(?:て|で)も?(?:いい|よい|良い|よろしい|差し支え(?:ない|ありません|ございません)|大丈夫|構わない|構いません|かまわない|かまいません)"
    r"|(?:提出|送信|送付|お願い|することは?|の受け?付け)?(?:は|が|も)?(?:でき|出来)(?:る|ます|ない|ません)"
    r"|(?:出せ|送れ|頼め|申し込め)(?:る|ます|ない|ません)"
    r"|(?:受け?付けて(?:もらえ|くれ|いただけ|い)?(?:る|ます|ますか))|可能|いい|よい|良い|よろしい|大丈夫|[oO][kK])"
)
_END_JA = r"(?:なん|な|の|ん)?(?:です|でしょう)?(?:か)?(?:ね|な|しら)?[?？。\s]*$"
_LEAD_JA = r"^(?:(?:あの|すみません|ちなみに|それ|じゃあ?|では|これ(?:は|って)|やっぱり?)[、,\s]?){0,2}"
_ALONE_JA = r"(?:(?:出せ|申し込め)(?:る|ます)|(?:請求|申請|提出|申し込み)(?:でき|出来)(?:る|ます))"


def _asked_ja(way: str) -> re.Pattern[str]:
    by = rf"(?:{way})(?:で|から|にて|だけで|経由で)も?[、\s]?"
    return re.compile(
        rf"{_LEAD_JA}(?:{by}(?:(?:{_REQUEST_JA})(?:を|は|が|も|の|って)?[、\s]?{_MAY_JA}|{_ALONE_JA})"
        rf"|(?:{_REQUEST_JA})(?:を|は|が|も|って)?[、\s]?{by}{_MAY_JA}){_END_JA}"
    )


_NOT_POST_JA = re.compile(
    rf"{_LEAD_JA}(?:(?:{_REQUEST_JA})(?:を|は|が|も|って)?[、\s]?)?(?:郵送|書面|紙|手紙|郵便)(?:じゃなく(?:て|ても)|でなくても|以外(?:の方法)?(?:で|でも))"
    rf"[、\s]?(?:(?:{_REQUEST_JA})(?:を|は|が|も)?[、\s]?)?{_MAY_JA}{_END_JA}"
)
_DESK_JA = r"(?:窓口|事務所|御社|貴社|そちら|本社|営業所|店舗|お店)(?:に|へ|まで)(?:直接)?"
_IN_PERSON_JA = re.compile(
    rf"{_LEAD_JA}(?:(?:{_REQUEST_JA})書?(?:を|は|が|も|って)?[、\s]?)?(?:直接)?[、\s]?"
    rf"(?:{_DESK_JA}[、\s]?(?:(?:{_REQUEST_JA})を)?(?:持って(?:行|い)って|持ち込んで|持参して|伺って|行って|出向いて)"
    r"|(?:直接|窓口で|会社に|会社まで)?(?:持って(?:行|い)って|持ち込んで|持参して))も"
    r"(?:いい|よい|良い|よろしい|大丈夫|構わない|かまわない|構いません|差し支え(?:ない|ありません))"
    rf"{_END_JA}"
)
_IN_PERSON_EN = re.compile(
    r"^(?:(?:and|but|so|hi|hello)[,\s]+)*(?:can|could|may) (?:i|we) (?:bring|hand in|deliver|take|submit) "
    r"(?:it|them|(?:the|my) (?:form|papers|documents|request|application))(?: in)?"
    r" (?:in person|(?:to|at) (?:your|the) (?:office|desk|counter|company))\s*[?.]*$",
    re.IGNORECASE,
)
_IN_PERSON_ZH = re.compile(
    r"^(?:请问)?(?:可以|能|能不能|可不可以)(?:直接)?(?:把(?:申请)?(?:材料|文件|申请书|表格))?(?:拿|送|带)?(?:到|去)"
    r"(?:窗口|你们公司|贵公司|办公室)(?:来)?(?:办理|提交|申请)?[吗嗎]?[？?。\s]*$"
)
_MAKE_EN = (
    r"(?:make|send|submit|file|lodge)(?: in)? (?:a|the|my|this) (?:(?:disclosure|deletion|correction|data) )?"
    r"(?:request|form|application)|apply|request (?:disclosure|correction|deletion)"
)


def _asked_en(way: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:(?:and|but|so|hi|hello)[,\s]+)*(?:can|could|may) (?:i|we|one) (?:{_MAKE_EN}) {way}"
        r"(?: instead| too)?\s*[?.]*$",
        re.IGNORECASE,
    )


def _asked_zh(way: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:请问)?(?:可以|能|能不能|可不可以)(?:用|通过|在)?(?:{way})(?:来)?(?:提出)?(?:申请|請求|请求|办理|提交(?:申请|材料)?)[吗嗎]?[？?。\s]*$"
    )


_ASKED: tuple[tuple[Way, re.Pattern[str]], ...] = (
    *((way, _asked_ja(words)) for way, words in _WAYS_JA),
    ("not_post", _NOT_POST_JA),
    ("in_person", _IN_PERSON_JA),
    ("in_person", _IN_PERSON_EN),
    ("in_person", _IN_PERSON_ZH),
    ("email", _asked_en(r"(?:by|via|through|over) e-?mail")),
    ("fax", _asked_en(r"(?:by|via) fax")),
    ("online", _asked_en(r"(?:online|(?:on|via|through|over) (?:the |your )?(?:internet|web(?:site)?|app))")),
    ("phone", _asked_en(r"(?:by|over the|on the) (?:tele)?phone")),
    ("email", _asked_zh(r"(?:电子)?(?:邮件|邮箱)|电邮")),
    ("fax", _asked_zh("传真")),
    ("online", _asked_zh(r"网上|在线|网站|线上")),
    ("phone", _asked_zh("电话")),
)
_ASKS_IT = re.compile(r"(?:[?？のかねな]|ます|大丈夫|[oO][kK])[。\s]*$")


def way_of_asking(text: str) -> Way | None:
    """The way by which somebody asks to make a request; None for all other texts. How the answer comes is another
    question (「メールで返事をもらえますか」)."""
    told = text.strip()
    if not (asks(told) or _ASKS_IT.search(told)):
        return None
    return next((way for way, words in _ASKED if words.match(told)), None)
