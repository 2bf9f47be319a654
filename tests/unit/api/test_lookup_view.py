"""What the look-up marks in a clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.console.lookup_view import marked, words_of
from desk.wording.display import readable

TEXT = "手数料は、1件につき1,000円です。現金は受け付けません。"


def test_what_the_answer_quotes_is_marked_whole_and_words_elsewhere() -> None:
    at = TEXT.index("現金")
    assert marked(TEXT, 100, [(100, 100 + at)], ["現金", "手数料"]) == (
        ("said", TEXT[:at]),
        ("word", "現金"),
        ("", TEXT[at + 2 :]),
    )


def test_a_range_outside_the_clause_marks_nothing() -> None:
    assert marked(TEXT, 100, [(0, 90), (500, 600)], []) == (("", TEXT),)


def test_markup_of_the_source_is_not_shown() -> None:
    shown = marked('<ul style="list-style: none">● 機種名</ul>', 0, [(0, 40)], [])
    assert "".join(piece for _, piece in shown).strip() == "● 機種名"


@pytest.mark.parametrize(("question", "word"), [("第三者への提供", "第三者"), ("開示の手数料は？", "手数料")])
def test_words_are_marked_as_the_question_spells_them(question: str, word: str) -> None:
    assert word in words_of(question)


@given(
    text=st.text("手数料は円。、 ab(.*", max_size=60),
    terms=st.lists(st.text("手数料ab(.*", max_size=3), max_size=4),
)
def test_marking_words_loses_and_adds_nothing(text: str, terms: list[str]) -> None:
    assert "".join(piece for _, piece in marked(text, 7, [], terms)) == readable(text)
