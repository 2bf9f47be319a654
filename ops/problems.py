"""What can go wrong while setting up, said in one line that tells the reader what to do.

Standard library only and Python 3.9-clean.
"""

from __future__ import annotations

import errno
import re
import shutil
import socket
from pathlib import Path


class SetupError(Exception):
    """A problem that the person at the keyboard can solve; its text is one line and says how."""


# First match wins: a full disk also makes downloads fail, and a refused write also reads like a broken cache.
_SIGNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(r"no space left on device|os error 28|disk quota exceeded", re.I),
        "the disk is full: free some space (df -h) and run the same command again",
    ),
    (
        re.compile(r"permission denied|os error 13|read-only file system|errno 13", re.I),
        "a file or folder may not be written: give this user the right to write to the repository, "
        "its var/ folder and ~/.cache, and run the same command again",
    ),
    (
        re.compile(r"do not match the hashes|hash mismatch|hashes? .* mismatch", re.I),
        "a downloaded package is not the one that was locked (hash mismatch): try again; if it stays, "
        "your package index serves other files, or the lock is out of date (make lock)",
    ),
    (
        re.compile(
            r"name or service not known|temporary failure in name resolution|failed to lookup address|dns error|"
            r"newconnectionerror|connection refused|network is unreachable|no route to host|"
            r"connection timed out|operation timed out|read timed out|max retries exceeded|"
            r"failed to fetch|error sending request|could not connect|connection reset",
            re.I,
        ),
        "the package index cannot be reached: check the network (or the proxy, or pip's and uv's index settings) "
        "and run the same command again",
    ),
    (
        re.compile(r"no module named '?(ensurepip|venv)|ensurepip is not available", re.I),
        "this Python has no venv module: install it (Debian: apt-get install python3-venv)",
    ),
    (
        re.compile(r"killed|out of memory|cannot allocate memory|memoryerror", re.I),
        "there was not enough memory: 4 GiB of free memory are needed while setting up",
    ),
)


def explain(output: str) -> str | None:
    """What to do about a failed command, judged by what it printed; None when no sign is known."""
    for pattern, advice in _SIGNS:
        if pattern.search(output):
            return advice
    return None


def explain_os_error(error: OSError) -> str | None:
    """The same for an error of the operating system in this process."""
    if error.errno == errno.ENOSPC:
        return _SIGNS[0][1]
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _SIGNS[1][1]
    return None


def require_space(path: Path, gibibytes: float, what: str) -> None:
    """Refuse to begin a step that would fill the disk half-way through.

    Raises:
        SetupError: fewer than `gibibytes` GiB are free where `path` lies (or will lie).
    """
    place = path
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free / 2**30
    if free < gibibytes:
        raise SetupError(
            f"{what} needs about {gibibytes:g} GiB of disk, only {free:.1f} GiB are free at {place}: "
            "free some space and run the same command again"
        )


def require_free_port(host: str, port: int) -> None:
    """Refuse to start where another program already listens.

    Raises:
        SetupError: the port is taken, may not be used by this user, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SetupError(
                    f"port {port} on {host} is taken by another program: stop it, or choose another port "
                    f"(MADOGUCHI_PORT={port + 1} make run)"
                ) from None
            if error.errno == errno.EACCES:
                raise SetupError(
                    f"this user may not use port {port}: choose one above 1023 (MADOGUCHI_PORT=8080 make run)"
                ) from None
            raise SetupError(
                f"cannot listen on {host}:{port} ({error.strerror}): check MADOGUCHI_HOST and MADOGUCHI_PORT"
            ) from None
