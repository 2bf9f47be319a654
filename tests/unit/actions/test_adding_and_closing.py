"""What is to be added to what is registered is a wish for addition, and a brief close is thanks."""

import time

import pytest

from actions.case import Heard
from actions.words.adding import wishes_to_add
from actions.words.closings import closes_briefly
from tests.unit.actions.fakes import Answers, Talk, validate

ADDS = [
    "你好 我在广州 我想在你们那儿的登记资料里加一条：我公司的部门和传真号，原来没填",
    "我想在登记的资料里补上传真号",
    "帮我把部门名加到登记信息里",
    "请在我的登记资料里添加一个电话号码",
    "我要在我的档案上加上公司传真",
    "请补充我的会员资料",
    "please add my middle name to my record",
    "Hi, I'd like to add a fax number to my account.",
    "I'd like my middle name put on my record as well",
    "can you put my department into my profile",
    "登録に部署名を足してほしい",
    "会員情報に電話番号を加えたい",
    "登録内容に旧姓を追加してください",
]


@pytest.mark.parametrize("text", ADDS)
@pytest.mark.parametrize("intent", ["ask_question", "request_addition", "nlu_fallback"])
def test_what_is_to_be_added_is_a_wish_for_addition(text: str, intent: str) -> None:
    assert wishes_to_add(text)
    heard = Heard.of_message({"text": text, "intent": {"name": intent, "confidence": 0.36}})
    assert (heard.intent, heard.confidence) == ("request_addition", 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "我想在申请表上填上我的地址",
        "怎么在登记资料里加一条？",
        "登记资料里可以加传真号吗？",
        "不要在我的资料里添加任何东西",
        "请加我微信",
        "我想添加一个收货地址到订单里",
        "我的资料里没有传真号",
        "Please add me to your mailing list.",
        "please add money to my account",
        "how do I add a name to my record?",
        "Don't add anything to my record.",
        "I added my name to my record last year.",
        "please put an end to my account",
        "Can you add a parcel to my order?",
        "登録に部署名を足しました",
        "登録に部署名を足せますか",
        "登録に手間を加えないでください",
        "カートに商品を追加したい",
        "書類に印鑑を足してほしい",
        "登録に何を追加してほしいですか",
    ],
)
def test_a_form_a_list_a_balance_and_a_question_are_none(text: str) -> None:
    assert not wishes_to_add(text)


CLOSES = [
    "ok, will do. ta",
    "will do",
    "ta very much",
    "Cheers mate",
    "Righto, will do. Thanks",
    "I'll do that, cheers",
    "right you are",
    "好嘞",
    "好嘞，谢了",
    "知道了，谢谢",
    "行，谢了",
    "了解です",
    "承知しました。どうも",
]


@pytest.mark.parametrize("text", CLOSES)
@pytest.mark.parametrize(
    ("action", "intent"), [("action_fallback", "nlu_fallback"), ("action_answer", "ask_price")]
)
def test_a_brief_close_is_thanked_for(text: str, action: str, intent: str) -> None:
    assert closes_briefly(text)
    heard = Heard.of_message({"text": text, "intent": {"name": intent, "confidence": 0.3}})
    if heard.intent == "affirm":  # 「好嘞」 is a bare yes
        return
    talk = Talk(Answers())
    assert talk.run(action, intent, text=text, confidence=0.3).next == ["action_respond"]
    assert talk.run("action_respond", intent, text=text, confidence=0.3).keys == ["talk.thanks"]
    assert talk.answers.asked == []


@pytest.mark.parametrize(
    "text",
    [
        "ta da, it's wrong",
        "will do you any good?",
        "will do it tomorrow by post",
        "will you do that?",
        "I'll do my tax",
        "cheers to nothing, delete my data",
        "do that",
        "知道了，但是我还要删除",
        "知道了吗",
        "行，寄信",
        "了解できません",
        "承知しましたが、手数料は？",
        "了解ですか",
        "行不行",
    ],
)
def test_more_than_a_close_is_none(text: str) -> None:
    assert not closes_briefly(text)


@pytest.mark.parametrize(
    ("action", "intent"), [("action_fallback", "nlu_fallback"), ("action_answer", "ask_price")]
)
def test_in_the_form_it_is_thanked_for_by_the_action_that_is_chosen_there(action: str, intent: str) -> None:
    talk = Talk(Answers(), request_type="correction", requester="self")
    assert talk.run(action, intent, text="ok, will do. ta", confidence=0.3, form=True).keys == [
        "talk.thanks_in_form"
    ]
    assert talk.answers.asked == []


def test_a_yes_stays_a_yes_where_it_is_taken_for_one() -> None:
    heard = Heard.of_message({"text": "righto", "intent": {"name": "affirm", "confidence": 0.86}})
    assert heard.intent == "affirm"


def test_a_close_in_the_form_leaves_what_is_open() -> None:
    talk = Talk(request_type="correction", requester="self", subject="other")
    validate(talk, "nlu_fallback", text="ok, will do. ta", confidence=0.3)
    assert talk.slots["request_type"] == "correction"


@pytest.mark.slow
@pytest.mark.parametrize(
    "letters", ["我想在登记资料里", "把我", "please add a ", "登録に", "ok ", "ta ", "了解"]
)
def test_long_texts_cost_little(letters: str) -> None:
    text = (letters * 20_000)[:20_000]
    started = time.process_time()
    wishes_to_add(text)
    closes_briefly(text)
    assert time.process_time() - started < 5
