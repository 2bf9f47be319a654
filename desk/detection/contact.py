"""E-mail addresses and telephone numbers, also as people (mis)type them."""

import re
from collections.abc import Iterator

import phonenumbers

from desk.detection.shadow import Found

_LOCAL = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]"
_LABEL = r"[A-Za-z0-9_-]"
_DOTTED = rf"{_LABEL}+(?:\.{{1,2}}{_LABEL}+)+"
# A name in another script before the @: one run of one script, so that the sentence before it stays.
_NAME = r"(?:[一-鿿々]{1,10}|[ぁ-ん]{1,12}|[ァ-ヺー]{1,12}|[^\W\d_ぁ-んァ-ヺー一-鿿]{1,30})"
_FOREIGN_DOMAIN = rf"(?:[^\W_]|-){{1,30}}\.(?:{_LABEL}{{2,20}}|[^\W_]{{2,10}})"
_DOMAIN = rf"(?:\[[0-9a-f.:]+\]|{_LABEL}+(?:[.。,]{{1,2}}{_LABEL}+)*|{_FOREIGN_DOMAIN})"

_EMAILS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # name@example.jp, name＠＠example, name@[192.0.2.1], "quoted"@example.jp
        # also typed into one another: 0@name@example.jp
        rf"(?:\"[^\"\n]{{1,64}}\"|{_LOCAL}+)(?:@+{_DOMAIN})+",
        # spaces about the @: only with a dotted domain, 「10個 @100円」 is a price
        rf"{_LOCAL}+ {{0,2}}@+ {{0,2}}{_DOTTED}",
        # other scripts before the @: 山田@example.jp, 山田@例え.テスト
        rf"{_NAME}@+(?:{_DOTTED}|{_FOREIGN_DOMAIN})",
        # name(at)example.jp, name★example.jp, nameアットマークexample.jp
        rf"{_LOCAL}+ ?(?:[(\[<{{] ?(?:at|アット|アットマーク|@) ?[)\]>}}]|_at_|アットマーク|アット|[☆★◎]) ?"
        rf"{_LABEL}+(?: ?(?:\.|[(\[] ?(?:dot|ドット) ?[)\]]|ドット| dot ) ?{_LABEL}+)+",
        # name at example dot com
        rf"{_LOCAL}+ at {_LABEL}+(?: dot {_LABEL}+)+",
        # name@ at the end of a line, the domain forgotten or on the next: "name@\nexample.jp"
        rf"{_LOCAL}+@+\s{{1,3}}{_DOTTED}",
    )
)


def emails(shadow: str) -> Iterator[Found]:
    """E-mail addresses."""
    for pattern in _EMAILS:
        for match in pattern.finditer(shadow):
            start, end = match.span()
            while end > start and shadow[end - 1] in ".,。-":
                end -= 1
            yield Found(start, end, "email")


_SEP = r"[-. /・\u2010]{1,3}"
_OPEN, _CLOSE = r"[(]? ?", r" ?[)]?[-. ]{0,2}"
_PHONES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # +81 (0)3 1234 5678, +14155552671, 0081..., 010-81-...
        r"\+ ?[1-9](?:[-. ()/]{0,3}[0-9]){6,16}",
        r"(?<![0-9])(?:00|010[- ]?)(?:81|86|1|44|49|33)(?:[-. ()/]{0,3}[0-9]){7,13}(?![0-9])",
        # Japanese: 0 and nine or ten digits, in groups or not; also with the digits one by one
        rf"(?<![0-9])[(]?0[0-9]{{1,4}}(?:{_SEP}|{_CLOSE}[(]? ?)[0-9]{{1,4}}(?:{_SEP}|{_CLOSE})[0-9]{{3,4}}(?![0-9])",
        r"(?<![0-9])0[1-9][0-9]{8}(?![0-9])",
        r"(?<![0-9])0[1-9]0[0-9]{8}(?![0-9])",
        r"(?<![0-9])0[ ]?[1-9](?:[-. ][0-9]){8,9}(?![-. ]?[0-9])",
        # North America 415-555-2671, (415) 555-2671; Chinese mobiles
        r"(?<![0-9-])[(]?[2-9][0-9]{2}[)]?[-. ]{1,2}[2-9][0-9]{2}[-. ][0-9]{4}(?![0-9-])",
        r"(?<![0-9])1[3-9][0-9](?:[- ]?[0-9]{4}){2}(?![0-9])",
    )
)
_SPOKEN = re.compile(
    r"(?:電話(?:番号)?|℡|tel|phone|mobile|携帯(?:番号|電話)?|ケータイ|ファックス|fax|内線|连络电话|手机)[^0-9\n]{0,12}"
    r"(?P<number>[(]?[0-9](?:[-. ()]{0,2}[0-9]){5,14})(?![0-9])",
    re.IGNORECASE,
)
_MIN_DIGITS, _MAX_DIGITS = 9, 16


def phones(shadow: str) -> Iterator[Found]:
    """Telephone numbers: by shape, by a word before them, and what the phonenumbers library knows as one."""
    for pattern in _PHONES:
        for match in pattern.finditer(shadow):
            if _MIN_DIGITS <= sum(c.isdigit() for c in match.group()) <= _MAX_DIGITS + 2:
                yield _trimmed(shadow, match.start(), match.end())
    for match in _SPOKEN.finditer(shadow):
        number = match["number"]
        if not re.match(r"(?:19|20)[0-9]{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ]", number):  # a date after 電話
            yield _trimmed(shadow, *match.span("number"))
    if sum(c.isdigit() for c in shadow) >= _MIN_DIGITS:
        for region in ("JP", "US"):
            for known in phonenumbers.PhoneNumberMatcher(shadow, region):
                if sum(c.isdigit() for c in known.raw_string) >= _MIN_DIGITS:
                    yield _trimmed(shadow, known.start, known.end)


def _trimmed(shadow: str, start: int, end: int) -> Found:
    """Without an opening bracket that has no closing one."""
    piece = shadow[start:end]
    if piece.startswith("(") and ")" not in piece:
        start += 1
    return Found(start, end, "phone")
