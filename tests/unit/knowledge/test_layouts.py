"""Layouts of policies as they come from the web: each is cut as a person would read it, and nothing else with it."""

import pytest

from knowledge.chunking import Clause, clauses
from knowledge.flowing import flowing
from knowledge.lines import split_lines
from knowledge.markers import read_marker
from knowledge.reading import read_tree
from knowledge.vocabulary import Region
from tests.unit.knowledge.invented import policy_of


def cut(text: str) -> list[Clause]:
    found = clauses(policy_of(text))
    assert all(text[one.start : one.end] == one.text for one in found)
    return found


def sections(text: str) -> list[str]:
    return [one.section for one in cut(text)]


def clause_with(text: str, words: str) -> Clause:
    return next(one for one in cut(text) if words in one.text)


def title(text: str) -> str:
    return read_tree(text).children[0].title


# ---------------------------------------------------------------------- numbers


@pytest.mark.parametrize(
    ("line", "family", "number"),
    [
        ("2　個人情報の利用目的", "bare", 2),
        ("3 本人確認の方法", "bare", 3),
        ("4　回答の方法", "bare", 4),
        ("5　通知と公表", "bare", 5),
        ("第3　開示の手続", "article", 3),
        ("⑵ 商品の発送", "paren", 2),
        ("❸請求書の提出", "circle", 3),
        ("(ii) consent", "roman", 2),
        ("Ｑ１２．費用はかかりますか", "question", 12),
        ("問3　費用は", "question", 3),
        ("A2. はい。", "answer", 2),
    ],
)
def test_numbers_of_further_shapes_lead_a_line(line: str, family: str, number: int) -> None:
    found = read_marker(line)
    assert (found.family, found.numbers) == (family, (number,))


@pytest.mark.parametrize(
    "line",
    [
        "2 個まで",
        "3 本を同封",
        "4 回まで",
        "5 通の書類",
        "第2 東京ビル3階",
        "第1 回の会合",
        "QRコードの読み取り",
        "Quality",
        "A4 用紙に記入",
    ],
)
def test_what_only_begins_like_such_a_number_is_none(line: str) -> None:
    assert read_marker(line).family == ""


def test_the_last_item_of_a_list_does_not_hold_the_part_below_it() -> None:
    for last in ("3）新商品のご案内", "一、寄付のお願い"):
        items = "1）商品の発送\n2）ご連絡\n" if last[0] == "3" else "一、入会の手続\n一、ご連絡\n"
        text = f"みほん会 方針\n\n■利用目的\n{items}{last}\n\n■第三者への提供\n提供しません。\n"
        assert sections(text) == ["■利用目的", "■第三者への提供"]


def test_an_item_that_runs_over_two_lines_does_not_end_its_list() -> None:
    text = (
        "みほん方針\n\n◇ 目的 ◇\n\n1）商品を、お届けする\n　　ため\n2）ご案内\n\n◇ 提供 ◇\n\n提供しません。\n"
    )
    assert [one.kind for one in cut(text)] == ["list", "clause"]


def test_a_numbered_heading_keeps_the_brackets_set_in_below_it() -> None:
    text = "みほん方針\n\n《目的》\n発送します。\n\n1．手続\n（1）方法\n郵送です。\n（2）書類\n\n　《本人》\n　・写し\n"
    assert sections(text)[-1].endswith("（2）書類 > 《本人》") or "（2）書類" in cut(text)[-1].text


def test_the_last_words_of_a_part_are_no_heading_of_the_next() -> None:
    text = (
        "みほん方針\n\n【共同利用】\n次の者と利用します。\nウ．目的\n　与信の管理\n\n【窓口】\n電話です。\n"
    )
    assert sections(text) == ["【共同利用】", "【窓口】"]


def test_a_part_behind_the_last_number_stands_beside_it() -> None:
    text = "みほん苑 方針\n\n1．管理\n管理します。\n\n2．苦情\n対応します。\n\n【利用者の情報の利用目的】\n・介護\n・会計\n"
    assert sections(text) == ["1．管理", "2．苦情", "【利用者の情報の利用目的】"]


# ---------------------------------------------------------------------- headings


def test_the_head_of_an_article_may_stand_above_it() -> None:
    text = "みほん規程\n\n（目的）\n第1条　当社は、情報を守る。\n２　守るために努める。\n\n（手数料）\n第2条　500円とする。\n"
    assert [(one.section, one.text[:4]) for one in cut(text)] == [
        ("第1条（目的）", "（目的）"),
        ("第2条（手数料）", "（手数料"),
    ]
    assert "（手数料）" not in cut(text)[0].text


def test_an_article_broken_by_the_width_of_a_page_has_no_sentence_for_its_heading() -> None:
    wide = "第1条　お客さまは、別に定める「個人情報開示請求書」に必要な書類を添えて、当社の窓口に"
    text = f"みほん規程\n\n{wide}\n対し、開示を請求することができる。\n第2条　手数料は、別に定める。\n"
    assert sections(text) == ["第1条", "第2条"]
    assert any(line.wrapped for line in split_lines(text))


def test_headings_above_rows_of_dashes_hold_what_is_below_and_their_lists_hold_no_headings() -> None:
    text = (
        "みほん店の方針\n====\n\n取得\n------\nお名前を伺います。\n\n"
        "提供\n------\n次の場合に提供します。\n\n法令による場合\n生命を守る場合\n\n窓口\n------\n電話です。\n"
    )
    assert sections(text) == ["取得", "提供", "窓口"]
    assert cut(text)[0].text.startswith("取得\n------\n")
    assert "生命を守る場合" in cut(text)[1].text


def test_one_row_of_dashes_below_a_short_line_is_the_end_of_something() -> None:
    assert not any(
        line.underlined for line in split_lines("ご案内します。\nみほん店\n------\nその他です。\n")
    )


def test_levels_of_markdown_close_what_is_as_deep() -> None:
    text = (
        "# Privacy Policy\n\n## 1. 目的\n\n発送です。\n\n## 2. EEAのお客様へ\n\n### 2.1 根拠\n\n同意です。\n\n"
        "## 3. カリフォルニア州のお客様へ\n\n45日です。\n\n## 4. 窓口\n\n電話です。\n"
    )
    assert [one.region for one in cut(text)] == [None, Region.EEA_UK, Region.CALIFORNIA, None]


def test_a_bold_line_is_a_heading_and_bold_words_are_none() -> None:
    text = "**プライバシーポリシー**\n\n**1　取得**\n\n**氏名**と住所を伺います。\n\n**2　利用**\n\n発送に使います。\n"
    assert title(text) == "プライバシーポリシー"
    assert sections(text) == ["1　取得", "2　利用"]


def test_a_long_english_heading_is_one_and_its_chapter_is_of_its_place() -> None:
    text = (
        "Mihon Privacy Policy\n\n1. Cookies\n\nWe use cookies. You may refuse.\n\n"
        "2. Additional Information for Individuals in the European Economic Area and the United Kingdom\n\n"
        "2.1 Complaints. You may complain.\n\n3. Contact\n\nWrite to us.\n"
    )
    assert [one.region for one in cut(text)] == [None, Region.EEA_UK, None]


def test_chapters_for_places_below_a_common_heading_hold_for_those_alone() -> None:
    text = (
        "みほん方針\n\n１．目的\n発送です。\n\n２．海外のお客様\n次が加わります。\n（１）EEAにお住まいのお客様\n苦情を申し立てられます。\n"
        "（２）カリフォルニア州にお住まいのお客様\n2回までです。\n（３）共通の窓口\n電話です。\n\n３．手数料\n500円です。\n"
    )
    assert [one.region for one in cut(text)] == [None, None, Region.EEA_UK, Region.CALIFORNIA, None, None]
    assert clause_with(text, "2回").section == "２．海外のお客様 > （２）カリフォルニア州にお住まいのお客様"


@pytest.mark.parametrize(
    "heading",
    ["２．中国への提供について", "２．EUの追加事項（EUへの移転）", "２．米国カリフォルニア州の委託先"],
)
def test_where_data_go_is_no_chapter_for_the_people_there(heading: str) -> None:
    text = f"みほん方針\n\n１．目的\n発送です。\n\n{heading}\n同意を得ます。\n"
    assert {one.region for one in cut(text)} == {None}


# ---------------------------------------------------------------------- questions and answers


def test_a_question_is_the_heading_of_its_answer_however_short() -> None:
    text = (
        "みほん館のよくある質問 個人情報の取扱い\n\n＜取得＞\nＱ１．何を取得しますか？\nＡ１．氏名です。\n\n"
        "Ｑ２．何に使いますか。\nＡ２．次の目的です。\n　・受付\n　・案内\n\n＜窓口＞\n電話です。\n"
    )
    assert sections(text) == [
        "＜取得＞ > Ｑ１．何を取得しますか？",
        "＜取得＞ > Ｑ２．何に使いますか。",
        "＜窓口＞",
    ]


def test_a_list_of_questions_alone_holds_no_headings() -> None:
    text = "みほん館 個人情報の取扱い\n\nQ1. 何を取得しますか\nQ2. 何に使いますか\nQ3. 消せますか\n"
    assert len(cut(text)) == 1


def test_a_heading_that_is_no_question_ends_the_answer() -> None:
    text = "みほん館 個人情報の取扱い\n\nＱ　消せますか。\nＡ　はい。\n\nお問い合わせ\n電話 03-0000-0000\n"
    assert sections(text) == ["Ｑ　消せますか。", "お問い合わせ"]


# ---------------------------------------------------------------------- tables and definitions


@pytest.mark.parametrize("gap", ["　　　", "    ", " 　 "])
def test_a_table_whose_columns_are_blanks_is_one_table(gap: str) -> None:
    text = (
        f"みほん方針\n\n手数料\n\n区分{gap}金額\n開示（1件）{gap}500円\n写し（1枚）{gap}20円\n\n※税込です。\n"
    )
    (only,) = cut(text)
    assert (only.kind, only.section) == ("table", "手数料")


@pytest.mark.parametrize("row", ["電話　03-0000-0000　　FAX　03-0000-0001", "同意する　　設定する"])
def test_one_row_with_wide_blanks_is_no_table(row: str) -> None:
    assert all(line.family != "table" for line in split_lines(f"窓口\n{row}\n\n以上です。"))


def test_sentences_with_wide_blanks_are_no_table() -> None:
    assert all(
        line.family != "table"
        for line in split_lines("第一に、守ります。　　また、\n第二に、守ります。　　なお、")
    )


def test_a_table_in_a_drawn_border_keeps_its_heading() -> None:
    text = "みほん方針\n\n1　共同利用\n┌──┬──┐\n│範囲│当社│\n├──┼──┤\n│項目│氏名│\n└──┴──┘\n\n2　窓口\n電話です。\n"
    assert [(one.kind, one.section) for one in cut(text)] == [("table", "1　共同利用"), ("clause", "2　窓口")]
    assert flowing(cut(text)[0].text).split() == ["1", "共同利用", "範囲", "当社", "項目", "氏名"]


def test_two_tables_under_headings_of_their_own_stand_apart() -> None:
    text = "みほん方針\n\n1. 目的\n1-1 直接に取得\n区分\t目的\n会員\t発送\n1-2 それ以外\n区分\t目的\n応募\t選考\n"
    assert [one.kind for one in cut(text)] == ["table", "table"]


def test_definitions_and_contacts_stay_together_with_what_announces_them() -> None:
    text = (
        "みほん方針\n\n**1　外部サービス**\n\nサービス名：みほんクラウド\n提供者：みほん社\n\n**2　窓口**\n\n下記で承ります。\n\n"
        "窓口　「相談室」（1階）\n受付時間　9時から\n電話　00-0000-0000\n"
    )
    assert sections(text) == ["1　外部サービス", "2　窓口"]


def test_a_numbered_c_in_brackets_is_an_item_and_a_copyright_line_is_none() -> None:
    text = "みほん方針\n\n1. 様式\n(A)「開示請求書」\n(B)「訂正請求書」\n(C)「停止請求書」\n(D)「通知請求書」\n\n(C) 2024 みほん\n"
    (only,) = cut(text)
    assert "(C)「停止請求書」" in only.text and "2024" not in only.text


# ---------------------------------------------------------------------- what is the page's


def test_the_menu_of_a_page_and_the_links_at_its_foot_are_in_no_clause() -> None:
    text = (
        "当店はCookieを使用しています。\n同意する\nログイン\nカート（0）\nホーム › ガイド › プライバシーポリシー\n"
        "プライバシーポリシー\n\n利用目的\n発送に使います。\n\n電話\n03-0000-0000\n\n会社概要\nサイトマップ\nこのページの先頭へ\n"
    )
    found = cut(text)
    assert title(text) == "プライバシーポリシー"
    assert not any(word in one.text for one in found for word in ("ログイン", "カート", "会社概要", "先頭"))
    assert found[0].text == "当店はCookieを使用しています。"
    assert "03-0000-0000" in found[-1].text


def test_what_stands_last_is_no_heading_of_nothing() -> None:
    text = "Mihon Privacy Policy\n\n1. Contact\n\nPrivacy Office\nprivacy@mihon.example\nOfficer: Hana Mori\n\n© 2024 Mihon\n"
    assert "Officer: Hana Mori" in cut(text)[-1].text


def test_a_mark_of_no_width_at_the_front_of_a_file_is_no_part_of_its_title() -> None:
    assert title("\ufeff個人情報保護方針\r\n\r\n1. 目的\r\n発送です。\r\n") == "個人情報保護方針"


def test_english_prose_too_long_for_a_clause_is_cut_behind_a_sentence() -> None:
    sentence = "We keep what you tell us as long as the law wants it. "
    found = cut("Mihon Privacy Policy\n\n1. Keeping\n\n" + sentence * 30 + "\n")
    assert len(found) > 1 and all(one.text.rstrip().endswith(("it.", "it")) for one in found)


def test_what_adorns_a_text_is_not_embedded() -> None:
    assert flowing("## 目的\n-----\n**氏名**を\n発送に使う") == "目的\n氏名を\n発送に使う"
    assert flowing("1-1 手数料 - 500円\n*注") == "1-1 手数料 - 500円\n*注"


def test_an_english_address_is_no_heading_and_stays_below_its_own() -> None:
    text = (
        "Mihon Privacy Notice\n\nCOMPLAINTS\n\nPlease write to us if you are unhappy with what we have done.\n\n"
        "CONTACTING US\n\nThe Privacy Officer\nMihon & Vale Credit Union Limited\n12 Anchor Street, Port Vale PV1 2AB\n"
        "Telephone: 01632 960123\n\nCHANGES\n\nWe may change this notice from time to time.\n\n"
        "Article 6 (Contact)\nOffice of General Affairs, Mihon University\n2-20 Minato-machi, Mihon-shi, Ehime 799-0000\n"
        "TEL: 089-000-2020\n"
    )
    found = {one.section: one.text for one in clauses(policy_of(text))}
    assert list(found) == ["COMPLAINTS", "CONTACTING US", "CHANGES", "Article 6 (Contact)"]
    assert "12 Anchor Street" in found["CONTACTING US"]
    assert "2-20 Minato-machi" in found["Article 6 (Contact)"]


def test_words_like_those_of_an_address_leave_a_heading_one() -> None:
    heads = [
        "Building trust",
        "Street photography",
        "Our road to 2030",
        "Limited use of data",
        "What happens on the square",
    ]
    text = "Mihon Privacy Notice\n\n" + "".join(
        f"{one}\n\nWe look after it as well as we can.\n\n" for one in heads
    )
    assert {one.section.rsplit(" > ", 1)[-1] for one in clauses(policy_of(text))} >= set(heads) - {
        "1-2 Security"
    }
