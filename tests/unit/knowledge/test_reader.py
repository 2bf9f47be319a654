"""The clause reader: its file, the parts that it reads, and what its logits do to a ranking. No model is needed."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.chunking import Clause
from knowledge.close_reading import READ, Closely, CloseReading, Weights, put_first
from knowledge.encoding import Encoded, FloatArray
from knowledge.index import CompanyIndex
from knowledge.parts import Parts, cut, headed, read_parts
from knowledge.ranking import Ranked, Reading
from knowledge.reader import BadReader, ClausePart, ClauseReader, read_reader, write_reader
from knowledge.search import Passage
from knowledge.vocabulary import CompanyId
from tests.properties import examples
from tests.unit.knowledge.fakes import BigramEncoder

LAYERS, WIDTH = 2, 4


class StatesEncoder(BigramEncoder):
    """One token a character; the states say how many characters came before."""

    has_states = True

    def tokens(self, text: str) -> int:
        return len(text)

    def encode_clause(self, text: str) -> Encoded:
        states = np.arange(len(text), dtype=np.float32)[None, :, None] + np.zeros((LAYERS, 1, WIDTH))
        return Encoded(self.encode_passages([text])[0], states.astype(np.float32))


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


# ------------------------------------------------------------------ parts


def test_a_short_clause_is_one_part_and_its_states_lie_in_its_rows() -> None:
    encoder = StatesEncoder()
    parts = read_parts([clause("短い条文です。"), clause("次の条文です。", 20, 1)], encoder)
    assert [(p.clause, p.start, p.end) for p in parts.parts] == [(0, 0, 7), (1, 20, 27)]
    for part in parts.parts:
        rows = parts.states[part.first : part.last]
        assert rows.shape[1:] == (LAYERS, WIDTH) and rows[0, 0, 0] == 0
    assert parts.of_clause == {0: [0], 1: [1]}


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
    assert read_parts([clause("条文です。")], BigramEncoder()).parts == ()


# ------------------------------------------------------------------ reading


class Scripted(ClauseReader):
    """Gives the logits that a test wants, by the first number of the clause's states."""

    def __init__(self, logits: Sequence[float]) -> None:
        self._logits = logits

    def logits(self, question: FloatArray, parts: Sequence[ClausePart]) -> FloatArray:
        return np.array([self._logits[int(part.states[0, 0, 0])] for part in parts], dtype=np.float32)


def company(count: int) -> CompanyIndex:
    from knowledge.parts import Part

    parts = tuple(Part(n, n * 10, n * 10 + 9, n, n + 1) for n in range(count))
    states = np.arange(count, dtype=np.float16)[:, None, None] + np.zeros((1, LAYERS, WIDTH), np.float16)
    vectors = np.eye(count, 8, dtype=np.float32)
    made = Parts(parts, vectors, states)
    return CompanyIndex("co", "v", "", (), (), (), None, None, None, made)  # type: ignore[arg-type]


def ranked(scores: Sequence[float]) -> list[Ranked]:
    return [
        Ranked(score, Passage(n + 1, 0.5, clause("条文", n * 10, n), "v", 0, 1), n)
        for n, score in enumerate(scores)
    ]


def reading(states: FloatArray | None) -> Reading:
    return Reading("問い", np.ones(8), (), 0.0, states)


STATES = np.zeros((1, 3, WIDTH), dtype=np.float32)


def read(logits: Sequence[float], scores: Sequence[float], weights: Weights) -> tuple[list[int], float]:
    found = CloseReading(Scripted(logits), weights).read(
        reading(STATES), ranked(scores), {CompanyId("co"): company(len(scores))}
    )
    return [one.number for one in found.ranked], found.answered


def test_the_reader_puts_the_clause_first_that_answers() -> None:
    order, answered = read([-3.0, 4.0, -3.0], [1.0, 0.9, 0.8], Weights(ranking=1.0, reader=1.0))
    assert order == [1, 0, 2] and answered > 0.95


def test_where_no_clause_answers_that_is_what_it_says() -> None:
    order, answered = read([-6.0, -7.0, -8.0], [1.0, 0.5, 0.2], Weights(ranking=9.0, reader=1.0))
    assert order == [0, 1, 2] and answered < 0.01


def test_the_reader_does_not_overrule_a_ranking_that_is_sure() -> None:
    order, _ = read([-20.0, 20.0], [2.0, 1.0], Weights(ranking=8.0, reader=1.0))
    assert order == [0, 1]


def test_clauses_beyond_the_first_few_keep_their_place_and_scores_never_rise() -> None:
    scores = [2.0 - n / 10 for n in range(READ + 3)]
    found = CloseReading(Scripted([n / 4 for n in range(READ + 3)]), Weights(0.0, 1.0)).read(
        reading(STATES), ranked(scores), {CompanyId("co"): company(READ + 3)}
    )
    numbers = [one.number for one in found.ranked]
    assert numbers == [*reversed(range(READ)), READ, READ + 1, READ + 2]
    assert found.scores == sorted(found.scores, reverse=True) and len(found.logits) == READ


def test_without_states_the_ranking_stays_as_it_is() -> None:
    found = CloseReading(Scripted([0.0])).read(
        reading(None), ranked([1.0, 0.5]), {CompanyId("co"): company(2)}
    )
    assert [one.number for one in found.ranked] == [0, 1] and found.logits == ()


def test_clauses_put_first_keep_their_order_and_their_logits() -> None:
    found = Closely(ranked([2.0, 1.5, 1.0, 0.5]), 0.9, (3.0, 2.0, 1.0))
    moved = put_first(found, {1, 2})
    assert [one.number for one in moved.ranked] == [1, 2, 0, 3] and moved.logits == (2.0, 1.0, 3.0)
    assert put_first(found, set()).ranked == found.ranked
