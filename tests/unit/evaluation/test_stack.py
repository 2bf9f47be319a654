"""The system that tests and evaluations start: the one that is served, on data that is thrown away."""

import os
import signal
import sys
from pathlib import Path

import pytest

from evaluation.stack import ended_in_order, environment_of, serving_command
from ops.layout import Layout
from ops.supervisor import app_command, intake_command


def test_a_desk_that_is_thrown_away_has_a_key_and_records_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SECRET_KEY_FILE", "RECORDS_FOLDER", "DATABASE_URL"):
        monkeypatch.setenv(f"MADOGUCHI_{name}", "the operator's")
    environment = environment_of(tmp_path)
    assert environment["MADOGUCHI_SECRET_KEY_FILE"] == str(tmp_path / "secret.key")
    assert environment["MADOGUCHI_RECORDS_FOLDER"] == str(tmp_path / "records")
    assert environment["MADOGUCHI_DATABASE_URL"].startswith(f"sqlite:///{tmp_path}/")


def test_the_operators_key_is_not_handed_on_to_a_desk_that_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_SECRET_KEY", "the operator's")
    assert "MADOGUCHI_SECRET_KEY" not in environment_of(tmp_path)


def test_what_a_test_says_of_its_desk_goes_before(tmp_path: Path) -> None:
    shared = str(tmp_path / "shared")
    assert environment_of(tmp_path, MADOGUCHI_RECORDS_FOLDER=shared)["MADOGUCHI_RECORDS_FOLDER"] == shared


def test_the_system_under_test_is_started_as_the_one_that_is_served() -> None:
    layout = Layout.of(Path("/r"), {"MADOGUCHI_APP_ENV": str(Path(sys.executable).parents[1])})
    served = app_command(layout, "127.0.0.1", 8080, "http://127.0.0.1:5005", "x", {})
    assert serving_command("api.main", 8080) == served.argv
    assert serving_command("api.intake", 8081) == intake_command(layout, "127.0.0.1", 8081).argv


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_time_limit_or_a_closed_terminal_leaves_nothing_running(number: signal.Signals) -> None:
    ended = []
    with pytest.raises(SystemExit) as left, ended_in_order():
        try:
            os.kill(os.getpid(), number)
        finally:
            ended.append("what was started")
    assert ended and left.value.code == 128 + number
    assert signal.getsignal(number) is signal.SIG_DFL


def test_whoever_handles_a_signal_goes_on_doing_so() -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        with ended_in_order():
            assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)
