"""Adds the rule by which old messages are deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("retention", sa.String(), nullable=True))
