"""What the documents tell somebody to type can be typed: blocks run or parse, commands and targets are there.

Every block of shell that does not say why it is not run is run: those of the tutorial in
`tests/integration/docs/test_tutorial.py`, the others in `test_shell_blocks.py` beside it.
"""

import importlib.util
import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.described_app import all_routes
from tests.unit.docs.command_line import unknown
from tests.unit.docs.pages import PAGES, ROOT, Block, blocks, blocks_of, name_of, text_of, typed

LANGUAGES = {"bash", "python", "yaml", "json", "toml", "html", "text"}
BLOCKS = list(blocks())
RUN = [block for block in BLOCKS if block.why is None]


def test_every_block_says_its_language_and_why_it_is_not_run() -> None:
    assert len(BLOCKS) > 20
    assert [str(one) for one in BLOCKS if one.language not in LANGUAGES] == []
    assert [str(one) for one in BLOCKS if one.why is not None and len(one.why) < 10] == []


def test_no_block_is_only_indented() -> None:
    """It would have no language, and nobody could say why it is not run."""
    assert [str(one) for one in BLOCKS if one.language == "indented"] == []


def test_blocks_are_seen_in_lists_with_what_is_said_before_them() -> None:
    page = ROOT / "docs/channels.md"
    (block,) = [one for one in blocks_of(page) if "mkdir" in one.text]
    assert (block.language, block.text.splitlines()[-1]) == ("bash", "END")
    assert block.why is not None


def test_lines_of_html_name_a_script_that_is_served() -> None:
    found = [one for one in RUN if one.language == "html"]
    scripts = [name for one in found for name in re.findall(r'src="[^"]*/static/([^"]+)"', one.text)]
    assert found
    assert len(scripts) == len(found)
    assert [name for name in scripts if not (ROOT / "api/static" / name).is_file()] == []


def test_no_fence_is_left_open() -> None:
    assert [name_of(page) for page in PAGES if len(re.findall(r"^ *```", text_of(page), re.M)) % 2] == []


@pytest.mark.parametrize("block", [one for one in RUN if one.language == "python"], ids=str)
def test_python_blocks_run(block: Block) -> None:
    exec(compile(block.text, block.page, "exec"), {"__name__": "a block"})


@pytest.mark.parametrize("block", [one for one in RUN if one.language in {"yaml", "json", "toml"}], ids=str)
def test_data_blocks_parse(block: Block) -> None:
    read: Any = {"yaml": yaml.safe_load, "json": json.loads, "toml": tomllib.loads}[block.language]
    assert read(block.text)


@pytest.mark.parametrize("block", [one for one in BLOCKS if one.language == "bash"], ids=str)
def test_shell_blocks_are_shell(block: Block) -> None:
    done = subprocess.run(["bash", "-n"], input=block.text, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr


# ---------------------------------------------------------------------- madoguchi, make, python -m


def calls(line: str) -> list[list[str]]:
    """The words after each `madoguchi` that is called in a line."""
    found = re.findall(r"(?:^|[\s/(;|])madoguchi((?: +[^\s|;()<>]+)+)", line)
    return [[word.strip("\"'") for word in words.split()] for words in found]


def test_every_command_that_is_named_exists_with_its_options() -> None:
    wrong = [
        f"{name_of(page)}: {line}: {why}"
        for page in PAGES
        for line in typed(page)
        for call in calls(line)
        if (why := unknown(call))
    ]
    assert wrong == []


def test_a_command_or_an_option_that_is_not_there_is_found() -> None:
    assert calls("(.venv/bin/madoguchi desk confirm FOLDER | tee x)") == [["desk", "confirm", "FOLDER"]]
    assert unknown(["desk", "confirm", "FOLDER"]) is None
    assert unknown(["staff"]) is None
    assert unknown(["index", "--check", "x"]) is None
    assert unknown(["index", "--chek", "x"]) == "index has no --chek"
    assert unknown(["desk", "conform"]) == "there is no command 'desk conform'"


def test_every_make_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", text_of(ROOT / "Makefile"), re.M))
    assert targets
    for page in PAGES:
        said = {name for line in typed(page) for name in re.findall(r"(?:^|\s)make ([a-z][a-z0-9-]+)", line)}
        assert said - targets == set(), name_of(page)


def test_every_module_that_is_to_be_run_exists() -> None:
    for page in PAGES:
        said = {name for line in typed(page) for name in re.findall(r"python[\d.]* -m ([a-z_][\w.]*)", line)}
        gone = sorted(name for name in said if not (is_ours(name) or importlib.util.find_spec(name)))
        assert gone == [], name_of(page)


def is_ours(module: str) -> bool:
    path = ROOT / Path(*module.split("."))
    return path.with_suffix(".py").is_file() or (path / "__main__.py").is_file()


# ---------------------------------------------------------------------- routes


@cache
def routes() -> frozenset[tuple[str, str]]:
    return frozenset((method, shape(path)) for method, path in (one.split(" ") for one in all_routes()))


def test_every_route_that_is_named_exists() -> None:
    methods = "GET|POST|PUT|PATCH|DELETE"
    named = re.compile(rf"\b((?:{methods})(?:\|(?:{methods}))*) (/api/[^\s?`\"]+)")
    found = [(page, *said) for page in PAGES for line in typed(page) for said in named.findall(line)]
    assert found
    assert [
        f"{name_of(page)}: {one} {path}"
        for page, allowed, path in found
        for one in allowed.split("|")
        if (one, shape(path)) not in routes()
    ] == []


def shape(path: str) -> str:
    """A path without the names of its parameters."""
    return re.sub(r"\{[^}]*\}", "{}", path.rstrip(".,"))
