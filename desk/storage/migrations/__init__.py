"""Alembic migrations of the desk's tables: `upgrade(engine)` brings a database to the newest shape."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`, in one transaction. Processes that start together take turns: SQLite's
    BEGIN IMMEDIATE and an advisory lock in PostgreSQL see to that."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.begin() as conn:
        if conn.dialect.name == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(7233010)"))
        config.attributes["connection"] = conn
        command.upgrade(config, revision)
