"""Adds the pictures that stand for videos: each is a picture that the sender's page has drawn."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("attachments", sa.Column("poster", sa.String(), nullable=True))
    op.add_column("uploads", sa.Column("poster_of", sa.String(), nullable=True))
    drawn = sa.text("poster IS NOT NULL")
    op.create_index("ix_attachments_poster", "attachments", ["poster"], unique=False, sqlite_where=drawn)
