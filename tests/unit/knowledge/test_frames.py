"""A table of one cell a row is a frame around lines; each part with a heading of its own is a clause of its own."""

import pytest

from knowledge.chunking import clauses
from tests.unit.knowledge.invented import policy_of

FRAMES = {
    "pipes": "| 1. 利用目的 |\n| 発送に使います。 |\n| 2. 手数料 |\n| 500円です。 |\n| 3. 保存 |\n| 5年です。 |",
    "ruled": "| 1. 利用目的 |\n|---|\n| 発送に使います。 |\n| 2. 手数料 |\n| 500円です。 |\n| 3. 保存 |\n| 5年です。 |",
    "boxes": "┌───┐\n│ 1. 利用目的 │\n│ 発送に使います。│\n└───┘\n┌───┐\n│ 2. 手数料 │\n│ 500円です。│\n└───┘\n"
    "┌───┐\n│ 3. 保存 │\n│ 5年です。│\n└───┘",
    "tags": "<table>\n<tr><td>1. 利用目的</td></tr>\n<tr><td>発送に使います。</td></tr>\n<tr><td>2. 手数料</td></tr>\n"
    "<tr><td>500円です。</td></tr>\n<tr><td>3. 保存</td></tr>\n<tr><td>5年です。</td></tr>\n</table>",
}


def found(body: str) -> list[tuple[str, str]]:
    policy = policy_of(f"みほん銀行 プライバシーポリシー\n\n{body}\n")
    parts = clauses(policy)
    assert all(policy.text[one.start : one.end] == one.text for one in parts)
    return [(one.section, one.text) for one in parts]


@pytest.mark.parametrize("frame", FRAMES)
def test_what_stands_in_a_frame_is_read_as_without_it(frame: str) -> None:
    parts = found(FRAMES[frame])
    assert [section for section, _ in parts] == ["1. 利用目的", "2. 手数料", "3. 保存"]
    assert ["使います" in text for _, text in parts] == [True, False, False]
    assert ["500円" in text for _, text in parts] == [False, True, False]


@pytest.mark.parametrize(
    "table",
    [
        "| 手数料 | 500円 |\n| 保存 | 5年 |",
        "| 請求の方法 |\n| 手数料 | 500円 |\n| 保存 | 5年 |",
        "│ 手数料 │ 500円 │\n│ 保存 │ 5年 │",
        "┌──┬──┐\n│ 手数料 │ 500円 │\n└──┴──┘",
        "<table>\n<tr><td>手数料</td><td>500円</td></tr>\n<tr><td>保存</td><td>5年</td></tr>\n</table>",
        "手数料\t500円\n保存\t5年",
    ],
)
def test_a_table_of_several_cells_stays_one_clause(table: str) -> None:
    parts = found(f"1. 請求\n{table}\n2. 目的\n発送に使います。")
    assert [section for section, _ in parts] == ["1. 請求", "2. 目的"]
    assert "500円" in parts[0][1]


@pytest.mark.parametrize(
    ("head", "part"),
    [
        ("【開示等の請求】", "■"),
        ("## 開示等の請求", "### "),
        ("第1条 開示等の請求", "◆"),
        ("3. 開示等の請求", "【】"),
    ],
)
def test_short_parts_under_headings_of_their_own_are_clauses_of_their_own(head: str, part: str) -> None:
    def title(name: str) -> str:
        return f"【{name}】" if part == "【】" else f"{part}{name}"

    body = f"{title('手数料')}\n500円です。\n\n{title('送付先')}\n千代田区一番町1-1\n\n{title('回答')}\n2週間以内に送ります。"
    parts = found(f"{head}\n\n{body}\n\n")
    assert [section.rsplit(" > ", 1)[-1].strip("■◆【】") for section, _ in parts] == [
        "手数料",
        "送付先",
        "回答",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "■必要書類\n\n《ご本人の場合》\n運転免許証です。\n\n《代理人の場合》\n委任状です。",
        "■必要書類\n\n【ご本人の場合】\n運転免許証です。\n\n【代理人の場合】\n委任状です。",
        "1. 請求\n(1) 手数料\n500円です。\n(2) 回答\n2週間以内に送ります。",
        "1. 請求\n<手数料>\n500円です。\n\n<回答>\n2週間以内に送ります。",
        "■請求\n\n◆手数料\n500円です。\n回答は2週間以内に送ります。",
        "■目的\n1. 提供\n- 審査\n- 請求\n2. 保守\n- 故障\n- 点検",
        "1. 請求\n①手数料は500円です。\n②回答は2週間以内に送ります。",
    ],
)
def test_what_belongs_to_one_matter_stays_one_clause(body: str) -> None:
    assert len(found(f"{body}\n\n")) == 1


def test_the_words_before_the_first_part_stay_with_it() -> None:
    parts = found("■請求\n次の手続によります。\n\n◆手数料\n500円です。\n\n◆回答\n2週間以内に送ります。")
    assert ["次の手続" in text for _, text in parts] == [True, False]


def test_a_page_without_headings_has_a_clause_for_each_paragraph() -> None:
    paragraphs = [
        "当社は、端末の種類、広告ID、プレイの記録、課金の履歴を自動で取得します。位置情報、電話帳、写真は取得しません。ご安心ください。",
        "アカウントを削除したいときは、設定画面から手続きできます。削除すると元に戻せません。削除から30日で、サーバーの記録も消えます。",
        "開示を希望される方は、ユーザーIDを書いてメールでご請求ください。手数料はいただきません。10日ほどで返事をいたします。ご了承ください。",
    ]
    assert [text for _, text in found("\n\n".join(paragraphs))] == paragraphs


def test_a_short_line_of_such_a_page_stays_with_its_neighbour() -> None:
    lines = ["当社は、ゲームを提供します。", "端末の種類を取得します。", "手数料はいただきません。"]
    assert len(found("\n\n".join(lines))) == 1
