"""What old people and people of the west write is heard in common words, and nothing else is touched."""

import pytest

from desk.chat.dialect import in_common_words
from desk.texts import MaskedText


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("わしの登録を消してくれ", "私の登録を消してくれ"),
        ("おい、わしの住所がどこから漏れたんじゃ", "おい、私の住所がどこから漏れたんですか"),
        ("ほんならわしの情報全部消してくれ", "それなら私の情報全部消してくれ"),
        ("わし本人じゃ", "私本人です"),
        ("わての住所変えてや", "私の住所変えてや"),
        ("あてのことなんやけど、電話番号が変わりましてん", "私のことなんやけど、電話番号が変わりましてん"),
        ("ほかしといて", "消しておいて"),
        ("わしのデータをほかしてくれ", "私のデータを消してくれ"),
        ("全部ほかしてください", "全部消してください"),
        ("住所を直しといて", "住所を直しておいて"),
        ("で、金はなんぼかかるんじゃ", "で、金はいくらかかるんですか"),
        ("何を送ればええんや", "何を送ればいいんですか"),
        ("FAXでもええの？", "FAXでもいいの？"),
        ("返事がけえへん", "返事が来ない"),
        ("わからへん", "わからない"),
        ("それは何時までやっとる", "それは何時までやっている"),
        ("うちの情報やねんけど", "うちの情報なんですけど"),
        ("全部じゃ", "全部です"),
        ("わしじゃ", "私です"),
        ("違う、住所だけじゃ", "違う、住所だけです"),
        ("日本に決まっとるじゃろ", "日本に決まっているでしょう"),
        ("書類を送ったんや", "書類を送ったんです"),
    ],
)
def test_a_dialect_is_heard_in_common_words(text: str, heard: str) -> None:
    assert in_common_words(MaskedText(text)) == heard


@pytest.mark.parametrize(
    "text",
    [
        "いわしの缶詰を買いました",
        "いわての住所です",
        "言い回しが難しいです",
        "うちわしかもらえません",
        "あて先の住所を教えてください",
        "会社あての書類です",
        "あてのない旅です",
        "あてにしています",
        "そのほかしてほしいことがあります",
        "ほかの人に見せないで",
        "ええ、そうです",
        "ねえ、聞いてる？",
        "たいへん困っています",
        "このへんに住んでいます",
        "アカウントを乗っとる人がいる",
        "メモをとる",
        "本人じゃなくて代理人です",
        "それじゃ",
        "んじゃ、お願いします",
        "電話じゃだめ？",
        "ここといてください",
        "なんぼでもいい",
        "しいたけの定期便です",
        "住所を変更したいのですが",
        "Can you delete my data?",
        "请删除我的信息",
    ],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert in_common_words(MaskedText(text)) == text


def test_a_long_text_costs_no_more_than_its_length() -> None:
    for letters in ("わし", "ほかしとい", "ええん", "へん", "じゃ", "っとる", "んや"):
        assert in_common_words(MaskedText(letters * 10_000))
