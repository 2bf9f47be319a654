"""Serving needs no PyTorch: it would double the app's memory, and a machine that only serves could leave it out. What
takes tens of megabytes and is used seldom (plots, LINE's SDK, the dictionary of weak passwords) is loaded at its use."""

import subprocess
import sys
from pathlib import Path

import pytest

from evaluation.stack import ROOT, environment_of

REFUSED = ("torch", "transformers", "sentence_transformers")

SERVE = f"""
import asyncio, sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {REFUSED!r}:
            raise ImportError(f"refused: {{name}}")
        return None

sys.meta_path.insert(0, Refuse())
"""

COMPOSE = """
from api.main import app, make_context

async def main():
    async with make_context() as context:
        found = context.answerer.lookup("個人情報を何に使いますか", company="oni")
        assert found.answerable and found.passages
        assert not {"matplotlib", "linebot", "zxcvbn"} & set(sys.modules), "loaded before its use"
        assert sys.getswitchinterval() < 0.001, "who comes back from waiting waits for each thread that computes"
        print(len(app.routes), "routes,", len(found.passages), "passages")

asyncio.run(main())
"""


def run(code: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = environment_of(folder, MADOGUCHI_RASA_URL="http://127.0.0.1:1")
    environment.pop("MADOGUCHI_EMBEDDING_MODEL", None)  # any other model does need PyTorch
    command = [sys.executable, "-c", SERVE + code]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=280, check=False
    )


def test_the_whole_app_is_composed_and_answers_where_torch_cannot_be_imported(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    done = run(COMPOSE, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert "5 passages" in done.stdout


@pytest.mark.parametrize("name", REFUSED)
def test_an_import_of_torch_would_be_refused_by_the_hook_of_these_tests(name: str, tmp_path: Path) -> None:
    done = run(f"import {name}", tmp_path)
    assert done.returncode == 1
    assert f"refused: {name}" in done.stderr
