"""deploy/madoguchi.service: what systemd does to the desk is what the desk expects of it."""

import configparser

from ops.children import Command
from tests.unit.docs.pages import ROOT, text_of

UNIT = configparser.ConfigParser(strict=True, interpolation=None)
UNIT.optionxform = str  # type: ignore[assignment,method-assign] # systemd's keys have capitals
UNIT.read_string(text_of(ROOT / "deploy/madoguchi.service"))


def test_the_unit_starts_what_the_set_up_makes_where_it_makes_it() -> None:
    service = UNIT["Service"]
    assert service["ExecStart"] == f"{service['WorkingDirectory']}/.venv/bin/madoguchi serve"
    page = text_of(ROOT / "docs/how-to/run-as-a-service.md")
    assert f"`{service['WorkingDirectory']}`" in page and f"`{service['User']}`" in page


def test_a_stop_leaves_the_time_that_ending_one_after_another_takes() -> None:
    """Rasa, the app and the intake, each with its grace; only `serve` is told, and it keeps their order."""
    assert UNIT["Service"]["KillMode"] == "mixed"
    assert int(UNIT["Service"]["TimeoutStopSec"]) > 3 * Command("x", []).grace


def test_a_desk_that_cannot_start_is_not_started_for_ever() -> None:
    attempts = int(UNIT["Unit"]["StartLimitBurst"])
    assert UNIT["Service"]["Restart"] == "on-failure"
    assert attempts * 2 * int(UNIT["Service"]["RestartSec"]) < int(UNIT["Unit"]["StartLimitIntervalSec"])
