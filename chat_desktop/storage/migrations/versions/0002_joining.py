"""Adds join methods, invites, sign-in links, the audit log and the known addresses of the host."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _extend_office()
    _extend_users()
    _create_invites()
    _create_invite_rooms()
    _create_sign_in_links()
    _create_audit()
    _create_addresses()


def _extend_office() -> None:
    op.add_column("office", sa.Column("identity_seed", sa.LargeBinary(), nullable=True))
    op.add_column("office", sa.Column("identity_key", sa.LargeBinary(), nullable=True))
    op.add_column("office", sa.Column("ways", sa.String(), nullable=False, server_default="link"))
    op.add_column("office", sa.Column("pin", sa.String(), nullable=True))
    op.add_column("office", sa.Column("secure_since", sa.Integer(), nullable=True))


def _extend_users() -> None:
    op.add_column("users", sa.Column("inactive_as", sa.String(), nullable=True))
    op.add_column("users", sa.Column("invite_id", sa.String(), nullable=True))
    op.add_column("users", sa.Column("read_only", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Earlier versions could only remove users.
    op.execute("UPDATE users SET inactive_as = 'removed' WHERE NOT active")


def _create_invites() -> None:
    op.create_table(
        "invites",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("read_only", sa.Boolean(), nullable=False),
        sa.Column("creator_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.Integer(), nullable=True),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.CheckConstraint("role IN ('member', 'guest')", name=op.f("ck_invites_role")),
        sa.ForeignKeyConstraint(["creator_id"], ["users.id"], name=op.f("fk_invites_creator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("code", name=op.f("uq_invites_code")),
    )


def _create_invite_rooms() -> None:
    op.create_table(
        "invite_rooms",
        sa.Column("invite_id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["invite_id"], ["invites.id"], name=op.f("fk_invite_rooms_invite_id")),
        sa.ForeignKeyConstraint(["room_id"], ["rooms.id"], name=op.f("fk_invite_rooms_room_id")),
        sa.PrimaryKeyConstraint("invite_id", "room_id", name=op.f("pk_invite_rooms")),
        sqlite_with_rowid=False,
    )


def _create_sign_in_links() -> None:
    op.create_table(
        "sign_in_links",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("creator_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("created_at", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.Integer(), nullable=False),
        sa.Column("used_at", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('device', 'recovery')", name=op.f("ck_sign_in_links_kind")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sign_in_links_user_id")),
        sa.ForeignKeyConstraint(["creator_id"], ["users.id"], name=op.f("fk_sign_in_links_creator_id")),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name=op.f("fk_sign_in_links_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_links_token_hash")),
    )
    op.create_index("ix_sign_in_links_user_id", "sign_in_links", ["user_id"], unique=False)


def _create_audit() -> None:
    op.create_table(
        "audit",
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("actor_id", sa.String(), nullable=True),
        sa.Column("subject_id", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["users.id"], name=op.f("fk_audit_actor_id")),
        sa.ForeignKeyConstraint(["subject_id"], ["users.id"], name=op.f("fk_audit_subject_id")),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_audit")),
    )


def _create_addresses() -> None:
    op.create_table(
        "addresses",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("port", sa.Integer(), nullable=False),
        sa.Column("seen_at", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("host", "port", name=op.f("pk_addresses")),
        sqlite_with_rowid=False,
    )
