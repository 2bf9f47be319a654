"""Texts to the embedding model's pieces, by SentencePiece, the library that its vocabulary was made with.

Python 3.10 and 3.11. `piece_model` writes what `PieceReader` reads, from the `tokenizer.json` that the build has: the
same pieces, scores and normalisation in a form that takes a fifth of the memory (docs/decisions/0034). What a customer
writes is text to it, whatever it looks like: `<s>` or `</s>` in a message begins and ends nothing.
"""

import base64
import importlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sentencepiece import SentencePieceProcessor

PIECES_FILE = "sentencepiece.model"
_TIE = 1e-3
"""Two ways to cut a text into pieces are as likely as each other: the sums of their scores differ by rounding only."""


class BadPieces(ValueError):
    """The tokenizer has no SentencePiece form, or its pieces' numbers are not where the encoder expects them."""


class PieceReader:
    """Reads texts into numbers of pieces, with the marks at both ends. One instance may serve many threads.

    Args:
        path: a SentencePiece model.
        max_tokens: a longer text is cut; the marks count.

    Raises:
        BadPieces: the file is missing or is no such model.
    """

    def __init__(self, path: Path, max_tokens: int) -> None:
        try:
            self._pieces = SentencePieceProcessor(model_file=str(path))
        except (OSError, RuntimeError) as error:
            raise BadPieces(f"{path.name} is missing or is no SentencePiece model") from error
        self._begin, self._end = self._pieces.bos_id(), self._pieces.eos_id()
        self._most = max_tokens - 2

    def ids(self, text: str) -> list[int]:
        """The numbers of a text's pieces. Half of a surrogate pair, which no UTF-8 holds, is read as `?`."""
        own: list[int] = self._pieces.encode(text.encode("utf-8", "replace"))
        return [self._begin, *own[: self._most], self._end]

    def normalized(self, text: str) -> str:
        """The text as it is cut into pieces: width variants and spaces made alike, none at the ends."""
        return str(self._pieces.normalize(text))

    def score(self, ids: Sequence[int]) -> float:
        """The sum of the pieces' scores: how likely this way to cut the text is."""
        return sum(self._pieces.get_score(number) for number in ids)


def piece_model(tokenizer: dict[str, Any]) -> bytes:
    """`tokenizer` (the content of a `tokenizer.json` of a Unigram model) as a SentencePiece model, numbers unchanged.

    Raises:
        BadPieces: the normalisation is not SentencePiece's own.
    """
    # Of the build only: it needs protobuf, which makes its classes as it is imported, where no type checker sees them.
    written: Any = importlib.import_module("sentencepiece.sentencepiece_model_pb2")
    steps = (tokenizer.get("normalizer") or {}).get("normalizers") or [tokenizer.get("normalizer") or {}]
    maps = [step["precompiled_charsmap"] for step in steps if step.get("type") == "Precompiled"]
    if len(maps) != 1:
        raise BadPieces("the tokenizer's normalisation is not SentencePiece's own")
    special = {str(token["content"]) for token in tokenizer["added_tokens"]}
    vocabulary: list[tuple[str, float]] = tokenizer["model"]["vocab"]
    numbers = {piece: number for number, (piece, _) in enumerate(vocabulary) if piece in special}
    model = written.ModelProto()
    model.normalizer_spec.name = "nmt_nfkc"
    model.normalizer_spec.precompiled_charsmap = base64.b64decode(maps[0])
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    trainer = model.trainer_spec
    trainer.model_type = trainer.UNIGRAM
    trainer.vocab_size = len(vocabulary)
    for name, piece in (("bos", "<s>"), ("pad", "<pad>"), ("eos", "</s>"), ("unk", "<unk>")):
        setattr(trainer, f"{name}_id", numbers[piece])
        setattr(trainer, f"{name}_piece", piece)
    for piece, score in vocabulary:
        kind = "UNKNOWN" if piece == "<unk>" else "CONTROL" if piece in special else "NORMAL"
        model.pieces.add(piece=piece, score=score, type=getattr(model.SentencePiece, kind))
    return bytes(model.SerializeToString())


def read_differently(reader: PieceReader, tokenizer: dict[str, Any], texts: Iterable[str]) -> list[str]:
    """The texts that `reader` cuts into other pieces than the library `tokenizers` does by `tokenizer` (the content of
    a `tokenizer.json`), though both see the same normalised text and one way is likelier than the other.

    The library's own normalisation is left out: half-width kana with a mark for the voiced sound (ｻﾞ) stay two
    characters there, and a space at the end becomes a piece.
    """
    from tokenizers import Tokenizer  # of the build and the tests only

    other = Tokenizer.from_str(json.dumps({**tokenizer, "normalizer": None}))
    different = []
    for text in texts:
        mine, theirs = reader.ids(text), other.encode(reader.normalized(text)).ids
        if mine != theirs and abs(reader.score(mine[1:-1]) - reader.score(theirs[1:-1])) > _TIE:
            different.append(text)
    return different
