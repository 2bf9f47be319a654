"""`madoguchi talk` against a desk that is not there; with one, the tutorial's test talks."""

import subprocess
import sys

from evaluation.stack import ROOT, free_port


def test_a_desk_that_does_not_answer_is_said_in_one_line() -> None:
    address = f"http://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "api.cli", "talk", "--company", "ocs", "--url", address]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, input="")
    assert done.returncode == 1
    assert done.stderr.startswith(f"The desk at {address} does not answer (ConnectError)")
    assert len(done.stderr.splitlines()) == 1
