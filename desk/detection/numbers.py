"""Numbers of cards, papers and accounts, and any long number that nobody knows."""

# A pattern reads better whole:
# ruff: noqa: E501

import re
from collections.abc import Iterator

from stdnum import iban, luhn

from desk.detection.shadow import Found
from desk.requests.receipts import CODE_PATTERN, RECEIPT_PATTERN, looks_like_code, parse_receipt

_RUN = re.compile(r"[0-9](?:[-. /\n・_()]{0,2}[0-9])*")
_GROUP = re.compile(r"[0-9]+")
_LONG = 10

_MY_NUMBER_WORD = re.compile(
    r"(?:マイナンバー|マイ・ナンバー|個人番号|my ?number)[^0-9\n]{0,20}(?P<number>[0-9](?:[-. ]{0,2}[0-9]){5,15})",
    re.IGNORECASE,
)
_INSURANCE = re.compile(
    r"(?:保険証|被保険者|保険者番号|資格確認書|健康保険|health insurance)[^0-9\n]{0,20}"
    r"(?P<first>[0-9](?:[- ]{0,2}[0-9]){2,20})(?![0-9]*(?:年|月|日|円|部|通))"
    r"(?:[^0-9\n]{0,10}番号[^0-9\n]{0,5}(?P<second>[0-9](?:[- ]?[0-9]){0,12}))?",
    re.IGNORECASE,
)
_SYMBOL_NUMBER = re.compile(
    r"記号[^0-9\n、。]{0,6}(?P<first>[0-9](?:[- ]?[0-9]){0,9})[^0-9\n。]{0,8}番号[^0-9\n、。]{0,6}(?P<second>[0-9](?:[- ]?[0-9]){0,12})"
)
_LICENCE = re.compile(
    r"(?:免許証?(?:番号|の番号)?|driver'?s? licen[sc]e|driving licen[sc]e)[^0-9\n]{0,20}"
    r"(?P<first>(?:[A-Z]{0,3}[0-9])(?:[-. ]{0,2}[0-9]){6,13})",
    re.IGNORECASE,
)
_PASSPORT_SHAPE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?[0-9]{7}(?![A-Za-z0-9])")
_PASSPORT_WORD = re.compile(
    r"(?:パスポート|旅券|passport|护照)[^0-9\n]{0,18}?(?P<first>(?<![A-Za-z0-9])[A-Za-z]{0,2} ?[0-9]{5,9}[A-Za-z]?)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_RESIDENCE_CARD = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2} ?[0-9]{8} ?[A-Z]{2}(?![A-Za-z0-9])")
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]){11,30}(?![A-Za-z0-9])")
_ACCOUNT = re.compile(
    r"(?:口座(?:番号)?|普通預金|当座預金|普通|当座|account (?:number|no\.?))[^0-9\n、。]{0,10}(?P<first>[0-9](?:[- ]?[0-9]){5,9})(?![0-9])",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<![-./0-9])(?:1[89]|20)[0-9]{2}([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])(?![-./]?[0-9])"
)


def valid_my_number(digits: str) -> bool:
    """The check digit of マイナンバー (行政手続における特定の個人を識別するための番号の利用等に関する法律の規定による
    通知カード及び個人番号カード並びに情報提供ネットワークシステムによる特定個人情報の提供等に関する省令 第5条)."""
    if len(digits) != 12:
        return False
    weights = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)
    rest = sum(w * int(d) for w, d in zip(weights, digits, strict=False)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def receipts(shadow: str) -> Iterator[Found]:
    """Our own receipts, right or misread."""
    for match in RECEIPT_PATTERN.finditer(shadow):
        yield Found(*match.span(), "receipt")


def bare_receipts(shadow: str) -> Iterator[Found]:
    """Receipts without their MDG, by their check symbol (they need hold no digit): only where one is expected."""
    for match in CODE_PATTERN.finditer(shadow):
        if parse_receipt(match.group()) is not None:
            yield Found(*match.span(), "receipt")


def bare_codes(shadow: str) -> Iterator[Found]:
    """Access codes, or receipts without their MDG: only where one is expected."""
    for match in CODE_PATTERN.finditer(shadow):
        if looks_like_code(match.group()):
            yield Found(*match.span(), "access_code")


def _named(pattern: re.Pattern[str], shadow: str, kind: str) -> Iterator[Found]:
    for match in pattern.finditer(shadow):
        for name in pattern.groupindex:
            if match[name] is not None:
                yield Found(*match.span(name), kind)


def papers(shadow: str) -> Iterator[Found]:
    """Numbers of identity papers, with the word for the paper before them, or of an unmistakable shape."""
    yield from _named(_INSURANCE, shadow, "health_insurance")
    yield from _named(_SYMBOL_NUMBER, shadow, "health_insurance")
    yield from _named(_LICENCE, shadow, "licence")
    yield from _named(_PASSPORT_WORD, shadow, "passport")
    for match in _PASSPORT_SHAPE.finditer(shadow):
        yield Found(*match.span(), "passport")
    for match in _RESIDENCE_CARD.finditer(shadow):
        yield Found(*match.span(), "number")
    yield from _named(_MY_NUMBER_WORD, shadow, "my_number")


def accounts(shadow: str) -> Iterator[Found]:
    """IBANs, and account numbers after the word for one."""
    for match in _IBAN.finditer(shadow):
        if iban.is_valid(match.group(), check_country=False):
            yield Found(*match.span(), "bank")
    yield from _named(_ACCOUNT, shadow, "bank")


def _digits(text: str) -> str:
    return re.sub(r"[^0-9]", "", text)


def _whole(groups: list[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    """Every span of whole groups, longest first, with its digits."""
    count = len(groups)
    for size in range(count, 0, -1):
        for first in range(count - size + 1):
            part = groups[first : first + size]
            digits = "".join(g.group() for g in part)
            if 12 <= len(digits) <= 19:
                yield part[0].start(), part[-1].end(), digits


def known_numbers(shadow: str) -> Iterator[Found]:
    """Card numbers (Luhn) and マイナンバー (check digit), in groups or not."""
    for run in _RUN.finditer(shadow):
        if not 12 <= len(_digits(run.group())) <= 60:
            continue
        groups = list(_GROUP.finditer(shadow, run.start(), run.end()))
        for start, end, digits in _whole(groups[:40]):
            if len(digits) >= 13 and digits[0] in "23456" and luhn.is_valid(digits):
                yield Found(start, end, "card")
            elif valid_my_number(digits) and not _years(groups):
                yield Found(start, end, "my_number")


def long_numbers(shadow: str) -> Iterator[Found]:
    """Ten digits or more that no other detector knows; not dates, not lists of years."""
    for date in _DATE.finditer(shadow):
        shadow = shadow[: date.start()] + "\0" * (date.end() - date.start()) + shadow[date.end() :]
    for run in _RUN.finditer(shadow):
        part: list[re.Match[str]] = []
        for group in [*_GROUP.finditer(shadow, run.start(), run.end()), None]:
            if group is not None and (len(group.group()) >= 2 or len(_digits(run.group())) == _LONG + 1):
                part.append(group)
                continue
            if part and _is_long(part):
                yield Found(part[0].start(), part[-1].end(), "number")
            part = []


def _is_long(groups: list[re.Match[str]]) -> bool:
    if sum(len(g.group()) for g in groups) < _LONG:
        return False
    return not _years(groups)


def _years(groups: list[re.Match[str]]) -> bool:
    """「2020 2021 2022」."""
    return all(re.fullmatch(r"(?:19|20)[0-9]{2}", g.group()) for g in groups)
