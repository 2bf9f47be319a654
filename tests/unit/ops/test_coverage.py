"""`make coverage` measures what runs in the processes that tests start, as pyproject.toml sets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
MODULE = "desk/channels/backoff.py"
CHILD = """
import sys, time
import desk.channels.backoff
print("ready", flush=True)
time.sleep(600)
"""
PARENT = f"""
import signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", {CHILD!r}], stdout=subprocess.PIPE)
assert child.stdout.readline() == b"ready\\n"
child.send_signal(signal.Signals[sys.argv[1]])
child.wait(60)
"""


def lines_run(folder: Path, how: str) -> int:
    """Lines of MODULE that a child ran which its parent ended with the signal `how`."""
    (folder / "parent.py").write_text(PARENT)
    # `make coverage` runs this test too: its own measuring is not to reach the processes here.
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environ |= {"PYTHONPATH": str(ROOT), "COVERAGE_FILE": str(folder / "data")}
    run = [sys.executable, "-m", "coverage"]
    words = (
        ["run", str(folder / "parent.py"), how],
        ["combine", "--quiet"],
        ["json", "--quiet", f"--include={MODULE}", "-o", str(folder / "told.json")],
    )
    for command in words:
        done = subprocess.run(
            [*run, *command], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
        )
        if command[0] == "combine" and "No data to combine" in done.stdout + done.stderr:
            return 0
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    told = json.loads((folder / "told.json").read_text())["files"]
    return len(told[MODULE]["executed_lines"]) if MODULE in told else 0


@pytest.mark.slow
def test_what_runs_in_a_process_that_sigterm_ends_is_measured(tmp_path: Path) -> None:
    assert lines_run(tmp_path, "SIGTERM") > 0


@pytest.mark.slow
def test_what_runs_in_a_process_that_is_killed_is_lost_as_the_page_says(tmp_path: Path) -> None:
    assert lines_run(tmp_path, "SIGKILL") == 0
    page = (ROOT / "docs/explanation/how-it-is-tested.md").read_text(encoding="utf-8")
    assert "killed (SIGKILL)" in page
