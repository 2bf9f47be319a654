"""Whether a call of `madoguchi` is one that there is."""

import re
from functools import cache
from typing import Any

import typer

from api.cli import app as command_line


@cache
def whole_command_line() -> Any:
    return typer.main.get_command(command_line)


def unknown(words: list[str]) -> str | None:
    """What of `madoguchi <words>` is not there: a command, or an option of it."""
    command = whole_command_line()
    path: list[str] = []
    while words and hasattr(command, "commands"):
        name = words.pop(0)
        if name.startswith("-"):
            words.insert(0, name)
            break
        if name not in command.commands:
            return f"there is no command {' '.join([*path, name])!r}"
        path.append(name)
        command = command.commands[name]
    given = [word.split("=")[0] for word in words if re.match(r"--[a-z]", word)]
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)} | {"--help"}
    wrong = [option for option in given if option not in known]
    free = path == ["evaluate"]  # hands its options on
    return f"{' '.join(path)} has no {', '.join(wrong)}" if wrong and not free else None
