"""The reader and the chunker on the five real policies, and on texts of a company that does not exist."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.chunking import MAXIMUM, Clause, clauses
from knowledge.paths import policy_paths
from knowledge.policy import read_policy
from knowledge.sentences import sentence_ranges
from knowledge.tree import HEADED, NodeKind
from knowledge.vocabulary import CompanyId, Region
from tests.properties import examples
from tests.unit.knowledge.invented import policy_of

PATHS = policy_paths()
POLICIES = {company: read_policy(path, company) for company, path in PATHS.items()}
CLAUSES = {company: clauses(policy) for company, policy in POLICIES.items()}

SIXTH = """株式会社みほん プライバシーポリシー

第1条（適用範囲）
このポリシーは、株式会社みほん（以下「当社」）のすべてのサービスに適用されます。

第2条（利用目的）
当社は、次の目的で個人情報を利用します。
(1) 商品の発送
(2) お問い合わせへの対応
(3) 新商品のご案内

第3条（開示等の請求）
1. 請求方法
請求書を郵送してください。
2. 手数料
1件につき500円をいただきます。

EEA域内に居住するお客様について
EEA域内のお客様は、監督機関に苦情を申し立てることができます。

以上
"""


def find(found: list[Clause], part: str) -> Clause:
    return next(clause for clause in found if part in clause.text)


@pytest.mark.parametrize("company", sorted(PATHS))
def test_clauses_quote_the_source_and_do_not_overlap(company: str) -> None:
    text, end = POLICIES[CompanyId(company)].text, 0
    for clause in CLAUSES[CompanyId(company)]:
        assert clause.text == text[clause.start : clause.end] == clause.text.strip()
        assert clause.start >= end
        end = clause.end
        assert clause.kind in ("clause", "list", "table")
        assert len(clause.text) <= MAXIMUM or clause.kind != "clause"
    assert len({clause.id for clause in CLAUSES[CompanyId(company)]}) == len(CLAUSES[CompanyId(company)])


@pytest.mark.parametrize("company", sorted(PATHS))
def test_all_that_is_neither_heading_nor_furniture_is_in_a_clause(company: str) -> None:
    policy = POLICIES[CompanyId(company)]
    held = bytearray(len(policy.text))
    for clause in CLAUSES[CompanyId(company)]:
        held[clause.start : clause.end] = b"\1" * (clause.end - clause.start)
    for node in policy.root.walk():
        if node.kind in HEADED and node.kind is not NodeKind.POLICY:
            end = node.body if node.body > node.start else node.start
            held[node.start : end] = b"\1" * (end - node.start)
        elif node.kind is NodeKind.FURNITURE:
            held[node.start : node.end] = b"\1" * (node.end - node.start)
    missing = "".join(c for c, seen in zip(policy.text, held, strict=True) if not seen and not c.isspace())
    assert missing == ""


@pytest.mark.parametrize("company", sorted(PATHS))
def test_headings_are_short_and_no_sentences(company: str) -> None:
    for node in POLICIES[CompanyId(company)].root.walk():
        if node.kind in (NodeKind.CHAPTER, NodeKind.SECTION, NodeKind.SUBSECTION):
            assert "。" not in node.title and len(node.title) <= 60


def test_regions_come_from_the_chapter_headings() -> None:
    assert POLICIES[CompanyId("ocs")].regions == tuple(Region)
    assert all(POLICIES[CompanyId(company)].regions == () for company in ("prestige", "ocn", "opt", "oni"))
    assert find(CLAUSES[CompanyId("ocs")], "通常1ヶ月以内に回答").region is Region.EEA_UK
    assert find(CLAUSES[CompanyId("ocs")], "中国居住者用").region is Region.CHINA
    assert find(CLAUSES[CompanyId("ocs")], "差別的に取扱う").region is Region.CALIFORNIA


def test_the_website_text_after_the_last_chapter_is_not_californian() -> None:
    for part in (
        "SSL(secure sockets layer)による",
        "クッキーの受け取り拒否",
        "Webビーコンとは",
        "IPアドレスの収集",
    ):
        clause = find(CLAUSES[CompanyId("ocs")], part)
        assert (clause.region, clause.document) == (None, "ウェブサイトでの情報の取扱いについて")


def test_papers_of_an_agent_stay_together() -> None:
    clause = find(CLAUSES[CompanyId("prestige")], "法定代理人申告書 1通")
    assert "法定代理人の場合" in clause.text and "扶養家族" in clause.text and "運転免許証" in clause.text
    agent = find(CLAUSES[CompanyId("ocs")], "次の①②が必要です")
    assert "① 委任状" in agent.text and "② 代理人の本人確認" in agent.text


def test_contact_blocks_are_whole() -> None:
    assert all(
        part in find(CLAUSES[CompanyId("oni")], "086-805-0202").text
        for part in ("700-0986", "1番18号", "cc-info@")
    )
    assert all(
        part in find(CLAUSES[CompanyId("ocn")], "〒100-0004").text
        for part in ("大手町", "閉鎖しました", "NTT ドコモ")
    )
    assert all(
        part in find(CLAUSES[CompanyId("opt")], "03-5745-3623").text
        for part in ("四番町6番", "privacy@opt.ne.jp")
    )


def test_tables_stay_whole_and_are_marked() -> None:
    forms = find(CLAUSES[CompanyId("ocn")], "【様式 1】")
    assert forms.kind == "table" and "【様式 6】" in forms.text
    shared = find(CLAUSES[CompanyId("ocs")], "12か月に個人情報を開示した第三者\n")
    assert shared.kind == "table" and "職業または雇用" in shared.text


def test_doubled_numbers_are_one_section() -> None:
    clause = find(CLAUSES[CompanyId("opt")], "個人番号関係事務のためにのみ")
    assert clause.text.startswith("3. 特定個人情報の利用目的")
    assert clause.section == "第2章 特定個人情報の取扱いについて > 3. 特定個人情報の利用目的"


def test_a_broken_sentence_is_one_paragraph() -> None:
    assert "委託する\n\nことがあります" in find(CLAUSES[CompanyId("oni")], "外部業者に").text


def test_another_company_needs_no_code() -> None:
    policy = policy_of(SIXTH)
    found = clauses(policy)
    assert policy.root.children[0].title == "株式会社みほん プライバシーポリシー"
    aims = find(found, "(1) 商品の発送")
    assert "第2条（利用目的）" in aims.section and "(3) 新商品のご案内" in aims.text
    fee = find(found, "500円")
    assert "第3条（開示等の請求）" in fee.section
    assert find(found, "監督機関に苦情").region is Region.EEA_UK
    assert fee.region is None
    assert policy.regions == (Region.JP, Region.EEA_UK, Region.OTHER)


@settings(max_examples=examples(80), deadline=None)
@given(st.text(alphabet="あア亜1１.()（）①■【】<>-・※*\t\n 　第章。、a", max_size=200))
def test_any_text_can_be_read_and_cut(text: str) -> None:
    policy = policy_of(text)
    end = 0
    for clause in clauses(policy):
        assert text[clause.start : clause.end] == clause.text
        assert clause.start >= end
        end = clause.end


@settings(max_examples=examples(80), deadline=None)
@given(st.text(alphabet="あ亜。！?\n\t 「」●a", max_size=120))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    ranges = sentence_ranges(text)
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))
    held = {n for start, end in ranges for n in range(start, end)}
    assert all(n in held or c.isspace() for n, c in enumerate(text))
