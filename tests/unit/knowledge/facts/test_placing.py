"""Where a quotation stands: in its own part of the policy, at one place, or nowhere."""

from typing import Any

import pytest

from knowledge.facts.errors import FactsError
from knowledge.facts.placing import Places, occurrences, version_of
from knowledge.facts.schema import DeskFile, Quotation
from knowledge.vocabulary import CompanyId, Region

TEXT = (
    "前文。手数料は無料です。\n"
    "第1章 欧州\n手数料は五百円です。書類は二点です。書類は二点です。\n"
    "第2章 中国\n手数料は百元です。\n"
    "付則。手数料は無料です。窓口は住所です。"
)
EEA, CHINA, JP = Region.EEA_UK, Region.CHINA, Region.JP


def desk_file(**regions: Any) -> DeskFile:
    chosen = regions or {
        "eea_uk": {"name": "欧州", "chapter_from": "第1章 欧州", "chapter_to": "第2章 中国"},
        "jp": {"name": "日本"},
        "china": {"name": "中国", "chapter_from": "第2章 中国", "chapter_to": "付則"},
    }
    return DeskFile.model_validate({"company": "c", "short_name": "c", "facts": {}, "regions": chosen})


def section(at: int) -> tuple[str, str]:
    return "文書", f"節{at}"


PLACES = Places.of(desk_file(), TEXT, section)


def quoted(text: str, region: Region | None = None, **more: Any) -> list[tuple[int, int]]:
    """Where it is cited, as (start, end)."""
    found = PLACES.cite("fee", Quotation.model_validate({"text": text, **more}), region)
    assert TEXT[found.start : found.end] == text == found.quote
    return [(found.start, found.end)]


def refused(text: str, region: Region | None = None, **more: Any) -> str:
    with pytest.raises(FactsError) as caught:
        quoted(text, region, **more)
    return str(caught.value)


def test_a_text_is_found_wholly_inside_a_range_and_at_each_of_its_places() -> None:
    assert occurrences("ababab", "ab", ((0, 6),)) == [0, 2, 4]
    assert occurrences("aaaa", "aa", ((0, 4),)) == [0, 1, 2]
    assert occurrences("ababab", "ab", ((1, 4),)) == [2]
    assert occurrences("ababab", "ab", ((0, 1), (3, 6))) == [4]
    assert occurrences("ababab", "ab", ()) == []


def test_a_chapter_is_its_own_and_the_rest_is_the_base() -> None:
    first, second, end = TEXT.index("第1章"), TEXT.index("第2章"), TEXT.index("付則")
    assert PLACES.chapters == {EEA: ((first, second),), CHINA: ((second, end),)}
    assert tuple(one for one in PLACES.base if one[0] < one[1]) == ((0, first), (end, len(TEXT)))
    assert PLACES.scope(EEA) == PLACES.chapter(EEA) == ((first, second),)
    assert PLACES.scope(None) == PLACES.chapter(None) == PLACES.base
    assert PLACES.scope(JP) == PLACES.base and PLACES.chapter(JP) == ()


def test_a_chapter_without_an_end_goes_on_to_the_end_of_the_text() -> None:
    last = Places.of(desk_file(china={"name": "中国", "chapter_from": "第2章 中国"}), TEXT, section)
    at = TEXT.index("第2章")
    assert last.chapters == {CHINA: ((at, len(TEXT)),)} and last.base == ((0, at), (len(TEXT), len(TEXT)))


@pytest.mark.parametrize(
    ("chapter", "times"), [({"chapter_from": "第9章"}, 0), ({"chapter_from": "手数料は無料"}, 2),
                           ({"chapter_from": "第1章", "chapter_to": "書類は"}, 2)],
)  # fmt: skip
def test_a_chapters_heading_stands_exactly_once(chapter: dict[str, str], times: int) -> None:
    with pytest.raises(FactsError, match=rf"regions\.china.*found {times} times"):
        Places.of(desk_file(china={"name": "中国", **chapter}), TEXT, section)


def test_a_quotation_is_looked_for_in_its_own_part_of_the_policy() -> None:
    assert quoted("手数料は五百円です。", EEA) == [(TEXT.index("手数料は五"), TEXT.index("書類"))]
    assert "not in the policy" in refused("手数料は百元です。", EEA)
    assert "not in the policy" in refused("手数料は百元です。")
    assert "not in the policy" in refused("手数料は百元です。", JP)
    assert quoted("窓口は住所です。") == quoted("窓口は住所です。", JP)


def test_another_part_is_named_where_a_quotation_stands_there() -> None:
    assert quoted("窓口は住所です。", EEA, within="base") == quoted("窓口は住所です。")
    assert quoted("手数料は百元です。", EEA, within="china") == quoted("手数料は百元です。", CHINA)
    for named in ("california", "jp"):
        assert "within must be one of base, eea_uk, china" in refused("手数料は百元です。", EEA, within=named)


def test_of_words_that_stand_twice_it_is_said_which_is_meant() -> None:
    first, last = TEXT.index("手数料は無料"), TEXT.rindex("手数料は無料")
    assert "occurs 2 times" in refused("手数料は無料です。")
    assert quoted("手数料は無料です。", occurrence=1)[0][0] == first
    assert quoted("手数料は無料です。", occurrence=2)[0][0] == last
    assert "not in the policy" in refused("手数料は無料です。", occurrence=3)
    assert quoted("手数料は無料です。", after="前文。")[0][0] == first
    assert quoted("手数料は無料です。", after="付則。")[0][0] == last
    assert quoted("手数料は無料です。", after="手数料は無料です。\n")[0][0] == first, (
        "an anchor may begin with it"
    )
    assert "not in the policy" in refused("前文。", after="付則。")


def test_an_anchor_stands_exactly_once() -> None:
    assert "anchor found 2 times" in refused("窓口は住所です。", after="手数料は無料")
    assert "anchor found 0 times" in refused("窓口は住所です。", after="第1章")


def test_a_quotation_carries_document_section_and_version() -> None:
    found = PLACES.cite("fee", Quotation(text="窓口は住所です。"), None)
    assert (found.document, found.section) == ("文書", f"節{found.start}")
    assert found.version == version_of(TEXT) and len(found.version) == 12
    assert version_of(TEXT) != version_of(TEXT + " ")
    assert found.company == CompanyId("c")
