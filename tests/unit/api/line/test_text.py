"""Long text in pieces that LINE takes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.channels.line.text import MAX_UNITS, cut, split, units

TEXT = st.text(alphabet=st.sampled_from("あ漢aB 。！？.!\n、,」😀👨‍👩‍👧"), max_size=200)


def bare(text: str) -> str:
    return "".join(text.split())


@given(TEXT, st.integers(min_value=4, max_value=60))
@example("一。二。三。", 4)
@example("😀" * 30, 5)
def test_no_piece_is_too_long_and_nothing_is_lost(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert all(0 < units(piece) <= limit for piece in pieces)
    assert bare("".join(pieces)) == bare(text)
    for piece in pieces:
        piece.encode("utf-8")  # no half of a character


@given(TEXT, st.integers(min_value=2, max_value=40))
def test_a_label_is_never_too_long(text: str, limit: int) -> None:
    short = cut(text, limit)
    assert units(short) <= limit
    assert short == text or short.endswith("…")


def test_pieces_end_where_sentences_end() -> None:
    text = "".join(f"これは{number}番目の文です。" for number in range(2000))
    pieces = split(text)
    assert len(pieces) > 1
    assert all(piece.endswith("。") and units(piece) <= MAX_UNITS for piece in pieces)


def test_a_quotation_is_not_torn_from_its_mark() -> None:
    assert split("「はい。」と言う。次の文です。", 12) == ["「はい。」と言う。", "次の文です。"]


@pytest.mark.parametrize(("text", "length"), [("a", 1), ("あ", 1), ("😀", 2)])
def test_length_is_counted_as_line_counts(text: str, length: int) -> None:
    assert units(text) == length
