"""The encoder of an installation whose model an older version has built says what is to be done."""

from pathlib import Path

import pytest

from knowledge.encoding_st import ModelMissing, make_encoder


def test_a_model_of_an_older_version_has_to_be_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "models" / "e5-small"
    folder.mkdir(parents=True)
    (folder / "model.json").write_text('{"max_tokens": 512}')
    (folder / "tokenizer.json").write_text("{}")
    monkeypatch.delenv("MADOGUCHI_EMBEDDING_MODEL", raising=False)
    monkeypatch.setattr("knowledge.encoding_st.model_dir", lambda: folder)
    with pytest.raises(ModelMissing, match=r"older version's.*make setup"):
        make_encoder()
