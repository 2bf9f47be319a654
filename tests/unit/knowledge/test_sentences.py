"""Where a clause is cut into sentences, and what of it is embedded."""

import pytest

from knowledge.flowing import flowing, soft_breaks
from knowledge.sentences import sentence_ranges

LONG, LONGER = "開示の請求は書面で承ります。", "必要な書類は次のとおりです。"


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_ranges(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LONG + LONGER, [LONG, LONGER]),
        ("　" + LONG + "\n\n" + LONGER + "\n", [LONG, LONGER]),
        ("「" + LONG + "」" + LONGER, ["「" + LONG + "」", LONGER]),
        ("手数料は1,000円ですか？" + "はい、1件につき1,000円です。", ["手数料は1,000円ですか？", "はい、1件につき1,000円です。"]),
        ("運転免許証の写しを1通同封\t住民票の写しを1通同封してください", ["運転免許証の写しを1通同封\t住民票の写しを1通同封してください"]),
        ("運転免許証の写しを一通同封する\t健康保険証の写しを一通同封する", ["運転免許証の写しを一通同封する", "健康保険証の写しを一通同封する"]),
        ("運転免許証の写しを一通同封● 住民票の写しを一通同封する", ["運転免許証の写しを一通同封● 住民票の写しを一通同封する"]),
        ("運転免許証の写しを一通同封する● 住民票の写しを一通同封する", ["運転免許証の写しを一通同封する", "● 住民票の写しを一通同封する"]),
    ],
)  # fmt: skip
def test_a_sentence_ends_with_its_stop_its_line_or_its_item(text: str, found: list[str]) -> None:
    assert sentences(text) == found


def test_a_piece_of_thirteen_letters_goes_with_the_next_and_one_of_fourteen_stands_alone() -> None:
    assert sentences("あ" * 12 + "。" + LONG) == ["あ" * 12 + "。" + LONG]
    assert sentences("あ" * 13 + "。" + LONG) == ["あ" * 13 + "。", LONG]


def test_short_pieces_gather_until_they_are_long_enough() -> None:
    assert sentences("はい。いいえ。分かりません。" + LONG) == ["はい。いいえ。分かりません。", LONG]
    assert sentences("はい。いいえ。" + LONG) == ["はい。いいえ。" + LONG]


def test_the_last_short_piece_goes_with_the_one_before_it() -> None:
    assert sentences(LONG + "以上です。\n") == [LONG + "以上です。"]
    assert sentences(LONG + LONGER + "以上。") == [LONG, LONGER + "以上。"]


def test_a_short_text_is_one_sentence_and_nothing_is_none() -> None:
    assert sentences(" はい。 ") == ["はい。"]
    assert sentences("はい。いいえ。") == ["はい。いいえ。"]
    assert sentences("") == sentences(" \n　") == []


PAGE = "当社は個人情報を、" + "あ" * 31
ENGLISH = "We keep the personal data that you give to us for as long as it is needed and"


def test_a_break_of_the_page_is_taken_out_with_what_the_next_line_is_set_in_by() -> None:
    assert flowing(f"{PAGE}\n　守ります。") == f"{PAGE}守ります。"
    assert soft_breaks(f"{PAGE}\n　守ります。") == [(40, 42)]
    assert sentences(f"{PAGE}\n守ります。{LONG}") == [f"{PAGE}\n守ります。", LONG]


def test_two_breaks_of_the_page_are_both_taken_out() -> None:
    assert flowing(f"{PAGE}\n{PAGE}\n守ります。") == f"{PAGE}{PAGE}守ります。"


def test_between_two_latin_words_a_blank_stays_and_beside_japanese_none() -> None:
    assert flowing(f"{ENGLISH}\nA社です。") == f"{ENGLISH} A社です。"
    assert flowing(f"{ENGLISH}\nno longer.") == f"{ENGLISH} no longer."
    assert flowing(f"{ENGLISH}\n以上のとおりです。") == f"{ENGLISH}以上のとおりです。"
    assert flowing(f"{PAGE}\nGDPR による。") == f"{PAGE}GDPR による。"


def test_a_text_of_one_line_is_as_it_was() -> None:
    assert soft_breaks(PAGE + "\n") == [] and flowing(PAGE + "\n") == PAGE + "\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("目的\n----\n本文", "目的\n本文"),
        ("## 目的\n本文", "目的\n本文"),
        ("**目的** を守ります", "目的 を守ります"),
        ("│氏名│住所│", " 氏名 住所 "),
        ("┌──┬──┐\n│氏名│", " 氏名 "),
        ("3 - 4 の項", "3 - 4 の項"),
    ],
)
def test_what_only_adorns_is_taken_out_and_borders_of_cells_are_blanks(text: str, found: str) -> None:
    assert flowing(text) == found
