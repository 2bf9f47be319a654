"""The drawings of `desk/`, `api/` and `actions/` name the folders that are there."""

import re

import pytest

from tests.unit.docs.pages import ROOT

PAGE = (ROOT / "docs/explanation/structure.md").read_text(encoding="utf-8")
DRAWN = ("desk", "api", "actions")


def folders(package: str) -> set[str]:
    return {path.name for path in (ROOT / package).iterdir() if path.is_dir() and path.name != "__pycache__"}


@pytest.mark.parametrize("package", DRAWN)
def test_a_drawing_names_exactly_the_folders_of_its_package(package: str) -> None:
    drawing = PAGE.split(f"```text\n{package}/\n")[1].split("```")[0]
    drawn = [line.split()[0] for line in drawing.splitlines()]
    assert sorted(drawn) == sorted(folders(package))


def test_their_numbers_are_the_ones_said() -> None:
    said = {
        name: numbers
        for name, *numbers in re.findall(
            r"^`(\w+)/` has (\d+) (?:packages|folders), (\d+) modules at the top", PAGE, re.MULTILINE
        )
    }
    there = {
        package: [str(len(folders(package))), str(len(list((ROOT / package).glob("*.py"))) - 1)]
        for package in DRAWN
    }
    assert said == there
