"""Several things in one message: each is answered, or asked back by name; none is dropped."""

import pytest

from actions.ports import Question, Reply
from actions.words.listed import asked_at_the_end, listed, roughly
from desk.wording import render
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate

FEE = "請求に手数料はかかりますか"


class ByText(Answers):
    """Each question has a topic of its own; what speaks of one of `unknown` has none."""

    def __init__(self, *unknown: str) -> None:
        super().__init__()
        self.unknown = unknown

    def answer(self, asked: Question) -> Reply:
        super().answer(asked)
        if any(one in asked.text for one in self.unknown):
            return reply_of("out_of_scope", on_topic=0.1)
        return reply_of("answer", topic=asked.text, statements=(stated(asked.text),))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "what do you use my data for and how long do you keep it?",
            ("what do you use my data for?", "how long do you keep it?"),
        ),
        ("何に使って、いつまで保管しますか", ("何に使っていますか？", "いつまで保管しますか？")),
        ("何に使うか、いつまで保管するか教えて", ("何に使うか？", "いつまで保管するか？")),
        ("费用多少，要几天？", ("申请的手续费是多少？", "提出申请后，需要几天能收到答复？")),
    ],
)
def test_each_question_word_in_a_sentence_asks_for_itself(text: str, parts: tuple[str, ...]) -> None:
    assert listed(text) == parts
    said = Talk(ByText()).run("action_answer", "ask_question", text=text)
    assert said.keys == ["answer.quoted"] * len(parts)


@pytest.mark.parametrize(
    "text",
    [
        "where and how do I apply?",
        "how long do you keep my documents and address?",
        "I moved from Tokyo, how do I change my address and phone number?",
        "引っ越して、どこに連絡すればいいですか",
        "どうして削除して、いつまで待たせるの",
        "我忘了密码，怎么办？",
        "几年前注册的，怎么删除？",
    ],
)
def test_one_question_stays_whole(text: str) -> None:
    assert listed(text) == ()


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("手数料と日数とあれを教えて", "あれ"),
        ("手数料はいくらで、何日かかって、駐車場はありますか", "駐車場はありますか"),
        ("日本です。手数料と必要書類と駐車場を教えてください", "駐車場"),
        ("手数料は？日数は？駐車場は？", "駐車場は？"),
        ("What is the fee, how long does it take and is there parking?", "is there parking"),
    ],
)
def test_of_three_the_unsure_one_is_asked_back_by_name(text: str, unclear: str) -> None:
    said = Talk(ByText("駐車場", "あれ", "parking")).run("action_answer", "ask_question", text=text)
    assert said.keys == ["answer.quoted", "answer.quoted", "answer.part_unclear"]
    assert said.messages[-1]["params"] == {"part": unclear}
    for locale in ("ja", "en", "zh"):
        assert unclear in render("answer.part_unclear", locale, {"part": unclear})


@pytest.mark.parametrize(
    "text",
    [
        "氏名、住所、電話番号を集めていますか",
        "代理人の場合、手数料はいくらですか",
        "住所と名前と電話番号を訂正してください",
        "引っ越したので、住所を、手数料なしで直してほしい",
        "手数料を払ったのに、書類が来ないので、困っています",
    ],
)
def test_a_list_of_data_or_a_story_is_not_cut(text: str) -> None:
    assert roughly(text) == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("個人情報を消して、あと広告も止めて、手数料も教えて", FEE),
        ("開示してほしいんだけど、手数料も教えて", FEE),
        ("Please delete my data and tell me the fee", "is there a fee for a request?"),
        ("请删除我的信息，另外告诉我手续费", "申请需要手续费吗？"),
        ("消してほしい。何日かかりますか", "請求をしてから回答までの日数を教えてください"),
    ],
)
def test_a_question_behind_a_wish_is_heard(text: str, asked: str) -> None:
    assert asked_at_the_end(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "手数料も教えて",
        "Please correct my name and address",
        "住所を訂正して、書類",
        "I want to know how",
        "please delete my name and form",
        "削除してください。よろしくお願いします",
        "書類を送ったのに、いつまで待たせるの",
    ],
)
def test_what_names_a_thing_or_asks_alone_is_no_question_behind_a_wish(text: str) -> None:
    assert asked_at_the_end(text) is None


def test_the_request_is_opened_and_the_fee_answered() -> None:
    talk = Talk(ByText())
    said = talk.run(
        "action_start_request",
        "request_deletion",
        text="個人情報を削除して、あと広告も止めて、手数料も教えて",
        parts=[("request_deletion", False, {}), ("stop_marketing", True, {})],
    )
    assert said.next == ["request_form"]
    assert said.citations() == ["削除の請求に手数料はかかりますか"]
    assert talk.slots["request_type"] == "deletion"


def test_a_matter_and_the_fee_are_both_cared_for() -> None:
    said = Talk(ByText()).run("action_matter", "stop_marketing", text="メルマガを止めて、手数料も教えて")
    assert said.keys[-1] == "answer.quoted" and len(said.keys) == 2
    assert said.citations() == [FEE]


def test_an_answer_in_the_form_and_a_question_are_both_taken() -> None:
    talk = Talk(ByText(), request_type="deletion", requested_slot="requester")
    said = validate(talk, "inform", text="本人です、手数料も教えて", requester="self")
    assert talk.slots["requester"] == "self"
    assert said.citations() == ["削除の請求に手数料はかかりますか"]


def test_a_matter_that_waits_for_the_region_does_not_lose_the_question_behind_it() -> None:
    talk = Talk(ByText(), company="globe")
    said = talk.run("action_matter", "stop_marketing", text="メルマガを止めて、手数料も教えて")
    assert said.keys == ["ask.region_for_answer"]
    said = talk.run("action_continue", "inform", text="日本", region="jp")
    assert said.keys[-1] == "answer.quoted" and len(said.keys) == 2
    assert talk.slots["question"] == FEE


@pytest.mark.parametrize(
    "text",
    [
        "Correct my name and address?",
        "correct my name, address?",
        "更正我的姓名，地址？",
        "更正我的电话，地址呢",
    ],
)
def test_an_address_that_ends_a_list_of_data_is_not_asked_for(text: str) -> None:
    assert asked_at_the_end(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Correct my name and tell me the address",
        "delete my data, where do I send it?",
        "请删除我的信息，告诉我地址",
        "住所を訂正したい、送付先は？",
    ],
)
def test_where_to_send_it_is_asked_behind_a_wish(text: str) -> None:
    assert asked_at_the_end(text) is not None
