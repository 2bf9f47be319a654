"""Alembic migrations of the desk's tables: `upgrade(engine)` brings a database to the newest shape."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from desk.crypto import Keyring


def upgrade(engine: Engine, revision: str = "head", keys: Keyring | None = None) -> None:
    """Bring the database to `revision`, in one transaction. `keys` are needed where values have to be sealed
    anew. Processes that start together take turns: SQLite's BEGIN IMMEDIATE and an advisory lock in PostgreSQL see
    to that."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.begin() as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(7233010)"))
        config.attributes["connection"] = conn
        config.attributes["keys"] = keys
        command.upgrade(config, revision)
