"""The drawing of `desk/` names the packages that are there."""

import re

from tests.unit.docs.pages import ROOT

PAGE = (ROOT / "docs/explanation/structure.md").read_text(encoding="utf-8")


def packages() -> set[str]:
    return {path.name for path in (ROOT / "desk").iterdir() if path.is_dir() and path.name != "__pycache__"}


def test_the_drawing_names_exactly_the_packages_of_the_desk() -> None:
    drawing = PAGE.split("desk/                                     desk/\n")[1].split("```")[0]
    drawn = [line[44:].split()[0] for line in drawing.splitlines()]
    assert sorted(drawn) == sorted(packages())


def test_their_number_is_the_one_said() -> None:
    modules = [path for path in (ROOT / "desk").glob("*.py") if path.name != "__init__.py"]
    assert re.findall(r"(\d+) packages, (\d+) modules at the top", PAGE) == [
        (str(len(packages())), str(len(modules)))
    ]
