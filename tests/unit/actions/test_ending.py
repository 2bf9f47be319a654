"""Nothing said but that the request is to end."""

import pytest

from actions.words.ending import ends_plainly, takes_request_back
from actions.words.plainly import gives_it_up
from tests.unit.actions.fakes import Talk, validate


@pytest.mark.parametrize(
    "text",
    [
        "やめます",
        "やめたい",
        "やめて",
        "もうやめて",
        "やめてください",
        "やっぱりやめる",
        "やっぱ、やめます",
        "もういいです、やめときます",
        "途中ですが中断したい",
        "いったん終わりで",
        "この手続きは不要になりました",
        "今回は見送ります",
        "全部なしにして",
        "キャンセルで",
        "きゃんせる",
        "中止してください",
        "請求は取りやめたい",
        "この請求を取り消してください",
        "取り下げます",
        "取り消したいです。すみません",
        "気が変わりました。やめておきます",
        "手続き自体をやめたいんですが",
        "cancel",
        "Cancel this please.",
        "please stop this request",
        "ok, forget about it",
        "I want to withdraw my application",
        "sorry, I changed my mind, cancel it",
        "取消",
        "我不办了，取消",
        "不办了行了吧",
        "算了不弄了",
        "还是算了吧",
        "请取消申请",
        "撤銷申請",
        "申請を撤回します",
        "申し訳ないのですが、やっぱり取り消していただけますか",
        "これ以上は不要です",
        "不弄了，太麻烦",
        "nah forget it",
    ],
)
def test_a_bare_end_is_one(text: str) -> None:
    assert ends_plainly(text)


@pytest.mark.parametrize(
    "text",
    [
        "消さなくていいから、電話だけやめて",
        "電話をやめて",
        "メールはやめてください",
        "広告はキャンセルで",
        "郵送はやめて、メールで",
        "退会したい",
        "会員をやめたい",
        "やめたらどうなりますか",
        "やめられますか",
        "やめないで",
        "やめないでください",
        "やめていません",
        "取り消さないで",
        "いいですよ",
        "いいです、進めてください",
        "はい、いいです",
        "それでいいです",
        "これでいいです",
        "中止しないでください",
        "メールは不要です",
        "それはいらない情報です",
        "使うのをやめて",
        "提供をやめて",
        "stop calling me",
        "stop the calls",
        "stop using my data",
        "don't cancel",
        "cancel my membership",
        "can I cancel later?",
        "end of the month",
        "forget my data",
        "不要打电话了",
        "别取消",
        "不要取消",
        "停止使用",
        "我不用了这个号码",
        "取消会员",
        "算了一下",
        "",
        "すみません",
        "ok, thanks",
        "全部いらないです",
        "それは不要です",
        "それはもういりません",
        "これは不要です",
        "すべて要らない",
        "forget everything",
        "drop all of it",
        "キャンセルになりました",
        "この申請は中止になりました",
        "同意を撤回します",
    ],
)
def test_something_else_is_none(text: str) -> None:
    assert not ends_plainly(text)


TAKEN_BACK = [
    "申請を撤回します",
    "さっきの申請を撤回させてください",
    "すみません、やっぱり請求を撤回したいです",
    "開示請求は撤回します",
    "削除の依頼を取り下げたい",
    "リクエストを取り消してください",
    "撤回申请",
    "我要撤回申请",
    "我想撤销这个申请",
    "麻烦把我的申请撤回",
    "I take back my request",
    "sorry, I want to withdraw my application.",
]


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_who_takes_the_request_back_by_name_withdraws_no_consent(text: str) -> None:
    assert takes_request_back(text) and gives_it_up(text)
    talk = Talk(request_type="disclosure", requester="self", requested_slot="subject")
    heard = {"request_type": "consent_withdrawal", "confidence": 0.95}
    validate(talk, "request_consent_withdrawal", text=text, **heard)
    assert (talk.slots["outcome"], talk.slots["request_type"]) == ("given_up", "disclosure")


@pytest.mark.parametrize(
    "text",
    [
        "同意を撤回します",
        "撤回します",
        "撤回したい",
        "同意の撤回を申請します",
        "同意撤回の申請をしたい",
        "申請は撤回できますか",
        "申請を撤回しません",
        "申請を撤回しないでください",
        "申請を撤回したらどうなりますか",
        "申請を撤回したつもりはない",
        "申請した同意を撤回したい",
        "申請を撤回しました",
        "請求は取り下げたけど",
        "withdraw my job application",
        "商品の申し込みを取り消したい",
        "ローンの申請を取り下げたい",
        "会社の申請を撤回したと聞いた",
        "withdraw my consent",
        "I want to withdraw my request for consent",
        "can I withdraw my request?",
        "don't withdraw my request",
        "撤回同意",
        "我要撤回同意",
        "可以撤回申请吗",
        "不要撤回申请",
        "我申请撤回同意",
        "撤销会员申请",
    ],
)
def test_a_consent_a_question_and_another_application_are_not_taken_back(text: str) -> None:
    assert not takes_request_back(text)


@pytest.mark.slow
@pytest.mark.parametrize("letters", ["申請を", "やっぱり", "withdraw my ", "撤回", "我要", "すみません、"])
def test_a_long_message_is_read_in_no_time(letters: str) -> None:
    takes_request_back((letters * 20_000)[:20_000])
