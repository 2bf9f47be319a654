"""Rows that are there once: whether ours is the first is decided by the database, not by a look before."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_once(conn: Connection, table: Table, **values: Any) -> bool:
    """Insert a row unless there is one with the same key (any unique one): whether it is ours.

    Where another transaction is about to insert it, this waits for its end. After False, the row that was there first
    can be read (PostgreSQL: READ COMMITTED). An error instead would make the whole transaction unusable there."""
    # Of both dialects the same words, in classes of their own.
    make = postgresql.insert if conn.dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(**values).on_conflict_do_nothing().returning(next(iter(table.primary_key)))
    return conn.execute(statement).first() is not None
