"""Who asks which of the form's choices is right for them has the choices explained; the policy knows nothing of them."""

from typing import Any

import pytest

from actions.words.which_one import asks_which_one
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate

ASKED = (
    "which of these four is right for me?",
    "which one should I choose?",
    "which should I pick",
    "what should I choose here?",
    "which one do I take",
    "which one applies to me?",
    "which am I?",
    "so which one is the right one for me",
    "which option do I choose",
    "which is the right choice?",
    "どれを選べばいいですか",
    "この中のどれが私に合っていますか",
    "私はどれですか",
    "どれに当たりますか",
    "私の場合はどれになりますか",
    "どちらを選んだらよいでしょうか",
    "どれがいいですか",
    "どれですか、私の場合",
    "どれが正解？",
    "うちはどれになりますか",
    "この中でどれを選ぶべきでしょうか",
    "どれえらべばいい？",
    "どれを選んだらいいか教えてください",
    "4つのうちどれを選べばいいの",
    "这四个哪个适合我？",
    "我该选哪个",
    "选哪个好呢",
    "请问应该选择哪一项？",
    "我属于哪种",
)
OTHERS = (
    "which is cheaper?",
    "I don't know which data you have",
    "not sure which one you deleted",
    "どれですか、消したのは",
    "どの書類を選ぶべきですか",
    "どの住所が正解ですか",
    "どれを消せばいいか教えてください",
    "どの会社にすればいいかわかりません",
    "which documents do I need?",
    "what should I take?",
    "which one of my addresses do you have",
    "which company are you?",
    "which form should I choose?",
    "what should I do?",
    "which is faster, post or email?",
    "which law applies to my data?",
    "what do I answer to the police",
    "どの書類を選べばいいですか",
    "どれくらいかかりますか",
    "どれも必要ですか",
    "どちらの会社ですか",
    "どこに送ればいいですか",
    "どうすればいいですか",
    "どれが一番早いですか",
    "どの住所が登録されていますか",
    "何番に電話すればいいですか",
    "どれを選べばいいかわかりません",
    "哪个更快",
    "哪家公司",
    "需要哪些材料",
    "哪个地址",
    "我该怎么办",
    "选地址",
    "哪个法律适用于我的信息",
)


@pytest.mark.parametrize("text", ASKED)
def test_which_of_the_choices_is_right_is_read(text: str) -> None:
    assert asks_which_one(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_asked_of_anything_else_is_not(text: str) -> None:
    assert not asks_which_one(text)


FORM: dict[str, dict[str, Any]] = {
    "request_type": {},
    "region": {"company": "globe", "request_type": "disclosure"},
    "requester": {"request_type": "disclosure"},
    "subject": {"request_type": "disclosure", "requester": "self"},
    "reply_method": {"request_type": "disclosure", "requester": "self", "subject": "all"},
}


@pytest.mark.parametrize("slot", FORM)
@pytest.mark.parametrize(
    "text", ["which of these four is right for me?", "どれを選べばいいですか", "我该选哪个"]
)
@pytest.mark.parametrize("intent", ["ask_question", "needs_help", "out_of_scope", "inform", "nlu_fallback"])
def test_in_the_form_its_choices_are_explained(slot: str, text: str, intent: str) -> None:
    answers = Answers(reply_of("answer", topic="fee_whether", statements=(stated("無料"),)))
    talk = Talk(answers, **FORM[slot], requested_slot=slot)
    said = validate(talk, intent, text=text, requester="self", certain=False)
    assert said.keys == [] and not said.rejected and not answers.asked
    asked = talk.run(f"action_ask_request_form_{slot}", intent, text=text, form=True)
    assert asked.keys == [f"stuck.{slot}", f"ask.{slot}"]
    assert "handoff" in asked.values(0)
    assert FORM[slot].items() <= talk.slots.items() and talk.slots.get(slot) is None


def test_asked_twice_it_is_explained_again() -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    for _ in range(2):
        validate(talk, "ask_question", text="which one should I choose?")
        asked = talk.run("action_ask_request_form_requester", "ask_question", form=True)
        assert asked.keys == ["stuck.requester", "ask.requester"]


def test_at_the_summary_there_is_nothing_to_choose() -> None:
    slots: dict[str, Any] = {"request_type": "deletion", "requester": "self", "subject": "address"}
    talk = Talk(**slots, requested_slot="confirm")
    assert validate(talk, "ask_question", text="which one should I choose?").rejected


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["which one ", "which of these ", "どれを", "この中の", "我该选", "、", " "]
)
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    asks_which_one((letters * 20_000)[:20_000])
