"""The licence, and the notices of what belongs to others: no locked package is missing."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from ops.layout import Layout
from ops.notices import FILE, LOCKS, locked, main, renewed, rows, rows_of

ROOT = Path(__file__).resolve().parents[3]
NOTICES = (ROOT / FILE).read_text(encoding="utf-8")


def test_the_licence_is_apache_2_in_full() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["license"] == "Apache-2.0"
    text = (ROOT / "LICENSE").read_bytes()
    assert hashlib.sha256(text).hexdigest().startswith("cfc7749b96f63bd31c3c42b5c471bf75")


def test_every_locked_package_is_in_the_notices() -> None:
    packages = locked(ROOT / "requirements")
    assert len(packages) > 200
    assert sorted(set(packages) - set(rows_of(NOTICES))) == []
    assert sorted(set(rows_of(NOTICES)) - set(packages)) == []


def test_every_lock_belongs_to_an_environment_of_the_notices() -> None:
    # torch-cpu.txt is torch.txt's package, built otherwise; without-torch.txt is no lock.
    apart = {"torch-cpu.txt", "without-torch.txt"}
    files = {name for names in LOCKS.values() for name in names}
    assert {path.name for path in (ROOT / "requirements").glob("*.txt")} - apart == files


@pytest.mark.slow
def test_the_notices_are_what_the_command_writes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(Layout.here(), check=True) == 0, capsys.readouterr().err


def test_no_licence_that_would_reach_over_the_whole() -> None:
    strong = [
        name for name, licence in rows_of(NOTICES).items() if re.search(r"(?<!L)\bA?GPL|Affero", licence)
    ]
    assert strong == []


def test_what_is_vendored_is_named() -> None:
    packed = {path.relative_to(ROOT).as_posix() for path in (ROOT / "api/static").rglob("*.min.*")}
    packed |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "knowledge").rglob("*.npz")}
    assert "api/static/console/htmx.min.js" in packed
    assert sorted(name for name in packed if f"`{name}`" not in NOTICES) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app.txt").write_text(
        "known==1 \\\n    --hash=sha256:aa\nNew_One==2 \\\n    --hash=sha256:bb\n"
    )
    (tmp_path / "peers.txt").write_text(
        "far==1 \\\n    --hash=sha256:cc\nknown==1 \\\n    --hash=sha256:aa\n"
    )
    return tmp_path


def test_a_package_whose_licence_nobody_knows_is_named(folder: Path) -> None:
    with pytest.raises(LookupError, match="far, new-one"):
        rows(folder, {"known": "MIT"}, {})


def test_what_is_not_installed_keeps_its_row_and_what_is_no_longer_locked_goes(folder: Path) -> None:
    before = (
        "<!-- packages:begin -->\n| far | ISC | comparison |\n| gone | MIT | app |\n<!-- packages:end -->\n"
    )
    after = renewed(before, rows(folder, {"known": "MIT", "new-one": "BSD"}, rows_of(before)))
    assert rows_of(after) == {"far": "ISC", "known": "MIT", "new-one": "BSD"}
    assert "| known | MIT | app, comparison |" in after
