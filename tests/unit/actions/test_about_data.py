"""Who wants to be told what is held of them wishes to see it; what is held of everybody a policy tells."""

import pytest

from actions.words.about_data import demands_data, speaks_of_data, wants_to_know_what_is_held
from knowledge.vocabulary import RequestType
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated

PURPOSES = reply_of("answer", topic="purposes", statements=(stated("次の目的で利用します"),))
HELD = [
    "何持ってるか教えろ",
    "お前ら何持ってるか教えろよ",
    "俺の何の情報持ってるか教えて",
    "うちの情報何があるか知りたい",
    "御社が私の何を保有しているか開示してください",
]
NOT_HELD = [
    "何を持っていけばいいか教えて",
    "クッキーに何を保存しているか教えて",
    "どんな情報を集めてるか教えて",
    "私の情報を何に使ってるか教えて",
    "何が必要か教えて",
    "どんな個人情報を保有しているか教えてください",
    "何持ってるの",
]


@pytest.mark.parametrize("text", HELD)
@pytest.mark.parametrize("action", ["action_answer", "action_fallback", "action_respond"])
def test_who_wants_to_be_told_what_is_held_of_them_wishes_for_disclosure(text: str, action: str) -> None:
    talk = Talk(Answers(PURPOSES))
    assert talk.run(action, "ask_question", text=text).next == ["action_start_request"]
    assert talk.run("action_start_request", "ask_question", text=text).next == ["request_form"]
    assert talk.slots["request_type"] == RequestType.DISCLOSURE
    assert talk.answers.asked == []


@pytest.mark.parametrize("text", NOT_HELD)
def test_what_a_policy_says_of_everybody_is_still_looked_up(text: str) -> None:
    assert not wants_to_know_what_is_held(text)
    assert Talk(Answers(PURPOSES)).run("action_answer", "ask_question", text=text).keys == ["answer.quoted"]


def test_in_the_form_it_is_an_aside_and_begins_nothing_anew() -> None:
    talk = Talk(Answers(PURPOSES), request_type="deletion", requested_slot="requester")
    assert talk.run("action_answer", "ask_question", text=HELD[0], form=True).next == []


@pytest.mark.parametrize(
    "text",
    ["妻の情報を見せろ", "担当者の情報を出せ", "他社の情報をよこせ", "社長の情報を出せ", "犯人の情報を渡せ"],
)
def test_who_demands_the_data_of_others_makes_no_request_of_their_own(text: str) -> None:
    assert not demands_data(text)


@pytest.mark.parametrize("text", ["データ全部よこせ", "俺の情報を出せ", "お前らの持ってる情報を全部出せ"])
def test_who_demands_their_own_data_makes_a_request(text: str) -> None:
    assert demands_data(text)


@pytest.mark.parametrize(
    "text", ["電話は？", "生年月日はどうなる？", "消せる？", "返事はいつ？", "データは？"]
)
def test_who_names_data_or_a_right_speaks_of_data(text: str) -> None:
    assert speaks_of_data(text)


@pytest.mark.parametrize("text", ["", "こんにちは", "ひどい", "なるほど", "thanks", "谢谢"])
def test_who_names_neither_does_not(text: str) -> None:
    assert not speaks_of_data(text)
