"""Lists, tables and questions as they are copied with their tags or drawn with signs: each is what it is without them."""

import pytest

from knowledge.chunking import Clause, clauses
from knowledge.flowing import flowing
from knowledge.lines import split_lines
from knowledge.sentences import sentence_ranges
from tests.unit.knowledge.invented import policy_of

GRID = (
    "+----------+--------+\n| 区分     | 金額   |\n+----------+--------+\n| 閲覧     | 無料   |\n"
    "| 写し     | 10円   |\n+----------+--------+"
)


def cut(text: str) -> list[Clause]:
    found = clauses(policy_of(text))
    assert all(text[one.start : one.end] == one.text for one in found)
    return found


def test_an_item_in_tags_stands_with_the_sentence_that_announces_it() -> None:
    text = (
        "みほん銀行 個人情報保護方針\n\n利用目的\n次の目的で利用します。\n<ul>\n<li>口座の開設</li>\n<li>ご本人の確認</li>\n</ul>\n"
        "なお、ご案内は停止できます。\n\n手数料\n無料です。\n"
    )
    found = cut(text)
    assert [(one.kind, one.section) for one in found] == [("list", "利用目的"), ("clause", "手数料")]
    assert "次の目的" in found[0].text and "ご本人の確認" in found[0].text


def test_a_clause_keeps_its_heading_above_a_list_in_tags() -> None:
    text = "みほん銀行 個人情報保護方針\n\n目的\n発送します。\n\n窓口\n<ul>\n<li>相談室</li>\n<li>電話 000-0000-0000</li>\n</ul>\n"
    found = cut(text + "\n改定履歴\n2020年1月1日制定\n▲ページの先頭へ\n")
    assert next(one.text for one in found if one.section == "窓口").startswith("窓口\n")


def test_a_table_of_contents_in_tags_is_in_no_clause() -> None:
    names = ["利用目的", "第三者への提供", "お問い合わせ窓口"]
    listed = "".join(f"<li>{name}</li>\n" for name in names)
    parts = "\n".join(f"{name}\n当行は、これを守ります。\n" for name in names)
    found = cut(f"みほん銀行 個人情報保護方針\n<ul>\n{listed}</ul>\n\n{parts}")
    assert [one.section for one in found] == names
    assert not any("<li>" in one.text for one in found)


@pytest.mark.parametrize(
    ("row", "family"),
    [
        ("<li>口座の開設</li>", "bullet"),
        ("<LI class='x'>口座の開設</LI>", "bullet"),
        ("<ul><li>口座の開設</li>", "bullet"),
        ("<li>(1) 口座の開設</li>", "paren"),
        ("<li>口座</li><li>確認</li>", "table"),
        ("<ul><li>口座</li><li>確認</li></ul>", "table"),
        ("<tr><td>口座</td><td>確認</td></tr>", "table"),
        ("<link>口座", "plain"),
        ("+----+----+", "table"),
        ("+81-3-0000-0000", "plain"),
        ("+ 手数料 +", "plain"),
        ("A+B+", "plain"),
    ],
)
def test_what_leads_an_item_in_tags_and_what_only_looks_like_one(row: str, family: str) -> None:
    assert [line.family for line in split_lines(row)] == [family]


def test_a_table_drawn_with_signs_stays_below_its_heading_whole() -> None:
    text = f"みほん病院要綱\n\n（手数料）\n第1条　次の表のとおりとする。\n{GRID}\n2　免除することができる。\n\n（保存）\n第2条　5年間保存する。\n"
    assert [one.section for one in cut(text)] == ["第1条（手数料）", "第2条（保存）"]
    assert "10円" in cut(text)[0].text and "免除" in cut(text)[0].text


def test_a_frame_drawn_with_signs_is_read_as_without_it() -> None:
    framed = "+--------+\n| 1. 目的 |\n| 発送します。 |\n| 2. 手数料 |\n| 500円です。 |\n+--------+"
    assert [one.section for one in cut(f"みほん方針\n\n{framed}\n")] == ["1. 目的", "2. 手数料"]


def test_borders_and_tags_are_not_embedded_and_cells_stay_apart() -> None:
    assert flowing(GRID).count("+") == 0 and "10円" in flowing(GRID)
    assert flowing("<tr><td>閲覧</td><td>無料</td></tr>").split() == ["閲覧", "無料"]
    assert (
        flowing("<本人の場合>\n1 < 2 > 0\n<mail@mihon.example>")
        == "<本人の場合>\n1 < 2 > 0\n<mail@mihon.example>"
    )


def test_the_end_of_an_item_goes_with_its_sentence() -> None:
    text = "<li>開示の請求には手数料をいただきます。</li>\n<li>訂正の請求には手数料をいただきません。</li>"
    assert [text[a:b] for a, b in sentence_ranges(text)] == text.split("\n")


@pytest.mark.parametrize("mark", ["A. ", "Ａ　", "A1. ", "答．"])
def test_a_question_of_two_sentences_is_one_where_its_answer_says_so(mark: str) -> None:
    text = (
        f"みほん館 個人情報の取扱い\n\nQ1. 何を取得しますか。\n{mark}氏名です。\n\n"
        f"Q2. 暗証番号を忘れました。どうすればいいですか？\n{mark}電話してください。\n"
    )
    assert [one.section for one in cut(text)] == [
        "Q1. 何を取得しますか。",
        "Q2. 暗証番号を忘れました。どうすればいいですか？",
    ]


@pytest.mark.parametrize(
    "below",
    [
        "A社にお問い合わせください。",
        "Aについては次のとおりです。",
        "電話してください。",
        "答えは次のとおりです。",
        "AED を置いています。",
        "ア　電話です。",
    ],
)
def test_two_sentences_without_an_answer_below_are_no_question(below: str) -> None:
    text = f"みほん館 個人情報の取扱い\n\n窓口\nQ2. 暗証番号を忘れました。どうすればいいですか？\n{below}\n"
    assert [one.section for one in cut(text)] == ["窓口"]


NOTICES = [
    "当ホームは、介護サービスの提供とご家族への近況のお知らせのために、お名前、ご住所、お身体の状態、病歴などをお預かりしています。",
    "介護の記録はサービスの終了から5年間、鍵のかかる書庫に保管し、その後は専門の業者が溶かして処分いたします。ご安心ください。",
    "記録をご覧になるのは無料です。写しは1枚10円をいただきます。お名前や連絡先の間違いは、お電話でもすぐに直します。お申し付けください。",
    "ご意見と苦情は管理者が承ります。ご納得いただけないときは県の国民健康保険団体連合会にもご相談になれます。お声がけください。",
]


def test_a_notice_that_tells_each_matter_in_a_line_has_a_clause_for_each() -> None:
    found = cut("個人情報の取り扱いについて\n" + "\n".join(NOTICES) + "\n令和7年10月1日　みほん会\n")
    assert [one.text.splitlines()[0] for one in found] == NOTICES


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(NOTICES[:3]),  # too few
        "\n".join(one.replace("。", "、") for one in NOTICES),  # no sentences
        "\n".join(one[:30] + "。" for one in NOTICES),  # short lines of one matter
        "保管について\n\n" + "\n".join(NOTICES),  # below a heading
        "\n".join(one[:-1] for one in NOTICES),  # broken anywhere
        "\n".join(f"・{one}" for one in NOTICES[:3]),  # a list
    ],
)
def test_other_lines_right_below_each_other_are_one_paragraph(text: str) -> None:
    assert len(cut(f"個人情報の取り扱いについて\n{text}\n")) == 1


STEPS = [
    "お申し出の方法　お取引店の窓口に備え付けの「個人情報開示等請求書」にご記入のうえ、窓口へご持参ください。郵送の場合は下記の相談室あてに簡易書留でお送りください。",
    "ご用意いただく書類　お届印と、運転免許証など公的機関が発行した顔写真付きの本人確認書類1点をお持ちください。写真のない書類は2点をお持ちください。",
    "代理人による請求　親権者の方は戸籍謄本を、後見人の方は登記事項証明書を、任意代理人の方はご本人の実印を押した委任状と発行後3か月以内の印鑑証明書をお持ちください。",
    "手数料　開示1件につき550円をいただきます。訂正と利用停止には手数料をいただきません。いったんお支払いいただいた手数料はお返ししません。",
    "回答　原則として受付日から10営業日以内に、お届けの住所あてに本人限定受取郵便で回答します。取引履歴が5年を超える場合は1か月程度をいただきます。",
    "開示できない場合　お客さままたは第三者の生命、財産を害するおそれがある場合、当行の業務の適正な実施に著しい支障を及ぼすおそれがある場合は開示いたしません。その場合は、その旨と理由を書面でお知らせします。ご不明の点は相談室へお尋ねください。",
]


@pytest.mark.parametrize("item", ["<li>{}</li>", "({n}) {}", "・{}", "{n}. {}"])
def test_the_steps_of_a_request_in_one_long_list_are_clauses_of_their_own(item: str) -> None:
    listed = "\n".join(item.format(one, n=n) for n, one in enumerate(STEPS, 1))
    found = cut(
        f"みほん銀行 個人情報保護方針\n\n【開示等の請求】\n{listed}\n\n【窓口】\n電話 000-0000-0000\n"
    )
    fee = next(one for one in found if "550円" in one.text)
    assert "開示等の請求" in fee.section
    assert "10営業日" not in fee.text and "実印" not in fee.text and "お返ししません" in fee.text


@pytest.mark.parametrize(
    "items",
    [
        STEPS[:2],  # short: one clause tells all
        [one.replace("　", "は、") for one in STEPS],  # named by no label
        [one.replace("。", "、") for one in STEPS],  # no sentences
        [
            f"商品の発送{n}　" + one.split("　")[1] for n, one in enumerate(STEPS)
        ],  # purposes: all are asked for
        [f"利用目的{n}：" + one.split("　")[1] for n, one in enumerate(STEPS)],
        [*STEPS[:2], *("商品　" + one.split("　")[1] for one in STEPS[2:])],  # two steps among others
    ],
)
def test_other_lists_stay_one_clause(items: list[str]) -> None:
    listed = "\n".join(f"({n}) {one}" for n, one in enumerate(items, 1))
    found = cut(
        f"みほん銀行 個人情報保護方針\n\n【開示等の請求】\n{listed}\n\n【窓口】\n電話 000-0000-0000\n"
    )
    assert len(found) == 2
