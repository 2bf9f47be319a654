"""What the words of a message tell by themselves in English and Chinese, and what stands near it and means otherwise."""

import pytest

from actions.words.besides_the_point import asks_what_they_will_do, cries_for_help
from actions.words.plainly import gives_it_up, intent_by_words, wished_plainly


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("替我女儿申请披露", "request_disclosure"),
        ("我要申请查阅我的个人资料", "request_disclosure"),
        ("我想申请开示", "request_disclosure"),
        ("代我妈妈申请更正", "request_correction"),
        ("幫我兒子申請刪除".translate(str.maketrans("幫兒請刪", "帮儿请删")), "request_deletion"),
        ("我想申请停止使用我的信息", "request_use_stop"),
        ("算了，改成查阅好了", "request_disclosure"),
        ("改为更正吧", "request_correction"),
        ("只要删手机号", "request_remove"),
        ("请帮我删除我的个人信息", "request_remove"),
        ("我受客户委托，想查他的资料", "request_disclosure"),
        ("我想看一下我的数据", "request_disclosure"),
        ("fine. i want my number gone", "request_remove"),
        ("get rid of everything you have on me", "request_remove"),
        ("just wipe my data please", "request_remove"),
        ("take my name out of your system", "request_remove"),
        ("I'm a lawyer and my client wants a copy of her file", "request_disclosure"),
        ("i want a copy of my data", "request_disclosure"),
    ],
)
def test_a_wish_in_so_many_words_is_that_request(text: str, intent: str) -> None:
    assert wished_plainly(text) == intent
    assert intent_by_words(text, "inform") == intent


@pytest.mark.parametrize(
    "text",
    [
        "怎么申请披露",
        "申请披露要多少钱",
        "我没有申请删除",
        "不想申请披露",
        "替我女儿申请账号",
        "我申请的披露怎么样了",
        "申请查询我的快递",
        "改成邮寄",
        "删除了吗",
        "删除广告",
        "我想看资料",
        "不要删我的信息",
        "查我的快递",
        "改成邮箱",
        "is my number gone?",
        "my data is gone",
        "I don't want my data gone",
        "I want my phone number changed",
        "get my order out of the system error",
        "do I need a copy of my passport?",
        "you need a copy of my data?",
        "I want a copy of my contract",
        "she wants a copy of her bill",
    ],
)
def test_what_stands_near_such_a_wish_is_none(text: str) -> None:
    assert wished_plainly(text) is None


@pytest.mark.parametrize("taken_for", ["no_authority", "stop_marketing", "handoff", "cancel", "ask_price"])
def test_what_the_model_hears_is_not_overturned_by_a_wish(taken_for: str) -> None:
    assert intent_by_words("i want my number gone", taken_for) is None


@pytest.mark.parametrize(
    "text",
    [
        "whatever, forget it",
        "never mind",
        "ok nevermind then",
        "screw it",
        "i give up",
        "算了",
        "算了，不办了",
        "那就算了吧",
    ],
)
def test_that_nothing_is_to_come_of_it_is_heard(text: str) -> None:
    assert gives_it_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "forget my data",
        "forget about the address, just change my name",
        "i forgot my receipt",
        "never mind the fee, how long does it take?",
        "i never gave you my number",
        "算了多少钱",
        "算了，改成查阅好了",
        "不办会员卡了",
        "is it worth it?",
        "don't give up",
    ],
)
def test_what_only_sounds_like_giving_up_ends_nothing(text: str) -> None:
    assert not gives_it_up(text)


@pytest.mark.parametrize(
    "text", ["帮帮我", "请帮帮忙", "救救我！", "help", "please help me", "助けてください"]
)
def test_a_bare_call_for_help_is_one(text: str) -> None:
    assert cries_for_help(text)
    assert intent_by_words(text, "thanks") == "needs_help"


@pytest.mark.parametrize(
    "text",
    [
        "帮帮我删除信息",
        "帮我删掉",
        "help me delete my data",
        "can you help my mother",
        "the help page",
        "助けてもらって感謝",
    ],
)
def test_help_with_something_is_no_bare_call(text: str) -> None:
    assert not cries_for_help(text)


@pytest.mark.parametrize(
    "text",
    [
        "what are you going to do about it",
        "so what will you do about this?",
        "どうしてくれるんですか",
        "你们打算怎么办",
    ],
)
def test_who_asks_what_the_company_will_do_complains(text: str) -> None:
    assert asks_what_they_will_do(text)
    assert intent_by_words(text, "bot_challenge") == "complaint"


@pytest.mark.parametrize(
    "text",
    [
        "what are you going to do with my data",
        "what do you do with it?",
        "what can I do about it",
        "what will you do if I don't pay",
        "どうしてくれないのですか、手数料は",
        "你们打算怎么用我的信息",
    ],
)
def test_what_is_done_with_data_is_no_complaint(text: str) -> None:
    assert not asks_what_they_will_do(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["申请我的", "i want my data ", "get rid of ", "so and but ", "算了，", "help me "]
)
def test_long_messages_are_read_at_once(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    assert intent_by_words(text, "inform") is None
    assert not gives_it_up(text)
