"""The test command that Cosmic Ray runs for each mutant: asks `forking.py` for a run of pytest, ends with its code.

`python -I -S client.py SOCKET ARGUMENT...`: the standard library only, so that it starts in a hundredth of a second.

To Cosmic Ray whatever is not 0 is a mutant killed, be it that Python itself did not start: so a verdict is said in
words too (`verdict N`), and `session.py` takes none that was not said.
"""

from __future__ import annotations

import json
import socket
import sys

VERDICTS = (0, 1, 2)
"""Pytest's codes that speak of the tests: all passed, one failed, one could not be read (its import breaks). The others
are of pytest itself: an error inside it, a wrong option, nothing collected; below 0: killed by a signal."""
_GONE = 70


def _asked(address: str, arguments: list[str]) -> int:
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(address)
            connection.sendall(json.dumps(arguments).encode() + b"\n")
            answer = connection.makefile().read()
        except OSError:
            return _GONE
    return int(answer) if answer else _GONE


def main(arguments: list[str]) -> int:
    """Says and returns pytest's code; 70 where the server has gone."""
    code = _asked(arguments[0], arguments[1:])
    print(f"verdict {code}" if code in VERDICTS else f"no verdict: {code}")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
