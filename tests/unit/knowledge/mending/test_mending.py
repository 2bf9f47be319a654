"""Badly written questions are put into ordinary spelling, well written ones are left. Wordings are written for this test."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.mending import commonness
from knowledge.mending.commonness import CountsOutdatedError, WordCounts, load_or_count
from knowledge.mending.conversion import converted, converted_anew, with_hiragana_converted
from knowledge.mending.mender import Mender
from knowledge.mending.readings import words
from tests.properties import examples

ORDINARY = (
    "個人情報の利用目的を教えてください。開示の手数料はいくらですか。本人確認書類の写しを郵便で送る場合の窓口の住所は。",
    "端末識別情報とはどういうものですか。私の名前と住所と電話番号を第三者に渡すことはありますか。日本で申し込む方法。",
    "開示請求書の様式はどこにありますか。委任状は必要ですか。保存期間は何年ですか。設定を変えると何か不都合がありますか。",
)


@pytest.fixture(scope="module")
def mender() -> Mender:
    return Mender(WordCounts.of(ORDINARY * 20))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("りようもくてきをおしえてください", "利用目的を教えてください"),
        ("たんまつしきべつ情報とはどういうものですか", "端末識別情報とはどういうものですか"),
        ("かいじのてすうりょうはいくらですか。", "開示の手数料はいくらですか。"),
        ("個人上方の利用目的", "個人情報の利用目的"),
        ("怪事請求書の様式はどこにありますか", "開示請求書の様式はどこにありますか"),
    ],
)
def test_what_is_written_badly_is_put_into_ordinary_spelling(mender: Mender, typed: str, meant: str) -> None:
    assert mender.mend(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        *(sentence + "。" for part in ORDINARY for sentence in part.split("。") if sentence),
        "クッキー",
        "How much is the fee?",
        "我想了解个人信息的使用目的",
        "開示請求書 様式",
        "はい",
        "ああああああ",
        "",
    ],
)
def test_a_well_written_question_is_not_mended(mender: Mender, text: str) -> None:
    assert mender.mend(text) == text


def test_what_goes_on_from_a_word_in_kanji_is_left() -> None:
    assert with_hiragana_converted(words("用紙に書いて出せばいいですか")) == "用紙に書いて出せばいいですか"
    assert with_hiragana_converted(words("番号もなまえも")) == "番号も名前も"
    # what counts is the word before it, not how the text begins
    assert (
        with_hiragana_converted(words("「用紙に書いて出せばいいですか」"))
        == "「用紙に書いて出せばいいですか」"
    )


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ("「番号もなまえも」", "「番号も<なまえも>」"),
        ("番号、もなまえも", "番号、<もなまえも>"),
        ("番号 もなまえも", "番号 <もなまえも>"),
        ("もなまえも番号も", "<もなまえも>番号も"),
    ],
)
def test_a_particle_is_left_where_the_word_before_it_is_in_kanji_however_the_text_begins(
    monkeypatch: pytest.MonkeyPatch, typed: str, given: str
) -> None:
    monkeypatch.setattr("knowledge.mending.conversion.converted", lambda kana: f"<{kana}>")
    assert with_hiragana_converted(words(typed)) == given


def test_white_space_stays() -> None:
    assert converted("なまえ じゅうしょ") == "名前 住所"
    assert converted_anew(words("名前 住所")) == "名前 住所"


def test_no_number_is_made_out_of_a_particle(mender: Mender) -> None:
    """An input method also offers 2 for に: 2014年にほんで would become another year."""
    for text in ("12にちにほんで", "15001にそった", "にほんでもうしこむほうほう"):
        mended = mender.mend(text)
        assert [c for c in mended if c.isdigit()] == [c for c in text if c.isdigit()]


def test_a_pasted_text_is_left(mender: Mender) -> None:
    text = "りようもくてき、" * 400
    assert mender.mend(text) == text


@given(
    st.text(
        alphabet=st.sampled_from("かきくけこさしすせそたなはまやらわんがっゃー、。? 個人情報A1\ud800😀"),
        max_size=60,
    )
)
@settings(max_examples=examples(60), deadline=None)
def test_any_text_is_mended_without_an_error_and_never_to_a_less_common_one(text: str) -> None:
    counts = WordCounts.of(ORDINARY)
    mended = Mender(counts).mend(text)
    assert mended == text or counts.surprise(mended) < counts.surprise(text)


@given(st.text(max_size=80))
@settings(max_examples=examples(60), deadline=None)
def test_words_make_up_the_text_again(text: str) -> None:
    whole = "".join(word.surface for word in words(text))
    assert whole == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def test_threads_do_not_disturb_one_another(mender: Mender) -> None:
    typed = ["りようもくてきをおしえてください", "かいじのてすうりょうはいくらですか。"] * 20
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(mender.mend, typed))
    assert found == ["利用目的を教えてください", "開示の手数料はいくらですか。"] * 20


def test_counts_are_kept_and_other_texts_or_a_broken_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "words.json"
    counts = WordCounts.of(ORDINARY)
    counts.save(path, "digest")
    assert WordCounts.load(path, "digest").surprise("手数料は") == counts.surprise("手数料は")
    with pytest.raises(CountsOutdatedError, match="other texts"):
        WordCounts.load(path, "another")
    for broken in ("{", "[]", json.dumps({"format": 1, "texts": "digest", "counts": {"a": "many"}})):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(CountsOutdatedError, match="damaged"):
            WordCounts.load(path, "digest")
    with pytest.raises(CountsOutdatedError, match="not there yet"):
        WordCounts.load(tmp_path / "none.json", "digest")
    assert not list(tmp_path.glob("**/*.part"))


def test_counts_are_made_where_they_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commonness, "counted_texts", lambda: list(ORDINARY))
    path = tmp_path / "words.json"
    made = load_or_count(path)
    assert path.is_file() and load_or_count(path).surprise("開示") == made.surprise("開示")


def test_a_common_word_surprises_less_than_a_rare_one_and_that_less_than_an_unknown_one() -> None:
    counts = WordCounts({"開示": 90, "訂正": 10})
    assert counts.surprise("開示") < counts.surprise("訂正") < counts.surprise("削除")
