"""The clause reader: its file, its graphs, and the parts of clauses that it reads. No model is needed."""

import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.chunking import Clause
from knowledge.encoding import Encoded, FloatArray
from knowledge.parts import cut, headed, read_for, read_parts
from knowledge.reader import (
    READER_FILE,
    SIDES_FILE,
    TOGETHER,
    BadReader,
    ClausePart,
    ClauseReader,
    SideMaker,
    Sides,
    read_reader,
    write_reader,
)
from knowledge.vocabulary import CompanyId
from tests.properties import examples
from tests.unit.knowledge.fakes import BigramEncoder

LAYERS, WIDTH = 2, 4


class StatesEncoder(BigramEncoder):
    """One token a character; the states say how many characters came before."""

    has_states = True
    folder = Path("without a reader")

    def tokens(self, text: str) -> int:
        return len(text)

    def encode_clause(self, text: str) -> Encoded:
        states = np.arange(len(text), dtype=np.float32)[None, :, None] + np.zeros((LAYERS, 1, WIDTH))
        tokens = np.arange(len(text), dtype=np.float16)[:, None] + np.zeros((1, WIDTH), np.float16)
        return Encoded(self.encode_passages([text])[0], states.astype(np.float32), clause=tokens)


class StatesAsSides:
    """Takes the states for keys and values both, as one head."""

    def sides(self, states: FloatArray) -> Sides:
        exact = states.transpose(1, 0, 2)[:, :, None, None]
        return Sides.of(np.repeat(exact, 2, axis=2))


def clause(text: str, start: int = 0, number: int = 0) -> Clause:
    return Clause(
        f"c{number}", CompanyId("co"), "文書", "1 目的", None, "clause", start, start + len(text), text
    )


# ------------------------------------------------------------------ the file


def test_weights_come_back_within_a_step_of_eight_bits(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    weights = {"a.weight": rng.normal(size=(6, 5)).astype(np.float32), "a.bias": np.ones(6, np.float32)}
    write_reader(tmp_path / "r.npz", weights, heads=3)
    found, heads = read_reader(tmp_path / "r.npz")
    assert heads == 3 and np.array_equal(found["a.bias"], weights["a.bias"])
    steps = np.abs(weights["a.weight"]).max(axis=1, keepdims=True) / 127
    assert (np.abs(found["a.weight"] - weights["a.weight"]) <= steps * 0.51).all()


def test_what_is_no_reader_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "r.npz").write_bytes(b"nothing of the kind")
    with pytest.raises(BadReader, match=r"r\.npz is no clause reader"):
        read_reader(tmp_path / "r.npz")


@pytest.mark.slow
def test_a_network_read_back_gives_the_same_logits_whatever_stands_in_the_padding(tmp_path: Path) -> None:
    import torch
    from transformers import BertConfig, BertModel

    from knowledge.training.network import Reader

    torch.manual_seed(0)
    shape = BertConfig(
        vocab_size=20, hidden_size=8, num_hidden_layers=2, num_attention_heads=2, intermediate_size=16
    )
    network = Reader(BertModel(shape).encoder.layer, 8, 2).eval()
    question, clauses = torch.randn(2, 3, 8), torch.randn(2, 2, 5, 8)
    mask = torch.tensor([[1.0, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    cosine = torch.tensor([0.8, 0.7])
    with torch.no_grad():
        before = network(question, torch.ones(2, 3), clauses, mask, cosine)
        clauses[1, :, 3:] = 99.0
        assert torch.allclose(network(question, torch.ones(2, 3), clauses, mask, cosine), before, atol=1e-4)
        write_reader(tmp_path / "r.npz", network.state_dict(), 2)
        weights, heads = read_reader(tmp_path / "r.npz")
        again = Reader(BertModel(shape).encoder.layer, 8, heads).eval()
        again.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()})
        assert torch.allclose(again(question, torch.ones(2, 3), clauses, mask, cosine), before, atol=0.1)


@pytest.mark.slow
def test_the_graphs_say_what_the_network_says_for_clauses_of_any_length_and_in_any_order(
    tmp_path: Path,
) -> None:
    import torch
    from transformers import BertConfig, BertModel

    from knowledge.readergraphs import export_network
    from knowledge.training.network import Reader

    torch.manual_seed(0)
    width, heads, layers = 32, 2, 2
    shape = BertConfig(
        vocab_size=20,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=64,
    )
    network = Reader(BertModel(shape).encoder.layer, width, heads).eval()
    torch.nn.init.normal_(network.segment, std=0.5)
    torch.nn.init.normal_(network.outer.weight)
    level = logging.getLogger().level
    export_network(network, width, tmp_path, tmp_path)
    assert logging.getLogger().level == level, "what others log is left alone"
    question = torch.randn(1, 9, width)
    clauses = [torch.randn(layers, tokens, width) for tokens in (11, 3, 40, 3, 1, 25, 8)]
    assert len(clauses) > 2 * TOGETHER
    cosines = torch.linspace(0.7, 0.9, len(clauses))
    with torch.no_grad():
        alone = [
            network(question, torch.ones(1, 9), one[None], torch.ones(1, one.shape[1]), cosine[None])
            for one, cosine in zip(clauses, cosines, strict=True)
        ]
    maker, reader = SideMaker(tmp_path / SIDES_FILE), ClauseReader(tmp_path / READER_FILE, threads=1)
    parts = [
        ClausePart(maker.sides(one.numpy()), float(cosine))
        for one, cosine in zip(clauses, cosines, strict=True)
    ]
    expected = torch.cat(alone).numpy()
    found = reader.logits(question[0].numpy(), parts)
    # Nearer to its own than the clauses are to each other: none has another's place, and padding tells nothing.
    assert np.abs(found - expected).max() < 0.1 < 0.3 < np.abs(np.diff(np.sort(expected))).max()
    assert np.corrcoef(found, expected)[0, 1] > 0.99
    assert reader.logits(question[0].numpy(), []).shape == (0,)


# ------------------------------------------------------------------ parts


def test_a_short_clause_is_one_part_and_its_sides_lie_in_its_rows() -> None:
    clauses = [clause("短い条文です。"), clause("次の条文です。", 20, 1)]
    parts = read_parts(clauses, StatesEncoder(), StatesAsSides())
    assert [(p.clause, p.start, p.end) for p in parts.parts] == [(0, 0, 7), (1, 20, 27)]
    for number, part in enumerate(parts.parts):
        sides = parts.sides(number)
        assert len(sides) == part.last - part.first and sides.numbers.shape[1:] == (LAYERS, 2, 1, WIDTH)
        exact = np.arange(len(sides), dtype=np.float32)
        assert np.allclose(sides.numbers[:, 0, 0, 0, 0] * sides.scales[:, 0, 0, 0], exact, rtol=0.01)
    assert parts.of_clause == {0: [0], 1: [1]}


@given(st.integers(0, 2**32 - 1), st.floats(1e-2, 1e4))
@settings(max_examples=examples(50), deadline=None)
def test_sides_are_within_a_step_of_eight_bits_whatever_their_size(seed: int, size: float) -> None:
    rng = np.random.default_rng(seed)
    exact = (rng.normal(size=(3, LAYERS, 2, 2, WIDTH)) * size).astype(np.float32)
    exact[0, 0, 0, 0] = 0.0
    sides = Sides.of(exact)
    assert sides.numbers.dtype == np.int8 and sides.scales.dtype == np.float16 and len(sides) == 3
    step = np.maximum(np.abs(exact).max(axis=-1, keepdims=True) / 127, 1e-4)
    # The scale has eleven bits itself, which counts 127 times.
    assert (np.abs(sides.numbers * sides.scales[..., None].astype(np.float32) - exact) <= step * 0.7).all()


@given(st.lists(st.integers(1, 90), min_size=1, max_size=20), st.integers(40, 120))
@settings(max_examples=examples(80), deadline=None)
def test_parts_leave_no_sentence_out_and_are_no_longer_than_allowed(lengths: list[int], most: int) -> None:
    text = "".join("あ" * n + "。" for n in lengths)
    one = clause(text, start=7)
    found = cut(one, StatesEncoder(), most)
    covered = {at for start, end in found for at in range(start, end)}
    assert covered == set(range(7, 7 + len(text)))
    assert [start for start, _ in found] == sorted({start for start, _ in found})
    longest = max(lengths) + 1
    for start, end in found:
        # A single sentence may be longer; it is read as far as the reader reads. Short ones go with their neighbour, on both sides.
        assert len(headed(one, start, end)) <= max(most, len(one.section) + 1 + longest + 2 * 14)


def test_an_encoder_without_states_gives_no_parts() -> None:
    assert read_parts([clause("条文です。")], BigramEncoder(), StatesAsSides()).parts == ()


def test_a_model_without_a_reader_gives_no_parts_and_a_reader_is_told_by_its_content(tmp_path: Path) -> None:
    encoder = StatesEncoder()
    assert read_parts([clause("条文です。")], encoder).parts == () and read_for(encoder) == ""
    encoder.folder = tmp_path
    found = set()
    for content in (b"one", b"another"):
        (tmp_path / SIDES_FILE).write_bytes(content)
        found.add(read_for(encoder))
    assert len(found - {""}) == 2 and read_for(BigramEncoder()) == ""
