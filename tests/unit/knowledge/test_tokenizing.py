"""Words and search terms."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.tokenizing import closed_up, search_terms, tokens
from tests.properties import examples


def test_tokens_give_the_text_back() -> None:
    text = "個人情報の開示を、ＯＣＮに 請求したいです。"
    assert "".join(token.surface for token in tokens(text)) == text
    assert all(text[token.start : token.end] == token.surface for token in tokens(text))


def test_terms_are_content_words_in_one_form() -> None:
    assert search_terms("ＩＰアドレスを取消したい") == search_terms("IPアドレスを取り消したい")
    assert "手数" in search_terms("手数料はいくらですか") and "は" not in search_terms("手数料はいくらですか")
    assert search_terms("、。 ！？") == []


def test_long_texts_are_cut_and_keep_their_offsets() -> None:
    text = "個人情報の開示。\n" * 3000
    found = tokens(text)
    assert found[-1].end == len(text)
    assert all(text[token.start : token.end] == token.surface for token in found[::500])


def test_threads_do_not_disturb_one_another() -> None:
    texts = [f"第{n}条 開示の請求は{n}円です" for n in range(40)]
    alone = [search_terms(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(search_terms, texts)) == alone


@settings(max_examples=examples(100), deadline=None)
@given(st.text(max_size=60))
def test_any_text_has_tokens_with_right_offsets(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start <= token.end <= len(text)


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("どこ に おくりますか", "どこにおくりますか"),
        ("わたし の　データ を みたい です", "わたしのデータをみたいです"),
        ("メール で いいですか", "メールでいいですか"),
        ("開示 手数料", "開示 手数料"),  # two words of a search
        ("GDPR とは", "GDPR とは"),
        ("my data", "my data"),
        ("一行\nつぎ", "一行\nつぎ"),
    ],
)
def test_gaps_between_kana_are_closed(text: str, closed: str) -> None:
    assert closed_up(text) == closed
