"""Two matters in one question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.several import beside, matters


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("開示の手数料と必要書類を教えて", ("開示の手数料を教えてください", "必要書類を教えて")),
        (
            "パリに住んでいます。手数料と何日で回答が来るか教えて",
            ("パリに住んでいます。手数料を教えてください", "パリに住んでいます。何日で回答が来るか教えて"),
        ),
        ("送り先、電話番号を知りたいです。", ("送り先を教えてください", "電話番号を知りたいです。")),
        (
            "保存期間および第三者提供について知りたい",
            ("保存期間を教えてください", "第三者提供について知りたい"),
        ),
    ],
)
def test_a_list_of_two_is_two_questions(question: str, parts: tuple[str, str]) -> None:
    assert matters(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "手数料はいくらですか",
        "パスポートと免許、2つもコピーして送らないと自分だって認めてもらえないの?",
        "データを消してほしいと頼んだことを根に持たれないか心配です",
        "必要書類を教えて",
        "また、あとで教えてもらえますか",
        "本人です。手数料はいくらですか",
        "",
        "。",
    ],
)
def test_anything_else_is_one(question: str) -> None:
    assert matters(question) == ()


@given(st.text(alphabet="手数料と書類を教えて、。？a", max_size=40))
def test_there_are_two_or_none(question: str) -> None:
    assert len(matters(question)) in (0, 2)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("本人です、ところで営業時間は？", "営業時間は？"),
        ("住所です。手数料はかかりますか", "手数料はかかりますか"),
        ("myself, by the way is there a fee?", "is there a fee?"),
        ("本人です", None),
        ("手数料はいくらですか", None),
        ("手数料は？ 期間は？", None),  # does nothing but ask
        ("メールで、あと住所も", None),
        ("", None),
    ],
)
def test_a_question_beside_an_answer(text: str, asked: str | None) -> None:
    assert beside(text) == asked


@given(st.text(alphabet="本人です、ところで何か？。 a\n", max_size=40))
def test_what_is_asked_beside_stands_in_the_message(text: str) -> None:
    found = beside(text)
    assert found is None or found in text
