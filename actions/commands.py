"""Sentences that tell the desk to do something with data: 「住所を訂正して。」, "Delete my account." Pure.

Beside a question the dialogue model takes the whole message for one, and the wish would be passed over
(「住所を訂正して。新しい住所はどこに書けばいい？」). Only what commands or asks for it by its form counts, in a
sentence of its own: who says what they would like and then asks (「開示したいです。手数料はいくらですか」) may only
want to know.
"""

import re

from knowledge.several import asks

_STOP = re.compile(r"(?<=[。．！!？?\n])|(?<=[a-z]{3})\.\s+", re.IGNORECASE)
"""Between sentences; in Latin letters also behind a full stop, though not that of an abbreviation."""
_DONE_JA = (
    r"(?:(?:削除|消去|抹消|破棄|廃棄|訂正|修正|変更|更新|開示|追加|撤回|(?:利用|使用|提供|共有)を?停止|停止|中止)(?:を)?して"
    r"|消して|直して|書き換えて|書き直して|取り消して|(?<=[をはも])(?:止め|や?め)て)"
)
_PLEASE_JA = (
    r"(?:(?:おいて)?(?:ください|下さい|くれ(?!る)|ちょうだい|頂戴|ほしい(?:です)?|欲しい(?:です)?|もらいたい(?:です)?|いただきたい(?:です)?)?"
    r"(?:ね|よ)?)"
)
_HIDDEN = "［"
"""What masking puts in the place of personal data begins so."""
_CLAUSE = re.compile(r"[、,，]\s*")
_EVERYTHING = r"(?:everything|it all|all of it|all (?:the )?data)"


_COMMANDS = (
    re.compile(
        rf"(?:{_DONE_JA}{_PLEASE_JA}"
        r"|(?:削除|消去|抹消|訂正|修正|変更|更新|開示|停止|撤回)(?:を|の(?:手続き?|請求)を?)?お?願い(?:し|いたし|致し)ます)[。．.！!\s]*$"
        r"|(?:(?<!取り)消せ|直せ|見せろ|(?:削除|消去|抹消|破棄|訂正|修正|開示|停止)しろ|(?<=[をはも])(?:止め|や?め)ろ)"
        r"(?:よ|や|って(?:ば|の)?)?[。．.！!\s]*$"
    ),
    re.compile(
        r"^(?:(?:hi|hello|hey|ok(?:ay)?|so|and|also|then|well)[,!.]?\s+)*(?:please\s+|kindly\s+"
        r"|(?:can|could|would|will) you (?:please\s+)?)*"
        r"(?:delete|erase|remove|correct|rectify|update|change|fix|disclose|show me|send me|restrict"
        r"|stop (?:using|sharing|processing))\s+"
        r"(?:all\s+)?(?:of\s+)?(?:my|our)\b(?:(?!\b(?:if|unless|when|how|why|what|where)\b)[^?])*[?.!\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:(?:please|kindly|just|and|so|can you|could you)\s+)*(?:delete|erase|remove)\s+"
        rf"{_EVERYTHING}(?: (?:about|on|you have on|you hold on|you know about) me)?(?:,? (?:please|now))?[.!?\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        r"^(?:你好|您好)?[，,！!\s]*(?:请|請|麻烦(?:你们?|您)?|帮我|幫我|给我)*"
        r"(?:(?:删除|刪除|删掉|清除|注销|更正|修改|改正|披露|停止使用|停止提供)(?:一下)?(?:掉)?(?:关于)?(?:我|本人)[^？?吗嗎呢么不没]*"
        r"|把(?:我|本人)[^？?吗嗎呢么不没]*(?:删除|刪除|删掉|删了|清除|更正|改正|改掉|改成)[^？?吗嗎呢么不没]*)[。．.！!\s]*$"
    ),
)
_NO_COMMAND = re.compile(
    r"勝手に|無断で|間違[っえ]て|誤って|なぜ|なんで|どう(?![かぞも])|いつ(?!も)|どこ|誰|いくら|何(?!度|回|卒|とか)"
    r"|ないで|たら|場合|と(?:言|い)[わっ]|について|[?？]"
    r"|\b(?:never|don't|do not)\b"
)
"""A reproach, a question, a case that is supposed, or somebody else's words."""
_SPEAKS_OF_IT = re.compile(
    r"削除|消去|抹消|消し[てた]|訂正|修正|直し[てた]|変更|開示|停止|(?:止|や)め[てた]|撤回"
    r"|\b(?:delet|eras|remov|correct|disclos|updat|chang)\w*|删除|刪除|删掉|注销|更正|披露|停止使用",
    re.IGNORECASE,
)


def commands(text: str) -> tuple[str, ...]:
    """The sentences of a message that tell the desk to do something with data."""
    return tuple(one for one in told_apart(text) if _is_command(one))


_DATA_JA = (
    r"(?:^|(?<=[のでに、。\s]))(?:登録(?:内容|情報|データ)?|会員(?:登録|情報)|(?:個人)?情報|データ|ご?住所|お?名前|氏名|名字|姓|電話番号|連絡先"
    r"|メール(?:アドレス)?|生年月日)(?:の(?:登録|情報))?(?:を|も)(?:全部|すべて|すぐ(?:に)?)?"
)
_DATA_EN = (
    r"\b(?:my|our) (?:personal |registered |postal |home )?"
    r"(?:data|information|details|address|name|e-?mail(?: address)?|(?:phone )?number|account|profile|records?)\b"
)
_DATA_ZH = r"(?:个人)?(?:信息|資料|资料|数据|地址|姓名|名字|电话|邮箱)"
_KINDS = (
    (
        "request_correction",
        re.compile(
            rf"{_DATA_JA}(?:訂正|修正|変更|更新|直し|書き換え|書き直)"
            rf"|^.*\b(?i:correct|rectify|update|change|fix) {_DATA_EN}"
            rf"|(?:更正|修改|改正)[^，。]{{0,4}}{_DATA_ZH}|{_DATA_ZH}[^，。]{{0,8}}(?:更正|改正|改掉|改成)"
        ),
    ),
    (
        "request_remove",
        re.compile(
            rf"{_DATA_JA}(?:削除|消去|抹消|消[しせ])"
            r"|(?:書類|履歴書|録音|記録|写真)(?:を|は|も)?(?:破棄|廃棄|削除|消去|消[しせ])"
            rf"|^.*\b(?i:delete|erase|remove) (?i:(?:all (?:of )?)?{_DATA_EN}|{_EVERYTHING}\b)"
            rf"|(?:删除|刪除|删掉|清除)[^，。]{{0,4}}{_DATA_ZH}|{_DATA_ZH}[^，。]{{0,4}}(?:删除|刪除|删掉|删了|清除)"
        ),
    ),
    (
        "request_disclosure",
        re.compile(
            rf"{_DATA_JA}開示|^.*\b(?i:disclose|show me|send me) (?i:all (?:of )?)?{_DATA_EN}"
            rf"|披露[^，。]{{0,4}}{_DATA_ZH}"
        ),
    ),
)
_OF_AN_ORDER = re.compile(
    r"注文|配送|配達|荷物|届け先|お届け|発送|予約|クーポン|\b(?:order|delivery|deliver|parcel|booking|shipping|password)\b|订单|配送|快递"
)


def commanded(text: str) -> tuple[str, ...]:
    """The intents of the requests that its commands tell by their verb and the data that they name, whatever the
    dialogue model hears (「会員登録を変更して。ポイントはどうなる？」); none where an order or a parcel is spoken
    of."""
    if _OF_AN_ORDER.search(text):
        return ()
    told = commands(text)
    if not told and _HIDDEN in text:
        # 「［氏名］です、［電話番号］、住所を直して」: a comma is all there is between the data and the wish.
        told = tuple(one for one in _CLAUSE.split(text) if commands(one))
    return tuple(intent for intent, words in _KINDS if any(words.search(one) for one in told))


def told_apart(text: str) -> list[str]:
    """The sentences of a message; in Latin letters a full stop ends one too, unlike in `knowledge.several`."""
    return [one.strip() for one in _STOP.split(text.strip()) if one.strip()]


def _is_command(sentence: str) -> bool:
    # "can you delete my data?" is a command for all its mark.
    bare = sentence.rstrip("?") if sentence.isascii() else sentence
    return not _NO_COMMAND.search(bare) and any(one.search(sentence) for one in _COMMANDS)


def besides_commands(text: str) -> str | None:
    """What a message of several sentences asks beside its wishes, with what it tells of that
    (「荷物が届かない。いつ来るの？」); None where it asks nothing.

    A sentence that speaks of a right, and does not ask, is a wish or belongs to one."""
    told = told_apart(text)
    rest = [one for one in told if not _is_command(one) and (asks(one) or not _SPEAKS_OF_IT.search(one))]
    if len(told) < _TWO or not any(asks(one) for one in rest):
        return None
    return (". " if text.isascii() else "").join(rest)


def asked_before_a_command(text: str) -> str | None:
    """What a message asks that ends in a command (「手数料は？データを削除してください」); None for others."""
    told = told_apart(text)
    return besides_commands(text) if told and _is_command(told[-1]) else None


_TWO = 2
