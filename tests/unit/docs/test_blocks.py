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
from tests.unit.docs.command_line import unknown, whole_command_line
from tests.unit.docs.pages import PAGES, ROOT, Block, blocks, blocks_in, blocks_of, name_of, text_of, typed

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
    assert (block.language, block.text.splitlines()[-1]) == ("bash", "madoguchi channels check")
    said = "- a\n\n    <!-- not run: of a list -->\n\n    ```bash\n    mkdir x\n    ```\n"
    (block,) = blocks_in("a page", said)
    assert (block.text, block.why) == ("mkdir x\n", "of a list")


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


# ---------------------------------------------------------------------- what is not run, and why


def files_named(reason: str) -> str:
    """All that the files hold that a reason names, words of a list and words of a line alike."""
    names = [name for name in re.findall(r"`([\w./-]+)`", reason) if (ROOT / name).is_file()]
    return re.sub(r"[\s,\"']+", " ", " ".join((ROOT / name).read_text(encoding="utf-8") for name in names))


def core(command: str) -> str:
    """What must stand where a command is run: the module, target or command, without whose and with what."""
    module = re.search(r" -m (?:unittest )?([\w.]+)", command)
    if module:
        return module[1]
    words = re.sub(r"^\(?(?:[\w./-]*/)?(?=\w)", "", command).split()
    if words[0] == "export":
        return words[1].partition("=")[0]
    if words[0] == "make":
        return " ".join(words[:2])
    if words[0] != "madoguchi":
        return words[0]
    path, command_line = [], whole_command_line()
    while hasattr(command_line, "commands") and words[1:] and words[1] in command_line.commands:
        command_line = command_line.commands[words[1]]
        path.append(words.pop(1))
    return " ".join(path)


def run_nowhere(block: Block) -> list[str]:
    """Commands of a block that stand in none of the files which its reason names."""
    text = files_named(str(block.why))
    wanted = {core(command) for command in block.commands() if command.strip()}
    return sorted(one for one in wanted if not re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text))


@pytest.mark.parametrize("block", [one for one in BLOCKS if one.why and one.language == "bash"], ids=str)
def test_what_is_not_run_as_it_stands_is_run_where_its_reason_says(block: Block) -> None:
    assert run_nowhere(block) == [], f"no file that «{block.why}» names holds it"


@pytest.mark.parametrize(
    ("text", "why", "nowhere"),
    [
        ("make test\n", "this is what runs the tests; `.ci/run` does", []),
        ("make bench   # this machine\n", "minutes; `.ci/run` does", ["make bench"]),
        ("make test\n", "CI does", ["make test"]),
        (".venv/bin/madoguchi company end acme --no-export\n", "`docs/operations.md`", []),
        ("madoguchi staff add sato\n", "asks; `tests/unit/ops/test_cli.py` answers", []),
        ("python -m bot.tuning\nexport NO_SUCH=1\n", "a release does: `CONTRIBUTING.md`", ["NO_SUCH"]),
    ],
)
def test_a_reason_that_names_no_file_with_the_command_is_found(
    text: str, why: str, nowhere: list[str]
) -> None:
    assert run_nowhere(Block("a page", "bash", text, why)) == nowhere


# ---------------------------------------------------------------------- madoguchi, make, python -m


_WORD = r"""(?:"[^"]*"|'[^']*'|<[a-z]+>|[^\s|;()<>"'])+"""
"""Of a shell; `<code>` is what a reader puts in."""


def calls(line: str) -> list[list[str]]:
    """The words after each `madoguchi` that is called in a line."""
    found = re.findall(rf"(?:^|[\s/(;|])madoguchi((?: +{_WORD})+)", line)
    return [[word.strip("\"'") for word in re.findall(_WORD, words)] for words in found]


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


def test_words_in_quotes_are_one_word_of_a_call() -> None:
    assert calls('madoguchi staff add sato --alias "窓口 佐藤"; x') == [
        ["staff", "add", "sato", "--alias", "窓口 佐藤"]
    ]
    assert calls("madoguchi talk --locale <code> <<'END'") == [["talk", "--locale", "<code>"]]


def test_a_call_without_what_it_needs_is_found_and_a_bare_name_is_none() -> None:
    assert unknown(["company", "end"]) is None, "a name"
    assert unknown(["index", "--check"]) is None, "a name with its option's"
    either = "end: Invalid value: Give either --export FILE or --no-export."
    assert unknown(["company", "end", "acme"]) == either
    assert unknown(["company", "end", "acme", "--no-export", "--export", "acme.zip"]) == either
    assert unknown(["company", "end", "acme", "--no-export", "--yes"]) is None
    assert "--receipt" in str(unknown(["erase", "--linked"]))
    assert "to" in str(unknown(["company", "export", "acme"]))
    assert "extra argument" in str(unknown(["restore-check", "/backups/one"]))
    assert unknown(["requests", "list", "--company", "<company>"]) is None, "values are the reader's"


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
