"""Two matters in one question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.several import matters


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
        "",
        "。",
    ],
)
def test_anything_else_is_one(question: str) -> None:
    assert matters(question) == ()


@given(st.text(alphabet="手数料と書類を教えて、。？a", max_size=40))
def test_there_are_two_or_none(question: str) -> None:
    assert len(matters(question)) in (0, 2)
