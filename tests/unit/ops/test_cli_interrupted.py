"""Ctrl-C while a command is still being loaded, or runs: it ends, and shows nobody a traceback through imports."""

import signal
import subprocess
import sys

import pytest

_PRESSED = """
import signal, sys
class Pressed:
    def find_spec(self, name, *_):
        if name == {at!r}:
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Pressed())
signal.signal(signal.SIGINT, signal.{before})
from api.cli import main
sys.argv = ["madoguchi", *{words!r}]
main()
"""


def pressed(at: str, *words: str, before: str = "default_int_handler") -> "subprocess.CompletedProcess[str]":
    """A command that is interrupted when it comes to load `at`."""
    program = _PRESSED.format(at=at, before=before, words=words)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize("at", ["api.cli.commands", "typer", "knowledge.vocabulary", "ops.layout"])
@pytest.mark.slow
def test_ctrl_c_while_a_command_is_loaded_ends_it_without_a_traceback(at: str) -> None:
    ended = pressed(at, "--version")
    assert (ended.returncode, ended.stderr, ended.stdout) == (-signal.SIGINT, "", "")


def test_ctrl_c_in_a_running_command_ends_it_in_order_without_a_traceback() -> None:
    ended = pressed("api.version", "--version")
    assert (ended.returncode, "Traceback" in ended.stderr) == (130, False)


def test_a_command_in_the_background_is_not_ended_by_somebody_elses_ctrl_c() -> None:
    ended = pressed("typer", "--version", before="SIG_IGN")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("madoguchi ")
