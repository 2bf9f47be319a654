"""Layouts of policies that the project had not seen (a railway, an insurance agency, a nursery, games), in words of
their own: what went wrong in them is cut as a person would read it, and what only looks alike stays as it was."""

import pytest

from knowledge.flowing import flowing
from knowledge.lines import split_lines
from knowledge.sentences import sentence_ranges
from tests.unit.knowledge.test_layouts import clause_with, sections

ROUND = """個人情報の取扱い

■開示等のご請求
●ご請求いただける方
ご本人、またはご本人が委任した代理人
●お手続き
当社の請求書にご記入のうえ、お送りください。
●手数料
１件につき600円を同封してください。
●お断りする場合
次の場合には、開示をお断りすることがあります。
　ア　第三者の権利を害するとき
　イ　法令に反するとき
"""


def test_round_bullets_above_text_of_their_own_are_headings_without_blank_lines() -> None:
    assert clause_with(ROUND, "600円").text == "●手数料\n１件につき600円を同封してください。"
    refusals = clause_with(ROUND, "法令に反するとき")
    assert refusals.section == "■開示等のご請求 > ●お断りする場合"
    assert "お断りする場合" in refusals.text


def test_what_stands_alone_between_two_such_headings_is_none() -> None:
    assert not [one for one in sections(ROUND) if "委任した代理人" in one]
    assert "●ご請求いただける方" in clause_with(ROUND, "委任した代理人").text


@pytest.mark.parametrize(
    "items",
    [
        ["●氏名、住所", "●電話番号", "●ご購入の履歴"],
        [
            "●商品の発送",
            "（宅配便の会社に渡します）",
            "●代金の請求",
            "（当社が行います）",
            "●点検",
            "（年に一度）",
        ],
        ["●お届けのため", "ご住所を使います。", "●点検のため"],
        ["●会員の方が品物を受け取るときのご連絡のために、", "電話番号を使います。"] * 3,
    ],
)
def test_round_bullets_that_lead_items_are_no_headings(items: list[str]) -> None:
    text = "個人情報の取扱い\n\n■利用目的\n次の目的に使います。\n" + "\n".join(items) + "\n"
    assert not [one for one in sections(text) if "●" in one]


APART = """りんごゲームズ プライバシーポリシー

集める情報

自動で届くもの
端末の名前、言語、地域、接続元
障害の記録
声は、通話をしている間だけ送られ、保存されません。

使いみち
ゲームを動かすため
不正、迷惑行為、換金を見つけるため
チャットの乱れを見つけるため
お客様に合う品をお見せするため
賞品を送るため

広告について
広告の会社に広告用の番号が送られます。

おたずね

Q. データを見たいときは？
A. 設定からお申し込みください。

Q. いつ届きますか？
A. 二週間ほどです。

安全のために
通信は暗号にしています。

変更
変えるときは、前もってお知らせします。
"""


def test_where_headings_stand_apart_a_line_of_a_list_is_none() -> None:
    assert clause_with(APART, "障害の記録").section == "自動で届くもの"
    purposes = clause_with(APART, "賞品を送るため")
    assert purposes.section == "使いみち" and "ゲームを動かすため" in purposes.text
    assert clause_with(APART, "広告用の番号").section == "広告について"


def test_where_they_do_not_stand_apart_short_lines_are_still_headings() -> None:
    close = "みかん商店の方針\n\n利用目的\n発送のために使います。\n第三者提供\nお客様の同意なく渡しません。\n安全管理\n鍵をかけて保管します。\n"
    assert {"利用目的", "第三者提供", "安全管理"} <= set(sections(close))


def test_questions_lie_below_the_line_above_the_first() -> None:
    assert clause_with(APART, "二週間").section == "おたずね > Q. いつ届きますか？"
    assert clause_with(APART, "暗号").section == "安全のために"


def test_a_short_answer_above_the_next_question_is_no_heading() -> None:
    text = "方針\n\nQ. 費用は？\nいただきません\n\nQ. 期間は？\n二週間ほどです。\n\nQ. 窓口は？\n本社総務部\n"
    assert all(one.startswith("Q.") for one in sections(text) if one != "方針")


ANNEXES = """個人情報保護規程

（保存期間）
第１条　文書の保存期間は、別表第１のとおりとする。

（書類）
第２条　請求をしようとする者は、別表第２に掲げる書類を添えなければならない。

附　則
この規程は、平成30年４月１日から施行する。

別表第１（第１条関係）
文書の種類
保存期間
健康診断票
５年
面談の記録であって、園長が別に定めるもの
卒園の後３年

別表第二（第２条関係）
請求者
必要な書類
保護者
運転免許証の写し
代理人
委任状及び代理人の本人確認書類
"""


def test_numbered_annexes_are_parts_of_their_own() -> None:
    assert clause_with(ANNEXES, "健康診断票").section == "別表第１（第１条関係）"
    papers = clause_with(ANNEXES, "委任状")
    assert papers.section == "別表第二（第２条関係）" and "健康診断票" not in papers.text


WIDE = 40
PAGE = "\n".join(
    [
        "１．提供の場合",
        " 当社は、次の場合を除き、ご本人の同意がないときは、個人データを第三者に提供することはあり",
        "ません。",
        "  ・ご本人の生命、身体または財産を守るために必要があり、同意を得ることが難しいと認めると",
        "    き",
        "  ・保険会社、再保険会社に渡す場合であって、あらかじめご本人の同意をいただいているとき",
        " 第三者に提供したときは、記録を作成し、三年間保存します。",
        "",
        " " * WIDE + "           平成17年 4月 1日 制定",
        " " * WIDE + "           令和 5年10月 1日 最終改定",
        " " * WIDE + "           代表取締役　青木 誠一",
        "",
    ]
)


def test_a_row_further_left_than_its_item_goes_on_with_nothing() -> None:
    pieces = [PAGE[start:end] for start, end in sentence_ranges(PAGE)]
    assert any(piece.endswith("いただいているとき") for piece in pieces)
    assert any(piece.startswith("第三者に提供したときは") for piece in pieces)
    assert any("認めると\n    き" in piece for piece in pieces)  # the item above does go on


def test_dates_set_to_the_right_are_lines_of_their_own() -> None:
    dates = [line for line in split_lines(PAGE) if line.indent > WIDE]
    assert len(dates) == 3 and not any(line.wrapped for line in dates)


PAGES = """４．安全管理
 お客様の記録を社外に持ち出すときは、責任者の許可を得ます。


                                      - 2 -
 契約が終わったお客様の控えは、契約の終わりから十年の後に焼却します。

                                      3 / 12
 見積書は、作った日から一年間保管します。
"""


def test_the_number_of_a_page_is_in_no_sentence() -> None:
    pieces = [PAGES[start:end] for start, end in sentence_ranges(PAGES)]
    assert not [piece for piece in pieces if "- 2 -" in piece or "3 / 12" in piece]
    assert "契約が終わったお客様の控えは、契約の終わりから十年の後に焼却します。" in pieces


@pytest.mark.parametrize("row", ["手数料は 1/2 に", "- 2 - 3", "24/365", "電話 - 12 - 3456"])
def test_what_only_looks_like_the_number_of_a_page_is_said(row: str) -> None:
    text = f"受付は次のとおりです。\n{row}\nお電話でおたずねください。"
    assert any(row in text[start:end] for start, end in sentence_ranges(text))


COLUMNS = """２．保険会社
各社の目的は、次に載せてあります。
  あおぞら火災保険株式会社   https://www.aozora.example.jp
  日の光生命保険株式会社     https://www.hinohikari.example.jp
  もみじ少額短期保険株式会社 https://www.momiji.example.jp

３．提供
渡しません。
"""


def test_a_row_whose_cells_stand_in_the_columns_above_is_of_the_table() -> None:
    rows = [line.text for line in split_lines(COLUMNS) if line.family == "table"]
    assert len(rows) == 3 and "momiji" in rows[2]


def test_a_row_that_stands_in_no_column_above_is_none_of_it() -> None:
    text = COLUMNS.replace(
        "  もみじ少額短期保険株式会社 https://www.momiji.example.jp", "ほかの会社 にはお尋ねください"
    )
    rows = [line for line in split_lines(text) if line.family == "table"]
    assert len(rows) == 2


TORN = "\n".join(
    [
        "５．管理",
        " 当社は、個人データの漏えい、滅失または毀損の防止その他の安全管理のため、取扱規程を定め、お客",
        "",
        "",
        "                                      - 2 -",
        "様の記録を社外に持ち出すときは、管理者の許可を得ることとし、その都度これを帳簿に記録します。",
        " また、廃棄するときは、裁断のうえ焼却し、その日付と立ち会った者の名を同じ帳簿に記録することと",
        "                                      - 3 -",
        "６．委託",
        " 印刷と発送を委託します。委託する先は、あらかじめ定めた基準によって審査し、年に一度点検します。",
        "",
    ]
)


def test_a_sentence_goes_on_over_the_end_of_a_page() -> None:
    pieces = [TORN[start:end] for start, end in sentence_ranges(TORN)]
    torn = next(piece for piece in pieces if "取扱規程を定め" in piece)
    assert torn.endswith("帳簿に記録します。")
    assert "お客様の記録を社外に" in flowing(TORN) and "- 2 -" not in flowing(torn)


def test_a_heading_at_the_top_of_a_page_goes_on_with_nothing() -> None:
    assert "６．委託" in sections(TORN)
    assert clause_with(TORN, "６．委託").text.startswith("６．委託")


@pytest.mark.parametrize(
    "row",
    [
        "(2) 記録を持ち出すときは許可を得ます。",
        "・記録を持ち出すときは許可を得ます。",
        "※記録は持ち出しません。",
    ],
)
def test_an_item_at_the_top_of_a_page_goes_on_with_nothing(row: str) -> None:
    text = TORN.replace(TORN.split("\n")[5], row)
    assert not next(line for line in split_lines(text) if line.text == row).wrapped


def test_what_stands_below_the_last_item_of_a_page_is_none_of_it() -> None:
    text = TORN.replace(TORN.split("\n")[1], "・" + TORN.split("\n")[1].strip())
    assert not next(line for line in split_lines(text) if line.text.startswith("様の記録")).wrapped


@pytest.mark.parametrize("last", ["と定めます。", "次のことを定めます："])
def test_a_sentence_that_has_ended_above_the_end_of_a_page_goes_on_with_nothing(last: str) -> None:
    first = TORN.split("\n")[1]
    text = TORN.replace(first, first[: -len(last)] + last)
    assert not next(line for line in split_lines(text) if line.text.startswith("様の記録")).wrapped


def test_a_short_line_above_the_end_of_a_page_goes_on_with_nothing() -> None:
    text = TORN.replace(TORN.split("\n")[1], " 当社の管理は次による")
    assert not next(line for line in split_lines(text) if line.text.startswith("様の記録")).wrapped


TWO = """個人情報保護方針
株式会社みほん（以下、当社）は、次の方針を定めます。
1．個人情報を適切に取り扱います。
2．法令を守ります。
制定日　2009年7月1日
株式会社みほん
代表取締役　見本 太郎

個人情報の取り扱いについて

1 利用目的
お仕事のご紹介に使います。

2 書類
本人確認書類　次のうち二点
　　運転免許証／パスポート／年金手帳
(c) 代理人の場合　委任状
8-3 手数料
無料です。
"""


def test_choices_between_strokes_are_no_heading() -> None:
    assert not [one for one in sections(TWO) if "パスポート" in one]
    assert "書類／窓口" in sections("方針\n\n書類／窓口\n本社でお渡しします。\n\n管理\n鍵をかけます。\n")
