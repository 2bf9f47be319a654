"""Which lines of a policy are headings: what stands below them is told from what only looks like one."""

import pytest

from knowledge.headings import announced_tables, captions, doubled, find_headings
from knowledge.lines import split_lines

BODY = "当社は、個人情報を守ります。"


def heads(text: str) -> list[str]:
    """The lines of a text that are headings, those of its first line left out."""
    lines = split_lines(text)
    return [lines[at].text for at in sorted(find_headings(lines))]


# ------------------------------------------------- articles and their captions


def test_a_caption_right_above_an_article_is_its_heading_and_another_is_not() -> None:
    def found(text: str) -> set[int]:
        return captions(split_lines(text))

    assert found("（目的）\n第1条　当社は守る。") == {0}
    assert found(f"{BODY}\n（目的）\n第1条　当社は守る。\n（手数料）\n第2条　無料とする。") == {1, 4}
    assert found("（目的）\n\n第1条　当社は守る。") == set()
    assert found("（目的）\n当社は守る。") == set()
    assert found("目的\n第1条　当社は守る。") == set()
    assert found("（" + "あ" * 30 + "）\n第1条　守る。") == {0}
    assert found("（" + "あ" * 31 + "）\n第1条　守る。") == set()
    assert found("（目的）") == set()


def test_chapters_articles_and_ruled_lines_are_headings() -> None:
    assert heads("第1章　総則\n第1条　目的\n第2条　定義") == ["第1章　総則", "第1条　目的", "第2条　定義"]
    assert heads("取得\n----\n伺います。\n\n提供\n----\nしません。") == ["取得", "提供"]


# ----------------------------------------------------------- doubled numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"1. 目的\n2. {BODY}", True),
        ("1. 窓口\n2. 株式会社例", True),
        ("1. 目的\n2. 定義", False),
        (f"1. 目的\n\n2. {BODY}", False),
        (f"1. 目的\n3. {BODY}", False),
        (f"1. 目的\n　2. {BODY}", False),
        (f"1. 目的です。\n2. {BODY}", False),
        (f"1. 目的\n2. {BODY}\n3. {BODY}", False),
        (f"1. 目的\n2. {BODY}\n\n3. {BODY}", True),
        (f"1. 目的\n2. {BODY}\n　3. {BODY}", True),
        (f"1. 目的\n2. {BODY}\n(3) {BODY}", True),
        (f"1. 目的\n2. {BODY}\n4. {BODY}", True),
        (f"(1) 目的\n(2) {BODY}", False),
        ("1. 目的", False),
    ],
)
def test_a_heading_and_its_text_may_be_numbered_as_two(text: str, found: bool) -> None:
    lines = split_lines(text)
    assert doubled(lines, 0) is found
    assert 0 in find_headings(lines) or not found


# -------------------------------------------------------------------- tables


def test_the_block_behind_the_announcement_of_a_table_is_one() -> None:
    def found(text: str) -> set[int]:
        return announced_tables(split_lines(text))

    assert found("費用は下記表のとおりです。\n\n区分\n金額\n\n以上の他") == {1, 2}
    assert found("費用は下記表のとおりです。\n区分\n金額") == set()
    assert found("費用は下記表のとおり\n\n区分\n金額") == set()
    assert found("費用は別に定めます。\n\n区分\n金額") == set()
    assert found("費用は下記表のとおりです。\n\n1. 区分\n金額") == set()
    assert heads("費用は下記表のとおりです。\n\n区分\n金額\n\n窓口\n電話です。") == ["窓口"]


# ----------------------------------------------------------------- questions


def test_a_question_is_a_heading_where_something_else_stands_below_it() -> None:
    assert heads("Q1. 費用は\nA1. 無料です。\nQ2. 窓口は\n電話です。") == ["Q1. 費用は", "Q2. 窓口は"]
    assert heads("Q1. 費用は\nQ2. 窓口は") == []
    assert heads("Q1. 費用は\n第1章　総則\n本文です。") == ["第1章　総則"]
    assert heads("Q1. 費用は無料ですか。\nはい。") == ["Q1. 費用は無料ですか。"]
    assert heads("Q1. 費用です。無料ですか。\nはい。") == []
    assert heads("Q1. " + "あ" * 90 + "\nはい。") == ["Q1. " + "あ" * 90]
    assert heads("Q1. " + "あ" * 91 + "\nはい。") == []


def test_the_answer_to_a_question_is_no_heading_whatever_its_shape() -> None:
    assert heads("Q1. 費用は\n■ 無料\nです。\n\n■ 窓口\n電話です。") == ["Q1. 費用は", "■ 窓口"]


# ------------------------------------------------------------------- symbols


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"■ 目的\n{BODY}", ["■ 目的"]),
        (f"■ {BODY}\n守ります。", []),
        (f"■ 目的\n■ 定義\n{BODY}", []),
        (f"■ 目的\n\n■ 定義\n{BODY}", ["■ 目的", "■ 定義"]),
        (f"■ 目的\n◆ 定義\n{BODY}", ["■ 目的", "◆ 定義"]),
        (f"【目的】\n【定義】\n{BODY}", ["【目的】", "【定義】"]),
        (f"【目的にします】\n{BODY}", []),
        (f"<目的にします>\n{BODY}", ["<目的にします>"]),
        (f"**手数料をいただきます**\n{BODY}", []),
        (f"**目的**\n{BODY}", ["**目的**"]),
        ("■" + "あ" * 90 + f"\n\n{BODY}", ["■" + "あ" * 90]),
        ("■" + "あ" * 91 + f"\n\n{BODY}", []),
    ],
)
def test_a_symbol_leads_a_heading_unless_it_leads_a_sentence_or_a_list(text: str, found: list[str]) -> None:
    assert heads(text) == found


# ------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"1. 目的\n{BODY}\n2. 定義\n{BODY}", ["1. 目的", "2. 定義"]),
        ("1. 目的\n2. 定義\n3. 費用", []),
        ("1. 目的\n1. 定義\n1. 費用", []),
        (f"1. 目的\n\n1. 定義\n{BODY}", ["1. 目的", "1. 定義"]),
        ("1. 目的\n(1) 発送\n(2) 案内", ["1. 目的"]),
        ("1. 目的\n・発送\n・案内", ["1. 目的"]),
        (f"① 目的\n{BODY}", []),
        (f"1. {BODY}\n守ります。", []),
        ("1. 目的", []),
        (f"・1. 目的\n{BODY}", []),
        (f"・1.1 目的\n{BODY}", ["・1.1 目的"]),
        (f"1. 目的\n2. 定義\n3. 費用\n{BODY}", []),
        (f"1. 目的\n2. 定義\n\n3. 費用\n{BODY}", ["3. 費用"]),
        (f"一、目的\n一、定義\n一、費用\n{BODY}", []),
        (f"1. 目的\n　　その他\n2. 定義\n{BODY}", ["1. 目的", "2. 定義"]),
    ],
)
def test_a_number_leads_a_heading_where_something_lies_below_it(text: str, found: list[str]) -> None:
    assert heads(text) == found


def test_an_item_whose_words_go_on_in_the_next_line_is_no_heading() -> None:
    item = "1. 当社が別に定める様式による書面を当社の窓口に対して郵送によ"
    wide = "あ" * 31 + "。"
    assert heads(f"{wide}\n{item}\nり送付する\n{BODY}") == []


def test_the_last_words_before_a_heading_of_those_above_are_none() -> None:
    above = f"【共同利用】\n{BODY}\n\n"
    assert heads(f"{above}次の者と利用します。\nウ．与信\n\n【窓口】\n電話です。") == [
        "【共同利用】",
        "【窓口】",
    ]
    assert heads("次の者と利用します。\nウ．与信\n\n【窓口】\n電話です。") == ["ウ．与信", "【窓口】"]


# --------------------------------------------------------------- plain lines


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"目的\n{BODY}", ["目的"]),
        (f"{BODY}\n\n費用\n{BODY}", ["費用"]),
        (f"{BODY}\n\n費用", []),
        (f"{BODY}\n\n費用\n以上", []),
        (
            f"{BODY}\n\n手続の全文\n費用の額\n方法\n{BODY}",
            ["手続の全文"],
        ),  # a list without marks below its name
        (f"{BODY}\n\n手続の全文\n費用の取扱い\n{BODY}", ["手続の全文", "費用の取扱い"]),
        (f"目的\n費用\n{BODY}", ["目的", "費用"]),
        ("次のとおりです。\n\n法令による場合\n生命を守る場合\n公衆衛生の場合\n\n本文です。", []),
        (f"次のとおりです。\n\n法令による場合\n{BODY}", ["法令による場合"]),
        (f"{BODY}\n\n山田太郎\n1. 目的\n{BODY}", ["1. 目的"]),
        (f"{BODY}\n以上\n\n運用方針\n1. 目的\n{BODY}", ["運用方針", "1. 目的"]),
        (f"{BODY}\n以上\n\n運用方針\n2. 目的\n{BODY}", ["2. 目的"]),
    ],
)
def test_a_short_line_is_a_heading_where_text_stands_below_it(text: str, found: list[str]) -> None:
    assert heads(text) == found


def test_a_list_of_names_before_a_number_holds_no_headings() -> None:
    assert heads(f"山田太郎\n鈴木花子\n佐藤次郎\n1. 目的\n{BODY}") == ["1. 目的"]
    assert heads(f"山田太郎\n鈴木花子\n1. 目的\n{BODY}") == ["山田太郎", "鈴木花子", "1. 目的"]


def test_the_last_words_above_the_next_symbol_are_no_heading() -> None:
    assert heads(f"■ 目的\n{BODY}\nお申し出の窓口\n\n■ 費用\n{BODY}") == ["■ 目的", "■ 費用"]
    assert heads(f"■ 目的\n{BODY}\n\nお申し出の窓口\n\n■ 費用\n{BODY}") == [
        "■ 目的",
        "お申し出の窓口",
        "■ 費用",
    ]


def test_what_a_note_stands_right_below_is_text_and_no_heading() -> None:
    assert heads(f"■ 費用\n五百円\n※ 税込です。\n{BODY}") == ["■ 費用"]
    assert heads(f"■ 費用\n\n五百円\n※ 税込です。\n{BODY}") == ["■ 費用", "五百円"]
    assert heads(f"{BODY}\n費用について\n※ 税込です。\n{BODY}") == ["費用について"]


def test_an_address_and_lines_with_a_label_hold_no_headings() -> None:
    assert heads(f"{BODY}\n\nお客様センター\n電話 03-0000-0000\n{BODY}") == []
    assert heads(f"{BODY}\n\nお客様センター\n\n電話 03-0000-0000\n{BODY}") == ["お客様センター"]
    assert heads(f"{BODY}\n\n窓口の名\n電話 03-0000-0000\n{BODY}") == ["窓口の名"]
    assert heads(f"{BODY}\n\n提供者：例の社\n目的：発送\n{BODY}") == []
    assert heads(f"{BODY}\n\n提供者：例の社\n{BODY}") == ["提供者：例の社"]
    assert heads(f"{BODY}\n\n提供者：例の社\n\n目的：発送\n{BODY}") == ["提供者：例の社"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{BODY}\n\n・費用\n\n{BODY}", ["・費用"]),
        (f"{BODY}\n\n・費用\n{BODY}", []),
        (f"{BODY}\n・費用\n\n{BODY}", []),
        (f"{BODY}\n\n・費用\n\n・窓口\n\n{BODY}", []),
        (f"{BODY}\n\n・費用", []),
        (f"{BODY}\n\n※費用\n\n{BODY}", ["※費用"]),
        (f"{BODY}\n\n※費用\n{BODY}", []),
        (f"{BODY}\n\n※費用\n\n・窓口", []),
    ],
)
def test_a_bullet_or_a_note_alone_between_blank_lines_is_a_heading(text: str, found: list[str]) -> None:
    assert heads(text) == found


def test_where_a_text_rules_its_headings_only_what_stands_behind_needs_no_rule() -> None:
    text = f"取得\n----\n{BODY}\n\n提供\n----\n{BODY}\n\n費用\n{BODY}\n\n附則\n{BODY}"
    assert heads(text) == ["取得", "提供", "附則"]
