"""Who tells that data is out of date wants it put right; an age that is wrong makes nobody a minor."""

import pytest

from actions.case import Heard
from actions.words.stale import corrects_an_age, tells_stale_data
from tests.unit.actions.fakes import Talk
from tests.unit.actions.test_own_dealings import led

STALE = [
    "通関の書類に書かれた私の住所が前のままでした",
    "住所が古いままです",
    "名前が結婚前のままになっています",
    "電話番号はまだ以前の番号になってます",
    "前の住所に届いてしまいます",
    "請求書がいまだに旧姓のまま届きます",
    "引っ越し前の住所に送られてきます",
    "moved to Osaka in April, bills still go to the old flat",
    "my invoices still show my maiden name",
    "you still have my old address",
    "the letter was sent to my previous address",
    "your newsletter keeps going to my old email address",
    "地址还是以前的",
    "账单还寄到我的旧地址",
    "我的姓名还是用的结婚前的名字",
    "信寄到了以前的地址",
]
NOT_STALE = [
    "住所は前のままでお願いします",
    "住所は前のままにしてください",
    "前の住所に届いた手紙を他人に開けられた",
    "前の担当者のままですか",
    "前の住所も登録されていますか",
    "住所を前のものに戻してください",
    "古い住所を消してください",
    "do you still have my old address?",
    "please keep my old address",
    "don't send it to my old flat",
    "a stranger opened a letter that was sent to my old address",
    "delete my old address",
    "my old phone still works",
    "还是用以前的地址吧",
    "请寄到我的旧地址",
    "你们还有我的旧地址吗",
    "别人拆了寄到我旧地址的信",
    "把旧地址删掉",
]


def test_what_is_told_to_be_out_of_date() -> None:
    assert [one for one in STALE if not tells_stale_data(one)] == []
    assert [one for one in NOT_STALE if tells_stale_data(one)] == []


@pytest.mark.parametrize("action", ["action_matter", "action_fallback", "action_continue"])
def test_old_data_begins_a_correction_whatever_it_was_taken_for(action: str) -> None:
    intent = {"action_matter": "report_leak", "action_fallback": "nlu_fallback"}.get(action, "inform")
    assert led(action, STALE[0], intent) == (None if action == "action_continue" else "action_continue")
    assert led("action_matter", NOT_STALE[2], "report_leak") is None
    talk = Talk()
    said = talk.run("action_continue", intent, text=STALE[0])
    assert (said.next, talk.slots["request_type"]) == (["request_form"], "correction")


AGE = [
    "填的年龄不对，想改一下",
    "我的年龄写错了，应该是35岁，写成53岁了",
    "登録した年齢が違います",
    "年齢を訂正したい",
    "my age is wrong",
    "I'd like to correct my date of birth",
]
NO_AGE = [
    "17歳です。年齢を間違えて登録しました",
    "未成年ですが年齢を直したい",
    "I'm 16 and my age is wrong",
    "我16岁，年龄写错了",
    "高校生です",
    "what age do I have to be?",
    "我是未成年，想改一下地址",
]


def test_whose_age_is_wrong_is_no_minor() -> None:
    assert [one for one in AGE if not corrects_an_age(one)] == []
    assert [one for one in NO_AGE if corrects_an_age(one)] == []


@pytest.mark.parametrize(("text", "minor"), [(AGE[0], None), (NO_AGE[3], "yes")])
def test_minor_is_not_heard_in_it(text: str, minor: str | None) -> None:
    entity = {"entity": "minor", "value": "yes", "certain": True}
    heard = Heard.of_message({"text": text, "intent": {"name": "inform"}, "entities": [entity]})
    assert heard.values.get("minor") == minor
