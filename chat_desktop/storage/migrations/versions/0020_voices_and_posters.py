"""Adds the voice notes that people have played, and the pictures that the senders' pages have drawn of videos."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "played_voices",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("attachment_id", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_played_voices_user_id")),
        sa.PrimaryKeyConstraint("user_id", "attachment_id", name=op.f("pk_played_voices")),
        sqlite_with_rowid=False,
    )
    op.add_column("attachments", sa.Column("poster", sa.String(), nullable=True))
    op.add_column("uploads", sa.Column("poster_of", sa.String(), nullable=True))
    drawn = sa.text("poster IS NOT NULL")
    op.create_index("ix_attachments_poster", "attachments", ["poster"], unique=False, sqlite_where=drawn)
