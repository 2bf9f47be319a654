"""The languages of the desk: which a customer may read, and which of them its own pages are in."""

from collections.abc import Mapping
from typing import Literal, get_args

Locale = Literal["ja", "en", "zh"]
"""What a customer reads: chat, forms, papers, letters, mails. Chinese falls back to English where it has no text."""
FullLocale = Literal["ja", "en"]
"""What every text there is has been written in: staff's pages, the public ones, reports."""

LOCALES: tuple[Locale, ...] = get_args(Locale)
FULL_LOCALES: tuple[FullLocale, ...] = get_args(FullLocale)
BABEL: Mapping[str, str] = {"ja": "ja_JP", "en": "en_GB", "zh": "zh_Hans_CN"}
"""By which name Babel knows how each writes dates."""


def known_locale(name: str | None) -> Locale:
    """The language of this name; Japanese, the companies' language, for any other."""
    return next((one for one in LOCALES if one == name), "ja")


def known_full_locale(name: str | None) -> FullLocale:
    """The same among those that have every text."""
    return next((one for one in FULL_LOCALES if one == name), "ja")
