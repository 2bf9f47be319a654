"""What asks and wishes for nothing is answered from the policies, whatever the dialogue model takes it for."""

from typing import Any

import pytest

from actions.ports import Question, Reply
from actions.words.agents import of_an_agent
from actions.words.questions import names_price, only_asks
from knowledge.vocabulary import RequestType
from tests.unit.actions.fakes import Answers, Talk, reply_of, requested, stated, validate

PURPOSES = reply_of("answer", topic="purposes", statements=(stated("次の目的で利用します"),))
MANDATE = reply_of("answer", topic="agent_papers_mandate", statements=(stated("委任状を添付してください"),))
UNKNOWN = reply_of("not_stated", on_topic=0.1)
ASKS = [
    "何に使ってるの",
    "何に使うの",
    "何の目的で使うんですか",
    "誰に渡してるの",
    "どこに保管してるの？",
    "what data do you collect",
    "what do you use it for",
    "你们收集什么信息",
    "用来干什么",
    "どのような情報を集めるの",
    "何年保管するの",
    "何日かかるの",
    "いつまで残るの",
    "誰に提供しているんですか",
    "どうやって削除するの",
    "where do you store it",
    "when is it deleted",
    "how do i delete it",
    "需要几天",
    "怎么删除",
    "利用目的は？",
    "個人情報の利用目的は",
    "使用目的？",
    "利用目的を教えてください",
    "purpose of use?",
    "使用目的是？",
    "第三者に提供していますか",
    "第三者に渡されますか、情報は共有されるの？",
    "do you share my data with third parties?",
    "are you selling my data?",
    "你们会把我的信息提供给第三方吗？",
    "住所変更の方法を教えてください。",
    "削除のやり方が知りたいです",
    "消去と利用停止の違いを説明してほしい",
    "削除とは何ですか？説明してください。",
    "開示ってどういうこと？詳しく教えて",
]
WISHES = [
    "削除したいので方法を教えてください",
    "開示の手続きをしたいのですが、方法を教えてください",
    "登録方法を変更してください",
    "データを消して。方法は任せます",
    "何か持ってるなら見せて",
    "なんで持ってんだ、消せ",
    "どんな情報があるか開示してほしい",
    "どこに提供したか教えてください",
    "俺の情報、何持ってんの",
    "what data do you have about me?",
    "please tell me what you hold",
    "你们有我的什么信息",
    "利用停止にしたい",
    "なんで勝手に使うんだ。今後はどこにも出すなよ",
    "何度も言うけど住所の削除",
    "何回も言ったが訂正",
    "いつまでも残るのは嫌、削除",
    "何年も前の住所の訂正",
    "どの情報も第三者に渡すな",
    "どれでも削除",
    "どちらでも削除",
    "いくら待っても返事なし、開示",
    "どうせなら全部削除",
    "把我几年前的数据删掉",
    "我的地址谁都能看到，删掉",
    "哪里的数据都删掉",
    "When I moved my address changed, correct it",
    "when I registered I gave my phone number, delete it",
    "利用目的の通知をお願いします",
    "利用目的を通知してほしい",
    "私の情報の利用目的を教えてください",
    "第三者への提供を停止できますか",
    "第三者に提供しないでください",
    "私のデータを保存していますか？",
    "第三者に提供していますか。止めてください",
    "do you provide me a copy of my data?",
    "do you use my data for ads? Please stop",
    "would you give me my data?",
    "你们能删除我的信息吗",
    "住所を訂正して。新しい住所はどこに書けばいい？",
]


@pytest.mark.parametrize("text", ASKS)
def test_a_question_opens_no_request_however_sure_the_guess_is(text: str) -> None:
    talk = Talk(Answers(PURPOSES))
    said = talk.run("action_start_request", "request_purpose_notice", text=text, confidence=0.98)
    assert said.keys == ["answer.quoted"]
    assert said.next == []


@pytest.mark.parametrize("text", WISHES)
def test_a_wish_does_also_in_the_form_of_a_question(text: str) -> None:
    talk = Talk(Answers(PURPOSES))
    said = talk.run("action_start_request", "request_disclosure", text=text, request_type="disclosure")
    assert said.next == ["request_form"]


def test_where_the_form_asks_which_request_the_purposes_alone_name_one_and_with_a_mark_ask() -> None:
    told: dict[str, Any] = {"confidence": 0.98, "request_type": "purpose_notice"}
    talk = Talk(Answers(PURPOSES), requested_slot="request_type")
    said = validate(talk, "request_purpose_notice", text="利用目的", **told)
    assert "answer.quoted" not in said.keys
    talk = Talk(Answers(PURPOSES), requested_slot="requester", request_type="disclosure")
    said = validate(talk, "request_purpose_notice", text="利用目的は？", **told)
    assert said.keys == ["answer.quoted"]
    assert talk.slots["request_type"] == "disclosure"


def test_a_question_that_the_policies_do_not_know_opens_none_either_unless_it_names_a_right() -> None:
    said = Talk(Answers(UNKNOWN)).run("action_start_request", "request_use_stop", text="何に使うの")
    assert said.keys == ["talk.not_understood"]
    said = Talk(Answers(UNKNOWN)).run(
        "action_start_request", "request_disclosure", text="開示はどうやるの", named=["disclosure"]
    )
    assert said.next == ["request_form"]


def test_a_question_in_the_form_is_answered_there_and_switches_no_request() -> None:
    talk = Talk(Answers(PURPOSES), request_type="deletion", requested_slot="requester")
    said = validate(talk, "request_purpose_notice", text="何に使ってるの", request_type="purpose_notice")
    assert said.keys == ["answer.quoted"]
    assert not said.rejected
    assert talk.slots["request_type"] == RequestType.DELETION
    assert requested(said) == "requester"


@pytest.mark.parametrize("intent", ["bot_challenge", "needs_help", "this_chat"])
def test_a_guess_that_the_desk_is_meant_is_put_to_the_policies_first(intent: str) -> None:
    text = "妻が代わりにやるんだけど何がいるの"
    said = Talk(Answers(MANDATE)).run("action_respond", intent, text=text, confidence=0.35)
    assert said.citations() == ["委任状を添付してください"]
    said = Talk(Answers(UNKNOWN)).run("action_respond", intent, text=text, confidence=0.35)
    assert "answer.not_stated" not in said.keys


def test_a_vague_wish_that_asks_is_answered_before_anything_is_opened() -> None:
    text = "旦那の代わりに手続きしたいんですが必要なものは？"
    said = Talk(Answers(MANDATE)).run("action_start_request", "request_unclear", text=text, confidence=0.51)
    assert said.citations() == ["委任状を添付してください"]
    sure = Talk(Answers(MANDATE)).run("action_start_request", "request_unclear", text=text, confidence=0.9)
    assert sure.next == ["request_form"]


def test_who_speaks_of_no_money_asks_for_no_price() -> None:
    talk = Talk(Answers(MANDATE))
    text = "my wife will do it for me, what does she need"
    assert talk.run("action_answer", "ask_price", text=text, confidence=0.54).keys == ["answer.quoted"]
    assert talk.answers.asked[-1][2] == text


class ByTopic(Answers):
    """Knows how long it takes; of the fee, or of all, the policy may be silent."""

    def __init__(self, *, silent: tuple[str, ...]) -> None:
        super().__init__()
        self.silent = silent

    def answer(self, asked: Question) -> Reply:
        super().answer(asked)
        topic = (
            "reply_time"
            if any(one in asked.text for one in ("日", "期間", "how long", "几天"))
            else "fee_amount"
        )
        if topic in self.silent:
            return reply_of("not_stated", topic=topic)
        return reply_of("answer", topic=topic, statements=(stated(topic),))


BOTH = [
    "手数料はいくらで、何日かかりますか",
    "いくらで何日かかる",
    "費用と期間を教えて",
    "how much is it and how long does it take?",
    "手续费多少，需要几天？",
]


@pytest.mark.parametrize("text", BOTH)
@pytest.mark.parametrize("intent", ["ask_price", "ask_question"])
def test_of_two_matters_the_silent_one_is_named_beside_the_stated_one(text: str, intent: str) -> None:
    said = Talk(ByTopic(silent=("fee_amount",))).run("action_answer", intent, text=text)
    assert [key for key in said.keys if key != "answer.fee_of_requests"] == [
        "answer.quoted",
        "answer.other_not_stated",
    ]
    assert said.messages[-1]["params"]["about"] == {"key": "answer.about.fee_amount"}


@pytest.mark.parametrize("text", BOTH)
def test_of_two_silent_matters_none_is_passed_over(text: str) -> None:
    said = Talk(ByTopic(silent=("fee_amount", "reply_time"))).run("action_answer", "ask_question", text=text)
    assert said.keys == ["answer.not_stated", "answer.other_not_stated"]


def test_two_matters_taken_for_none_of_the_desk_s_business_are_answered_too() -> None:
    said = Talk(ByTopic(silent=("fee_amount",))).run(
        "action_respond", "out_of_scope", text="費用と期間を教えて", confidence=0.84
    )
    assert said.keys == ["answer.quoted", "answer.other_not_stated"]


@pytest.mark.parametrize(
    ("told", "text", "expected"),
    [
        *((only_asks, text, True) for text in ASKS),
        *((only_asks, text, False) for text in WISHES),
        (only_asks, "どういをとりけします", False),
        # The last sentence tells it.
        (only_asks, "住所は古い。何に使うの", True),
        (only_asks, "何に使うの。住所は古い。", False),
        (only_asks, "先月で退会。何に使うの", True),
        (only_asks, "何に使うの。もう退会。", False),
        (names_price, "なんぼ？", True),
        (names_price, "what does she need", False),
        (of_an_agent, "友達が代わりに請求する", True),
        (of_an_agent, "担当に代わって", False),
    ],
)
def test_words_tell_whether_somebody_wants_to_be_told_what_is_held(
    told: Any, text: str, expected: bool
) -> None:
    assert told(text) is expected


@pytest.mark.parametrize(
    "text", ["会给别的公司吗", "我的信息会被传到日本吗", "你们會出售資料嗎", "我的资料会分享吗"]
)
def test_whether_data_goes_elsewhere_is_asked_in_chinese_without_naming_the_company(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize(
    "text", ["可以给我看我的信息吗", "能不能停止提供给别的公司", "会给我吗", "请停止提供给别的公司"]
)
def test_a_wish_in_chinese_stays_one(text: str) -> None:
    assert not only_asks(text)
