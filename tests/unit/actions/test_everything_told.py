"""Who is asked which data is meant, and names all of it in so many words, has answered: whatever the dialogue model
takes the words for, they wish for no other request."""

import pytest

from actions.words.own_words import names_everything
from tests.unit.actions.fakes import Talk, validate

TOLD = [
    "登録されている情報ぜんぶです",
    "そちらにある私のデータは全部です",
    "お持ちの情報すべてでお願いします",
    "記録されている内容の一切です。",
    "everything you have about me",
    "Everything that you hold on me, please.",
    "all of my data, please",
    "all the information you've got",
    "whatever you keep about him",
]
OTHERWISE = [
    "登録されている情報をすべて開示してほしい",
    "登録されている情報はぜんぶ違います",
    "見せてほしいのは登録情報すべてです",
    "消したい情報はぜんぶです",
    "なぜ登録されている情報ぜんぶですか",
    "情報をぜんぶ消して",
    "全部の情報を見たいです",
    "delete everything you have about me",
    "I want everything you have about me",
    "everything you have about me must go",
    "is it everything you have about me?",
    "all my data is wrong",
    "show me all my data",
    "all the data except my name",
]


@pytest.mark.parametrize("text", TOLD)
@pytest.mark.parametrize("intent", ["request_disclosure", "request_erasure"])
def test_all_of_the_data_is_an_answer_and_no_other_request(text: str, intent: str) -> None:
    talk = Talk(request_type="deletion", requester="self", requested_slot="subject")
    validate(
        talk, intent, text=text, request_type=intent.removeprefix("request_"), confidence=0.8, subject="all"
    )
    assert (talk.slots["request_type"], talk.slots["subject"]) == ("deletion", "all")


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_more_is_said_of_the_data_is_no_bare_answer(text: str) -> None:
    assert not names_everything(text)


@pytest.mark.parametrize("piece", ["情報", "登録", "の", "all ", "everything ", " ", "、", "you have "])
def test_long_messages_are_read_to_their_end(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    assert not names_everything(text) and not names_everything(f"{text}ぜんぶです")
