"""Set the desk up: `python3 ops/setup.py`, or `make setup`. Run it as often as you like.

Needs nothing but a Python (3.9 or later) to run itself; what the desk needs it finds, or says what to install.
Standard library only and Python 3.9-clean.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

if __name__ == "__main__" and __package__ in (None, ""):
    sys.path[0] = str(Path(__file__).resolve().parent.parent)  # run as a file: the packages lie one folder up

from ops.build import Build, browser_step
from ops.environments import Environments
from ops.layout import Layout, read_dotenv
from ops.problems import SetupError, require_free_port
from ops.steps import Progress, Step, run_steps

_OLDEST = (3, 9)


def all_steps(
    layout: Layout,
    environ: dict[str, str],
    *,
    browser: bool = False,
    peers: bool = False,
    docs: bool = False,
    mutation: bool = False,
) -> list[Step]:
    """Every step in order.

    `browser` adds the one that only the tests need, `peers` those that only the comparison of answers needs, `docs`
    those that only the documentation's site needs, `mutation` those that only `make mutation` needs.
    """
    environments = Environments(layout, environ)
    steps = [*environments.steps(), *Build(layout, environ).steps()]
    steps += [browser_step(environ)] if browser else []
    steps += environments.peers_steps() if peers else []
    steps += environments.mutation_steps() if mutation else []
    return [*steps, *environments.docs_steps()] if docs else steps


def _check_port(environ: dict[str, str]) -> None:
    """A taken port is told before the minutes that the first set-up takes, not after them."""
    port = environ.get("MADOGUCHI_PORT", "8080")
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise SetupError(f"MADOGUCHI_PORT is {port!r}: it must be a number from 1 to 65535")
    require_free_port(environ.get("MADOGUCHI_HOST", "127.0.0.1"), int(port))


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line. Returns 0; 1 after one line that says what to do; 130 after Ctrl-C."""
    parser = argparse.ArgumentParser(
        prog="setup", description="Make both environments, build and train what the desk needs."
    )
    parser.add_argument(
        "--for", dest="purpose", choices=("serve", "test", "compare", "docs", "mutate"), default="serve"
    )
    parser.add_argument("--only", nargs="+", metavar="STEP", help="run these steps and what they depend on")
    parser.add_argument("--check-port", action="store_true", help="first see that the app's port is free")
    options = parser.parse_args(arguments)
    root = Path(__file__).resolve().parent.parent
    environ = {**read_dotenv(root / ".env"), **os.environ}
    layout = Layout.of(root, environ)
    progress = Progress(sys.stdout)
    # Both end the running command too. SIGINT by name: a shell that starts this in the background has it ignored.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    start = time.monotonic()
    try:
        if sys.version_info[:2] < _OLDEST:
            raise SetupError(
                f"this is Python {sys.version.split()[0]}: run the set-up with python3.11 (make PYTHON=python3.11 ...)"
            )
        if options.check_port:
            _check_port(environ)
        purpose = options.purpose
        more = {
            "test": ("browser", "docs"),
            "compare": ("peers",),
            "docs": ("docs",),
            "mutate": ("mutation",),
        }
        steps = all_steps(layout, environ, **dict.fromkeys(more.get(purpose, ()), True))
        if options.only:
            steps = needed_for(steps, options.only)
        logs = layout.logs / "setup"
        ran = run_steps(steps, root=root, stamps=layout.stamps, logs=logs, progress=progress, environ=environ)
    except SetupError as error:
        progress.say("")
        print(f"Set-up stopped: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        progress.say("")
        print("Set-up interrupted: run the same command again, it goes on from here.", file=sys.stderr)
        return 130
    what = f"{len(ran)} of {len(steps)} steps run" if ran else "nothing has changed"
    progress.say(f"Set-up ready in {time.monotonic() - start:.1f} s ({what}).")
    return 0


def needed_for(steps: Sequence[Step], names: Sequence[str]) -> list[Step]:
    """The named steps and those they depend on, in order.

    Raises:
        SetupError: there is no such step.
    """
    by_name = {step.name: step for step in steps}
    wanted: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in by_name:
            raise SetupError(f"there is no step {name!r}; the steps are: {', '.join(by_name)}")
        if name not in wanted:
            wanted.add(name)
            todo.extend(by_name[name].after)
    return [step for step in steps if step.name in wanted]


if __name__ == "__main__":
    sys.exit(main())
