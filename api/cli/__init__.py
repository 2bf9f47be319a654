"""`madoguchi`: the command line. Here is only what comes before the import of its commands."""

import os
import signal


def main() -> None:
    """The console script. A `.env` holds for every command and for the processes it starts."""
    _before_anything_is_begun()
    from api.cli.commands import app
    from ops.layout import Layout, read_dotenv

    for name, value in read_dotenv(Layout.here().root / ".env").items():
        os.environ.setdefault(name, value)
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    app()


def _before_anything_is_begun() -> None:
    """While modules are loaded, Ctrl-C ends the process as it ends any: there is nothing to end in order, and a
    traceback through imports tells nobody anything. Where it is ignored (a command in the background) it stays so."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
