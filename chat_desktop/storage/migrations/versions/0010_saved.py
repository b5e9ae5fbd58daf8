"""Adds what people have saved for later, with reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("remind_at", sa.Integer(), nullable=True),
        sa.Column("reminded_at", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_saved_user_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_saved_message_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_saved_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved")),
        sa.UniqueConstraint("user_id", "message_id", name=op.f("uq_saved_user_id_message_id")),
    )
    op.create_index("ix_saved_remind_at", "saved", ["remind_at"], sqlite_where=sa.text("remind_at IS NOT NULL"))
