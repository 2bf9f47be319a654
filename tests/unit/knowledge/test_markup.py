"""A policy copied out of a web page's source is cut into the same clauses as its plain text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.chunking import clauses
from knowledge.lines import split_lines
from knowledge.markup import TAG, broken, without_tags
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


BLOCKS = """<nav><a href="/">ホーム</a> &gt; <a href="/c">会社情報</a> &gt; プライバシーポリシー</nav>
<div id="main">
<h1>プライバシーポリシー</h1>
<div class="lead">みほん旅館（以下「当館」）は、お客様の個人情報を大切に扱います。</div>
<div class="block"><h3>個人情報の収集</h3><p>ご予約の際に、お名前、ご住所、電話番号をお伺いします。</p></div>
<div class="block"><h3>利用目的</h3><ul><li>ご予約の確認</li><li>季節のご案内の送付</li></ul></div>
<div class="block"><h3>お問合せ</h3><dl><dt>担当</dt><dd>個人情報係</dd></dl></div>
</div>
"""


def test_a_page_that_has_its_parts_in_one_row_each_is_cut_into_them() -> None:
    found = clauses(policy_of(BLOCKS))
    assert [one.section for one in found] == [
        "プライバシーポリシー",
        "個人情報の収集",
        "利用目的",
        "お問合せ",
    ]
    assert [BLOCKS[one.start : one.end] for one in found] == [one.text for one in found]
    assert "会社情報" not in "".join(one.text for one in found)


def test_a_table_over_many_rows_of_the_source_is_one_table_and_nothing_of_it_is_lost() -> None:
    cells = [("担当部署", "お客様相談室"), ("電話", "0120-000-000"), ("受付時間", "平日10:00～16:00")]
    rows = "".join(f"<tr>\n<th>{name}</th>\n<td>{told}</td>\n</tr>\n" for name, told in cells)
    text = (
        f"<h2>個人情報保護方針</h2>\n<h3>利用目的</h3>\n<p>発送のために利用します。</p>\n"
        f"<h3>お問い合わせ先</h3>\n<table>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
    *_, last = clauses(policy_of(text))
    assert last.kind == "table" and last.section.endswith("お問い合わせ先")
    assert all(name in last.text and told in last.text for name, told in cells)


@pytest.mark.parametrize(
    ("row", "pieces"),
    [
        ("<div><h3>甲</h3><p>乙</p></div>", ["<div>", "<h3>甲</h3>", "<p>乙</p></div>"]),
        ("<p>甲<br>乙<br />丙</p>", ["<p>甲<br>", "乙<br />", "丙</p>"]),
        ("<dl><dt>電話</dt><dd>03</dd></dl>", ["<dl><dt>電話</dt><dd>03</dd></dl>"]),
        ("<dl><dt>甲</dt><dd>乙です。</dd></dl>", ["<dl><dt>甲</dt>", "<dd>乙です。</dd></dl>"]),
        ("<h4>甲</h4><ul><li>乙<br>丙</li></ul>", ["<h4>甲</h4>", "<ul><li>乙<br>丙</li></ul>"]),
        ("甲\t<ul>乙</ul>", ["甲\t<ul>乙</ul>"]),
        ("1 < 2 <本人> 3", ["1 < 2 <本人> 3"]),
        ("", [""]),
    ],
)
def test_a_row_is_cut_where_a_page_begins_a_line(row: str, pieces: list[str]) -> None:
    assert broken(row) == pieces


@given(st.text("<>/ pbrdhtli3甲。\t\n", max_size=80))
def test_no_character_of_a_row_is_lost(row: str) -> None:
    assert "".join(broken(row)) == row


@pytest.mark.slow
@pytest.mark.parametrize(
    "tag", ["<br>", "<p>甲</p>", "<div>", "<h3>甲", "<tr>", "<dt>甲。</dt>", "<", "&nbsp;"]
)
def test_a_long_row_of_tags_is_read_at_once(tag: str) -> None:
    assert len(split_lines((tag * 20_000)[:40_000])) > 0
