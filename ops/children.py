"""A child process in a process group of its own: started, watched, restarted, and ended without leaving an orphan."""

import asyncio
import contextlib
import ctypes
import logging
import logging.handlers
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_PR_SET_PDEATHSIG = 1  # <sys/prctl.h>
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
_LOG_BYTES, _LOG_FILES = 5_000_000, 5
_LONGEST_LINE = 2**20
_LAST_WORDS = 1.0  # seconds to read what a process printed before its end


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, and how it is watched."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str] = field(default_factory=dict)
    cwd: Path = Path()
    grace: float = 10.0
    """Seconds between SIGTERM and SIGKILL."""
    first_delay: float = 0.5
    """Seconds before the first restart; doubled with each further one up to `longest_delay`."""
    longest_delay: float = 30.0
    steady: float = 60.0
    """Having run this many seconds, a child is sound again: the next restart is quick."""
    scrub: Callable[[str], str] = str
    """Applied to each line of output before it is logged."""


def die_with_parent() -> None:
    """In the child, before exec: when the supervisor is killed outright, the kernel ends the child too."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def rotating_log(path: Path) -> logging.handlers.RotatingFileHandler:
    """A log file that is kept small and that other users cannot read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    handler = logging.handlers.RotatingFileHandler(
        path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8", errors="replace"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    return handler


class Child:
    """One supervised process. `watch` runs until `stop`."""

    def __init__(self, command: Command, log: Path, hear: Callable[[str], None] = lambda _: None) -> None:
        """`hear` gets each line that the process prints, as it stands in the log."""
        self.command = command
        self.hear = hear
        self.log = log
        self.starts = 0
        self.early_failures = 0
        """Ends in a row before the child was steady or was declared sound."""
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = asyncio.Event()
        self._logger = logging.Logger(f"child.{command.name}")
        self._logger.addHandler(rotating_log(log))

    @property
    def pid(self) -> int | None:
        """The running process's id, which is its group's id too; None while none runs."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    def declare_sound(self) -> None:
        """It has answered: earlier failures no longer count."""
        self.early_failures = 0

    def note(self, text: str) -> None:
        """A line of the supervisor's in the child's log."""
        self._logger.info("[supervisor] %s", text)

    async def watch(self) -> None:
        """Start the process, and start it again whenever it ends, until `stop`."""
        while not self._stopping.is_set():
            began = time.monotonic()
            code = await self._run_once()
            if self._stopping.is_set():
                return
            lasted = time.monotonic() - began
            self.early_failures = 1 if lasted >= self.command.steady else self.early_failures + 1
            delay = min(self.command.first_delay * 2 ** (self.early_failures - 1), self.command.longest_delay)
            self.note(f"ended with {code} after {lasted:.1f} s; starting again in {delay:.1f} s")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), delay)

    async def _run_once(self) -> int | str:
        command = self.command
        # A pipe of our own: asyncio's would make `wait` last until every worker that inherited it has ended.
        reading, writing = os.pipe()
        try:
            process = await asyncio.create_subprocess_exec(
                *command.argv,
                cwd=command.cwd,
                env={**os.environ, **command.env},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=writing,
                stderr=writing,
                start_new_session=True,  # the terminal's Ctrl-C goes to the supervisor alone
                preexec_fn=die_with_parent,
            )
        except OSError as error:
            os.close(reading)
            return error.strerror or "an error"
        finally:
            os.close(writing)
        self._process = process
        self.starts += 1
        self.note(f"started, process {process.pid}")
        copying = asyncio.create_task(self._copy_output(reading))
        code = await process.wait()
        self._end_group(process.pid, signal.SIGKILL)  # workers that outlived their parent
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(copying, _LAST_WORDS)
        return code

    async def _copy_output(self, reading: int) -> None:
        lines = asyncio.StreamReader(limit=_LONGEST_LINE)
        loop = asyncio.get_running_loop()
        source = os.fdopen(reading, "rb", buffering=0)
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), source)
        try:
            while True:
                try:
                    line = await lines.readline()
                except ValueError:  # a line beyond the limit: asyncio has dropped it
                    continue
                if not line:
                    return
                text = self.command.scrub(line.decode("utf-8", "replace").rstrip("\r\n"))
                self._logger.info("%s", text)
                self.hear(text)
        finally:
            transport.close()

    @staticmethod
    def _end_group(group: int, number: int) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)

    async def stop(self) -> None:
        """End the process and all that it started: SIGTERM, after the grace SIGKILL."""
        self._stopping.set()
        process = self._process
        if process is None:
            return
        if process.returncode is None:
            self._end_group(process.pid, signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), self.command.grace)
            except TimeoutError:
                self.note(f"did not end within {self.command.grace:g} s: killed")
        self._end_group(process.pid, signal.SIGKILL)
        await process.wait()

    def kill(self) -> None:
        """End it at once, without grace."""
        self._stopping.set()
        if self._process is not None:
            self._end_group(self._process.pid, signal.SIGKILL)

    def last_lines(self, count: int) -> list[str]:
        """The end of the log, to be shown when the process does not come up."""
        return self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:]
