"""Adds front desks: browsers that several people share, who uses them, and the people's PINs."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "front_desks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("lock_seconds", sa.Integer(), nullable=False),
        sa.Column("creator_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("agent", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["creator_id"], ["users.id"], name=op.f("fk_front_desks_creator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_front_desks")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_front_desks_token_hash")),
    )
    op.create_table(
        "front_desk_people",
        sa.Column("desk_id", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["front_desks.id"], name=op.f("fk_front_desk_people_desk_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_front_desk_people_user_id")),
        sa.PrimaryKeyConstraint("desk_id", "user_id", name=op.f("pk_front_desk_people")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "front_desk_pins",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("pin_hash", sa.String(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_front_desk_pins_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_front_desk_pins")),
    )
    op.add_column("sessions", sa.Column("desk_id", sa.String(), nullable=True))
    open_at_desk = sa.text("desk_id IS NOT NULL AND ended_at IS NULL")
    op.create_index("ix_sessions_desk_id", "sessions", ["desk_id"], unique=False, sqlite_where=open_at_desk)
