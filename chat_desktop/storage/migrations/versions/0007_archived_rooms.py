"""Adds the description of rooms, and when they were archived or deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rooms", sa.Column("description", sa.String(), nullable=False, server_default=""))
    op.add_column("rooms", sa.Column("archived_at", sa.Integer(), nullable=True))
    op.add_column("rooms", sa.Column("deleted_at", sa.Integer(), nullable=True))
