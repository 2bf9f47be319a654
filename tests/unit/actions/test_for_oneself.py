"""Who says in other words than "me" that the request is their own has answered who asks."""

import pytest

from actions.words.for_oneself import asks_for_oneself
from tests.unit.actions.fakes import Talk, validate

ONESELF = [
    "自分のことです",
    "私自身の件です",
    "自分で登録したものです",
    "はい、私が申し込みしたんです",
    "私が記入したアンケートです",
    "他の人のではありません",
    "im asking for me",
    "I'm asking for myself",
    "just for me",
    "it's about my own account",
    "I'm doing this for myself, not for anyone else",
    "on my own behalf",
    "是我自己填的",
    "我自己的事",
    "对，我自己的号码",
    "给自己办的",
    "就是我本人申请的",
]
NOT_ONESELF = [
    "自分で消したい",
    "母が自分で登録したものです",
    "自分の妻のことです",
    "私の母が申し込みしたんです",
    "私のことじゃないです",
    "他の人の分です",
    "私が申し込みしたのは何ですか",
    "I'm asking for my mother",
    "I'm asking for me and my wife",
    "I'm asking for a friend",
    "for me to see it",
    "about my own account, where is it?",
    "not for myself",
    "我妈自己填的",
    "是我自己和我太太的",
    "我自己不会填",
    "不是我自己填的",
    "给我妈办的",
    "我自己来申请吗",
]


def test_who_asks_for_themself_in_so_many_words() -> None:
    assert [one for one in ONESELF if not asks_for_oneself(one)] == []
    assert [one for one in NOT_ONESELF if asks_for_oneself(one)] == []


@pytest.mark.parametrize("asked", ["requester", "subject"])
def test_one_s_own_request_answers_who_asks_wherever_that_is_not_told_yet(asked: str) -> None:
    talk = Talk(request_type="correction", requested_slot=asked)
    said = validate(talk, "inform", text="是我自己填的")
    assert (talk.slots["requester"], "request.not_understood" in said.keys) == ("self", False)


def test_who_has_told_it_before_is_not_misunderstood() -> None:
    talk = Talk(request_type="disclosure", requester="self", requested_slot="region", company="globe")
    said = validate(talk, "inform", text="im asking for me")
    assert (said.keys, talk.slots["requester"], talk.slots.get("misses")) == (["request.noted"], "self", None)


def test_an_agent_stays_one() -> None:
    talk = Talk(request_type="correction", requester="voluntary_agent", requested_slot="subject")
    validate(talk, "inform", text="自分で登録したものです")
    assert talk.slots["requester"] == "voluntary_agent"
