"""Adds the hosts whose links get a card, and what was read of their pages."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("office", sa.Column("link_hosts", sa.String(), nullable=True))
    op.create_table(
        "link_cards",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("fetched_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_link_cards")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_link_cards_fetched_at"), "link_cards", ["fetched_at"])
