"""Words that dictionaries know, and as what. Who looks for names asks here whether a word is an ordinary one.

Japanese words are looked up in Sudachi's dictionary, as everywhere in the desk; but here every entry of a word counts
and not only the reading that suits the sentence (林 is a wood and a surname). English ones are those of zxcvbn, which
the desk has for passwords: 49,000 common words, 15,000 names.
"""

import re
import threading
from functools import lru_cache
from typing import Any

from sudachipy import dictionary

_LOCK = threading.Lock()
_ENGLISH_LISTS, _NAME_LISTS = (
    ("english_wikipedia", "us_tv_and_film"),
    ("surnames", "female_names", "male_names"),
)
_WORDS = (
    "access action add addressee aim am amazon android anonymised app au bell blank bus cant cat ccpa chatbot "
    "click computer connect consumer cookie cookies covid cpu csv delete desktop dm docomo dont driver edit "
    "eea email enter erasure eu facebook faq faster fax fee fields fit gdpr gmail google guardian hidden "
    "holder holiday hotmail html icloud id idle ids im instagram internet iphone isnt ive jp kana kddi keep "
    "kept key keyboard line link log login logout long machine map mark marks master minor missing misspelt "
    "newsletter nor ntt null numbers ocn ocs odd offline ok okay oni online operator opt opt-in opt-out "
    "outlook page pass passport password passwords patience payer pdf police postal prestige price printer "
    "private qr rakuten random raw reader requester resend retry root row sample secret security server shell "
    "shorter slack smartphone sms softbank software speaker stranger submit sum sunday target test testing "
    "timezone travel trouble twitter typo uk unread unreadable unsubscribe url us usa username verbatim waits "
    "wall web webpage webshop website welcome whatever white wi-fi wifi yahoo zip zoom "
)
_OURS = frozenset(_WORDS.split())
"""Ordinary for customers of a privacy desk where they are written small, and on neither list of words: zxcvbn has each
word on one list only, and these among passwords or surnames."""
_ALSO_NAMES = frozenset(("christian", "dean", "faith"))
SHORT_CAPITALS = re.compile(r"[A-Z]{2,4}")
"""An abbreviation."""


@lru_cache(maxsize=1)
def _sudachi() -> Any:
    return dictionary.Dictionary()


def kinds(word: str) -> frozenset[str]:
    """As what Sudachi's dictionary has a word: the finest part of speech of each entry (姓, 名, 一般, サ変可能 ...)
    after its class (`人名/姓`, `地名/一般`, `普通名詞/一般`). Empty: it has no such word."""
    with _LOCK:  # as for its tokenizer: one thread at a time
        found = _sudachi().lookup(word)
        return frozenset(_kind(one.part_of_speech()) for one in found)


def _kind(pos: tuple[str, ...]) -> str:
    if pos[1] == "固有名詞":
        return f"{pos[2]}/{pos[3]}"
    return f"{pos[1]}/{pos[2]}" if pos[0] == "名詞" else pos[0]


@lru_cache(maxsize=1)
def _english() -> tuple[frozenset[str], frozenset[str]]:
    from zxcvbn.frequency_lists import FREQUENCY_LISTS as LISTS  # 12 MB, wanted once somebody writes English

    words, names = (
        frozenset(word for one in lists for word in LISTS[one]) for lists in (_ENGLISH_LISTS, _NAME_LISTS)
    )
    return words - _ALSO_NAMES, names | _ALSO_NAMES


def is_english(word: str) -> bool:
    """Whether a word in Latin letters is an ordinary one: no name, and no word that nobody knows."""
    plain = _plain(word)
    words, names = _english()
    if len(plain) < 2 or plain in words or (plain in _OURS and (word == plain or plain not in names)):
        return True
    if "-" in plain:
        return all(part in words or part in _OURS for part in plain.split("-"))
    if plain in names:
        return False
    if SHORT_CAPITALS.fullmatch(word) or any(stem in words or stem in _OURS for stem in _stems(plain)):
        return True
    known = kinds(plain) if len(plain) > 3 else frozenset[str]()
    return bool(known) and not any(one.startswith("人名") for one in known)


def _stems(word: str) -> list[str]:
    return [word.removesuffix(end) for end in ("s", "es", "ed", "d", "ing", "ly") if word.endswith(end)]


def is_brand(word: str) -> bool:
    """Whether it is the name of a thing that customers of a privacy desk write about (a product, a company, a law)."""
    return _plain(word) in _OURS


def is_english_name(word: str) -> bool:
    """Whether it is known as somebody's name, and not as an ordinary word as well."""
    return _plain(word) in _english()[1]


def _plain(word: str) -> str:
    return re.sub(r"['’]s$", "", word.casefold()).strip("'’.-").replace("’", "'")
