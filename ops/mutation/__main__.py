"""`make mutation`: the command."""

from __future__ import annotations

import argparse
import compileall
import json
import os
import py_compile
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ops.layout import Layout
from ops.mutation.plan import Guarded, PlanProblem, RunProblem, chosen, read_plan
from ops.mutation.table import Figures, counted, survivors, table
from ops.steps import only_one

SEED = 20261126
"""Of the samples: whoever runs it again tries the same mutants, as long as the module is the same."""
_HERE = Path(__file__).parent
# No conftest: the root one is for tests that start the whole desk.
PLUGINS = (
    "-p",
    "ops.mutation.plugin",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:unraisableexception",
    "-p",
    "no:anyio",
)
PYTEST = ("-x", "-q", "-m", "not slow", "--noconftest", *PLUGINS)
_PATIENCE, _GRACE = 6.0, 10.0
"""A mutant times out after so many times the unbroken run, and so many seconds."""


@dataclass(frozen=True)
class Workshop:
    """The copy of the tree that is mutated, and who mutates and tests it."""

    layout: Layout
    folder: Path
    address: Path

    @property
    def tree(self) -> Path:
        """The copy."""
        return self.folder / "tree"

    def _cosmic(self, *words: object, timeout: float | None = None) -> None:
        command = [str(self.layout.mutation_env / "bin" / "cosmic-ray"), *map(str, words)]
        subprocess.run(command, cwd=self.tree, check=True, timeout=timeout)

    def session(self, *words: object) -> list[str]:
        """The lines that `session.py` prints, in the environment of Cosmic Ray."""
        command = [str(self.layout.mutation_python), str(_HERE / "session.py"), *map(str, words)]
        done = subprocess.run(command, cwd=self.tree, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout.splitlines()

    def _client(self, guarded: Guarded) -> list[str]:
        """The test command of its mutants."""
        client = [self.layout.app_python, "-I", "-S", _HERE / "client.py", self.address]
        return [*map(str, client), *PYTEST, *guarded.words]

    def unbroken(self, guarded: Guarded) -> float:
        """Run the guarding tests on the code as it is: by themselves, and then as mutants are tested. Tests that fail
        only there would fail for every mutant.

        Returns: the seconds that they take by themselves.

        Raises:
            RunProblem: where they fail already.
        """
        start = time.monotonic()
        command = [str(self.layout.app_python), "-m", "pytest", *PYTEST, *guarded.words]
        done = subprocess.run(command, cwd=self.tree, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RunProblem(
                f"the tests of {guarded.module} fail without a mutant:\n{done.stdout}{done.stderr}"
            )
        seconds = time.monotonic() - start
        asked = subprocess.run(
            self._client(guarded), cwd=self.tree, stdout=subprocess.PIPE, text=True, check=False
        )
        if asked.returncode:
            raise RunProblem(
                f"the tests of {guarded.module} pass, but not in the process that mutants are tested in: {asked.stdout}"
            )
        return seconds

    def try_out(self, guarded: Guarded, ends_at: float) -> Figures:
        """Try the mutants of a module, until `ends_at` (of the monotonic clock) at the latest."""
        patience = self.unbroken(guarded) * _PATIENCE + _GRACE
        name = guarded.module.removesuffix(".py").replace("/", "-")
        config, session = self.folder / f"{name}.toml", self.folder / f"{name}.sqlite"
        session.unlink(missing_ok=True)
        words = " ".join(f"'{word}'" for word in self._client(guarded))
        config.write_text(
            f"[cosmic-ray]\nmodule-path = {json.dumps(guarded.module)}\ntimeout = {patience:.1f}\n"
            f"excluded-modules = []\ntest-command = {json.dumps(words)}\n"
            '[cosmic-ray.distributor]\nname = "local"\n',
            encoding="utf-8",
        )
        self._cosmic("init", config, session)
        (sizes,) = self.session("choose", session, guarded.module, guarded.sample, f"{SEED}:{guarded.module}")
        before = (self.tree / guarded.module).read_bytes()
        try:
            self._cosmic("exec", config, session, timeout=max(1.0, ends_at - time.monotonic()))
        except subprocess.TimeoutExpired:
            print(f"{guarded.module}: the time is up", file=sys.stderr)
        finally:
            (self.tree / guarded.module).write_bytes(before)
        told = [json.loads(line) for line in self.session("results", session)]
        return counted(guarded, json.loads(sizes), told)


def copy_tree(root: Path, target: Path) -> None:
    """Copy what git knows or would know; `var/` is seen through a link.

    The caches of the byte code carry the source's hash, not its time: two mutants within a second are told apart.
    """
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=root, check=True, stdout=subprocess.PIPE, text=True).stdout
    shutil.rmtree(target, ignore_errors=True)
    for name in filter(None, names.split("\0")):
        if (root / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, target / name)
    (target / "var").symlink_to(root / "var")
    for package in ("desk", "knowledge", "api", "evaluation", "actions", "ops"):
        mode = py_compile.PycInvalidationMode.CHECKED_HASH
        compileall.compile_dir(target / package, quiet=1, invalidation_mode=mode)


@contextmanager
def workshop(layout: Layout) -> Iterator[Workshop]:
    """A copy of the tree, and a process that runs the tests in it.

    Raises:
        RunProblem: another run breaks this copy already, what it needs is not installed, or the process does not start.
    """
    if not (layout.mutation_env / "bin" / "cosmic-ray").exists():
        raise RunProblem(f"{layout.mutation_env.name} is not there: `make mutation` makes it first")
    folder = layout.var / "mutation"
    busy = RunProblem("another make mutation is at work in this tree: wait until it has ended")
    with only_one(folder, busy), _served(layout, folder) as address:
        yield Workshop(layout, folder, address)


@contextmanager
def _served(layout: Layout, folder: Path) -> Iterator[Path]:
    """The address of a process that runs the tests in a fresh copy of the tree."""
    copy_tree(layout.root, folder / "tree")
    # A socket's path may have a hundred characters.
    with tempfile.TemporaryDirectory(prefix="mutation") as short:
        address = Path(short) / "pytest"
        command = [str(layout.app_python), "-m", "ops.mutation.forking", str(address)]
        environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        pipe = subprocess.PIPE
        with subprocess.Popen(command, cwd=folder / "tree", env=environ, stdin=pipe, stdout=pipe) as server:
            try:
                if server.stdout is None or server.stdout.readline() != b"ready\n":
                    raise RunProblem("the process that runs the tests does not start")
                yield address
            finally:
                server.terminate()


def main(arguments: list[str]) -> int:
    """Try the modules, print the table and the survivors. Returns 0; 1 where a mutant survives; 2 for a problem."""
    parser = argparse.ArgumentParser(prog="make mutation", description=__doc__)
    parser.add_argument(
        "modules", nargs="*", help="begin or end of a module's path; without: all of guards.yml"
    )
    parser.add_argument("--minutes", type=float, default=60.0, help="stop after so long (default: 60)")
    parser.add_argument("--sample", type=int, help="at most so many mutants of a module")
    options = parser.parse_args(arguments)
    ends_at = time.monotonic() + options.minutes * 60
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is ended too
    found: list[Figures] = []
    layout = Layout.here()
    try:
        plan = chosen(read_plan(), options.modules)
        if options.sample:
            plan = [replace(one, sample=options.sample) for one in plan]
        with workshop(layout) as shop:
            for guarded in plan:
                if time.monotonic() >= ends_at:
                    print(f"{guarded.module}: not tried, the time is up", file=sys.stderr)
                    continue
                figures = shop.try_out(guarded, ends_at)
                found.append(figures)
                print(f"{figures.module}: {figures.tried} tried\n{survivors([figures])}", file=sys.stderr)
    except (PlanProblem, RunProblem) as problem:
        print(problem, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted: the table has what was finished.", file=sys.stderr)
    report = f"{survivors(found)}\n{table(found)}"
    (layout.var / "mutation" / "report.md").write_text(report, encoding="utf-8")
    print(report)
    return 1 if any(one.survivors for one in found) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
