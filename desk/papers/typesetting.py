"""From a paper to a PDF: A4, tagged (PDF/UA-1), searchable, its font embedded. In memory from end to end.

Typst sets it (docs/decisions/0025-typst-sets-the-papers.md): one wheel, no system package, and line breaking by the
Japanese rules. The fonts come with two wheels of their own; the fonts of the machine are not looked at, so that a
paper looks the same everywhere.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from noto_cjk_sans_jp_bold import FONT_PATH as BOLD
from noto_cjk_sans_jp_regular import FONT_PATH as REGULAR

from desk.papers.blocks import Paper

GETA = "〓"
"""Stands for a character that none of the fonts has, as printers have always done."""

_LAYOUT = Path(__file__).with_name("page.typ")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
_NUMBER_OF_PAGES = re.compile(rb"<xmpTPg:NPages>(\d+)</xmpTPg:NPages>")
_ROUNDS = 4
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# Characters between which a line may be broken; small kana, the long-vowel mark and punctuation are not among them.
_BREAKABLE = (
    r"㐀-䶿一-鿿豈-﫿\U00020000-\U0003ffff가-힣"
    r"あいうえおか-ぢつ-もやゆよら-ろわ-んアイウエオカ-ヂツ-モヤユヨラ-ロワ-ン"
)
_LONG_RUN = re.compile(rf"[^\s{_BREAKABLE}]{{30,}}")
_ZERO_WIDTH_SPACE = "\u200b"


class PaperError(RuntimeError):
    """A paper could not be set. The message holds nothing of what stands on it."""


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folders: list[Path] = [Path(REGULAR).parent, Path(BOLD).parent]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return _LAYOUT.read_bytes()


def typeset(paper: Paper) -> bytes:
    """The PDF of a paper. Characters that no font has are printed as 〓. A paper of several pages is set a little
    closer where that saves one, or brings the signature onto the page that is signed.

    Raises:
        PaperError: the layout could not be made; a mistake of ours, whatever the customer has entered.
    """
    data = _mapped(paper.to_json(), lambda text: _breakable(_CONTROL.sub(" ", text)))
    for _ in range(_ROUNDS):
        pdf, missing = _compiled(data)
        if pdf is not None:
            return _best_setting(pdf, data)
        if not missing:
            break
        data = _mapped(data, lambda text, gone=missing: _without(text, gone))
    raise PaperError("a paper could not be set")


def _best_setting(usual: bytes, data: Mapping[str, Any]) -> bytes:
    """The usual setting, or the closer one where it has fewer pages, of the whole or up to the signature."""
    if _pages(usual) == 1:
        return usual
    closer, _ = _compiled(data, closer=True)
    if closer is None or _pages(closer) < _pages(usual):
        return closer or usual
    signed = _up_to_signature(data)
    if signed is not None:
        wide, close = (_compiled(signed, closer=one)[0] for one in (False, True))
        if wide is not None and close is not None and _pages(close) < _pages(wide):
            return closer
    return usual


def _up_to_signature(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The paper without what follows its lines for the signature; None where nothing follows."""
    kinds = [block["kind"] for block in data["blocks"]]
    end = kinds.index("sign") + 1 if "sign" in kinds else len(kinds)
    return {**data, "blocks": data["blocks"][:end]} if end < len(kinds) else None


def _pages(pdf: bytes) -> int:
    """How many pages a PDF of Typst's says it has (in its metadata, which are not compressed)."""
    found = _NUMBER_OF_PAGES.search(pdf)
    if found is None:
        raise PaperError("a paper does not say how many pages it has")
    return int(found[1])


def _compiled(data: Mapping[str, Any], *, closer: bool = False) -> tuple[bytes | None, frozenset[str]]:
    """The PDF, or the characters that could not be displayed."""
    inputs = {"paper": json.dumps(data, ensure_ascii=False), "closer": "yes" if closer else ""}
    compiler = typst.Compiler(_layout(), font_paths=_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as error:
        # Its text quotes what stands on the paper: it must reach no log, so it is not chained either.
        found = _MISSING.findall(error.diagnostic or error.message)
        return None, frozenset("".join(_ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) for text in found))
    if not isinstance(pdf, bytes):
        raise PaperError("a paper came out as several files")
    return pdf, frozenset()


def _mapped(value: Any, change: Any) -> Any:
    """Every text in a JSON value changed; the keys and kinds of blocks stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {
            name: item if name in ("kind", "align", "lang", "gloss_lang") else _mapped(item, change)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_mapped(item, change) for item in value]
    return value


def _without(text: str, missing: frozenset[str]) -> str:
    """Marks without width fail beside a character that has no glyph: they go only where they fail by themselves."""
    marks = {letter for letter in missing if unicodedata.category(letter) == "Cf"}
    if missing == marks:
        return "".join(letter for letter in text if letter not in marks)
    return "".join(GETA if letter in missing - marks else letter for letter in text)


def _breakable(text: str) -> str:
    """Long runs without a place for a line break (a mail address, a row of 「ー」) get places without width."""
    return _LONG_RUN.sub(lambda run: _ZERO_WIDTH_SPACE.join(run.group()), text)
