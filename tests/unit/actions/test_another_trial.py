"""What a trial in November found: a question about what was said just before, a wish that its question drowns, several
kinds of data, and a desk that repeats itself."""

from typing import Any

import pytest

from actions.ports import Question, Reply
from actions.words.bare_words import asks_how_long
from actions.words.commands import commanded
from actions.words.own_words import lists_kinds
from actions.words.questions import only_asks
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated
from tests.unit.actions.test_after_all import user, uttered

LEFT = [user("退会したい", "leave_service"), uttered("matter.leave_service_offered")]
EFFECT = reply_of(
    "answer", topic="effect_of_stop_or_deletion", statements=(stated("ご提供できなくなります"),)
)
RETENTION = reply_of("answer", topic="retention", statements=(stated("一年で消去します"),))


class PointsAreNoneOfOurs(Answers):
    """Takes points for what a deletion brings with it, unless it hears that somebody leaves."""

    def answer(self, asked: Question) -> Reply:
        super().answer(asked)
        if "情報" in asked.text:
            return RETENTION
        return reply_of("out_of_scope", on_topic=0.1, confidence=0.7) if "退会" in asked.text else EFFECT


# ------------------------------------------------------------------ what comes with leaving a service


@pytest.mark.parametrize("action", ["action_answer", "action_fallback"])
def test_what_comes_with_leaving_is_not_answered_from_what_a_deletion_brings(action: str) -> None:
    talk = Talk(PointsAreNoneOfOurs())
    said = talk.run(action, "ask_question", text="ポイントはどうなる？", earlier=LEFT)
    assert said.keys == ["matter.leave_service_more"] and said.messages[0]["kind"] == "out_of_scope"
    again = [user("ポイントはどうなる？"), uttered("matter.leave_service_more")]
    assert talk.run(action, "ask_question", text="クーポンはどうなる？", earlier=again).keys == [
        "matter.leave_service_more"
    ]


def test_a_refund_asked_for_after_leaving_is_not_that_of_a_requests_fee() -> None:
    talk = Talk(
        Answers(reply_of("answer", topic="fee_refund", statements=(stated("開示手数料は返しません"),)))
    )
    assert talk.run("action_answer", "ask_question", text="返金は？", earlier=LEFT).keys == [
        "matter.leave_service_more"
    ]
    beside = talk.run("action_respond", "out_of_scope", text="返金は？", confidence=0.6, earlier=LEFT)
    assert beside.keys == ["matter.leave_service_more"]
    assert talk.run("action_answer", "ask_question", text="手数料の返金は？").keys == ["answer.quoted"]


def test_data_is_asked_for_after_leaving_as_before_and_points_elsewhere_are_looked_up() -> None:
    talk = Talk(PointsAreNoneOfOurs())
    assert talk.run("action_answer", "ask_question", text="個人情報はどうなる？", earlier=LEFT).keys == [
        "answer.quoted"
    ]
    assert talk.answers.asked[-1][2] == "個人情報はどうなる？"
    assert talk.run("action_answer", "ask_question", text="ポイントはどうなる？").keys == ["answer.quoted"]
    assert talk.run("action_answer", "ask_question", text="手数料は？", earlier=LEFT).keys == [
        "answer.quoted"
    ]


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("会員登録を変更して。ポイントはどうなる？", ("request_correction",)),
        ("住所を直してください。いつから？", ("request_correction",)),
        ("個人情報を消して。ポイントは？", ("request_remove",)),
        ("Please update my address. What about my points?", ("request_correction",)),
        ("请更正我的地址。积分怎么办？", ("request_correction",)),
        ("注文の住所を変更して。いつ届く？", ()),
        ("予約を変更して。いつ届く？", ()),
        ("please change my booking. when is it?", ()),
        ("住所を変更したい。ポイントは？", ()),
        ("送料を変更して。", ()),
    ],
)
def test_a_command_that_names_data_tells_its_request(text: str, intents: tuple[str, ...]) -> None:
    assert commanded(text) == intents


def test_a_wish_is_kept_though_the_whole_sounds_out_of_scope_and_its_question_gets_no_wrong_clause() -> None:
    talk, text = Talk(PointsAreNoneOfOurs()), "会員登録を変更して。ポイントはどうなる？"
    parts: list[tuple[str, bool, dict[str, str]]] = [("out_of_scope", False, {})]
    assert talk.run("action_respond", "out_of_scope", text=text, parts=parts).next == ["action_start_request"]
    said = talk.run("action_start_request", "out_of_scope", text=text, parts=parts)
    assert said.next == ["request_form"] and talk.slots["request_type"] == "correction"
    assert said.keys == ["talk.beside_out_of_scope"]
    removed = Talk(PointsAreNoneOfOurs())
    text = "個人情報を消して。ポイントはどうなる？"
    assert removed.run("action_start_request", "request_remove", text=text).keys[0] == "answer.quoted"


# ------------------------------------------------------------------ the rest


@pytest.mark.parametrize("parts", [[("stop_marketing", True, {}), ("request_remove", True, {})]])
def test_a_closed_desk_says_once_in_a_turn_that_it_has_closed(parts: Any) -> None:
    talk = Talk(company="gone")
    said = talk.run(
        "action_start_request", "request_remove", text="DMを止めて、それと情報も消して", parts=parts
    )
    assert said.keys.count("outcome.closed") == 1


CLOSURE = reply_of("answer", topic="forms", statements=(stated("閉鎖しました"), stated("様式3")))


def test_a_closed_desk_whose_word_on_it_has_just_been_quoted_says_only_what_follows() -> None:
    talk, text = Talk(Answers(CLOSURE), company="gone"), "情報を消去してください。用紙は何番ですか。"
    said = talk.run("action_start_request", "request_erasure", text=text)
    assert said.keys[:2] == ["answer.quoted", "outcome.closed_so"] and "outcome.closed" not in said.keys


def test_a_third_wish_that_is_only_named_waits_too() -> None:
    parts: Any = [("request_use_stop", True, {}), ("request_correction", True, {})]
    text = "情報の利用を止めて、あと住所の変更、あと開示"
    told: Any = {"text": text, "parts": parts, "named": ["disclosure"]}
    talk = Talk()
    talk.run("action_start_request", "request_use_stop", **told)
    assert talk.slots["later"] == ["correction", "disclosure"]
    passing = "利用を止めて、あと住所の変更、あと開示のときの書類を見た"
    other = Talk()
    other.run("action_start_request", "request_use_stop", **{**told, "text": passing})
    assert other.slots["later"] == ["correction"]


@pytest.mark.parametrize(
    "text",
    [
        "is it fast?",
        "does it take long?",
        "時間かかる？",
        "すぐ終わりますか",
        "要很久吗？",
    ],
)
def test_whether_it_is_fast_is_asked_of_the_request_and_not_of_the_bot(text: str) -> None:
    assert asks_how_long(text) is not None
    assert Talk().run("action_respond", "bot_challenge", text=text).next == ["action_answer"]


@pytest.mark.parametrize(
    "text",
    ["is it safe?", "is the internet fast?", "すぐ消して", "時間がない", "快点", "多久", "お金かかりますか"],
)
def test_other_short_questions_ask_for_no_time(text: str) -> None:
    assert asks_how_long(text) is None


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("請跟我說明刪除的方法", True),
        ("请说明一下更正的流程", True),
        ("please explain how to delete my account", True),
        ("can you explain the difference between deletion and erasure?", True),
        ("请删除我的信息", False),
        ("我想删除，请告诉我方法", False),
        ("please delete my data and tell me how", False),
        ("tell me what you have about me", False),
        ("show me how much data you have on me", False),
    ],
)
def test_who_wants_it_explained_has_not_asked_for_it_in_other_languages_either(text: str, asks: bool) -> None:
    assert only_asks(text) is asks


@pytest.mark.parametrize(
    "text",
    [
        "住所と電話番号と名前が間違ってる",
        "氏名、住所を直して",
        "my name and address are wrong",
        "我的姓名和地址错了",
    ],
)
def test_of_several_kinds_of_data_none_is_passed_over(text: str) -> None:
    assert lists_kinds(text)
    talk = Talk()
    talk.run("action_start_request", "request_correction", text=text, subject="name")
    assert talk.slots["subject"] == "other"


@pytest.mark.parametrize(
    "text",
    [
        "住所を直して、返事は電話で",
        "住所と年齢",
        "correct my address, my name is on the form",
        "姓名の名前が違う",
    ],
)
def test_one_kind_beside_something_else_is_one(text: str) -> None:
    assert not lists_kinds(text)
