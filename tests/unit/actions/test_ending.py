"""Nothing said but that the request is to end."""

import pytest

from actions.words.ending import ends_plainly


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
    ],
)
def test_something_else_is_none(text: str) -> None:
    assert not ends_plainly(text)
