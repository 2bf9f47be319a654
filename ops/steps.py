"""Set-up steps that are skipped when nothing they depend on has changed.

A step's fingerprint covers the content of its input files, its values, and the fingerprints of the steps before it.
It is written to a stamp only after the step has succeeded, so an interrupted step runs again and a finished one does
not. Standard library only and Python 3.9-clean.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, TextIO

from ops.problems import SetupError, explain, explain_os_error, require_space

_IGNORED = {"__pycache__", ".rasa", ".DS_Store"}


@dataclass(frozen=True)
class Step:
    """One step: what it is called, what it depends on, how it is done and how one sees that its result is there."""

    name: str
    title: str
    run: Callable[[Shell], None]
    inputs: Sequence[Path] = ()
    values: Sequence[str] = ()
    after: Sequence[str] = ()
    present: Callable[[], bool] = field(default=lambda: True)
    makes: Sequence[Path] = ()
    """Files and folders whose content nobody else changes: the stamp notes each file with its size, and one that is
    gone or of another size has the step run again."""
    gibibytes: float = 0.0


def files_below(paths: Sequence[Path]) -> Iterator[Path]:
    """Every file of `paths` and of the folders among them, in a stable order; a missing path gives nothing."""
    for path in paths:
        if path.is_dir():
            for found in sorted(path.rglob("*")):
                if found.is_file() and not _IGNORED.intersection(found.parts) and found.suffix != ".pyc":
                    yield found
        elif path.exists():
            yield path


def _named(path: Path, root: Path) -> str:
    return str(path.relative_to(root) if path.is_relative_to(root) else path)


def fingerprint(step: Step, earlier: Mapping[str, str], root: Path) -> str:
    """The digest of everything that the step depends on."""
    digest = hashlib.sha256()

    def add(*parts: str) -> None:
        digest.update(json.dumps(parts).encode())

    add(step.name, *step.values)
    for name in step.after:
        add(name, earlier[name])
    for path in files_below(step.inputs):
        add(_named(path, root), hashlib.sha256(path.read_bytes()).hexdigest())
    return digest.hexdigest()


class Progress:
    """Says what is being done, how long it takes and how far it is; on a terminal the line is kept up to date."""

    beat = 20.0  # seconds between two signs of life where the output is not a terminal

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._terminal = stream.isatty()
        self._label = ""
        self._started = self._shown = 0.0

    def _write(self, text: str, end: str = "\n") -> None:
        lead = "\r\x1b[2K" if self._terminal else ""
        self._stream.write(f"{lead}{text}{end}")
        self._stream.flush()

    def begin(self, number: int, total: int, title: str, expected: float | None) -> None:
        """A step begins; `expected` is how many seconds it took the last time."""
        self._label = f"[{number}/{total}] {title}"
        self._started = self._shown = self._clock()
        hint = f" (took {expected:.0f} s last time)" if expected and expected >= 5 else ""
        self._write(f"{self._label}{hint} ...", end="" if self._terminal else "\n")

    def tick(self, detail: str) -> None:
        """A sign of life from the running step."""
        now = self._clock()
        if now - self._shown < (0.5 if self._terminal else self.beat):
            return
        self._shown = now
        text = f"{self._label} ... {now - self._started:.0f} s  {detail}"
        self._write(text[:110], end="" if self._terminal else "\n")

    def end(self) -> float:
        """The step has succeeded. Returns its seconds."""
        seconds = self._clock() - self._started
        self._write(f"{self._label}: done in {seconds:.1f} s")
        return seconds

    def say(self, text: str) -> None:
        """A line of its own."""
        self._write(text)


@contextlib.contextmanager
def interrupts_held() -> Iterator[list[int]]:
    """Note SIGINT and SIGTERM instead of being interrupted: between a fork and its return, a child would be lost."""
    noted: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield noted
        return
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {
        number: signal.signal(number, lambda received, _frame: noted.append(received)) for number in numbers
    }
    try:
        yield noted
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Shell:
    """Runs the commands of one step: output goes to the step's log, failures become one line of advice."""

    def __init__(
        self, step: Step, root: Path, log: Path, progress: Progress, environ: Mapping[str, str]
    ) -> None:
        self._step = step
        self._root = root
        self._log = log
        self._progress = progress
        self._environ = dict(environ)

    def attempt(self, *words: object) -> bool:
        """Run a command that may fail; returns whether it has succeeded. Its output goes to the log only."""
        return self._run([str(word) for word in words], None)[0] == 0

    def _tail(self, lines: int, start: int) -> list[str]:
        """The last lines that the command which began to write at `start` has printed."""
        with self._log.open("rb") as stream:
            stream.seek(max(start, self._log.stat().st_size - 20_000))
            text = stream.read().decode("utf-8", "replace").replace("\r", "\n")
        return [line.strip() for line in text.splitlines() if line.strip()][-lines:]

    def command(self, *words: object, env: Mapping[str, str] | None = None) -> None:
        """Run a command from the repository's root.

        Raises:
            SetupError: it could not be run, or failed.
        """
        code, start = self._run([str(word) for word in words], env)
        if code:
            self._fail(code, start)

    def _run(self, argv: list[str], env: Mapping[str, str] | None) -> tuple[int, int]:
        """The exit code, and where in the log the command's output begins."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        start = self._log.stat().st_size if self._log.exists() else 0
        with self._log.open("ab") as log:
            with interrupts_held() as interrupted:
                try:
                    process = subprocess.Popen(
                        argv,
                        cwd=self._root,
                        env={**self._environ, **(env or {})},
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                    )
                except OSError as error:
                    raise SetupError(
                        f"{self._step.title}: cannot run {argv[0]} ({error.strerror})"
                    ) from error
            try:
                if interrupted:
                    raise KeyboardInterrupt
                while process.poll() is None:
                    time.sleep(0.1)
                    self._progress.tick((self._tail(1, start) or [""])[0])
            except BaseException:
                process.terminate()
                process.wait()
                raise
        return process.returncode, start

    def _fail(self, code: int, start: int) -> None:
        with self._log.open("rb") as stream:
            stream.seek(start)
            advice = explain(stream.read().decode("utf-8", "replace")[-20_000:])
        if advice:
            raise SetupError(f"{self._step.title}: {advice} (details: {self._log})")
        last = self._tail(15, start)
        self._progress.say("\n".join(f"    {line}" for line in last))
        raise SetupError(f"{self._step.title} failed (exit code {code}): see the lines above and {self._log}")


def _read_stamp(path: Path) -> dict[str, object]:
    try:
        stamp = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _write_stamp(path: Path, digest: str, seconds: float, made: Mapping[str, int]) -> None:
    aside = path.with_suffix(".new")
    aside.write_text(json.dumps({"fingerprint": digest, "seconds": round(seconds, 1), "made": made}))
    os.replace(aside, path)


def _made(step: Step, root: Path) -> dict[str, int]:
    """What the step has left, by name, with its size."""
    return {_named(path, root): path.stat().st_size for path in files_below(step.makes)}


def _whole(step: Step, stamp: Mapping[str, object], root: Path) -> bool:
    """Whether everything is there that the step left; a stamp of an earlier version did not note it."""
    noted = stamp.get("made")
    if not isinstance(noted, dict) or not step.makes:
        return True
    now = _made(step, root)
    return all(now.get(name) == size for name, size in noted.items())


_BUSY = "another set-up of this folder is running: wait for it, then run the command again"


@contextlib.contextmanager
def only_one(folder: Path, busy: Exception) -> Iterator[None]:
    """Hold the lock of this folder, which is made if need be.

    Raises:
        busy: another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise busy from None
        yield


def run_steps(
    steps: Sequence[Step],
    *,
    root: Path,
    stamps: Path,
    logs: Path,
    progress: Progress | None = None,
    environ: Mapping[str, str] | None = None,
) -> list[str]:
    """Run the steps that are due, in order. Returns the names of those that ran.

    Raises:
        SetupError: a step failed, in one line that says what to do; the steps before it stay done.
    """
    progress = progress or Progress(sys.stdout)
    environ = os.environ if environ is None else environ
    ran: list[str] = []
    digests: dict[str, str] = {}
    try:
        with only_one(stamps, SetupError(_BUSY)):
            for number, step in enumerate(steps, start=1):
                digests[step.name] = digest = fingerprint(step, digests, root)
                stamp = stamps / step.name
                last = _read_stamp(stamp)
                if last.get("fingerprint") == digest and step.present() and _whole(step, last, root):
                    continue
                stamp.unlink(missing_ok=True)
                if step.gibibytes:
                    require_space(stamps, step.gibibytes, step.title)
                seconds = last.get("seconds")
                progress.begin(
                    number, len(steps), step.title, seconds if isinstance(seconds, float) else None
                )
                step.run(Shell(step, root, logs / f"{step.name}.log", progress, environ))
                _write_stamp(stamp, digest, progress.end(), _made(step, root))
                ran.append(step.name)
    except OSError as error:
        advice = explain_os_error(error)
        if advice is None:
            raise
        raise SetupError(f"{error.filename or 'a file'}: {advice}") from error
    return ran
