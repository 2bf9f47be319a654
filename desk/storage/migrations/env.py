"""Alembic's entry; the connection comes from `desk.storage.migrations.upgrade`."""

from alembic import context

from desk.vaulting import vault

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=vault.SEALED.table.metadata,
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
)
# The caller has begun the transaction and commits it.
context.run_migrations()
