"""Who says in the form that the person has asked them has a mandate; who speaks of asking otherwise has not."""

from typing import Any

import pytest

from actions.words.was_asked import was_asked
from tests.unit.actions.fakes import Talk, requested, validate

ASKED = (
    "yes, she asked me",
    "she asked me to do it",
    "She's asked me to.",
    "my mother asked me to handle it",
    "my client asked us to make the request",
    "he wants me to do this for him",
    "they told me to contact you",
    "I was asked by her",
    "I have her permission",
    "yes, with his consent",
    "he knows and agrees",
    "she has agreed to it",
    "yep, my wife told me to",
    "my husband told me to do this for him",
    "my friend wants me to handle it on her behalf",
    "本人も承知しています",
    "本人の同意はあります",
    "父は了承済みです",
    "祖母に代わりにやってと言われました",
    "妻からやっておいてくれって頼まれました",
    "ほんにんにたのまれました",
    "妻に頼まれて",
    "经过她同意了",
    "已经得到本人的同意",
    "朋友托我帮她办的",
    "本人に頼まれました",
    "はい、頼まれました",
    "頼まれています",
    "本人から依頼されています",
    "母に頼まれて来ました",
    "はい、本人の了解を得ています",
    "本人の希望です",
    "ご本人様から正式に依頼を受けております",
    "是她让我来的",
    "她让我来的",
    "是的，她让我来的",
    "本人委托我办理",
    "我妈妈让我帮她申请的",
    "她同意了",
    "他本人授权我的",
)
OTHERS = (
    "she asked me why",
    "she asked me a question",
    "my friend told me to ask you",
    "my friend told me to contact you",
    "my husband told me to write to you",
    "my brother wants me to ask",
    "he knows you and agrees with me",
    "she does not agree",
    "she agrees with your policy",
    "本人は同意していません",
    "本人も承知していますか",
    "父は同意していないと思います",
    "本人の同意はありません",
    "本人の同意は必要ですか",
    "同意を取り消します",
    "私の同意はあります",
    "母に代わりにやってもらいました",
    "友達にやってみてと言われました",
    "没有经过她同意",
    "要经过她同意吗",
    "朋友让我来的",
    "she told me",
    "he wants me",
    "she did not ask me",
    "nobody asked me",
    "did she ask me?",
    "you asked me",
    "they asked me for my id",
    "my daughter asked me",
    "he asked me to register",
    "I asked her",
    "I don't have her permission",
    "頼まれていません",
    "頼まれましたか",
    "会社に頼まれました",
    "頼まれて登録した",
    "本人です",
    "娘に頼まれました",
    "本人に確認しました",
    "お願いします",
    "亡くなった母の希望です",
    "是谁让我来的",
    "她没让我来",
    "她让我等",
    "女儿让我来的",
    "我同意了",
    "同意",
    "你们让我来的",
)


@pytest.mark.parametrize("text", ASKED)
def test_that_the_person_has_asked_is_read(text: str) -> None:
    assert was_asked(text)


@pytest.mark.parametrize("text", OTHERS)
def test_a_question_a_no_another_errand_and_a_child_are_not(text: str) -> None:
    assert not was_asked(text)


SAID = ("yes, she asked me", "はい、頼まれました", "是她让我来的")
HEARD: tuple[dict[str, Any], ...] = (
    {"intent": "affirm"},
    {"intent": "inform"},
    {"intent": "nlu_fallback"},
    {"intent": "inform", "requester": "self", "certain": False},
    {"intent": "no_authority"},
    {"intent": "report_leak"},
)


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("heard", HEARD)
def test_where_nobody_is_settled_it_is_an_agent_with_a_mandate(text: str, heard: dict[str, Any]) -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    said = validate(talk, text=text, **heard)
    assert said.keys == [] and talk.slots["requester"] == "voluntary_agent"
    assert requested(said) == "subject"


@pytest.mark.parametrize("text", SAID)
def test_said_to_another_question_it_is_noted(text: str) -> None:
    talk = Talk(company="globe", request_type="disclosure", requested_slot="region")
    assert validate(talk, text=text).keys == ["request.noted"]
    assert talk.slots["requester"] == "voluntary_agent"


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("who", ["voluntary_agent", "statutory_agent"])
def test_of_an_agent_it_is_a_remark(text: str, who: str) -> None:
    talk = Talk(request_type="disclosure", requester=who, requested_slot="subject")
    assert validate(talk, "affirm", text=text).keys == ["request.noted"]
    assert talk.slots["requester"] == who and talk.slots.get("subject") is None


@pytest.mark.parametrize("text", SAID)
def test_at_the_summary_a_yes_stays_one_and_a_remark_is_none(text: str) -> None:
    slots: dict[str, Any] = {"request_type": "deletion", "requester": "voluntary_agent", "subject": "all"}
    agreed = Talk(**slots, requested_slot="confirm")
    validate(agreed, "affirm", text=text)
    assert agreed.slots["confirm"] == "yes"
    told = Talk(**slots, requested_slot="confirm")
    assert validate(told, "inform", text=text).keys == ["request.noted"]
    assert not told.slots.get("confirm")


@pytest.mark.parametrize("text", SAID)
@pytest.mark.parametrize("asked", ["subject", "confirm"])
def test_who_was_taken_for_the_person_is_asked_who_asks(text: str, asked: str) -> None:
    known: dict[str, Any] = {"subject": "all", "reply_method": "post"} if asked == "confirm" else {}
    talk = Talk(request_type="disclosure", requester="self", requested_slot=asked, **known)
    said = validate(talk, "affirm", text=text)
    assert said.keys == ["request.relative"] and requested(said) == "requester"
    assert talk.slots.get("requester") is None and not talk.slots.get("confirm")


def test_of_a_minor_and_where_an_agent_is_heard_it_goes_on_as_before() -> None:
    minor = Talk(request_type="disclosure", minor="yes", requested_slot="requester")
    validate(minor, "inform", text="yes, she asked me")
    assert minor.slots.get("requester") is None
    heard = Talk(request_type="disclosure", requested_slot="requester")
    validate(heard, "inform", text="本人に頼まれました", requester="statutory_agent")
    assert heard.slots["requester"] == "statutory_agent"


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["she asked me ", "頼まれ", "本人の", "她让我", "yes, ", "、", " "])
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    was_asked((letters * 20_000)[:20_000])
