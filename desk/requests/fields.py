"""The fields of the personal-data form: what each takes, and in what form it is kept."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import phonenumbers

from desk.requests.errors import FieldError
from knowledge.vocabulary import Region

ORDER = (
    "name", "name_kana", "birthdate", "postal_code", "address", "phone", "email",
    "current_value", "new_value", "details", "principal_name", "principal_address", "relation",
)  # fmt: skip
"""Every field of the contract, in the order in which people expect them."""

_LENGTHS = {
    "name": 100, "name_kana": 100, "birthdate": 30, "postal_code": 16, "address": 300, "phone": 40, "email": 254,
    "current_value": 1000, "new_value": 1000, "details": 2000,
    "principal_name": 100, "principal_address": 300, "relation": 100,
}  # fmt: skip
MULTILINE = frozenset({"address", "current_value", "new_value", "details", "principal_address"})
_PHONE_REGION = {"jp": "JP", "china": "CN", "california": "US"}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－ｰ", "-"))

# First day and last day of each era (大正 and later: 改元の政令; 明治6年 began the solar calendar).
_ERAS = {
    "明治": (date(1868, 10, 23), date(1912, 7, 30)),
    "大正": (date(1912, 7, 30), date(1926, 12, 25)),
    "昭和": (date(1926, 12, 25), date(1989, 1, 7)),
    "平成": (date(1989, 1, 8), date(2019, 4, 30)),
    "令和": (date(2019, 5, 1), date(9999, 12, 31)),
}
_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_DATE = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和|[MTSHR])?\.?(?P<year>元|\d{1,4})(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?",
    re.IGNORECASE,
)
_EMAIL = re.compile(
    r"(?=.{1,254}$)(?=.{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*\.?"
    r"@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])"
)


class FieldProblem(ValueError):
    """A value is bad: the wording key, and in English what is allowed."""

    def __init__(self, key: str, allowed: str, limit: int | None = None) -> None:
        self.key, self.allowed, self.limit = f"form.error.{key}", allowed, limit
        super().__init__(self.key)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202d\u2060\ufeff]")
"""What a copy from a telephone's contacts, a spreadsheet or a page brings along: it shows nothing and turns nothing
round, and whoever pasted it could not find it to take it out."""


def _printable(text: str) -> bool:
    """No control characters, no private use; format characters (Cf) would hide what is written. A character that our
    tables do not know (Cn) may be younger than they are: a rare kanji of a name, an emoji."""
    return all(
        unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cs"} or c in "\n\u200d" for c in text
    ) and not any(ord(c) & 0xFFFE == 0xFFFE or "\ufdd0" <= c <= "\ufdef" for c in text)


def parse_birthdate(text: str, today: date) -> str:
    """ISO, 1980/4/5, 1980年4月5日, 19800405, or a Japanese era (昭和55年4月5日, S55.4.5, 平成元年…) -> ISO 8601.

    Raises FieldProblem for other forms, days that are not, eras that had no such day, and the future.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).translate(_DASHES)
    plain = re.sub(r"^西暦", "", plain)
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    problem = FieldProblem("birthdate", "a date such as 1980-04-05 or 昭和55年4月5日, not in the future")
    match = _DATE.fullmatch(plain)
    if match is None:
        raise problem
    year = 1 if match["year"] == "元" else int(match["year"])
    era = match["era"]
    try:
        if era is None:
            found = date(year, int(match["month"]), int(match["day"]))
        else:
            first, last = _ERAS[_LETTERS.get(era.upper(), era)]
            found = date(first.year + year - 1, int(match["month"]), int(match["day"]))
            if not first <= found <= last:
                raise problem
    except ValueError:
        raise problem from None
    if not date(1868, 1, 1) <= found <= today:
        raise problem
    return found.isoformat()


def _kana(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    katakana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in plain)
    if not re.fullmatch(r"[ァ-ヺー・\s]+", katakana):
        raise FieldProblem("kana", "hiragana or katakana")
    return katakana


def _postal(text: str, region: Region | None) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).replace("〒", "").strip().upper()
    digits = re.sub(r"[\s-]", "", plain)
    if re.fullmatch(r"[0-9]{7}", digits) and region in (None, Region.JP):
        return f"{digits[:3]}-{digits[3:]}"
    if region not in (None, Region.JP) and re.fullmatch(r"[A-Z0-9][A-Z0-9 -]{1,9}", plain):
        return plain
    raise FieldProblem("postal_code", "seven digits such as 123-4567")


def _phone(text: str, region: Region | None) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    try:
        number = phonenumbers.parse(plain, _PHONE_REGION.get(region or Region.JP, "JP"))
    except phonenumbers.NumberParseException:
        number = None
    # "Possible", not "valid": a number plan that is newer than our library must keep nobody out.
    if number is None or not phonenumbers.is_possible_number(number):
        raise FieldProblem("phone", "a telephone number; from abroad with + and the country code")
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(
        number, style.NATIONAL if number.country_code == 81 else style.INTERNATIONAL
    )


def _email(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip()
    # A dot before the @ is against RFC 5321, but old Japanese mobile addresses have it.
    if not _EMAIL.fullmatch(plain):
        raise FieldProblem("email", "an e-mail address such as name@example.jp")
    local, domain = plain.rsplit("@", 1)
    return f"{local}@{domain.lower()}"


def clean(name: str, value: object, region: Region | None, today: date) -> str:
    """A field's value as it is kept; empty text stays empty. Raises FieldProblem."""
    if not isinstance(value, str):
        raise FieldProblem("not_text", "text")
    text = _UNSEEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    text = text if name in MULTILINE else _line(text)
    if not text:
        return ""
    if not _printable(text.replace("\t", " ")):
        raise FieldProblem("unprintable", "printable characters")
    if len(text) > _LENGTHS[name]:
        raise FieldProblem("too_long", f"at most {_LENGTHS[name]} characters", _LENGTHS[name])
    special: Mapping[str, Callable[[], str]] = {
        "name_kana": lambda: _kana(text),
        "birthdate": lambda: parse_birthdate(text, today),
        "postal_code": lambda: _postal(text, region),
        "phone": lambda: _phone(text, region),
        "email": lambda: _email(text),
    }
    return special[name]() if name in special else text


OneOf = tuple[tuple[str, ...], str]
"""Fields of which one is enough, and the wording key of what is wrong without any."""
PHONE_OR_EMAIL: OneOf = (("phone", "email"), "form.error.contact")
ADDRESS_OR_EMAIL: OneOf = (("address", "email"), "form.error.address_or_email")


@dataclass(frozen=True, slots=True)
class Checked:
    """The right values and the bad fields."""

    values: dict[str, str]
    errors: tuple[FieldError, ...]


def check(
    values: Mapping[str, object],
    required: frozenset[str],
    instead: Mapping[str, str],
    region: Region | None,
    today: date,
    one_of: OneOf | None = None,
) -> Checked:
    """Check all fields at once. `instead`: a required field that another one may take the place of; `one_of`: fields
    of which one is enough. If all are empty, the first is named; a bad one among them is told of once."""
    right: dict[str, str] = {}
    errors: list[FieldError] = []
    for name, value in values.items():
        if name not in _LENGTHS:
            if value not in (None, ""):
                errors.append(FieldError(name[:40], "form.error.unknown_field", "one of " + ", ".join(ORDER)))
            continue
        try:
            cleaned = clean(name, "" if value is None else value, region, today)
        except FieldProblem as problem:
            errors.append(FieldError(name, problem.key, problem.allowed, problem.limit))
        else:
            if cleaned:
                right[name] = cleaned
    bad = {error.field for error in errors}
    for name in ORDER:
        missing = name in required and name not in right and name not in bad
        if missing and instead.get(name) not in right:
            errors.append(FieldError(name, "form.error.required", "a value"))
    if one_of is not None:
        names, key = one_of
        if names and not any(name in right or name in bad for name in names):
            errors.append(FieldError(names[0], key, "one of " + ", ".join(names)))
    return Checked(right, tuple(errors))
