"""Japanese words with Sudachi. Python 3.10 and 3.11; needs only sudachipy and its core dictionary."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sudachipy import dictionary, tokenizer

_MODES = {
    "A": tokenizer.Tokenizer.SplitMode.A,
    "B": tokenizer.Tokenizer.SplitMode.B,
    "C": tokenizer.Tokenizer.SplitMode.C,
}
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "接頭辞", "接尾辞"})
# Sudachi refuses more than this many bytes at once.
_LIMIT_BYTES = 48_000
_STOP = frozenset(
    "為る 有る 居る 成る 言う 呉れる 下さる 頂く 致す 御座る 出来る 事 物 様 為 此れ 其れ 何 方 所 御 ご お 良い 私 "
    "てる ちゃう する ある いる なる いう くれる くださる いただく こと もの よう".split()
)

_GAP = re.compile(
    r"(?<=[ぁ-ゖ])[ \t\u3000]+(?=[ぁ-ゖァ-ヺー一-龥々])|(?<=[ァ-ヺー一-龥々])[ \t\u3000]+(?=[ぁ-ゖ])"
)


def closed_up(text: str) -> str:
    """The text without the gaps that learners and children write between words (「どこ に おくりますか」).

    Only beside hiragana: 「開示 手数料」 are two words of a search.
    """
    return _GAP.sub("", text)


@dataclass(frozen=True)
class Token:
    """A word. `text[start:end] == surface` in code points of the text as it was given; `reading` is in katakana."""

    surface: str
    start: int
    end: int
    normalized: str
    pos: tuple[str, ...]
    reading: str


class _Sudachi:
    """One tokenizer behind a lock: an instance must not be used by two threads at once."""

    def __init__(self) -> None:
        made = dictionary.Dictionary()
        create = getattr(made, "tokenizer", None) or made.create  # renamed in SudachiPy 0.7
        self._tokenizer: Any = create()
        self._lock = threading.Lock()

    def tokens(self, text: str, mode: str, at: int = 0) -> list[Token]:
        """The words of a piece of a text that begins at `at` in it."""
        with self._lock:
            return [
                Token(
                    m.surface(),
                    m.begin() + at,
                    m.end() + at,
                    m.normalized_form(),
                    tuple(m.part_of_speech()),
                    m.reading_form(),
                )
                for m in self._tokenizer.tokenize(text, _MODES[mode])
                if m.surface()
            ]


@lru_cache(maxsize=1)
def _sudachi() -> _Sudachi:
    return _Sudachi()


def tokens(text: str, mode: str = "C") -> list[Token]:
    """The words of `text`, in order; white space between words is a token too, as Sudachi gives it.

    Args:
        text: any text; long texts are cut at line ends.
        mode: Sudachi's unit, "A" (short) to "C" (named entities whole).
    """
    if len(text.encode("utf-8", "replace")) <= _LIMIT_BYTES:
        return _sudachi().tokens(_without_surrogates(text), mode)
    result: list[Token] = []
    step = _LIMIT_BYTES // 4
    at = 0
    while at < len(text):
        end = min(len(text), at + step)
        cut = text.rfind("\n", at, end) + 1 if end < len(text) else end
        end = cut if cut > at else end
        result += _sudachi().tokens(_without_surrogates(text[at:end]), mode, at)
        at = end
    return result


def _without_surrogates(text: str) -> str:
    """Lone surrogates cannot be encoded; one replacement character each keeps the offsets."""
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def search_terms(text: str) -> list[str]:
    """The words of `text` that keyword search compares: content words, normalised.

    Width and case variants, and kana spellings that Sudachi knows, come out alike (ＩＰ -> ip, 取消し -> 取り消す).
    """
    terms: list[str] = []
    for token in tokens(unicodedata.normalize("NFKC", text).lower(), "A"):
        if token.pos[0] not in _CONTENT or token.normalized in _STOP:
            continue
        term = unicodedata.normalize("NFKC", token.normalized).lower().strip()
        if term and any(character.isalnum() for character in term):
            terms.append(term)
    return terms
