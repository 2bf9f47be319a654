"""A policy copied out of a web page's source is cut into the same clauses as its plain text."""

import re

import pytest

from knowledge.chunking import clauses
from knowledge.lines import split_lines
from knowledge.markup import TAG, without_tags
from tests.unit.knowledge.invented import policy_of

PAGE = """<main class="policy">
<!-- wp:paragraph -->
<p><strong>個人情報の取扱いについて</strong></p>
<p>みほん学習塾は、次のとおり定めます。</p>
<p><strong>第1条（収集する情報）</strong><br>
生徒の氏名、学校名、成績、保護者の氏名と連絡先を収集します。</p>
<p><strong>第2条（利用目的）</strong><br>①授業の実施<br>②成績の管理<br />③保護者への連絡</p>
<p>第3条（開示）<br>保護者からの請求があった場合、本人確認のうえ、2週間以内に開示します。<br/>手数料は1件500円です。</p>
<address>みほん学習塾 本部<br>TEL：03-0000-0000</address>
</main>
<footer><ul><li><a href="/">HOME</a></li><li><a href="/c">コース案内</a></li><li><a href="/a">アクセス</a></li></ul></footer>
"""


def plain(page: str) -> str:
    rows = re.sub(r"<br ?/?>\n?", "\n", page).split("<footer>")[0]
    return TAG.sub("", rows)


def test_a_page_with_its_tags_has_the_clauses_of_its_plain_text() -> None:
    tagged, bare = clauses(policy_of(PAGE)), clauses(policy_of(plain(PAGE)))
    assert [one.section for one in tagged] == [one.section for one in bare]
    assert [one.section for one in tagged][1:] == [
        "第1条（収集する情報）",
        "第2条（利用目的）",
        "第3条（開示）",
    ]
    assert ["".join(without_tags(one.text).split()) for one in tagged] == [
        "".join(one.text.split()) for one in bare
    ]


def test_every_clause_of_such_a_page_is_quoted_as_it_stands() -> None:
    for one in clauses(policy_of(PAGE)):
        assert PAGE[one.start : one.end] == one.text


def test_the_links_at_its_foot_are_in_no_clause() -> None:
    assert not any("コース案内" in one.text for one in clauses(policy_of(PAGE)))


@pytest.mark.parametrize(
    "row",
    [
        "<li>商品の発送<br>および代金の請求</li>",
        "<tr><td>開示<br>訂正</td><td>500円</td></tr>",
        "1行目 < 2行目 > 3行目",
    ],
)
def test_the_words_of_an_item_or_a_cell_go_on_after_a_break(row: str) -> None:
    assert len(split_lines(row)) == 1


@pytest.mark.parametrize(
    "row",
    [
        '<p>詳しくは<a href="/a">こちら</a>をご覧ください</p>',
        '<p><a href="/a">お問い合わせ窓口</a></p>',
        '<p><a href="/a">個人情報保護法</a>および<a href="/b">番号法</a></p>',
        '<p><a href="/a">当社は、<b>次の目的</b>で利用します</a><a href="/b">詳細</a></p>',
    ],
)
def test_a_sentence_with_links_is_no_row_of_links(row: str) -> None:
    assert not split_lines(row)[0].menu
