"""A PostgreSQL server for the time of a test run, made of the programs that are installed on this machine."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from ops.children import die_with_parent

_DEBIAN = Path("/usr/lib/postgresql")
_SERVICE_USERS = ("postgres", "nobody")
# Nothing of it has to survive anything.
_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    # What a careless server is set to: the desk must not depend on the zone.
    "timezone": "Asia/Tokyo",
}


def programs() -> Path | None:
    """The folder with `initdb` and `postgres`, the newest version's; None where there is none."""
    found = shutil.which("initdb")
    if found is not None and (Path(found).resolve().parent / "postgres").exists():
        return Path(found).resolve().parent
    versions = [path for path in _DEBIAN.glob("*/bin") if (path / "postgres").exists()]
    return max(versions, key=lambda path: float(path.parent.name), default=None)


def _as_somebody_else() -> dict[str, Any]:
    """PostgreSQL does not run as root: what starts it then as another user."""
    if os.geteuid() != 0:
        return {}
    for name in _SERVICE_USERS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root, and there is no user postgres or nobody")


def _environment() -> Mapping[str, str]:
    """Without a caller's PGHOST and the like."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")}


@contextmanager
def cluster(binaries: Path) -> Iterator[str]:
    """A new, empty server on a unix socket; gives the URL of its database `postgres`. Ends with this process, also
    where that is killed."""
    # A socket's path may have 107 characters: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    who = _as_somebody_else()
    if who:
        os.chown(folder, who["user"], who["group"])
    data = folder / "data"
    common: dict[str, Any] = {"cwd": folder, "env": _environment(), **who}
    try:
        subprocess.run(
            [
                binaries / "initdb",
                "-D",
                data,
                "-U",
                "desk",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--no-locale",
                "--no-sync",
            ],
            check=True,
            capture_output=True,
            **common,
        )
        options = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, "-k", folder, *options],
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent,
                **common,
            )
        try:
            _wait(server, folder)
            yield f"postgresql+psycopg://desk@/postgres?host={folder}"
        finally:
            server.send_signal(signal.SIGINT)  # fast: whoever is connected is sent away
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.send_signal(signal.SIGQUIT)
                server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(server: subprocess.Popen[bytes], folder: Path, seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(host=str(folder), user="desk", dbname="postgres").close()
        except psycopg.OperationalError as error:
            if server.poll() is not None or time.monotonic() > deadline:
                print((folder / "log").read_text(errors="replace")[-3000:], file=sys.stderr)
                raise RuntimeError("PostgreSQL has not started") from error
            time.sleep(0.1)
        else:
            return
