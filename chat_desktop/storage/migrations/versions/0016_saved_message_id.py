"""Finds what people have saved by its message, for the removal of a room."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_saved_message_id", "saved", ["message_id"])
