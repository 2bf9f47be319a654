"""Somebody who wants to die is told from everybody else, by their words."""

import pytest

from desk.chat.despair import in_despair


@pytest.mark.parametrize(
    "text",
    [
        "死にたい", "もう死にたいです", "しにたい", "死んでしまいたい", "もう生きていたくない", "自殺したい", "自殺を考えています",
        "消えてしまいたい", "I want to die", "I'm suicidal", "I don’t want to live any more", "thinking of killing myself",
        "我想死", "不想活了", "我想自杀",
    ],
)  # fmt: skip
def test_somebody_in_despair_is_heard(text: str) -> None:
    assert in_despair(text)


@pytest.mark.parametrize(
    "text",
    [
        "父が死にました", "自殺した兄の情報を見たい", "夫が自死しました", "死亡届は必要ですか", "死ね", "情報を消したい", "履歴が消えた",
        "生きている人の情報だけですか", "my husband committed suicide", "his suicide was last year", "delete my data before I die",
        "我父亲去世了", "死んだ父の記録", "自殺する人の統計",
    ],
)  # fmt: skip
def test_bereaved_relatives_and_everybody_else_are_not_taken_for_it(text: str) -> None:
    assert not in_despair(text)
