"""Why a request changed its status; a check that was found not to be needed; what software flagged"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """To this revision. Changes of status from before keep none as their reason: it was not asked for."""
    op.add_column("request_history", sa.Column("reason", sa.String(32), nullable=True))
    op.add_column("request_checks", sa.Column("note_enc", sa.LargeBinary(), nullable=True))
    op.add_column("request_flags", sa.Column("found_in", sa.JSON(), nullable=True))
