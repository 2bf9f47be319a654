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


def _build() -> "Desk":
    """The desk on this installation's database. Raises typer.Exit, with one line, where the
    database or its key cannot be opened."""
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

    from api.settings import desk_settings, get_settings
    from desk.bootstrap import build

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
    try:
        return build(settings)
    except DBAPIError as error:
        said = (str(error.orig).strip() or type(error.orig).__name__).splitlines()[0]
        raise fail(f"The database cannot be used ({said}); MADOGUCHI_DATABASE_URL names it.") from None
    except OSError as error:
        raise fail(
            f"{error.filename}: {error.strerror}. MADOGUCHI_VAR_DIR, MADOGUCHI_DATABASE_URL and "
            "MADOGUCHI_SECRET_KEY_FILE name what the desk writes to."
        ) from None


@contextmanager
def open_desk() -> "Iterator[Desk]":
    """The desk on this installation's database; its refusals become one line."""
    from desk.errors import DeskError

    try:
        desk = _build()
        try:
            yield desk
        finally:
            desk.dispose()
    except DeskError as error:
        raise fail(str(error)) from None


class Group(TyperGroup):
    """Every command: a setting that is not allowed becomes a line that names it."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except ValueError as error:  # pydantic's, which is not imported for `--help`
            if getattr(error, "title", None) != "Settings":
                raise
            wrong = error.errors()  # type: ignore[attr-defined]
            lines = [f"MADOGUCHI_{'_'.join(map(str, one['loc'])).upper()}: {one['msg']}" for one in wrong]
            raise fail("\n".join(lines), 2) from None
