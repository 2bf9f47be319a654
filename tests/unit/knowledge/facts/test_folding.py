"""A searched term is found however the policy writes it, at its place in the text as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.facts.folding import PASSED_OVER, folded, term_places


def places(text: str, term: str) -> list[str]:
    return [text[start:end] for start, end in term_places(text, term, ((0, len(text)),))]


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("ＦＡＸ：086-000-0000", "FAX", ["ＦＡＸ"]),
        ("ﾌｧｯｸｽでは受け付けません", "ファックス", ["ﾌｧｯｸｽ"]),
        ("ﾌﾟﾗｲﾊﾞｼｰﾏｰｸを取得", "プライバシーマーク", ["ﾌﾟﾗｲﾊﾞｼｰﾏｰｸ"]),
        ("「個人情報」とは、", "個人情報とは", ["個人情報」とは"]),
        ("『利用停止』とは", "利用停止とは", ["利用停止』とは"]),
        ("“Cookie”を無効に", "Cookieを無効", ["Cookie”を無効"]),
        ("手 数\n料", "手数料", ["手 数\n料"]),
        ("申請書１枚につき", "1枚", ["１枚"]),
        ("㈱ではなくメールアドレス", "メールアドレス", ["メールアドレス"]),
        ("E-MAIL: museum@isolate.example", "AI", []),
        ("E-MAIL: museum@isolate.example", "EU", []),
        ("E-MAIL: museum@isolate.example", "ISO", []),
        ("生成AIを用いて", "AI", ["AI"]),
        ("ＥＵ域内", "EU", ["ＥＵ"]),
        ("OpenAIのサービス", "AI", ["AI"]),
        ("SSLv3による", "SSL", ["SSL"]),
        ("DPOs", "DPO", ["DPO"]),
        ("IPアドレスは", "ipアドレス", ["IPアドレス"]),
    ],
)
def test_a_term_is_found_in_another_width_case_or_spelling_of_it(
    text: str, term: str, found: list[str]
) -> None:
    assert places(text, term) == found


@given(before=st.text(), term=st.text("個人情報手数料ガプabcＦＡＸ１枚", min_size=1), after=st.text())
def test_a_term_written_as_it_is_is_found_at_its_place(before: str, term: str, after: str) -> None:
    text = f"{before}。{term}。{after}"
    assert (len(before) + 1, len(before) + 1 + len(term)) in set(term_places(text, term, ((0, len(text)),)))


@given(st.text())
def test_every_folded_character_knows_its_place(text: str) -> None:
    letters, starts, ends = folded(text)
    assert len(letters) == len(starts) == len(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert list(starts) == sorted(starts)
    assert not set(letters) & PASSED_OVER


def test_a_term_is_searched_only_inside_the_ranges_given() -> None:
    text = "手数料と手数料"
    assert list(term_places(text, "手数料", ((2, len(text)),))) == [(4, 7)]
    assert list(term_places(text, "手数料", ((0, 2), (2, 4)))) == []
