"""The environment variables that something reads: the settings, and what set-up, tests and Rasa look up by name."""

import re
from functools import cache

from api.settings import Settings
from desk.settings import DeskSettings
from tests.unit.docs.pages import ROOT

SETTINGS = {
    f"MADOGUCHI_{name.upper()}": field
    for name, field in {**DeskSettings.model_fields, **Settings.model_fields}.items()
}
CODE = ("actions", "api", "benchmarks", "bot", "desk", "evaluation", "knowledge", "ops")
_QUOTED = re.compile(r'"(MADOGUCHI_[A-Z0-9_]+)"')
_READ = re.compile(
    r'environ(?:\.get\(|\[)\s*"(MADOGUCHI_[A-Z0-9_]+)"|^[A-Z_]+ = "(MADOGUCHI_[A-Z0-9_]+)"$', re.M
)
"""In a test a name in quotes may be one that the test makes up, or only sets: one that is looked up counts."""
BUILT = {"MADOGUCHI_PYTHON_311", "MADOGUCHI_PYTHON_310"}
"""Put together from the version (`ops/pythons.py`)."""


@cache
def beside_the_settings() -> frozenset[str]:
    """Every variable that is no setting of the app."""
    code = [path.read_text(encoding="utf-8") for part in CODE for path in (ROOT / part).rglob("*.py")]
    found = {name for source in code for name in _QUOTED.findall(source)}
    found |= {
        name
        for path in (ROOT / "tests").rglob("*.py")
        if path.parent.name != "docs"
        for name in read_by_tests(path.read_text("utf-8"))
    }
    found |= set(
        re.findall(r"\$\{(MADOGUCHI_\w+)\}", (ROOT / "bot/endpoints.yml").read_text(encoding="utf-8"))
    )
    return frozenset((found | BUILT) - set(SETTINGS))


def read_by_tests(source: str) -> set[str]:
    """Those that a file of the tests looks up."""
    return {name for pair in _READ.findall(source) for name in pair if name}
