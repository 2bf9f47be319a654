"""A table of contents at the head of a policy is no clause and no chapter, and is never cited."""

import pytest

from knowledge.chunking import clauses
from knowledge.contents import table_of_contents
from knowledge.drafting.checkup import check_policy
from knowledge.lines import split_lines
from tests.unit.knowledge.invented import policy_of

BODIES = (
    ("利用目的", "当院は、診療のために個人情報を利用します。"),
    ("第三者への提供", "法令に基づく場合を除き、第三者に提供しません。"),
    ("開示等の請求", "請求書を郵送してください。手数料は500円です。"),
    ("お問い合わせ窓口", "電話 000-0000-0000"),
)
NAMES = [name for name, _ in BODIES]


def text_of(contents: str, mark: str = "{n}. ") -> str:
    parts = [f"{mark.format(n=n)}{name}\n{body}" for n, (name, body) in enumerate(BODIES, 1)]
    return "みほん歯科 プライバシーポリシー\n\n" + contents + "\n\n" + "\n\n".join(parts) + "\n"


def rows(pattern: str, between: str = "\n") -> str:
    return between.join(pattern.format(n=n, name=name) for n, name in enumerate(NAMES, 1))


@pytest.mark.parametrize(
    ("contents", "mark"),
    [
        ("目次\n" + rows("{n}. {name}"), "{n}. "),
        ("目次\n\n" + rows("{n}. {name}", "\n\n"), "{n}. "),
        ("【目　次】\n" + rows("第{n}条 {name}"), "第{n}条 "),
        (rows("第{n}条 {name} ………… {n}"), "第{n}条 "),
        ("もくじ\n" + rows("{name} ........ {n}"), "■"),
        ("## 目次\n\n" + rows("- [{n}. {name}](#s{n})"), "## {n}. "),
        ("## Contents\n" + rows("{n}. [{name}](#s{n})"), "## {n}. "),
        (rows("・{name}"), "■"),
        (rows("▼{name}"), "■"),
        (rows("{name}"), ""),
        (rows("第{n}章　{name}"), "第{n}章　"),
        ("<h2>目次</h2>\n" + rows('<a href="#s{n}">{name}</a>'), "■"),
    ],
)
def test_a_table_of_contents_is_in_no_clause_and_no_heading(contents: str, mark: str) -> None:
    policy = policy_of(text_of(contents, mark))
    found = clauses(policy)
    assert [one.text.splitlines()[-1] for one in found] == [body for _, body in BODIES]
    assert all(
        name in one.section and "目次" not in one.section for name, one in zip(NAMES, found, strict=True)
    )
    assert not [fault for fault in check_policy(policy).faults if "nothing below" in fault]


def test_what_is_said_before_and_after_it_stands_in_clauses_of_its_own() -> None:
    contents = "当院の方針です。ご一読ください。\n\n目次\n" + rows("{n}. {name}") + "\n\n以下に定めます。"
    found = [one.text for one in clauses(policy_of(text_of(contents)))]
    assert found[:2] == ["当院の方針です。ご一読ください。", "以下に定めます。"]
    assert len(found) == 6


@pytest.mark.parametrize(
    "fact",
    ["電話 03-0000-0000", "手数料 500円", "連絡先 desk@example.jp", "受付 9:00～17:00", "〒100-0000 東京都"],
)
def test_a_fact_between_the_entries_is_not_dropped_with_them(fact: str) -> None:
    entries = rows("{n}. {name}").splitlines()
    contents = "\n".join(["目次", *entries[:3], fact, *entries[3:]])
    assert any(fact in one.text for one in clauses(policy_of(text_of(contents))))


def test_the_check_tells_that_it_is_not_searched() -> None:
    faults = check_policy(policy_of(text_of("目次\n" + rows("{n}. {name}")))).faults
    assert any("not searched" in fault and "目次" in fault for fault in faults)


@pytest.mark.parametrize(
    "contents",
    [
        "次の事項を定めます。\n" + rows("({n}) {name}"),
        "定める事項は下記のとおりです：\n" + rows("・{name}"),
        "お客様の権利\n" + rows("・{name}"),
        "・氏名\n・住所\n・電話番号",
        "目次\n1. 採用\n2. 広告\n3. 株主",
        "・利用目的\n・第三者への提供",
        "・利用目的\n・氏名\n・住所\n・お問い合わせ窓口",
        "利用目的を定めます。\n第三者への提供を定めます。\n開示等の請求を定めます。",
        "・開示等の請求\n・利用目的\n・第三者への提供",
    ],
)
def test_a_list_that_says_something_stays_a_clause(contents: str) -> None:
    assert table_of_contents(split_lines(text_of(contents, "■"))) == set()


def test_a_list_that_stands_twice_is_none() -> None:
    data = "・氏名\n・住所\n・電話番号"
    text = f"みほん方針\n\n{data}\n\n登録する方からは、次のものをいただきます。\n{data}\n"
    assert table_of_contents(split_lines(text)) == set()


@pytest.mark.parametrize("heading", ["取得する情報について", "利用目的について"])
def test_a_list_below_a_heading_of_its_own_is_what_that_says(heading: str) -> None:
    text = (
        f"プライバシーポリシー\n株式会社みほん\n{heading}\n・氏名\n・住所\n・電話番号\n"
        "■氏名\nご本人の確認に利用します。\n■住所\n商品の発送に利用します。\n■電話番号\nご連絡に利用します。\n"
    )
    assert not table_of_contents(split_lines(text))
