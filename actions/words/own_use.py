"""That somebody uses a service no more themself (「使うのをやめたので」), or how the desk is to speak.

The dialogue model hears a wish that data is not used. Pure.
"""

import re
from dataclasses import replace

from actions.case import Heard
from desk.lexicon import data, doing, wishing
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import RequestType

_ENDED_JA = r"(?:た(?!い|ら)|まし|て(?:い|る|ま|しま)|ちゃ)"
_OWN_USE = re.compile(
    rf"(?:使|つか)うの(?:を|は|も)?(?:もう)?(?:やめ|止め|とめ|控え){_ENDED_JA}"
    rf"|(?:利用|使用)(?:を|は|も)(?:もう)?(?:やめ|止め|とめ|控え|(?:中止|停止|終了)し){_ENDED_JA}"
    r"|もう(?:全然|ずっと|何年も)?使って(?:い)?(?:ない|ません)|使わなくな[っり]"
    r"|\bi(?:'ve| have)?(?: already)? (?:stopped|quit) using\b|\bi no longer use\b"
    r"|\bi don't use [\w ]{1,24} any ?more\b"
    r"|我(?:已经|早就)?(?:停止使用|不再使用)",
    re.IGNORECASE,
)
_SPEECH = re.compile(
    r"(?:言葉|用語|敬語|漢字|カタカナ|絵文字|定型文|[日英国]語)(?:は|を|も)?(?:あまり)?(?:使わ|つかわ)(?:ない|ず)"
    r"|\b(?:don't|do not|stop|never) us(?:e|ing) (?:\w+ ){0,2}(?:words?|tone|language|jargon|emojis?)\b"
    r"|(?:不要|别)(?:再)?用(?:[日英中][语文]|表情|敬语)",
    re.IGNORECASE,
)
_WISHED = re.compile(
    rf"消し|{any_of(doing.REMOVAL_JA)}|て(?:{any_of(wishing.DO_FOR_ME_JA)}|もら|いただ|頂)|たい|お願い|御社|そちら|おたく|あなた|のに|[？?]|か[。\s]*$"
    r"|\b(?:please|want|delete|erase|remove|you)\b|请|你们|删",
    re.IGNORECASE,
)
NOT_USED = frozenset({f"request_{RequestType.USE_STOP}", f"request_{RequestType.RESTRICTION}"})
"""What it is taken for."""


def of_own_use(text: str) -> bool:
    """Whether no more is told than that the writer's own use has ended."""
    told = text.replace("’", "'")
    return _OWN_USE.search(told) is not None and _WISHED.search(told) is None


_OF_A_THING = re.compile(
    r"(?:使って(?:い)?ない|使わなくなった)(?!(?:の|ん)(?:で|に|です|だ))の?[一-龥ァ-ヶA-Za-z]"
    rf"|(?:{any_of(data.PARTICULARS_JA, data.PHONES_JA, data.PAYMENTS_JA)})[^。、]{{0,6}}(?:使|つか|利用)"
    rf"|\b(?:{any_of(data.PARTICULARS_EN, data.PHONES_EN, data.PAYMENTS_EN)})s?\b"
    rf"|{any_of(data.PARTICULARS_ZH, ('号码', '邮件'))}",
    re.IGNORECASE,
)
"""A number or an address that is no more used may be data to be put right or stopped."""
_THEIR_SERVICE = re.compile(r"(?:御社|貴社|そちら|おたく|お宅)の(?:サービス|アプリ|サイト|お?店|カード)")
"""Which the writer has used; 「御社が」 is the company that does."""


def has_stopped_using(text: str) -> bool:
    """Whether somebody tells by itself that they use the service no more (「もう使うのをやめたので」), and not a thing
    of theirs (「もう使っていないメールアドレスが残っている」)."""
    told = _THEIR_SERVICE.sub("", text.replace("’", "'"))
    return of_own_use(told) and _OF_A_THING.search(told) is None


def of_speech(text: str) -> bool:
    """Whether it is how the desk speaks that is not to be used."""
    return _SPEECH.search(text.replace("’", "'")) is not None


def without_own_use(heard: Heard) -> Heard:
    """The message without a wish that data is not used, where it is the writer's own use, or the desk's speech."""
    if heard.intent not in NOT_USED or not (of_own_use(heard.text) or of_speech(heard.text)):
        return heard
    values = {name: value for name, value in heard.values.items() if name != "request_type"}
    return replace(heard, intent="inform", values=values, named=(), parts=())
