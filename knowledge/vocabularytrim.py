"""Leaves out the pieces of the tokenizer's vocabulary that no text in this desk's languages can need.

multilingual-e5 has 250 000 pieces for a hundred languages; the tokenizer alone held 294 MB for them. Kept are the
pieces in the scripts that customers write (`KEPT_SCRIPTS`), and of every other script the single characters, so that
no text gets an `<unk>` that it did not have. A Unigram model takes the likeliest sequence of pieces: those that do
not occur in a text have no part in it, so that text in the kept scripts is read as before. Other text is read
character by character.
"""

import copy
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

SPACE = "▁"
"""Stands for a space in a SentencePiece vocabulary."""

KEPT_SCRIPTS = (
    (0x0000, 0x036F),  # Latin with accents, digits, punctuation; phonetic letters; combining accents
    (0x1E00, 0x1EFF),  # Latin, additional (Vietnamese)
    (0x2000, 0x2BFF),  # punctuation, currency, letterlike, numbers, arrows, mathematics, boxes, dingbats
    (0x2C60, 0x2C7F),  # Latin, extended C
    (0x2E00, 0x312F),  # punctuation, CJK radicals and punctuation, kana, Bopomofo
    (0x3190, 0x33FF),  # Kanbun, strokes, small kana, enclosed and squared CJK
    (0x3400, 0x9FFF),  # ideographs
    (0xA700, 0xA7FF),  # tone letters, Latin, extended D
    (0xE000, 0xFAFF),  # private use (old telephones' emoji), compatibility ideographs
    (0xFE00, 0xFE6F),  # variation selectors, vertical and small forms
    (0xFF00, 0xFFFF),  # full and half width, the replacement character
    (0x1F000, 0x1FAFF),  # emoji
    (0x20000, 0x323AF),  # ideographs of the further planes
)
"""First and last code points. The tokenizer's NFKC normalisation comes before: most width variants never arrive."""


class BadTokenizer(ValueError):
    """The tokenizer is not of the form that can be trimmed."""


@dataclass(frozen=True)
class Trimmed:
    """A trimmed tokenizer; `kept` are the rows of the embedding table that stay, in their new order."""

    tokenizer: dict[str, Any]
    kept: NDArray[np.int64]


def in_kept_scripts(text: str) -> bool:
    """Whether all characters are of `KEPT_SCRIPTS`."""
    return all(any(first <= ord(one) <= last for first, last in KEPT_SCRIPTS) for one in text)


def is_kept(piece: str) -> bool:
    """Whether a piece that is no special token stays in the vocabulary."""
    characters = piece.replace(SPACE, "")
    return len(characters) <= 1 or in_kept_scripts(characters)


def trim(tokenizer: dict[str, Any]) -> Trimmed:
    """`tokenizer` (the content of a `tokenizer.json`) without the pieces that are not kept; it is not changed.

    Special tokens stay, and the order of the pieces: ids up to the first piece left out are what they were.

    Raises:
        BadTokenizer: it is no Unigram model, or names a special token that is no piece.
    """
    model = tokenizer.get("model", {})
    if model.get("type") != "Unigram" or model.get("byte_fallback"):
        raise BadTokenizer("the tokenizer is no Unigram model without byte fallback")
    vocabulary: list[list[Any]] = model["vocab"]
    special = {int(token["id"]) for token in tokenizer["added_tokens"]} | {int(model["unk_id"])}
    # An unknown character costs what the least likely piece costs, and some: that piece stays whatever it is.
    least = min(range(len(vocabulary)), key=lambda number: float(vocabulary[number][1]))
    kept = [
        number
        for number, (piece, _) in enumerate(vocabulary)
        if number in special or number == least or is_kept(piece)
    ]
    new = {old: number for number, old in enumerate(kept)}
    if not special <= set(new):
        raise BadTokenizer("a special token is no piece of the vocabulary")
    return Trimmed(_renumbered(tokenizer, kept, new), np.array(kept, dtype=np.int64))


def _renumbered(tokenizer: dict[str, Any], kept: list[int], new: dict[int, int]) -> dict[str, Any]:
    model = tokenizer["model"]
    result = {name: copy.deepcopy(value) for name, value in tokenizer.items() if name != "model"}
    for token in result["added_tokens"]:
        token["id"] = new[token["id"]]
    for token in (result.get("post_processor") or {}).get("special_tokens", {}).values():
        token["ids"] = [new[number] for number in token["ids"]]
    if result.get("padding"):
        result["padding"]["pad_id"] = new[result["padding"]["pad_id"]]
    vocabulary = [model["vocab"][number] for number in kept]
    result["model"] = {**model, "vocab": vocabulary, "unk_id": new[model["unk_id"]]}
    return result


def trim_file(source: Path, target: Path) -> NDArray[np.int64]:
    """Writes `source`, a `tokenizer.json`, trimmed to `target`; gives the rows of the embedding table that stay.

    Raises:
        BadTokenizer: it cannot be trimmed.
    """
    trimmed = trim(json.loads(source.read_text(encoding="utf-8")))
    target.write_text(
        json.dumps(trimmed.tokenizer, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    return trimmed.kept


def read_differently(source: Path, target: Path, kept: NDArray[np.int64], texts: Iterable[str]) -> list[str]:
    """The texts in kept scripts that two `tokenizer.json` read with other pieces, or with ids of other rows."""
    before, after = Tokenizer.from_file(str(source)), Tokenizer.from_file(str(target))
    own = [text for text in texts if in_kept_scripts(before.normalizer.normalize_str(text))]
    both = zip(own, before.encode_batch(own), after.encode_batch(own), strict=True)
    return [
        text
        for text, old, new in both
        if old.tokens != new.tokens or not np.array_equal(old.ids, kept[new.ids])
    ]
