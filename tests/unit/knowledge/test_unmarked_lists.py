"""Lists, addresses and parts whose lines bear no mark, or a mark that leads items elsewhere, are cut as they are meant."""

import pytest

from knowledge.chunking import Clause, clauses
from knowledge.lines import split_lines
from tests.unit.knowledge.invented import policy_of

TAIL = "\n\n■手数料\n開示のご請求一件につき500円をいただきます。\n"


def cut(text: str) -> list[Clause]:
    return clauses(policy_of(text))


def sections(text: str) -> list[str]:
    return [one.section for one in cut(text)]


def test_short_lines_right_below_a_heading_are_its_items() -> None:
    text = f"みほん方針\n\n■お預かりする情報\nお名前\n学校名・学年\n成績\n口座の情報\n\n■使いみち\n授業の実施\n成績の管理\n面談{TAIL}"
    assert sections(text) == ["■お預かりする情報", "■使いみち", "■手数料"]


def test_short_lines_below_a_plain_heading_are_its_items_too() -> None:
    text = (
        "みほん方針\n\n商品をお届けするために、個人情報をお預かりしています。\n\nお預かりする情報\nお名前\n性別\n成績\n\n"
        "使いみち\n授業を行うために利用します。\n"
    )
    assert sections(text) == ["みほん方針", "お預かりする情報", "使いみち"]


def test_a_short_line_above_a_sentence_is_still_a_heading() -> None:
    text = "みほん方針\n\n取得する情報\nお名前を伺います。\n\n使いみち\n授業を行うために利用します。\n\n保管\n三年間保管します。\n"
    assert sections(text) == ["取得する情報", "使いみち", "保管"]


def test_the_addresses_of_several_places_stay_together() -> None:
    text = (
        "みほん方針\n\n■連絡先\n本部\n〒732-0000\n広島市南区架空町7-7\n月～土 13:00～21:00\n駅前教室\n広島市南区架空町1-2-3\n"
        f"西条教室\n東広島市西条架空2-2{TAIL}"
    )
    assert sections(text) == ["■連絡先", "■手数料"]


def test_labels_and_values_with_a_blank_between_stay_together() -> None:
    text = "みほん方針\n\n窓口\n住所　新潟市中央区架空1-1\n部署　お客様係\n責任者　店長 廻谷 透\n\n保管\n三年間保管します。\n"
    assert sections(text) == ["窓口", "保管"]


def test_round_bullets_that_each_begin_a_part_head_it() -> None:
    text = "みほん方針\n\n● 取扱会社\n次の会社です。\nひので生命\nみなみ損保\nつばさ共済\n\n● 苦情・ご相談\n電話で承ります。\n"
    assert sections(text) == ["● 取扱会社", "● 苦情・ご相談"]


@pytest.mark.parametrize(
    "text",
    [
        "みほん方針\n\n次の場合に利用します。\n\n● 商品の発送\n● 料金の請求\n",
        "みほん方針\n\n次の場合に利用します。\n\n● 商品の発送\n商品をお送りします。\n● 料金の請求\n請求書をお送りします。\n",
        "みほん方針\n\n● 商品の発送\n商品をお送りします。\n",
    ],
)
def test_round_bullets_of_a_list_are_items(text: str) -> None:
    assert all(line.family != "symbol" for line in split_lines(text))


@pytest.mark.parametrize("head", ["附　則", "付則（令和５年規程第１号）", "別表（第９条関係）", "別紙２"])
def test_what_stands_behind_the_articles_stands_apart(head: str) -> None:
    text = f"みほん規程\n\n第１条　この規程は、開示の手続を定める。\n第２条　手数料は、無料とする。\n\n{head}\n写しの作成\n一枚につき十円\n"
    assert sections(text)[-1] == head
    assert len(cut(text)) == 3


def test_a_sentence_that_begins_with_the_appendix_is_no_heading() -> None:
    text = "みほん規程\n\n第１条　写しの費用を定める。\n別表に定める額を負担する\n"
    assert sections(text) == ["第１条"]


def test_behind_the_day_of_its_last_change_a_policy_on_cookies_stands_by_itself() -> None:
    text = (
        "みほん方針\n\n■タイにお住まいの方へ\n親権者の同意が必要です。\n\n2020年4月1日制定\n2024年10月15日改定\n\n"
        "クッキーポリシー\n\n当社のサイトはクッキーを使用しています。\n\n■クッキーの拒否\nブラウザの設定で拒否することができます。\n"
    )
    assert sections(text)[-1].startswith("クッキーポリシー")
    assert [one.region for one in cut(text)][-1] is None


def test_the_name_of_the_house_below_the_title_holds_no_parts() -> None:
    text = (
        "みほん方針\n\n学習塾かしの木ゼミ\n（運営：かしの木教育）\n\n【保管】\n三年間保管します。\n\n【防犯カメラ】\n"
        "出入口に設置しています。\n"
    )
    assert sections(text)[-2:] == ["【保管】", "【防犯カメラ】"]


def test_the_day_of_an_english_policy_heads_nothing() -> None:
    text = "Mihon Privacy Policy\nEffective date: March 1, 2024\n\n1. Cookies\nWe use cookies.\n\n2. Contact\nWrite to us.\n"
    assert sections(text)[1:] == ["1. Cookies", "2. Contact"]


def test_a_number_of_years_leads_no_line() -> None:
    assert [line.family for line in split_lines("Cookies\n\n_ga\n2 years\n3 months\n2 Contact us\n")] == [
        *["plain"] * 4,
        "bare",
    ]
