"""The test command that Cosmic Ray runs for each mutant: asks `forking.py` for a run of pytest, ends with its code.

`python -I -S client.py SOCKET ARGUMENT...`: the standard library only, so that it starts in a hundredth of a second.
"""

from __future__ import annotations

import json
import socket
import sys


def main(arguments: list[str]) -> int:
    """Returns pytest's code; 70 where the server has gone."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(arguments[0])
        connection.sendall(json.dumps(arguments[1:]).encode() + b"\n")
        answer = connection.makefile().read()
    return int(answer) if answer else 70


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
