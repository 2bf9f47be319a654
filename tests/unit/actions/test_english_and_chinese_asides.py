"""Questions that English and Chinese customers put in their own order, and what stands near them."""

import pytest

from actions.words.another_too import also_for
from actions.words.bare_words import asks_how_long
from actions.words.kept_from import is_to_be_kept_from
from actions.words.other_words import in_other_words
from actions.words.pausing import pauses
from actions.words.phrases import asks_whether_it_takes_requests, says_yes, tells_anothers_age
from actions.words.plainly import kind_instead, means_letters
from actions.words.preferring import declines_removal
from actions.words.questions import only_asks
from actions.words.recipients import IN_FULL
from actions.words.worries import asks_if_somebody_was_told


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("警察来要的话会给吗", "警察"),
        ("如果法院要求，你们会提供吗", "法院"),
        ("would you give it to the police?", "the police"),
        ("do you hand my data over to the government?", "the government"),
        ("警察から求められたら渡すんですか", "警察"),
    ],
)
def test_whether_an_authority_gets_data_is_a_question(text: str, who: str) -> None:
    assert who in (in_other_words(text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "我要报警",
        "警察会来吗",
        "should I go to the police?",
        "the police told me to call you",
        "can you give me the number of the police?",
        "警察に行けばいいですか",
        "警察に相談したら返してくれますか",
    ],
)
def test_what_else_is_said_of_an_authority_is_left_alone(text: str) -> None:
    assert in_other_words(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "我想知道你们怎么处理我的个人信息",
        "I want to know how you use my data",
        "i am want know how my information is using",
    ],
)
def test_who_wants_to_know_how_it_is_done_asks(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "我想知道你们有我的什么信息",
        "我想删除，怎么办",
        "I want to know what you have on me",
        "I want to know how to delete my data",
        "I want to know how I can delete it",
        "I want you to know that I am angry",
        "请告诉我怎么用我的信息的记录",
    ],
)
def test_a_wish_to_see_or_to_do_is_more_than_a_question(text: str) -> None:
    assert not only_asks(text)


@pytest.mark.parametrize("text", ["请问这里还能申请吗", "can I still apply here?", "so i cannot do here?"])
def test_whether_requests_are_taken_is_asked(text: str) -> None:
    assert asks_whether_it_takes_requests(text)


@pytest.mark.parametrize(
    "text",
    [
        "我的申请到哪了",
        "还能申请退款吗",
        "can I apply for a job here?",
        "怎么申请",
        "能查到我的申请吗",
        "i cannot do it",
    ],
)
def test_other_questions_of_requests_are_left_alone(text: str) -> None:
    assert not asks_whether_it_takes_requests(text)


@pytest.mark.parametrize(
    "text", ["did you tell him", "my ex knows my address, did you tell him", "have you given my address to my ex-husband?",
             "你们是不是把我的电话告诉他了", "元夫に住所を教えたんですか"],
)  # fmt: skip
def test_whether_somebody_was_told_is_a_fear_of_a_leak(text: str) -> None:
    assert asks_if_somebody_was_told(text)


@pytest.mark.parametrize(
    "text",
    [
        "did you tell me the fee?",
        "can you tell him to call me",
        "i told him my address",
        "did he give you my address?",
        "请告诉他",
        "母に教えてください",
        "did you send it to the right address?",
    ],
)
def test_other_telling_is_none(text: str) -> None:
    assert not asks_if_somebody_was_told(text)


@pytest.mark.parametrize(
    "letters",
    [
        "还能还能",
        "snail mail ",
        "did you tell him ",
        "警察要会",
        "我想知道",
        "你们把我的给",
        "she is ",
        "my mail address and ",
    ],
)
@pytest.mark.slow
def test_long_messages_are_read_at_once(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    assert not asks_whether_it_takes_requests(text)
    assert not tells_anothers_age(text)
    assert in_other_words(text) is None
    assert not declines_removal(text)
    assert not says_yes(text)
    asks_if_somebody_was_told(text)
    means_letters(text)
    only_asks(text)


@pytest.mark.parametrize("text", ["先不提交", "可以改天再弄吗", "改天再说吧", "明天再填", "那先不办了"])
def test_who_puts_it_off_pauses(text: str) -> None:
    assert pauses(text)


@pytest.mark.parametrize(
    "text", ["不提交会怎样", "先不提交地址可以吗", "可以改地址吗", "先删除", "不办了", "明天能收到吗"]
)
def test_what_is_asked_of_putting_off_is_no_pause(text: str) -> None:
    assert not pauses(text)


@pytest.mark.parametrize("text", ["我不想让公司同事知道我的信息", "不希望单位领导知道我的联系方式"])
def test_data_is_to_be_kept_from_people_at_work(text: str) -> None:
    assert is_to_be_kept_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "我想知道同事的信息",
        "我不想让公司使用我的信息",
        "公司同事告诉我的",
        "不想知道同事的事",
        "怎么让同事知道",
        "不想让公司保留我的信息",
    ],
)
def test_what_else_is_said_of_people_at_work_keeps_nothing_from_them(text: str) -> None:
    assert not is_to_be_kept_from(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("不是地址，是姓名", "name"), ("不，不是电话，是地址", "address"), ("不要姓名，要邮箱", "contact")],
)
def test_of_two_kinds_the_one_that_is_meant_counts(text: str, kind: str) -> None:
    assert kind_instead(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "不是地址吗",
        "地址和姓名",
        "是地址，不是姓名",
        "地址不是错的，姓名是错的",
        "不要地址",
        "不是本人，是代理人",
    ],
)
def test_no_kind_is_taken_where_none_is_put_in_anothers_place(text: str) -> None:
    assert kind_instead(text) is None


@pytest.mark.parametrize("text", ["actually my wife's too", "and my son's too"])
def test_another_persons_as_well_is_heard(text: str) -> None:
    assert also_for(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "my boss want to know what data you collect of our staff",
        "we would like to know how you use it",
        "she wants to know why",
    ],
)
def test_what_others_want_to_know_is_asked(text: str) -> None:
    assert only_asks(text)


@pytest.mark.parametrize("text", ["她的信息会给别的公司吗", "我女儿的资料会提供给第三方吗？"])
def test_whether_others_get_somebodys_data_is_looked_up_as_whom_it_is_provided_to(text: str) -> None:
    assert in_other_words(text) == IN_FULL["zh"]


@pytest.mark.parametrize(
    "text",
    [
        "她的信息会给我吗",
        "她的信息给了别的公司",
        "我的信息会删除吗",
        "我的信息会保存多久",
        "别的公司的信息会给我吗",
        "她会给别人吗",
    ],
)
def test_what_else_is_asked_of_somebodys_data_is_left_alone(text: str) -> None:
    assert in_other_words(text) is None


@pytest.mark.parametrize("text", ["whats taking so long", "what is taking this long?"])
def test_what_takes_so_long_is_how_long_it_takes(text: str) -> None:
    assert asks_how_long(text) is not None
