"""Adds up to when people have seen what concerns them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activity_seen",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_activity_seen_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_activity_seen")),
        sqlite_with_rowid=False,
    )
    # What there was before is not new to anybody.
    op.execute("INSERT INTO activity_seen SELECT id, CAST(strftime('%s', 'now') AS INTEGER) * 1000 FROM users")
