"""Each known problem gives one line that says what to do."""

import errno
import shutil
import socket
from collections import namedtuple
from pathlib import Path

import pytest

from ops.problems import SetupError, explain, explain_os_error, require_free_port, require_space

_Usage = namedtuple("_Usage", "total used free")


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("error: failed to copy file: No space left on device (os error 28)", "disk is full"),
        ("PermissionError: [Errno 13] Permission denied: '/x'", "may not be written"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash mismatch"),
        ("  x Failed to read `six==1.17.0`\n  - Hash mismatch for `six==1.17.0`", "hash mismatch"),
        ("NewConnectionError: Temporary failure in name resolution", "cannot be reached"),
        ("  cause: client error (Connect)\n  cause: dns error", "cannot be reached"),
        ("ensurepip is not available", "python3-venv"),
        ("MemoryError", "not enough memory"),
    ],
)
def test_what_a_failed_command_printed_becomes_advice(output: str, advice: str) -> None:
    said = explain(output)
    assert said is not None
    assert advice in said
    assert "\n" not in said


def test_a_full_disk_is_named_before_the_broken_download_it_causes() -> None:
    assert "disk is full" in str(explain("failed to fetch x: No space left on device"))


def test_an_unknown_failure_is_not_explained_away() -> None:
    assert explain("ValueError: intent `greet` has no examples") is None


def test_a_full_disk_or_a_missing_right_is_explained_and_an_unknown_error_is_not() -> None:
    assert "disk is full" in str(explain_os_error(OSError(errno.ENOSPC, "full")))
    assert "may not be written" in str(explain_os_error(PermissionError(errno.EACCES, "no")))
    assert explain_os_error(OSError(errno.ENOENT, "gone")) is None


def test_too_little_space_is_told_before_the_step(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: _Usage(10 * 2**30, 9 * 2**30, 2**30))
    require_space(tmp_path / "not" / "yet", 0.5, "the model")
    with pytest.raises(SetupError, match=r"the model needs about 2 GiB of disk, only 1\.0 GiB are free"):
        require_space(tmp_path / "not" / "yet", 2, "the model")


def test_a_taken_port_is_named_with_its_setting() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(
            SetupError, match=rf"port {port} on 127\.0\.0\.1 is taken .*MADOGUCHI_PORT={port + 1}"
        ):
            require_free_port("127.0.0.1", port)
    require_free_port("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_told() -> None:
    with pytest.raises(SetupError, match="MADOGUCHI_HOST"):
        require_free_port("192.0.2.1", 8080)


def test_a_port_that_needs_more_rights_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: socket.socket, address: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with pytest.raises(SetupError, match="may not use port 80"):
        require_free_port("127.0.0.1", 80)
