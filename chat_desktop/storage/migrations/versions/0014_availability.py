"""Adds the status, do-not-disturb, the quiet hours and the time zone of people."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("availability", sa.String(), nullable=True))
    op.add_column("users", sa.Column("availability_ends", sa.Integer(), nullable=True))
    op.add_column("users", sa.Column("time_zone", sa.String(), nullable=True))
    op.create_index(
        "ix_users_availability_ends",
        "users",
        ["availability_ends"],
        sqlite_where=sa.text("availability_ends IS NOT NULL"),
    )
