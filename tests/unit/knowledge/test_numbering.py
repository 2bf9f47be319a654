"""Numbering styles beyond those of the five companies, and what holds for any text at all."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.chunking import MAXIMUM, Clause, clauses
from knowledge.lines import split_lines
from knowledge.markers import kana_number, read_marker, succeeds
from knowledge.reading import read_tree
from knowledge.tree import HEADED, Node, NodeKind
from tests.properties import examples
from tests.unit.knowledge.invented import policy_of

FIXTURES = Path(__file__).parent / "policies"
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FIXTURES.glob("*.txt"))}


def cut(text: str) -> list[Clause]:
    return clauses(policy_of(text))


def titles(text: str) -> list[list[str]]:
    """The heading path of every headed node below a document."""
    found: list[list[str]] = []

    def visit(node: Node, path: list[str]) -> None:
        for child in node.children:
            if child.kind in HEADED:
                here = [] if child.kind is NodeKind.DOCUMENT else [*path, child.title]
                if here:
                    found.append(here)
                visit(child, here)

    visit(read_tree(text), [])
    return found


def documents(text: str) -> list[str]:
    return [node.title for node in read_tree(text).children]


@pytest.mark.parametrize(
    ("line", "family", "numbers", "branch"),
    [
        ("第10条の2（学術研究）", "article", (10,), (2,)),
        ("第２条の２の３　配送", "article", (2,), (2, 3)),
        ("第十二条", "article", (12,), ()),
        ("３の２．アンケート", "dot", (3,), (2,)),
        ("２－１ お断り", "decimal", (2, 1), ()),
        ("1.2 手数料", "decimal", (1, 2), ()),
        ("（４）手数料", "paren", (4,), ()),
        ("Ⅲ．利用の目的", "bigroman", (3,), ()),
        ("IV. Contact", "bigroman", (4,), ()),
        ("Ａ．利用目的", "upper", (1,), ()),
        ("1　お預かりする情報", "bare", (1,), ()),
        ("三　法定代理人", "kanji", (3,), ()),
        ("（二）検定", "kanjiparen", (2,), ()),
        ("ウ　利用目的", "kana", (3,), ()),
        ("(ア) 合否", "kanaparen", (1,), ()),
        ("⑩各種お取引", "circle", (10,), ()),
    ],
)
def test_a_number_before_a_line_is_read_with_its_kind_and_branch(
    line: str, family: str, numbers: tuple[int, ...], branch: tuple[int, ...]
) -> None:
    found = read_marker(line)
    assert (found.family, found.numbers, found.branch) == (family, numbers, branch)


@pytest.mark.parametrize(
    "line",
    [
        "第11条（開示等の請求）に定める書類",
        "第3条の規定により",
        "2 年間保存します",
        "10 日以内に",
        "1.5倍になります",
        "03-1234-5678",
        "3-9-27",
        "アプリは、端末を",
        "一切応じない",
        "十分に説明",
        "2024年3月1日",
    ],
)
def test_what_only_looks_like_a_number_of_a_clause_is_none(line: str) -> None:
    assert read_marker(line).family == ""


def test_a_number_with_branches_comes_between_its_neighbours() -> None:
    assert succeeds(4, (), 3) and succeeds(4, (), 3, (2,)) and succeeds(3, (2,), 3)
    assert succeeds(3, (3,), 3, (2,)) and succeeds(3, (2, 2), 3, (2,))
    assert not succeeds(3, (2,), 4) and not succeeds(5, (), 3, (2,))


def test_kana_are_counted_in_the_order_of_aiu_and_of_iroha() -> None:
    def numbered(letters: str) -> list[int]:
        before, found = None, []
        for letter in letters:
            before = kana_number(letter, before)
            found.append(before[1])
        return found

    assert numbered("アイウエ") == [1, 2, 3, 4]
    assert numbered("イロハニホヘト") == [1, 2, 3, 4, 5, 6, 7]
    assert numbered("アイイロ") == [1, 2, 1, 2]


def test_amended_articles_stand_beside_the_others() -> None:
    text = TEXTS["run_in_articles"]
    assert all(len(path) == 1 for path in titles(text))
    assert "第2条の2（配送）" in [path[0] for path in titles(text)]
    assert documents(text) == [
        "やまびこ農園協同組合 個人情報保護規程",
        "やまびこ直売所アプリのプライバシーポリシー",
    ]
    kept = next(clause for clause in cut(text) if "委託先には" in clause.text)
    assert kept.section == "第2条の2（配送）" and "置き配" not in kept.text
    sold = next(clause for clause in cut(text) if "売り渡す" in clause.text)
    assert sold.section == "第4条"


def test_a_branch_of_a_number_does_not_hold_what_follows() -> None:
    text = "株式会社みほん 方針\n\n３．案内\n　案内を送ります。\n\n３の２．抽選\n　抽選をします。\n\n４．提供\n　提供しません。\n"
    assert titles(text) == [["３．案内"], ["３の２．抽選"], ["４．提供"]]


def test_clauses_are_cut_by_roman_kanji_kana_and_hyphened_numbers() -> None:
    text = TEXTS["temple_school"]
    paths = titles(text)
    assert [path[0] for path in paths if len(path) == 1][:4] == [
        "Ⅰ．基本的な考え方",
        "Ⅱ．取得する情報",
        "Ⅲ．利用の目的",
        "Ⅳ．開示等の請求",
    ]
    assert ["Ⅳ．開示等の請求", "１－２ 回答の時期"] in paths
    assert ["Ⅱ．取得する情報", "二の二、教室だよりの写真"] in paths
    assert documents(text)[1] == "講師に応募される方の個人情報について"
    aims = next(clause for clause in cut(text) if "月謝の請求" in clause.text)
    assert aims.kind == "list" and "発表会" in aims.text and "暗算検定" in aims.text


def test_the_residue_of_a_web_page_is_in_no_clause() -> None:
    text = TEXTS["web_residue"]
    assert documents(text) == ["あおぞら模型店 プライバシーポリシー"]
    assert ["1. 集める情報"] in titles(text)
    table = next(clause for clause in cut(text) if "決済会社" in clause.text)
    assert table.kind == "table" and "| 会社 | 目的 |" in table.text
    assert not any(
        "Copyright" in c.text or "All Rights" in c.text or "ホーム ＞" in c.text for c in cut(text)
    )
    assert any(path[-1] == "【返品について】" for path in titles(text))


def test_lines_broken_by_the_width_of_a_page_are_no_headings() -> None:
    text = TEXTS["page_width"]
    paths = titles(text)
    assert not any(path[-1] in ("ため", "す。", "きます。") for path in paths)
    assert ["Ａ．診療情報の利用", "（２）院外への提供"] in paths
    assert ["Ｃ．苦情の窓口"] in paths
    contact = next(clause for clause in cut(text) if "受付" in clause.text and "電話" in clause.text)
    assert contact.section == "Ｃ．苦情の窓口"


def test_an_item_of_a_long_list_is_no_heading() -> None:
    text = (
        "第11条（請求）\n請求は、次の各号に掲げる書類を添えて行う。\n一　在学生　　学生証の写し\n"
        "二　卒業生　　運転免許証の写し\n三　法定代理人　　代理権を証する書類\n"
        "3　本学は、代理人からの請求を受理しない。\n"
    )
    assert titles(text) == [["第11条（請求）"]]


def test_long_prose_is_cut_after_a_sentence() -> None:
    text = "一文がここにあり、それなりに続いてゆきます。" * 120
    found = cut(text)
    assert len(found) > 1 and all(len(clause.text) <= MAXIMUM for clause in found)
    assert all(clause.text.endswith("。") for clause in found)
    assert "".join(clause.text for clause in found) == text


LINES = st.sampled_from(
    [
        "第1条（目的）", "第2条の2（配送）", "第3条　当社は、情報を守ります。", "第1章 総則", "１．利用目的",
        "３の２．抽選", "1-1 方法", "1.1 方法", "(1) 開示", "（２）訂正", "①運転免許証", "Ⅰ．総則", "Ⅱ 目的",
        "ア　氏名", "イ　住所", "(イ) 対象", "一　在学生", "二、卒業生", "Ａ．目的", "A. Purpose", "■ 窓口",
        "● 氏名", "【手数料】", "【その1】提供", "【住所】当社の住所です。", "《本人》", "<本人の場合>", "――――", "＊＊＊",
        "<h2>目的</h2>", "<br>", "<p>お預かりします。</p>", "| 項目 | 期間 |", "項目\t期間", "※ご注意ください。",
        "個人情報の取扱いについて", "お問い合わせ窓口", "当社は、個人情報を適切に取り扱います。", "株式会社みほん",
        "電話 000-0000-0000", "附　則", "以　上", "制定 2020年1月1日", "2　前項の規定は、適用しない。", "- 氏名",
        "", "", "　", "当社は、次の目的で利用します。", "お客様の氏名、住所、電話番号、勤務先その他の連絡先をお預かりすることがありますので、あらかじめご了承のほどお願い",
        "長い文です。" * 150,
    ]
)  # fmt: skip
INDENTS = st.sampled_from(["", "", "", "  ", "　　", "\t"])
POLICIES = st.lists(st.tuples(INDENTS, LINES), max_size=40).map(
    lambda parts: "\n".join(indent + line for indent, line in parts)
)


@settings(max_examples=examples(300), deadline=None)
@given(POLICIES)
def test_any_arrangement_of_lines_is_read_whole(text: str) -> None:
    policy = policy_of(text)
    held = bytearray(len(text))
    end = 0
    for clause in clauses(policy):
        assert clause.start >= end and clause.start < clause.end <= len(text)
        assert text[clause.start : clause.end] == clause.text == clause.text.strip()
        assert len(clause.text) <= MAXIMUM or clause.kind in ("list", "table")
        assert f":{clause.start}-{clause.end}" in clause.id
        held[clause.start : clause.end] = b"\1" * (clause.end - clause.start)
        end = clause.end
    for node in policy.root.walk():
        assert 0 <= node.start <= node.body <= node.end <= len(text) or node.kind is NodeKind.DOCUMENT
        if node.kind in HEADED and node.kind is not NodeKind.POLICY:
            title = text[node.start : node.body] if node.kind is not NodeKind.DOCUMENT else ""
            assert "。" not in title and len(title) <= 120
            held[node.start : max(node.start, node.body)] = b"\1" * max(0, node.body - node.start)
        elif node.kind is NodeKind.FURNITURE:
            held[node.start : node.end] = b"\1" * (node.end - node.start)
    assert "".join(c for c, seen in zip(text, held, strict=True) if not seen and not c.isspace()) == ""


@settings(max_examples=examples(150), deadline=None)
@given(POLICIES)
def test_lines_hold_every_character_once(text: str) -> None:
    lines = split_lines(text)
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert all(one.end <= other.start for one, other in pairwise(lines))
    assert "".join("".join(line.text.split()) for line in lines) == "".join(text.split())
