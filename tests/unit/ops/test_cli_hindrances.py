"""Whatever hinders a command is one line that says what is wrong and what to do: no traceback, no value of a secret, and
nothing half done."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli import incidents, policy_check, starting
from api.cli.commands import app
from api.cli.opening import in_a_line
from api.cli.records import _output
from api.settings import get_settings
from desk.storage.database import make_engine
from desk.storage.errors import DatabaseNewer
from desk.storage.migrations import upgrade
from desk.upkeep.errors import ExportProblem
from ops import supervisor, tasks

pytestmark = pytest.mark.slow
REPORT = ["report", "--company", "acme", "--month", "2026-11"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose database has been made, once."""
    folder = tmp_path_factory.mktemp("installed")
    with pytest.MonkeyPatch.context() as changed:
        changed.setenv("MADOGUCHI_VAR_DIR", str(folder))
        get_settings.cache_clear()
        assert CliRunner().invoke(app, ["db", "upgrade"]).exit_code == 0
    get_settings.cache_clear()
    return folder


@pytest.fixture
def var(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of its own, with a database and one company."""
    shutil.copytree(made, tmp_path / "var")
    acme = tmp_path / "policies" / "acme"
    acme.mkdir(parents=True)
    (acme / "policy.txt").write_text("個人情報保護方針\n1. 当社は個人情報を守ります。\n", encoding="utf-8")
    monkeypatch.setenv("MADOGUCHI_VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("MADOGUCHI_POLICIES_DIR", str(tmp_path / "policies"))
    monkeypatch.delenv("MADOGUCHI_DATABASE_URL", raising=False)
    get_settings.cache_clear()
    yield tmp_path / "var"
    get_settings.cache_clear()


def told(words: list[str], **more: Any) -> tuple[int, str]:
    """The exit code and what was said, by a command that met nothing unforeseen."""
    done: Result = CliRunner().invoke(app, words, **more)
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("CLAIM_MINUTES", "-1", "greater than or equal to 1"),
        ("MAIL_ENABLED", "hunter2", "valid boolean"),
        ("SMTP_SECURITY", "hunter2", "'none', 'starttls' or 'tls'"),
        ("REQUIRE_TOTP", "boss", "look_up, desk, lead, admin"),
        ("SLACK_CHANNELS", "hunter2", "JSON"),
        ("METRICS_TOKEN", "hunter2", "at least 20"),
    ],
)
def test_a_setting_that_is_not_allowed_is_named_and_not_shown(
    var: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(f"MADOGUCHI_{name}", value)
    get_settings.cache_clear()
    for words in (["staff", "list"], ["restore", str(var)], ["serve"]):
        code, said = told(words)
        assert (code, said.count("\n")) == (2, 1)
        assert said.startswith(f"MADOGUCHI_{name}: ") and allowed in said
        assert "hunter2" not in said


@pytest.mark.parametrize("file", ["settings.yml", "desk.yml", "policy.txt"])
@pytest.mark.parametrize("content", [b"a: [", b"\xff\xfe"], ids=["no YAML", "no UTF-8"])
def test_a_companys_file_that_cannot_be_read_is_named(
    var: Path, tmp_path: Path, file: str, content: bytes
) -> None:
    if (file, content) == ("policy.txt", b"a: ["):
        return  # any text may be a policy
    (tmp_path / "policies" / "acme" / file).write_bytes(content)
    for words in (["desk", "check"], REPORT, ["demo-data"]):
        code, said = told(words)
        assert code == 1, words
        assert "acme" in said and file in said
        assert ("UTF-8" in said) == (content != b"a: [")


def test_opening_hours_that_cannot_be_read_are_found_by_the_check(var: Path, tmp_path: Path) -> None:
    (tmp_path / "policies" / "acme" / "settings.yml").write_text("staff_hours: whenever\n", encoding="utf-8")
    code, said = told(["desk", "check"])
    assert code == 1
    assert "acme" in said and "settings.yml" in said
    (tmp_path / "policies" / "acme" / "settings.yml").unlink()
    assert told(["desk", "check"])[0] == 0


def test_a_database_of_a_newer_version_is_left_as_it_is(
    var: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = var / "db" / "madoguchi.sqlite3"
    with sqlite3.connect(file) as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.close()
    for words in (["requests", "list"], ["db", "upgrade"], ["backup", str(var / "copy")]):
        code, said = told(words)
        assert (code, said.count("\n")) == (1, 1)
        assert "newer version" in said and "9999" in said
    assert tasks.main(["database"]) == 1, "the set-up's last step says it, too"
    assert "newer version" in capsys.readouterr().err
    engine = make_engine(f"sqlite:///{file}")
    with pytest.raises(DatabaseNewer):
        upgrade(engine)
    with engine.connect() as conn2:
        assert conn2.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == "9999"
    engine.dispose()


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        ("database is locked", "try again"),
        ("database or disk is full", "disk is full"),
        ("disk I/O error", "disk is full"),
        ("unable to open database file", "may write"),
        ("attempt to write a readonly database", "may write"),
    ],
)
def test_what_a_database_refuses_says_what_to_do(
    var: Path, monkeypatch: pytest.MonkeyPatch, said: str, advice: str
) -> None:
    """Also in the middle of a command, once the database was opened."""
    from sqlalchemy.exc import OperationalError

    from desk.accounts.keeper import Accounts

    def refuse(*_: object) -> None:
        raise OperationalError("INSERT INTO staff", {"name": "hunter2"}, sqlite3.OperationalError(said))

    monkeypatch.setattr(Accounts, "list", refuse)
    code, line = told(["staff", "list"])
    assert (code, line.count("\n")) == (1, 1)
    assert said in line and advice in line and "MADOGUCHI_DATABASE_URL" in line
    assert "INSERT" not in line and "hunter2" not in line


def test_who_is_not_there_is_told_without_an_access_code(var: Path) -> None:
    code, said = told(["erase", "--receipt", "MDG-AAAA-AAAA", "--yes"])
    assert (code, "MDG-AAAA-AAAA" in said, "access code" in said) == (1, True, False)
    code, said = told(["erase", "--conversation", "nosuch", "--yes"])
    assert (code, "'nosuch'" in said, "token" in said) == (1, True, False)


def test_a_password_is_asked_for_and_shown_only_where_it_is_set(var: Path) -> None:
    add = ["staff", "add", "sato", "--alias", "佐藤", "--password-stdin"]
    code, said = told([*add, "--company", "nosuch"], input="\n")
    assert (code, "Password" in said, "there are: acme" in said) == (2, False, True)
    code, said = told(["staff", "add", "sato", "--alias", " ", "--password-stdin"], input="\n")
    assert (code, "Password" in said) == (1, False)
    assert "Password: " in told(add, input="\n")[1]
    code, said = told(add, input="\n")
    assert (code, "Password" in said) == (1, False)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("keywords: 5", "keywords"),
        ("starts_at: soon", "starts_at"),
        ("ends_at: 2026-11-99", "ends_at"),
        ("dated: 2026-11-99", "dated"),
    ],
)
def test_an_incident_that_cannot_be_read_names_the_line(
    var: Path, tmp_path: Path, line: str, key: str
) -> None:
    text = {"dated": "2026-11-01", "title": "題", "text": "文", "script": "台本"}
    text |= dict([line.split(": ", 1)])
    file = tmp_path / "incident.yml"
    file.write_text("".join(f"{name}: {value}\n" for name, value in text.items()), encoding="utf-8")
    code, said = told(["incident", "announce", "acme", str(file), "--yes"], env={"COLUMNS": "300"})
    assert code == 2
    assert f"{key}: " in said


def test_keywords_of_an_incident_are_a_list(var: Path, tmp_path: Path) -> None:
    from knowledge.vocabulary import CompanyId

    file = tmp_path / "incident.yml"
    file.write_text(
        "dated: 2026-11-01\ntitle: 題\ntext: 文\nscript: 台本\nkeywords: [漏えい, 流出]\n", encoding="utf-8"
    )
    assert incidents.read_draft(file, CompanyId("acme")).keywords == ("漏えい", "流出")


@pytest.mark.parametrize("none", ["null", "~", ""])
def test_what_is_written_as_none_in_an_incident_is_none(tmp_path: Path, none: str) -> None:
    from knowledge.vocabulary import CompanyId

    file = tmp_path / "incident.yml"
    lines = [f"{key}: {none}" for key in ("starts_at", "ends_at", "keywords")]
    file.write_text(
        "\n".join(["dated: 2026-11-01", "title: 題", "text: 文", "script: 台本", *lines]), encoding="utf-8"
    )
    draft = incidents.read_draft(file, CompanyId("acme"))
    assert (draft.starts_at, draft.ends_at, draft.keywords) == (None, None, ())


def test_a_report_of_nobody_names_those_that_are_there(var: Path) -> None:
    code, said = told(["report", "--company", "nosuch", "--month", "2026-11"])
    assert (code, said) == (2, "There is no company 'nosuch'; there are: acme\n")
    code, said = told(["report", "--company", "acme", "--month", "2026-13"])
    assert (code, "2026-13" in said, "2026-11" in said) == (2, True, True)


def test_a_file_that_was_not_written_whole_is_not_left(tmp_path: Path) -> None:
    """A second try would be told that it is there already, and half of it looks like all of it."""
    with pytest.raises(ExportProblem, match="No space left"), _output(tmp_path / "audit.jsonl") as write:
        write("one line\n")
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "kept").write_text("x")
    with pytest.raises(ExportProblem, match="exists"), _output(tmp_path / "kept"):
        pass
    assert (tmp_path / "kept").read_text() == "x"


def test_a_draft_that_was_not_written_whole_is_not_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, *_: object, **__: object) -> int:
        self.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    reason = policy_check.write_draft(tmp_path / "desk.yml", "x: 1\n")
    assert reason == f"{tmp_path / 'desk.yml'} could not be written: No space left on device"
    assert list(tmp_path.iterdir()) == []


def test_a_desk_without_a_company_does_not_start(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "Layout", SimpleNamespace(here=lambda: SimpleNamespace(**_set_up(var))))
    monkeypatch.setenv("MADOGUCHI_POLICIES_DIR", str(tmp_path / "nowhere"))
    get_settings.cache_clear()
    code, said = told(["serve"])
    assert (code, said.count("\n")) == (1, 1)
    assert "MADOGUCHI_POLICIES_DIR" in said


def _set_up(var: Path) -> dict[str, Path]:
    return {"rasa_model": var, "rasa_python": var, "var": var}


def test_what_keeps_the_app_from_starting_is_a_line(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert starting.hindrance() == 0
    acme, line = tmp_path / "policies" / "acme", var / "channels" / "line"
    (acme / "settings.yml").write_text("staff_hours: {weekly: {mon: soon}}\n", encoding="utf-8")
    assert starting.hindrance() == 1
    (acme / "settings.yml").unlink()
    line.mkdir(parents=True)
    (line / "nosuch.yml").write_text("{}")
    assert starting.hindrance() == 1
    monkeypatch.setenv("MADOGUCHI_SECRET_KEY", "hunter2")
    get_settings.cache_clear()
    assert starting.hindrance() == 1
    of_hours, of_line, of_key = capsys.readouterr().err.splitlines()
    assert of_hours.startswith("acme: settings.yml staff_hours: ")
    assert of_line.startswith("line/nosuch.yml: no such company; allowed: acme")
    assert "MADOGUCHI_SECRET_KEY" in of_key and "hunter2" not in of_key


def test_a_restore_onto_what_cannot_be_written_does_not_blame_a_running_desk(
    var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert told(["backup", str(tmp_path / "copy")])[0] == 0

    connect = sqlite3.connect

    def refuse(place: object, **more: Any) -> sqlite3.Connection:
        if place == var / "db" / "madoguchi.sqlite3":
            raise sqlite3.OperationalError("unable to open database file")
        return connect(str(place), **more)

    monkeypatch.setattr("desk.upkeep.restoring.sqlite3.connect", refuse)
    code, said = told(["restore", str(tmp_path / "copy"), "--replace"])
    assert (code, "may write" in said, "running desk" in said) == (1, True, False)


def test_a_backup_of_before_an_upgrade_goes_over_the_newer_database(var: Path, tmp_path: Path) -> None:
    """The way back that docs/how-to/upgrade.md tells."""
    assert told(["backup", str(tmp_path / "copy")])[0] == 0
    with sqlite3.connect(var / "db" / "madoguchi.sqlite3") as conn:
        conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.close()
    assert told(["staff", "list"])[0] == 1
    code, said = told(["restore", str(tmp_path / "copy"), "--replace"])
    assert code == 0, said
    assert told(["staff", "list"])[0] == 0


def test_a_draft_never_takes_the_place_of_a_file_that_came_meanwhile(tmp_path: Path) -> None:
    kept = tmp_path / "desk.yml"
    kept.write_text("mine")
    assert "exists" in str(policy_check.write_draft(kept, "x: 1\n"))
    assert kept.read_text() == "mine"
    assert "Not a directory" in str(policy_check.write_draft(kept / "desk.yml", "x: 1\n"))


def test_a_fault_of_the_programs_is_not_told_as_a_file_or_a_database_that_cannot_be_used() -> None:
    from sqlalchemy.exc import DataError

    for fault in (
        TimeoutError(),
        ConnectionRefusedError(111, "Connection refused"),
        DataError("INSERT", {}, ValueError("invalid input: 'hunter2'")),
    ):
        with pytest.raises(type(fault)), in_a_line():
            raise fault


@pytest.mark.parametrize(
    "words",
    [
        ["requests", "list"],
        ["purge"],
        ["purge", "--check"],
        ["staff", "list"],
        ["staff", "invite", "sato"],
        ["audit", "verify"],
        ["restore-check"],
        ["keys", "rotate"],
        ["erase", "--conversation", "c_1", "--yes"],
        ["backup", "{new}/backup"],
    ],
    ids=" ".join,
)
def test_a_mistyped_database_is_said_not_to_be_there_and_is_not_made(
    var: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    new = var.parent / "mistyped"
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", f"sqlite:///{new}/desk.sqlite3")
    monkeypatch.setenv("MADOGUCHI_SECRET_KEY_FILE", str(new / "secret.key"))
    get_settings.cache_clear()
    code, line = told([word.format(new=new) for word in words])
    assert (code, line.count("\n")) == (1, 1)
    assert f"no desk in the database {new}/desk.sqlite3" in line and "MADOGUCHI_DATABASE_URL" in line
    assert not new.exists()


def test_an_empty_file_is_no_desk_either_and_stays_empty(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = var.parent / "empty.sqlite3"
    file.touch()
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", f"sqlite:///{file}")
    get_settings.cache_clear()
    assert told(["requests", "list"])[0] == 1
    assert file.stat().st_size == 0


def test_another_programs_database_is_no_desk_and_stays_as_it_is_to_the_byte(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = var.parent / "notes.sqlite3"
    with sqlite3.connect(file) as conn:
        conn.execute("CREATE TABLE notes (text)")
    before = file.read_bytes()
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", f"sqlite:///{file}")
    get_settings.cache_clear()
    code, line = told(["purge"])
    assert code == 1 and "no desk in the database" in line
    assert file.read_bytes() == before, "its way of journalling stays too"


def test_what_is_meant_to_make_a_database_makes_it(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MADOGUCHI_DATABASE_URL", f"sqlite:///{var.parent}/new/desk.sqlite3")
    get_settings.cache_clear()
    assert told(["db", "upgrade"]) == (0, "The database is up to date.\n")
    assert told(["requests", "list"]) == (0, "No requests.\n")
