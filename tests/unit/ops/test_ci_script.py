"""`.ci/run` passes on how `make test` ended and lets pytest's closing line come last."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
GREEN = "======== 12 passed, 1 warning in 3.21s ========"
RED = "======== 1 failed, 11 passed in 63.21s (0:01:03) ========"


@pytest.mark.parametrize(
    ("printed", "ends_with", "code", "last"),
    [
        (GREEN, 0, 0, GREEN),
        (f"{RED}\nmake: *** [Makefile:37: test] Error 1", 2, 2, RED),
        ("Set-up stopped: Python 3.10 is missing", 2, 2, "Set-up stopped: Python 3.10 is missing"),
        ("nothing was tested", 0, 1, "make test ended well, but pytest has not said so"),
    ],
)
def test_the_ci_script_ends_as_make_test_did_with_pytests_closing_line_last(
    tmp_path: Path, printed: str, ends_with: int, code: int, last: str
) -> None:
    make = tmp_path / "make"
    make.write_text(
        f"#!/bin/sh\n[ \"$1\" = test ] || exit 9\ncat <<'END'\n{printed}\nEND\nexit {ends_with}\n"
    )
    make.chmod(0o755)
    environ = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    script = ["bash", str(ROOT / ".ci" / "run")]
    done = subprocess.run(
        script, env=environ, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == code
    assert done.stdout.splitlines()[-1] == last
