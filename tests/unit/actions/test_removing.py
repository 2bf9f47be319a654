"""What the dialogue model takes for a removal is one only where a word of the message can mean it."""

import pytest

from actions.words.removing import removes_without_a_word
from tests.unit.actions.fakes import Talk, requested, validate


@pytest.mark.parametrize("text", ["leave it", "keep it", "skip it", "置いといて", "そのままで"])
def test_a_removal_without_a_word_moves_nobody_to_one(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    said = validate(talk, "request_remove", text=text, confidence=0.93)
    assert (said.keys, requested(said)) == (["request.not_understood"], "subject")
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.parametrize("text", ["leave it", "keep it", "置いといて"])
def test_without_a_word_no_request_is_begun(text: str) -> None:
    said = Talk().run("action_start_request", "request_remove", text=text, confidence=0.93)
    assert said.keys == ["talk.not_understood"] and not said.next


@pytest.mark.parametrize("text", ["消してほしい", "get rid of it", "删了吧"])
def test_with_a_word_one_is_begun(text: str) -> None:
    assert Talk().run("action_start_request", "request_remove", text=text, confidence=0.93).next == [
        "request_form"
    ]


@pytest.mark.parametrize("text", ["やっぱり消してほしい", "scrap that, delete it instead", "还是删了吧"])
def test_with_a_word_another_request_takes_the_place_of_the_open_one(text: str) -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    assert "request.switched_open" in validate(talk, "request_remove", text=text, confidence=0.93).keys


def test_a_button_needs_no_word() -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    validate(talk, "request_erasure", text="/request_erasure", request_type="erasure")
    assert talk.slots["request_type"] == "erasure"


@pytest.mark.parametrize(
    "text",
    [
        "けせ",
        "さくじょ おねがいします",
        "私の情報を捨ててください",
        "どこにも残らないようにしてほしい",
        "購入履歴キレイさっぱり頼みます",
        "名簿から外して",
        "make it all go away",
        "lose my number",
        "take me off the list",
        "get my name out of there",
        "dlete my account data",
        "remvoe me",
        "I want no record of me",
        "sakujo shite kudasai",
        "把我的信息弄掉",
        "电话赶紧给我弄没了",
        "帮我清空",
        "下架我的照片",
        "アカウントごと無しにしたい",
        "データがなくなるようにして",
        "情報をなくすことはできますか",
        "御社に情報を持たないでほしい",
        "保存しないでください",
        "名簿から抜けたい",
        "please do not store my info",
        "never keep my details",
        "you should not have my number",
        "get me out of your system",
        "I want to opt out",
        "deactivate everything",
        "把我从名单里划掉",
        "撤下我的照片",
        "请勿保留我的记录",
    ],
)
def test_words_of_every_kind_count(text: str) -> None:
    assert not removes_without_a_word("request_remove", text)
    assert not removes_without_a_word("request_deletion", text)


def test_of_other_intents_no_word_is_asked() -> None:
    assert not removes_without_a_word("request_disclosure", "leave it")
    assert removes_without_a_word("request_erasure", "leave it")
