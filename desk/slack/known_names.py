"""Names that the desk knows leave a text wherever they stand in it.

A reading (`desk.slack.names`) finds names by how they look. Of a customer who has filled a form the desk knows the name
itself: it is found in kanji (old forms and new ones), kana, half-width kana and Latin letters (Hepburn, Kunrei, long
vowels as people write them), whole or in part, in either order, with and without spaces, whatever stands around it.
It errs to the side of hiding; only what is too short to tell from other words (a surname of one character, a name of
two syllables) needs something beside it that makes it a name.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desk.slack.spans import Hidden, replaced
from knowledge.tokenizing import tokens

Span = tuple[int, int]

_BETWEEN = re.compile(r"[\s　・･·,，、.．'’‘\-‐‑–=＝]+")
"""What may stand between the parts of a name, and inside a Latin one."""
_NEW = str.maketrans(
    "髙﨑嵜碕齋齊斉邊邉澤濱濵廣國嶋嶌眞惠祐榮櫻龍瀧淺桒晉壽驛假德冨峯羣籐禮靜豐萬與實寶藏當圓鐵關來應將學恆曾會槇",
    "高崎崎崎斎斎斎辺辺沢浜浜広国島島真恵佑栄桜竜滝浅桑晋寿駅仮徳富峰群藤礼静豊万与実宝蔵当円鉄関来応将学恒曽会槙",
)
"""Old and other forms of characters that people write in each other's names."""
_AFTER = re.compile(
    r"[ 　]?(?:さん|さま|様|殿|氏|くん|君|ちゃん|先生|と申|といい|と言|という|です|でございます|本人|"
    r"[はがのもを、。,.!?！？）)」]|$)"
)
"""What may follow a short name."""


class KnownNames:
    """The names of a conversation's people. `name`, `kana`: as they were typed into a form."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        parts: set[str] = set()
        for name in names:
            parts |= _pieces(name)
        self._written = sorted({one for one in parts if not _WORD.fullmatch(one)}, key=len, reverse=True)
        latin = {_latin(one) for one in parts if _WORD.fullmatch(one)}
        latin |= {_latin(_romaji(one)) for one in parts if _is_kana(one)}
        self._latin = frozenset(one for one in latin if len(one) > 1)

    def __bool__(self) -> bool:
        return bool(self._written or self._latin)

    def hide(self, text: str) -> str:
        """The text without them. Doing it again changes nothing."""
        if not self:
            return text
        spans = [*self._in_japanese(text), *self._in_latin(text)]
        return replaced(text, (Hidden(*one) for one in spans)) if spans else text

    def _in_japanese(self, text: str) -> Iterator[Span]:
        folded = _Folded.of(text)
        for part in self._written:
            at = folded.text.find(part)
            while at >= 0:
                span = folded.span(at, at + len(part))
                if _is_meant(part, text, span):
                    yield span
                at = folded.text.find(part, at + 1)

    def _in_latin(self, text: str) -> Iterator[Span]:
        short: list[Span] = []
        sure: list[Span] = []
        for word in _WORD.finditer(text):
            folded = _latin(re.sub(r"['’]s$", "", word[0]))
            if folded in self._latin:
                (sure if len(folded) > 2 else short).append(word.span())
        yield from sure
        for start, end in short:  # "Io" is a name beside another part of it
            if any(_close(text, end, one[0]) or _close(text, one[1], start) for one in sure):
                yield start, end


def _close(text: str, end: int, start: int) -> bool:
    return end <= start and not _BETWEEN.sub("", text[end:start])


# ------------------------------------------------------------------ a name's pieces


def _pieces(name: str) -> set[str]:
    """Everything by which the name may be called, folded."""
    plain = unicodedata.normalize("NFKC", name)
    parts = [part for part in _BETWEEN.split(plain) if part]
    if not parts or len(parts) > 6:  # that is no name but a sentence
        return set()
    found = set[str]()
    for part in parts:
        found |= {_fold(part)} | {_fold(reading) for reading in _readings(part)}
        if len(parts) == 1 and not _WORD.fullmatch(part):
            found |= _ends(_fold(part))
    whole = [_fold(part) for part in parts]
    if len(parts) > 1:
        found |= {"".join(whole), "".join(reversed(whole))}
        read = [next(iter(_readings(part)), "") for part in parts]
        if all(read):
            found |= {_fold("".join(read)), _fold("".join(reversed(read)))}
    return {one for one in found if one}


def _ends(part: str) -> set[str]:
    """A name in one piece: where the family's ends nobody has said."""
    least = 3 if _is_kana(part) else 2
    if not least < len(part) <= 10:
        return set()
    return {part[:at] for at in range(least, len(part))} | {
        part[at:] for at in range(1, len(part) - least + 1)
    }


def _readings(part: str) -> tuple[str, ...]:
    """How a part in kanji is most likely read, in kana."""
    if not re.fullmatch(r"[一-龥々〆ヶ豈-鶴]{1,6}", part):
        return ()
    read = "".join(token.reading for token in tokens(part))
    return (read,) if re.fullmatch(r"[ァ-ヺー]+", read) else ()


def _is_kana(text: str) -> bool:
    return re.fullmatch(r"[ァ-ヺー]+", text) is not None


def _is_meant(part: str, text: str, span: Span) -> bool:
    """Whether what stands there is the name and no piece of another word. Long enough: always."""
    before, after = text[: span[0]], text[span[1] :]
    if _is_kana(part):
        if len(part) > 3:
            return True
        own = r"[ァ-ヺｦ-ﾟー]" if re.match(r"[ァ-ヺｦ-ﾟ]", text[span[0]]) else r"[ぁ-ゖー]"
        alone = not re.search(own + r"$", before) and not re.match(own, after)
        return len(part) > 1 and (alone or _AFTER.match(after) is not None)
    if len(part) > 1:
        return True
    kanji = r"[一-龥々豈-鶴]"
    titled = re.match(r"[ 　]?(?:さん|さま|様|殿|氏|くん|君|ちゃん|先生)", after) is not None
    return not re.search(kanji + r"$", before) and (titled or not re.match(kanji, after))


# ------------------------------------------------------------------ folding


@dataclass(frozen=True, slots=True)
class _Folded:
    """A text without what may stand between a name's parts, its kana as katakana, its characters in their new form;
    and where each of its characters came from."""

    text: str
    places: tuple[Span, ...]

    def span(self, start: int, end: int) -> Span:
        return self.places[start][0], self.places[end - 1][1]

    @classmethod
    def of(cls, text: str) -> "_Folded":
        found: list[str] = []
        places: list[Span] = []
        at = 0
        while at < len(text):
            end = at + 1
            while end < len(text) and text[end] in "ﾞﾟ\u3099\u309a":  # one character with its mark
                end += 1
            for char in _fold(text[at:end]):
                found.append(char)
                places.append((at, end))
            at = end
        return cls("".join(found), tuple(places))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(_NEW).casefold()
    kana = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in plain)
    return _BETWEEN.sub("", kana)


# ------------------------------------------------------------------ Latin letters

_WORD = re.compile(r"[A-Za-zＡ-Ｚａ-ｚÀ-ɏ]+(?:['’\-‐][A-Za-zＡ-Ｚａ-ｚÀ-ɏ]+)*")
_ROWS = {
    "": "アイウエオ", "k": "カキクケコ", "s": "サシスセソ", "t": "タチツテト", "n": "ナニヌネノ", "h": "ハヒフヘホ",
    "m": "マミムメモ", "r": "ラリルレロ", "g": "ガギグゲゴ",
    "z": "ザジズゼゾ", "d": "ダヂヅデド", "b": "バビブベボ", "p": "パピプペポ",
}  # fmt: skip
_KANA = {char: row + vowel for row, line in _ROWS.items() for char, vowel in zip(line, "aiueo", strict=True)}
_KANA |= {
    "ヤ": "ya",
    "ユ": "yu",
    "ヨ": "yo",
    "ワ": "wa",
    "ヰ": "i",
    "ヱ": "e",
    "ヲ": "o",
    "ン": "n",
    "ヴ": "bu",
}
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}


def _romaji(kana: str) -> str:
    """Katakana by the plain table (Kunrei); `_latin` makes all ways of writing it one."""
    found = ""
    for char in kana:
        if char in _SMALL:
            found = (
                found[:-1] + _SMALL[char] if found.endswith(("i", "u", "e", "o")) else found + _SMALL[char]
            )
        else:
            found += _KANA.get(char, "")  # small ッ and the long mark: doubled letters are one
    return found


_ONE_WAY = tuple(
    (re.compile(old), new)
    for old, new in (
        ("dj", "j"), ("dz", "z"), ("sh", "sy"), ("t?ch", "ty"), ("ts", "t"), ("jy?", "zy"), ("l", "r"), ("v", "b"),
        ("(?<![sct])f", "h"), ("(s|t|z)yi", r"\1i"), ("di", "zi"), ("du", "zu"), ("dy", "zy"),
        ("(?<=o)h(?![aiueoy])", ""), ("m(?=[bmp])", "n"), ("o[uo]+", "o"), (r"([a-z])\1+", r"\1"),
    )
)  # fmt: skip
"""Hepburn to Kunrei, long vowels short, double letters single."""


def _latin(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text).casefold() if "a" <= c <= "z")
    for old, new in _ONE_WAY:
        plain = old.sub(new, plain)
    return plain


NOBODY = KnownNames()
