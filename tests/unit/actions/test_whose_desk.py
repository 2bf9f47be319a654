"""Whose desk this is: said to who asks, and to who means another company's."""

import pytest

from tests.unit.actions.fakes import Answers, Talk


@pytest.mark.parametrize(
    "text",
    ["このチャットはどこの会社？", "ここってANAですか？", "which company is this?", "ここはアクメですか"],
)
@pytest.mark.parametrize("action", ["action_respond", "action_fallback"])
def test_who_asks_whose_desk_this_is_hears_the_company(text: str, action: str) -> None:
    talk = Talk()
    assert talk.run(action, "this_chat", text=text).next == ["action_answer"]
    said = talk.run("action_answer", "this_chat", text=text)
    assert said.keys == ["talk.whose_desk"]
    assert said.messages[0]["params"] == {"company": "株式会社アクメ"}


@pytest.mark.parametrize("text", ["オプトの窓口の電話番号教えて", "oniの個人情報を消して"])
def test_another_company_of_this_installation_has_a_desk_of_its_own(text: str) -> None:
    talk = Talk()
    assert talk.run("action_start_request", "request_deletion", text=text).next == ["action_answer"]
    assert talk.run("action_answer", "ask_question", text=text).keys == ["talk.other_desk"]
    assert talk.answers.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "オプトアウトの方法は",
        "ここはAIですか",
        "アクメとオプトの関係は",
        "electronicの窓口は",
        "ここは無料ですか",
    ],
)
def test_other_words_are_looked_up(text: str) -> None:
    talk = Talk(Answers())
    talk.run("action_answer", "ask_question", text=text)
    assert talk.answers.asked[-1][2] == text
