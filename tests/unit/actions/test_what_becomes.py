"""Who asks what an end would mean has not made one: no form ends by it, and no request is taken back."""

from typing import Any

import pytest

from actions.words.what_becomes import asks_what_becomes
from desk.requests.stages import Stage
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate

OPEN: dict[str, Any] = {"request_type": "deletion", "requester": "self", "requested_slot": "subject"}
ASKS = (
    "撤了以后之前的怎么算",
    "撤回同意之后以前的数据怎么处理？",
    "取消的话之前的还算数吗",
    "取り消したら、それまでの分はどうなりますか",
    "撤回した場合、すでに使われた情報はどうなるのでしょう",
    "キャンセルしたら送った書類は戻りますか",
    "取り下げても記録は残りますか",
    "取り消すと、データはどうなってしまうんですか",
    "もし取り消しますと、これまでの分はどうなりますか",
    "如果我要取消，取消后之前的怎么算",
    "what happens to what you already did if I cancel?",
    "if I withdraw, what happens to the data you already shared?",
    "and what about the stuff you already used if I withdraw?",
)


@pytest.mark.parametrize("text", ASKS)
def test_the_question_is_answered_and_the_form_goes_on_however_surely_an_end_was_heard(text: str) -> None:
    answer = reply_of("answer", topic="withdrawal", statements=(stated("撤回前の処理は適法です"),))
    talk = Talk(Answers(answer), **OPEN)
    said = validate(talk, "cancel", text=text, confidence=0.95)
    assert "request.cancelled" not in said.keys
    assert talk.answers.asked[-1][2] == text
    assert talk.slots["request_type"] == "deletion"


@pytest.mark.parametrize("stage", [Stage.NONE, Stage.OFFERED, Stage.OPENED])
@pytest.mark.parametrize("text", ASKS)
def test_outside_the_form_it_takes_nothing_back(text: str, stage: Stage) -> None:
    talk = Talk(request_type="deletion", requester="self", stage=stage)
    assert talk.run("action_cancel", "cancel", text=text, confidence=0.95).next == ["action_answer"]


@pytest.mark.parametrize(
    "text",
    [
        "取り消したい",
        "取り消したらどうですか",
        "取り消してもいいですか",
        "どうやって取り消すの",
        "やっぱりやめます、どうなってもいい",
        "取り消しはできますか",
        "残りは取り消して",
        "can I cancel?",
        "what happens if I cancel? no, just cancel it",
        "cancel it, what happens now",
        "if you do not answer I cancel",
        "would you cancel it if I ask",
        "怎么取消",
        "撤了吧",
        "不要了以后再说",
        "我要撤回同意",
        "撤回以后再联系我",
        "取り消します。それまでの分はどうなりますか",
        "取り消して、データが消えるのか",
        "取り消したいです。取り消したらこれまでの分はどうなりますか",
        "取り消してください。キャンセルしたら書類は戻りますか",
        "取り消しますので、取り消した後どうなるか教えて",
        "キャンセルお願いします。キャンセル後はどうなりますか",
        "キャンセルして、あとどうなってもいい",
        "やめてもらえますか、書類はどうなりますか",
        "请撤回同意。撤回后之前的数据怎么处理？",
        "请帮我取消，取消以后之前的数据怎么处理",
        "撤了吧，撤了之后怎么办",
    ],
)
def test_near_it_an_end_stays_an_end(text: str) -> None:
    assert not asks_what_becomes(text)
    talk = Talk(request_type="deletion", requester="self", stage=Stage.OFFERED)
    assert talk.run("action_cancel", "cancel", text=text, confidence=0.95).keys == ["request.cancelled"]


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["取り消したら", "if i cancel ", "what happens ", "撤了以后", "どうなる"])
def test_a_long_message_costs_little(letters: str) -> None:
    assert not asks_what_becomes((letters * 20_000)[:20_000])
    asks_what_becomes((letters * 20)[:119])
