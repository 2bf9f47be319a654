"""A trimmed vocabulary reads text in the kept scripts as the whole one does, and names each row by its new number."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from knowledge.vocabularytrim import BadTokenizer, in_kept_scripts, is_kept, read_differently, trim, trim_file

PIECES = {
    "▁": -3.0,
    **{letter: -6.0 - number / 100 for number, letter in enumerate("aebdé個人情報のをカナ１1、。スコไทยдомχ한글")},
    "個人": -6.5, "個人情報": -7.0, "▁個人情報": -7.5, "情報": -6.8, "カナ": -7.1,
    "ab": -6.9, "▁ab": -7.0, "▁de": -7.2, "bé": -7.3, "11": -7.4, "、。": -7.5,
    "ไท": -6.4, "ไทย": -6.6, "▁ไทย": -6.7, "дом": -6.6, "▁д": -6.9, "한글": -6.6, "ไ、": -6.6,
    "ไทยไทย": -11.0,
}  # fmt: skip
DROPPED = {"ไท", "ไทย", "▁ไทย", "дом", "한글", "ไ、"}


def original() -> dict[str, Any]:
    def token(number: int, text: str) -> dict[str, Any]:
        flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
        return {"id": number, "content": text, "special": True, **flags}

    vocabulary: list[list[Any]] = [["<s>", 0.0], ["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0]]
    vocabulary += [[piece, score] for piece, score in PIECES.items()]
    vocabulary.append(["<mask>", 0.0])
    names = {0: "<s>", 1: "<pad>", 2: "</s>", 3: "<unk>", len(vocabulary) - 1: "<mask>"}
    metaspace = {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}
    ends = {"<s>": 0, "</s>": 2}
    single = [
        {"SpecialToken": {"id": "<s>", "type_id": 0}},
        {"Sequence": {"id": "A", "type_id": 0}},
        {"SpecialToken": {"id": "</s>", "type_id": 0}},
    ]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [token(number, text) for number, text in names.items()],
        "normalizer": {"type": "NFKC"},
        "pre_tokenizer": metaspace,
        "post_processor": {
            "type": "TemplateProcessing",
            "single": single,
            "pair": [*single, {"Sequence": {"id": "B", "type_id": 0}}],
            "special_tokens": {
                name: {"id": name, "ids": [number], "tokens": [name]} for name, number in ends.items()
            },
        },
        "decoder": metaspace,
        "model": {"type": "Unigram", "unk_id": 3, "vocab": vocabulary},
    }


BEFORE = Tokenizer.from_str(json.dumps(original()))
TRIMMED = trim(original())
AFTER = Tokenizer.from_str(json.dumps(TRIMMED.tokenizer))


def test_pieces_of_other_scripts_go_and_single_characters_stay() -> None:
    assert set(BEFORE.get_vocab()) - set(AFTER.get_vocab()) == DROPPED
    assert is_kept("▁д") and is_kept("ย") and is_kept("▁Größe") and is_kept("㈱") and is_kept("😀😀")
    assert not is_kept("▁дом") and not is_kept("한글")


def test_the_least_likely_piece_stays_because_it_prices_what_is_unknown() -> None:
    assert min(PIECES, key=PIECES.__getitem__) == "ไทยไทย"
    assert "ไทยไทย" in AFTER.get_vocab()


def test_special_tokens_keep_their_numbers_and_the_last_one_moves_with_its_row() -> None:
    for number, name in enumerate(("<s>", "<pad>", "</s>", "<unk>")):
        assert AFTER.token_to_id(name) == number == TRIMMED.kept[number]
    mask = AFTER.token_to_id("<mask>")
    assert mask == AFTER.get_vocab_size() - 1 == len(TRIMMED.kept) - 1
    assert TRIMMED.kept[mask] == BEFORE.token_to_id("<mask>")
    assert AFTER.encode("zab<mask>").ids == [0, *AFTER.encode("zab", add_special_tokens=False).ids, mask, 2]
    assert 3 in AFTER.encode("zab").ids


@given(st.text(alphabet="abdeé個人情報カナｶﾅ１1、。 z犬", max_size=40))
def test_text_in_kept_scripts_is_read_as_before(text: str) -> None:
    before, after = BEFORE.encode(text), AFTER.encode(text)
    assert after.tokens == before.tokens
    assert TRIMMED.kept[after.ids].tolist() == before.ids


@given(st.text(alphabet="ab個人情報カ ไทยдом한글z犬", max_size=40))
def test_no_text_in_any_script_gets_an_unknown_that_it_did_not_have(text: str) -> None:
    assert AFTER.encode(text).tokens.count("<unk>") == BEFORE.encode(text).tokens.count("<unk>")


@given(st.text(alphabet="ab個人情報カ", max_size=10), st.text(alphabet="ไทยдом", min_size=1, max_size=5))
def test_a_foreign_word_does_not_change_how_the_text_around_it_is_read(text: str, foreign: str) -> None:
    before, after = BEFORE.encode(f"{text} {foreign}"), AFTER.encode(f"{text} {foreign}")
    around = len(BEFORE.encode(text).tokens) - 1
    assert before.tokens[:around] == after.tokens[:around]


def test_a_file_is_trimmed_and_compared_with_what_it_was(tmp_path: Path) -> None:
    source, target = tmp_path / "whole.json", tmp_path / "trimmed.json"
    source.write_text(json.dumps(original()), encoding="utf-8")
    kept = trim_file(source, target)
    texts = ["個人情報のカナ", "ab de", "ไทย"]
    assert read_differently(source, target, kept, texts) == []  # what is in another script is not compared
    broken = json.loads(target.read_text(encoding="utf-8"))
    broken["model"]["vocab"] = [entry for entry in broken["model"]["vocab"] if entry[0] != "個人情報"]
    target.write_text(json.dumps(broken), encoding="utf-8")
    assert read_differently(source, target, kept, texts)[0] == "個人情報のカナ"
    assert read_differently(source, source, np.arange(len(original()["model"]["vocab"])), texts) == []


def test_what_cannot_be_trimmed_is_refused() -> None:
    for model in ({"type": "BPE"}, {"type": "Unigram", "byte_fallback": True}, {}):
        with pytest.raises(BadTokenizer, match="Unigram"):
            trim({**original(), "model": {**model, "vocab": [], "unk_id": 3}})
    damaged = original()
    damaged["added_tokens"][-1]["id"] = 10_000
    with pytest.raises(BadTokenizer, match="special token"):
        trim(damaged)


def test_tokens_in_scripts_that_customers_write_are_kept() -> None:
    assert in_kept_scripts("個人情報（PII）の削除を请求します。café １２３ ｶﾅ 😀 𠮷")
    assert not in_kept_scripts("α") and not in_kept_scripts("日本 дом")
