"""The process for webhooks takes the processor first where it may, and goes on where it may not."""

import os
import subprocess
import sys

import pytest

from api.pace import FIRST
from evaluation.stack import ROOT

SAYS = """
import os, resource, sys, threading
from api.pace import go_first
limit, niceness = int(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_NICE, (limit, limit))
os.setpriority(os.PRIO_PROCESS, 0, niceness)  # whatever the tests themselves run at
os.setgid(65534)
os.setuid(65534)  # somebody without rights
went, seen = go_first(), []
thread = threading.Thread(target=lambda: seen.append(os.getpriority(os.PRIO_PROCESS, 0)))
thread.start()
thread.join()
print(went, os.getpriority(os.PRIO_PROCESS, 0), *seen)
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give up rights")


def said(limit: int, niceness: int = 0) -> list[str]:
    """What a process of somebody without rights says. `limit`: RLIMIT_NICE, 20 minus the lowest niceness allowed."""
    command = [sys.executable, "-c", SAYS, str(limit), str(niceness)]
    # A session of its own: where Linux weighs sessions, it is the whole one's niceness that changes.
    made = subprocess.run(
        command, cwd=ROOT, start_new_session=True, capture_output=True, text=True, timeout=120
    )
    if "not allowed to raise maximum limit" in made.stderr:
        pytest.skip("this container's root may not raise limits")
    assert made.returncode == 0, made.stderr[-2000:]
    return made.stdout.split()


@as_root
def test_without_the_right_it_stays_as_it_is() -> None:
    assert said(limit=0) == ["False", "0", "0"]


@as_root
def test_with_the_limit_it_goes_first_with_its_threads() -> None:
    assert said(limit=20 - FIRST) == ["True", str(FIRST), str(FIRST)]


@as_root
def test_what_the_operator_has_set_higher_stays() -> None:
    assert said(limit=0, niceness=-10) == ["True", "-10", "-10"]
