"""A wish in pieces: the data in one message (「住所」, 「引っ越したので」), what is to be done with it in the next
(「変えたい」). Pure.

The dialogue model sees one message at a time. What is wanted is told by the last piece alone, and of what by the one
before it; while the form is open the same wish once more changes nothing.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from actions.case import Case, Heard
from desk.lexicon import data, doing, oneself, wishing
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import RequestType, Subject

_JA = {
    Subject.NAME: data.NAMES_JA,
    Subject.ADDRESS: data.ADDRESSES_JA,
    Subject.CONTACT: (*data.CONTACTS_JA, *data.PHONES_JA),
}
_EN = {
    Subject.NAME: data.NAMES_EN,
    Subject.ADDRESS: data.ADDRESSES_EN,
    Subject.CONTACT: (*data.CONTACTS_EN, *data.PHONES_EN),
}
_ZH = {
    Subject.NAME: data.NAMES_ZH,
    Subject.ADDRESS: data.ADDRESSES_ZH,
    Subject.CONTACT: data.CONTACTS_ZH,
}
_MINE = rf"(?:{any_of(oneself.I_JA)}の|登録(?:の|してい?る|した|中の))?"
_END = r"[、。．.…,！!\s]*$"
_HELD = tuple(
    (
        subject,
        re.compile(
            rf"^(?:あの|えっと|えーと|すみません|すいません)?[、,\s]?{_MINE}{any_of(_JA[subject])}"
            r"(?:(?:な|なん|の件|のこと|の件なん|のことなん)?(?:です|だ)(?:が|けど|けども|けれど)|の件で|のことで|を|が|も)?"
            rf"{_END}"
            rf"|^(?:it's |about )?(?:my |the )?{any_of(_EN[subject])}{_END}"
            rf"|^(?:我的?|关于)?{any_of(_ZH[subject])}{_END}",
            re.IGNORECASE,
        ),
    )
    for subject in _JA
)
_MOVED = re.compile(
    r"^(?:最近|先日|先月|今月|今度|この前|実は)?[、\s]?(?:引越|引っ越|引越し|引っ越し|転居)(?:を)?し?"
    r"(?:た|ました|て|まして)(?:ので|んで|から|(?:ん|の)?(?:です|だ)?(?:が|けど|よ))?"
    rf"{_END}"
    rf"|^i(?:'ve| have)? (?:just |recently )?moved(?: house| home)?(?: recently)?{_END}"
    rf"|^我?(?:刚|最近|刚刚)?(?:搬家|搬)了?{_END}",
    re.IGNORECASE,
)
"""What follows from it is that the address has changed."""


def data_named(text: str) -> Subject | None:
    """The kind of data that a message names (「住所を」), or that it says has changed, where it says nothing else."""
    text = text.strip()
    if _MOVED.match(text):
        return Subject.ADDRESS
    return next((subject for subject, words in _HELD if words.match(text)), None)


_WANT = (
    r"(?:たい(?:です|ん(?:です|だ)(?:が|けど)?|のですが)?"
    rf"|て(?:{any_of(wishing.DO_FOR_ME_JA)}(?:です|んですが|のですが)?|もらえ(?:ます|る)か|ね|よ)?"
    r"|(?:お願い|希望)(?:し|いたし)?ます)"
)
_CHANGE_JA = rf"(?:変え|直し|{any_of(doing.CORRECTION_JA, doing.CHANGE_JA)}(?:を)?(?:し)?)"
_IT_JA = r"(?:(?:それ|これ|そこ)を)?"
_CHANGES = re.compile(
    rf"^{_IT_JA}{_CHANGE_JA}{_WANT}{_END}"
    rf"|^(?:please |i (?:want|would like|'d like|need) to |i'd like to |can you |could you )*"
    rf"{any_of(doing.CORRECTION_EN)} (?:it|this|that)(?: please)?[?]?{_END}"
    rf"|^(?:我?(?:想|要|需要)|请|请帮我)?(?:{any_of(doing.CORRECTION_ZH)}|改)(?:一下|掉)?{_END}",
    re.IGNORECASE,
)
_CHANGES_DATA = re.compile(
    rf"^{_MINE}(?P<what>{any_of(*_JA.values())})(?:を|も|の)?{_CHANGE_JA}{_WANT}{_END}", re.IGNORECASE
)
_DOES = re.compile(
    rf"^{_IT_JA}(?:消し|見|見せ|{any_of(doing.RIGHTS_JA)}(?:を)?(?:し)?){_WANT}{_END}"
    rf"|^(?:please |i (?:want|would like|need) to |i'd like to |can you |could you )*"
    rf"(?:{any_of(doing.REMOVAL_EN)}|see) (?:it|this|that)(?: please)?[?]?{_END}"
    rf"|^(?:我?(?:想|要)|请|请帮我)?{any_of(doing.REMOVAL_ZH)}(?:一下|掉)?{_END}",
    re.IGNORECASE,
)


def named_before(text: str, events: Sequence[Mapping[str, Any]]) -> Subject | None:
    """The data that was named in the piece or the two pieces right before, where the text only says what is to be done
    with it; what the text itself names, where it is such a piece."""
    itself = data_named(text)
    if itself is None and not (_CHANGES.match(text.strip()) or _DOES.match(text.strip())):
        return None
    found = itself
    said = [str(event.get("text") or "") for event in events if event["event"] == "user"]
    for one in reversed(said[-_PIECES:-1]):
        named = data_named(one)
        if named is None:
            break
        found = found or named
    return found


_PIECES = 3
"""Messages in which a wish comes: two before the last one."""


def wants_change_of_named(case: Case, heard: Heard, events: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the data that was named just before is to be changed (「住所」, 「変えたい」), and nothing is open."""
    if heard.pressed or case.request_type is not None or not _CHANGES.match(heard.text.strip()):
        return False
    return named_before(heard.text, events) is not None


def wished_again(case: Case, heard: Heard, asked: str | None) -> Case | None:
    """The case after the wish that is taken up was said once more (「住所を変えたい」 while a correction is open):
    no answer is to be changed. None for others, at the summary, and for a bare 「変えたい」 once there are answers."""
    text = heard.text.strip()
    if heard.pressed or case.request_type != RequestType.CORRECTION or asked in ("confirm", "change_target"):
        return None
    found = _CHANGES_DATA.match(text)
    if found is not None:
        subject = next(one for one, named in _JA.items() if found["what"] in named)
        both = case.subject if case.subject not in (None, subject) else subject
        return case.with_(subject=both, misses=None)
    bare = _CHANGES.match(text) is not None and case.requester is None and case.reply_method is None
    return case.with_(misses=None) if bare else None
