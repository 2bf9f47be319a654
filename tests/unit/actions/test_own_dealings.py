"""What somebody tells of their own dealings with the company is no client's data, and no matter of another desk's."""

from typing import Any

import pytest

from actions.leading import led_to
from actions.words.own_dealings import tells_own_dealings, was_the_one, whence_of_no_customer
from actions.words.plainly import intent_by_words
from tests.unit.actions.fakes import Answers, Book, Talk, reply_of, validate

OWN = [
    "御社で働いていました",
    "元社員です",
    "以前おたくでアルバイトしてました",
    "御社の採用に応募して落ちた者です",
    "先日そちらの採用面接を受けました",
    "I used to work for you as a call taker in Akita until 2021",
    "I was employed at your Osaka office",
    "I applied for a job with you last year",
    "I'm a former employee of yours",
    "我以前在你们公司上班",
    "我是你们公司的前员工",
    "我以前在你们秋田的中心上班",
    "我去年应聘过你们公司",
    "取引先の担当者です。名刺を渡しました",
    "展示会で名刺交換をしました",
    "We exchanged business cards at a fair",
    "I'm a supplier",
    "展会上给过你们名片",
    "光回線の工事の時に家の図面を渡しました",
    "アンケートに答えました",
    "履歴書を送ったんですが",
    "I filled in a survey on your site",
    "I gave your technician the floor plans",
    "我在你们的网站填过一个问卷",
    "我把身份证照片发给你们了",
    "我寄过简历",
]
NOT_OWN = [
    "求人に応募したいです",
    "保険会社の客として電話しただけです",
    "カード会社に勤めています",
    "御社が受付をしている保険会社の社員です",
    "御社で働いている人の名前を教えて",
    "書類を送ったのに返事がない",
    "図面を渡しましたがまだ届きません",
    "アンケートに答えたら何に使われますか",
    "住所を教えた覚えはない",
    "勝手に写真を撮られました",
    "夫が図面を渡しました",
    "住所を渡したくない",
    "車が故障したときに保険のレッカーを呼びました。そのとき個人情報を伝えました",
    "I used to work for an insurance company that you answer calls for",
    "does my husband work for you?",
    "did I give you my address?",
    "I sent the form but got no reply",
    "I gave you the wrong address",
    "my mother filled in a survey",
    "我的地址给错了",
    "把地址发给我",
    "我妈填过问卷",
    "我以前在你们楼下的银行上班",
    "我朋友在你们公司上班",
    "我是信用卡公司的客户，那天接电话的是你们",
    "在你们公司上班的人能看到吗",
]


def test_what_somebody_tells_of_their_own_dealings() -> None:
    assert [one for one in OWN if not tells_own_dealings(one)] == []
    assert [one for one in NOT_OWN if tells_own_dealings(one)] == []


THE_ONE = [
    "働いてたのは私です",
    "車は会社名義ですが、電話したのは私です",
    "申し込んだのは自分です",
    "契約者です",
    "はい、契約者本人です",
    "yes I'm the contract holder",
    "I'm the one who called",
    "it was me who signed the contract",
    "打电话的是我",
    "合同是我签的",
    "对，签约的就是我本人",
]
NOT_THE_ONE = [
    "契約者",
    "保険会社の契約者です",
    "カード会社に電話したのは私です",
    "契約者は母です",
    "契約者は誰ですか",
    "契約者ではありません",
    "電話したのは母です",
    "I'm the policyholder of the insurance",
    "I'm the maker's customer, not yours",
    "I'm not the contract holder",
    "I'm the contract holder's wife",
    "who is the one who called?",
    "打电话的是我妈",
    "我不是签约人",
    "我是信用卡公司的客户",
]


def test_who_says_that_it_was_them() -> None:
    assert [one for one in THE_ONE if not was_the_one(one)] == []
    assert [one for one in NOT_THE_ONE if was_the_one(one)] == []


WHENCE = [
    "おたくの客じゃないのに、どこから番号を知ったの",
    "そちらに登録した覚えもないのに、なんで住所を知っているんですか",
    "I'm not even a customer of yours, how did you get my number?",
    "我不是你们的客户，你们从哪儿弄来我的号码的",
]
NOT_WHENCE = [
    "おたくの客ではなく、タイヤの販売店の客です",
    "そちらと直接契約したことはありません。保険会社のロードサービスを使っただけです",
    "客です。どこから知ったのですか",
    "I'm the maker's customer, not yours. Where do I ask?",
    "I'm a customer, how do I see my data?",
    "I'm not a customer",
    "我不是你们的客户，是信用卡公司的，怎么办",
    "我是你们的客户，怎么查",
]


def test_who_is_no_customer_and_asks_whence_their_data_comes() -> None:
    assert [one for one in WHENCE if not whence_of_no_customer(one)] == []
    assert [one for one in NOT_WHENCE if whence_of_no_customer(one)] == []


@pytest.mark.parametrize(
    ("taken_for", "text", "intent"),
    [
        ("held_for_client", "御社で働いていました", "inform"),
        ("out_of_scope", "家の図面を渡しました", "inform"),
        ("held_for_client", "電話したのは私です", "inform"),
        ("out_of_scope", "電話したのは私です", None),
        ("complaint", "御社で働いていました", None),
        ("held_for_client", "我不是你们的客户，你们从哪儿弄来我的号码的", "ask_question"),
        ("report_leak", "我不是你们的客户，你们从哪儿弄来我的号码的", None),
        ("held_for_client", "保険会社の契約者です", None),
    ],
)
def test_only_what_turns_somebody_away_is_read_anew(taken_for: str, text: str, intent: str | None) -> None:
    assert intent_by_words(text, taken_for) == intent


def led(
    action: str, text: str, intent: str = "held_for_client", wish: str | None = None, **slots: Any
) -> str | None:
    parts = [{"entity": "part", "value": wish, "joined": False, "says": {}}] if wish else []
    latest = {"text": text, "intent": {"name": intent, "confidence": 0.9}, "entities": parts}
    tracker = {
        "sender_id": "t",
        "slots": {"company": "acme", **slots},
        "latest_message": latest,
        "events": [],
    }
    tracker |= {"active_loop": {}, "latest_action_name": "action_listen"}
    return led_to(action, {"domain": {"forms": {}}, "tracker": tracker}, Book())


def test_outside_the_form_it_is_asked_what_is_wanted_or_whence_is_looked_up() -> None:
    assert led("action_held_for_client", "I used to work for you") == "action_continue"
    assert led("action_held_for_client", "取引先の担当者です。名刺を渡しました") == "action_continue"
    assert led("action_respond", "家の図面を渡しました", "out_of_scope") == "action_continue"
    assert led("action_respond", "家の図面を渡しました", "complaint") is None
    assert led("action_held_for_client", "保険会社の契約者です") is None
    assert led("action_held_for_client", WHENCE[0]) == "action_answer"
    wish = "御社で働いていました。私の記録を削除してください"
    assert led("action_held_for_client", wish, wish="request_deletion") == "action_start_request"


def test_no_client_is_left_in_what_was_heard() -> None:
    talk = Talk(Answers(reply_of("not_stated", on_topic=0.1)), company="agency")
    said = talk.run("action_continue", "held_for_client", text="I used to work for you", holder="client")
    assert said.keys == ["talk.what_then"]
    talk = Talk(company="agency", request_type="disclosure", requested_slot="requester")
    said = validate(talk, "held_for_client", text="車は会社名義ですが、電話したのは私です", holder="client")
    assert (said.keys, talk.slots["requester"], talk.slots.get("holder")) == ([], "self", None)


def test_in_the_form_who_is_a_client_s_customer_is_still_told_so() -> None:
    talk = Talk(company="agency", request_type="disclosure", requested_slot="requester")
    assert validate(talk, "held_for_client", text="保険会社の契約者です", holder="client").rejected
    talk = Talk(
        company="agency", request_type="disclosure", requester="voluntary_agent", requested_slot="subject"
    )
    validate(talk, "inform", text="契約者です")
    assert talk.slots["requester"] == "voluntary_agent"
