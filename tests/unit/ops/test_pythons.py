"""Finding Python 3.11 and 3.10, and saying how to get what is missing."""

import sys
from pathlib import Path

import pytest

from ops import pythons
from ops.problems import SetupError


def _executable(path: Path, script: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def _find(version: str, environ: dict[str, str], with_pip: bool = False) -> str:
    return pythons.find(version, environ, needed_for="a test", with_pip=with_pip)


def test_the_running_python_is_found_and_works() -> None:
    assert pythons.probe(sys.executable, False) == f"{sys.version_info[0]}.{sys.version_info[1]}"


def test_a_shim_that_exists_but_fails_is_passed_over_for_one_that_runs(tmp_path: Path) -> None:
    _executable(tmp_path / "shims" / "python3.10", "echo not installed >&2; exit 127")
    good = _executable(tmp_path / "bin" / "python3.10", "echo 3.10")
    environ = {"PATH": f"{tmp_path / 'shims'}:{tmp_path / 'bin'}", "HOME": str(tmp_path)}
    assert _find("3.10", environ) == str(good)


def test_pyenvs_newest_patch_version_is_taken_when_nothing_is_on_the_path(tmp_path: Path) -> None:
    versions = tmp_path / ".pyenv" / "versions"
    for patch in ("3.10.2", "3.10.13", "3.9.18"):
        _executable(versions / patch / "bin" / "python", f"echo {patch.rsplit('.', 1)[0]}")
    assert _find("3.10", {"PATH": "", "HOME": str(tmp_path)}) == str(versions / "3.10.13" / "bin" / "python")


def test_uv_is_asked_last(tmp_path: Path) -> None:
    python = _executable(tmp_path / "managed" / "python3.10", "echo 3.10")
    _executable(tmp_path / "bin" / "uv", f"echo {python}")
    assert _find("3.10", {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)}) == str(python)


def test_an_interpreter_of_another_version_is_not_taken_for_its_name(tmp_path: Path) -> None:
    _executable(tmp_path / "bin" / "python3.10", "echo 3.12")
    with pytest.raises(
        SetupError, match=r"Python 3\.10 is missing \(a test\): install it .*MADOGUCHI_PYTHON_310"
    ):
        _find("3.10", {"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path)})


def test_a_named_python_that_does_not_work_is_told_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="MADOGUCHI_PYTHON_310 names /nowhere/python"):
        _find("3.10", {"PATH": "", "HOME": str(tmp_path), "MADOGUCHI_PYTHON_310": "/nowhere/python"})


def test_every_message_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as raised:
        _find("3.10", {"PATH": "", "HOME": str(tmp_path)})
    assert "\n" not in str(raised.value)
