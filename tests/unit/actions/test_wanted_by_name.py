"""A request that is named and not made is not opened."""

import pytest

from actions.words.names import wanted_by_name


@pytest.mark.parametrize(
    "text",
    [
        "開示の請求をしたくない",
        "開示請求をしたくはないです",
        "開示請求をしたくありません",
        "開示請求をしたいわけではない",
        "開示請求をしたい人は誰ですか",
        "開示請求をしますと言われた",
    ],
)
def test_a_request_that_is_not_wanted_is_not_opened_by_its_name(text: str) -> None:
    assert wanted_by_name(text) is None


@pytest.mark.parametrize("text", ["開示請求をしたい", "開示請求をします", "開示請求をしたく、連絡しました"])
def test_a_request_that_is_wanted_is_known_by_its_name(text: str) -> None:
    assert wanted_by_name(text) == "disclosure"
