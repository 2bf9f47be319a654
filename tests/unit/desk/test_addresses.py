"""Two addresses are the same place however they are written, and another place where a number or a name differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.requests.addresses import same_place

KANJI = "〇一二三四五六七八九"
PLACES = [
    ("岡山県", "岡山市北区", "大供"),
    ("東京都", "千代田区", "丸の内"),
    ("北海道", "札幌市中央区", "北一条西"),
    ("京都府", "京都市中京区", "烏丸通"),
    ("愛知県", "海部郡飛島村", "大字飛島新田"),
    ("神奈川県", "横浜市西区", "みなとみらい"),
]
BUILDINGS = ["", "見本ハイツ101", "サンプルビルディング3階", "メゾン・ド・見本 202号室"]


def in_kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else KANJI[tens] + "十") + (KANJI[ones] if ones else "")


@st.composite
def spellings(draw: st.DrawFn, numbers: tuple[int, ...], place: tuple[str, str, str], building: str) -> str:
    """One way to write an address."""
    prefecture, city, town = place
    style = draw(st.sampled_from(["hyphen", "dash", "wide", "units", "kanji"]))
    if style in ("hyphen", "dash", "wide"):
        between = {"hyphen": "-", "dash": draw(st.sampled_from("－‐−ー―")), "wide": "－"}[style]
        text = between.join(map(str, numbers))
    else:
        units = {1: ("番地",), 2: ("番", "号"), 3: ("丁目", "番", "号")}[len(numbers)]
        written = [in_kanji(one) if style == "kanji" else str(one) for one in numbers]
        text = "".join(number + unit for number, unit in zip(written, units, strict=True))
    if style == "wide":
        text = text.translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    gap = draw(st.sampled_from(["", " ", "　"]))
    head = draw(st.sampled_from(["", "〒700-8544 ", "700-8544\n"]))
    shown = draw(st.sampled_from([prefecture, ""]))
    return f"{head}{shown}{gap}{city}{gap}{town}{text}{draw(st.sampled_from([' ', '　'])) if building else ''}{building}"


NUMBERS = st.lists(st.integers(1, 39), min_size=1, max_size=3).map(tuple)


@given(st.data(), NUMBERS, st.sampled_from(PLACES), st.sampled_from(BUILDINGS))
def test_every_way_to_write_a_place_is_that_place(
    data: st.DataObject, numbers: tuple[int, ...], place: tuple[str, str, str], building: str
) -> None:
    one = data.draw(spellings(numbers, place, building))
    other = data.draw(spellings(numbers, place, data.draw(st.sampled_from([building, ""]))))
    assert same_place(one, other)
    assert same_place(other, one)


@given(st.data(), NUMBERS, st.sampled_from(PLACES), st.sampled_from(BUILDINGS))
def test_another_number_or_town_is_another_place(
    data: st.DataObject, numbers: tuple[int, ...], place: tuple[str, str, str], building: str
) -> None:
    at = data.draw(st.integers(0, len(numbers) - 1))
    changed = tuple(n + 1 if i == at else n for i, n in enumerate(numbers))
    one = data.draw(spellings(numbers, place, building))
    assert not same_place(one, data.draw(spellings(changed, place, building)))
    elsewhere = data.draw(st.sampled_from([p for p in PLACES if p != place]))
    assert not same_place(one, data.draw(spellings(numbers, elsewhere, building)))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("東京都府中市宮西町2-24", "広島県府中市宮西町2-24", False),
        ("府中市宮西町2-24", "東京都府中市宮西町2-24", True),
        ("東京都千代田区一番町1", "東京都千代田区1番町1番地", True),
        ("千代田区霞が関1-2-3", "千代田区霞ヶ関一丁目2番3号", True),
        ("岡山市北区大供1-1", "岡山市北区大供1-10", False),
        ("岡山市北区大供1-1", "岡山市北区大供1-1-1", False),
        ("岡山市北区大供1", "岡山市北区大供", False),
        ("岡山市北区大供1-1 101", "岡山市北区大供1-1-101", True),
        ("岡山市北区大供1-1 見本荘101", "岡山市北区大供1-1 見本荘102", False),
        ("世田谷区三軒茶屋1-1", "世田谷区三軒茶屋１丁目１", True),
        ("港区六本木百五番地", "港区六本木105", True),
        ("港区六本木二十番地", "港区六本木20", True),
        ("港区六本木二十番地", "港区六本木19", False),
        ("港区六本木一〇三番地", "港区六本木103", True),
        ("大阪市北区梅田3の1の1", "大阪府大阪市北区梅田3丁目1番1号", True),
        ("龍ケ崎市澤1", "竜ヶ崎市沢１番地", True),
        ("10 Downing Street, London SW1A 2AA", "10 Downing Street  London SW1A 2AA", True),
        ("", "", False),
        ("〒700-8544", "岡山市北区大供1-1", False),
    ],
)
def test_one_place_is_known_however_it_is_written_and_another_is_not_taken_for_it(
    one: str, other: str, same: bool
) -> None:
    assert same_place(one, other) is same
    assert same_place(other, one) is same


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_written_is_compared_both_ways_alike(one: str, other: str) -> None:
    assert same_place(one, other) is same_place(other, one)
