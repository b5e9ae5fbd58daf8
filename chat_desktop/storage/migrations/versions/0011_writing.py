"""Adds drafts and snippets, which follow a person to other devices, and earlier texts of messages."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("reply_to", sa.String(), nullable=True),
        sa.Column("changed_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_drafts_user_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_drafts_room_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "room_id", name=op.f("pk_drafts")),
    )
    op.create_table(
        "snippets",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("items", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_snippets_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_snippets")),
    )
    op.create_table(
        "message_versions",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["messages.id"], name=op.f("fk_message_versions_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", "at", name=op.f("pk_message_versions")),
    )
