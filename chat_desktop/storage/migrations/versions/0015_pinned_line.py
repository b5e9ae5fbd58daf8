"""Adds the line that is pinned on top of a room."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rooms", sa.Column("pinned_line", sa.String(), nullable=True))
