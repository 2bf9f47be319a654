"""Which words of a page are Japanese on a page of another language: `lang="ja"` gives them their font and their voice.

A policy's words stand between quotation marks in a sentence of the desk's, or alone in a list (names of forms and
papers). A Chinese page shares its characters with them: there only kana tell, and the marks.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from desk.chat.language import detect
from desk.locales import Locale

_QUOTED = re.compile(r"(?<=“)[^“”]+(?=”)|(?<=「)[^「」]+(?=」)")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff]")
_RUN = re.compile(r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]+")


def in_voices(text: str, locale: Locale) -> Markup:
    """The text, escaped, with its Japanese marked on a page in `locale`."""
    if locale == "ja" or not _JAPANESE.search(text):
        return escape(text)
    return Markup("").join(_marked(text, locale))


def _marked(text: str, locale: Locale) -> Iterator[Markup]:
    quotes, at = list(_QUOTED.finditer(text)), 0
    for found in quotes:
        yield _outside(text[at : found.start()], locale, alone=False)
        quote = found.group()
        yield _japanese(quote) if _JAPANESE.search(quote) else escape(quote)
        at = found.end()
    yield _outside(text[at:], locale, alone=not quotes)


def _outside(text: str, locale: Locale, *, alone: bool) -> Markup:
    """What stands outside of quotation marks; `alone`: the text has none."""
    if locale == "en":
        pieces, at = [], 0
        for found in _RUN.finditer(text):
            japanese = _JAPANESE.search(found.group()) is not None
            pieces += [escape(text[at : found.start()])]
            pieces += [_japanese(found.group()) if japanese else escape(found.group())]
            at = found.end()
        return Markup("").join([*pieces, escape(text[at:])])
    # A label of the policy's own (「運転免許証」) has no character that only Chinese has, and is no sentence.
    label = alone and _JAPANESE.search(text) is not None and detect(text) != "zh"
    return _japanese(text) if label or _KANA.search(text) else escape(text)


def _japanese(text: str) -> Markup:
    return Markup('<span lang="ja">{}</span>').format(text)
