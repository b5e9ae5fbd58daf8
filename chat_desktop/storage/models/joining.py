"""Defines the links by which people join (invites), and those that sign a browser in."""

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from chat_desktop.storage.models.base import Base


class Invite(Base):
    """An additional join link. Its code is stored readable, because the page shows it until it is revoked."""

    __tablename__ = "invites"
    __table_args__ = (CheckConstraint("role IN ('member', 'guest')", name="role"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str] = mapped_column(default="")
    role: Mapped[str]
    read_only: Mapped[bool] = mapped_column(default=False)
    creator_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[int]
    expires_at: Mapped[int | None]
    revoked_at: Mapped[int | None]
    joined: Mapped[int] = mapped_column(default=0)


class InviteRoom(Base):
    """A room that people enter when they join by an invite."""

    __tablename__ = "invite_rooms"
    __table_args__ = ({"sqlite_with_rowid": False},)

    invite_id: Mapped[str] = mapped_column(ForeignKey("invites.id"), primary_key=True)
    room_id: Mapped[str] = mapped_column(ForeignKey("rooms.id"), primary_key=True)


class SignInLink(Base):
    """A link that signs one browser in as `user_id`, once. Only the SHA-256 of its token is stored.

    A link of the kind `device` is no longer valid when `session_id`, the session that created it, has ended.
    """

    __tablename__ = "sign_in_links"
    __table_args__ = (
        CheckConstraint("kind IN ('device', 'recovery')", name="kind"),
        Index("ix_sign_in_links_user_id", "user_id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    kind: Mapped[str]
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    creator_id: Mapped[str] = mapped_column(ForeignKey("users.id"))
    session_id: Mapped[str | None] = mapped_column(ForeignKey("sessions.id"))
    created_at: Mapped[int]
    expires_at: Mapped[int]
    used_at: Mapped[int | None]
