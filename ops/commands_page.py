"""`make reference`: write docs/reference/commands.md anew from the command line itself (its `--help`)."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from ops.layout import Layout

PAGE = "docs/reference/commands.md"
_HEAD = """# Commands

`madoguchi` is in `.venv/bin`. What each is for, in a table: [operations](../operations.md#commands).
This page is written by `make reference` from the commands' own help; a test fails where it lags.
"""


def commands(group: Any, before: tuple[str, ...] = ("madoguchi",)) -> Iterator[tuple[str, Any]]:
    """Every command below a group, with its whole name."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*before, name))
        else:
            yield " ".join((*before, name)), command


def _help(text: str) -> str:
    """The docstring as Markdown; an example, indented there, becomes a block that a test runs."""
    plain = re.sub(r"\n{3,}", "\n\n", inspect.cleandoc(text.replace("\f", "")))
    return re.sub(r"(?:^ {4}.*\n?)+", _block, plain, flags=re.M)


def _block(example: re.Match[str]) -> str:
    return f"```bash\n{inspect.cleandoc(example[0])}\n```"


def _rows(command: Any) -> Iterator[str]:
    """A row for each argument and option."""
    for one in command.params:
        if one.name == "help" or one.hidden:
            continue
        notes = [(one.help or "").strip()]
        if one.required:
            notes.append("Needed.")
        elif isinstance(one.default, str | int | float) and not isinstance(one.default, bool):
            notes.append(f"Default: `{one.default}`.")
        said = " ".join(note for note in notes if note).replace("|", "\\|").replace("\n", " ")
        yield f"| {_name(one)} | {said} |"


def _table(command: Any) -> list[str]:
    """The options of a command, or of the command line as a whole; nothing where there are none."""
    rows = list(_rows(command))
    return ["| | |\n|---|---|\n" + "\n".join(rows) + "\n"] if rows else []


def _name(one: Any) -> str:
    """How it is written on the command line, with what it takes."""
    if not one.opts[0].startswith("-"):
        return f"`{one.metavar or one.name.upper()}`"
    names = ", ".join(f"`{name}`" for name in (*one.opts, *one.secondary_opts))
    return names if one.is_flag else f"{names} {_takes(one)}"


def _takes(option: Any) -> str:
    """The words that an option allows, or a name for what it takes."""
    kind = option.type_descriptor.annotation
    if isinstance(kind, type) and issubclass(kind, Enum):
        return " ".join(f"`{one.value}`" for one in kind)
    if get_origin(kind) is Literal:
        return " ".join(f"`{one}`" for one in get_args(kind))
    return str(option.metavar or {int: "NUMBER", Path: "PATH"}.get(kind, "TEXT"))


def page(group: Any) -> str:
    """The page for a command line."""
    parts = [_HEAD, *_table(group)]
    for name, command in commands(group):
        parts += [f"## {name}\n\n{_help(command.help or '')}\n", *_table(command)]
    return "\n".join(parts)


def main() -> int:
    """Write the page."""
    import typer

    from api.cli.commands import app

    (Layout.here().root / PAGE).write_text(page(typer.main.get_command(app)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
