"""Most words of a text are told to be no place by how they begin, before they are looked up: no name gets lost by that,
however it is written, and a long text of anything is read to its end."""

import pytest

from actions.words.homes import names_in_passing
from knowledge import gazetteer_tables as tables
from knowledge.gazetteer import beginnings, first_word, gazetteer, key_of
from knowledge.places import customer_region, find_places


def test_every_name_begins_as_a_name_begins() -> None:
    known = beginnings()
    for key in [*gazetteer(), *map(key_of, (*tables.ABBREVIATIONS, *tables.ADJECTIVES))]:
        assert first_word(key) in known.words
        assert key[:2] in known.pairs
        assert key[0] + key[-1] in known.ends
        assert len(key) > 1, "a name of one character would never be looked up"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("・東京に住んでいます", "・東京"),
        ("ｶﾅﾀﾞに住んでいます", "ｶﾅﾀﾞ"),
        ("カ\u30ca\u30bf\u3099に住んでいます", "カナタ\u3099"),
        ("ワシントンDCに住んでいます", "ワシントンDC"),
        ("ＥＵ域内に住んでいます", "ＥＵ域内"),
        ("大阪府堺市に住んでいます", "大阪府堺市"),
        ("ロスに住んでいます", "ロス"),
        ("我住在北 京，请问", "北 京"),
        ("I live in St. Louis", "St. Louis"),
        ("I live in Saint-Petersburg", "Saint-Petersburg"),
        ("I am in São Paulo", "São Paulo"),
        ("I live in Los-Angeles.", "Los-Angeles"),
        ("I'm from the UK", "UK"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, place: str) -> None:
    assert [one.text for one in find_places(text)] == [place]


@pytest.mark.parametrize(
    "text", ["京都", "京都です。", "はい、京都です", "　京都在住です！", "京都になります。。", "京都！ "]
)
def test_hardly_more_than_a_name_is_the_answer_to_where_one_lives(text: str) -> None:
    assert [one.residence for one in find_places(text)] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "京都の",
        "京都ですか",
        "いいえ、京都です",
        "京都ですが京都です",
        "はいはい、京都です",
        "京都にいました",
        "京都でです",
    ],
)
def test_a_name_with_more_beside_it_is_no_such_answer(text: str) -> None:
    assert not any(one.residence for one in find_places(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "。" * 10_000 + "京都の" * 3_300,
        "京都" + " " * 20_000,
        "京都" + "。" * 20_000 + "x",
        ("京都" + "。" * 50) * 380,
        "京都で" * 6_600,
        "在北京 " * 5_000 + "们",
        "a " * 10_000,
        "in the " * 2_800,
    ],
    ids=lambda text: text[:8],
)
def test_a_long_text_of_anything_is_read_in_no_time(text: str) -> None:
    customer_region(text)
    names_in_passing(text)
