"""Adds whether members may export their rooms."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("members_export", sa.Boolean(), server_default="0", nullable=False))
