"""Rasa's components, checked in Rasa's environment (its Python is another one than ours)."""

import os
import subprocess

import pytest

from evaluation.stack import RASA_PYTHON, ROOT

pytestmark = pytest.mark.integration


def test_the_components_work_in_rasas_own_environment() -> None:
    done = subprocess.run(
        [str(RASA_PYTHON), "-m", "unittest", "bot.tests.check_components"],
        cwd=ROOT,
        env={
            **os.environ,
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "OMP_NUM_THREADS": "1",
        },
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert "OK" in done.stderr
