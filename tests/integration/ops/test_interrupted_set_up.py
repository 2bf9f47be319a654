"""A set-up that is interrupted ends what it had started, says so, and goes on from there."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import sys
from pathlib import Path
from ops import setup, steps

folder = Path(sys.argv[1])
first = steps.Step("first", "first", lambda shell: shell.command("true"))
endless = f"echo $$ > {folder}/pid; exec sleep 600"
second = steps.Step("second", "second", lambda shell: shell.command("sh", "-c", endless))
setup.all_steps = lambda *_, **__: [first, second]
sys.exit(setup.main([]))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_running_command_ends_with_the_set_up(tmp_path: Path, number: signal.Signals) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "MADOGUCHI_VAR_DIR": str(tmp_path / "var")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text().strip():
        assert time.monotonic() < deadline, "the second step never began"
        time.sleep(0.05)
    pid = (tmp_path / "pid").read_text().strip()
    process.send_signal(number)
    _, error = process.communicate(timeout=30)
    assert process.returncode == 130
    assert error == "Set-up interrupted: run the same command again, it goes on from here.\n"
    assert not Path("/proc", pid).exists()
    assert (tmp_path / "var" / "stamps" / "first").exists()
    assert not (tmp_path / "var" / "stamps" / "second").exists()
