"""A database that was brought along version by version has the shape that the code writes into a new one."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Table, inspect

import desk.bootstrap  # noqa: F401  with all tables that there are
from desk.storage import tables as t
from desk.storage.database import make_engine
from desk.storage.migrations import upgrade


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder: Path = tmp_path_factory.mktemp("migrated")
    engine = make_engine(f"sqlite:///{folder}/desk.sqlite3", pooled=False)
    upgrade(engine)
    return engine


def test_every_column_that_migrations_make_has_the_type_the_length_and_the_need_that_the_code_knows(
    migrated: Engine,
) -> None:
    with migrated.connect() as conn:
        options = {"compare_type": True}
        assert compare_metadata(MigrationContext.configure(conn, opts=options), t.metadata) == []


def keys_of(table: Table) -> tuple[list[str], set[tuple[str, ...]]]:
    refers = {(*sorted(one.column_keys), one.referred_table.name) for one in table.foreign_key_constraints}
    return [one.name for one in table.primary_key.columns], refers


def test_keys_and_references_that_migrations_make_are_those_that_the_code_knows(migrated: Engine) -> None:
    found = inspect(migrated)
    for name, table in t.metadata.tables.items():
        refers = {
            (*sorted(one["constrained_columns"]), one["referred_table"])
            for one in found.get_foreign_keys(name)
        }
        assert (found.get_pk_constraint(name)["constrained_columns"], refers) == keys_of(table), name
