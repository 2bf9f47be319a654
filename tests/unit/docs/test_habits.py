"""Daily habits: make help lists every task, hooks need no network, CONTRIBUTING names what there is."""

import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from api.settings import Settings
from api.version import VERSION
from desk.settings import DeskSettings
from tests.unit.docs.command_line import unknown
from tests.unit.docs.pages import ROOT, text_of

MAKEFILE = text_of(ROOT / "Makefile")
TOOLS = {"ruff check --fix --force-exclude", "ruff format --force-exclude", "mypy", "lint-imports"}
"""What `make check` calls, and as far as it can mend by itself, mends."""
PARTS_OF_OTHERS = {"unit-of-the-desk", "unit-of-the-rest", "test-setup", "docs-setup"}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z0-9-]*):", MAKEFILE, re.M))


def test_make_help_lists_every_task() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  make ([a-z0-9-]+) +\S", listed, re.M)) == targets() - PARTS_OF_OTHERS
    assert {"run", "dev", "demo-data", "unit", "check", "test", "docs", "docs-serve", "notices"} <= targets()


@pytest.mark.parametrize("command", ["make run", "make setup", "make unit", "make dev", "make test-postgres"])
def test_make_knows_what_it_would_do_for_what_no_test_can_run(command: str) -> None:
    """Who follows a page is not told of a target whose recipe names what is not there."""
    done = subprocess.run([*command.split(), "--dry-run"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    files = re.findall(r"(?<=\s)(?:\.venv/bin/\w+|ops/\w+\.py)(?=\s|$)", f" {done.stdout}")
    assert files
    assert [name for name in files if not (ROOT / name).exists()] == []


def test_a_tests_name_says_its_promise_without_its_files_name() -> None:
    """Whoever reads the names alone does not know what "it" is."""
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    names = [
        name for file in files for name in re.findall(r"^(?:async )?def test_(\w+)", text_of(file), re.M)
    ]
    assert len(names) > 2000
    assert [name for name in names if re.match(r"(it|they|this|these|those|its)_", name)] == []


def test_the_version_is_the_same_wherever_it_is_said() -> None:
    version = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]["version"]
    assert version == VERSION, "run make setup: what is installed is of another version"
    assert f"`main`, to be {version}" in text_of(ROOT / "SECURITY.md") or f"| {version} | yes |" in text_of(
        ROOT / "SECURITY.md"
    )
    assert re.search(rf"^To be {version}|^## \[{version}\]", text_of(ROOT / "CHANGELOG.md"), re.M)


def test_every_target_is_phony() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.M)
    assert set(phony.split()) == targets()


def hooks() -> list[dict[str, object]]:
    config = yaml.safe_load(text_of(ROOT / ".pre-commit-config.yaml"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"], "another repository would be fetched"
    return list(config["repos"][0]["hooks"])


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: str(hook["id"]))
def test_hooks_are_the_projects_own_tools(hook: dict[str, object]) -> None:
    assert hook["language"] == "system"
    program, *words = shlex.split(str(hook["entry"]))
    if program == "make":
        assert set(words) <= targets()
        return
    folder, _, name = program.rpartition("/")
    assert folder == ".venv/bin"
    if name == "madoguchi":
        assert unknown(words) is None
    elif name == "python":
        assert words[:2] == ["-m", "pytest"]
        assert [one for one in words[2:] if not one.startswith("-") and not (ROOT / one).exists()] == []
    else:
        assert " ".join([name, *words]) in TOOLS


MENDS_NOTHING = {"ruff check --fix": "ruff check --no-fix", "ruff format": "ruff format --check"}
"""How a hook that mends only says what it would mend."""


def listed(command: list[str]) -> set[str]:
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return {name.removeprefix(f"{ROOT}/") for name in done.stdout.splitlines()}


@pytest.mark.parametrize(
    "hook", [one for one in hooks() if "types_or" in one], ids=lambda one: str(one["id"])
)
def test_a_hook_mends_no_file_that_the_tool_leaves_out(hook: dict[str, object]) -> None:
    """pre-commit names the files itself: with `--all-files` also one that is kept as it came."""
    looked_at = listed([".venv/bin/ruff", "check", "--show-files", "."])
    left_out = listed(["git", "ls-files", "*.py", "*.pyi"]) - looked_at
    assert "tests/eval/check.py" in left_out
    entry = str(hook["entry"])
    for mends, says in MENDS_NOTHING.items():
        entry = entry.replace(mends, says)
    assert entry != hook["entry"], "it would change files here"
    done = subprocess.run([*shlex.split(entry), *sorted(left_out)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_hooks_are_run_by_a_program_of_the_lock() -> None:
    assert re.search(r"^pre-commit==", text_of(ROOT / "requirements/app.txt"), re.M)
    assert ".venv/bin/pre-commit install" in text_of(ROOT / "CONTRIBUTING.md")


def test_the_documents_are_tested_at_every_commit() -> None:
    """A setting that is added in code alone is what makes them lag."""
    (hook,) = [one for one in hooks() if one["id"] == "documents"]
    assert str(hook["entry"]).endswith("tests/unit/docs")
    assert hook["always_run"] is True
    assert {"files", "types", "types_or", "exclude", "stages"} & set(hook) == set()


def test_the_fast_loop_leaves_out_what_is_slow_and_the_whole_suite_does_not() -> None:
    recipes = dict(re.findall(r"^(unit-all|test):[^\n]*\n\t(.*)$", MAKEFILE, re.M))
    dry = subprocess.run(["make", "unit", "--dry-run"], cwd=ROOT, capture_output=True, text=True, check=True)
    runs = [line for line in dry.stdout.splitlines() if "-m pytest" in line]
    assert all('-m "not slow"' in run for run in runs)
    assert all("--name-slow 1" in run for run in runs), "what takes long and is not marked is named"
    parts = {
        path.name for path in (ROOT / "tests/unit").iterdir() if path.is_dir() and path.name != "__pycache__"
    }
    named = [name for run in runs for name in re.findall(r"tests/unit/(\w+)", run)]
    assert sorted(named) == sorted(parts), "each folder once"
    assert "not slow" not in recipes["unit-all"] + recipes["test"]
    assert "quick" not in recipes["unit-all"] + recipes["test"], "every property with all its examples"


def test_no_property_has_a_number_of_examples_that_holds_in_the_quick_run_too() -> None:
    fixed = re.compile(r"max_examples=\d")
    tests = [path for path in (ROOT / "tests/unit").rglob("test_*.py") if fixed.search(text_of(path))]
    assert [path.name for path in tests] == [], "write examples(...), of tests/properties.py"


def variables(pattern: str, *parts: str) -> set[str]:
    """The names of environment variables that stand in the code of these folders where `pattern` has a %s."""
    shape = re.compile(pattern % '"(MADOGUCHI_[A-Z0-9_]+)"')
    return {
        name
        for part in parts
        for path in (ROOT / part).rglob("*.py")
        for name in shape.findall(text_of(path))
    }


def test_no_test_sets_a_variable_that_nothing_reads() -> None:
    code = variables("%s", "actions", "api", "benchmarks", "bot", "desk", "evaluation", "knowledge", "ops")
    settings = {
        f"MADOGUCHI_{name.upper()}" for name in {**DeskSettings.model_fields, **Settings.model_fields}
    }
    read = code | settings | variables(r"environ(?:\.get\(|\[)%s", "tests")
    put_together = {"MADOGUCHI_PYTHON_310", "MADOGUCHI_PYTHON_311"}
    given = variables(r"(?:setenv\(\s*)%s", "tests") | variables("%s:", "tests")
    assert sorted(given - read - put_together) == []


def test_tests_use_fakes_and_no_mocks() -> None:
    mocks = re.compile(r"^(?:from|import) (?:unittest\.mock|mock)\b|^from unittest import mock", re.M)
    assert [path.name for path in (ROOT / "tests").rglob("*.py") if mocks.search(text_of(path))] == []


@pytest.mark.parametrize("target", ["lint", "demo-data", "unit", "reference"])
def test_make_says_how_to_set_up_where_nothing_is(target: str, tmp_path: Path) -> None:
    words = ["make", target, f"MADOGUCHI_APP_ENV={tmp_path / 'none'}"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"There is no environment in {tmp_path / 'none'}/bin yet: run make setup" in done.stderr
    assert "No such file" not in done.stderr + done.stdout
