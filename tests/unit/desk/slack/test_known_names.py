"""Names that the desk knows go, however they are written and wherever they stand."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.slack.known_names import NOBODY, KnownNames
from desk.slack.masking import SlackMasking
from desk.slack.names import NAME, without_names
from tests.properties import examples

PEOPLE = [  # family, given; in kanji, kana, and as it may be written in Latin letters
    (("植村", "真琴"), ("ウエムラ", "マコト"), (("Uemura",), ("Makoto",))),
    (("髙橋", "祐一郎"), ("タカハシ", "ユウイチロウ"), (("Takahashi", "Takahasi"), ("Yuichiro", "Yūichirō", "Yuuichirou", "Yuichiroh"))),
    (("林", "ひかる"), ("ハヤシ", "ヒカル"), (("Hayashi", "Hayasi"), ("Hikaru",))),
    (("新藤", "潤"), ("シンドウ", "ジュン"), (("Shindo", "Shindō", "Shindou", "Sindo"), ("Jun", "Zyun"))),
    (("大野", "智津子"), ("オオノ", "チヅコ"), (("Ohno", "Ono", "Ōno", "Oono"), ("Chizuko", "Chidzuko", "Tiduko"))),
    (("本間", "遼"), ("ホンマ", "リョウ"), (("Homma", "Honma"), ("Ryo", "Ryō", "Ryou"))),
    (("渡邉", "健二"), ("ワタナベ", "ケンジ"), (("Watanabe",), ("Kenji", "Kenzi"))),
]  # fmt: skip
BEFORE = ["", "はい、", "問い合わせたのは", "書類の名義は", "（", "電話では", "Dear "]
AFTER = [
    "です。開示をお願いします",
    "様の件ですが",
    "さんに伝えてください",
    "",
    "。",
    " が申し込みました",
    "、よろしくお願いします",
]


def hiragana(kana: str) -> str:
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in kana)


def narrow(kana: str) -> str:
    """Half-width katakana."""
    wide = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFF66, 0xFF9E)}
    marks = {"\u3099": "ﾞ", "\u309a": "ﾟ"}
    return "".join(marks.get(c) or wide.get(c, c) for c in unicodedata.normalize("NFD", kana))


@st.composite
def planted(draw: st.DrawFn) -> tuple[list[str], list[str], str, list[str]]:
    """What was typed into a form, the text in which the name stands, and the pieces that must be gone from it."""
    kanji, kana, latin = draw(st.sampled_from(PEOPLE))
    form = [draw(st.sampled_from(["", " ", "　"])).join(kanji)]
    form.append(draw(st.sampled_from([" ", "　"])).join(kana))
    how = draw(st.sampled_from(["kanji", "kana", "hiragana", "narrow", "latin"]))
    if how == "latin":
        pieces = [draw(st.sampled_from(one)) for one in latin]
        if draw(st.booleans()):
            pieces.reverse()
        between = draw(st.sampled_from([" ", ", ", "-", "."]))
        cases: list[Callable[[str], str]] = [str, str.upper, str.lower]
        case = draw(st.sampled_from(cases))
        pieces = [case(one) for one in pieces]
    else:
        changes: dict[str, Callable[[str], str]] = {"hiragana": hiragana, "narrow": narrow}
        change = changes.get(how, str)
        pieces = [change(one) for one in (kanji if how == "kanji" else kana)]
        between = draw(st.sampled_from(["", " ", "　", "・"]))
    name = between.join(pieces)
    text = draw(st.sampled_from(BEFORE)) + name + draw(st.sampled_from(AFTER))
    return form, pieces, text, [between.join(pieces)]


@given(planted())
@settings(max_examples=examples(300), deadline=None)
def test_a_known_name_never_passes(case: tuple[list[str], list[str], str, list[str]]) -> None:
    form, pieces, text, whole = case
    known = KnownNames(form)
    hidden = known.hide(text)
    assert NAME in hidden
    assert [one for one in (*whole, *pieces) if len(one) > 1 and one in hidden] == []
    assert known.hide(hidden) == hidden
    shown = SlackMasking({}).shown(None, text, known)
    assert [one for one in (*whole, *pieces) if len(one) > 1 and one in shown] == []


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (["植村 真琴"], "真琴からの連絡です"),
        (["植村真琴"], "植村の家族です"),  # typed without a space
        (["植村 真琴"], "makotoと呼ばれています"),  # the reading is guessed
        (["Uemura Makoto"], "ＵＥＭＵＲＡです"),
        (["渡邊 健"], "渡辺です"),
        (["渡辺 健"], "渡邉 健と書きます"),
        (["山﨑 実"], "山崎實のほうで登録しました"),
        (["林 檎太郎"], "林です"),
        (["林 檎太郎"], "林様のご契約"),
        (["植村 真琴", "ウエムラ マコト"], "植 村 真 琴"),
        (["Anne-Marie O'Neill"], "this is anne marie o’neill"),
        (["José García"], "Jose Garcia です"),
        (["王 小明"], "我叫王小明"),
        (["井尾 一", "イオ ハジメ"], "Hajime Io です"),
        (["井尾 一", "イオ ハジメ"], "窓口のいおさんに伝えました"),
        (["井尾 一", "イオ ハジメ"], "名義：イオ／変更前"),
        (["ファビオ ロッシ"], "ふぁびおから"),
    ],
)
def test_a_name_of_the_form_is_hidden_in_every_part(form: list[str], text: str) -> None:
    hidden = KnownNames(form).hide(text)
    assert NAME in hidden
    for part in " ".join(form).split():
        assert part not in hidden.split() or len(part) == 1


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (["林 檎太郎"], "林檎を買いました。森林の件です"),
        (["原 由"], "原因と理由を教えてください"),
        (["植村 真琴", "ウエムラ マコト"], "開示の手続きを教えてください"),
        (["阿井 仁", "アイ ジン"], "あいだの期間と、AIによる審査について"),
        (["井尾 一", "イオ ハジメ"], "io error"),
        (["植村 真琴"], "［電話番号］に電話してください"),
        ([], "植村 真琴"),
        (["これは名前ではなく 長い 文章 です から 名前 とは みなさない"], "文章です"),
    ],
)
def test_words_that_only_resemble_a_known_name_stay(form: list[str], text: str) -> None:
    assert KnownNames(form).hide(text) == text


@given(st.text(max_size=80), st.lists(st.text(max_size=20), max_size=3))
@settings(max_examples=examples(150), deadline=None)
def test_hiding_any_names_in_any_text_twice_is_hiding_them_once(text: str, names: list[str]) -> None:
    known = KnownNames(names)
    once = known.hide(text)
    assert KnownNames(names).hide(text) == once
    assert NOBODY.hide(text) == text


def test_placeholders_stay_whole() -> None:
    assert KnownNames(["名前 太郎"]).hide("［お名前］と［電話番号］") == "［お名前］と［電話番号］"


def test_brackets_hide_nothing_from_us() -> None:
    assert "植村" not in KnownNames(["植村 真琴"]).hide("［植村 真琴］です")
    assert "植村" not in without_names("［植村真琴］です")
