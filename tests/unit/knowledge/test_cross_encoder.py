"""The cross-encoder: how a pair of texts is read, its graph, and what it learns from. No model is needed."""

import random
from pathlib import Path

import numpy as np
import pytest

from knowledge.cross_encoder import FIRST_TRAINED, MOST_TOKENS, CrossEncoder
from knowledge.pieces import PIECES_FILE, PieceReader, piece_model
from tests.unit.knowledge.test_pieces import tokenizer

WIDTH, HEADS, INNER = 32, 2, 64


class Pieces(CrossEncoder):
    """Reads texts, without a graph."""

    def __init__(self, folder: Path) -> None:
        (folder / PIECES_FILE).write_bytes(piece_model(tokenizer()))
        self._pieces = PieceReader(folder / PIECES_FILE, MOST_TOKENS)


# ------------------------------------------------------------------ how a pair is read


def test_question_and_clause_stand_in_one_row_with_two_marks_between(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path)
    own = PieceReader(tmp_path / PIECES_FILE, MOST_TOKENS)
    asked, read = own.ids("query: 個人"), own.ids("passage: 情報")
    end = asked[-1]
    assert pieces.ids("個人", "情報") == [*asked[:-1], end, end, *read[1:]]


def test_a_long_clause_is_cut_at_its_end_and_the_question_stays_whole(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path)
    long, short = pieces.ids("個人", "情報" * MOST_TOKENS), pieces.ids("個人", "情報")
    asked = len(PieceReader(tmp_path / PIECES_FILE, MOST_TOKENS).ids("query: 個人"))
    assert len(long) == MOST_TOKENS and long[-1] == short[-1]
    assert long[: asked + 1] == short[: asked + 1]


# ------------------------------------------------------------------ its graph


@pytest.mark.slow
def test_the_graph_says_what_the_network_says_of_the_kept_weights(tmp_path: Path) -> None:
    import torch
    from transformers import BertConfig, BertModel

    from knowledge.crossgraphs import crossed, export_cross_encoder
    from knowledge.e5container import Container, Shape
    from knowledge.reader import write_reader
    from knowledge.training.cross_network import CrossHead, weights_of

    torch.manual_seed(0)
    words, layers = 400, FIRST_TRAINED + 2

    def fresh() -> BertModel:
        return BertModel(
            BertConfig(
                vocab_size=words,
                hidden_size=WIDTH,
                num_hidden_layers=layers,
                num_attention_heads=HEADS,
                intermediate_size=INNER,
                max_position_embeddings=MOST_TOKENS,
                type_vocab_size=1,
            ),
            add_pooling_layer=False,
        )

    plain, learnt, head = fresh(), fresh(), CrossHead(WIDTH)
    write_reader(tmp_path / "c.npz", weights_of(learnt, head), HEADS)
    shape = Shape(WIDTH, layers, HEADS, INNER, words, MOST_TOKENS, 1, 1e-12)
    container = Container(shape, {name: value.numpy() for name, value in plain.state_dict().items()})
    (tmp_path / PIECES_FILE).write_bytes(piece_model(tokenizer()))

    network = crossed(container, tmp_path / "c.npz")
    for number in range(layers):
        name = f"encoder.layer.{number}.output.dense.weight"
        own = (learnt if number >= FIRST_TRAINED else plain).state_dict()[name]
        assert torch.allclose(network.bert.state_dict()[name], own, atol=0.01)
    assert export_cross_encoder(container, tmp_path, tmp_path, weights=tmp_path / "c.npz") < 0.1
    graph = CrossEncoder(tmp_path, threads=1)
    with torch.no_grad():
        here = float(network(network.words(graph.ids("個人", "情報の")))[0])
        other = float(network(network.words(graph.ids("情報", "個人")))[0])
    assert abs(graph.logit("個人", "情報の") - here) < 0.1 * abs(here - other) + 0.02


# ------------------------------------------------------------------ what it learns from


@pytest.mark.slow
def test_a_step_holds_both_sides_of_edits_first_and_no_clause_that_answers_among_the_silent() -> None:
    from knowledge.training.cross_encoder import EDITS, OWN, SILENT, Sampler, Texts
    from knowledge.training.reader import Asked

    clauses = (0, 1, 2, 3)
    asked = [Asked(n, n % 4, clauses, "own") for n in range(6)]
    for n in range(6, 9):
        asked += [Asked(n, 1, clauses, "said", 1), Asked(n, None, (0, 4, 2, 3), "unsaid", 4)]
    asked += [Asked(n, None, clauses, "not_stated") for n in (9, 10)]
    vectors = np.eye(11, 8, dtype=np.float32)
    texts = Texts([f"q{n}" for n in range(11)], vectors, [f"c{n}" for n in range(5)], vectors[:5])
    sampler = Sampler(asked, texts, random.Random(2))
    for _ in range(10):
        pairs, answers = sampler.step()
        assert len(pairs) == len(answers) == 2 * EDITS + 2 * OWN + SILENT
        for at in range(0, 2 * EDITS, 2):
            assert pairs[at][0] == pairs[at + 1][0] and (pairs[at][1], pairs[at + 1][1]) == ("c1", "c4")
            assert answers[at : at + 2] == [1.0, 0.0]
        for at in range(2 * EDITS, 2 * EDITS + 2 * OWN, 2):
            question = int(pairs[at][0][1:])
            assert pairs[at][1] == f"c{question % 4}" != pairs[at + 1][1] and answers[at : at + 2] == [
                1.0,
                0.0,
            ]
        assert {pair[0] for pair in pairs[-SILENT:]} <= {"q9", "q10"} and answers[-SILENT:] == [0.0] * SILENT


@pytest.mark.slow
def test_the_loss_is_less_where_the_answering_side_of_an_edit_scores_higher() -> None:
    import torch

    from knowledge.training.cross_encoder import EDITS, loss_of

    answers = [1.0, 0.0] * EDITS
    apart, alike, turned = (torch.tensor([a, b] * EDITS) for a, b in ((2.0, -2.0), (0.0, 0.0), (-2.0, 2.0)))
    assert loss_of(apart, answers) < loss_of(alike, answers) < loss_of(turned, answers)
