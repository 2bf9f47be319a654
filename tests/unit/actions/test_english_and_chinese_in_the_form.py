"""Questions in other words, and answers in the form, in English and Chinese."""

import pytest

from actions.case import Heard
from actions.words.agents import holds_a_mandate
from actions.words.bare_words import asks_how_long
from actions.words.meant import CHARGED, IN_TIME, SOURCE
from actions.words.other_words import PAPERS, PROOF, in_other_words
from actions.words.own_words import reply_told, subject_told, to_ones_home
from actions.words.phrases import (
    asks_only_whom_to_turn_to,
    says_yes,
    tells_anothers_age,
)
from actions.words.plainly import means_letters
from actions.words.preferring import declines_removal
from actions.words.questions import asks_what_it_means, only_asks
from actions.words.recipients import given_to


@pytest.mark.parametrize(
    "text",
    [
        "can you charge me for that",
        "do you charge for this?",
        "so are you going to charge me",
        "会收费吗",
        "你们要收我钱吗",
    ],
)
def test_whether_one_is_charged_is_a_question_for_the_fee(text: str) -> None:
    assert in_other_words(text) in CHARGED.whole.values()


@pytest.mark.parametrize(
    "text",
    [
        "you charged me twice",
        "why did you charge my card",
        "can you charge my phone",
        "I will charge you for that",
        "who is in charge of that?",
        "can you charge it to my account",
        "你们收了我的钱",
        "收费站在哪里",
    ],
)
def test_other_charges_are_no_question_for_the_fee(text: str) -> None:
    assert CHARGED.by(text) is None


@pytest.mark.parametrize(
    "text",
    ["you have 30 days right?", "so you only have two weeks to answer, correct?", "must you answer within 30 days?",
     "30日以内に回答するんですよね", "你们有两周时间对吧"],
)  # fmt: skip
def test_a_period_to_be_confirmed_is_a_question_for_the_time(text: str) -> None:
    assert in_other_words(text) in IN_TIME.whole.values()


@pytest.mark.parametrize(
    "text",
    [
        "I have 30 days, right?",
        "you have my data for 30 days",
        "do you keep it for 30 days?",
        "you have two of my addresses, right?",
        "30日以内に支払えばいいですよね",
        "你们有30天没回我了",
        "you have 30 days",
    ],
)
def test_other_periods_are_left_alone(text: str) -> None:
    assert IN_TIME.by(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "what ID do you want",
        "hold on, what ID do you want",
        "what paper I must to send",
        "which documents do I need to send you?",
    ],
)
def test_which_paper_is_wanted_is_asked_in_any_order(text: str) -> None:
    assert in_other_words(text) == PROOF


@pytest.mark.parametrize(
    "text",
    [
        "what documents do you keep about me",
        "what ID number do I have",
        "which papers did you lose",
        "what data do you need from me",
        "what papers say about you",
        "what proof is there that you deleted it",
    ],
)
def test_other_papers_are_none_of_a_request(text: str) -> None:
    assert in_other_words(text) not in (PAPERS, PROOF)


@pytest.mark.parametrize(
    "text", ["how long am I gonna wait", "how much longer do i have to wait?", "how long must i wait"]
)
def test_how_long_one_waits_is_how_long_it_takes(text: str) -> None:
    assert asks_how_long(text) is not None


@pytest.mark.parametrize(
    "text", ["why should i wait", "how long do you keep it", "wait", "how long did i wait in the shop"]
)
def test_other_waits_are_not(text: str) -> None:
    assert asks_how_long(text) is None


@pytest.mark.parametrize("text", ["你们为什么会有我的身份证影本", "请问你们怎么知道我的号码"])
def test_why_the_company_has_data_is_a_question_for_its_source(text: str) -> None:
    assert in_other_words(text) == SOURCE.whole["zh"]


@pytest.mark.parametrize("text", ["开示是什么意思", "请问“利用停止”是什么意思？", "委托书指的是什么"])
def test_what_a_word_means_is_asked(text: str) -> None:
    assert asks_what_it_means(text)


@pytest.mark.parametrize(
    "text",
    ["你什么意思", "这是什么意思", "什么意思", "你们是什么意思", "上面的话是什么意思", "意思是什么都不给吗"],
)
def test_what_is_meant_by_the_desk_is_another_thing(text: str) -> None:
    assert not asks_what_it_means(text)


@pytest.mark.parametrize(
    ("question", "text", "whole"),
    [
        ("你们会把我的数据给第三方吗", "警察呢", "会把个人信息提供给警察吗？"),
        ("会把信息提供给别的公司吗？", "那母公司呢？", "会把个人信息提供给母公司吗？"),
        (
            "do you share my data with others?",
            "and the police?",
            "do you give personal information to the police?",
        ),
        ("第三者に提供しますか", "警察は？", "個人情報を警察に提供することはありますか"),
    ],
)
def test_who_else_gets_data_is_asked_in_a_word(question: str, text: str, whole: str) -> None:
    assert given_to(question, text) == whole


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (None, "警察呢"),
        ("手续费多少", "警察呢"),
        ("会提供给第三方吗", "我要报警"),
        ("会提供给第三方吗", "警察找过我"),
        ("会提供给第三方吗", "手续费呢"),
        ("do you share my data?", "I will go to the police"),
        ("第三者に提供しますか", "警察に行きます"),
    ],
)
def test_nothing_else_is_taken_for_who_gets_data(question: str | None, text: str) -> None:
    assert given_to(question, text) is None


@pytest.mark.parametrize(
    "text", ["电邮", "用电子邮件回复我", "邮箱就行", "e-mail", "by email please", "gmail"]
)
def test_a_mailbox_answers_how_the_reply_comes(text: str) -> None:
    assert reply_told(Heard("inform", text=text)).values["reply_method"] == "email"


@pytest.mark.parametrize(
    "text", ["邮箱改了", "不要电邮", "我没有邮箱", "is email safe?", "not by email", "my email is wrong"]
)
def test_more_than_a_mailbox_is_no_answer_by_itself(text: str) -> None:
    assert "reply_method" not in reply_told(Heard("inform", text=text)).values


@pytest.mark.parametrize("text", ["电邮", "手机号", "邮箱"])
def test_a_bare_kind_of_contact_is_that_kind(text: str) -> None:
    assert subject_told(Heard("inform", text=text)).values["subject"] == "contact"


@pytest.mark.parametrize("text", ["send it to my office", "mail it to my house"])
def test_what_is_sent_to_ones_house_comes_by_post(text: str) -> None:
    assert to_ones_home(text)


@pytest.mark.parametrize("text", ["好的就这样", "就这样吧", "没问题，就这么办"])
def test_so_be_it_is_a_yes(text: str) -> None:
    assert says_yes(text)


@pytest.mark.parametrize(
    "text", ["就这样？", "就这样算了吗", "不是这样", "就这样删除吗", "为什么就这样", "这样不好"]
)
def test_what_is_doubted_is_no_yes(text: str) -> None:
    assert not says_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "please do not delete my data",
        "请不要删除我的数据",
        "别把我的资料删掉",
        "個人情報を削除しないでください",
    ],
)
def test_nothing_is_to_be_removed(text: str) -> None:
    assert declines_removal(text)


@pytest.mark.parametrize(
    "text",
    [
        "为什么不删除我的数据",
        "不要保留我的数据，删除吧",
        "我不要你们的广告，删除我的信息",
        "不删除会怎样",
        "なぜ削除しないのですか",
        "削除しないと困る",
    ],
)
def test_what_is_to_be_removed_after_all_is_not_declined(text: str) -> None:
    assert not declines_removal(text)


@pytest.mark.parametrize("text", ["她的信息会给别的公司吗", "我女儿的资料会提供给学校吗"])
def test_whether_somebodys_data_goes_to_others_is_a_question(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize(
    "text", ["she gave me a signed paper", "my mother signed a power of attorney", "she give me paper"]
)
def test_a_paper_from_the_person_is_a_mandate(text: str) -> None:
    assert holds_a_mandate(text)


@pytest.mark.parametrize(
    "text",
    ["she gave me her phone", "you gave me a paper", "did she sign a paper?", "she gave me papers to throw away", "he gave you permission", "i gave permission"],
)  # fmt: skip
def test_other_papers_are_no_mandate(text: str) -> None:
    assert not holds_a_mandate(text)


@pytest.mark.parametrize("text", ["who I must contact now", "so who must i call?"])
def test_whom_to_turn_to_is_asked_in_any_order(text: str) -> None:
    assert asks_only_whom_to_turn_to(text)


@pytest.mark.parametrize("text", ["by mail please", "snail mail is fine", "regular mail", "by post"])
def test_english_mail_is_a_letter(text: str) -> None:
    assert means_letters(text)
    assert reply_told(Heard("stop_marketing", text=text)).values["reply_method"] == "post"


@pytest.mark.parametrize(
    "text",
    [
        "by e-mail please",
        "my mail address",
        "in the mailbox",
        "stop the mail",
        "mail me",
        "i got junk from your mail list",
        "postpone it",
    ],
)
def test_other_mail_is_no_letter(text: str) -> None:
    assert not means_letters(text)


@pytest.mark.parametrize("text", ["no snail mail please", "not by mail", "can I get it by mail?"])
def test_a_letter_that_is_refused_or_asked_for_is_not_taken(text: str) -> None:
    assert "reply_method" not in reply_told(Heard("inform", text=text)).values


def test_a_mail_address_is_no_home() -> None:
    told = subject_told(Heard("inform", hints={"subject": "address"}, text="only my mail address"))
    assert told.values["subject"] == "contact"


@pytest.mark.parametrize(
    "text", ["她13岁", "他才8岁", "she's 12", "my daughter is 12, she signed up without asking me"]
)
def test_anothers_age_makes_nobody_a_minor(text: str) -> None:
    assert tells_anothers_age(text)


@pytest.mark.parametrize(
    "text",
    [
        "我13岁",
        "I'm 15",
        "my son is 20 and I am 15",
        "13岁",
        "我女儿的账号，我17岁",
        "she is 2 years ago customer",
    ],
)
def test_ones_own_age_stays(text: str) -> None:
    assert not tells_anothers_age(text)


@pytest.mark.parametrize("text", ["可以，送出吧", "好的，提交", "没问题，办理吧"])
def test_that_it_is_to_be_submitted_is_a_yes(text: str) -> None:
    assert says_yes(text)


@pytest.mark.parametrize(
    "text", ["可以提交吗", "怎么提交", "不可以，提交错了", "提交什么", "好的，提交材料", "送出去了没有"]
)
def test_what_is_asked_of_submitting_is_no_yes(text: str) -> None:
    assert not says_yes(text)
