"""Sentences that tell the desk to do something with data: 「住所を訂正して。」, "Delete my account." Pure.

Beside a question the dialogue model takes the whole message for one, and the wish would be passed over
(「住所を訂正して。新しい住所はどこに書けばいい？」). Only what commands or asks for it by its form counts, in a
sentence of its own: who says what they would like and then asks (「開示したいです。手数料はいくらですか」) may only
want to know. What somebody says to be all that they want (`actions.words.clefts`) is as plain as a command.
"""

import re

from actions.words.clefts import wished_in_a_noun
from desk.lexicon import data, doing, wishing
from desk.lexicon.wordlist import any_of
from knowledge.several import asks

_STOP = re.compile(r"(?<=[。．！!？?\n])|(?:(?<=[a-z]{3})|(?<=\b(?:me|it|us|up)))\.\s+", re.IGNORECASE)
"""Between sentences; in Latin letters also behind a full stop, though not that of an abbreviation."""
_DONE_JA = (
    rf"(?:(?:(?:利用|使用|提供|共有)を?停止|{any_of(doing.DO_TO_DATA_JA)})(?:を)?して"
    rf"|{any_of(doing.DO_IT_JA)}|(?<=[をはも])(?:止め|や?め)て)"
)
_PLEASE_JA = rf"(?:(?:おいて)?(?:{any_of(wishing.DO_FOR_ME_JA)}(?!る)(?:です)?)?(?:ね|よ)?)"
_MENDS_ZH = any_of(doing.CORRECTION_ZH, doing.AMENDMENT_ZH)
_HIDDEN = "［"
"""What masking puts in the place of personal data begins so."""
_CLAUSE = re.compile(r"[、,，]\s*")
_EVERYTHING = r"(?:everything|it all|all of it|all (?:the )?data)"


_COMMANDS = (
    re.compile(
        rf"(?:{_DONE_JA}{_PLEASE_JA}"
        rf"|{any_of(doing.DO_TO_DATA_JA)}(?:を|の(?:手続き?|請求)を?)?お?願い(?:し|いたし|致し)ます)[。．.！!\s]*$"
        rf"|(?:(?<!取り)消せ|直せ|見せろ|{any_of(doing.DO_TO_DATA_JA)}しろ|(?<=[をはも])(?:止め|や?め)ろ)"
        r"(?:よ|や|って(?:ば|の)?)?[。．.！!\s]*$"
    ),
    re.compile(
        r"^(?:(?:hi|hello|hey|ok(?:ay)?|so|and|also|then|well)[,!.]?\s+)*"
        rf"(?:{any_of(wishing.ASKING_EN)}\s+)*(?:{any_of(doing.DO_TO_DATA_EN, doing.SHOWING_EN)}|restrict"
        r"|stop (?:using|sharing|processing))\s+"
        r"(?:all\s+)?(?:of\s+)?(?:my|our)\b(?:(?!\b(?:if|unless|when|how|why|what|where)\b)[^?])*[?.!\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:(?:{any_of(wishing.ASKING_EN)}|just|and|so)\s+)*{any_of(doing.REMOVAL_EN)}\s+"
        rf"{_EVERYTHING}(?: (?:about|on|you have on|you hold on|you know about) me)?(?:,? (?:please|now))?[.!?\s]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:你好|您好)?[，,！!\s]*{any_of(wishing.ASKING_ZH)}*"
        rf"(?:(?:{any_of(doing.DO_TO_DATA_ZH, doing.AMENDMENT_ZH)}|注销|停止使用|停止提供)(?:一下)?(?:掉)?"
        r"(?:关于)?(?:我|本人)[^？?吗嗎呢么不没]*"
        rf"|把(?:我|本人)[^？?吗嗎呢么不没]*"
        rf"(?:{any_of(doing.REMOVAL_ZH)}|{_MENDS_ZH}|删了|改掉|改成)[^？?吗嗎呢么不没]*)[。．.！!\s]*$"
    ),
)
_NO_COMMAND = re.compile(
    r"勝手に|無断で|間違[っえ]て|誤って|なぜ|なんで|どう(?![かぞも])|いつ(?!も)|どこ|誰|いくら|何(?!度|回|卒|とか)"
    r"|ないで|たら|場合|と(?:言|い)[わっ]|について|[?？]"
    r"|\b(?:never|don't|do not)\b"
)
"""A reproach, a question, a case that is supposed, or somebody else's words."""
_SPEAKS_OF_IT = re.compile(
    rf"{any_of(doing.RIGHTS_JA)}|消し[てた]|直し[てた]|(?:止|や)め[てた]"
    rf"|\b(?:delet|eras|remov|correct|disclos|updat|chang)\w*|{any_of(doing.DO_TO_DATA_ZH)}|注销|停止使用",
    re.IGNORECASE,
)


def commands(text: str) -> tuple[str, ...]:
    """The sentences of a message that tell the desk to do something with data."""
    return tuple(one for one in told_apart(text) if _is_command(one))


_KEPT_JA = any_of(
    data.DATA_JA, data.PERSONAL_DATA_JA, data.PARTICULARS_JA, data.REGISTERED_JA, ("登録", "姓")
)
_DATA_JA = (
    rf"(?:^|(?<=[のでに、。\s])){_KEPT_JA}"
    r"(?:の(?:登録|情報))?(?:を|も)(?:全部|すべて|すぐ(?:に)?)?"
)
"""No telephone and no contract: a company changes and ends those for its customers as well."""
_DATA_EN = (
    r"\b(?:my|our) (?:personal |registered |postal |home )?"
    rf"{any_of(data.DATA_EN, data.DETAILS_EN, data.PARTICULARS_EN, ('account', 'profile', 'record', 'records'))}\b"
)
_DATA_ZH = rf"(?:个人)?{any_of(data.DATA_ZH, data.PARTICULARS_ZH)}"
_KINDS = (
    (
        "request_correction",
        re.compile(
            rf"{_DATA_JA}(?:{any_of(doing.CORRECTION_JA, doing.CHANGE_JA)}|更新|直し|書き換え|書き直)"
            rf"|^.*\b(?i:{any_of(doing.CORRECTION_EN)}) {_DATA_EN}"
            rf"|{_MENDS_ZH}[^，。]{{0,4}}{_DATA_ZH}"
            rf"|{_DATA_ZH}[^，。]{{0,8}}(?:{_MENDS_ZH}|改掉|改成)"
        ),
    ),
    (
        "request_remove",
        re.compile(
            rf"{_DATA_JA}(?:{any_of(doing.REMOVAL_JA)}|消[しせ])"
            rf"|(?:書類|履歴書|録音|記録|写真)(?:を|は|も)?(?:{any_of(doing.REMOVAL_JA, doing.DISPOSAL_JA)}|消[しせ])"
            rf"|^.*\b(?i:{any_of(doing.REMOVAL_EN)}) (?i:(?:all (?:of )?)?{_DATA_EN}|{_EVERYTHING}\b)"
            rf"|{any_of(doing.REMOVAL_ZH)}[^，。]{{0,4}}{_DATA_ZH}|{_DATA_ZH}[^，。]{{0,4}}(?:{any_of(doing.REMOVAL_ZH)}|删了)"
        ),
    ),
    (
        "request_disclosure",
        re.compile(
            rf"{_DATA_JA}開示|^.*\b(?i:{any_of(doing.DISCLOSURE_EN, doing.SHOWING_EN)}) (?i:all (?:of )?)?{_DATA_EN}"
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
    by_verb = tuple(intent for intent, words in _KINDS if any(words.search(one) for one in told))
    hidden = (wished_in_a_noun(one) for one in told)
    return tuple(dict.fromkeys([*by_verb, *(one for one in hidden if one is not None)]))


def told_apart(text: str) -> list[str]:
    """The sentences of a message; in Latin letters a full stop ends one too, unlike in `knowledge.several`."""
    return [one.strip() for one in _STOP.split(text.strip()) if one.strip()]


def _is_command(sentence: str) -> bool:
    if wished_in_a_noun(sentence) is not None:
        return True
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
