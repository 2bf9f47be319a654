"""Opening the desk for a command: what hinders it becomes a line that names the setting."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from desk.bootstrap import Desk

_DATABASES = "sqlite:////FOLDER/FILE, or postgresql+psycopg://USER:PASSWORD@HOST/NAME"


def fail(text: str, code: int = 1) -> typer.Exit:
    """Tell it on stderr; to be raised."""
    print(text, file=sys.stderr)
    return typer.Exit(code)


def _build(*, new: bool) -> "Desk":
    """The desk on this installation's database. Raises typer.Exit, with one line, where its address is none, and where
    no desk is in it and none is to be made (`new`)."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    from api.settings import desk_settings, get_settings
    from desk.bootstrap import build, holds_a_desk

    settings = desk_settings(get_settings())
    try:
        readable = make_url(settings.database_url)
        readable.get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        # The address may hold a password: it is not repeated.
        raise fail(
            f"MADOGUCHI_DATABASE_URL is no address of a database that is known here "
            f"({type(error).__name__}): {_DATABASES}",
            2,
        ) from None
    if "@" in (readable.host or ""):
        raise fail(
            "MADOGUCHI_DATABASE_URL has an @ too many: in a password it is written %40. " + _DATABASES, 2
        )
    if not new and not holds_a_desk(settings.database_url):
        # A mistyped address would else give a new desk, in which nothing is to be found, erased or purged.
        raise fail(
            f"There is no desk in the database {readable.database}. Is MADOGUCHI_DATABASE_URL (or MADOGUCHI_VAR_DIR) "
            "right? madoguchi serve and madoguchi db upgrade make a new one."
        )
    return build(settings)


@contextmanager
def open_desk(*, new: bool = False) -> "Iterator[Desk]":
    """The desk on this installation's database, made where there is none yet only if it may be `new`; what hinders it
    becomes one line."""
    with in_a_line():
        desk = _build(new=new)
        try:
            yield desk
        finally:
            desk.dispose()


_ADVICE = {
    "locked": "another program is writing to it: try again, or end that program",
    "full": "its disk is full: free some space",
    "I/O": "see whether its disk is full, and whether it can be read and written",
    "open": "see that its folder is there and that this user may write to it",
    "readonly": "see that this user may write to it and to its folder",
}
"""What to do about what SQLite says."""


def _of_settings(error: ValueError) -> str | None:
    """What is wrong with which setting; never its value, which may be a secret."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    if isinstance(error, SettingsError):
        field = str(error).split('"')[1:2]
        return f"MADOGUCHI_{''.join(field).upper()}: not valid JSON (docs/configuration.md)"
    if not isinstance(error, ValidationError) or error.title not in ("Settings", "DeskSettings"):
        return None
    wrong = error.errors(include_input=False, include_url=False)
    return "\n".join(f"MADOGUCHI_{'_'.join(map(str, one['loc'])).upper()}: {one['msg']}" for one in wrong)


def _of_the_database(error: Exception) -> str | None:
    """What a database that cannot be used says, with what to do; without the statement and what stood in it."""
    from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError

    if not isinstance(error, DBAPIError) or isinstance(error, (DataError, IntegrityError, ProgrammingError)):
        return None  # a fault of the program's
    said = (str(error.orig).strip() or type(error.orig).__name__).splitlines()[0]
    advice = next((advice for sign, advice in _ADVICE.items() if sign in said), None)
    more = f": {advice}" if advice else ""
    return f"The database cannot be used ({said}){more}; MADOGUCHI_DATABASE_URL names it."


def _line_of(error: Exception) -> tuple[str, int] | None:
    """What to tell of what hinders a command, and its exit code; None for a fault of the program's."""
    from desk.errors import DeskError
    from knowledge.facts.errors import FactsError
    from knowledge.policy import NotUtf8

    if isinstance(error, (DeskError, FactsError, NotUtf8)):
        return str(error), 1
    if isinstance(error, ValueError):
        said = _of_settings(error)
        return None if said is None else (said, 2)
    if isinstance(error, OSError) and not isinstance(error, (ConnectionError, TimeoutError)):  # no file's
        return (
            f"{error.filename or 'A file'}: {error.strerror}. MADOGUCHI_VAR_DIR, MADOGUCHI_DATABASE_URL and "
            "MADOGUCHI_SECRET_KEY_FILE name what the desk writes to.",
            1,
        )
    said = _of_the_database(error)
    return None if said is None else (said, 1)


@contextmanager
def in_a_line() -> Iterator[None]:
    """What hinders becomes one line on stderr and typer.Exit; a fault of the program's stays what it is."""
    try:
        yield
    except Exception as error:
        if isinstance(error, (typer.Abort, BrokenPipeError)) or hasattr(error, "exit_code"):
            raise  # typer's own, which it tells itself
        line = _line_of(error)
        if line is None:
            raise
        raise fail(*line) from None


class Group(TyperGroup):
    """Every command: what hinders it becomes a line that names it."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with in_a_line():
            return super().invoke(ctx)
