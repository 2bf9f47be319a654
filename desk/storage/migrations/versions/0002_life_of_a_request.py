"""The life of a request: terms, dates, checks, flags, ticks, duplicates, mails, and what happens later"""

import calendar
import datetime as dt
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_MOMENT = sa.DateTime(timezone=True)
_TOKYO = dt.timezone(dt.timedelta(hours=9))


def _number() -> sa.Column[int]:
    return sa.Column("n", _COUNTER, autoincrement=True, nullable=False)


def _receipt() -> sa.Column[str]:
    return sa.Column("receipt", sa.String(length=32), nullable=False)


def _of_request(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["receipt"], ["requests.receipt"], name=op.f(f"fk_{table}_receipt"))


def _numbered(table: str, *columns: Any) -> None:
    primary = sa.PrimaryKeyConstraint("n", name=op.f(f"pk_{table}"))
    op.create_table(table, _number(), _receipt(), *columns, _of_request(table), primary)


def _keyed(table: str, name: str, column: sa.Column[Any], *columns: Any) -> None:
    primary = sa.PrimaryKeyConstraint("receipt", name, name=op.f(f"pk_{table}"))
    op.create_table(table, _receipt(), column, *columns, _of_request(table), primary)


def _who_and_when() -> tuple[sa.Column[Any], ...]:
    return sa.Column("at", _MOMENT, nullable=False), sa.Column("by", sa.String(length=100), nullable=False)


def _index(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch:
        batch.create_index(batch.f(f"ix_{table}_{'_'.join(columns)}"), list(columns), unique=False)


def upgrade() -> None:
    """To this revision."""
    _dates()
    _casework()
    _afterwards()
    _record()


def _dates() -> None:
    _numbered(
        "request_dues",
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("basis", sa.String(length=64), nullable=False),
        sa.Column("whose", sa.String(length=16), nullable=False),
        sa.Column("started", sa.Date(), nullable=False),
        sa.Column("met_at", _MOMENT, nullable=True),
        sa.Column("extended", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("receipt", "what", name=op.f("uq_request_dues_receipt_what")),
    )
    _index("request_dues", "due")
    _numbered(
        "request_pauses",
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("since", _MOMENT, nullable=False),
        sa.Column("until", _MOMENT, nullable=True),
    )
    _index("request_pauses", "receipt")
    _numbered(
        "request_extensions",
        *_who_and_when(),
        sa.Column("before", sa.Date(), nullable=False),
        sa.Column("after", sa.Date(), nullable=False),
        sa.Column("notice_enc", sa.LargeBinary(), nullable=False),
    )
    _index("request_extensions", "receipt")
    _numbered(
        "reminders",
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("acknowledged_by", sa.String(length=100), nullable=True),
        sa.Column("acknowledged_at", _MOMENT, nullable=True),
        sa.UniqueConstraint("receipt", "what", "due", name=op.f("uq_reminders_receipt_what_due")),
    )


def _casework() -> None:
    _keyed(
        "request_ticks",
        "item",
        sa.Column("item", sa.Integer(), autoincrement=False, nullable=False),
        *_who_and_when(),
    )
    _keyed(
        "request_checks",
        "what",
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        *_who_and_when(),
    )
    _keyed(
        "request_flags",
        "flag",
        sa.Column("flag", sa.String(length=32), nullable=False),
        *_who_and_when(),
        sa.Column("note_enc", sa.LargeBinary(), nullable=True),
    )
    _keyed(
        "request_marks",
        "what",
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("mark_mac", sa.LargeBinary(length=32), nullable=False),
    )
    _index("request_marks", "mark_mac")


def _afterwards() -> None:
    _numbered(
        "mails",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("template", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("failure", sa.String(length=100), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("done_at", _MOMENT, nullable=True),
        sa.UniqueConstraint("id", name=op.f("uq_mails_id")),
    )
    _index("mails", "receipt")
    op.create_table(
        "later",
        _number(),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("failure", sa.String(length=100), nullable=True),
        sa.Column("created_at", _MOMENT, nullable=False),
        sa.Column("done_at", _MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_later")),
        sa.UniqueConstraint("id", name=op.f("uq_later_id")),
        sa.UniqueConstraint("key", name=op.f("uq_later_key")),
    )
    _index("later", "state", "at")


def _record() -> None:
    """What existing requests become: requests from the web, whose dates are carried over."""
    with op.batch_alter_table("request_history", schema=None) as batch:
        batch.add_column(sa.Column("what", sa.String(length=16), nullable=False, server_default="status"))
    with op.batch_alter_table("request_history", schema=None) as batch:
        batch.alter_column("what", existing_type=sa.String(length=16), server_default=None)
    with op.batch_alter_table("requests", schema=None) as batch:
        batch.alter_column("conversation_id", existing_type=sa.String(length=64), nullable=True)
        batch.alter_column("form_id", existing_type=sa.String(length=64), nullable=True)
        batch.add_column(sa.Column("entry_id", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("kind", sa.String(length=16), nullable=False, server_default="request"))
        batch.add_column(sa.Column("came_by", sa.String(length=16), nullable=False, server_default="web"))
        batch.add_column(sa.Column("came_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("locale", sa.String(length=16), nullable=False, server_default="ja"))
        batch.add_column(sa.Column("regime", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("papers_at", _MOMENT, nullable=True))
        batch.add_column(sa.Column("terms", sa.JSON(), nullable=True))
        batch.add_column(sa.Column("decision_enc", sa.LargeBinary(), nullable=True))
        batch.create_unique_constraint(batch.f("uq_requests_entry_id"), ["entry_id"])
    _carry_dates_over()
    with op.batch_alter_table("requests", schema=None) as batch:
        batch.drop_column("due_rule")
        batch.alter_column("came_on", existing_type=sa.Date(), nullable=False)
        for name, length in (("kind", 16), ("came_by", 16), ("locale", 16)):
            batch.alter_column(name, existing_type=sa.String(length=length), server_default=None)


def _carry_dates_over() -> None:
    """Dates get rows of their own. A law's period runs from the receipt, so an announcement under one gets its date
    now, counted from when it came; it had none before. A note became a status row of its own kind."""
    conn = op.get_bind()
    requests = sa.table(
        "requests",
        sa.column("receipt"), sa.column("status"), sa.column("due", sa.Date()), sa.column("due_basis"),
        sa.column("due_rule", sa.JSON()), sa.column("regime"), sa.column("locale"), sa.column("conversation_id"),
        sa.column("created_at", _MOMENT), sa.column("updated_at", _MOMENT), sa.column("came_on", sa.Date()),
    )  # fmt: skip
    dues = sa.table(
        "request_dues",
        sa.column("receipt"), sa.column("what"), sa.column("due", sa.Date()), sa.column("basis"), sa.column("whose"),
        sa.column("started", sa.Date()), sa.column("met_at", _MOMENT), sa.column("extended", sa.Boolean()),
    )  # fmt: skip
    ended = {"answered", "refused", "withdrawn", "expired"}
    for row in conn.execute(sa.select(requests)).all():
        created = row.created_at.replace(tzinfo=dt.UTC) if row.created_at.tzinfo is None else row.created_at
        started = created.astimezone(_TOKYO).date()
        law = bool(row.due_rule) and row.due_basis != "operator_target"
        due = row.due or (_last_day(row.due_rule, started) if law and row.status not in ended else None)
        values: dict[str, Any] = {"due": due, "came_on": started}
        if row.due_rule:
            values["regime"] = row.due_rule["basis"]
        conn.execute(requests.update().where(requests.c.receipt == row.receipt).values(**values))
        if due is not None:
            conn.execute(
                dues.insert().values(
                    receipt=row.receipt,
                    what="answer" if law else "target",
                    due=due,
                    basis=row.due_basis,
                    whose="law" if law else "company",
                    started=started,
                    met_at=row.updated_at if row.status in ended else None,
                    extended=False,
                )
            )
    locale = sa.table("conversations", sa.column("id"), sa.column("locale"))
    spoken = sa.select(locale.c.locale).where(locale.c.id == requests.c.conversation_id).scalar_subquery()
    conn.execute(requests.update().values(locale=sa.func.coalesce(spoken, "ja")))
    _tell_notes_from_statuses(conn)


def _tell_notes_from_statuses(conn: sa.Connection) -> None:
    """Until now a note was a second row with the status that the request had already."""
    history = sa.table(
        "request_history",
        sa.column("n"), sa.column("receipt"), sa.column("status"), sa.column("what"), sa.column("note_enc"),
    )  # fmt: skip
    before: tuple[str, str] | None = None
    for row in conn.execute(sa.select(history).order_by(history.c.receipt, history.c.n)).all():
        if before == (row.receipt, row.status) and row.note_enc is not None:
            conn.execute(history.update().where(history.c.n == row.n).values(what="note"))
        before = (row.receipt, row.status)


def _last_day(rule: dict[str, Any], start: dt.date) -> dt.date:
    """The rules of revision 0001 named months (GDPR) or days (CCPA)."""
    if rule.get("months"):
        years, month = divmod(start.month - 1 + rule["months"], 12)
        last = calendar.monthrange(start.year + years, month + 1)[1]
        return dt.date(start.year + years, month + 1, min(start.day, last))
    return start + dt.timedelta(days=rule.get("days") or 0)
