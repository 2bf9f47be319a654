"""What a line of a policy is, by its form alone; and where one line is two, or two are one."""

import pytest

from knowledge.layout import columns
from knowledge.lines import Line, split_lines
from knowledge.markup import without_tags

LATIN = "a b " * 40


def line(text: str) -> Line:
    (found,) = split_lines(text)
    return found


# ------------------------------------------------------------------ one line


@pytest.mark.parametrize(
    ("text", "family", "content", "bulleted"),
    [
        ("手数料", "plain", "手数料", False),
        ("・手数料", "bullet", "手数料", True),
        ("・(1) 手数料", "paren", "手数料", True),
        ("(1)・手数料", "paren", "手数料", True),
        ("1. (2) 手数料", "paren", "手数料", False),
        ("・・手数料", "bullet", "手数料", True),
        ("① (2) 手数料", "circle", "(2) 手数料", False),
        ("※手数料", "note", "手数料", False),
        ("・※ 手数料", "note", "手数料", True),
        ("■ 手数料", "symbol", "手数料", False),
        ("【手数料】", "symbol", "手数料", False),
        ("**手数料**", "symbol", "手数料", False),
        ("**1. 手数料**", "dot", "手数料", False),
        ("<h2>手数料</h2>", "symbol", "手数料", False),
        ("<p>手数料</p>", "plain", "手数料", False),
        ("費目\t金額", "table", "費目\t金額", False),
        ("| 費目 | 金額 |", "table", "| 費目 | 金額 |", False),
        ("<td>手数料</td>", "table", "<td>手数料</td>", False),
    ],
)
def test_a_line_is_told_by_what_leads_it(text: str, family: str, content: str, bulleted: bool) -> None:
    found = line(text)
    assert (found.family, found.content, found.bulleted) == (family, content, bulleted)


def test_the_last_of_several_numbers_is_the_lines_own() -> None:
    found = line("1.3 手数料")
    assert (found.number, found.numbers, found.numbered) == (3, (1, 3), True)
    assert (line("手数料").number, line("手数料").numbered) == (0, False)
    assert (line("第3条の2　手数料").branch, line("(1) 手数料").numbered) == ((2,), True)


def test_kana_are_numbered_by_what_came_before_each_kind_by_itself() -> None:
    found = split_lines("ア　一\n(ア) 二\nイ　三\n(イ) 四")
    assert [(one.family, one.number) for one in found] == [
        ("kana", 1), ("kanaparen", 1), ("kana", 2), ("kanaparen", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["以上", "-----", "PAGE TOP", "© 2024 Example", "- 3 -", "3/12", "---\t---", "<br>"]
)
def test_what_says_nothing_is_furniture(text: str) -> None:
    assert line(text).furniture


@pytest.mark.parametrize(
    "text", ["手数料", "費目\t金額", "以上\t手数料", "(c) 開示", "<p>手数料</p>", "以上の情報"]
)
def test_what_says_something_is_no_furniture(text: str) -> None:
    assert not line(text).furniture


@pytest.mark.parametrize(
    ("text", "menu"),
    [
        ("ホーム > 会社 > 採用", True),
        ("ホーム｜会社｜採用", True),
        ("ホーム > 会社", False),
        ("ホーム > 会社 > 採用。", False),
        ("手数料", False),
    ],
)
def test_a_row_of_three_links_is_a_menu_and_of_two_is_none(text: str, menu: bool) -> None:
    assert line(text).menu is menu


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("# 一", 1),
        ("### 三", 3),
        ("<h2>二</h2>", 2),
        ("<H4 class='x'>四</H4>", 4),
        ("手数料", 0),
        ("#手数料", 0),
    ],
)
def test_a_headings_own_notation_gives_its_depth(text: str, level: int) -> None:
    assert line(text).level == level


def test_a_first_heading_of_a_web_page_is_told_from_the_second() -> None:
    assert [line(text).headline for text in ("# 一", "<h1>一</h1>", "## 二", "<h2>二</h2>", "一")] == [
        True, True, False, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("以上", True),
        ("(2024年4月1日現在)", True),
        ("制定日：2020年4月", True),
        ("-----", True),
        ("以上の情報", False),
    ],
)
def test_what_ends_a_document_is_known(text: str, closing: bool) -> None:
    assert line(text).closing is closing


def test_a_row_of_dashes_that_makes_a_heading_ends_nothing() -> None:
    found = split_lines("利用目的\n-----\n本文です。\n\n手数料\n=====\n本文です。")
    assert [(one.text[:2], one.underlined, one.rule, one.closing) for one in found] == [
        ("利用", 2, False, False),
        ("--", 0, True, False),
        ("本文", 0, False, False),
        ("手数", 1, False, False),
        ("==", 0, True, False),
        ("本文", 0, False, False),
    ]
    assert [one.level for one in found if one.underlined] == [2, 1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("手数料は無料です。", True),
        ("手数料をいただきます", True),
        ("手数料", False),
        ("We keep it. You may ask", True),
        ("あ" * 90, False),
        ("あ" * 91, True),
        (LATIN[:120], False),
        (LATIN[:121].replace(" ", "x"), True),
    ],
)
def test_a_sentence_is_told_by_its_end_or_by_its_length(text: str, sentence: bool) -> None:
    assert line(text.strip()).sentence is sentence


@pytest.mark.parametrize(
    ("text", "headinglike"),
    [
        ("開示等の手続", True),
        ("開示、訂正の手続", True),
        ("開示、訂正、削除の手続", False),
        ("1. 開示、訂正、削除の手続", True),
        ("（別紙１）", True),
        ("（お客様）", False),
        ("「別紙１」", False),
        ("「別紙１」（様式）", False),
        ("(別紙、様式、一覧)", False),
        ("開示について", True),
        ("開示、", False),
        ("開示は次のとおり：", False),
        ("2024年4月の手続", False),
        ("〒100-0001 東京都", False),
        ("1. 株式会社例", True),
        ("※ 株式会社例", False),
        ("開示します", False),
        ("あ" * 48, True),
        ("あ" * 49, False),
        ("1. " + "ab " * 33 + "a", True),
        ("1. " + "ab " * 33 + "abc", False),
        ("ab " * 23, True),
        ("ab " * 23 + "ab", False),
    ],
)
def test_a_heading_is_short_and_neither_a_sentence_nor_a_list_nor_an_address(
    text: str, headinglike: bool
) -> None:
    assert line(text).headinglike is headinglike


@pytest.mark.parametrize(
    ("text", "entity", "dated", "major"),
    [
        ("1. 株式会社例", True, False, False),
        ("開示の手続", False, False, False),
        ("令和6年4月", False, True, False),
        ("2024/04/01", False, True, False),
        ("個人情報の取扱いについて", False, False, True),
    ],
)
def test_addresses_dates_and_great_titles_are_known(
    text: str, entity: bool, dated: bool, major: bool
) -> None:
    assert (line(text).entity, line(text).dated, line(text).major) == (entity, dated, major)


# ------------------------------------------------------- one line that is two


def test_an_article_with_its_sentence_is_a_heading_and_a_sentence() -> None:
    text = "　第1条（目的）　当社は、個人情報を守ります。"
    found = split_lines(text)
    assert [one.text for one in found] == ["第1条（目的）", "当社は、個人情報を守ります。"]
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert [one.blank_before for one in found] == [True, False] and found[0].indent == 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("第1条（目的）", 1),
        ("第1条　当社は、", 2),
        ("第1条　" + "あ" * 60, 1),
        ("第1条　" + "あ" * 61, 2),
        ("【目的】当社は守ります。", 2),
        ("【目的】当社の方針", 1),
        ("【目的】", 1),
    ],
)
def test_a_heading_is_cut_off_only_from_a_sentence(text: str, parts: int) -> None:
    assert len(split_lines(text)) == parts


def test_an_article_whose_sentence_goes_on_in_the_next_line_is_cut_off_too() -> None:
    full = "第1条（目的）　この方針は" + "あ" * 20
    rest = "ことを定めます。"
    assert [one.text[:3] for one in split_lines(f"{full}\n{rest}")] == ["第1条", "この方", "ことを"]
    assert [one.text[:3] for one in split_lines(f"{full}\n\n{rest}")] == ["第1条", "ことを"]
    assert [one.text[:3] for one in split_lines(full)] == ["第1条"]
    closed = "第1条（目的）　この方針は" + "あ" * 18 + "（等）"
    assert [one.text[:3] for one in split_lines(f"{closed}\n{rest}")] == ["第1条", "ことを"]


# ------------------------------------------------------ two lines that are one


@pytest.mark.parametrize(
    ("first", "second", "wrapped"),
    [
        ("あ" * 40, "続き。", True),
        ("あ" * 39 + "。", "次の文。", False),
        ("あ" * 30, "続き。", True),  # both are of a text as wide as its first line
        ("あ" * 29, "続き。", False),
        ("あ" * 60, "続き。", True),
        ("あ" * 61, "続き。", False),
        ("■" + "あ" * 39, "本文。", False),
    ],
)
def test_a_line_that_fills_the_page_without_an_end_goes_on_in_the_next(
    first: str, second: str, wrapped: bool
) -> None:
    assert [one.wrapped for one in split_lines(f"{first}\n{second}")] == [False, wrapped]


def test_a_blank_line_or_a_short_one_breaks_off() -> None:
    assert [one.wrapped for one in split_lines(f"{'あ' * 40}\n\n続き。")] == [False, False]
    nearly, short = f"{'い' * 34}\n続き。", f"{'い' * 33}\n続き。"
    assert [one.wrapped for one in split_lines(f"{'あ' * 39}。\n{nearly}")] == [False, False, True]
    assert [one.wrapped for one in split_lines(f"{'あ' * 39}。\n{short}")] == [False, False, False]


def test_what_a_line_is_set_in_by_belongs_to_its_width() -> None:
    text = f"{'あ' * 39}。\n　{'い' * 33}\n続き。"
    assert [one.wrapped for one in split_lines(text)] == [False, False, True]


def test_rows_of_a_table_of_blanks_never_go_on() -> None:
    rows = "氏名　　" + "あ" * 36 + "\n住所　　" + "い" * 36
    assert [(one.family, one.wrapped) for one in split_lines(rows)] == [("table", False)] * 2
    below = split_lines("あ" * 40 + "\n" + rows.replace("氏名", "1. 氏名"))
    assert [one.family for one in below] == ["plain", "dot", "table"]


# ------------------------------------------------------------------- measures


def test_a_full_width_letter_is_two_columns_and_a_half_width_one_is_one() -> None:
    assert [columns(text) for text in ("", "ab", "あい", "ｱｲ", "aあｱ", "｡ﾟ")] == [0, 2, 4, 2, 4, 2]


def test_indents_are_counted_in_columns_and_a_first_line_stands_alone() -> None:
    found = split_lines("手数料\n　 二\n\n  三")
    assert [(one.indent, one.blank_before) for one in found] == [(0, True), (3, False), (2, True)]
    assert [one.start for one in found] == [0, 6, 11]


def test_tags_are_taken_out_unless_nothing_would_be_left() -> None:
    assert without_tags("<b>手数料</b><br>") == "手数料"
    assert without_tags("<br>") == "<br>"
