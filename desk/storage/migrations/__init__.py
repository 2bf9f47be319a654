"""Alembic migrations of the desk's tables: `upgrade(engine)` brings a database to the newest shape."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from desk.storage.errors import DatabaseNewer
from desk.storage.gates import MIGRATING, take_turns
from desk.vaulting.crypto import Keyring


def upgrade(engine: Engine, revision: str = "head", keys: Keyring | None = None) -> None:
    """Bring the database to `revision`, in one transaction. `keys` are needed where values have to be sealed
    anew. Processes that start together take turns: SQLite's BEGIN IMMEDIATE and an advisory lock in PostgreSQL see
    to that. Raises DatabaseNewer where it has a shape that is not known here."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.connect() as conn, _tables_may_be_replaced(conn), conn.begin():
        if conn.dialect.name == "postgresql":
            conn.execute(text("SET LOCAL lock_timeout = 0"))  # another process may migrate for a while
        take_turns(conn, MIGRATING)
        _refuse_newer(conn, config)
        config.attributes["connection"] = conn
        config.attributes["keys"] = keys
        command.upgrade(config, revision)
        if conn.dialect.name == "sqlite" and conn.execute(text("PRAGMA foreign_key_check")).first():
            raise RuntimeError("The migration left rows that refer to nothing; it was rolled back.")


def _refuse_newer(conn: Connection, config: Config) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    for shape in MigrationContext.configure(conn).get_current_heads():
        if shape not in known:
            raise DatabaseNewer(shape)


@contextmanager
def _tables_may_be_replaced(conn: Connection) -> Iterator[None]:
    """SQLite changes a column by making the table anew. Dropping the old one would count as deleting what other
    tables refer to, so references are not enforced meanwhile (and checked before the commit). It can only be
    switched outside a transaction."""
    if conn.dialect.name != "sqlite":
        yield
        return
    raw = cast(Any, conn.connection.dbapi_connection)
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")
