"""The tree of a policy: how far each part reaches, what lies below what, and what concludes a whole enumeration."""

from itertools import chain

import pytest

from knowledge.chunking import clauses
from knowledge.policy import Policy, policy_version
from knowledge.reading import read_tree
from knowledge.tree import HEADED, Node, NodeKind, finish, lift_conclusions
from knowledge.vocabulary import CompanyId, Region
from tests.unit.knowledge.invented import policy_of

BODY = "当社は、個人情報を守ります。"
LONG = BODY + "取得した情報は安全に管理し、目的の外には使いません。お申し出の際は窓口までお知らせください。"


def node(kind: NodeKind, start: int, end: int, *children: Node, family: str = "") -> Node:
    return Node(kind, "", start, end, start, list(children), family=family)


def text(start: int) -> Node:
    return node(NodeKind.PARAGRAPH, start, start + 5)


def part(start: int, *children: Node, family: str = "rparen") -> Node:
    return node(NodeKind.SUBSECTION, start, start + 2, *children, family=family)


# ------------------------------------------------------------------- its reach


def test_a_part_reaches_to_the_end_of_the_last_thing_below_it() -> None:
    inner = node(NodeKind.SUBSECTION, 20, 22, text(22), text(30))
    section = node(NodeKind.SECTION, 10, 12, text(12), inner)
    document = node(NodeKind.DOCUMENT, 5, 8, node(NodeKind.FURNITURE, 3, 8), section)
    root = node(NodeKind.POLICY, 0, 99, document)
    finish(root)
    assert [(one.start, one.end) for one in (root, document, section, inner)] == [
        (0, 99), (3, 35), (10, 35), (20, 35),
    ]  # fmt: skip


def test_a_part_keeps_its_own_beginning_and_an_empty_one_its_end() -> None:
    empty, section = node(NodeKind.SECTION, 40, 44), node(NodeKind.SECTION, 10, 60, text(5))
    finish(node(NodeKind.POLICY, 0, 99, empty, section))
    assert (empty.start, empty.end, section.start, section.end) == (40, 44, 10, 60)


def test_a_table_reaches_as_far_as_it_was_read() -> None:
    table = node(NodeKind.TABLE, 10, 20, text(30))
    finish(node(NodeKind.POLICY, 0, 99, table))
    assert table.end == 20


def test_a_walk_is_in_the_order_of_the_text() -> None:
    found = [one.start for one in node(NodeKind.POLICY, 0, 9, part(1, text(2), text(3)), text(4)).walk()]
    assert found == [0, 1, 2, 3, 4]


# ------------------------------------------------------------- what concludes


def lifted(*parts: Node) -> list[list[int]]:
    """Where the children of a section begin, and those of each of its parts, after conclusions were lifted."""
    section = node(NodeKind.SECTION, 0, 1, *parts)
    lift_conclusions(node(NodeKind.DOCUMENT, 0, 1, section))
    return [[one.start for one in section.children], *([c.start for c in one.children] for one in parts)]


def test_one_more_paragraph_behind_alike_parts_concludes_all_of_them() -> None:
    first, last = part(10, text(12)), part(20, text(22), text(30), text(40))
    assert lifted(first, last) == [[10, 20, 30, 40], [12], [22]]
    assert last.end == 27


def test_items_between_stay_and_what_follows_the_conclusion_goes_with_it() -> None:
    item, table = node(NodeKind.ITEM, 28, 29), node(NodeKind.TABLE, 50, 60)
    last = part(20, text(22), item, text(30), table)
    assert lifted(part(10, text(12)), last) == [[10, 20, 30, 50], [12], [22, 28]]
    assert last.end == 29


@pytest.mark.parametrize(
    "parts",
    [
        (part(20, text(22), text(30)),),
        (part(10, text(12), text(15)), part(20, text(22), text(30))),
        (part(10), part(20, text(22), text(30))),
        (part(10, text(12)), part(20, text(22))),
        (part(10, text(12), family="paren"), part(20, text(22), text(30))),
        (part(10, text(12)), part(20, text(22), text(30)), text(50)),
    ],
)
def test_where_the_parts_are_not_alike_or_something_follows_nothing_is_lifted(
    parts: tuple[Node, ...],
) -> None:
    before = [[one.start for one in parts], *([child.start for child in one.children] for one in parts)]
    assert lifted(*parts) == before


def test_the_parts_before_need_one_paragraph_at_the_most_each_and_one_somewhere() -> None:
    assert lifted(part(5), part(10, text(12)), part(20, text(22), text(30)))[0] == [5, 10, 20, 30]
    assert lifted(part(5, text(6), text(8)), part(10, text(12)), part(20, text(22), text(30)))[0] == [
        5,
        10,
        20,
    ]
    other = part(5, text(6), text(8), family="paren")
    first = part(1, text(2))
    assert lifted(first, other, part(10, text(12)), part(20, text(22), text(30)))[0] == [1, 5, 10, 20, 30]
    assert lifted(other, part(10, text(12)), part(20, text(22), text(30)))[0] == [5, 10, 20, 30]


# ----------------------------------------------------------- what is below what


def outline(policy: str) -> list[str]:
    """Each heading below the documents, set in by two blanks for each that it lies below."""

    def shown(one: Node, depth: int) -> list[str]:
        below = list(chain.from_iterable(shown(child, depth + 1) for child in one.children))
        return ["  " * depth + one.title, *below] if one.kind in HEADED else below

    return list(chain.from_iterable(shown(one, 0) for one in read_tree(policy).children))


def lines(*rows: str) -> str:
    """Headings as given, each with enough for a clause below it."""
    return "\n".join(["みほん方針", "", *chain.from_iterable((row, LONG, "") for row in rows)])


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("1．目的", "2．費用"), ["  1．目的", "  2．費用"]),
        (("1．目的", "(1) 発送", "(2) 案内", "2．費用"), ["  1．目的", "    (1) 発送", "    (2) 案内", "  2．費用"]),
        (("1．目的", "1.1 発送", "1.2 案内", "2．費用"), ["  1．目的", "    1.1 発送", "    1.2 案内", "  2．費用"]),
        (("1．目的", "(1) 発送", "1.1 案内"), ["  1．目的", "    (1) 発送", "    1.1 案内"]),
        (("1．目的", "3．費用"), ["  1．目的", "  3．費用"]),
        (("(1) 目的", "(3) 費用"), ["  (1) 目的", "  (3) 費用"]),
        (("1．目的", "(1) 発送", "2．費用", "(1) 額"), ["  1．目的", "    (1) 発送", "  2．費用", "    (1) 額"]),
        (("3．目的", "3の2．案内", "4．費用"), ["  3．目的", "  3の2．案内", "  4．費用"]),
        (("第1条（目的）", "1．発送", "第2条（費用）"), ["  第1条（目的）", "    1．発送", "  第2条（費用）"]),
        (("第1章　総則", "第1条（目的）", "第2章　雑則", "第2条（費用）"),
         ["  第1章　総則", "    第1条（目的）", "  第2章　雑則", "    第2条（費用）"]),
        (("■目的", "(1) 発送", "■費用"), ["  ■目的", "    (1) 発送", "  ■費用"]),
        (("■目的", "◆発送", "■費用"), ["  ■目的", "    ◆発送", "  ■費用"]),
        (("■目的", "◆発送", "◆案内"), ["  ■目的", "    ◆発送", "    ◆案内"]),
        (("1．目的", "2．費用", "■窓口について"), ["  1．目的", "  2．費用", "  ■窓口について"]),
        (("1．目的", "2．費用", "■苦情"), ["  1．目的", "  2．費用", "    ■苦情"]),
        (("1．目的", "■窓口について"), ["  1．目的", "    ■窓口について"]),
        (("1．目的", "2．費用", "■窓口について", "3．変更"),
         ["  1．目的", "  2．費用", "    ■窓口について", "  3．変更"]),
        (("1．目的", "2．費用", "附則"), ["  1．目的", "  2．費用", "  附則"]),
        (("1．目的", "2．費用", "　附則"), ["  1．目的", "  2．費用", "    附則"]),
        (("Q1. 目的は", "■ 費用"), ["  Q1. 目的は", "  ■ 費用"]),
        (("Q1. 目的は", "(1) 発送", "Q2. 費用は"), ["  Q1. 目的は", "    (1) 発送", "  Q2. 費用は"]),
        (("1．目的", "2．費用", "(1) 額", "1．開示", "3．窓口"),
         ["  1．目的", "  2．費用", "    (1) 額", "      1．開示", "  3．窓口"]),
        (("1．目的", "　　2．費用"), ["  1．目的", "    2．費用"]),
        (("(1) 目的", "　(2) 費用"), ["  (1) 目的", "  (2) 費用"]),
        (("(1) 目的", "　　(2) 費用"), ["  (1) 目的", "    (2) 費用"]),
        (("1．目的", "　2．費用"), ["  1．目的", "    2．費用"]),
        (("1．目的", "2.1 発送"), ["  1．目的", "    2.1 発送"]),
        (("1.1 目的", "2.2 発送"), ["  1.1 目的", "  2.2 発送"]),
        (("## 目的", "### 発送", "## 費用", "### 額"), ["  目的", "    発送", "  費用", "    額"]),
        (("## 目的", "#### 発送", "### 費用"), ["  目的", "    発送", "    費用"]),
        (("## 目的", "(1) 発送", "### 費用", "## 窓口"), ["  目的", "    (1) 発送", "    費用", "  窓口"]),
        (("# 目的", "## 発送", "### 商品", "## 案内", "# 費用"), ["  目的", "    発送", "      商品", "    案内", "  費用"]),
    ],
)  # fmt: skip
def test_a_heading_closes_what_is_as_deep_and_lies_below_what_is_not(
    rows: tuple[str, ...], found: list[str]
) -> None:
    assert outline(lines(*rows)) == ["みほん方針", *found]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (("1．目的", "2．費用", "通販の個人情報の取扱い", "1．発送"),
         ["みほん方針", "  1．目的", "  2．費用", "通販の個人情報の取扱い", "  1．発送"]),
        (("1．目的", "2．費用", "通販の個人情報の取扱い"),
         ["みほん方針", "  1．目的", "  2．費用", "通販の個人情報の取扱い"]),
        (("1．目的", "2．費用", "通販", "1．発送"), ["みほん方針", "  1．目的", "  2．費用", "    通販", "      1．発送"]),
        (("1．目的", "2．費用", "通販の個人情報の取扱い", "3．発送"),
         ["みほん方針", "  1．目的", "  2．費用", "    通販の個人情報の取扱い", "  3．発送"]),
        (("1．目的", "2．費用", "　通販の個人情報の取扱い", "1．発送"),
         ["みほん方針", "  1．目的", "  2．費用", "    通販の個人情報の取扱い", "      1．発送"]),
    ],
)  # fmt: skip
def test_a_great_title_where_numbers_begin_anew_or_end_opens_another_document(
    rows: tuple[str, ...], found: list[str]
) -> None:
    assert outline(lines(*rows)) == found


def test_behind_the_end_of_a_document_another_one_begins() -> None:
    policy = f"みほん方針\n\n1．目的\n{BODY}\n\n以上\n\n通販\n\n1．発送\n{BODY}\n"
    assert outline(policy) == ["みほん方針", "  1．目的", "通販", "  1．発送"]


# -------------------------------------------------------- what stands below it


def kinds(*rows: str) -> list[tuple[NodeKind, str]]:
    """The blocks below the one heading of a policy, each with its first three letters."""
    policy = "\n".join(["みほん方針", "", "1．目的", *rows])
    section = read_tree(policy).children[0].children[-1]
    return [(one.kind, policy[one.start : one.end]) for one in section.children]


PARAGRAPH, ITEM, TABLE, NOTE, FURNITURE = (
    NodeKind.PARAGRAPH, NodeKind.ITEM, NodeKind.TABLE, NodeKind.FOOTNOTE, NodeKind.FURNITURE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ((BODY, "次の文です。"), [(PARAGRAPH, f"{BODY}\n次の文です。")]),
        ((BODY, "", "次の文です。"), [(PARAGRAPH, BODY), (PARAGRAPH, "次の文です。")]),
        (("当社は守ります", "", "から、ご安心ください。"), [(PARAGRAPH, "当社は守ります\n\nから、ご安心ください。")]),
        (("当社は守ります", "", "商品を送ります。"), [(PARAGRAPH, "当社は守ります"), (PARAGRAPH, "商品を送ります。")]),
        ((BODY, "・発送", "・案内"), [(PARAGRAPH, BODY), (ITEM, "・発送"), (ITEM, "・案内")]),
        (("・発送のため", "　　商品を送る"), [(ITEM, "・発送のため\n　　商品を送る")]),
        (("・発送", BODY), [(ITEM, "・発送"), (PARAGRAPH, BODY)]),
        (("・発送", "（商品を送ります。）"), [(ITEM, "・発送\n（商品を送ります。）")]),
        ((BODY, "※税込です。"), [(PARAGRAPH, BODY), (NOTE, "※税込です。")]),
        (("区分\t金額", "開示\t500円", BODY), [(TABLE, "区分\t金額\n開示\t500円"), (PARAGRAPH, BODY)]),
        (("区分\t金額", "----", "開示\t500円", "----", BODY),
         [(TABLE, "区分\t金額\n----\n開示\t500円"), (FURNITURE, "----"), (PARAGRAPH, BODY)]),
        ((BODY, "以上"), [(PARAGRAPH, BODY), (FURNITURE, "以上")]),
        (("費用は下記表のとおりです。", "", "区分", "金額", "", BODY),
         [(PARAGRAPH, "費用は下記表のとおりです。"), (TABLE, "区分\n金額"), (PARAGRAPH, BODY)]),
    ],
)  # fmt: skip
def test_what_stands_below_a_heading_is_cut_into_blocks(
    rows: tuple[str, ...], found: list[tuple[NodeKind, str]]
) -> None:
    assert kinds(*rows) == found


def below(*rows: str) -> list[list[str]]:
    """Of each part of a policy, with the document's own at the end, the first letters of what stands in it."""
    policy = "\n".join(["みほん方針", "", *rows])
    document = read_tree(policy).children[0]
    parts = [one for one in document.walk() if one.kind in HEADED and one is not document]
    return [
        [policy[one.start : one.start + 3] for one in part.children if one.kind not in HEADED]
        for part in (*parts, document)
    ]


def test_an_item_that_goes_on_with_the_numbers_of_a_heading_does_not_lie_below_it() -> None:
    assert below("1．目的", BODY, "", f"2．{BODY}", f"3．{BODY}") == [
        ["当社は"],
        ["みほん", "2．当", "3．当"],
    ]
    assert below("1．目的", BODY, "", f"3．{BODY}") == [["当社は", "3．当"], ["みほん"]]
    assert below("1．目的", BODY, "", f"　　2．{BODY}") == [["当社は", "2．当"], ["みほん"]]
    assert below("1．目的", BODY, "", f"(2) {BODY}") == [["当社は", "(2)"], ["みほん"]]


def test_an_item_that_goes_on_with_a_list_above_a_heading_does_not_lie_below_that_heading() -> None:
    rows = ("■目的", f"1．{BODY}", f"2．{BODY}", "", "(1) 発送", BODY, "", f"3．{BODY}")
    assert below(*rows) == [["1．当", "2．当", "3．当"], ["当社は"], ["みほん"]]


# ------------------------------------------------------------------- its places


def test_a_policy_tells_apart_the_regions_of_its_chapters_and_the_rest_of_the_world() -> None:
    chapters = f"みほん方針\n\n第1章　共通\n{BODY}\n\n第2章　中国のお客様へ\n{BODY}\n\n第3章　EEAのお客様へ\n{BODY}\n"
    assert policy_of(chapters).regions == tuple(
        one for one in Region if one in {Region.JP, Region.OTHER, Region.CHINA, Region.EEA_UK}
    )
    assert policy_of(f"みほん方針\n\n1．目的\n{BODY}\n").regions == ()


def test_what_stands_below_the_heading_of_a_place_is_of_that_place_at_any_depth() -> None:
    policy = lines("## 目的", "## EEAにお住まいのお客様へ", "### 苦情の申立て", "## 費用")
    found = clauses(policy_of(policy))
    assert [(one.section, one.region) for one in found] == [
        ("目的", None),
        ("EEAにお住まいのお客様へ", Region.EEA_UK),
        ("費用", None),
    ]
    assert "### 苦情の申立て" in found[1].text


def test_a_chapter_below_one_of_its_place_is_not_named_twice() -> None:
    policy = lines("第1章　EEAのお客様へ", "1．EEAにお住まいの方の権利", "第2章　中国のお客様へ")
    found = [(one.title, one.region) for one in read_tree(policy).walk() if one.region is not None]
    assert found == [("第1章　EEAのお客様へ", Region.EEA_UK), ("第2章　中国のお客様へ", Region.CHINA)]


def test_a_version_is_of_the_bytes_of_the_file() -> None:
    assert policy_version(b"abc") == "ba7816bf8f01"
    assert Policy(CompanyId("x"), "v", "", read_tree("")).regions == ()
