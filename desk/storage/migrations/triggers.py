"""The database itself refuses to change or delete entries of the audit log, or to insert one anywhere but at its
end."""

from sqlalchemy import Connection, text

_SQLITE = (
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    # INSERT OR REPLACE would delete without asking the trigger above.
    "CREATE TRIGGER audit_at_the_end BEFORE INSERT ON audit "
    "WHEN NEW.n IS NOT (SELECT COALESCE(MAX(n), 0) + 1 FROM audit) "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$",
    "CREATE FUNCTION audit_at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN IF NEW.n IS DISTINCT FROM (SELECT COALESCE(MAX(n), 0) + 1 FROM audit) "
    "THEN RAISE EXCEPTION 'the audit log is append-only'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit "
    "FOR EACH ROW EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()",
    "CREATE TRIGGER audit_at_the_end BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_at_the_end()",
)


def make(conn: Connection) -> None:
    """Make the triggers."""
    for statement in _POSTGRESQL if conn.dialect.name == "postgresql" else _SQLITE:
        conn.execute(text(statement.replace(":", "\\:")))
