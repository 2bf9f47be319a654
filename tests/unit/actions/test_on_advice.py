"""Who has been advised to make a request wants that; who asks whether to turn to a lawyer wants advice."""

from typing import Any

import pytest

from actions.case import Heard
from actions.leading import led_to
from actions.words.on_advice import wished_on_advice
from tests.unit.actions.fakes import Book, Talk, validate

WISHED = {
    "My lawyer says I should ask for a copy of my data": "request_disclosure",
    "my lawyer told me to request my data.": "request_disclosure",
    "My solicitor says I should ask for everything you hold about me": "request_disclosure",
    "my lawyer says we must request disclosure": "request_disclosure",
    "My solicitor advised me to have my data deleted": "request_remove",
    "my wife thinks I should get my data deleted": "request_remove",
    "my lawyer told me to ask you to stop using my data": "request_use_stop",
    "my lawyer suggested I ask you to correct my address": "request_correction",
    "弁護士に開示請求しなさいと言われた": "request_disclosure",
    "弁護士から個人情報の開示を請求するように言われました": "request_disclosure",
    "弁護士に開示請求を勧められました": "request_disclosure",
    "弁護士に削除してもらった方がいいと言われたので": "request_remove",
    "弁護士に消してもらえと言われた": "request_remove",
    "友人に住所を訂正してもらいなさいと言われたんですが": "request_correction",
    "夫が利用停止を申請しろと言っています": "request_use_stop",
    "律师让我申请披露我的资料": "request_disclosure",
    "律师说我应该申请查阅我的个人信息": "request_disclosure",
    "律师建议我把我的资料删除": "request_remove",
    "朋友说我最好删除我的信息": "request_remove",
    "the police told me to ask you to delete my information": "request_remove",
    "lawyer says to get a copy of everything you hold on me": "request_disclosure",
    "弁護士に言われて開示請求したいです": "request_disclosure",
    "朋友劝我把信息删了": "request_remove",
    "the consumer center suggested I request disclosure": "request_disclosure",
    "I was told by my attorney to get my address corrected": "request_correction",
    "消費者センターで開示を請求するといいと言われました": "request_disclosure",
    "警察に、開示してもらうよう言われました": "request_disclosure",
    "司法書士の先生に訂正してもらってくださいと言われました": "request_correction",
    "税理士さんに開示してもらうよう助言されました": "request_disclosure",
    "市役所の人に住所を直してもらうように言われたんですけど": "request_correction",
    "弁護士に自分の情報を削除しろと言われた": "request_remove",
    "警察让我来要一份我的数据": "request_disclosure",
    "消费者中心说我应该要求停止使用我的信息": "request_use_stop",
    "律师说要你们删除我的信息": "request_remove",
}
OTHERS = (
    "should I ask a lawyer?",
    "does my lawyer say I should ask for my data?",
    "my lawyer says I should sue you",
    "my lawyer says I should ask for compensation",
    "my lawyer says don't delete my data",
    "my lawyer says I should not delete my data",
    "my lawyer says I should keep my data",
    "my lawyer told me to request my data last year and you refused",
    "my lawyer says I should ask for a copy of your policy",
    "my mother told me to delete her data",
    "my client told me to request his data",
    "弁護士に相談すべきですか",
    "弁護士に頼んだほうがいいでしょうか",
    "弁護士に開示請求してもらえますか",
    "弁護士に開示請求を頼むべきですか",
    "弁護士に開示請求するなと言われた",
    "弁護士に削除しないほうがいいと言われた",
    "弁護士に開示請求しなさいと言われましたか",
    "弁護士に訴えろと言われた",
    "弁護士に開示請求は無駄だと言われた",
    "母に母の情報を削除しろと言われました",
    "母から、データを消してほしいと言われました",
    "警察に届けなさいと言われた",
    "弁護士に開示請求すると言われました",
    "友達が削除すると言っていました",
    "弁護士から利用停止するって言われた",
    "友達に、データを削除してくださいと言われました",
    "弁護士に相手の情報を開示請求しろと言われた",
    "上司に顧客のデータを削除しろと言われた",
    "警察に消すなと言われました",
    "消費者センターで開示請求できないと言われた",
    "我朋友说你们删我的信息了",
    "律师说你们更正我的地址",
    "警察说别删我的信息",
    "the police told me you deleted my data",
    "the police told me not to delete my data",
    "I was told by my lawyer that you deleted my data",
    "律师说先别删",
    "律师让我起诉你们",
    "律师说我应该申请披露吗？",
    "我要问律师吗",
    "妈妈说要删除",
    "妈妈让我来删除她的资料",
)


@pytest.mark.parametrize("text", WISHED)
def test_what_was_advised_is_wished_for(text: str) -> None:
    assert wished_on_advice(text) == WISHED[text]


@pytest.mark.parametrize("text", OTHERS)
def test_a_wish_for_advice_what_is_advised_against_and_others_data_are_no_such_wish(text: str) -> None:
    assert wished_on_advice(text) is None


ADVISED = (
    "My lawyer says I should ask for a copy of my data",
    "弁護士に開示請求しなさいと言われた",
    "律师让我申请披露我的资料",
)
ASKS = ("should I ask a lawyer?", "弁護士に相談すべきですか", "我要问律师吗")


def call(text: str, intent: str) -> dict[str, Any]:
    latest = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [],
        "intent_ranking": [],
    }
    tracker = {
        "sender_id": "t",
        "slots": {"company": "acme"},
        "latest_message": latest,
        "events": [{"event": "user", "text": text}],
        "active_loop": {},
        "latest_action_name": "action_listen",
    }
    return {"domain": {"forms": {}}, "tracker": tracker}


LED = [
    ("seeks_advice", "action_matter"),
    ("inform", "action_continue"),
    ("no_authority", "action_no_authority"),
]


@pytest.mark.parametrize("text", ADVISED)
@pytest.mark.parametrize(("intent", "action"), LED)
def test_outside_the_form_the_request_is_begun(text: str, intent: str, action: str) -> None:
    assert led_to(action, call(text, intent), Book()) == "action_start_request"
    talk = Talk()
    said = talk.run("action_start_request", intent, text=text)
    assert talk.slots["request_type"] == "disclosure" and said.next == ["request_form"]
    assert talk.slots.get("requester") is None, "who asks is asked"


@pytest.mark.parametrize("text", ASKS)
def test_a_wish_for_advice_stays_one(text: str) -> None:
    assert led_to("action_matter", call(text, "seeks_advice"), Book()) is None
    assert Heard.of_message(call(text, "seeks_advice")["tracker"]["latest_message"]).intent == "seeks_advice"


@pytest.mark.parametrize("text", ADVISED)
def test_in_the_form_it_is_the_request_that_is_open_or_another_one(text: str) -> None:
    talk = Talk(request_type="disclosure", requested_slot="requester")
    assert validate(talk, "seeks_advice", text=text).keys == ["request.noted"]
    talk = Talk(request_type="deletion", requested_slot="requester")
    assert validate(talk, "seeks_advice", text=text).keys == ["request.switched"]
    assert talk.slots["request_type"] == "disclosure"


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["my lawyer says ", "弁護士に", "情報の", "律师说", " ", "、"])
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    wished_on_advice((letters * 20_000)[:20_000])
