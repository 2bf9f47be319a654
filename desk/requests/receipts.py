"""Receipts and access codes: made, read from what people type, recognised in text.

A receipt looks like `MDG-7K3Q-9F2X`: seven random symbols of Crockford's Base32 (no I, L, O, U: nothing to misread on
the phone) and a check symbol (Luhn modulo 32: every single wrong symbol and nearly every swap is seen before the
database is asked). An access code looks like `4F7K-2M9Q`: eight random symbols, 40 bits.
"""

import re
import secrets
import unicodedata
from typing import NewType

from stdnum import luhn

from desk.detection.shadow import cleaned
from desk.errors import RequestNotFound

Receipt = NewType("Receipt", str)
"""A receipt in its one form, its check symbol right. What somebody has typed or sent is none until it has been read
(`parse_receipt`, `read_receipt`, `find_receipt`): only this module makes one (docs/decisions/0050)."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "MDG"
NO_RECEIPT = Receipt("")
"""What a form gives that opens no request."""
_DASHES = r"\-‐‑‒–—―−ーｰ"
_SEP = rf"[\s{_DASHES}]{{0,3}}"
_TYPED = "0-9A-Za-z"

RECEIPT_PATTERN = re.compile(
    rf"(?<![{_TYPED}])MDG{_SEP}[{_TYPED}]{{4}}{_SEP}[{_TYPED}]{{4}}(?![{_TYPED}])", re.IGNORECASE
)
"""A receipt in NFKC text, whether or not its check symbol is right."""
CODE_PATTERN = re.compile(rf"(?<![{_TYPED}])[{_TYPED}]{{4}}{_SEP}[{_TYPED}]{{4}}(?![{_TYPED}])")
"""What may be an access code (or a receipt without its MDG) in NFKC text; only to be used where one is expected."""


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_receipt() -> Receipt:
    """A new receipt; whoever stores it sees to it that it is unique."""
    body = _random(7)
    body += str(luhn.calc_check_digit(body, ALPHABET))
    return _made(body)


def _made(body: str) -> Receipt:
    return Receipt(f"{PREFIX}-{body[:4]}-{body[4:]}")


def new_access_code() -> str:
    """A new access code. Like 31 in 32 of them, it has a digit: that is how it is told from a word."""
    while True:
        code = _random(8)
        if any(c.isdigit() for c in code):
            return f"{code[:4]}-{code[4:]}"


def _symbols(text: str) -> str:
    plain = unicodedata.normalize("NFKC", cleaned(text)).upper()
    plain = re.sub(rf"[\s{_DASHES}]", "", plain)
    return plain.translate(str.maketrans("OIL", "011"))


def parse_receipt(text: str) -> Receipt | None:
    """The receipt in its one form, or None if this is not a receipt (wrong shape or check symbol)."""
    body = _symbols(text)
    if body.startswith(PREFIX) and len(body) == 8 + len(PREFIX):
        body = body[len(PREFIX) :]
    if len(body) != 8 or any(c not in ALPHABET for c in body) or not luhn.is_valid(body, ALPHABET):
        return None
    return _made(body)


def read_receipt(text: str) -> Receipt:
    """The same where there must be one, also with its label before it, as it was copied (「受付番号：MDG-…」).
    Raises RequestNotFound: there can be no request of this name."""
    receipt = parse_receipt(text) or find_receipt(cleaned(text), bare=True)
    if receipt is None:
        raise RequestNotFound
    return receipt


def parse_access_code(text: str) -> str | None:
    """The access code in its one form, or None if it has not the shape of one."""
    body = _symbols(text)
    if len(body) != 8 or any(c not in ALPHABET for c in body):
        return None
    return f"{body[:4]}-{body[4:]}"


def typed_code(text: str) -> str | None:
    """The access code where one must be, also with its label before it; None if there is none."""
    return parse_access_code(text) or find_access_code(cleaned(text))


def sorted_out(named: str, code: str) -> tuple[str, str]:
    """What was typed into a page's two fields, receipt first: some fill each into the other's."""
    changed_about = find_receipt(code) is not None and find_receipt(named) is None
    return (code, named) if changed_about and typed_code(named) else (named, code)


def given_back(named: str) -> str:
    """What a page may show again of what was typed as the receipt: nothing that may be an access code."""
    beside = RECEIPT_PATTERN.sub(" ", unicodedata.normalize("NFKC", cleaned(named)))
    return "" if looks_like_code(beside) or find_access_code(beside) else named


def find_receipt(text: str, bare: bool = False) -> Receipt | None:
    """The first valid receipt in what a customer typed. `bare` (where one is expected): also without its MDG."""
    plain = unicodedata.normalize("NFKC", text)
    patterns = (RECEIPT_PATTERN, CODE_PATTERN) if bare else (RECEIPT_PATTERN,)
    found = (parse_receipt(m.group()) for pattern in patterns for m in pattern.finditer(plain))
    return next((receipt for receipt in found if receipt), None)


def find_access_code(text: str) -> str | None:
    """The first thing in the text that has the shape of an access code; for use where one is expected."""
    plain = RECEIPT_PATTERN.sub(" ", unicodedata.normalize("NFKC", text))
    found = (parse_access_code(m.group()) for m in CODE_PATTERN.finditer(plain) if looks_like_code(m.group()))
    return next((code for code in found if code), None)


def looks_like_code(text: str) -> bool:
    """Eight symbols with a digit among them: every access code has one, hardly any English word has."""
    return any(c.isdigit() for c in text) and parse_access_code(text) is not None
