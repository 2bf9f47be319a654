"""The README in Japanese and the one in English say the same: as many steps, points and rows, and the same figures."""

import re

import pytest

from tests.unit.docs.pages import ROOT, text_of

JAPANESE, ENGLISH = text_of(ROOT / "README.md"), text_of(ROOT / "README.en.md")
_IN_WORDS = 10
"""English writes smaller numbers in words."""


def figures(page: str) -> str:
    """What stands between the marks."""
    (part,) = re.findall(r"<!-- figures:begin -->(.*?)<!-- figures:end -->", page, re.S)
    return str(part)


def numbers(text: str) -> list[str]:
    """Fractions as often as they stand there; of whole numbers which there are, but for those that are words in one."""
    fractions = re.findall(r"\d+\.\d+", text)
    rest = re.sub(r"`[^`]*`|\d+\.\d+", " ", text)
    return sorted(fractions) + sorted({one for one in re.findall(r"\d+", rest) if int(one) >= _IN_WORDS})


def sections(page: str) -> list[dict[str, int]]:
    """Of each section how many points, steps and rows it has, how many blocks of code and pictures."""
    kinds = {
        "points": r"^ *- ",
        "steps": r"^ *\d+\. ",
        "rows": r"^\|",
        "blocks": r"^ *```\w",
        "pictures": r"!\[",
    }
    parts = re.split(r"^#+ .*$", page, flags=re.M)
    return [{kind: len(re.findall(shape, part, re.M)) for kind, shape in kinds.items()} for part in parts]


def settings(page: str) -> list[str]:
    return re.findall(r"^\| `(MADOGUCHI_\w+)`", page, re.M)


def test_both_have_the_same_figures() -> None:
    assert numbers(figures(JAPANESE)) == numbers(figures(ENGLISH))


def test_both_have_as_many_steps_points_rows_blocks_and_pictures_in_each_section() -> None:
    assert sections(JAPANESE) == sections(ENGLISH)


def test_both_have_the_settings_in_one_order() -> None:
    assert settings(JAPANESE) == settings(ENGLISH)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [("| 0.883 |", "| 0.884 |"), ("0.68〜0.90", "0.68〜0.91"), ("678問", "687問"), ("30件", "300件")],
)
def test_a_figure_that_is_changed_in_one_is_seen(was: str, becomes: str) -> None:
    assert was in figures(JAPANESE)
    assert numbers(figures(JAPANESE).replace(was, becomes, 1)) != numbers(figures(ENGLISH))


@pytest.mark.parametrize("line", [r"^3\. .*\n", r"^- .*LINE.*\n", r"^\| `MADOGUCHI_PORT.*\n", r"^!\[.*\n"])
def test_a_step_a_point_a_row_or_a_picture_that_is_only_in_one_is_seen(line: str) -> None:
    without, taken = re.subn(line, "", JAPANESE, count=1, flags=re.M)
    assert taken == 1
    assert sections(without) != sections(ENGLISH)
