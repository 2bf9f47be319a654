"""Whether a call of `madoguchi` is one that there is, and that could be meant."""

import re
from functools import cache
from typing import Any

import typer

from api.cli.commands import app as command_line


@cache
def whole_command_line() -> Any:
    return typer.main.get_command(command_line)


def unknown(words: list[str]) -> str | None:
    """What of `madoguchi <words>` is not there (a command, an option of it) or is wanting (an argument, an option).

    A command's name, alone or with an option's (`index --check`), is a name; with anything more it is a call, and is
    parsed as the command line does.
    Values are not looked at: on a page they may be words in capitals, of files that nobody has.
    """
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
    if wrong and not free:
        return f"{' '.join(path)} has no {', '.join(wrong)}"
    named = not words or (words == given and "=" not in words[0] and takes_a_value(command, words[-1]))
    return None if free or named or hasattr(command, "commands") else wanting(command, words)


def takes_a_value(command: Any, option: str) -> bool:
    return any(option in one.opts and not one.is_flag for one in command.params)


def wanting(command: Any, words: list[str]) -> str | None:
    """What the command line would say of these words before it does anything."""
    try:
        with command.make_context(command.name, list(words)):
            return None
    except typer.Exit:  # --help
        return None
    except typer.BadParameter as error:
        return None if type(error) is typer.BadParameter else f"{command.name}: {error.format_message()}"
    except typer.exceptions.TyperException as error:
        return f"{command.name}: {error}"
