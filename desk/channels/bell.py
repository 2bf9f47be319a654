"""Another process on this machine has kept an event: whoever works on events is told so at once.

A named pipe beside the database. Nothing depends on it: who does not hear it looks at the database every second.
"""

import os
from contextlib import suppress
from pathlib import Path

from sqlalchemy import make_url


def bell_of(database_url: str, elsewhere: Path) -> Path:
    """Where it hangs: beside an SQLite file; for another database in a folder that the processes of this machine share
    (`elsewhere`)."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:":
        return Path(f"{url.database}.bell")
    return elsewhere / "channels.bell"


def ring(path: Path) -> bool:
    """Whether somebody hears it. Never waits."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except OSError:  # nobody listens, or nobody has yet
        return False
    try:
        os.write(handle, b"!")
    except BlockingIOError:
        return True  # full: it has been rung often enough
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


class Bell:
    """Hung up by whoever listens. `fileno()` can be read from when it was rung; `heard` empties it."""

    def __init__(self, path: Path) -> None:
        """Raises OSError: no pipe can be made there."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.mkfifo(path, 0o600)
        except FileExistsError:
            if not path.is_fifo():
                raise
        # For reading and writing: with a writer of its own it never comes to an end.
        self._handle = os.open(path, os.O_RDWR | os.O_NONBLOCK)

    def fileno(self) -> int:
        """For the event loop."""
        return self._handle

    def heard(self) -> bool:
        """Whether it was rung since; however often, it is once."""
        rung = False
        with suppress(BlockingIOError):
            while os.read(self._handle, 4096):
                rung = True
        return rung

    def close(self) -> None:
        """Stop listening."""
        with suppress(OSError):
            os.close(self._handle)
