"""A test's database URL, from the folder that the test works in.

SQLite unless `MADOGUCHI_TEST_DATABASE_URL` names a PostgreSQL database from which others may be made and dropped. It is in
the environment and not in this module because processes that a test starts (and kills) ask for their URL, too.
"""

import hashlib
import json
import os
import shutil
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from tests.databases import SERVER

_TEMPLATE = "made-from"
_made: dict[str, Path] = {}
"""Databases that this process has made, and for which folder."""


def url_for(folder: Path) -> str:
    """The URL of the database of this folder. On PostgreSQL it is made if it is not there: a copy of the template that
    `is_template` has named in the folder (or in the folder that this one is a copy of), else empty."""
    server = os.environ.get(SERVER)
    if not server:
        return f"sqlite:///{folder / 'db' / 'desk.sqlite3'}"
    name = _name(folder)
    marker = folder / "db" / _TEMPLATE
    template = marker.read_text() if marker.exists() else "template0"
    if name != template and _make(server, name, template):
        _made[name] = folder
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def is_template(folder: Path) -> None:
    """From now on copies of this folder have copies of its database. Nobody may be connected to it then."""
    if os.environ.get(SERVER):
        (folder / "db").mkdir(exist_ok=True)
        (folder / "db" / _TEMPLATE).write_text(_name(folder))


def drop_below(folder: Path | None) -> None:
    """Drop what was made for folders below this one; None: everything."""
    server = os.environ.get(SERVER)
    mine = [name for name, at in _made.items() if folder is None or folder == at or folder in at.parents]
    if not server or not mine:
        return
    for name in mine:
        _drop(server, name)
        del _made[name]


def on_postgresql() -> bool:
    """Whether tests run on it just now."""
    return bool(os.environ.get(SERVER))


def rows_of(folder: Path, schema: str | None = None) -> bytes:
    """Everything that the folder's database on PostgreSQL has in its rows (of one schema), as it stands there: what
    was deleted lies in the server's files until they are cleaned. Nothing on SQLite, where the files themselves are to
    be looked at."""
    if not on_postgresql():
        return b""
    found: list[bytes] = []
    with _connect(os.environ[SERVER], _name(folder)) as conn:
        tables = conn.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' "
            "AND table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for table in tables:
            if schema in (None, table[0]):
                rows = conn.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(*table)))
                found += [b"|".join(map(_shown, row)) for row in rows]
    return b"\n".join(found)


def _shown(value: object) -> bytes:
    if isinstance(value, bytes):
        return value
    return (json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)).encode()


def keep_state(folder: Path) -> None:
    """Keep the state of the folder's database, which nobody has open, for `put_back`."""
    if not on_postgresql():
        shutil.copytree(folder / "db", folder / "kept-state")
        return
    server, name = os.environ[SERVER], _kept(folder)
    _make(server, name, _name(folder))
    _made[name] = folder


def put_back(folder: Path) -> None:
    """Put the state that was kept in place of what is there now."""
    if not on_postgresql():
        shutil.rmtree(folder / "db")
        shutil.copytree(folder / "kept-state", folder / "db")
        return
    server = os.environ[SERVER]
    _drop(server, _name(folder))
    _make(server, _name(folder), _kept(folder))


def _kept(folder: Path) -> str:
    return _name(folder) + "_kept"


def _name(folder: Path) -> str:
    return "desk_" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]


def _make(server: str, name: str, template: str) -> bool:
    """Whether it was not there."""
    with _connect(server) as conn:
        if conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            return False
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        conn.execute(command.format(sql.Identifier(name), sql.Identifier(template)))
    return True


def _drop(server: str, name: str) -> None:
    with _connect(server) as conn:
        conn.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _connect(server: str, name: str | None = None) -> psycopg.Connection:
    """A connection to one of its databases (None: the one that the URL names)."""
    url = make_url(server).set(drivername="postgresql")
    if name is not None:
        url = url.set(database=name)
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True)
