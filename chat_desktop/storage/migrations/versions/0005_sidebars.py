"""Adds what people have arranged in their sidebars."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sidebars",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("sections", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sidebars_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_sidebars")),
    )
