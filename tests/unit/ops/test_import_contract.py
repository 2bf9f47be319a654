"""The import contract holds, and a deliberate violation of each part is seen to fail."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # each starts the linter over a copy of the code

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("knowledge", "desk", "actions", "api", "ops", "evaluation", "benchmarks", "bot")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contract")
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            folder / package,
            ignore=shutil.ignore_patterns("__pycache__", "policies", "static"),
        )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _lint(folder: Path) -> tuple[int, str]:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(lint), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    return done.returncode, done.stdout + done.stderr


def test_no_package_imports_what_it_may_not(copy: Path) -> None:
    code, output = _lint(copy)
    assert code == 0, output


@pytest.mark.parametrize(
    ("module", "statement", "broken"),
    [
        ("knowledge/violation.py", "import fastapi", "import neither FastAPI nor Rasa BROKEN"),
        ("desk/violation.py", "from rasa_sdk import Tracker", "import neither FastAPI nor Rasa BROKEN"),
        (
            "desk/storage/violation.py",
            "from starlette import status",
            "import neither FastAPI nor Rasa BROKEN",
        ),
        (
            "actions/words/violation.py",
            "from actions.emit import Emitter",
            "neither says nor does anything BROKEN",
        ),
        (
            "knowledge/violation.py",
            "from desk import errors",
            "actions and api do not know each other BROKEN",
        ),
        ("api/violation.py", "import actions", "actions and api do not know each other BROKEN"),
        ("actions/violation.py", "from api import settings", "actions and api do not know each other BROKEN"),
        ("desk/violation.py", "import ops.layout", "only the command line knows ops BROKEN"),
        ("desk/violation.py", "from evaluation import client", "knows evaluation and benchmarks BROKEN"),
        ("ops/violation.py", "import benchmarks", "knows evaluation and benchmarks BROKEN"),
        ("evaluation/violation.py", "from desk import masking", "see the desk over HTTP only BROKEN"),
        (
            "desk/violation.py",
            "from desk.storage.vault_table import vault",
            "only desk.vaulting.vault knows the vault's table BROKEN",
        ),
        ("desk/storage/violation.py", "from desk.upkeep import ledger", "what is done with them BROKEN"),
        ("desk/violation.py", "from bot.components import tokenizer", "imports what Rasa loads BROKEN"),
        ("bot/components/violation.py", "from desk import errors", "under Rasa's Python 3.10 BROKEN"),
        ("benchmarks/violation.py", "import api.main", "see the desk over HTTP only BROKEN"),
    ],
)
def test_a_deliberate_violation_fails(copy: Path, module: str, statement: str, broken: str) -> None:
    (copy / module).write_text(f"{statement}\n")
    try:
        code, output = _lint(copy)
    finally:
        (copy / module).unlink()
    assert code == 1
    assert broken in output
