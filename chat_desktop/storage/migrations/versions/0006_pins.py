"""Adds the pinned messages of a room."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("pinned", sa.String(), nullable=True))
    op.create_index("ix_messages_pinned", "messages", ["room_id"], sqlite_where=sa.text("pinned IS NOT NULL"))
