"""Who waits for whom on PostgreSQL. On SQLite a writer is alone anyway, and nothing here does anything.

Row locks are not enough for whoever destroys or seals anew: a message that another process is about to commit is not
seen by the statement that destroys its conversation, and would outlive it. So each write transaction passes a gate as
its first act: the others together, those alone. One lock, taken first and kept to the commit, is in no circle with any
other. The numbers are advisory locks of this database, see `pg_locks`.
"""

from sqlalchemy import Connection, text

MIGRATING, RECORDING, WRITING, STARTING, NAMING = 7233010, 7233011, 7233012, 7233013, 7233014
"""Bringing the tables to their shape; appending to the audit log; the gate; what the first start writes once; the names
of processes (desk.jobs.replicas, with the name's hash as a second number)."""


def take_turns(conn: Connection, what: int) -> None:
    """Whoever calls this with the same number waits until the transaction of the one before has ended."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:what)"), {"what": what})


def pass_gate(conn: Connection, alone: bool) -> None:
    """Begin a write transaction beside others, or (`alone`) when every other one has ended, and before any new one."""
    if conn.dialect.name == "postgresql":
        how = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        conn.execute(text(f"SELECT {how}(:gate)"), {"gate": WRITING})
