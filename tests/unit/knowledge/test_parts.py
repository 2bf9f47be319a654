"""What the reader reads of a clause: the whole of a short one, runs of sentences of a long one, each with its rows."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.chunking import Clause
from knowledge.encoding import Encoded, FloatArray
from knowledge.late_interaction import CLAUSE_PREFIX_TOKENS, MAX_CLAUSE_TOKENS
from knowledge.parts import Part, Parts, cut, headed, read_for, read_parts
from knowledge.reader import SIDES_FILE, Sides
from knowledge.vocabulary import CompanyId

FIRST, SECOND, THIRD = (
    "開示の請求は書面で承ります。",
    "必要な書類は次のとおりです。",
    "手数料は一件千円といたします。",
)
HEAD = len("s\n")


class Encoder:
    """A token a character; its states are the numbers of the tokens, and what is compared too."""

    def __init__(self, folder: Path = Path(), *, states: bool = True, compared: bool = True) -> None:
        self.folder, self.has_states, self.compared = folder, states, compared
        self.given = True
        self.read: list[str] = []

    def tokens(self, text: str) -> int:
        return len(text)

    def encode_clause(self, text: str) -> Encoded:
        self.read.append(text)
        rows = np.arange(len(text), dtype=np.float32)
        return Encoded(
            np.full(4, len(text), np.float32),
            np.broadcast_to(rows[None, :, None], (1, len(text), 4)) if self.given else None,
            clause=rows[:, None].astype(np.float16) if self.compared else None,
        )


class Maker:
    """Sides of one layer that hold the number of their token."""

    def sides(self, states: FloatArray) -> Sides:
        exact = np.broadcast_to(states[0, :, 0][:, None, None, None, None], (states.shape[1], 1, 2, 1, 2))
        return Sides(exact.astype(np.int8), np.ones((states.shape[1], 1, 2, 1), np.float16))


def clause(text: str, start: int = 100) -> Clause:
    return Clause(str(start), CompanyId("c"), "d", "s", None, "clause", start, start + len(text), text)


def pieces(text: str, most: int) -> list[str]:
    one = clause(text)
    return [text[start - 100 : end - 100] for start, end in cut(one, Encoder(), most)]


# ------------------------------------------------------------------- cutting


def test_a_clause_that_can_be_read_at_once_is_one_part() -> None:
    text = FIRST + SECOND
    assert pieces(text, len(text) + HEAD) == [text]
    assert pieces(text, len(text) + HEAD - 1) == [FIRST, SECOND]


def test_two_parts_share_a_sentence_where_two_can_be_read_together() -> None:
    text = FIRST + SECOND + THIRD
    two = max(len(FIRST + SECOND), len(SECOND + THIRD)) + HEAD
    assert pieces(text, two) == [FIRST + SECOND, SECOND + THIRD]
    assert pieces(text, len(FIRST + SECOND) + HEAD) == [FIRST + SECOND, SECOND, THIRD]
    assert pieces(text, len(FIRST) + HEAD) == [FIRST, SECOND, THIRD]


def test_a_sentence_that_is_longer_than_can_be_read_is_a_part_all_the_same() -> None:
    assert pieces(FIRST, 3) == [FIRST]
    assert pieces(FIRST + SECOND, 3) == [FIRST, SECOND]


def test_what_is_read_has_its_heading_in_front_and_no_breaks_of_the_page() -> None:
    wide = "当社は個人情報を、" + "あ" * 31
    one = clause(f"{wide}\n守ります。")
    assert headed(one, one.start, one.end) == f"s\n{wide}守ります。"
    assert headed(one, one.start + 3, one.start + 7) == "s\n個人情報"


# ------------------------------------------------------------------- its rows


def test_each_part_has_its_rows_in_the_order_of_the_clauses() -> None:
    encoder = Encoder()
    found = read_parts([clause(FIRST), clause(SECOND, 200)], encoder, Maker())
    one, two = len(FIRST) + HEAD, len(SECOND) + HEAD
    assert found.parts == (
        Part(0, 100, 100 + len(FIRST), 0, one),
        Part(1, 200, 200 + len(SECOND), one, one + two),
    )
    assert encoder.read == [f"s\n{FIRST}", f"s\n{SECOND}"]
    assert found.vectors[:, 0].tolist() == [one, two]
    assert (len(found.numbers), len(found.scales), len(found.tokens)) == (one + two,) * 3
    assert found.sides(1).numbers[:, 0, 0, 0, 0].tolist() == list(range(two))
    assert len(found.sides(1).scales) == two
    assert found.own_tokens(1)[:, 0].tolist() == list(range(CLAUSE_PREFIX_TOKENS, two))
    assert found.of_clause == {0: [0], 1: [1]}


def test_a_clause_of_several_parts_has_all_of_them() -> None:
    long = clause("".join(f"{n:02}番目の文は少し長く書いてあります。" for n in range(20)))
    found = read_parts([clause(FIRST, 0), long], Encoder(), Maker())
    assert found.of_clause == {0: [0], 1: list(range(1, len(found.parts)))} and len(found.parts) > 2


def test_of_a_sentence_that_is_too_long_only_its_beginning_is_read() -> None:
    found = read_parts([clause("あ" * 400 + "。")], Encoder(), Maker())
    assert [(one.first, one.last) for one in found.parts] == [(0, MAX_CLAUSE_TOKENS)]
    assert len(found.numbers) == len(found.tokens) == MAX_CLAUSE_TOKENS


def test_without_a_matcher_there_are_no_tokens_to_compare() -> None:
    found = read_parts([clause(FIRST)], Encoder(compared=False), Maker())
    assert len(found.parts) == 1 and found.tokens.shape == (0, 0)


def test_nothing_has_no_parts_and_no_parts_have_nothing() -> None:
    for none in (
        Parts(),
        read_parts([], Encoder(), Maker()),
        read_parts([clause(FIRST)], Encoder(states=False)),
    ):
        assert (none.parts, none.of_clause) == ((), {})
        assert (none.vectors.size, none.numbers.size, none.scales.size, none.tokens.size) == (0, 0, 0, 0)


def test_an_encoder_that_does_not_give_what_it_says_is_an_error() -> None:
    encoder = Encoder()
    encoder.given = False
    with pytest.raises(ValueError, match="says that it has states, and gives none"):
        read_parts([clause(FIRST)], encoder, Maker())


def test_a_reader_is_told_by_its_graph_where_the_encoder_can_use_it(tmp_path: Path) -> None:
    assert read_for(Encoder(tmp_path)) == "" and read_for(object()) == ""
    (tmp_path / SIDES_FILE).write_bytes(b"graph")
    assert len(read_for(Encoder(tmp_path))) == 64
    assert read_for(Encoder(tmp_path, states=False)) == ""
