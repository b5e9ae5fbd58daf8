"""Adds files: their bytes, the attachments that refer to them, and uploads under way."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "blobs",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), server_default="plain", nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("tiny", sa.LargeBinary(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("animated", sa.Boolean(), server_default="0", nullable=False),
        sa.Column("served", sa.String(), server_default="same", nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_blobs")),
    )
    fresh = sa.text("state = 'fresh'")
    op.create_index("ix_blobs_created_at", "blobs", ["created_at"], unique=False, sqlite_where=fresh)
    op.create_table(
        "attachments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("room_id", sa.String(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hints", sa.String(), nullable=True),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["hash"], ["blobs.hash"], name=op.f("fk_attachments_hash")),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_attachments_owner_id")),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_attachments_message_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_attachments_room_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    claimed, in_room, free = (
        sa.text("message_id IS NOT NULL"),
        sa.text("room_id IS NOT NULL"),
        sa.text("message_id IS NULL"),
    )
    op.create_index("ix_attachments_message_id", "attachments", ["message_id"], unique=False, sqlite_where=claimed)
    op.create_index("ix_attachments_room_id_seq", "attachments", ["room_id", "seq"], unique=False, sqlite_where=in_room)
    op.create_index("ix_attachments_created_at", "attachments", ["created_at"], unique=False, sqlite_where=free)
    op.create_index("ix_attachments_hash", "attachments", ["hash"], unique=False)
    op.create_index("ix_attachments_owner_id", "attachments", ["owner_id"], unique=False)
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("hints", sa.String(), nullable=True),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.Column("attachment_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_uploads_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    op.create_index("ix_uploads_expires_at", "uploads", ["expires_at"], unique=False)
    op.create_index("ix_uploads_owner_id", "uploads", ["owner_id"], unique=False)
