"""Whose account a line of a request's history is of: two people may share an alias"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision. Lines from before are of the one account that has their alias, where there is one only."""
    op.add_column("request_history", sa.Column("staff_id", sa.String(64), nullable=True))
    history = sa.table("request_history", sa.column("by", sa.String), sa.column("staff_id", sa.String))
    staff = sa.table("staff", sa.column("id", sa.String), sa.column("alias", sa.String))
    bearers = sa.select(sa.func.count()).select_from(staff).where(staff.c.alias == history.c.by)
    theirs = sa.select(staff.c.id).where(staff.c.alias == history.c.by).scalar_subquery()
    of_staff = history.c.by.not_in(("customer", "desk"))
    op.execute(history.update().where(of_staff, bearers.scalar_subquery() == 1).values(staff_id=theirs))
