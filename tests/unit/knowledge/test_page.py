"""What of a copied page is the page's and what is the policy's; headings and columns that rows of dashes and blanks make."""

import pytest

from knowledge.chunking import clauses
from knowledge.layout import columned, rank, ruled
from knowledge.lines import split_lines
from knowledge.page import page_foot, page_top, policy_title
from knowledge.regional import heading_region, region_below
from knowledge.vocabulary import Region
from tests.unit.knowledge.invented import policy_of

BODY = "当社は、個人情報を守ります。"


def title(*rows: str) -> tuple[int | None, str]:
    return policy_title(split_lines("\n".join(rows)))


# ------------------------------------------------------------------ the title


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("個人情報の取扱いについて", BODY), (0, "個人情報の取扱いについて")),
        (("株式会社例", "プライバシーポリシー", BODY), (1, "プライバシーポリシー")),
        (("例の会社", "# Our privacy notice", BODY), (1, "Our privacy notice")),
        (("**個人情報保護方針**", BODY), (0, "個人情報保護方針")),
        (("**会社**", "個人情報保護方針", BODY), (1, "個人情報保護方針")),
        (("# 会社", "個人情報保護方針", BODY), (1, "個人情報保護方針")),
        (("ホーム > 会社 > 個人情報保護方針", "例の会社", BODY), (None, "プライバシーポリシー")),
        (("例の会社", BODY), (0, "例の会社")),
        ((BODY, "例の会社"), (None, "プライバシーポリシー")),
        ((), (None, "プライバシーポリシー")),
        (("1. 個人情報の取扱い", BODY), (None, "プライバシーポリシー")),
        (("例の会社", "1. 個人情報の取扱い", BODY, "2. 開示の手続", BODY), (0, "例の会社")),
        (("会社", "1. 目的", "個人情報保護方針の全文"), (0, "会社")),
        (("個人情報保護方針を定めます。", BODY), (None, "プライバシーポリシー")),
        (("方針" + "あ" * 58, BODY), (0, "方針" + "あ" * 58)),
        (("方針" + "あ" * 59, BODY), (None, "プライバシーポリシー")),
    ],
)
def test_the_title_is_the_first_line_that_reads_like_one(rows: tuple[str, ...], found: object) -> None:
    assert title(*rows) == found


def test_a_title_of_many_words_is_looked_for_among_the_first_eight_lines() -> None:
    menu = [f"品{'い' * n}" for n in range(1, 8)]
    assert title(*menu, "お客様の個人情報の取扱い", BODY) == (7, "お客様の個人情報の取扱い")
    assert title(*menu, "品", "お客様の個人情報の取扱い", BODY)[0] == 0


def below(*rows: str, menu: int = 10) -> int | None:
    links = [f"品{'い' * n}" for n in range(1, menu + 1)]
    return title(*links, *rows)[0]


def test_below_a_long_menu_only_a_title_and_nothing_else_is_one() -> None:
    assert below("", "プライバシーポリシー", "", BODY) == 10
    assert below("プライバシーポリシー", BODY) == 10
    assert below("", "プライバシーポリシーのご案内", "", BODY) == 0
    assert below("", "プライバシーポリシー") == 0
    assert below("", "プライバシーポリシー", "ホーム > 会社 > 採用") == 0


def test_a_link_among_links_is_no_title() -> None:
    assert below("プライバシーポリシー", "アクセス", BODY) == 0
    assert below("", "プライバシーポリシー", "アクセス", BODY) == 10
    assert below("プライバシーポリシー", "", "アクセス", BODY) == 10


def test_a_number_or_three_sentences_above_it_end_the_search_for_a_title() -> None:
    assert below(BODY, BODY, "", "プライバシーポリシー", "", BODY) == 12
    assert below(BODY, BODY, BODY, "", "プライバシーポリシー", "", BODY) == 0
    assert below("1. 目的", "", "プライバシーポリシー", "", BODY) == 0


def test_a_title_is_looked_for_in_sixty_lines() -> None:
    assert below("", "プライバシーポリシー", "", BODY, menu=59) == 59
    assert below("", "プライバシーポリシー", "", BODY, menu=60) == 0


# ------------------------------------------------------- above it and at the foot


def test_above_the_title_links_go_and_names_dates_and_sentences_stay() -> None:
    rows = [
        "採用情報",
        "ホーム > 会社 > 採用",
        "株式会社例",
        "2024年4月1日",
        BODY,
        "※お知らせ",
        "個人情報保護方針",
    ]
    lines = split_lines("\n".join(rows))
    assert page_top(lines, 6) == {0, 1, 5}
    assert page_top(lines, 0) == set()


def test_a_line_of_more_than_twenty_letters_above_the_title_is_no_button() -> None:
    def gone(text: str) -> bool:
        return page_top(split_lines(f"{text}\n個人情報保護方針"), 1) == {0}

    assert gone("「" + "あ" * 18 + "」") and not gone("「" + "あ" * 19 + "」")


def foot(*rows: str) -> list[str]:
    lines = split_lines("\n".join([BODY, *rows]))
    return [lines[at].text for at in sorted(page_foot(lines))]


def test_links_at_the_foot_go_where_they_are_three_or_one_is_surely_the_pages() -> None:
    assert foot("会社概要", "採用情報", "アクセス") == ["会社概要", "採用情報", "アクセス"]
    assert foot("会社概要", "採用情報") == []
    assert foot("会社概要", "© 2024 Example") == ["会社概要", "© 2024 Example"]
    assert foot("会社概要 > 採用 > アクセス") == ["会社概要 > 採用 > アクセス"]
    assert foot("> 会社概要", "・採用情報", "アクセス ›") == ["> 会社概要", "・採用情報", "アクセス ›"]


def test_what_ends_the_policy_is_not_the_pages_alone() -> None:
    assert foot("以上") == []
    assert foot("会社概要", "以上") == []
    assert foot("お問い合わせ", "手数料は無料です。", "会社概要", "採用情報") == []
    assert foot("手数料は無料です。", "会社概要", "採用情報", "アクセス") == [
        "会社概要",
        "採用情報",
        "アクセス",
    ]


# ----------------------------------------------------------- blanks and dashes


def table(*rows: str, blanks: tuple[bool, ...] | None = None) -> set[int]:
    return columned(rows, blanks or (False,) * len(rows))


def test_two_rows_of_cells_right_below_each_other_are_a_table() -> None:
    assert table("氏名　　住所", "山田　　東京") == {0, 1}
    assert table("見出し", "氏名　　住所", "山田　　東京", "鈴木   大阪") == {1, 2, 3}
    assert table("氏名　　住所") == set()
    assert table("氏名　　住所", "山田　　東京", blanks=(False, True)) == set()
    assert table("氏名　　住所", "山田 東京") == set()
    assert table("氏名　　住所", "山田です。　　東京") == set()
    assert table("氏名　　住所", "山田\t　　東京") == set()


def headed(*rows: str, blanks: tuple[int, ...] = ()) -> set[int]:
    return ruled(rows, [at in blanks for at in range(len(rows))])


def test_rows_of_dashes_make_headings_where_there_are_two() -> None:
    assert headed("目的", "----", BODY, "手数料", "====", BODY) == {1, 4}
    assert headed("目的", "----", BODY) == set()


@pytest.mark.parametrize(
    "above",
    ["目的です。", "目的、手数料", "目的|手数料", "目的\t手数料", "※★", "あ" * 61],
)
def test_a_row_of_dashes_below_what_is_no_heading_makes_none(above: str) -> None:
    assert headed("目的", "----", above, "----", "手数料", "----") == {1, 5}
    assert headed("目的", "----", "あ" * 60, "----") == {1, 3}


def test_a_row_of_dashes_below_a_blank_line_makes_no_heading() -> None:
    assert headed("目的", "----", "費用", "----", "手数料", "----", blanks=(3,)) == {1, 5}


def test_equals_signs_stand_above_dashes() -> None:
    assert [rank(row) for row in ("===", "＝＝＝", "----", "─────")] == [1, 1, 2, 2]


# -------------------------------------------------------- headings for a place


@pytest.mark.parametrize(
    ("heading", "region"),
    [
        ("第2章　EEAに居住する方", Region.EEA_UK),
        ("英国のお客様へ", Region.EEA_UK),
        ("中国に居住する方の権利", Region.CHINA),
        ("For California residents", Region.CALIFORNIA),
        ("日本にお住まいの方", None),
        ("ブラジルのお客様へ", None),
        ("開示の手続", None),
    ],
)
def test_a_chapter_is_of_the_place_that_it_names_where_rules_of_its_own_are_kept(
    heading: str, region: Region | None
) -> None:
    assert heading_region(heading) is region


@pytest.mark.parametrize(
    ("heading", "people"),
    [
        ("EUに居住する方", True),
        ("英国のお客様へ", True),
        ("Individuals in the EEA", True),
        ("中国に関する追加条項", True),
        ("California privacy rights", True),
        ("EUへのデータの移転", False),
        ("EUへの提供に関する追加条項", False),
        ("中国の委託先", False),
        ("EUの会員の権利", True),
        ("EUの会員数", False),
    ],
)
def test_below_chapters_only_what_is_about_people_of_a_place_is_theirs(heading: str, people: bool) -> None:
    assert (region_below(heading, above=[]) is not None) is people


@pytest.mark.parametrize(
    "heading",
    [
        "中国からの委託",
        "中国からの受託業務について",
        "欧州の取引先",
        "英国の現地法人について",
        "中国におけるサーバーの管理",
        "EUにある当社の拠点",
        "カリフォルニアの会社が提供するクッキー",
        "アメリカ製クッキー",
        "カリフォルニア州からのデータの取得",
        "英国の会社からの受託",
        "EUの店舗の一覧",
        "EUの拠点に移転するお客様の情報",
        "中国の工場で製造する商品",
        "欧州の支店に提供するお客様のデータ",
        "英国の事務所で保管するお客様の書類",
        "中国の拠点に委託する業務の従業員",
    ],
)
def test_business_with_a_place_makes_no_chapter_for_its_people(heading: str) -> None:
    assert heading_region(heading) is None
    assert region_below(heading, above=["国別のご案内"]) is None


@pytest.mark.parametrize(
    ("heading", "region"),
    [
        ("英国からのご注文", Region.EEA_UK),
        ("欧州からアクセスされるお客様", Region.EEA_UK),
        ("中国におけるお客様の権利", Region.CHINA),
        ("欧州における個人情報の取扱い", Region.EEA_UK),
        ("欧州の取引先の皆様へ", Region.EEA_UK),
        ("ロンドン支店の会員の皆様", Region.EEA_UK),
        ("EUにある拠点のご利用者", Region.EEA_UK),
        ("EUの店舗をご利用のお客様へ", Region.EEA_UK),
        ("カリフォルニア州の店舗で購入された方", Region.CALIFORNIA),
        ("中国の工場で働く従業員の方へ", Region.CHINA),
        ("欧州の拠点に勤務する皆様", Region.EEA_UK),
        ("英国の法令に基づく権利", Region.EEA_UK),
        ("カリフォルニア州のお客様のデータ", Region.CALIFORNIA),
        ("中国編", Region.CHINA),
    ],
)
def test_who_lives_there_or_orders_from_there_still_has_the_chapter(heading: str, region: Region) -> None:
    assert heading_region(heading) is region


# ------------------------------------------------------------------ a page's tags


@pytest.mark.parametrize(
    "told",
    [
        "<dl>\n<dt>電話</dt>\n<dd>03-0000-0000</dd>\n</dl>",
        "<dl><dt>電話</dt><dd>03-0000-0000</dd></dl>",
        "<p>電話 03-0000-0000</p>",
        "<div><p>電話 03-0000-0000</p></div>",
        "<ul><li>電話 03-0000-0000</li></ul>",
        "<p>電話 03-0000-0000</p>\n<p><a href='/'>トップ</a> | <a href='/map'>サイトマップ</a> | <a href='/en'>English</a></p>",
    ],
)
@pytest.mark.parametrize("heading", ["## お問い合わせ", "<h2>お問い合わせ</h2>", "■お問い合わせ"])
def test_what_stands_last_between_tags_is_no_row_of_links(heading: str, told: str) -> None:
    text = f"みほん方針\n\n{heading.replace('お問い合わせ', '利用目的')}\n{BODY}\n\n{heading}\n{told}\n"
    found = [clause.text for clause in clauses(policy_of(text))]
    assert "03-0000-0000" in "".join(found)
    assert "サイトマップ" not in "".join(found)


@pytest.mark.parametrize(
    "row",
    [
        "<p><a href='/'>ホーム</a> | <a href='/map'>サイトマップ</a> | <a href='/en'>English</a></p>",
        "ホーム > 会社情報 > 個人情報保護方針",
        "<div>ホーム ＞ 会社情報 ＞ 個人情報保護方針</div>",
    ],
)
def test_a_row_of_links_is_one_with_its_tags_too(row: str) -> None:
    assert split_lines(row)[0].menu
