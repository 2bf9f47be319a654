"""Pictures taken again of what has not changed are the same: what differs by itself is held fast, in their house only."""

import subprocess
import sys
import types

import pytest

from docs.screenshots.frozen import MOMENT, _replace
from tests.unit.docs.pages import ROOT

SAYS = """
from docs.screenshots.frozen import freeze
freeze()
import pyotp
from desk import bootstrap
from desk.requests.receipts import new_access_code, new_receipt
from desk.vaulting.crypto import new_id
print(bootstrap.utc_now().isoformat(), new_receipt(), new_receipt(), new_access_code(), new_id("r"), pyotp.random_base32())
"""


def said() -> list[str]:
    run = [sys.executable, "-c", SAYS]
    return subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.slow
def test_two_houses_have_the_same_time_receipts_and_codes() -> None:
    one, other = said(), said()
    assert one == other
    assert one[0] == MOMENT.isoformat() and one[1] != one[2], "by chance all the same, within one house"


def test_what_is_not_there_any_more_is_said_and_not_passed_over() -> None:
    module = types.ModuleType("some")
    with pytest.raises(AttributeError, match="some has no clock"):
        _replace(module, clock=None)
