"""Every setting is described with the default that it has, every other variable too, and none that nothing reads."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from api.settings import Settings, desk_settings
from ops.staff_account import staff_account
from tests.unit.docs.pages import PAGES, ROOT, name_of, rows, text_of
from tests.unit.docs.variables import SETTINGS, beside_the_settings, read_by_tests

SETTING_PAGES = ("README.md", "README.en.md", "docs/configuration.md")
OURS = Settings(_env_file=None, var_dir=ROOT / "var")
WORKED_OUT: dict[str, Any] = {
    "MADOGUCHI_PUBLIC_URL": "http://host:port",
    "MADOGUCHI_CHANNELS_DIR": OURS.channels_folder,
    "MADOGUCHI_RECORDS_FOLDER": desk_settings(OURS).records_dir,
    "MADOGUCHI_STAFF_USERNAME": staff_account(ROOT, None, "given").username,
}
"""What stands in place of None where nothing is set, as far as it is one value."""


def default_of(variable: str, field: FieldInfo) -> str | None:
    """The default as the pages write it in backticks; None where words say what holds without the setting."""
    value = WORKED_OUT.get(variable, field.get_default(call_default_factory=True))
    if value is None or value is PydanticUndefined or value == "":
        return None
    if isinstance(value, Path):
        return value.relative_to(ROOT).as_posix() if value.is_absolute() else value.as_posix()
    return f"{value:g}" if isinstance(value, int | float) else str(value)


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in SETTINGS:
        monkeypatch.delenv(variable, raising=False)


def described(page: str) -> Iterator[tuple[str, str]]:
    """The settings of a page's table and their default, as it stands there."""
    for cells in rows(ROOT / page):
        if len(cells) == 3 and (name := re.fullmatch(r"`(MADOGUCHI_\w+)`", cells[0])):
            yield name[1], cells[1]


@pytest.mark.parametrize("page", SETTING_PAGES)
def test_every_setting_has_one_row_and_no_row_is_of_something_else(page: str) -> None:
    assert sorted(name for name, _ in described(page)) == sorted(SETTINGS)


@pytest.mark.parametrize("page", SETTING_PAGES)
def test_every_setting_is_described_with_its_default(page: str) -> None:
    for name, said in described(page):
        default = default_of(name, SETTINGS[name])
        if default is None:
            assert not re.fullmatch(r"`[^`]*`", said), (
                f"{page}: {name} has no default of its own; say what holds"
            )
        else:
            assert said == f"`{default}`", f"{page}: default of {name}"


def test_defaults_of_every_kind_are_compared() -> None:
    kinds = {type(field.default) for field in SETTINGS.values()}
    assert {int, float, bool, str, type(None)} <= kinds
    assert default_of("MADOGUCHI_SECRET_KEY_FILE", SETTINGS["MADOGUCHI_SECRET_KEY_FILE"]) == "var/secret.key"
    assert default_of("MADOGUCHI_VAR_DIR", SETTINGS["MADOGUCHI_VAR_DIR"]) == "var"
    assert default_of("MADOGUCHI_SLACK_CHANNELS", SETTINGS["MADOGUCHI_SLACK_CHANNELS"]) == "{}"
    assert default_of("MADOGUCHI_MAIL_ENABLED", SETTINGS["MADOGUCHI_MAIL_ENABLED"]) == "0"


def test_every_variable_beside_the_settings_is_described_and_no_other() -> None:
    text = text_of(ROOT / "docs/configuration.md").partition("## Set-up and tests")[2]
    said = {
        name
        for cells in re.findall(r"^\| ([^|]+) \|", text, re.M)
        for name in re.findall(r"`(MADOGUCHI_\w+)`", cells)
    }
    assert said == set(beside_the_settings())


def test_no_variable_is_named_that_nothing_reads() -> None:
    read = set(SETTINGS) | beside_the_settings()
    for page in PAGES:
        said = set(re.findall(r"MADOGUCHI_[A-Z0-9_]*[A-Z0-9]", text_of(page)))
        assert said - read == set(), name_of(page)


def test_a_name_that_a_test_only_sets_or_quotes_is_not_one_that_is_read() -> None:
    assert (
        read_by_tests('env = {"MADOGUCHI_VAR_DIR": "x"}\nmonkeypatch.setenv("MADOGUCHI_POLICIES_DIR", "x")')
        == set()
    )
    assert read_by_tests('os.environ.get("MADOGUCHI_A")\nos.environ["MADOGUCHI_B"]\nSERVER = "MADOGUCHI_C"\n') == {
        "MADOGUCHI_A", "MADOGUCHI_B", "MADOGUCHI_C",
    }  # fmt: skip
