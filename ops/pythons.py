"""Finding the two Pythons: 3.11 for the app, 3.10 for Rasa (which refuses anything newer).

Standard library only and Python 3.9-clean.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Callable

from ops.problems import SetupError

# The imports are what an environment of ours needs: some distributions ship Python without them.
_PROBE = "import sys, ssl, sqlite3, ctypes, venv{extra}; print('%d.%d' % sys.version_info[:2])"
_TIMEOUT = 20.0

Probe = Callable[[str, bool], "str | None"]


def probe(executable: str, with_pip: bool) -> str | None:
    """The interpreter's version as "3.11", or None when it does not run or lacks a module that we need.

    A pyenv shim is an executable that exists and fails: only running it tells.
    """
    code = _PROBE.format(extra=", ensurepip" if with_pip else "")
    try:
        done = subprocess.run(
            [executable, "-c", code],
            check=False,
            text=True,
            timeout=_TIMEOUT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _on_path(name: str, environ: Mapping[str, str]) -> Iterator[str]:
    for folder in environ.get("PATH", "").split(os.pathsep):
        found = shutil.which(name, path=folder) if folder else None
        if found:
            yield found


def _in_folder(folder: Path, pattern: str) -> Iterator[str]:
    def newest_first(path: Path) -> list[int]:
        return [int(part) for part in path.parts[-3].replace("-", ".").split(".") if part.isdigit()]

    yield from map(str, sorted(folder.glob(pattern), key=newest_first, reverse=True))


def _from_uv(version: str, tools: Iterable[Path]) -> Iterator[str]:
    for uv in tools:
        try:
            done = subprocess.run(
                [str(uv), "python", "find", "--no-python-downloads", version],
                check=False,
                text=True,
                timeout=_TIMEOUT,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0 and done.stdout.strip():
            yield done.stdout.strip()


def candidates(version: str, environ: Mapping[str, str], uv: Iterable[Path] = ()) -> Iterator[str]:
    """Executables that may be Python `version`, likeliest first: named, on PATH, pyenv's, the running one, uv's."""
    named = environ.get(f"MADOGUCHI_PYTHON_{version.replace('.', '')}")
    if named:
        yield named
        return
    yield from _on_path(f"python{version}", environ)
    home = Path(environ.get("HOME", "/"))
    pyenv = Path(environ.get("PYENV_ROOT") or home / ".pyenv")
    yield from _in_folder(pyenv / "versions", f"{version}.*/bin/python")
    yield sys.executable
    yield from _on_path("python3", environ)
    on_path = shutil.which("uv", path=environ.get("PATH", ""))
    yield from _from_uv(version, [*([Path(on_path)] if on_path else []), *uv])


def find(
    version: str,
    environ: Mapping[str, str],
    *,
    needed_for: str,
    with_pip: bool,
    uv: Iterable[Path] = (),
    run: Probe = probe,
) -> str:
    """A working Python `version`.

    Raises:
        SetupError: there is none; the message says how to get one.
    """
    tried: set[str] = set()
    for executable in candidates(version, environ, uv):
        if executable in tried:
            continue
        tried.add(executable)
        if run(executable, with_pip) == version:
            return executable
    variable = f"MADOGUCHI_PYTHON_{version.replace('.', '')}"
    named = environ.get(variable)
    if named:
        raise SetupError(
            f"{variable} names {named}, which is not a working Python {version}: correct it or unset it"
        )
    raise SetupError(
        f"Python {version} is missing ({needed_for}): install it (uv python install {version}, "
        f"pyenv install {version}, or your system's python{version} and python{version}-venv), "
        f"or name it in {variable}, and run the same command again"
    )
