"""Breaks that the width of a page has made are no ends of sentences."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.flowing import flowing, soft_breaks
from knowledge.sentences import sentence_ranges

BROKEN = (
    "　当金庫は、ダイレクトメールの送付や電話等による商品のご案内について、お客さまより中止を\n"
    "希望される旨のお申し出があった場合、当該目的での利用を速やかに中止します。中止のお申し出\n"
    "は、お取引店の窓口またはお電話で承ります。"
)


def test_a_broken_sentence_is_one_again() -> None:
    assert "中止を希望される旨" in flowing(BROKEN) and "お申し出は、" in flowing(BROKEN)
    assert [BROKEN[a:b].count("。") for a, b in sentence_ranges(BROKEN)] == [1, 1]


def test_a_list_keeps_its_lines() -> None:
    listed = "次の書類をお送りください。\n・運転免許証の写し\n・住民票の写し\n・印鑑登録証明書"
    assert flowing(listed) == listed and soft_breaks(listed) == []


@given(st.text(alphabet="あいう、。abc \n　・(1)", max_size=300))
def test_nothing_but_breaks_and_blanks_is_taken_out(text: str) -> None:
    assert "".join(flowing(text).split()) == "".join(text.split())
    for start, end in sentence_ranges(text):
        assert text[start:end] == text[start:end].strip()
