"""Beside an addition stand removals, corrections, locks and balances: none of them is taken for one."""

import time

import pytest

from actions.case import Heard
from actions.words.adding import wishes_to_add

OTHERS = [
    ("I would like the info added to my file deleted", "request_deletion"),
    ("I'd like the address put into my account removed", "request_deletion"),
    ("I'd like my name put in my record corrected", "request_correction"),
    ("Please put the phone number in my record right", "request_correction"),
    ("please put what you know about me into my file and send it", "request_disclosure"),
    ("please include everything in my data", "request_disclosure"),
    ("Please add a note to my file that I object to marketing", "request_use_stop"),
    ("please put a note on my account that I want no calls", "request_use_stop"),
    ("please put a lock on my account", "out_of_scope"),
    ("please add two-factor to my account", "out_of_scope"),
    ("please add my wife to my account", "out_of_scope"),
    ("please add a payment method to my account", "out_of_scope"),
    ("I want to add that you sent my data to my account", "complaint"),
    ("我想要你们把我的照片加到登记资料里的东西删掉", "request_deletion"),
    ("我想补充我的信息是错的", "request_correction"),
    ("我想补充我的资料里的电话错了", "request_correction"),
    ("我想补充我的资料被泄露了", "report_leak"),
    ("请给我的会员资料补上积分", "out_of_scope"),
    ("登録に番地を追加してほしい、古い住所は削除して", "request_correction"),
    ("個人情報にアクセス制限を加えてほしい", "request_use_stop"),
    ("私の情報に「使わない」を追加してほしい", "request_use_stop"),
    ("登録にクレームを入れたい", "complaint"),
    ("データにパスワードを入れたい", "out_of_scope"),
    ("登録にポイントを追加してほしい", "out_of_scope"),
    ("登録へ家族を追加したい", "out_of_scope"),
]


@pytest.mark.parametrize(("text", "intent"), OTHERS)
def test_another_wish_with_the_words_of_an_addition_stays_what_it_is(text: str, intent: str) -> None:
    assert not wishes_to_add(text)
    heard = Heard.of_message({"text": text, "intent": {"name": intent, "confidence": 0.6}})
    assert heard.intent != "request_addition"


@pytest.mark.parametrize(
    "text",
    [
        "add my middle name to my records",
        "Add my middle name to my records please",
        "please add the missing apartment number to my address",
        "please add my wife's name to my record",
        "我想添加一个电话号码到我的资料里",
        "帮我在资料里加上我的电话",
        "登録内容に電話番号の追加をお願いします",
        "電話番号を登録に追加してほしい",
        "私の登録情報に旧姓も入れておいてください",
        "登録に部署名が抜けているので追加してください",
    ],
)
def test_an_addition_in_everyday_words_is_one(text: str) -> None:
    assert wishes_to_add(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters",
    [
        "add my ",
        "please add the wife ",
        "i'd like my name added ",
        "我想补充",
        "电话号码到",
        "氏名を登録に",
        "登録に番地の追加",
    ],
)
def test_long_messages_cost_little(letters: str) -> None:
    text = (letters * 20_000)[:160]
    started = time.process_time()
    for _ in range(100):
        wishes_to_add(text)
    wishes_to_add(letters * 20_000)
    assert time.process_time() - started < 5


def test_of_a_long_story_the_whole_is_read() -> None:
    story = "この間引っ越しまして、荷物がまだ片付いておらず、ご連絡が遅くなりました。" * 5
    assert not wishes_to_add(f"{story}登録に番地を追加してほしい")
    assert wishes_to_add("登録に番地を追加してほしい")
