"""Bare words after a question about a request are questions about the same request: 「何日」, 「あと書類」, "where?"."""

from typing import Any

import pytest

from actions.words.bare_words import asked_of_a_request, asks_how_long
from actions.words.in_full import in_full
from tests.unit.actions.fakes import Answers, Talk, reply_of, stated, validate

ANSWER = reply_of("answer", topic="fee_whether", statements=(stated("手数料はかかりません"),))
QUESTION = "開示の手数料はいくらですか"
DAYS = "開示の請求をしてから回答までの日数を教えてください"
IN_ENGLISH = "For disclosure: how long does it take until I get an answer to a request?"
PAPERS = "開示の請求に必要な書類を教えてください"
WHERE = "開示の請求書類の送り先を教えてください"


def after(question: str = QUESTION, company: str = "acme", **slots: Any) -> Talk:
    talk = Talk(Answers(ANSWER), company=company, **slots)
    talk.run("action_answer", "ask_question", text=question)
    return talk


@pytest.mark.parametrize(
    "action", ["action_respond", "action_continue", "action_start_request", "action_cancel"]
)
def test_whatever_the_word_is_taken_for_it_is_answered(action: str) -> None:
    assert after().run(action, "chitchat", text="何日").next == ["action_answer"]
    assert Talk(Answers(ANSWER)).run(action, "chitchat", text="何日").next != ["action_answer"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("何日", DAYS),
        ("何日くらいかかりますか？", DAYS),
        ("いつ", DAYS),
        ("期間は？", DAYS),
        ("何週間かかりますか", DAYS),
        ("いつごろ終わりますか", DAYS),
        ("時間はどのくらいかかりますか", DAYS),
        ("多久能好？", "提出申请后，需要几天能收到答复？"),
        ("大概要等几天", "提出申请后，需要几天能收到答复？"),
        ("什么时候有结果", "提出申请后，需要几天能收到答复？"),
        ("how long will this take?", IN_ENGLISH),
        ("how long until I hear back?", IN_ENGLISH),
        ("how many weeks does the process take", IN_ENGLISH),
        ("when will it be done?", IN_ENGLISH),
        ("how soon can I get an answer?", IN_ENGLISH),
        ("あと書類", PAPERS),
        ("必要書類も教えて", PAPERS),
        ("何がいる？", PAPERS),
        ("で、なに用意すればいいの？", PAPERS),
        ("何を準備したらいいですか", PAPERS),
        ("どこに送る", WHERE),
        ("で、宛先は", WHERE),
        ("どこ？", WHERE),
        ("手数料は", "開示の請求に手数料はかかりますか"),
        ("いくらかかる？", "開示の請求の手数料はいくらですか"),
        ("書式は", "開示の請求に使う書式を教えてください"),
        ("how long", "For disclosure: how long does it take until I get an answer to a request?"),
        ("and documents?", "For disclosure: what identity documents are needed for a request?"),
        ("where", "For disclosure: where do I send a request?"),
        ("几天", "提出申请后，需要几天能收到答复？"),
        ("材料呢", "申请需要准备哪些身份证明文件？"),
        ("寄到哪里？", "申请书寄到哪里？"),
    ],
)
def test_a_bare_word_is_asked_of_the_right_that_was_spoken_of(text: str, asked: str) -> None:
    talk = after()
    assert talk.run("action_answer", "ask_question", text=text).keys == ["answer.quoted"]
    assert talk.answers.asked[-1][2] == asked
    assert talk.answers.last.request_type == "disclosure"


def test_one_word_follows_the_other_for_the_same_right_region_and_requester() -> None:
    talk = after("代理人の訂正の手数料は？", "globe", region="jp")
    for text in ("何日", "書類", "どこ"):
        talk.run("action_answer", "chitchat", text=text)
        assert talk.answers.asked[-1][:2] == ("globe", "jp")
        assert talk.answers.last.request_type == "correction"
    assert talk.answers.asked[-1][2] == "訂正の請求書類の送り先を教えてください"


def test_the_right_that_was_asked_for_last_is_meant() -> None:
    talk = after()
    talk.run("action_answer", "request_correction", text="じゃあ訂正は？")
    talk.run("action_answer", "chitchat", text="何日")
    assert talk.answers.asked[-1][2] == "訂正の請求をしてから回答までの日数を教えてください"


def test_after_a_request_is_offered_the_word_is_about_that_request() -> None:
    talk = Talk(Answers(ANSWER), stage="form_offered", request_type="deletion")
    assert talk.run("action_respond", "chitchat", text="何日").next == ["action_answer"]


@pytest.mark.parametrize(
    "text",
    [
        "いつまで",
        "いつも",
        "書類を失くした",
        "書類は送りました",
        "どこの会社？",
        "どこかに消えた",
        "電話",
        "何日も待ってる",
        "情報",
        "いくらでも待ちます",
        "お金返して",
        "where are you from",
        "how are you",
        "how long do you keep my data",
        "address change",
        "when it suits you",
        "资料",
        "几天前申请了",
        "地址变更",
    ],
)
def test_what_says_more_or_something_else_is_no_such_word(text: str) -> None:
    assert asked_of_a_request(text) is None


@pytest.mark.parametrize(
    "question",
    [
        "クッキーは使っていますか",
        "クッキーを削除するとどうなりますか",
        "Cookieの削除はできますか",
        "個人情報を第三者に開示することはありますか",
        "退会後、データはいつ削除されますか",
        "追加で集める情報はありますか",
        "In addition, do you share my data with others?",
        "会删除多余的数据吗",
    ],
)
def test_after_a_question_about_something_else_the_word_stays_what_it_is(question: str) -> None:
    talk = after(question)
    assert talk.run("action_respond", "chitchat", text="何日").next != ["action_answer"]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("削除はできますか", "deletion"),
        ("住所を訂正してもらえますか", "correction"),
        ("Can I ask for a correction?", "correction"),
        ("Disclosure: is there a fee?", "disclosure"),
        ("能申请删除吗", "deletion"),
    ],
)
def test_a_right_that_one_asks_to_use_is_one_that_a_word_may_be_about(question: str, kind: str) -> None:
    talk = after(question)
    assert talk.run("action_respond", "chitchat", text="何日").next == ["action_answer"]
    talk.run("action_answer", "chitchat", text="何日")
    assert talk.answers.last.request_type == kind


def test_the_words_in_addition_name_no_right_to_addition() -> None:
    talk = after("In addition, is there a fee for a request?")
    talk.run("action_answer", "chitchat", text="how long")
    assert talk.answers.last.request_type is None


def test_in_the_form_the_word_is_answered_and_the_form_stays_where_it_is() -> None:
    talk = Talk(Answers(ANSWER), request_type="deletion", requested_slot="requester")
    assert validate(talk, "chitchat", text="何日").keys == ["answer.quoted"]
    assert talk.answers.asked[-1][2] == "削除の請求をしてから回答までの日数を教えてください"
    assert talk.slots["requested_slot"] == "requester"


@pytest.mark.parametrize("text", ["どこ", "いつ？", "手順", "手数料", "where?", "how long", "几天"])
def test_a_word_that_can_be_no_data_is_answered_where_the_form_asks_for_which(text: str) -> None:
    talk = Talk(Answers(ANSWER), request_type="deletion", requester="self", requested_slot="subject")
    assert validate(talk, "inform", text=text).keys == ["answer.quoted"]
    assert (talk.slots.get("subject"), talk.slots["requested_slot"]) == (None, "subject")


@pytest.mark.parametrize(
    "text", ["書類", "身分証", "申請書", "address", "documents", "forms", "地址", "文件", "材料"]
)
def test_what_may_be_papers_or_an_address_that_are_held_is_no_question_there(text: str) -> None:
    talk = Talk(Answers(ANSWER), request_type="deletion", requester="self", requested_slot="subject")
    assert "answer.quoted" not in validate(talk, "inform", text=text).keys


def test_a_word_that_may_be_the_data_in_question_is_taken_for_it() -> None:
    talk = Talk(Answers(ANSWER), request_type="deletion", requester="self", requested_slot="subject")
    validate(talk, "inform", text="書類", subject="other")
    assert talk.slots["subject"] == "other"


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("何日くらいかかりますか", "請求をしてから回答までの日数を教えてください"),
        ("how long does it take?", "how long does it take until I get an answer to a request?"),
        ("要多久？", "提出申请后，需要几天能收到答复？"),
    ],
)
def test_what_takes_its_time_is_a_request_also_where_none_was_spoken_of(text: str, asked: str) -> None:
    assert in_full(text) == asked


@pytest.mark.parametrize(
    "text",
    [
        "いつ",
        "期間",
        "多久",
        "when",
        "how long",
        "どのくらいかかりますか",
        "配送に何日かかりますか",
        "何日も返事がかかっています",
        "how long do you keep my data?",
        "how long will my parcel take?",
        "保存多久？",
        "快递要多久到",
    ],
)
def test_a_word_alone_may_be_how_long_data_is_kept_and_other_things_take_their_time_too(text: str) -> None:
    assert asks_how_long(text) is None
    assert in_full(text) == text
