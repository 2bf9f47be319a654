"""The command line: help that helps, errors in one line, and `--help` without loading the desk."""

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from api.cli.commands import _holds_policies, app
from api.cli.policy_check import check_policies
from api.cli.records import _show
from api.settings import get_settings
from tests.described_app import described_app

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
COMMANDS = [
    *(["serve"], ["setup"], ["index"], ["ask"], ["purge"]),
    *(
        ["staff", "add"],
        ["staff", "list"],
        ["staff", "passwd"],
        ["staff", "invite"],
        ["staff", "change"],
        ["requests", "list"],
        ["db", "upgrade"],
    ),
]


@contextmanager
def installed_in(folder: Path) -> Iterator[CliRunner]:
    """A runner over the installation in a folder."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("MADOGUCHI_VAR_DIR", str(folder))
        changed.delenv("MADOGUCHI_DATABASE_URL", raising=False)
        get_settings.cache_clear()
        yield CliRunner()
    get_settings.cache_clear()


@pytest.fixture
def cli(tmp_path: Path) -> Iterator[CliRunner]:
    """A runner over an empty installation of its own."""
    with installed_in(tmp_path) as runner:
        yield runner


@pytest.fixture(scope="module")
def with_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose database has been made: all migrations, once for the tests that only need their end."""
    folder = tmp_path_factory.mktemp("installed")
    with installed_in(folder) as runner:
        assert runner.invoke(app, ["db", "upgrade"]).exit_code == 0
    return folder


@pytest.fixture
def desk(tmp_path: Path, with_database: Path) -> Iterator[CliRunner]:
    """A runner over an installation of its own that has a database."""
    shutil.copytree(with_database, tmp_path, dirs_exist_ok=True)
    with installed_in(tmp_path) as runner:
        yield runner


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_each_command_explains_itself(cli: CliRunner, words: list[str]) -> None:
    done = cli.invoke(app, [*words, "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    assert len(done.output.split()) > 12


def test_the_version_is_the_projects_and_the_api_tells_the_same(cli: CliRunner) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = cli.invoke(app, ["--version"])
    assert (done.exit_code, done.output) == (0, f"madoguchi {project['version']}\n")
    assert described_app().version == project["version"]


def test_no_help_has_a_word_in_square_brackets() -> None:
    """The terminal takes it for mark-up, and shows nothing in its place."""
    page = (ROOT / "docs/reference/commands.md").read_text(encoding="utf-8")
    assert re.findall(r"\[[a-z_]+\](?!\()", page) == []


def test_help_loads_neither_the_index_nor_the_web_framework() -> None:
    script = (
        "import sys; from typer.testing import CliRunner; from api.cli.commands import app;"
        "CliRunner().invoke(app, ['--help']);"
        "print(sorted({'torch', 'faiss', 'fastapi', 'sqlalchemy', 'rasa_sdk', 'numpy', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.slow
def test_staff_are_added_listed_and_given_a_new_password(desk: CliRunner) -> None:
    words = [
        "staff",
        "add",
        "sato",
        "--alias",
        "窓口 佐藤",
        "--role",
        "look_up",
        "--company",
        "ocs",
        "--password-stdin",
    ]
    done = desk.invoke(app, words, input="a long enough password\n")
    assert done.exit_code == 0, done.output
    assert "a long enough password" not in done.output
    listed = json.loads(desk.invoke(app, ["staff", "list", "--json"]).stdout)
    rights = {"username": "sato", "alias": "窓口 佐藤", "role": "look_up", "companies": ["ocs"]}
    assert listed == [{**rights, "disabled": False, "totp": False, "invited": False, "oidc": False}]
    done = desk.invoke(app, ["staff", "passwd", "sato", "--password-stdin"], input="another long password\n")
    assert done.exit_code == 0, done.output
    again = json.loads(desk.invoke(app, ["staff", "list", "--json"]).stdout)
    assert again == listed, "a new password changes neither role nor companies"


@pytest.mark.slow
def test_accounts_are_invited_changed_shut_and_opened(desk: CliRunner) -> None:
    invited = desk.invoke(app, ["staff", "add", "ito", "--alias", "伊藤", "--role", "admin", "--invite"])
    assert invited.exit_code == 0, invited.output
    assert "/staff/invitation/" in invited.stdout
    assert desk.invoke(app, ["staff", "invite", "ito"]).stdout != invited.stdout
    refused = desk.invoke(app, ["staff", "disable", "ito"])
    assert (refused.exit_code, "last administrator" in refused.stderr) == (1, True)
    both = ["staff", "change", "ito", "--role", "lead", "--company", "oni", "--all-companies"]
    assert desk.invoke(app, both).exit_code == 2
    unknown = desk.invoke(app, ["staff", "change", "ito", "--company", "acme"])
    assert (unknown.exit_code, "there are: ocn, ocs" in unknown.stderr) == (2, True)
    boss = ["staff", "add", "boss", "--alias", "x", "--role", "admin", "--password-stdin", "--one-time"]
    assert desk.invoke(app, boss, input="a long enough password\n").exit_code == 0
    for words in (
        ["change", "ito", "--role", "lead", "--company", "oni"],
        ["disable", "ito"],
        ["enable", "ito"],
        ["reset-totp", "ito"],
        ["end-sessions", "ito"],
    ):
        done = desk.invoke(app, ["staff", *words])
        assert done.exit_code == 0, done.output
    rows = {row["username"]: row for row in json.loads(desk.invoke(app, ["staff", "list", "--json"]).stdout)}
    assert (rows["ito"]["role"], rows["ito"]["companies"], rows["ito"]["disabled"]) == (
        "lead",
        ["oni"],
        False,
    )
    assert "ito" in desk.invoke(app, ["staff", "list"]).stdout


def test_a_weak_password_is_refused_before_the_account_is_made(desk: CliRunner) -> None:
    words = ["staff", "add", "sato", "--alias", "佐藤", "--password-stdin"]
    for weak in ("short", "passwordpassword"):
        done = desk.invoke(app, words, input=f"{weak}\n")
        assert done.exit_code == 1
        assert weak not in done.stderr
    assert json.loads(desk.invoke(app, ["staff", "list", "--json"]).stdout) == []


def test_a_name_that_is_taken_is_one_line(desk: CliRunner) -> None:
    words = ["staff", "add", "sato", "--alias", "佐藤", "--password-stdin"]
    desk.invoke(app, words, input="a long enough password\n")
    done = desk.invoke(app, words, input="a long enough password\n")
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_password_for_nobody_is_refused_in_one_line(desk: CliRunner) -> None:
    done = desk.invoke(app, ["staff", "passwd", "nobody", "--password-stdin"], input="x\n")
    assert done.exit_code == 1
    assert "There is no member of staff 'nobody'" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "code", "told"),
    [
        ("MADOGUCHI_DATABASE_URL", "sqlite:////proc/none/x.db", 1, "/proc/none"),
        ("MADOGUCHI_DATABASE_URL", "nonsense", 2, "postgresql+psycopg://"),
        ("MADOGUCHI_DATABASE_URL", "oddbase://clerk:hunter2@host/x", 2, "sqlite:////"),
        ("MADOGUCHI_DATABASE_URL", "postgresql+psycopg://nobody@127.0.0.1:1/x", 1, "MADOGUCHI_DATABASE_URL"),
        ("MADOGUCHI_DATABASE_URL", "mysql://clerk:hunter2@host/x", 2, "sqlite:////"),
        ("MADOGUCHI_DATABASE_URL", "postgresql+psycopg://clerk:hunter2@host:port/x", 2, "sqlite:////"),
        ("MADOGUCHI_DATABASE_URL", "postgresql+psycopg://clerk:p@hunter2@host/x", 2, "%40"),
        ("MADOGUCHI_VAR_DIR", "/proc/none", 1, "MADOGUCHI_VAR_DIR"),
        ("MADOGUCHI_SECRET_KEY_FILE", "/proc/none", 1, "MADOGUCHI_SECRET_KEY_FILE"),
        ("MADOGUCHI_PORT", "x", 2, "MADOGUCHI_PORT"),
    ],
)
def test_a_setting_that_opens_no_desk_is_named_in_a_line(
    desk: CliRunner, monkeypatch: pytest.MonkeyPatch, name: str, value: str, code: int, told: str
) -> None:
    monkeypatch.setenv(name, value)
    get_settings.cache_clear()
    result = desk.invoke(app, ["requests", "list"])
    get_settings.cache_clear()
    assert result.exit_code == code
    assert told in result.output
    assert result.output.count("\n") == 1
    assert "hunter2" not in result.output


@pytest.mark.parametrize("name", ["", "not there"])
def test_where_there_is_no_company_a_check_is_not_passed(
    cli: CliRunner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setenv("MADOGUCHI_POLICIES_DIR", str(tmp_path / name))
    get_settings.cache_clear()
    result = cli.invoke(app, ["desk", "check"])
    get_settings.cache_clear()
    assert result.exit_code == 1
    assert "MADOGUCHI_POLICIES_DIR" in result.output


def test_a_file_that_is_no_database_is_told_in_a_line(
    desk: CliRunner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("no database")
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", f"sqlite:///{tmp_path / 'notes.txt'}")
    get_settings.cache_clear()
    result = desk.invoke(app, ["requests", "list"])
    get_settings.cache_clear()
    assert result.exit_code == 1
    assert "not a database" in result.output


def test_a_new_desk_lists_no_requests(desk: CliRunner) -> None:
    assert desk.invoke(app, ["requests", "list"]).stdout == "No requests.\n"
    assert json.loads(desk.invoke(app, ["requests", "list", "--json"]).stdout) == []


def test_a_status_or_a_company_that_is_not_there_is_no_empty_desk(desk: CliRunner) -> None:
    for words, told in (
        (["--status", "answred"], "There is no status 'answred'; there are: announced, "),
        (["--company", "acme"], "There is no company 'acme'; there are: ocn, ocs"),
    ):
        done = desk.invoke(app, ["requests", "list", *words])
        assert (done.exit_code, done.stdout) == (2, "")
        assert told in done.stderr
    assert desk.invoke(app, ["requests", "list", "--status", "answered"]).stdout == "No requests.\n"


@pytest.mark.parametrize(
    "words",
    [["audit", "export"], ["report", "--company", "oni", "--month", "2026-11"]],
    ids=lambda words: words[0],
)
def test_a_file_that_cannot_be_written_is_one_line(desk: CliRunner, words: list[str], tmp_path: Path) -> None:
    done = desk.invoke(app, [*words, "--to", str(tmp_path / "nowhere" / "file")])
    assert done.exit_code == 1
    assert done.stderr.strip().endswith("file could not be written: No such file or directory.")
    assert not isinstance(done.exception, OSError)


def test_a_certificate_whose_file_cannot_be_written_is_not_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate: Any = SimpleNamespace(as_json=lambda _: {"id": "e_1"})
    installed: Any = SimpleNamespace(database=SimpleNamespace(anchors=None))
    with pytest.raises(typer.Exit):
        _show(installed, certificate, None, tmp_path / "nowhere" / "certificate.json")
    said = capsys.readouterr()
    assert json.loads(said.out) == {"id": "e_1"}
    assert "could not be written" in said.err


def test_a_certificate_to_be_read_names_the_company_as_its_desk_is_called(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for company, name in (("prestige", "プレステージ"), ("gone", "gone")):
        certificate: Any = SimpleNamespace(
            company=company, as_json=lambda _: {}, as_text=lambda locale, called: f"{locale}: {called}"
        )
        installed: Any = SimpleNamespace(database=SimpleNamespace(anchors=None))
        _show(installed, certificate, "ja", None)
        assert name in capsys.readouterr().out


def test_a_question_without_words_is_not_looked_up(cli: CliRunner) -> None:
    done = cli.invoke(app, ["ask", "  ", "--company", "ocs"])
    assert (done.exit_code, done.stderr) == (2, "Write a question.\n")


def test_the_database_is_made_and_purged_where_nothing_is_in_it(cli: CliRunner, tmp_path: Path) -> None:
    assert cli.invoke(app, ["db", "upgrade"]).stdout == "The database is up to date.\n"
    assert (tmp_path / "db" / "madoguchi.sqlite3").is_file()
    assert "conversations: 0" in cli.invoke(app, ["purge"]).stdout


def test_a_company_that_is_not_there_names_those_that_are(cli: CliRunner) -> None:
    done = cli.invoke(app, ["ask", "何か", "--company", "acme"])
    assert done.exit_code == 2
    assert "There is no company 'acme'; there are: ocn, ocs, oni, opt, prestige" in done.stderr


def test_what_is_not_built_yet_says_how_to_build_it(cli: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    asked = ["ask", "手数料は？", "--company", "ocs"]
    for words in (
        ["index", "--check", str(tmp_path / "index")],
        asked,
        ["evaluate"],
        ["evaluate", "--only", "apart"],
    ):
        done = cli.invoke(app, words)
        assert (done.exit_code, done.stderr) == (1, "The embedding model is not built yet: run make setup.\n")


def test_a_folder_that_is_not_there_is_no_index_that_is_not_built_yet(cli: CliRunner, tmp_path: Path) -> None:
    done = cli.invoke(app, ["index", "--check", str(tmp_path / "nope")])
    assert (done.exit_code, done.stderr) == (1, f"{tmp_path / 'nope'}: there is no such folder.\n")


def test_policies_are_told_from_an_index(cli: CliRunner, tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "policy.txt").write_bytes("方針".encode("shift_jis"))
    assert _holds_policies(folder) and _holds_policies(tmp_path)
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    assert not _holds_policies(folder)
    done = cli.invoke(app, ["index", "--draft", str(tmp_path / "desk.yml")])
    assert (done.exit_code, done.stderr) == (2, "--draft needs --check DIR with a policy.txt in DIR.\n")


def test_a_policy_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    said: list[str] = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "policy.txt").write_bytes("方針".encode("shift_jis"))
    reason = check_policies(tmp_path, tmp_path / "desk.yml", said.append)
    assert reason == f"--draft takes one company at a time; {tmp_path} holds 2: a, b"
    reason = check_policies(tmp_path / "a", None, said.append)
    assert reason == f"{tmp_path / 'a' / 'policy.txt'}: not UTF-8 (byte 0); save the text as UTF-8"
    (tmp_path / "a" / "policy.txt").write_text("\n", encoding="utf-8")
    assert (
        check_policies(tmp_path / "a", None, said.append)
        == f"a: no clause could be read from {tmp_path / 'a' / 'policy.txt'}"
    )
    (tmp_path / "desk.yml").write_text("kept", encoding="utf-8")
    reason = check_policies(tmp_path / "a", tmp_path / "desk.yml", said.append)
    assert reason == f"{tmp_path / 'desk.yml'} is there already: name another file, or remove it"
