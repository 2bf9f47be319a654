"""Whoever brings a policy is told what was read of it, and each thing in it that a person should look at."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.chunking import MAXIMUM
from knowledge.drafting.checkup import LONG, check_policy, policies_in
from knowledge.tree import Node, NodeKind
from knowledge.vocabulary import Region
from tests.unit.knowledge.invented import policy_of

BODY = "当社は、個人情報を守ります。取得した情報は安全に管理し、目的の外には使いません。お申し出の際は窓口までお知らせください。"
TEXT = f"""みほん方針

第1章　共通
第1条（目的）
{BODY}

第2条（書類）
次の書類です。
・運転免許証の写しを一通と、住民票の写しを一通
・印鑑登録証明書を一通と、委任状を一通

第2章　中国のお客様へ
第3条（費用）
区分\t金額
開示の請求一件につき\t500円（税込）をお支払いいただきます
"""


def faults(text: str, company: str = "sixth") -> tuple[str, ...]:
    return check_policy(policy_of(text, company)).faults


def test_what_was_read_is_counted() -> None:
    found = check_policy(policy_of(TEXT))
    assert (found.company, found.characters, found.documents) == ("sixth", len(TEXT), ("みほん方針",))
    assert (found.chapters, found.sections, found.clauses, found.lists, found.tables) == (2, 3, 3, 1, 1)
    assert Region.CHINA in found.regions and found.faults == ()


@pytest.mark.parametrize("company", ["Sixth", "the sixth", "株式会社", ""])
def test_a_folder_that_cannot_be_a_company_id_is_named(company: str) -> None:
    assert faults(TEXT, company) == (
        f"the folder's name {company!r} cannot be a company id: use a-z, 0-9, _ and -",
    )
    assert faults(TEXT, "a-b_9") == ()


def test_a_text_without_a_clause_is_named() -> None:
    assert faults("みほん方針\n") == ("no clause could be read: the text is empty, or headings only",)


def test_headings_with_nothing_below_them_are_shown() -> None:
    (only,) = faults(TEXT + "\n第4条（変更）\n")
    assert only == "headings with nothing below them: 「第4条（変更）」"


def test_what_was_taken_for_the_pages_own_is_shown_and_what_says_nothing_is_not() -> None:
    (only,) = faults(TEXT + "\n会社概要\n採用情報\nアクセス\nサイトマップ\nお問い合わせ\n")
    assert only == (
        "taken for page furniture, not searched: 「会社概要」, 「採用情報」, 「アクセス」, 「サイトマップ」 and 1 more"
    )
    assert faults(TEXT + "\n以 上\n-----\n") == ()


def test_a_list_that_is_longer_than_an_answer_can_show_is_named_with_its_place() -> None:
    item = "・運転免許証の写しを一通と、住民票の写しを一通お送りください\n"
    text = "みほん方針\n\n1．書類\n区分\t金額\n" + "開示の請求\t500円\n" * (LONG // 11 + 2)
    (only,) = faults(text)
    assert only.startswith("a table of ") and " characters at " in only and "「1．書類 区分 金額" in only
    assert int(only.split()[3]) > LONG == 2 * MAXIMUM
    assert faults(f"みほん方針\n\n1．書類\n{item * 10}") == ()


def test_a_text_in_another_language_and_lost_characters_are_named() -> None:
    (english,) = faults(
        "Mihon Privacy Policy\n\n1. Contact\n\nWrite to us. We answer soon, in two weeks at the latest.\n"
    )
    assert english.startswith("the text is in English")
    (german,) = faults(
        "Mihon Datenschutz\n\n1. Kontakt\n\nSchreiben Sie uns. Wir antworten in zwei Wochen.\n"
    )
    assert german.startswith("the text is not in Japanese")
    assert faults(TEXT.replace("安全", "安\ufffd\ufffd")) == (
        "2 characters were lost before the text came here (U+FFFD)",
    )


def articles(*numbers: str) -> tuple[str, ...]:
    return faults("みほん方針\n\n" + "".join(f"第{one}（目的）\n{BODY}\n\n" for one in numbers))


def test_numbers_that_are_left_out_between_articles_are_named() -> None:
    assert articles("1条", "3条") == ("numbers are missing between 「第1条（目的）」 and 「第3条（目的）」",)
    assert articles("1条", "2条", "2条の2", "3条") == articles("3条", "1条") == articles("1条", "1条") == ()
    assert articles("1条", "2条の2") == (
        "numbers are missing between 「第1条（目的）」 and 「第2条の2（目的）」",
    )
    chapters = f"みほん方針\n\n第1章　一\n第1条（a）\n{BODY}\n\n第3章　三\n第2条（b）\n{BODY}\n"
    assert faults(chapters) == ("numbers are missing between 「第1章　一」 and 「第3章　三」",)


def test_text_that_is_in_no_clause_is_counted_and_shown() -> None:
    policy = policy_of(TEXT)
    lost = "ここは読まれない。"
    longer = replace(policy, text=policy.text + "\n" + lost)
    assert check_policy(longer).faults == (f"{len(lost)} characters stand in no clause: 「{lost}」",)
    empty = Node(NodeKind.POLICY, "", 0, len(TEXT), 0)
    first, *_ = [one for one in check_policy(replace(policy, root=empty)).faults if "stand in" in one]
    assert first.startswith(f"{len(TEXT.strip())} characters stand in no clause: 「みほん方針 第1章 共通")


def test_a_folder_is_one_company_or_holds_several(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "policy.txt").write_text(TEXT, encoding="utf-8")
    assert policies_in(tmp_path / "one") == {"one": tmp_path / "one" / "policy.txt"}
    assert list(policies_in(tmp_path)) == ["one", "two"]
