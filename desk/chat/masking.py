"""Personal data in chat text becomes typed placeholders before anything stores, logs or forwards it.

Masking errs to the side of hiding: a strange number is hidden rather than stored. What must stay readable (dates, law
articles, form numbers, the company's own contact data) is in the tests' tables.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from desk.detection import contact, dates, numbers, places
from desk.detection.shadow import Found, cleaned, cover, shadow_of
from desk.texts import MaskedText, RawText

PLACEHOLDERS = {
    "email": "［メールアドレス］",
    "phone": "［電話番号］",
    "card": "［カード番号］",
    "my_number": "［マイナンバー］",
    "health_insurance": "［保険証番号］",
    "licence": "［免許証番号］",
    "passport": "［旅券番号］",
    "birthdate": "［生年月日］",
    "address": "［住所］",
    "postal_code": "［郵便番号］",
    "number": "［番号］",
    "bank": "［番号］",
    "receipt": "［受付番号］",
    "access_code": "［アクセスコード］",
}
"""What stands for each kind."""

_PLACEHOLDER = re.compile("|".join(re.escape(text) for text in sorted(set(PLACEHOLDERS.values()))))
_MAX_PASSES = 50

# The order decides where two detectors claim the same characters: the first wins.
_Detector = Callable[[str], Iterator[Found]]
_DETECTORS: tuple[_Detector, ...] = (
    numbers.receipts,
    contact.emails,
    dates.birth_dates,
    numbers.papers,
    numbers.accounts,
    numbers.known_numbers,
    contact.phones,
    numbers.bare_receipts,
    numbers.bare_codes,  # both where a code is expected; after these, or a telephone number would be cut in two
    places.postal_codes,
    places.streets,
    numbers.long_numbers,
)

_ALWAYS = tuple(one for one in _DETECTORS if one not in (numbers.bare_receipts, numbers.bare_codes))


@dataclass(frozen=True, slots=True)
class Masked:
    """Masked text and which kinds were found (keys of PLACEHOLDERS)."""

    text: MaskedText
    kinds: frozenset[str]


class Masker:
    """A masker for one company. `allowed` are strings of its own policy that stay (phone, address, e-mail ...)."""

    def __init__(self, allowed: Iterable[str] = ()) -> None:
        patterns = [
            pattern for text in sorted(allowed, key=len, reverse=True) if (pattern := _flexible(text))
        ]
        self._allowed = re.compile("|".join(patterns), re.IGNORECASE) if patterns else None

    def mask(
        self, text: RawText | str, access_code_expected: bool = False, receipt_expected: bool = False
    ) -> Masked:
        """Replace personal data. Idempotent: it goes on until nothing more is found.

        `access_code_expected`: also what may be a bare access code. `receipt_expected`: also a receipt without its MDG.
        """
        left_out: dict[_Detector, bool] = {
            numbers.bare_receipts: not receipt_expected,
            numbers.bare_codes: not access_code_expected,
        }
        detectors = [one for one in _DETECTORS if not left_out.get(one)]
        text = cleaned(text.unmasked() if isinstance(text, RawText) else text)
        kinds: set[str] = set()
        for _ in range(_MAX_PASSES):
            found = self._find(text, detectors)
            if not found:
                break
            kinds |= {one.kind for one in found}
            text = _replace(text, found)
        return Masked(MaskedText(text), frozenset(kinds))

    def _find(self, text: str, detectors: Sequence[_Detector]) -> list[Found]:
        shadow = shadow_of(text)
        for match in _PLACEHOLDER.finditer(text):
            shadow = cover(shadow, *match.span())
        if self._allowed is not None:
            for match in self._allowed.finditer(shadow):
                shadow = cover(shadow, *match.span())
        taken: list[Found] = []
        for detector in detectors:
            # One detector at a time, on what the earlier ones have left.
            for one in sorted(set(detector(shadow)), key=lambda f: (f.start, -f.end)):
                if one.end > one.start and all(one.end <= o.start or o.end <= one.start for o in taken):
                    taken.append(one)
            for one in taken:
                shadow = cover(shadow, one.start, one.end)
        return sorted(taken, key=lambda f: f.start)


def _replace(text: str, found: list[Found]) -> str:
    parts, at = [], 0
    for one in found:
        parts += [text[at : one.start], PLACEHOLDERS[one.kind]]
        at = one.end
    return "".join([*parts, text[at:]])


def _flexible(text: str) -> str | None:
    """A pattern for an allowed string in a shadow: other separators are fine, but nothing may be joined to it."""
    plain = shadow_of(unicodedata.normalize("NFKC", cleaned(text))).strip()
    if len(plain) < 4:
        return None
    if "@" in plain:
        return rf"(?<![A-Za-z0-9._%+@-]){re.escape(plain)}(?![A-Za-z0-9@_-]|\.[A-Za-z0-9])"
    pieces = [re.escape(piece) for piece in re.findall(r"[0-9]+|[^\s0-9()-]+", plain)]
    return rf"(?<![0-9])(?<![0-9]-)[(]?{'[-() ]{0,3}'.join(pieces)}(?![0-9]|-[0-9])"


def masker_of(policy_text: str) -> Masker:
    """The masker of a company: what stands in its own policy is nobody's personal data. Finding that takes a moment:
    keep it."""
    return Masker(contact_strings(policy_text))


def contact_strings(policy_text: str) -> frozenset[str]:
    """What in a policy's own text has the form of personal data: its e-mail addresses, telephone numbers, postal codes
    and addresses. Give these to a Masker of that company."""
    text = cleaned(policy_text)
    return frozenset(text[one.start : one.end].strip() for one in Masker()._find(text, _ALWAYS))
