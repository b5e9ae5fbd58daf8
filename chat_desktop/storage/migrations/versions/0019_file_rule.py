"""Adds the rule by which old files are deleted, and what finds the largest and the oldest files."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("file_rule", sa.String(), nullable=True))
    op.create_index("ix_blobs_size", "blobs", ["size"], unique=False)
    sent = sa.text("message_id IS NOT NULL")
    op.create_index("ix_attachments_sent", "attachments", ["created_at"], unique=False, sqlite_where=sent)
