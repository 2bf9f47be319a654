"""Data that is to stay where the rest is removed (「住所は消さないで」, "everything but my address"). Pure.

The dialogue model hears the removal and the kind of data, and so just the data that is to stay would be asked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from actions.words.phrases import puts_right
from actions.words.questions import has_question_word
from desk.lexicon import data, doing, oneself, wishing
from desk.lexicon.wordlist import any_of
from knowledge.vocabulary import Subject

_KINDS = (
    (Subject.NAME, any_of(data.NAMES_JA, data.NAMES_EN, data.NAMES_ZH)),
    (
        Subject.CONTACT,
        any_of(
            data.CONTACTS_JA,
            data.REACHED_AT_JA,
            data.PHONES_JA,
            data.CONTACTS_EN,
            data.PHONES_EN,
            data.CONTACTS_ZH,
        ),
    ),
    (Subject.ADDRESS, any_of(data.ADDRESSES_JA, data.ADDRESSES_EN, data.ADDRESSES_ZH)),
    (Subject.USAGE, any_of(data.HISTORY_JA)),
)
"""What names each kind; who spares anything else (a birth date, points) spares `other`."""

_JA = any_of(
    data.PARTICULARS_JA,
    data.PHONES_JA,
    data.HISTORY_JA,
    data.PAYMENTS_JA,
    data.POINTS_JA,
)
_EN = any_of(
    data.PARTICULARS_EN,
    data.PHONES_EN,
    data.BIRTHDATES_EN,
    data.PAYMENTS_EN,
)
_ZH = any_of(data.PARTICULARS_ZH, data.RECORDS_ZH)
_KEPT_JA = rf"({_JA}(?:(?:と|や|も|・|および|及び){_JA})?)"
_KEPT_EN = rf"(?:my |the |our )?({_EN}(?:(?: and|,) (?:my |the )?{_EN})?)s?"
_KEPT_ZH = rf"(?:我的?)?({_ZH}(?:[和、跟]{_ZH})?)"

_LEAD_JA = (
    r"^(?:(?:でも|ただし?|けど|だけど|あと|あ|いや|いえ|すみません|やっぱり?|やはり"
    r"|ちょっと待って)[、,\s]?){0,3}"
)
_MINE_JA = rf"(?:(?:{any_of(oneself.I_JA)}の|登録した))?"
_END_JA = rf"(?:おいて)?(?:{any_of(wishing.DO_FOR_ME_JA)})?(?:です|お願いします)?(?:ね|よ)?[\s]*$"
_STAYS_JA = (
    rf"{_LEAD_JA}{_MINE_JA}{_KEPT_JA}(?:だけ|のほう|の方)?(?:は|を|も)?(?:絶対に?|まだ|勝手に|そのまま)?"
    rf"(?:(?:{any_of(doing.REMOVAL_JA)}し|消さ)ないで|残して|そのままに?(?:して|で)){_END_JA}"
)
_ALL_JA = r"(?:ほか|他|残り|あと|全部|ぜんぶ|全て|すべて|情報|データ|もの)"
_REST_JA = (
    rf"{_LEAD_JA}{_MINE_JA}{_KEPT_JA}(?:だけ)?(?:以外|を除(?:いて|く|き))(?:の?{_ALL_JA}){{0,2}}(?:は|を|で)?{_ALL_JA}?(?:を)?"
    rf"(?:{any_of(doing.REMOVAL_JA)}(?:して|したい)?|消して|消したい)?(?:で)?{_END_JA}"
)
_REST_JA += (
    rf"|{_LEAD_JA}{_MINE_JA}{_KEPT_JA}(?:だけ)?(?:は|を)?残して(?:{_ALL_JA}(?:は|を|の)?){{1,3}}"
    rf"(?:{any_of(doing.REMOVAL_JA)}(?:して|したい)|消して|消したい){_END_JA}"
)
_LEAD_EN = (
    r"^(?:(?:but|and|please|just|only|no|ok(?:ay)?|wait|sorry|actually|oh|yes)[,.]?\s){0,4}"
    r"(?:i (?:would like|want|'d like) (?:you )?to |i'd like (?:you )?to )?"
)
_END_EN = r"(?: (?:please|though|too|as well|as (?:it|they) (?:is|are)|alone|in|on file|with you)){0,2}\s*$"
_STAYS_EN = (
    rf"{_LEAD_EN}(?:(?:do not|don't|dont|never|not to) {any_of(doing.REMOVAL_EN)} "
    rf"|keep |not (?=my |the )){_KEPT_EN}{_END_EN}|{_LEAD_EN}leave {_KEPT_EN}(?= (?:as|alone|in|on)){_END_EN}"
    rf"|{_LEAD_EN}{_KEPT_EN} (?:(?:should|must|has to|can|may) (?:stay|remain|be kept)"
    rf"|(?:should|must) not be {any_of(doing.REMOVED_EN)}){_END_EN}"
)
_REST_EN = (
    rf"{_LEAD_EN}(?:{any_of(doing.REMOVAL_EN)} )?(?:everything|all|all (?:of it|of them)"
    rf"|(?:all )?(?:my |the )?{any_of(data.DATA_EN)})"
    rf"(?: else)? (?:except|but|apart from|other than|besides)(?: for)?(?: not)? {_KEPT_EN}{_END_EN}"
)
_NOT_ZH = r"(?:先|就|都)?(?:不要|不用|不必|别|请勿)"
_GONE_ZH = rf"(?:{any_of(doing.REMOVAL_ZH)}|删)(?:掉|了)?"
_LEAD_ZH = r"^(?:(?:但是?|不过|可是|另外|还有|等等|等一下|啊)[，,\s]?){0,2}(?:请|麻烦)?(?:只|就|也)?"
_STAYS_ZH = (
    rf"{_LEAD_ZH}{_KEPT_ZH}(?:请|要|也|就)?(?:{_NOT_ZH}{_GONE_ZH}|(?:保留|留着|留下))[吧啊哦]?\s*$"
    rf"|{_LEAD_ZH}(?:{_NOT_ZH}{_GONE_ZH}|保留|留着|留下){_KEPT_ZH}[吧啊哦]?\s*$"
    rf"|{_LEAD_ZH}{_NOT_ZH}把?{_KEPT_ZH}{_GONE_ZH}[吧啊哦]?\s*$"
)
_REST_ZH = (
    rf"{_LEAD_ZH}除了?{_KEPT_ZH}(?:以?外|之外)?的?[，,]?"
    rf"(?:都|全部?|其他的?|其它的?|别的|信息|资料|数据){{0,4}}(?:{_GONE_ZH})?[吧啊哦]?\s*$"
)
_REST = re.compile("|".join((_REST_JA, _REST_EN, _REST_ZH)), re.IGNORECASE)
_STAYS = re.compile("|".join((_STAYS_JA, _STAYS_EN, _STAYS_ZH)), re.IGNORECASE)
_TOLD = re.compile(
    rf"{any_of(doing.REMOVAL_JA, doing.REMOVAL_ZH)}|消[しさす]|残し|删|留"
    r"|ほか|他|残り|全|ぜんぶ|すべて|情報|データ|都|信息|资料|数据"
    rf"|\b(?:{any_of(doing.REMOVAL_EN, data.DATA_EN)}|keep|kept|leave|stay|remain|everything|all)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[。．！!?？\n、，,;；]|(?<!\w)but(?!\w)|\.(?=\s|$)|但是?"
    r"|(?<!\w)and (?=(?:also )?(?:do not|don't|dont|never|keep|leave)(?!\w))"
    rf"|(?<=[さし]ないで)(?={_JA})",
    re.IGNORECASE,
)
_THE_REST = re.compile(
    r"^(?:ほか|他|その他|残り|それ以外|あと(?!で|から)|全|ぜんぶ|すべて"
    r"|the rest|the other|everything else|all else|delete|erase|remove|其他|其它|别的|剩下)"
    r"(?!.*(?:[もず]|ない|残し|[也不别留]|n't|\b(?:not|nothing|too|as well|also|later|keep|stays?)\b))",
    re.IGNORECASE,
)
"""What goes: who says the same of it (「ほかも消さないで」), or puts it off, has not spared one kind."""
_SOMETHING_ELSE = re.compile(
    r"^(?:you|they|he|she|it)\b(?! (?:can|may|could|should|must)\b)|^(?:do|does|did) (?:you|they)\b"
    r"|\b(?:cancel|forget (?:it|this|that|about)|never ?mind|changed my mind|call it off)\b"
    r"|やめ|取り?消|キャンセル|中止|のに$|算了|取消|不删了",
    re.IGNORECASE,
)
"""Before it, what somebody does with the data, or that nothing is to come of the removal."""
_LONGEST = 200
"""Characters; who tells a longer story is read as a whole."""


@dataclass(frozen=True)
class Spared:
    """Data that is to stay.

    Attributes:
        called: the words of the lists that it is named by.
        kinds: those that it is of.
        rest: all else is named as what goes.
        told: going, staying or the rest is spoken of; 「メール以外で」 may be of how the answer comes.
    """

    called: str
    kinds: frozenset[Subject]
    rest: bool
    told: bool

    @property
    def subject(self) -> Subject:
        """Its kind; `other` where it is of several."""
        return next(iter(self.kinds)) if len(self.kinds) == 1 else Subject.OTHER


def spared(text: str) -> Spared | None:
    """The particular data that is not to be removed; None where all of it is, or nothing is said of it. What stands
    before may be anything but an end or a complaint, and what stands behind only more of it, or that the rest goes."""
    told = text.strip().replace("’", "'")
    if len(told) > _LONGEST or "?" in told or "？" in told:
        return None
    whole = _matched(told.rstrip("。．.！!"))
    if whole is not None:
        return whole
    if has_question_word(told):
        return None
    found: list[Spared] = []
    something_else = False
    for one in (clause.strip() for clause in _CLAUSE.split(told)):
        if not one or (found and _THE_REST.match(one)):
            continue
        if _SOMETHING_ELSE.search(one):
            return None
        if puts_right(one):
            found = []  # 「住所は消さないで、いや、名前は消さないで」
        stays = _matched(one)
        found += [stays] if stays else []
        something_else = stays is None
    return _together(found) if found and not something_else else None


def rest_goes(text: str) -> bool:
    """Whether, beside what stays, all else is named as what goes (「住所は残して、ほかは全部消して」)."""
    told = spared(text)
    return told is not None and (
        told.rest or any(_THE_REST.match(one.strip()) for one in _CLAUSE.split(text.strip()) if one)
    )


def _together(found: Sequence[Spared]) -> Spared:
    """What several clauses spare, one kind each, as one (「名前は消さないで、住所は消さないで」)."""
    names = list(dict.fromkeys(one.called for one in found))
    return Spared(
        (" and " if "".join(names).isascii() else "、").join(names),
        frozenset[Subject]().union(*(one.kinds for one in found)),
        rest=any(one.rest for one in found),
        told=any(one.told for one in found),
    )


def _matched(clause: str) -> Spared | None:
    for words in (_REST, _STAYS):
        match = words.match(clause)
        if match is not None:
            called = next(one for one in match.groups() if one is not None)
            told = _TOLD.search(clause) is not None
            return Spared(called, _kinds(called), rest=words is _REST, told=told)
    return None


def _kinds(called: str) -> frozenset[Subject]:
    """The kinds that the words name; what is left of them is `other`."""
    kinds: set[Subject] = set()
    for subject, words in _KINDS:
        called, times = re.subn(words, "", called, flags=re.IGNORECASE)
        kinds |= {subject} if times else set()
    return frozenset(kinds or {Subject.OTHER})


def subject_but(text: str, subject: str) -> str | None:
    """The kind of data that is meant, where some of it is spared: everything but one kind is `other`, and what stays is
    never what goes (None)."""
    told = spared(text)
    if told is None:
        return subject
    if told.rest or rest_goes(text) or subject in (Subject.ALL, Subject.OTHER):
        return str(Subject.OTHER)
    return None if subject in told.kinds or told.subject == Subject.OTHER else subject
