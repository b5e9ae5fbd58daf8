"""Adds what a message carries besides its text, the answers to it, and the moments at which the host acts for it."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("content", sa.String(), nullable=True))
    op.create_table(
        "answers",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_answers_message_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_answers_user_id")),
        sa.PrimaryKeyConstraint("message_id", "user_id", "item", name=op.f("pk_answers")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "content_moments",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("what IN ('publish', 'end', 'remind')", name=op.f("ck_content_moments_what")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_content_moments_message_id")),
        sa.PrimaryKeyConstraint("message_id", "what", name=op.f("pk_content_moments")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_content_moments_at", "content_moments", ["at"], unique=False)
