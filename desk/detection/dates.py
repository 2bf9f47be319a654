"""Birth dates: dates with a word for birth beside them. Other dates stay."""

# A pattern reads better whole:
# ruff: noqa: E501

import re
from collections.abc import Iterator

from desk.detection.shadow import Found

_ERA = r"(?:明治|大正|昭和|平成|令和|西暦)"
_KANJI = "〇零一二三四五六七八九十百元"
_YEAR = rf"(?:{_ERA} ?(?:[0-9]{{1,4}}|[{_KANJI}]{{1,4}})|[0-9]{{2,4}}|[〇一二三四五六七八九]{{4}})"
_NUM = rf"(?:[0-9]{{1,2}}|[{_KANJI}]{{1,3}})"
_MONTHS = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_DATE = (
    rf"(?:{_YEAR} ?年 ?{_NUM} ?月 ?{_NUM} ?日?"
    r"|(?:[0-9]{4}|[MTSHR]\.?[0-9]{1,2})[-./ ][0-9]{1,2}[-./ ][0-9]{1,2}"
    r"|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{2,4}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTHS},? [0-9]{{4}}"
    rf"|{_MONTHS}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?,? [0-9]{{4}}"
    rf"|{_ERA} ?(?:[0-9]{{1,2}}|[{_KANJI}]{{1,4}})[-./][0-9]{{1,2}}[-./][0-9]{{1,2}}"
    r"|(?:19|20)[0-9]{6})"
)
_YEAR_MONTH = rf"(?:{_YEAR} ?年(?: ?{_NUM} ?月(?: ?{_NUM} ?日?)?)?|{_NUM} ?月 ?{_NUM} ?日|{_ERA}{_NUM})"
_BIRTH = r"(?:生年月日|誕生日|出生(?:日期|年月日)?|お?生まれ(?:は|た日)?|生れ|born|birth ?(?:day|date)?|d\.?o\.?b\.?)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BIRTH}[^0-9\n。{_KANJI}]{{0,16}}?(?P<date>{_DATE})(?![0-9])",
        rf"(?:生年月日|誕生日|お?生まれは)[^0-9\n。{_KANJI}]{{0,4}}?(?P<date>{_YEAR_MONTH})(?![0-9])",
        rf"(?<![0-9])(?P<date>{_DATE})[ (]{{0,2}}(?:生まれ|生れ|うまれ|生(?=[^前涯活成産命死]|$)|出生|誕生|が誕生日|が生年月日)",
        rf"(?<![0-9])(?P<date>{_YEAR_MONTH})[ (]{{0,2}}(?:生まれ|生れ|うまれ|が誕生日|が生年月日)",
    )
)


def birth_dates(shadow: str) -> Iterator[Found]:
    """Birth dates, western or by era, whole or in part."""
    for pattern in _PATTERNS:
        for match in pattern.finditer(shadow):
            yield Found(*match.span("date"), "birthdate")
