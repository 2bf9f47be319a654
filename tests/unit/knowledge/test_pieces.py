"""A SentencePiece model made from a tokenizer reads text as the tokenizer does, and takes no text for a mark."""

import base64
import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sentencepiece import SentencePieceNormalizer
from tokenizers import Tokenizer

from knowledge.pieces import PIECES_FILE, BadPieces, PieceReader, piece_model, read_differently
from tests.unit.knowledge.test_vocabularytrim import original


def tokenizer() -> dict[str, Any]:
    """The small tokenizer with SentencePiece's own rules of normalisation."""
    written: Any = importlib.import_module("sentencepiece.sentencepiece_model_pb2")
    rules = written.ModelProto()
    rules.ParseFromString(SentencePieceNormalizer(rule_name="nmt_nfkc").serialized_model_proto())
    table = base64.b64encode(rules.normalizer_spec.precompiled_charsmap).decode()
    steps = [{"type": "Precompiled", "precompiled_charsmap": table}]
    return {**original(), "normalizer": {"type": "Sequence", "normalizers": steps}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[PieceReader, dict[str, Any]]:
    content = tokenizer()
    path = tmp_path_factory.mktemp("pieces") / PIECES_FILE
    path.write_bytes(piece_model(content))
    return PieceReader(path, max_tokens=12), content


TEXT = st.text(alphabet="abdeé個人情報のをカナ１1、。スไทยдом한 ", max_size=9)


@given(TEXT)
def test_a_text_has_the_numbers_that_the_tokenizer_gives_it(
    made: tuple[PieceReader, dict[str, Any]], text: str
) -> None:
    reader, content = made
    assert read_differently(reader, content, [text]) == []


def test_another_cut_is_noticed(made: tuple[PieceReader, dict[str, Any]]) -> None:
    reader, content = made
    pieces = [[piece, -20.0 if piece == "個人情報" else score] for piece, score in content["model"]["vocab"]]
    other = {**content, "model": {**content["model"], "vocab": pieces}}
    assert read_differently(reader, other, ["の個人情報", "情報"]) == ["の個人情報"]


def test_what_looks_like_a_mark_is_text(made: tuple[PieceReader, dict[str, Any]]) -> None:
    reader, content = made
    ends, marks = (0, 2), {0, 1, 2, len(content["model"]["vocab"]) - 1}
    assert Tokenizer.from_str(json.dumps(content)).encode("a</s>b").ids.count(2) == 2, "the library's reading"
    for text in ("a</s>b", "<s>", "<pad><mask>"):
        ids = reader.ids(text)
        assert (ids[0], ids[-1]) == ends and not marks & set(ids[1:-1])


def test_half_width_kana_are_read_with_their_mark_and_spaces_at_the_ends_are_nothing(
    made: tuple[PieceReader, dict[str, Any]],
) -> None:
    reader, _ = made
    assert reader.normalized("ﾌﾟﾗﾝ") == reader.normalized("プラン")
    assert reader.ids("  情報\t\n") == reader.ids("情報")


def test_a_long_text_is_cut_and_keeps_its_end_mark(made: tuple[PieceReader, dict[str, Any]]) -> None:
    reader, _ = made
    ids = reader.ids("のをスa" * 9)
    assert len(ids) == 12 and ids[-1] == 2 and ids[:-1] == reader.ids("のをスa" * 2 + "のをス")[:-1]


def test_half_a_surrogate_pair_is_no_error(made: tuple[PieceReader, dict[str, Any]]) -> None:
    reader, _ = made
    assert reader.ids("情報\ud83d") == reader.ids("情報?")


def test_a_missing_or_foreign_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadPieces, match="none is missing"):
        PieceReader(tmp_path / "none", 12)
    (tmp_path / "other").write_bytes(b"GGUF")
    with pytest.raises(BadPieces, match="no SentencePiece model"):
        PieceReader(tmp_path / "other", 12)


def test_a_tokenizer_that_normalises_otherwise_is_refused() -> None:
    with pytest.raises(BadPieces, match="normalisation"):
        piece_model(original())
