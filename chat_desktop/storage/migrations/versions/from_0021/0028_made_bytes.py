"""Adds the bytes of what the host has made of files: pictures, and copies without metadata."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("blobs", sa.Column("made_bytes", sa.Integer(), nullable=True))
